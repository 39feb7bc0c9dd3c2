"""Everything that the program itself writes, over reports generated from the forms: each line in any column, or not.

Sentences, cards, captions, titles, descriptions, words for those who cannot see a chart, and feeds: no broken words, no
claim that nothing is spent where nothing is published, and no figure that is neither published nor follows from
published ones. Reports of one year and of two, with budgets alone, totals alone, zeros and figures below zero.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import product
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gongkai.check import check_entry
from gongkai.derive.assessment import Assessment, Comparison, assess
from gongkai.load.outlines import built_in
from gongkai.model import form
from gongkai.model.amounts import COLUMN_LABELS
from gongkai.model.archive import Archive, Entry
from gongkai.model.form import LINES, Line
from gongkai.model.outline import Sentence
from gongkai.model.rates import percent, rounded
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.pages.compare import compare_page
from gongkai.pages.home import HomeView, home_page
from gongkai.pages.money.spending import year_spending
from gongkai.pages.news import all_news
from gongkai.pages.parts.bars import Bars, Share
from gongkai.pages.parts.columns import Columns
from gongkai.pages.parts.page import Page
from gongkai.pages.parts.years import unit_years
from gongkai.pages.quality import Checked, Method, methodology_page, quality_page
from gongkai.pages.ready_made import ready_made
from gongkai.pages.report.answer import lead
from gongkai.pages.report.charts import report_charts, unit_charts
from gongkai.pages.report.checks import checks_view
from gongkai.pages.report.headline import Card, cards, change_words
from gongkai.pages.report.report import report_page
from gongkai.pages.report.sentences import sentence
from gongkai.pages.totals import score_bands, spending_ranking
from gongkai.pages.unit import directory_page, unit_page
from gongkai.pages.year import year_page, years_page
from gongkai.render.html import Renderer

YEAR: Final = 2021
UNIT: Final = "jia"
OTHERS: Final = ("yi", "bing", "ding")
_RENDERER: Final = Renderer()
_GRADES: Final = [{"等级": g, "下限": Decimal(f)} for g, f in (("优", 90), ("良", 80), ("中", 60), ("差", 0))]
#: Values that words go wrong on: nothing, next to nothing, round ones, ones that are equal by chance.
_POOL: Final = tuple(map(Decimal, ("0", "0.00", "0.01", "1", "9.99", "10", "10.00", "33.33", "100", "1234567.89")))
_BROKEN: Final = re.compile(
    r"None|NaN|\bnan\b|Infinity|Decimal|\{|\}|，。|。。|，，|；。|：。|、。|（）|、、|，；|；；|\bE[+-]\d|"
    r"(?:增加|增长|减少|下降|超出|多|少) ?[-−－+]|--|\+-|−−|其中[。，；]|万元万元|%%"
)
_CHANGED: Final = re.compile(r"(?:增长|下降|超出|减少|增加) ([\d.,]+)%")
_NUMBER: Final = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?(?![\d年])")


def put(stated: dict[str, Any], line: Line, column: str, value: Decimal) -> None:
    """Write a value of a line into a file's content, where its keys are."""
    for key in line.path[:-1] if len(line.columns) == 1 else line.path:
        stated = stated.setdefault(key, {})
    key = line.path[-1] if len(line.columns) == 1 else COLUMN_LABELS[column]
    stated[key] = int(value) if line.measure not in {"万元", "分", "%", "平方米"} else value


def taken(stated: dict[str, Any]) -> Report | None:
    """The report, if a file may say this."""
    try:
        return Report.model_validate({"标题": "报告", "公开": {"状态": "已公开", "发布日期": "2022-08-01"}} | stated)
    except ValidationError:
        return None


