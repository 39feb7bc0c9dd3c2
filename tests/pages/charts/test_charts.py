"""Charts show exactly what is published: shapes in proportion, gaps as gaps, and the same in words."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.archive import Entry
from gongkai.model.outline import Chart
from gongkai.model.report import Report
from gongkai.pages.parts.bars import (
    FULL,
    UNLISTED,
    Share,
    bar_chart,
    budget_chart,
    scaled,
    share_chart,
    stacked,
)
from gongkai.pages.parts.columns import HEIGHT, Years, score_chart, spending_chart, three_public_chart
from gongkai.pages.report.charts import report_charts

MONEY = st.decimals(min_value=0, max_value=10**8, places=2)


def report(state: str = "已公开", **parts: Any) -> Report:
    """A report with some parts, by their Chinese keys."""
    return Report.model_validate({"标题": "报告", "公开": {"状态": state}, **parts})


def years(*reports: Report | None) -> Years:
    """Years from 2018 on."""
    found = (None if r is None else Entry.of("jia", 2018 + at, "x.yml", "", r) for at, r in enumerate(reports))
    return {2018 + at: (entry, f"units/jia/{2018 + at}/" if entry else None) for at, entry in enumerate(found)}


def spent(amount: str, **more: Any) -> Report:
    """A report of what was spent."""
    return report(收支={"支出总计": Decimal(amount)}, **more)


def share(whole: str, **parts: str) -> Share | None:
    """A whole and its parts."""
    return share_chart("x", "基本支出", Decimal(whole), tuple((name, Decimal(value)) for name, value in parts.items()))


@given(st.lists(MONEY, min_size=1, max_size=12))
def test_stacked_lengths_fill_the_bar_exactly(values: list[Decimal]) -> None:
    total = sum(values, Decimal(0))
    spans = list(stacked(values, total))
    assert sum(length for _, length in spans) == (FULL if total else 0)
    assert all(length >= 0 and start >= 0 for start, length in spans)


@given(MONEY, MONEY)
def test_a_bar_never_leaves_the_view_and_is_seen_unless_zero(value: Decimal, most: Decimal) -> None:
    length = scaled(value, most)
    assert 0 <= length <= FULL
    assert (length == 0) == (value == 0 or most == 0)


def test_parts_are_drawn_in_proportion_and_told() -> None:
    chart = share("200", 工资福利支出="150", 商品和服务支出="50")
    assert chart
    assert [(p.label, p.value, p.start, p.length, p.share) for p in chart.parts] == [
        ("工资福利支出", "150.00", 0, 750, "75.0%"), ("商品和服务支出", "50.00", 750, 250, "25.0%"),
    ]  # fmt: skip
    assert chart.caption == "基本支出中，工资福利支出最多，占 75.0%"


def test_what_the_parts_leave_is_shown_as_unlisted() -> None:
    chart = share(
        "971.21", 工资福利支出="719.29", 商品和服务支出="154.91", 对个人和家庭的补助="14.51", 资本性支出="9.12"
    )
    assert chart
    assert (chart.parts[-1].label, chart.parts[-1].value, chart.parts[-1].tone) == (UNLISTED, "73.38", "gap")
    assert sum(part.length for part in chart.parts) == FULL


def test_no_chart_of_parts_beyond_the_whole_of_one_part_or_of_nothing() -> None:
    assert share("100", a="90", b="20") is None
    assert share("100", a="100") is None
    assert share("0", a="0", b="0") is None
    assert share_chart("x", "基本支出", None, (("a", Decimal(1)),)) is None
    assert share("0.04", a="0.05", b="0.03") is None


def test_many_parts_are_put_together_and_none_is_lost() -> None:
    chart = share("210", a="10", b="100", c="50", d="20", e="30")
    assert chart
    assert [part.label for part in chart.parts] == ["b", "c", "e", "其他 2 项"]
    assert chart.parts[-1].value == "30.00"
    same = share("60", a="10", b="10", c="10", d="10", e="20")
    assert same
    assert sum(part.length for part in same.parts) == FULL
    assert [part.value for part in same.parts] == ["10.00", "10.00", "20.00", "20.00"]


@pytest.mark.parametrize(
    ("parts", "caption"),
    [
        ({"a": "60", "b": "40"}, "基本支出中，a最多，占 60.0%"),
        ({"a": "50", "b": "50"}, "基本支出的构成"),
        ({"a": "50"}, "基本支出的构成"),
        ({"a": "30", "b": "10"}, "基本支出中，未列明的占 60.0%"),
        ({"a": "22", "b": "20", "c": "20", "d": "19", "e": "19"}, "基本支出中，a最多，占 22.0%"),
    ],
)
def test_a_caption_names_the_largest_part_only_where_it_is(parts: dict[str, str], caption: str) -> None:
    chart = share("100", **parts)
    assert chart
    assert chart.caption == caption


def test_a_missing_year_is_a_gap_with_its_reason() -> None:
    chart = spending_chart(years(spent("100"), None, report("核实中"), report(), spent("150")))
    assert chart
    assert [(y.label, y.value, y.note if not y.value else "", len(y.blocks)) for y in chart.years] == [
        ("2018", "100.00", "", 1), ("2019", "", "未收录", 0), ("2020", "", "核实中", 0), ("2021", "", "未公开", 0),
        ("2022", "150.00", "", 1),
    ]  # fmt: skip
    assert chart.years[0].blocks[0].height == HEIGHT * 2 // 3
    assert chart.years[-1].blocks[0].top == 0
    assert [year.current for year in chart.marked(2022).years] == [False] * 4 + [True]
    assert chart.caption == "支出总计由2018年的 100 万元增加到2022年的 150 万元"


def test_the_figure_is_one_that_every_year_has() -> None:
    both = report(收支={"支出总计": Decimal(120), "本年支出合计": Decimal(110)})
    chart, same = spending_chart(years(both, spent("130"))), spending_chart(years(both, both))
    assert chart
    assert chart.caption.startswith("支出总计")
    assert same
    assert same.caption == "本年支出合计2018年和2019年都是 110 万元"


def test_one_year_or_only_zeros_make_no_chart() -> None:
    assert spending_chart(years(spent("1"))) is None
    assert spending_chart(years(spent("0"), spent("0"))) is None


def test_fifteen_years_keep_their_amounts_only_where_a_phone_has_room() -> None:
    chart = spending_chart(years(*(spent(str(100 + at)) for at in range(15))))
    assert chart
    assert [year.label for year in chart.marked(2025).years if not year.quiet] == ["2018", "2025", "2032"]


@given(st.lists(st.integers(1, 99), min_size=7, max_size=16), st.integers(0, 15))
def test_where_a_phone_has_no_room_no_two_amounts_stand_side_by_side(values: list[int], at: int) -> None:
    """But for the last, which stands a line lower; whatever is drawn, on the unit's page and on that of each year."""
    reports = years(*(report(收支={"支出总计": Decimal(v)}, 绩效={"自评得分": Decimal(v)}) for v in values))
    for chart in (spending_chart(reports), score_chart(reports, {})):
        assert chart
        for shown in (chart, chart.marked(2018 + at % len(values))):
            loud = [place for place, year in enumerate(shown.years[:-1]) if not year.quiet]
            assert all(right - left > 1 for left, right in pairwise(loud))
            assert not shown.years[-1].quiet


