"""The district's money: only published figures are added, nobody's twice, and what is missing has a name.

Held over any mixture of published, missing and withheld reports, of departments with units inside them.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pages.amounts import parse_amount
from tests.pages.money.districts import AMOUNT, DISTRICTS, YEAR, archive, report

from gongkai.derive.assessment import separate_reports
from gongkai.model.archive import Archive
from gongkai.model.form import spending_of
from gongkai.pages.money.money import MoneyView, year_money
from gongkai.pages.money.spending import year_spending
from gongkai.pages.money.treemap import MOST, Way
from gongkai.pages.parts.years import state_label
from gongkai.pages.year import YearView, year_page
from gongkai.render.html import Renderer

_BROKEN = re.compile(r"None|Decimal|，，|，。|。。|^，|（）")


def said(view: MoneyView) -> str:
    """Both sentences."""
    return "".join(phrase.text for phrase in (*view.headline, *view.details))


def amounts(found: Archive) -> list[Decimal]:
    """What is to be added: what each report says that is not of a unit inside another one."""
    known = (spending_of(one).value(one) for _, one in separate_reports(found, YEAR))
    return [value for value in known if value is not None]


def total(way: Way) -> tuple[Decimal | None, list[Decimal | None]]:
    """The sum that a table prints, and the amounts above it."""
    *rows, whole = [parse_amount(row.cells[0].text) for row in way.table.rows]
    return whole, rows


@given(DISTRICTS)
def test_the_sum_is_that_of_the_reports_and_every_way_of_units_comes_to_it(found: Archive) -> None:
    view, spent = year_money(found, YEAR), amounts(found)
    whole = sum(spent, Decimal(0))
    if not spent:
        assert view.ways == ()
        assert "花了" not in said(view)
        return
    in_words = f"{whole / 10_000:.2f} 亿元" if whole >= 10_000 else f"{whole:,.2f} 万元"
    assert f"已公开的 {len(spent)} 个" in said(view)
    assert whole >= 10_000 or in_words in said(view)
    for way in view.ways:
        if way.key != "yongtu":
            printed, rows = total(way)
            assert printed == whole == sum((row or Decimal(0) for row in rows), Decimal(0))
            assert len(way.tiles) == sum(1 for row in rows if row)


@given(DISTRICTS)
def test_every_unit_of_the_year_is_drawn_named_or_inside_another(found: Archive) -> None:
    view, year = year_money(found, YEAR), year_spending(found, YEAR)
    assert not _BROKEN.search(said(view)), said(view)
    shown = Counter(blank.why for blank in view.blanks)
    absent = Counter(state for state, _, _ in year.absent)
    for state, count in absent.items():
        assert shown[state] == count
        assert f"{count} 个{'本站' if state == '未收录' else ''}{state}" in said(view) or not amounts(found)
    named = {unit_id for _, unit_id, _ in year.absent} | {one.entry.unit_id for one in year.reported}
    for unit_id, unit in found.units_of_year(YEAR):
        assert unit_id in named or unit.supervising_department, (unit_id, state_label(found.find_entry(unit_id, YEAR)))
    assert "没有公开" not in said(view)


@given(DISTRICTS)
def test_the_lists_are_those_of_the_largest_percentages(found: Archive) -> None:
    view, year = year_money(found, YEAR), year_spending(found, YEAR)
    lists = {ranking.key: ranking for ranking in view.rankings}
    rates = sorted((rate for one in year.reported if (rate := one.budget.percent) is not None), reverse=True)
    over = [f"{rate:+,.1f}%" for rate in rates if rate > 0][:5]
    assert ("chaochu" in lists) == bool(rates)
    if rates:
        listed = lists["chaochu"]
        assert len(listed.rows) == len(over)
        assert f"能比的 {len(rates)} 个" in listed.note
    for ranking in view.rankings:
        values = [Decimal(row.value.replace("−", "-").rstrip("%").replace(",", "")) for row in ranking.rows]
        assert values == sorted(values, reverse=ranking.key != "jianshao")
        assert not _BROKEN.search(ranking.note + "".join(row.note for row in ranking.rows))


def test_the_sentence_of_a_district() -> None:
    """Three departments, one of them without 年初预算, one unit inside another, one 核实中 and one that is not here."""
    reports = {
        ("a", YEAR): report({"决算": Decimal(18_000), "年初预算": Decimal(17_000)}),
        ("b", YEAR): report({"决算": Decimal(9_000), "年初预算": Decimal(10_000)}),
        ("c", YEAR): report({"决算": Decimal(1_400)}),
        ("d", YEAR): report({"决算": Decimal(700), "年初预算": Decimal(1)}),
        ("e", YEAR): report({"决算": Decimal(1)}, "核实中"),
        ("a", YEAR - 1): report({"决算": Decimal(20_000)}),
    }
    view = year_money(archive(reports, {"d": {"主管部门": "a", "范围": "单位"}, "f": {}}), YEAR)
    assert said(view) == (
        "2021 年，已公开的 3 个部门花了 2.84 亿元可比的 2 个与年初预算持平，"
        "可比的 1 个比上年少 2,000.00 万元（−10.0%），1 个超出年初预算，1 个核实中，1 个本站未收录。"
    )
    assert [(blank.name, blank.why) for blank in view.blanks] == [("e局", "核实中"), ("f局", "未收录")]
    assert [(row.name, row.value, row.note) for row in view.rankings[0].rows] == [
        ("d局", "+69,900.0%", "多 699.00 万元"),
        ("a局", "+5.9%", "多 1,000.00 万元"),
    ]
    assert (
        view.rankings[0].note
        == "能比的 3 个单位（含所属单位）里，2 个超出年初预算；按金额，最多的是a局，1,000.00 万元。"
    )


def test_a_derived_base_is_no_base_and_another_total_is_named() -> None:
    derived = {"决算": Decimal(5), "年初预算": Decimal(4), "推算": ["年初预算"]}
    other = {"支出总计": {"决算": Decimal(8), "年初预算": Decimal(4)}}
    reports = {("a", YEAR): report(derived), ("b", YEAR): report({"决算": Decimal(7)}, 收支=other)}
    view = year_money(archive(reports), YEAR)
    assert "年初预算" not in said(view)
    (ranking,) = view.rankings
    assert [(row.name, row.value, row.note) for row in ranking.rows] == [
        ("b局", "+100.0%", "多 4.00 万元，比年初预算按支出总计")
    ]


def test_at_most_forty_areas_are_drawn_and_the_rest_together() -> None:
    reports = {(f"u{at}", YEAR): report({"决算": Decimal(100 + at)}) for at in range(100)}
    (way,) = year_money(archive(reports), YEAR).ways
    assert len(way.tiles) == MOST
    assert way.tiles[-1].words.startswith("其余 61 个")
    assert way.tiles[-1].path == f"years/{YEAR}/#biao-danwei"
    assert len(way.bars) == 12
    assert (way.bars[-1].name, way.bars[-1].length) == ("其余 89 个", 0)
    assert way.bars[0].length == 1000


def test_where_most_is_the_rest_the_categories_come_first() -> None:
    def ways(largest: int) -> list[str]:
        amounts = [largest, *(100 + at for at in range(99))]
        reports = {(f"u{at}", YEAR): report({"决算": Decimal(spent)}) for at, spent in enumerate(amounts)}
        categories = ("政府部门", "事业单位")
        units = {unit: {"类别": categories[at % 2]} for at, (unit, _) in enumerate(reports)}
        return [way.key for way in year_money(archive(reports, units), YEAR).ways]

    assert ways(100) == ["leibie", "bumen"]
    assert ways(100_000) == ["bumen", "leibie"]


def test_functions_are_added_by_the_code_of_their_class_and_say_of_whom() -> None:
    def classes(*rows: tuple[str, str, int]) -> dict[str, object]:
        return {"功能分类": [{"编码": code, "名称": name, "决算": Decimal(spent)} for code, name, spent in rows]}

    reports = {
        ("a", YEAR): report(
            {"决算": Decimal(10)}, 收支=classes(("205", "教育支出", 8), ("20501", "管理", 8), ("208", "社会保障", 2))
        ),
        ("b", YEAR): report({"决算": Decimal(5)}, 收支=classes(("205", "教育", 4))),
        ("c", YEAR): report({"决算": Decimal(3)}, 收支=classes(("205", "教育支出", 30))),
    }
    ways = {way.key: way for way in year_money(archive(reports), YEAR).ways}
    rows = [(row.label, row.cells[0].text) for row in ways["yongtu"].table.rows]
    assert rows == [("教育支出", "12.00"), ("社会保障", "2.00"), ("合计", "14.00")]
    assert "这 3 个里 2 个按类公开了，相加共 14.00 万元" in ways["yongtu"].note
    assert [tile.path for tile in ways["yongtu"].tiles] == [f"years/{YEAR}/#yongtu-{code}" for code in (205, 208)]


@given(st.lists(st.dictionaries(st.sampled_from(("205", "208", "221")), AMOUNT), max_size=20))
def test_every_area_of_a_function_leads_to_its_units_which_come_to_it(spent: list[dict[str, Decimal]]) -> None:
    """On the page of the year, below a heading that is there without script."""
    reports = {}
    for at, classes in enumerate(spent):
        rows = [{"编码": code, "名称": f"用途{code}", "决算": value} for code, value in classes.items()]
        whole = sum(classes.values(), Decimal(0))
        reports[f"u{at}", YEAR] = report({"决算": whole}, 收支={"功能分类": rows})
    found = archive(reports, {"x": {}})
    page = year_page(found, YEAR)
    assert isinstance(page.view, YearView)
    content, ways = str(Renderer().render(page).content), page.view.money.ways if page.view.money else ()
    areas = {row.path: row.cells[0].text for way in ways if way.key == "yongtu" for row in way.table.rows if row.path}
    own = {f"years/{YEAR}/#{one.key}" for one in page.view.functions}
    assert set(areas) <= own | {f"years/{YEAR}/#yongtu"}  # the rest, which cannot be seen one by one
    assert bool(areas) == bool(own)
    for one in page.view.functions:
        assert f'<summary><h3 id="{one.key}">' in content
        amounts = [parse_amount(row.cells[0].text) or Decimal(0) for row in one.table.rows]
        assert sum(amounts) == parse_amount(areas.get(f"years/{YEAR}/#{one.key}", f"{sum(amounts):.2f}"))
        assert amounts[:12] == sorted(amounts[:12], reverse=True)
        assert len(amounts) <= 13


@pytest.mark.parametrize("count", range(5))
def test_a_year_page_speaks_of_the_money_from_two_reports_on_and_draws_it_from_three(count: int) -> None:
    reports = {(f"u{at}", YEAR): report({"决算": Decimal(9), "年初预算": Decimal(8 + at)}) for at in range(count)}
    page = year_page(archive(reports, {"x": {}}), YEAR)
    content = str(Renderer().render(page).content)
    assert ("花了多少" in content) == (count > 1)
    assert ("gk-map__areas" in content) == (count > 2)
    assert ("超出年初预算最多" in content) == (count > 1)