@st.composite
def reports(
    draw: st.DrawFn, columns: tuple[str, ...] = tuple(COLUMN_LABELS), lines: tuple[Line, ...] = LINES
) -> Report:
    """A report with some of ``lines`` in some of ``columns``; the main lines more often than others."""
    stated: dict[str, Any] = {}
    main = [line for line in lines if line in form.MAIN_LINES]
    chosen = draw(st.lists(st.sampled_from(main or lines), max_size=6, unique=True))
    chosen += draw(st.lists(st.sampled_from(lines), max_size=6))
    for line in dict.fromkeys(chosen):
        for column in draw(st.sets(st.sampled_from(columns), min_size=1)):
            if column in line.columns:
                put(stated, line, column, draw(st.sampled_from(_POOL)))
    if draw(st.booleans()) and lines is LINES:
        stated.setdefault("收支", {})["追加预算"] = draw(st.sampled_from([Decimal("-5.5"), Decimal(0), Decimal(7)]))
        stated.setdefault("绩效", {})["自评等级"] = "优"
        rows = draw(st.lists(st.sampled_from(_POOL), max_size=3))
        project = stated["收支"].setdefault("项目支出", {})
        project["项目"] = [{"名称": f"项目{at}", "决算": value} for at, value in enumerate(rows)]
    found = taken(stated)
    return found if found else Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}})


_TOTALS: Final = (form.TOTAL_INCOME, form.TOTAL_EXPENDITURE, form.EXPENDITURE)
#: Of every kind: anything, 年初预算 alone, totals alone, 决算 alone.
ANY: Final = st.one_of(
    reports(), reports(columns=("initial_budget",)), reports(lines=_TOTALS), reports(columns=("actual",)),
    reports(columns=("actual", "prior_actual")),
)  # fmt: skip  # kinds, read in a row


def archive_of(
    this: Report, last: Report | None, others: tuple[Report, ...] = (), outline: str = "湖南2016"
) -> Archive:
    """The unit with its reports, and other units of this year."""
    entries = {(UNIT, YEAR): Entry.of(UNIT, YEAR, "data/a.yml", "0", this)}
    if last:
        entries[UNIT, YEAR - 1] = Entry.of(UNIT, YEAR - 1, "data/b.yml", "1", last)
    for unit, report in zip(OTHERS, others, strict=False):
        entries[unit, YEAR] = Entry.of(unit, YEAR, f"data/{unit}.yml", unit, report)
    rules = YearRules.model_validate({"提纲": outline, "等级": _GRADES})
    units = {unit: Unit.model_validate({"名称": f"{unit}局"}) for unit in (UNIT, *OTHERS)}
    return Archive(units, {YEAR - 1: rules, YEAR: rules}, entries, built_in())


def pages_of(archive: Archive) -> Iterator[Page]:
    """Every kind of page on which something is said of reports."""
    findings = {key: check_entry(archive, entry) for key, entry in archive.entries.items()}
    checked = {key: Checked.of(found, archive.entries[key].report) for key, found in findings.items()}
    methods = tuple(Method(code, "校核", "", "", "", "", "") for code in ("D01", "D09"))
    for key, entry in archive.entries.items():
        yield report_page(archive, entry, findings[key])
    yield unit_page(archive, UNIT, archive.units[UNIT])
    yield from (year_page(archive, YEAR), years_page(archive), directory_page(archive))
    yield home_page(archive, all_news(archive))
    yield from (quality_page(archive, checked, methods), methodology_page(methods), compare_page(archive))
    yield from (made.lay_out() for made in ready_made(archive))


def said_on(page: Page) -> str:
    """Title, description, links and everything on the page, what is said of charts and in attributes too."""
    made = _RENDERER.render(page)
    attributes = re.findall(r'(?:aria-label|alt|title|content)="([^"]*)"', made.content)
    text = re.sub(r"</?(?:b|strong|a|small|span|abbr|sup|rt)\b[^>]*>", "", made.content)
    text = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", "\n", text, flags=re.DOTALL)
    return html.unescape("\n".join([page.title, page.description, *attributes, text, *(v for _, v in page.meta)]))


