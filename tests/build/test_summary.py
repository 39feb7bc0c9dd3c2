"""What the main process keeps of a report says the same as the report."""

from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from pydantic import TypeAdapter

from gongkai.build.summary import ReportSummary
from gongkai.load.record_file import validate
from gongkai.model.archive import Entry
from gongkai.model.disclosure import State
from gongkai.model.form import THREE_PUBLIC
from gongkai.model.report import Report
from gongkai.open_data.figures import figures_json
from gongkai.pages.quality import NOT_CHECKED

STORED = TypeAdapter(ReportSummary)
AMOUNTS: tuple[Any, ...] = (
    None,
    Decimal("3.20"),
    Decimal("0.00"),
    {"年初预算": Decimal("4")},
    {"决算": Decimal("3.200"), "推算": ["决算"]},
    {"决算": Decimal("3.20"), "推算": ["上年决算"], "上年决算": Decimal(3)},
)


@pytest.mark.parametrize(("amount", "state", "preview"), tuple(product(AMOUNTS, State, (False, True))))
def test_the_figure_that_is_known_without_the_report_is_the_report_s_own(
    amount: Any, state: State, preview: bool
) -> None:
    stated = {"标题": "演示数据", "公开": {"状态": "已公开"}, "三公经费": amount}
    report = validate(Report, stated)
    entry = replace(Entry.of("a", 2022, "", "", report), state=state, preview=preview)
    known = THREE_PUBLIC.value(report)
    summary = ReportSummary("a", 2022, "", "", state, figures_json(report), NOT_CHECKED, three_public=known)
    kept = replace(STORED.validate_json(STORED.dump_json(summary)).entry, preview=preview)
    assert str(kept.three_public) == str(entry.three_public)
    assert kept.is_shown or kept.three_public is None


def test_a_report_that_cannot_be_read_has_none() -> None:
    assert ReportSummary("a", 2022, "", "", State.UNDER_REVIEW, "", NOT_CHECKED).entry.three_public is None