def test_kinds_of_public_funds_are_stacked_only_where_they_make_up_the_total() -> None:
    kinds = {"决算": Decimal(10), "其中": {"公务接待费": Decimal(4), "公务用车购置及运行维护费": Decimal(6)}}
    partly = {"决算": Decimal(12), "其中": {"公务接待费": Decimal(4)}}
    chart = three_public_chart(years(report(三公经费=kinds), report(三公经费=partly)))
    assert chart
    assert [[block.tone for block in year.blocks] for year in chart.years] == [["c1", "c3"], ["c4"]]
    assert dict(chart.legend) == {"c1": "公务用车购置及运行维护费", "c3": "公务接待费", "c4": "不分项"}
    assert sum(block.height for block in chart.years[0].blocks) == HEIGHT * 10 // 12


def test_scores_are_marks_and_no_line_crosses_a_gap() -> None:
    scored = [report(绩效={"自评得分": Decimal(score), "自评等级": "优"}) for score in ("90", "95", "98")]
    outlines = dict.fromkeys(range(2018, 2022), "湖南2016")
    chart = score_chart(years(scored[0], scored[1], None, scored[2]), outlines)
    assert chart
    assert [len(points.split()) for points in chart.lines] == [2, 1]
    assert chart.measure == "分；从 60 分画到 100 分"
    assert chart.caption == "自评得分由2018年的 90 分（优）到2021年的 98 分（优）"
    tops = [year.blocks[0].top for year in chart.years if year.blocks]
    assert tops == sorted(tops, reverse=True)
    assert all(0 <= top < HEIGHT for top in tops)


