"""`make bench` runs every step to its end, on a workload of four reports. No time is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.bench import measure
from tests.bench.measure import SERIES
from tests.bench.report import LABELS
from tests.bench.result import read_result
from tests.bench.workload import SIZES, Size

pytestmark = [pytest.mark.build, pytest.mark.trial]


def test_every_step_is_measured_kept_and_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SIZES, "S", Size(units=2, years=2))
    monkeypatch.setattr(measure, "KEPT", tmp_path / "kept")
    monkeypatch.setattr(measure, "DOCUMENT", tmp_path / "performance.md")
    told = CliRunner().invoke(
        measure.main, ["--size", "S", "--repeat", "1", "--folder", str(tmp_path / "work"), "--write"]
    )
    assert told.exit_code == 0, told.output
    result = read_result(tmp_path / "kept/S.json")
    assert set(result.runs) == {step for steps in SERIES.values() for step in steps}
    assert (result.reports, result.pages, len(result.waits)) == (4, 8, 1)
    text = (tmp_path / "performance.md").read_text(encoding="utf-8")
    missing = [label for label in LABELS.values() if f"| {label} |" not in text]
    assert not missing
    for told_apart in ("Excel 文件", "Pagefind 索引 Hugo 的网页", "比纯 Python", "Eleventy 3.", "Hugo 0.", "文件系统 "):
        assert told_apart in text
    assert str(tmp_path) not in text
