"""The worker in the browser says what the check in a pull request says, and its page is the one that is built."""

from __future__ import annotations

import gzip
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from tests.conftest import DEMO, ROOT, SEED
from tests.desk.workers import NodeWorker, RefusedByWorkerError, built_with_desk, start_of
from tests.load.test_parsers import mutated

from gongkai.build.unit_groups import unit_groups
from gongkai.load.inventory import DataFile, take_inventory
from gongkai.model.problem import Problem
from gongkai.read_and_check import problems_of, read_and_check, read_and_check_files

PROJECTS: Final = {"seed": SEED, "demo": DEMO}
INPUT: Final = sorted((ROOT / "tests/cases/input").glob("*.yml"))
MUTATED: Final = 2000
#: Of each kind as many as are looked at in the suite; all of them in the trial.
FEW: Final = 12
#: What the guard says is set against ``gongkai check --base`` in test_check.py.
GUARD: Final = "G"


class Site:
    """A site with the desk, its worker, and the data folder that it was built from."""

    def __init__(self, folder: Path, project: Path) -> None:
        self.project, self.site = project, built_with_desk(folder, project)
        self.root = folder / "data-only"
        shutil.copytree(project / "data", self.root / "data")
        self.inventory = take_inventory(self.root)
        self.base = read_and_check(self.root).archive
        self.files = {(file.unit_id, file.year): file for file in self.inventory.files}
        self.groups = {unit_id: group for group in unit_groups(self.inventory) for unit_id in group.units}
        self.worker = NodeWorker(self.site)
        self._opened = ""

    def start(self, file: DataFile, text: str) -> Any:
        """The state of the desk with a text in hand."""
        if self._opened != file.unit_id:
            self._opened = file.unit_id
            self.worker.open_unit(file.unit_id)
        return self.worker.call("start", file.year, {"text": text})

    def checked(self, file: DataFile, text: str) -> list[tuple[object, ...]]:
        """What ``gongkai check`` says of a file with this text among all files of the folder."""
        path = self.root / file.file
        before = path.read_bytes()
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            checked = read_and_check_files(self.root, self.inventory, self.groups[file.unit_id].files)
            found = (*self.inventory.problems, *problems_of(self.root, checked, self.base))
        finally:
            path.write_bytes(before)
        own = [problem for problem in found if problem.place.file == file.file]
        return [_said(problem) for problem in sorted(own, key=lambda problem: (problem.place, problem.level))]


def _said(problem: Problem) -> tuple[object, ...]:
    place = (problem.place.file, problem.place.line, problem.place.column)
    return (problem.level.label, problem.code, *place, problem.message, problem.cure, problem.example)


def told(problems: list[dict[str, Any]], file: str) -> list[tuple[object, ...]]:
    """The worker's list, but for what the guard says and for other files."""
    keys = ("level", "code", "file", "line", "column", "what", "cure", "example")
    own = [one for one in problems if one["file"] == file and one["code"][0] != GUARD]
    return [tuple(one[key] for key in keys) for one in own]


@pytest.fixture(scope="module", params=PROJECTS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The seed's site, then the demo's."""
    made = Site(tmp_path_factory.mktemp(request.param), PROJECTS[request.param])
    with made.worker:
        yield made


def differences(site: Site, cases: list[tuple[DataFile, str]]) -> list[str]:
    """The cases of which the worker says something else than the check says of the file that it would save."""
    wrong = []
    for file, text in cases:
        try:
            state = site.start(file, text)
        except RefusedByWorkerError as refused:
            wrong.append(f"{file.file}: {refused}")
            continue
        found, expected = told(state["problems"], file.file), site.checked(file, state["text"])
        if found != expected:
            wrong.append(f"{file.file}:\n  {_without(found, expected)}\n  {_without(expected, found)}")
    return wrong


def _without(some: list[tuple[object, ...]], others: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    return [one for one in some if one not in others]


def texts(site: Site) -> list[tuple[DataFile, str]]:
    """Every report as it is published."""
    return [(file, (site.root / file.file).read_text(encoding="utf-8")) for file in site.files.values()]


def page_differences(site: Site, files: list[tuple[DataFile, str]]) -> list[str]:
    """The reports whose page in the worker is not, byte for byte, the one that was built."""
    wrong = []
    for file, text in files:
        built = site.site / f"units/{file.unit_id}/{file.year}/index.html"
        site.start(file, text)
        if built.exists() and site.worker.call("page")["html"] != built.read_text(encoding="utf-8"):
            wrong.append(file.file)
    return wrong


def test_the_page_says_about_how_much_is_loaded(site: Site) -> None:
    said = start_of(site.site)
    loaded = [*(site.site / said["runtime"]).iterdir(), site.site / said["program"]]
    assert len(loaded) == 5
    whole = sum(path.stat().st_size for path in loaded)
    sent = sum(len(gzip.compress(path.read_bytes(), 6)) for path in loaded)
    assert whole == pytest.approx(said["whole"], rel=0.03)
    assert sent == pytest.approx(said["sent"], rel=0.03)


def test_the_same_project_gives_the_same_files(site: Site, tmp_path: Path) -> None:
    again = built_with_desk(tmp_path, site.project)
    files = [path.relative_to(site.site) for path in (site.site / "desk").rglob("*") if path.is_file()]
    assert len(files) > 10
    assert not [path for path in files if (again / path).read_bytes() != (site.site / path).read_bytes()]


@pytest.mark.parametrize("step", [pytest.param(1, marks=pytest.mark.trial), 9])
def test_the_worker_makes_the_very_pages(site: Site, step: int) -> None:
    files = texts(site)[::step]
    assert files
    assert not page_differences(site, files)


@pytest.mark.parametrize("step", [pytest.param(1, marks=pytest.mark.trial), 9])
def test_the_worker_says_what_the_check_says_of_every_report(site: Site, step: int) -> None:
    assert not differences(site, texts(site)[::step])


@pytest.mark.parametrize("step", [pytest.param(1, marks=pytest.mark.trial), FEW])
def test_the_worker_says_what_the_check_says_of_every_input_case(site: Site, step: int) -> None:
    file = max(site.files.values(), key=lambda one: (one.unit_id, one.year))
    small = [path for path in INPUT[::step] if path.stat().st_size < 2 << 20]
    cases = [(file, path.read_bytes().decode("utf-8", "replace")) for path in small]
    assert not differences(site, cases)


@pytest.mark.parametrize("count", [pytest.param(MUTATED // 2, marks=pytest.mark.trial), FEW])
def test_the_worker_says_what_the_check_says_of_damaged_files(site: Site, count: int) -> None:
    chance, originals = random.Random(16), texts(site)
    chosen = (chance.choice(originals) for _ in range(count))
    cases = [(file, mutated(text, chance)) for file, text in chosen]
    assert not differences(site, cases)
