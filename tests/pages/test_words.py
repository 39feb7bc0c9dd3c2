"""What the program itself says holds for every mixture of published, missing and zero: cases that accountants read.

No figure is said that is neither published nor follows from published ones, and nothing is said to be unpublished
that is published.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pages.amounts import parse_amount

from gongkai.check import check_entry
from gongkai.derive.assessment import assess
from gongkai.load.outlines import built_in
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.amounts import Item
from gongkai.model.archive import Archive, Entry
from gongkai.model.outline import Chart, Sentence
from gongkai.model.rates import percent
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.pages.home import home_page
from gongkai.pages.news import all_news
from gongkai.pages.parts.bars import UNLISTED, Share
from gongkai.pages.parts.format import format_exact, format_percent
from gongkai.pages.parts.page import Page
from gongkai.pages.report.answer import lead
from gongkai.pages.report.charts import report_charts
from gongkai.pages.report.headline import cards
from gongkai.pages.report.report import report_page
from gongkai.pages.report.sentences import sentence
from gongkai.pages.report.tables import Source, report_table
from gongkai.pages.unit import unit_page
from gongkai.pages.year import year_page
from gongkai.render.html import Renderer

FOLDER = Path(__file__).parent.parent / "cases/words"
YEAR, UNIT = 2021, "danwei"
_REPORT: dict[str, Any] = {"标题": "部门整体支出绩效报告", "公开": {"状态": "已公开"}}
_GRADES = [{"等级": g, "下限": Decimal(f)} for g, f in (("优", 90), ("良", 80), ("中", 60), ("差", 0))]
_RENDERER = Renderer()


@dataclass(frozen=True)
class Case:
    """A report in a few words, and what must or must not stand on its page."""

    stated: Mapping[str, Any]

    def archive(self) -> Archive:
        """The unit with its reports of this and the last year, and the other units of the case."""
        others = {UNIT: {"单位": {"名称": "某区某局"}} | dict(self.stated), **self.stated.get("其他单位", {})}
        units = {key: Unit.model_validate(other.get("单位", {"名称": key})) for key, other in others.items()}
        entries = {
            (key, year): entry_of(key, year, other[word])
            for key, other in others.items()
            for year, word in ((YEAR, "数据"), (YEAR - 1, "上年"))
            if word in other
        }
        rules = {"提纲": self.stated.get("提纲", "湖南2016"), "等级": _GRADES, **self.stated.get("规则", {})}
        years = {YEAR - 1: YearRules.model_validate({"提纲": "湖南2016"}), YEAR: YearRules.model_validate(rules)}
        return Archive(units, years, entries, built_in())

    def page(self) -> Page:
        """The page that the case is about."""
        archive, wanted = self.archive(), self.stated.get("页面", "报告")
        if wanted == "单位":
            return unit_page(archive, UNIT, archive.units[UNIT])
        if wanted == "年度":
            return year_page(archive, YEAR)
        if wanted == "首页":
            return home_page(archive, all_news(archive), {})
        entry = archive.entries[UNIT, YEAR]
        return report_page(archive, entry, tuple(check_entry(archive, entry)))

    def words(self) -> str:
        """Everything that is written on it, with its title and description; cells and lines are a space apart."""
        page = self.page()
        text = re.sub(r"</?(?:b|strong|a|small|span|abbr)\b[^>]*>", "", _RENDERER.render(page).content)
        return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", f"{page.title}\n{page.description}\n{text}")).split())


def entry_of(unit_id: str, year: int, stated: Mapping[str, Any]) -> Entry:
    """An entry of a report that says ``stated``."""
    return Entry.of(unit_id, year, f"data/{year}/{unit_id}.yml", "0", Report.model_validate(_REPORT | dict(stated)))


def read_cases() -> list[Any]:
    """Every case of every file."""
    return [
        pytest.param(Case(stated), id=f"{file.stem} {stated['情形']}")
        for file in sorted(FOLDER.glob("*.yml"))
        for stated in parse_yaml(file.read_text(encoding="utf-8"), file.name).value
    ]


@pytest.mark.parametrize("case", read_cases())
def test_case(case: Case) -> None:
    words = case.words()
    assert [said for said in case.stated.get("应有", ()) if str(said) not in words] == [], words
    assert [said for said in case.stated.get("不应有", ()) if str(said) in words] == [], words


_MONEY = st.integers(0, 40_000).map(lambda cents: Decimal(cents) / 100) | st.sampled_from([Decimal(0), Decimal(100)])
_ITEM = st.none() | _MONEY | st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("上年决算", "年初预算", "全年预算", "决算"), _MONEY)
)  # fmt: skip


def _line(*parts: str, more: Mapping[str, Any] | None = None, **nested: Any) -> st.SearchStrategy[Any]:
    """A line that may have columns and may have parts, each of which may have any."""
    kinds = dict.fromkeys(parts, _ITEM) | nested
    columns = dict.fromkeys(("上年决算", "年初预算", "全年预算", "决算"), _MONEY)
    return _ITEM | st.fixed_dictionaries(
        {}, optional={**columns, "其中": st.fixed_dictionaries({}, optional=kinds), **(more or {})}
    )


_PROJECTS = st.lists(st.builds(lambda n, v: {"名称": f"项目{n}", "决算": v}, st.integers(1, 9), _MONEY), max_size=3)
_FINANCE = {
    **dict.fromkeys(("收入总计", "支出总计", "本年支出合计", "上缴上级支出", "结余分配", "年末结转和结余"), _ITEM),
    "基本支出": _line("工资福利支出", "商品和服务支出", "资本性支出"),
    "项目支出": _line("一般公共服务支出", "教育支出", more={"项目": _PROJECTS}),
}
_THREE_PUBLIC = _line(
    "因公出国（境）费", "公务接待费", 公务用车购置及运行维护费=_line("公务用车购置费", "公务用车运行维护费")
)
_FUNDS = st.builds(lambda item: {"资金": {"年度资金总额": item}}, _ITEM)
_SCORES = st.fixed_dictionaries({}, optional={"自评得分": _MONEY, "自评等级": st.sampled_from(["优", "“良”"])})
_SPARSE = st.fixed_dictionaries(
    {},
    optional={
        "收支": st.fixed_dictionaries({}, optional=_FINANCE),
        "人员经费": _ITEM,
        "公用经费": _line("办公费", "差旅费"),
        "三公经费": _THREE_PUBLIC,
        "自评表": _FUNDS,
        "绩效": _SCORES,
    },
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def _lines_of(report: Report) -> dict[str, Item]:
    """The lines that the head of a page speaks of, by their names there."""
    finance = report.finance
    return {
        "本年支出合计": finance.expenditure, "支出总计": finance.total_expenditure,
        "年度资金总额": report.self_evaluation.funds.annual_funds, "基本支出": finance.basic_expenditure,
        "项目支出": finance.project_expenditure,
        "人员经费": report.personnel_funds, "公用经费": report.operating_funds, "“三公”经费": report.three_public,
        "年末结转和结余": finance.closing_balance,
    }  # fmt: skip


def _deep(item: Item) -> list[Decimal]:
    """Every 决算 of the parts of a line, however deep."""
    return [value for _, part in item.children() for value in [*_deep(part), part.actual] if value is not None]


def _sayable(report: Report, before: Report | None) -> set[str]:
    """Every figure that the head of a page may contain: published, or a line's change and its rate."""
    said: set[str] = set()
    last = _lines_of(before) if before else {}
    for label, item in _lines_of(report).items():
        said |= {format_exact(value) for value in [*item.columns.values(), *_deep(item)] if value is not None}
        bases = (item.initial_budget, item.prior_actual, last[label].actual if label in last else None)
        for base in (base for base in bases if base is not None and item.actual is not None):
            assert item.actual is not None
            gap = abs(item.actual - base)
            said |= {format_exact(gap), format_percent(percent(gap, base), 1)}
            said |= {"0"} if base == 0 else set()  # 基数为 0, as last year's report published it
    return said | {format_exact(report.evaluation.score), str(len(_deep(report.three_public)))}


