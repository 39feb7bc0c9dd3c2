"""Sites built once for all tests that look at them; the markers of tests that build a site or drive a browser."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from hypothesis import HealthCheck, settings

from gongkai.read_and_check import CheckedArchive, read_and_check

ROOT = Path(__file__).parent.parent
#: One real report, frozen: ``data/`` belongs to the bureau that publishes and may hold anything.
SEED = ROOT / "tests/seed"
#: The fictional district.
DEMO = ROOT / "tests/demo"
#: The hosts, and the command that runs one: a function that names one in a command builds a site.
HOSTS = {"mkdocs", "properdocs", "publish"}

# Of everything generated a sample; `make trial` asks for many. No limit that a busy machine trips over.
settings.register_profile(
    "sample",
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("trial", settings.get_profile("sample"), max_examples=3000)
settings.load_profile("sample")

gc.set_threshold(50_000, 20, 20)  # the demo is kept all the time and hardly anything refers to each other


def build(config: Path, site: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run ``mkdocs build`` as the Makefile does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config), "--site-dir", str(site), *options]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def project_copy(folder: Path, project: Path = SEED) -> Path:
    """A copy of everything that the site of ``project`` is built from, for tests that change it."""
    for name, source in (("docs", ROOT), ("hooks", ROOT), ("data", project)):
        shutil.copytree(source / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder / "program.yml")
    settings = (ROOT / "tests/mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace("../../", "").replace("../mkdocs.yml", "program.yml")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return folder


@cache
def demo() -> CheckedArchive:
    """The fictional district, read and checked once."""
    return read_and_check(DEMO)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the seed, built strictly."""
    return built_once(tmp_path_factory, SEED, "--strict")


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the fictional district."""
    return built_once(tmp_path_factory, DEMO)


def built_once(tmp_path_factory: pytest.TempPathFactory, project: Path, *options: str) -> Path:
    """The site of a project, made once."""

    def make(folder: Path) -> None:
        result = build(project / "mkdocs.yml", folder, *options)
        assert result.returncode == 0, result.stderr

    return made_once(tmp_path_factory, project.name, make)


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder, which the processes that share the tests have in common; nobody may change it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, done = shared / name, shared / f"{name}.built"
    with open(shared / f"{name}.lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            make(folder)
            done.touch()
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what builds a site or drives a browser, by what its code and its fixtures call: nobody can forget it."""
    known: dict[Callable[..., object], bool] = {}
    for item in items:
        fixtures = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]  # pytest has no public name for it
        called = [item.function, *(found.func for each in fixtures.values() for found in each)]  # type: ignore[attr-defined]
        if any(runs_host(function, known) for function in called):
            item.add_marker("build")
        if "browser" in fixtures:
            item.add_marker("browser")
    long_first(items)


def long_first(items: list[pytest.Item]) -> None:
    """Files that drive a browser, then those that build, then the rest: no process ends with a long one alone."""
    rank: dict[Path, int] = {}
    for item in items:
        own = 0 if item.get_closest_marker("browser") else 1 if item.get_closest_marker("build") else 2
        rank[item.path] = min(own, rank.get(item.path, own))
    items.sort(key=lambda item: rank[item.path])


def runs_host(function: Callable[..., object], known: dict[Callable[..., object], bool]) -> bool:
    """Whether ``function``, or a function of the tests that it names, has a host in a command."""
    if not isinstance(function, FunctionType) or not function.__module__.startswith("tests."):
        return False
    if function not in known:
        known[function] = False  # functions may call each other
        codes = tuple(codes_of(function.__code__))
        called = (function.__globals__.get(name) for code in codes for name in code.co_names)
        words = (set(words_of(code.co_consts)) for code in codes)
        known[function] = any("-m" in said and said & HOSTS for said in words) or any(
            runs_host(other, known) for other in called if isinstance(other, FunctionType)
        )
    return known[function]


def codes_of(code: CodeType) -> Iterator[CodeType]:
    """A function's code and that of the functions inside it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from codes_of(inner)


def words_of(constants: tuple[object, ...]) -> Iterator[str]:
    """The texts among a code's constants; a list of nothing but constants is kept as one."""
    for constant in constants:
        yield from (
            [constant] if isinstance(constant, str) else words_of(constant) if isinstance(constant, tuple) else ()
        )
