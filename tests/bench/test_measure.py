"""`make bench` runs every step to its end, on workloads of a few reports. No time is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from click.testing import Result as Run
from tests.bench import measure
from tests.bench.acceptance import needed_steps, outcomes, read_bounds
from tests.bench.report import LABELS
from tests.bench.result import read_result
from tests.bench.session import steps_of
from tests.bench.workload import SIZES, Size

pytestmark = [pytest.mark.build, pytest.mark.trial]


@pytest.fixture(autouse=True)
def _few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every size is a few reports, and results are kept apart."""
    for name in SIZES:
        monkeypatch.setitem(SIZES, name, Size(units=2, years=2))
    monkeypatch.setattr(measure, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(measure, "DOCUMENT", tmp_path / "performance.md")


def bench(tmp_path: Path, *options: str) -> Run:
    """Run it; what was missed is judged, not raised."""
    told = CliRunner().invoke(measure.main, [*options, "--repeat", "1", "--folder", str(tmp_path / "work")])
    assert told.exception is None or isinstance(told.exception, SystemExit), told.output
    return told


def test_every_step_is_measured_kept_and_written(tmp_path: Path) -> None:
    told = bench(tmp_path, "--size", "S", "--write")
    assert told.exit_code == 0, told.output
    result = read_result(tmp_path / "kept/S.json")
    assert set(result.runs) | {"preview"} == steps_of("S")
    assert (result.reports, result.pages, len(result.waits)) == (4, 8, 1)
    text = (tmp_path / "performance.md").read_text(encoding="utf-8")
    missing = [label for label in LABELS.values() if f"| {label} |" not in text]
    assert not missing
    for words in ("Excel 文件", "Pagefind 索引 Hugo 的网页", "比纯 Python", "Eleventy 3.", "Hugo 0.", "文件系统 "):
        assert words in text
    assert str(tmp_path) not in text


@pytest.mark.parametrize("size", SIZES)
def test_acceptance_measures_what_has_a_bound_and_no_more(tmp_path: Path, size: str) -> None:
    told = bench(tmp_path, "--size", size, "--accept")
    kept = "XL" if size == "XL" else f"accept-{size}"
    result = read_result(tmp_path / f"kept/{kept}.json")
    found = outcomes(result, read_bounds())
    assert found
    assert all(outcome.value is not None for outcome in found)
    assert told.exit_code == (0 if all(outcome.is_reached for outcome in found) else 1), told.output
    assert all(outcome.bound.label in told.output for outcome in found)
    assert set(result.runs) == needed_steps(size, read_bounds()) - {"preview"}


def test_the_largest_size_may_be_tried_with_fewer_units_and_is_written(tmp_path: Path) -> None:
    told = bench(tmp_path, "--size", "XL", "--units", "3", "--write")
    assert told.exit_code == 0, told.output
    result = read_result(tmp_path / "kept/XL.json")
    assert set(result.runs) == steps_of("XL")
    assert result.reports == 6
    assert "| XL | 6 |" in (tmp_path / "performance.md").read_text(encoding="utf-8")
