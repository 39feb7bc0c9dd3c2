"""The document states what was measured, against the faster peer, and doubts what was measured badly."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.bench.meter import BuildError, Cost, measure
from tests.bench.report import performance, summary
from tests.bench.result import Result, read_result, write_result

RESULT = Result(
    size="M",
    machine={"核数": "2", "内存": "8 GB"},
    versions={"Hugo": "0.168.0"},
    reports=1000,
    pages=1110,
    data_bytes=24_000_000,
    load=0.1,
    runs={
        "gongkai": [Cost(4.0, 8.0, 200_000_000, 5000, 90_000_000)] * 3,
        "gongkai-excel": [Cost(5.5, 9.0, 210_000_000, 5110, 95_000_000)] * 3,
        "gongkai-search": [Cost(9.0, 9.0, 210_000_000, 5000, 90_000_000)] * 3,
        "hugo": [Cost(wall, 3.0, 400_000_000, 1112, 26_000_000) for wall in (2.0, 9.0, 1.0)],
        "hugo-yaml": [Cost(6.0, 9.0, 400_000_000, 1112, 26_000_000)] * 3,
        "eleventy-yaml": [Cost(5.0, 6.0, 300_000_000, 1112, 26_000_000)] * 3,
        "eleventy": [Cost(3.0, 3.5, 300_000_000, 1112, 26_000_000)] * 3,
    },
    waits=[0.5, 0.2, 0.3],
    visit_bytes=58_960,
    page_bytes={"gongkai": 60_400, "hugo": 25_700},
)


def test_medians_and_the_ratio_to_the_faster_peer_are_stated() -> None:
    text = summary(RESULT)
    assert "| Hugo | 2.00 | 3.00 | 400 | 1,112 | 26.0 |" in text
    assert "| 时间，比 Hugo | 2.00 | — | — |" in text
    assert "| 时间，比 Eleventy（读 YAML） | 0.80 | — | — |" in text
    assert "| 内存峰值，比 Hugo | 0.50 | — | — |" in text
    assert "0.30 秒" in text
    assert "本项目 60.4 KB，Hugo 25.7 KB" in text


def test_a_run_too_short_for_its_memory_to_be_seen_is_not_compared_with_it() -> None:
    unseen = replace(RESULT, runs=RESULT.runs | {"hugo": [Cost(0.01, 0.01, 0)] * 3})
    assert "| 内存峰值，比 Hugo | — | — | — |" in summary(unseen)


def test_the_overview_sets_a_change_and_the_preview_against_a_cold_build() -> None:
    changed = {**RESULT.runs, "gongkai-changed": [Cost(0.4, 0.4, 100_000_000, 5000, 90_000_000)] * 3}
    text = performance([replace(RESULT, runs=changed), replace(RESULT, size="L", waits=[])])
    assert "| M | 1,000 | 4.0 | 8.0 | 200 | 0.10 倍 | 0.07 倍 | 59.0 |" in text
    assert "| L | 1,000 | 4.0 | 8.0 | 200 | — | — | 59.0 |" in text


def test_figures_with_a_bound_stand_in_the_document_taken_from_acceptance_where_there_is_one() -> None:
    both = {"gongkai": RESULT.runs["gongkai"], "eleventy-downloads": [Cost(4.0, 5.0, 0)] * 3}
    line = "| M | 从零开始的处理器时间 ÷ Eleventy（写同样的下载文件）的 | 3.4 | 1.9 | 3.15 | 1.4 | {} |"
    assert line.format("— | **没有测**") in performance([RESULT])
    assert line.format("1.600 | 是") in performance([replace(RESULT, runs=both)])
    assert line.format("1.600 | 是") in performance([RESULT], [replace(RESULT, runs=both)])


def test_what_one_more_report_costs_is_stated() -> None:
    slope = {
        f"{builder}-{reports}": [Cost(1.0, 1.0 + reports * each, 0)]
        for builder, each in (("gongkai", 0.012), ("plain", 0.005))
        for reports in (20, 300)
    }
    assert "本项目 12.0 毫秒，纯 Python 5.0 毫秒" in summary(replace(RESULT, runs=slope))


def test_what_is_timed_apart_is_stated_as_a_difference_and_only_if_it_was_built() -> None:
    text = summary(RESULT)
    assert "| Excel 文件 | 1.50 | 1.00 | 210 | 110 | 5.0 |" in text
    assert "全文索引" not in text


@pytest.mark.parametrize(
    "doubtful", [replace(RESULT, load=1.2), replace(RESULT, runs={"hugo": RESULT.runs["hugo"][:1]})]
)
def test_a_busy_machine_or_too_few_runs_are_admitted(doubtful: Result) -> None:
    assert "时间只供参考" in summary(doubtful)
    assert "时间只供参考" not in summary(RESULT)


def test_results_are_kept_and_the_document_names_machine_versions_and_differences(tmp_path: Path) -> None:
    write_result(tmp_path / "M.json", RESULT)
    kept = read_result(tmp_path / "M.json")
    assert kept == RESULT
    text = performance([kept])
    for words in ("核数 2", "Hugo 0.168.0", "1,000 份报告", "我们的网页多了什么", "轮流先后"):
        assert words in text


def test_processor_time_and_memory_of_children_are_counted(tmp_path: Path) -> None:
    held = 60_000_000
    child = (
        f"held = bytearray({held}); import time; end = time.process_time() + 0.5\nwhile time.process_time() < end: pass"
    )
    parent = f"import subprocess, sys, pathlib; subprocess.run([sys.executable, '-c', {child!r}], check=True)\n"
    out = tmp_path / "out"
    parent += f"out = pathlib.Path({str(out)!r}); out.mkdir(); (out / 'page').write_text('12345')"
    cost = measure((sys.executable, "-c", parent), tmp_path, {}, out)
    assert cost.cpu >= 0.1
    assert cost.memory > held
    assert (cost.files, cost.size) == (1, 5)


def test_a_builder_that_fails_has_no_cost(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="no such page"):
        measure((sys.executable, "-c", "raise SystemExit('no such page')"), tmp_path, {}, tmp_path / "out")
