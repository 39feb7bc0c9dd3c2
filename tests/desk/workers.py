"""The desk's own worker for tests: its script and Python of the browser, run by Node from a built site."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from tests.conftest import ROOT, build, project_copy

_SCRIPT: Final = Path(__file__).parent / "node_worker.mjs"
_SAID: Final = re.compile(r"data-([a-z]+)=(?:\"([^\"]*)\"|'([^']*)')")


class RefusedByWorkerError(Exception):
    """What the worker answers instead, in words."""


def project_with_desk(folder: Path, project: Path) -> Path:
    """A copy of a project whose site has the desk."""
    copy = project_copy(folder / "project", project)
    shutil.copy(ROOT / "requirements.txt", copy / "requirements.txt")
    (ROOT / ".cache/desk").mkdir(parents=True, exist_ok=True)
    (copy / ".cache").mkdir()
    (copy / ".cache/desk").symlink_to(ROOT / ".cache/desk")
    settings = (copy / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("desk: !ENV [GONGKAI_DESK, false]\n", "desk: true\n")
    if project.name == "demo":
        settings = settings.replace("    demo: false\n", "    demo: true\n")
    (copy / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return copy


def built_with_desk(folder: Path, project: Path) -> Path:
    """The site of a project with the desk."""
    copy, site = project_with_desk(folder, project), folder / "site"
    done = build(copy / "mkdocs.yml", site)
    assert done.returncode == 0, done.stderr
    return site


def start_of(site: Path) -> dict[str, Any]:
    """What the page says to its script, with addresses below the site."""
    page = (site / "desk/index.html").read_text(encoding="utf-8")
    said = {name: unescape(one or other).replace("../", "") for name, one, other in _SAID.findall(page)}
    files = {name: said[name] for name in ("runtime", "program", "site")}
    return {**files, "more": json.loads(said["more"]), "whole": int(said["whole"]), "sent": int(said["sent"])}


class NodeWorker:
    """The worker of a site; one call after the other."""

    def __init__(self, site: Path) -> None:
        self._site, self._last = site, 0
        command = ("node", str(_SCRIPT), str(site))
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
        self._ask({"start": start_of(site)})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()

    def open_unit(self, unit_id: str) -> Any:
        """Take the reference data of a unit as it is published."""
        return self.call("open_unit", content=self._site / f"desk/data/{unit_id}.zip")

    def call(self, name: str, *given: object, content: Path | None = None) -> Any:
        """The answer of a method of the desk; ``content`` is a file whose bytes are its last argument."""
        request = {"call": name, "arguments": given}
        return self._ask(request | ({"content": str(content)} if content else {}))

    def _ask(self, request: dict[str, Any]) -> Any:
        self._last += 1
        if self._process.stdin is None or self._process.stdout is None:
            raise RefusedByWorkerError("no pipes")
        self._process.stdin.write(json.dumps({"id": self._last, **request}) + "\n")
        self._process.stdin.flush()
        for line in self._process.stdout:
            said = json.loads(line) if line.strip() else {}
            if said.get("id") == self._last:
                if "answer" in said:
                    return said["answer"]
                raise RefusedByWorkerError(said.get("error", ""))
        raise RefusedByWorkerError("the worker ended")