def test_scores_of_another_outline_are_neither_joined_nor_compared() -> None:
    scored = [report(绩效={"自评得分": Decimal(score)}) for score in ("90", "95", "100.5")]
    outlines = {2018: "湖南2016", 2019: "湖南2016", 2020: "湖南2022"}
    chart = score_chart(years(*scored), outlines)
    assert chart
    assert chart.caption == "自评得分，2020年起指标体系或口径不同，不宜与以前比较"
    assert [len(points.split()) for points in chart.lines] == [2, 1]
    assert min(year.blocks[0].top for year in chart.years) >= 0
    assert "到 110 分" in chart.measure


def test_nothing_is_compared_through_a_change_of_scope() -> None:
    series = years(spent("100"), spent("40"), spent("50"))
    for chart in (spending_chart(series, broken=2019), spending_chart(series, broken=2020)):
        assert chart
        assert "增加" not in chart.caption
        assert "减少" not in chart.caption
    whole = spending_chart(series, broken=2018)
    assert whole
    assert whole.caption == "支出总计由2018年的 100 万元减少到2020年的 50 万元"


@pytest.mark.parametrize(
    ("columns", "caption"),
    [
        ({"年初预算": 100, "全年预算": 120}, "支出总计的年初预算、全年预算"),
        ({"年初预算": 0, "决算": 80}, "支出总计的年初预算、决算"),
        ({"全年预算": 100, "决算": 80}, "支出总计决算是全年预算的 80.0%"),
        ({"年初预算": 100, "全年预算": 160, "决算": 80}, "支出总计决算是年初预算的 80.0%"),
    ],
)
def test_the_caption_speaks_of_the_columns_that_are_drawn(columns: dict[str, int], caption: str) -> None:
    zero = {"年初预算": Decimal(0), "决算": Decimal(0)}
    lines = {name: Decimal(value) for name, value in columns.items()}
    chart = budget_chart(report(收支={"本年支出合计": None, "支出总计": lines, "基本支出": zero}))
    assert chart
    assert chart.caption == caption
    hidden = budget_chart(report(收支={"支出总计": zero, "基本支出": lines}))
    assert hidden
    assert hidden.caption == caption.replace("支出总计", "基本支出")


def test_budget_and_final_account_stand_on_one_scale() -> None:
    lines = {"年初预算": Decimal(100), "决算": Decimal(80)}
    chart = budget_chart(report(收支={"支出总计": lines, "基本支出": {"年初预算": Decimal(50), "决算": Decimal(40)}}))
    assert chart
    assert chart.caption == "支出总计决算是年初预算的 80.0%"
    assert [[bar.length for bar in bars] for _, bars in chart.groups] == [[1000, 800], [500, 400]]
    assert budget_chart(spent("5")) is None


def test_no_percentage_of_a_budget_of_zero() -> None:
    chart = budget_chart(report(收支={"支出总计": {"年初预算": Decimal(0), "决算": Decimal(80)}}))
    assert chart
    assert "%" not in chart.caption


def test_bars_are_as_long_as_their_amounts() -> None:
    rows = [("甲", Decimal(10), "units/jia/"), ("乙", Decimal(5), None), ("丙", Decimal(0), None)]
    chart = bar_chart("x", "题", "份", rows, str)
    ((_, bars),) = chart.groups
    assert [(bar.label, bar.value, bar.length, bar.path) for bar in bars] == [
        ("甲", "10", 1000, "units/jia/"), ("乙", "5", 500, None), ("丙", "0", 0, None),
    ]  # fmt: skip
    assert not chart.is_long


@pytest.mark.parametrize(
    ("basic", "fiscal", "caption", "parts"),
    [
        ("5377.64", "5364.75", "财政拨款基本支出中，人员经费最多，占 91.0%", ["人员经费", "公用经费"]),
        ("5364.75", "5364.75", "基本支出中，人员经费最多，占 91.0%", ["人员经费", "公用经费"]),
        ("5377.64", "5370.00", "基本支出中，人员经费最多，占 90.8%", ["人员经费", "公用经费", UNLISTED]),
        ("5377.64", None, "基本支出中，人员经费最多，占 90.8%", ["人员经费", "公用经费", UNLISTED]),
        (None, "5364.75", "财政拨款基本支出中，人员经费最多，占 91.0%", ["人员经费", "公用经费"]),
    ],
)
def test_parts_are_drawn_in_the_scope_in_which_they_add_up(
    basic: str | None, fiscal: str | None, caption: str, parts: list[str]
) -> None:
    one = report(
        收支={} if basic is None else {"基本支出": Decimal(basic)},
        人员经费=Decimal("4884.09"),
        公用经费=Decimal("480.66"),
        财政拨款={} if fiscal is None else {"基本支出": Decimal(fiscal)},
    )
    chart = report_charts(one)[Chart.BASIC]
    assert isinstance(chart, Share)
    assert (chart.caption, [part.label for part in chart.parts]) == (caption, parts)
