"""No figure of a report that may not be shown stands in any download."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.conftest import demo
from tests.open_data.published import PUBLISHED, read
from tests.open_data.stock import archive, files, made

from gongkai.check import check_archive
from gongkai.model.archive import Archive, Entry
from gongkai.model.disclosure import State
from gongkai.pages.data import (
    BUNDLE,
    MANIFEST,
)

SECRET = Decimal("87654.321987")


def test_a_withheld_report_has_no_files_and_is_named_with_its_state() -> None:
    withheld = archive().entries.keys() - PUBLISHED.keys()
    assert len(withheld) >= 2
    for unit_id, year in withheld:
        assert not [path for path in files() if path.startswith(f"units/{unit_id}/{year}/")]
        named = read(f"years/{year}/data.json")["不显示数字的报告"]
        assert (unit_id, year) in {(n["单位标识"], n["年度"]) for n in named}
        assert all(set(n) == {"单位标识", "单位", "年度", "状态"} for n in named)


def _withheld(state: State | None) -> tuple[Archive, Any]:
    """The demo with one report in ``state`` (None: unreadable) whose every total is a figure found nowhere else."""
    key = ("yanshi-renda", 2022)
    entry = demo().archive.entries[key]
    report = entry.report
    assert report is not None
    finance = report.finance.model_copy(
        update={
            name: getattr(report.finance, name).model_copy(update=dict.fromkeys(("initial_budget", "actual"), SECRET))
            for name in (
                "total_income",
                "total_expenditure",
                "expenditure",
                "basic_expenditure",
                "project_expenditure",
                "closing_balance",
            )
        }
    )
    disclosure = report.disclosure.model_copy(update={"state": state, "reason": f"理由 {SECRET}"})
    hidden = report.model_copy(
        update={
            "finance": finance,
            "disclosure": disclosure,
            "three_public": report.three_public.model_copy(update={"actual": SECRET, "initial_budget": SECRET}),
        }
    )
    changed: Entry = Entry.of(*key, entry.file, entry.digest, None if state is None else hidden)
    entries = {**demo().archive.entries, key: changed}
    few = {key: entry for key, entry in entries.items() if key[0] == "yanshi-renda" and key[1] > 2021}
    whole = replace(demo().archive, entries=few)
    return whole.for_readers(preview=False), check_archive(whole)


def _showing(state: State | None) -> set[str]:
    """The files in which the hidden figure stands, however it is written."""
    hidden, findings = _withheld(state)
    downloads = made(hidden, findings)
    return {
        path for path, content in downloads.items()
        if any(trace in _unpacked(path, content) for trace in (b"87654.32", b"87,654.32", b"/2022/report."))
    }  # fmt: skip


def test_the_figure_is_in_the_files_while_it_is_published() -> None:
    expected = {
        *("units/yanshi-renda/2022/report.csv", "units/yanshi-renda/data.csv", "years/2022/data.xlsx", "feed.xml"),
        *("years/2022/data.zip", MANIFEST, BUNDLE),
    }
    assert expected <= _showing(State.PUBLISHED)


@pytest.mark.parametrize("state", [State.UNDER_REVIEW, State.EXEMPT, State.DRAFT, None])
def test_no_figure_of_a_withheld_report_is_in_any_file(state: State | None) -> None:
    assert not _showing(state)


def _unpacked(path: str, content: bytes) -> bytes:
    if not path.endswith((".xlsx", ".zip")):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())
