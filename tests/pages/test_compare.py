"""Ready-made comparisons: every unit of a category once, only published figures, withheld units named as such."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.open_data.stock import archive as demo_archive

from gongkai.model.archive import Archive, Entry
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.pages.compare import CompareView, compare_page
from gongkai.pages.compared import category_slugs, compared, groups_of_year, tables
from gongkai.pages.parts.folded import LONG_TABLE
from gongkai.pages.parts.page import Page
from gongkai.pages.parts.table import Table
from gongkai.pages.ready_made import MOST_ROWS, CategoryView, CompareYearView, ready_made
from gongkai.render.html import Renderer

RULES = YearRules.model_validate({"提纲": "湖南2022", "等级": [{"等级": "优", "下限": 90}, {"等级": "良", "下限": 0}]})


def unit(name: str, category: str | None = "政府部门") -> Unit:
    return Unit.model_validate({"名称": name, "类别": category})


def entry(unit_id: str, state: str = "已公开", **parts: Any) -> Entry:
    report = Report.model_validate({"标题": "报告", "公开": {"状态": state}} | parts)
    return Entry.of(unit_id, 2023, f"data/2023/{unit_id}.yml", "0" * 64, report)


def archive(units: dict[str, Unit], *entries: Entry) -> Archive:
    return Archive(units, {2023: RULES}, {(e.unit_id, e.year): e for e in entries})


def pages(found: Archive) -> dict[str, Page]:
    own = compare_page(found)
    made = {ready.path: ready.lay_out() for ready in ready_made(found)}
    assert all(path == page.path for path, page in made.items())
    return {own.path: own} | made


def made(found: Archive) -> tuple[Table, ...]:
    """The tables of all units."""
    return tables(found, 2023, "政府部门", [compared(found, entry) for entry in found.entries.values()])


def cells(table: Table, label: str) -> dict[str, str]:
    """One row by column heading."""
    row = next(row for row in table.rows if row.label == label)
    return {column.label: cell.text for column, cell in zip(table.columns, row.cells, strict=True)}


def test_addresses_of_categories_are_their_pinyin_and_never_clash() -> None:
    units = {
        f"u{n}": unit("甲", category) for n, category in enumerate(["政府部门", "事业单位", "实业单位", None, "A、B类"])
    }
    assert category_slugs(archive(units)) == {
        "政府部门": "zhengfubumen", "事业单位": "shiyedanwei", "实业单位": "shiyedanwei-2", "其他": "qita",
        "A、B类": "a-blei",
    }  # fmt: skip


def test_figures_stand_as_published_and_columns_that_nobody_publishes_are_left_out() -> None:
    found = archive(
        {"a": unit("甲局"), "b": unit("乙局")},
        entry(
            "a",
            收支={"基本支出": Decimal("1161.8"), "项目支出": Decimal(0)},
            绩效={"自评得分": Decimal("89.5"), "自评等级": "优"},
        ),
        entry("b", 收支={"基本支出": Decimal("5.125")}),
    )  # fmt: skip
    main, rates = made(found)
    assert cells(main, "甲局") == {
        "基本支出": "1,161.80", "项目支出": "0.00", "自评得分（分）": "89.5", "等级": "优", "口径": "部门",
    }  # fmt: skip
    assert cells(main, "乙局") == {
        "基本支出": "5.125", "项目支出": "—", "自评得分（分）": "—", "等级": "—", "口径": "部门",
    }  # fmt: skip
    assert cells(rates, "甲局") == {"口径": "部门", "按得分应为": "良"}


def test_a_withheld_unit_says_so_and_shows_nothing() -> None:
    secret = entry(
        "b", "核实中", 收支={"基本支出": Decimal("777.77")}, 绩效={"自评得分": Decimal(99), "自评等级": "优"}
    )
    found = archive({"a": unit("甲局"), "b": unit("乙局")}, entry("a", 收支={"基本支出": Decimal(1)}), secret)
    assert compared(found, secret).values == {}
    (main,) = made(found)
    assert cells(main, "乙局") == {"基本支出": "核实中", "口径": "部门"}
    page = pages(found)["compare/2023/zhengfubumen/"]
    assert "777.77" not in Renderer().render(page).content


def test_a_draft_is_seen_only_in_a_preview() -> None:
    found = archive({"a": unit("甲局")}, entry("a", "待公开", 收支={"基本支出": Decimal("777.77")}))
    assert set(pages(found.for_readers(preview=False))) == {"compare/"}
    page = pages(found.for_readers(preview=True))["compare/2023/zhengfubumen/"]
    assert "777.77" in Renderer().render(page).content


def test_every_entry_of_a_year_stands_in_exactly_one_group() -> None:
    found = demo_archive()
    for year in found.years:
        groups = groups_of_year(found, year, category_slugs(found))
        listed = [e.unit_id for group in groups for e in group.entries]
        assert sorted(listed) == sorted(e.unit_id for e in found.entries_of_year(year))
        assert sum(group.absent for group in groups) <= len(found.units)


def test_units_without_a_file_are_counted_not_listed() -> None:
    found = archive({"a": unit("甲局"), "b": unit("乙局")}, entry("a"))
    view = pages(found)["compare/2023/zhengfubumen/"].view
    assert isinstance(view, CategoryView)
    assert (len(view.group.entries), view.group.published, view.group.absent) == (1, 1, 1)


def test_a_long_category_is_continued_on_further_pages() -> None:
    units = {f"u{n}": unit(f"{n}局") for n in range(MOST_ROWS + 1)}
    found = archive(units, *(entry(unit_id) for unit_id in units))
    made = pages(found)
    first, second = (made[f"compare/2023/zhengfubumen/{part}"].view for part in ("", "2/"))
    assert isinstance(first, CategoryView)
    assert isinstance(second, CategoryView)
    assert [len(view.tables[0].table.rows) for view in (first, second)] == [MOST_ROWS, 1]
    assert [link.path for link in first.parts] == ["compare/2023/zhengfubumen/", "compare/2023/zhengfubumen/2/"]
    assert [link.current for link in second.parts] == [False, True]


def test_the_overview_leads_to_every_ready_made_comparison() -> None:
    made = pages(demo_archive())
    view = made["compare/"].view
    assert isinstance(view, CompareView)
    assert view.ready
    linked = {cell.path for row in view.ready.rows for cell in row.cells if cell.path}
    assert linked == {path for path in made if path.count("/") == 3}


def test_without_reports_the_overview_promises_nothing() -> None:
    made = pages(archive({"a": unit("甲局")}))
    assert set(made) == {"compare/"}
    assert "还没有可以比较的报告" in Renderer().render(made["compare/"]).content


def test_only_the_readers_own_comparison_loads_its_scripts() -> None:
    scripts = {path: page.scripts for path, page in pages(demo_archive()).items()}
    assert scripts.pop("compare/") == ("assets/gongkai-compare.js",)
    assert set(scripts.values()) == {()}


def test_a_hostile_name_is_text() -> None:
    found = archive({"a": unit("<b>甲</b>", "<i>类</i>")}, entry("a"))
    for page in pages(found).values():
        html = Renderer().render(page).content
        assert "<b>甲" not in html
        assert "<i>类" not in html


def test_the_default_figure_is_the_one_more_reports_publish() -> None:
    def default(**finance: Any) -> str:
        view = pages(archive({"a": unit("甲局")}, entry("a", 收支=finance)))["compare/"].view
        assert isinstance(view, CompareView)
        return view.default.key

    assert default(支出总计=Decimal(5)) == "total_expenditure"
    assert default(本年支出合计=Decimal(5)) == "expenditure"
    assert default(支出总计=Decimal(6), 本年支出合计=Decimal(5)) == "expenditure"
    assert default() == "expenditure"


def test_a_year_outside_the_register_is_no_group() -> None:
    found = replace(archive({"a": unit("甲局")}, entry("a")), entries={("stranger", 2023): entry("stranger")})
    assert groups_of_year(found, 2023, category_slugs(found)) == ()


BUDGETED: dict[str, Any] = {
    "收支": {"本年支出合计": {"年初预算": 100, "决算": Decimal("122.22")}},
    "公用经费": {"决算": 30},
    "三公经费": {"决算": Decimal("2.5")},
    "人员": {"在职人员": 40},
}


def test_what_was_spent_stands_against_the_budget_and_by_head() -> None:
    found = archive({"a": unit("甲局"), "b": unit("乙局")}, entry("a", **BUDGETED), entry("b", 收支={"基本支出": 5}))
    main, by_head = made(found)
    assert cells(main, "甲局")["支出比年初预算"] == "+22.22"
    assert cells(main, "甲局")["支出比年初预算（%）"] == "+22.2%"
    assert cells(main, "乙局")["支出比年初预算"] == "—"
    assert cells(by_head, "甲局") == {
        "年末人数（人）": "40", "支出人均（元）": "30,555", "公用经费人均（元）": "7,500",
        "“三公”经费人均（元）": "625", "口径": "部门",
    }  # fmt: skip
    assert all(table.sortable for table in (main, by_head))


def test_nothing_is_said_by_head_where_nobody_publishes_people() -> None:
    found = archive({"a": unit("甲局")}, entry("a", **{**BUDGETED, "人员": {}}))
    assert "renjun" not in {table.key for table in made(found)}


def test_a_derived_budget_is_no_base() -> None:
    derived = {"年初预算": 100, "决算": 120, "推算": "年初预算"}
    found = archive({"a": unit("甲局")}, entry("a", 收支={"本年支出合计": derived}))
    assert all("比年初预算" not in column.label for column in made(found)[0].columns)


def test_bars_need_two_units_and_show_both_sides_of_the_budget() -> None:
    less = {**BUDGETED, "收支": {"本年支出合计": {"年初预算": 100, "决算": 90}}}
    alone, two = (
        pages(archive({"a": unit("甲局"), "b": unit("乙局")}, *of))["compare/2023/zhengfubumen/"].view
        for of in ((entry("a", **BUDGETED),), (entry("a", **BUDGETED), entry("b", **less)))
    )
    assert isinstance(alone, CategoryView)
    assert isinstance(two, CategoryView)
    assert not any(one.charts for one in alone.tables)
    charts = {one.table.key: one.charts for one in two.tables}
    spent, against = charts["shuzi"]
    assert [bar.value for _, bars in spent.groups for bar in bars] == ["122.22", "90.00"]
    assert [(label, [bar.value for bar in bars]) for label, bars in against.groups] == [
        ("▲ 比年初预算多（1 个单位）", ["+22.22"]), ("▽ 比年初预算少（1 个单位）", ["−10.00"]),
    ]  # fmt: skip
    assert [chart.key for chart in charts["renjun"]] == ["renjun-gongyong", "renjun-sangong"]


def test_the_categories_of_a_year_are_added_without_counting_twice() -> None:
    inside = Unit.model_validate({"名称": "甲局所属", "类别": "事业单位", "主管部门": "a", "范围": "单位"})
    units = {"a": unit("甲局"), "b": unit("乙局"), "c": inside}
    found = archive(
        units, entry("a", **BUDGETED), entry("b", 收支={"本年支出合计": 8}), entry("c", 收支={"本年支出合计": 50})
    )
    view = pages(found)["compare/2023/"].view
    assert isinstance(view, CompareYearView)
    made = cells(view.table, "政府部门")
    assert made["支出"] == "130.22"
    assert (made["比年初预算"], made["比年初预算（%）"]) == ("+22.22", "+22.2%")
    assert cells(view.table, "事业单位")["支出"] == "—"


def over_years(*reports: tuple[int, str, str | None], state: str = "已公开") -> list[Table]:
    """The tables of “三公”经费 of every page, of (year, unit, 决算)."""
    entries = {}
    for year, name, value in reports:
        found = entry(name, state, **({} if value is None else {"三公经费": {"决算": Decimal(value)}}))
        entries[name, year] = replace(found, year=year)
    years = {year: RULES for year, _, _ in reports}
    units = {name: unit(name) for _, name, _ in reports}
    views = [
        page.view for page in pages(Archive(units, years, entries)).values() if isinstance(page.view, CategoryView)
    ]
    return [one.table for view in views for one in view.tables if one.table.key == "sangong"]


def test_three_public_over_five_years_the_newest_first() -> None:
    found = over_years(*((year, "甲", f"{year - 2000}.5") for year in range(2017, 2024)), (2023, "乙", "0"))
    newest = found[-1]
    assert [column.label for column in newest.columns] == ["2023", "2022", "2021", "2020", "2019"]
    assert cells(newest, "甲") == {str(year): f"{year - 2000}.50" for year in range(2019, 2024)}
    assert cells(newest, "乙") == {"2023": "0.00", "2022": "—", "2021": "—", "2020": "—", "2019": "—"}
    assert [len(table.columns) for table in found] == [2, 3, 4, 5, 5, 5]


def test_three_public_over_the_years_needs_two_years_of_figures_that_may_be_shown() -> None:
    assert over_years((2022, "甲", None), (2023, "甲", "3.2")) == []
    assert over_years((2023, "甲", "3.2"), (2023, "乙", "4.1")) == []
    assert over_years((2022, "甲", "3.1"), (2023, "甲", "3.2"), state="核实中") == []


@given(
    spent=st.lists(st.one_of(st.none(), st.integers(0, 10**7)), min_size=1, max_size=2 * LONG_TABLE),
    by_total=st.integers(0, 3),
)
def test_many_units_are_listed_by_what_they_spent_and_few_as_they_are_registered(
    spent: list[int | None], by_total: int
) -> None:
    """Withheld reports (every seventh) and those that say nothing come last; no unit is lost."""
    units = {f"u{at}": unit(f"第{at}局") for at in range(len(spent))}
    lines = ["支出总计" if at % 4 < by_total else "本年支出合计" for at in range(len(spent))]
    entries = [
        entry(
            f"u{at}",
            "核实中" if at % 7 == 6 else "已公开",
            收支={} if value is None else {lines[at]: Decimal(value) / 100},
        )
        for at, value in enumerate(spent)
    ]
    view = pages(archive(units, *entries))["compare/2023/zhengfubumen/"].view
    assert isinstance(view, CategoryView)
    main = view.tables[0].table
    listed = [int(row.label.strip("第局")) for row in main.rows]
    assert sorted(listed) == list(range(len(spent)))
    assert bool(main.first) == (len(spent) > LONG_TABLE)
    if not main.first:
        assert listed == sorted(listed)
        return
    known = [value for at in listed if at % 7 != 6 and (value := spent[at]) is not None]
    assert known == sorted(known, reverse=True)
    assert not any(at % 7 != 6 and spent[at] is not None for at in listed[len(known) :])
    assert {tuple(row.label for row in one.table.rows) for one in view.tables} == {tuple(r.label for r in main.rows)}
