"""A test that builds a site is marked so, however it comes to build one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

import pytest
from tests.conftest import SEED, build, codes_of, long_first, runs_host


def directly() -> object:
    return build(SEED, SEED)


def by_another() -> object:
    return [directly() for _ in range(2)]


def inside() -> Callable[[], object]:
    def later() -> object:
        return by_another()

    return later


def in_a_circle() -> object:
    return in_a_circle() or by_another()


def with_another_host() -> list[str]:
    return ["python", "-m", "properdocs", "build"]


def not_at_all() -> list[str]:
    return ["python", "-m", "gongkai", "mkdocs.yml"]


@pytest.mark.parametrize("function", [directly, by_another, inside, in_a_circle, with_another_host])
def test_what_builds_is_noticed(function: Callable[[], object]) -> None:
    assert runs_host(function, {})
    assert not runs_host(not_at_all, {})


def test_what_takes_long_comes_first_and_files_stay_whole(request: pytest.FixtureRequest) -> None:
    items = request.session.items[::-1]
    long_first(items)
    files = [path for path, _ in groupby(item.path for item in items)]
    assert len(files) == len({*files})
    marks = [{mark.name for item in items if item.path == path for mark in item.iter_markers()} for path in files]
    ranks = [0 if "browser" in each else 1 if "build" in each else 2 for each in marks]
    assert ranks == sorted(ranks)


def test_every_fixture_is_asked_for_where_it_can_be_seen(request: pytest.FixtureRequest) -> None:
    functions = {item.function for item in request.session.items if isinstance(item, pytest.Function)}
    names = {name for function in functions for code in codes_of(function.__code__) for name in code.co_names}
    assert "getfixturevalue" not in names


def test_every_test_with_a_built_site_or_a_browser_is_marked(request: pytest.FixtureRequest) -> None:
    asking = {item.nodeid: (set(getattr(item, "fixturenames", ())), item) for item in request.session.items}
    built = [name for name, (asked, item) in asking.items() if asked & {"site", "demo_site"}]
    assert all(asking[name][1].get_closest_marker("build") for name in built)
    driven = [item for asked, item in asking.values() if asked & {"browser", "page"}]
    assert all(item.get_closest_marker("browser") for item in driven)