def _heads(report: Report, before: Report | None) -> tuple[str, tuple[str, ...], list[Any]]:
    entries = {(UNIT, YEAR): Entry.of(UNIT, YEAR, "x.yml", "0", report)}
    if before is not None:
        entries[UNIT, YEAR - 1] = Entry.of(UNIT, YEAR - 1, "y.yml", "0", before)
    rules = YearRules.model_validate({"提纲": "湖南2016", "等级": _GRADES})
    archive = Archive({UNIT: Unit(name="局")}, {YEAR - 1: rules, YEAR: rules}, entries)
    assessment = assess(archive, entries[UNIT, YEAR], report)
    made = cards(report, assessment)
    words = "".join(phrase.text for phrase in lead(report, assessment))
    return words, tuple(f"{card.label} {card.value} {card.note}" for card in made), list(made)


@given(_SPARSE, st.none() | _SPARSE)
def test_every_figure_in_the_head_is_published_or_follows(this: Any, last: Any) -> None:
    report = Report.model_validate(_REPORT | this)
    before = None if last is None else Report.model_validate(_REPORT | last)
    words, noted, _ = _heads(report, before)
    allowed = _sayable(report, before)
    for text in (words, *noted):
        assert {number for number in _NUMBER.findall(text)} <= allowed, text