@given(ANY, st.none() | ANY, st.lists(ANY, max_size=3))
@pytest.mark.parametrize("outline", ["湖南2016", "湖南2022"])
def test_no_page_has_broken_words(outline: str, this: Report, last: Report | None, others: list[Report]) -> None:
    archive = archive_of(this, last, tuple(others), outline)
    for page in pages_of(archive):
        found = _BROKEN.search(said_on(page))
        assert not found, (page.path, found, said_on(page)[max(0, found.start() - 60) : found.end() + 60])
    for news in all_news(archive).values():
        assert not any(_BROKEN.search(f"{piece.title} {piece.summary}") for piece in news)


def figures(report: Report | None) -> Iterator[tuple[tuple[str | int, ...], str, Decimal]]:
    """Every published figure: its keys, its column, its value."""
    for figure in form.figures_of(report) if report else ():
        for column in COLUMN_LABELS:
            if (value := figure.value(column)) is not None:
                yield figure.path, column, value


def follows(this: Report, last: Report | None) -> set[Decimal]:
    """Published figures of both years, what a line differs by between its columns or years, and its percentages."""
    own = {(path, column): value for path, column, value in figures(this)}
    before = {path: value for path, column, value in figures(last) if column == "actual"}
    found = {*own.values(), *before.values()}
    for (path, column), value in own.items():
        bases = [own.get((path, other)) for other in COLUMN_LABELS if other != column]
        for base in [*bases, before.get(path)]:
            if base is not None:
                gap = abs(value - base)
                rates = [percent(gap, base), percent(value, base)]
                found |= {gap, *(rounded(rate, digits) for rate in rates if rate is not None for digits in (1, 2))}
    return found


def heads(this: Report, last: Report | None) -> tuple[Assessment, tuple[Card, ...], str]:
    """What is computed, the cards and the lead."""
    archive = archive_of(this, last)
    assessment = assess(archive, archive.entries[UNIT, YEAR], this)
    return assessment, cards(this, assessment), "".join(phrase.text for phrase in lead(this, assessment))


def own_words(this: Report, last: Report | None) -> Iterator[str]:
    """The sentences and captions that are made of figures."""
    archive = archive_of(this, last)
    _, made, leading = heads(this, last)
    yield leading
    yield from (f"{card.value}{card.measure} {card.note}" for card in made)
    yield from (sentence(name, this, YEAR) for name in Sentence)
    for bars in report_charts(this).values():
        if isinstance(bars, Bars):
            yield bars.caption
    charts = unit_charts(archive, UNIT, unit_years(archive, UNIT).marks)
    yield from (chart.caption for chart in charts if chart)
    yield from (news.summary for found in all_news(archive).values() for news in found)
    home = home_page(archive, all_news(archive)).view
    assert isinstance(home, HomeView)
    assert home.answer
    yield "".join(phrase.text for phrase in home.answer.lead)
    yield from (f"{card.value}{card.measure} {card.note}" for card in home.answer.cards)


@given(ANY, st.none() | ANY)
def test_every_figure_in_our_words_is_published_or_follows(this: Report, last: Report | None) -> None:
    allowed = {abs(value) for value in follows(this, last)}
    for words in own_words(this, last):
        said = re.sub(r"\d{4}年度?|其他 \d+ 项|公开的有 \d+ 项", "", words)
        for number in _NUMBER.findall(said):
            assert Decimal(number.replace(",", "")) in allowed, (number, words)


@given(ANY, st.none() | ANY)
def test_a_share_says_what_is_drawn(this: Report, last: Report | None) -> None:
    for chart in report_charts(this).values():
        if isinstance(chart, Share):
            shares = {part.share for part in chart.parts}
            assert set(re.findall(r"占 ([\d.]+%)", chart.caption)) <= shares or "其他" in chart.words, chart
            assert not _BROKEN.search(f"{chart.caption} {chart.words}")
            assert all(part.length >= 0 for part in chart.parts)


@given(ANY, st.none() | ANY)
def test_a_comparison_has_its_base_and_none_on_zero_has_a_percentage(this: Report, last: Report | None) -> None:
    assessment, made, _ = heads(this, last)
    compared = {f.label: assessment.year_over_year[f.key] for f in form.MAIN_LINES}
    for card in made:
        if re.search("比上年(?:合并前各单位合计)?(?:增加|减少)|与上年持平", card.note):
            base = compared[card.label].base
            bases = {value for _, column, value in figures(this) if column == "prior_actual"}
            bases |= {value for _, column, value in figures(last) if column == "actual"}
            assert base in bases, card
            assert ("%" in card.note) <= bool(base and compared[card.label].difference), card


