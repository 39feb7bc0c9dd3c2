"""Many projects at a glance: a table that can be sorted, and bars that lead to the forms of the largest."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.report import Report
from gongkai.pages.parts.bars import Bars
from gongkai.pages.parts.format import format_amount
from gongkai.pages.parts.table import Table
from gongkai.pages.report.projects import project_tables
from gongkai.pages.report.tables import Source

_CENTS = st.none() | st.integers(0, 5000).map(lambda cents: Decimal(cents) / 100)


def drawn(spent: list[Decimal | None]) -> tuple[Table, Bars | None]:
    """The table and the bars of as many projects."""
    forms = [
        {"项目": f"演示项目{at}", "资金": {"年度资金总额": {} if value is None else {"决算": value}}}
        for at, value in enumerate(spent, 1)
    ]
    report = Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}, "项目自评": forms})
    contents = [block.content for block in project_tables(Source(report, {}), 3).blocks]
    (table, *rest) = contents
    assert isinstance(table, Table)
    return table, next((content for content in rest if isinstance(content, Bars)), None)


@given(st.lists(_CENTS, min_size=1, max_size=45))
def test_the_largest_are_drawn_in_order_and_each_leads_to_its_form(spent: list[Decimal | None]) -> None:
    table, bars = drawn(spent)
    assert table.sortable
    assert len(table.rows) == len(spent)
    known = {at: value for at, value in enumerate(spent, 1) if value}
    if len(known) < 5:
        assert bars is None
        return
    assert bars is not None
    ((_, made),) = bars.groups
    order = sorted(known, key=lambda at: (-known[at], at))[:12]
    assert [(bar.path, bar.label, bar.value) for bar in made] == [
        (f"#xm-{at}", f"演示项目{at}", format_amount(known[at])) for at in order
    ]
    assert [row.path for row in table.rows] == [f"#xm-{at}" for at in range(1, len(spent) + 1)]
    assert (f"的 {len(known)} 个项目的" in bars.caption) == (len(known) > 12)