@given(_SPARSE)
def test_nothing_is_said_to_be_unpublished_that_is_published(this: Any) -> None:
    report = Report.model_validate(_REPORT | this)
    words, _, (spending, budget, three, score) = _heads(report, None)
    lines = _lines_of(report)
    totals = [lines[label] for label in ("本年支出合计", "支出总计", "年度资金总额")]
    if found := re.search("没有公开(.+?)(的决算数)?[，。]", words):
        assert all(item.actual is None for item in totals)
        published = [item for item in totals if any(value is not None for value in item.columns.values())]
        assert (found[2] is None) == (not published)
        assert lines[found[1]].actual is None
    else:
        assert any(item.actual is not None for item in totals)
    for card, item in ((spending, lines[spending.label]), (three, report.three_public)):
        assert ("未公开" in card.note) == (item.actual is None)
        if card.note == "未公开":
            assert not any(value is not None for value in item.columns.values())
    assert three.note != "未公开" or not _deep(report.three_public)
    initial = {label: item.initial_budget for label, item in lines.items() if item in (*totals, lines["基本支出"])}
    if found := re.fullmatch("未公开(.+)的年初预算", budget.note):
        assert all(value is None for value in initial.values())
        assert found[1] in lines
    elif found := re.fullmatch("(.+)年初预算 .+，未公开决算数", budget.note):
        assert lines[found[1]].actual is None
        assert initial[found[1]] is not None
    assert score.note != "未公开" or (report.evaluation.score is None and report.evaluation.grade is None)


@given(_SPARSE)
def test_a_chart_of_parts_is_whole_and_hides_nothing_published(this: Any) -> None:
    report = Report.model_validate(_REPORT | this)
    finance, charts = report.finance, report_charts(report)
    spent = finance.expenditure if finance.expenditure.actual is not None else finance.total_expenditure
    for chart, whole in (
        (charts[Chart.SPENDING], spent),
        (charts[Chart.BASIC], finance.basic_expenditure),
        (charts[Chart.THREE_PUBLIC], report.three_public),
    ):
        if not isinstance(chart, Share):
            assert chart is None
            continue
        assert whole.actual
        values = [parse_amount(part.value) or Decimal(0) for part in chart.parts]
        assert abs(sum(values) - whole.actual) <= Decimal("0.05")
        assert all(
            part.share == format_percent(percent(v, whole.actual), 1)
            for part, v in zip(chart.parts, values, strict=True)
        )
        left = values[-1] if chart.parts[-1].label == UNLISTED else Decimal(0)
        others = [value for part, value in zip(chart.parts, values, strict=True) if part.label != UNLISTED]
        if "最多" in chart.caption:
            named = next(
                v for part, v in zip(chart.parts, values, strict=True) if f"，{part.label}最多" in chart.caption
            )
            assert named > left
            assert sorted(others)[-1] == named or any(part.label.startswith("其他") for part in chart.parts)
        if "未列明" in chart.caption:
            assert left > max(v for part, v in zip(chart.parts, values, strict=True) if part.label != UNLISTED)
        for listing in _listings(report, whole):
            remains = whole.actual - sum(listing, Decimal(0))
            assert remains < 0 or left <= remains + Decimal("0.05")


def _listings(report: Report, whole: Item) -> list[list[Decimal]]:
    """Every way in which published parts may be listed of a whole, in an order of its own."""
    finance = report.finance
    if whole is report.three_public:
        return [_shallow(whole)]
    if whole is finance.basic_expenditure:
        return _basic_listings(report)
    basic = (
        [[finance.basic_expenditure.actual]]
        if finance.basic_expenditure.actual is not None
        else _basic_listings(report)
    )
    projects = [project.actual for project in finance.project_expenditure.projects if project.actual is not None]
    project = (
        [[finance.project_expenditure.actual]]
        if finance.project_expenditure.actual is not None
        else [_shallow(finance.project_expenditure), projects]
    )
    more = [finance.remitted_to_superior.actual]
    if whole is finance.total_expenditure:
        more += [finance.distributed_balance.actual, finance.closing_balance.actual]
    known = [value for value in more if value is not None]
    return [[*one, *other, *known] for one in basic for other in project]