@given(st.none() | st.sampled_from(_POOL), st.none() | st.sampled_from(_POOL))
def test_a_change_is_in_words_that_fit_it(value: Decimal | None, base: Decimal | None) -> None:
    words = change_words("比上年", Comparison(value, base))
    if value is None or base is None:
        assert words == ""
    elif value == base:
        assert words == "与上年持平"
    else:
        assert words.startswith("比上年增加" if value > base else "比上年减少")
        assert ("%" in words) <= (base > 0)
        assert not re.search(r" 0(?:\.0+)?%", words)
        assert not _BROKEN.search(words)


#: A sentence says that a line is zero, or that it is all of the whole.
_ZERO: Final[Mapping[str, Line]] = {
    "“三公”经费为 0": form.THREE_PUBLIC, "项目支出0": form.PROJECT_EXPENDITURE, "基本支出0": form.BASIC_EXPENDITURE,
    "全部是基本支出": form.PROJECT_EXPENDITURE,
}  # fmt: skip  # words, and the line that must be zero


@given(ANY, st.none() | ANY)
def test_nothing_is_said_to_be_zero_that_is_not_published_as_zero(this: Report, last: Report | None) -> None:
    _, made, leading = heads(this, last)
    words = " ".join([leading, *(sentence(name, this, YEAR) for name in Sentence)])
    for said, line in _ZERO.items():
        if re.search(rf"{re.escape(said)}(?![\d.])", words):
            assert line.value(this) == 0, words
    for card, line in product(made, (form.THREE_PUBLIC,)):
        if card.label == line.label and card.value == "0":
            assert line.value(this) == 0
    assert not re.search("没有(?:发生|安排|支出)|无支出", words)


@given(st.lists(ANY, min_size=1, max_size=4))
def test_charts_of_a_year_say_what_they_draw(found: list[Report]) -> None:
    archive = archive_of(found[0], None, tuple(found[1:]))
    for bars in (spending_ranking(archive, year_spending(archive, YEAR)), score_bands(archive, YEAR)):
        if bars is not None:
            assert not _BROKEN.search(bars.caption)
            rows = bars.groups[0][1]
            assert all(row.length >= 0 for row in rows)
            if bars.key == "paixu":
                assert f"最多的 {len(rows)} 个单位" in bars.caption
            else:
                assert bars.caption.startswith(f"{sum(int(row.value) for row in rows)} 份报告")


@given(ANY)
def test_one_year_alone_is_compared_with_nothing(this: Report) -> None:
    own = {path for path, column, _ in figures(this) if column == "prior_actual"}
    _, made, leading = heads(this, None)
    stated = {line.path for line in (form.spending_of(this), form.THREE_PUBLIC)} & own  # 上年决算 of its own report
    assert stated or not re.search("[比与]上年", leading)
    for card in made:
        if re.search("比上年(?:增加|减少)|与上年持平", card.note):
            assert any(line.label == card.label and line.path in own for line in LINES)
    view = checks_view(check_entry(archive_of(this, None), archive_of(this, None).entries[UNIT, YEAR]), this)
    said = (view.notice, view.calm, view.opening) if view else ()
    assert not _BROKEN.search(" ".join(words for words in said if words is not None))


def test_columns_of_a_chart_are_those_of_the_years() -> None:
    this, last = (taken({"三公经费": Decimal(value)}) for value in (0, 5))
    assert this
    assert last
    archive = archive_of(this, last)
    chart = unit_charts(archive, UNIT, unit_years(archive, UNIT).marks)[1]
    assert isinstance(chart, Columns)
    assert chart.caption == "“三公”经费由2020年的 5 万元减少到2021年的 0 万元"
    assert chart.words == "2020年 5.00；2021年 0.00"
