"""What a project publishes beside its data: the pages and files of its folder for documents, as its settings say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from pathspec import GitIgnoreSpec

from ..settings.host_file import read_host_file
from .fault import Fault, Group

_NAMES: Final = ("mkdocs.yml", "mkdocs.yaml")
#: What the host leaves out by itself.
_LEFT_OUT: Final = (".*", "/templates/")


@lru_cache(maxsize=1)
def host_settings(root: Path) -> Mapping[str, Any]:
    """The host's settings, as they are written."""
    path = next((root / name for name in _NAMES if (root / name).exists()), None)
    found = read_host_file(path).top.plain() if path else {}
    return found if isinstance(found, dict) else {}


def repository_of(root: Path) -> str:
    """The address of the project at its host, ending in ``/``; "" while the settings name none."""
    address = str(host_settings(root).get("repo_url") or "").rstrip("/")
    return f"{address}/" if address else ""


@lru_cache(maxsize=1)
def files_by_hand(root: Path) -> Mapping[str, Path]:
    """Where each page or file by hand is published, and where it stands."""
    said = host_settings(root)
    folder, left_out = root / str(said.get("docs_dir", "docs")), str(said.get("exclude_docs") or "")
    ignored = GitIgnoreSpec.from_lines([*_LEFT_OUT, *left_out.splitlines()])
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {_published(name): path for name, path in named.items() if not ignored.match_file(name)}


def _published(name: str) -> str:
    """``guide/clerk.md`` is published as ``guide/clerk/index.html``."""
    stem, _, ending = name.rpartition(".")
    if ending != "md":
        return name
    return f"{stem}.html" if stem.rpartition("/")[2] in {"index", "README"} else f"{stem}/index.html"


def faults_by_hand(site: Path, by_hand: Mapping[str, Path]) -> Iterator[Fault]:
    """Styles, scripts, pictures and other files that are not what stands in the folder that they come from."""
    for name, path in by_hand.items():
        here = site / name
        if path.suffix != ".md" and here.is_file() and here.read_bytes() != path.read_bytes():
            yield Fault(Group.SAFETY, name, "与手写网页的文件夹里的不同", "发布时原样复制")


def words_of(root: Path, data: str) -> str:
    """Every text in which an address of another site may be named: settings, pages by hand, register and rules."""
    general = sorted((root / data).glob("*.yml")) + sorted((root / data).glob("*/_year.yml"))
    pages = [path for path in files_by_hand(root).values() if path.suffix in {".md", ".html"}]
    texts = (path.read_text("utf-8", "replace") for path in (*general, *pages))
    return json.dumps(host_settings(root), ensure_ascii=False, default=str) + "\n".join(texts)