def _basic_listings(report: Report) -> list[list[Decimal]]:
    funds = (report.personnel_funds.actual, report.operating_funds.actual)
    return [_shallow(report.finance.basic_expenditure), [value for value in funds if value is not None]]


def _shallow(item: Item) -> list[Decimal]:
    """The 决算 of the parts; of those without one, that of their own parts."""
    parts = [part for _, part in item.children()]
    return [v for part in parts for v in ([part.actual] if part.actual is not None else _shallow(part))]


@given(_SPARSE)
def test_what_is_unlisted_in_a_table_is_the_whole_less_all_its_parts(this: Any) -> None:
    report = Report.model_validate(_REPORT | this)
    names = ("收支.基本支出", "收支.项目支出", "公用经费", "三公经费")
    tables = [report_table(name, Source(report, {})) for name in names]
    for table in tables:
        rows = table.rows if table else ()
        for at, row in enumerate(rows):
            if row.kind != "gap":
                continue
            above = max(n for n in range(at) if rows[n].level < row.level)
            parts = [rows[n] for n in range(above + 1, at) if rows[n].level == row.level]
            for place, column in enumerate(table.columns if table else ()):
                if column.label in {"比年初预算", "占比"} or row.cells[place].text == "—":
                    continue
                values = [parse_amount(part.cells[place].text) for part in parts]
                whole = parse_amount(rows[above].cells[place].text)
                assert whole is not None
                assert parse_amount(row.cells[place].text) == whole - sum(v for v in values if v is not None)
                assert None not in values
    for table in tables:
        shares = [row.cells[-1].text for row in table.rows] if table and table.columns[-1].label == "占比" else []
        assert all(Decimal(text.rstrip("%")) <= Decimal("100.1") for text in shares if text != "—")


@given(_SPARSE)
def test_parts_are_among_a_whole_only_where_they_do_not_exceed_it(this: Any) -> None:
    report = Report.model_validate(_REPORT | this)
    words = _heads(report, None)[0] + sentence(Sentence.TOTALS, report, YEAR)
    finance = report.finance
    whole = finance.expenditure.actual if finance.expenditure.actual is not None else finance.total_expenditure.actual
    if "其中" in words:
        assert whole is not None
        assert (finance.basic_expenditure.actual or 0) + (finance.project_expenditure.actual or 0) <= whole + Decimal(
            "0.02"
        )
    if "全年支出" in words and finance.expenditure.actual is None:
        spent = (finance.basic_expenditure, finance.project_expenditure, finance.remitted_to_superior)
        proved = finance.closing_balance.actual == 0 and finance.distributed_balance.actual == 0
        assert whole is not None
        assert proved or abs(sum(item.actual or 0 for item in spent) - whole) <= Decimal("0.03")


@given(_SPARSE)
@pytest.mark.parametrize("outline", ["湖南2016", "湖南2022"])
def test_a_sparse_report_has_a_page_without_broken_sentences(outline: str, this: Any) -> None:
    words = Case({"数据": this, "提纲": outline}).words()
    for broken in ("，。", "。。", "其中。", "其中，", "None", "，其中：。", "（）", "--", "+-", "＋-"):
        assert broken not in words


def test_a_feed_says_what_the_page_says() -> None:
    stated = {"公开": {"状态": "已公开", "发布日期": "2022-08-01"}, "收支": {"本年支出合计": Decimal(5)}}
    only = {**stated, "收支": {}, "自评表": {"资金": {"年度资金总额": Decimal(7)}}, "绩效": {"自评等级": "“优”"}}
    for report, words in ((stated, "本年支出合计 5.00 万元。"), (only, "年度资金总额 7.00 万元，自评等级“优”。")):
        (news,) = all_news(Case({"数据": report}).archive())[UNIT, YEAR]
        assert news.summary == words


@pytest.mark.parametrize(
    ("people", "levels"),
    [
        ({"离退休": 41, "离休": 1, "退休": 40}, {"离退休（人）": 0, "离休（人）": 1, "退休（人）": 1}),
        ({"离休": 1, "退休": 40}, {"离休（人）": 0, "退休（人）": 0}),
    ],
)
def test_retirees_by_kind_stand_under_their_sum(people: dict[str, int], levels: dict[str, int]) -> None:
    table = report_table(
        "人员", Source(Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}, "人员": people}), {})
    )
    assert table is not None
    assert {row.label: row.level for row in table.rows} == levels
