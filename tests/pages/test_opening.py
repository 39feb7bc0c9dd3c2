"""The opening of a report says and draws what is published: for every mixture of stated, zero, missing and negative."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.pages.test_own_words import ANY, UNIT, YEAR, archive_of, follows

from gongkai.derive.assessment import assess
from gongkai.derive.lateness import overdue
from gongkai.model.archive import Entry
from gongkai.model.report import Report
from gongkai.model.year import Deadline
from gongkai.pages.parts.columns import spending_chart
from gongkai.pages.parts.sketch import Sketch, gauge, parts_of, trend
from gongkai.pages.parts.years import unit_years
from gongkai.pages.report.answer import lead, words_of
from gongkai.pages.report.charts import unit_spending
from gongkai.pages.report.headline import cards
from gongkai.pages.report.lost_points import lost_points
from gongkai.pages.report.notes import asking_of, first_sentence, notes_of
from gongkai.pages.report.opening import Opening, opening
from gongkai.pages.report.report import ReportView, report_page

_NUMBER: Final = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?")
_MONEY: Final = st.decimals(min_value=-100, max_value=100_000, places=2)
_POINTS: Final = st.integers(0, 40).map(lambda quarters: Decimal(quarters) / 4)


def opened(this: Report, last: Report | None) -> Opening:
    """The opening of a report for 2021, with that for 2020 beside it."""
    archive = archive_of(this, last)
    marks = unit_years(archive, UNIT).marks
    assessment = assess(archive, archive.entries[UNIT, YEAR], this)
    return opening(this, assessment, unit_spending(archive, UNIT, marks))


def texts_of(made: Opening) -> list[str]:
    return [f"{row.label} {row.value} {row.measure} {row.note}" for row in made.rows]


def report_of(stated: dict[str, Any]) -> Report:
    return Report.model_validate({"标题": "报告", "公开": {"状态": "已公开"}} | stated)


@given(ANY, st.none() | ANY)
def test_every_figure_is_published_or_follows(this: Report, last: Report | None) -> None:
    allowed = {abs(value) for value in follows(this, last)}
    for text in texts_of(opened(this, last)):
        said = re.sub(r"20\d\d(?:年|—)|公开的有 \d+ 项", "", text)
        for number in _NUMBER.findall(said):
            assert Decimal(number.replace(",", "")) in allowed, (number, text)


@given(ANY, st.none() | ANY)
def test_what_the_key_figures_say_is_all_there(this: Report, last: Report | None) -> None:
    archive = archive_of(this, last)
    assessment = assess(archive, archive.entries[UNIT, YEAR], this)
    said = "\n".join(texts_of(opened(this, last)))
    spent, budget, three, score = cards(this, assessment)
    for card in (spent, three, score):
        assert card.label in said or card.value in said
        assert card.value in said
        assert card.note in said, (card, said)
    if assessment.budget_figure is None:
        assert budget.note in said
    else:
        base = re.search(r" ([\d,.]+) 万元", budget.note)
        assert base is not None
        assert f"预算 {base[1]} →" in said
        assert assessment.budget_figure.label in said


@given(ANY, st.none() | ANY)
def test_an_opening_has_no_empty_line_and_no_broken_words(this: Report, last: Report | None) -> None:
    made = opened(this, last)
    for row, text in zip(made.rows, texts_of(made), strict=True):
        assert row.label
        assert row.value
        assert not re.search(r"None|；；|；$|^；|，，|  万元|−−", f"{row.value}\n{row.note}"), text
    kinds = {row.sketch.kind for row in made.rows if row.sketch}
    assert bool(made.legend) == ("gauge" in kinds)


@given(st.none() | _MONEY, st.none() | _MONEY)
def test_a_bar_and_its_tick_stand_as_their_figures_do(spent: Decimal | None, planned: Decimal | None) -> None:
    sketch = gauge(spent, planned)
    if spent is None or planned is None or min(spent, planned) < 0 or not max(spent, planned):
        assert sketch is None
        return
    assert sketch is not None
    length, tick = sketch.bars[-1][3], int(re.fullmatch(r"M(\d+) 0V\d+", sketch.paths[0][1])[1])  # type: ignore[index]
    assert 0 <= length <= 1000
    assert 0 <= tick <= 1000
    if spent != planned and length != tick:
        assert (length > tick) == (spent > planned)
    assert (length == 0) == (spent == 0)


@given(st.lists(_POINTS, max_size=6))
def test_parts_fill_the_whole_in_their_order(values: list[Decimal]) -> None:
    sketch = parts_of(values)
    if not sum(values):
        assert sketch is None
        return
    assert sketch is not None
    at = 0
    for (_, start, _, length, _), value in zip(sketch.bars, values, strict=True):
        assert start == at
        assert (value == 0) <= (length == 0)
        at += length
    assert at == 1000


@st.composite
def years(draw: st.DrawFn) -> tuple[dict[int, tuple[Entry | None, str | None]], int | None]:
    """Years that publish a sum, publish none, are withheld or are not held at all; and when the unit changed."""
    found: dict[int, tuple[Entry | None, str | None]] = {}
    for year in range(2016, 2016 + draw(st.integers(1, 9))):
        kind = draw(st.sampled_from(["given", "given", "zero", "silent", "review", "absent"]))
        amount = {"given": draw(st.integers(1, 900)), "zero": 0}.get(kind)
        state = "核实中" if kind == "review" else "已公开"
        stated = {"公开": {"状态": state}, "收支": {"本年支出合计": amount}}
        entry = None if kind == "absent" else Entry.of("jia", year, "x.yml", "", report_of(stated))
        found[year] = entry, None
    return found, draw(st.none() | st.integers(2014, 2026))


@given(years())
def test_no_line_goes_over_a_gap_or_a_change_of_what_is_counted(
    found: tuple[dict[int, tuple[Entry | None, str | None]], int | None],
) -> None:
    held, broken = found
    chart = spending_chart(held, broken=broken)
    assume(chart is not None)
    assert chart is not None
    sketch = trend(chart)
    known = [year.left + 28 for year in chart.years if year.value]
    lines = [[int(x) for x in re.findall(r"(\d+) \d+", d)] for kind, d in sketch.paths if kind == "line"]
    dots = [int(x) for kind, d in sketch.paths if kind == "dot" for x in re.findall(r"M(\d+) ", d)]
    assert dots == known
    for line in lines:
        assert line == list(range(line[0], line[-1] + 1, 100))
        assert set(line) <= set(known)
        labels = [int(year.label) for year in chart.years if year.left + 28 in line]
        assert broken is None or not labels[0] < broken <= labels[-1]


_ROWS: Final = st.lists(st.tuples(st.none() | _POINTS, st.none() | _POINTS), max_size=7)


@given(_ROWS, st.tuples(st.none() | _POINTS, st.none() | _POINTS), st.none() | st.just(Decimal(0)) | _POINTS)
def test_lost_points_are_told_only_where_all_add_up(rows: Any, execution: Any, off: Decimal | None) -> None:
    listed = [{"三级指标": f"指标{at}", "分值": weight, "得分": points} for at, (weight, points) in enumerate(rows)]
    every = [*rows, execution] if execution[0] is not None else rows
    total = sum((points for _, points in every if points is not None), Decimal(0))
    score = None if off is None else total + off
    funds = {"分值": execution[0], "得分": execution[1]}
    found = lost_points(report_of({"绩效": {"自评得分": score}, "自评表": {"资金": funds, "指标": listed}}))
    whole = all(weight is not None and points is not None and points <= weight for weight, points in every)
    assert (found is not None) == bool(every and whole and off == 0)
    if found is not None:
        assert found.full - found.lost == score
        assert sum(points for _, points in found.parts) == found.lost
        named = [points for name, points in found.parts if not name.startswith("其余")]
        assert named == sorted(named, reverse=True)
        assert len(named) <= 3
        assert all(points > 0 for _, points in found.parts)


def test_where_the_points_went_as_in_the_issue() -> None:
    rows = {"资金使用效益": ("20", "16"), "资产清查": ("20", "19.68"), "数量": ("50", "50")}
    listed = [{"三级指标": name, "分值": Decimal(w), "得分": Decimal(p)} for name, (w, p) in rows.items()]
    funds = {"分值": Decimal(10), "得分": Decimal("9.84")}
    this = report_of(
        {"绩效": {"自评得分": Decimal("95.52"), "自评等级": "优"}, "自评表": {"资金": funds, "指标": listed}}
    )
    row = opened(this, None).rows[-1]
    assert (row.label, row.value, row.measure) == ("扣掉的 4.48 分", "95.52 / 100", "分　优")
    assert row.note == "资金使用效益扣掉 4 · 资产清查扣掉 0.32 · 预算执行率扣掉 0.16"
    assert row.sketch == Sketch(
        "parts", "0 0 1000 24", (("p1", 0, 5, 893, 14), ("p2", 893, 5, 71, 14), ("p3", 964, 5, 36, 14))
    )


@pytest.mark.parametrize(
    ("said", "deadline", "words"),
    [
        ({}, None, ["发布日期未载明"]),
        ({"发布日期": "2021-08-03"}, None, ["2021年8月3日发布"]),
        ({"发布日期": "2021-08-03", "批复日期": "2021-08-03"}, None, ["2021年8月3日发布", "批复当日"]),
        ({"发布日期": "2021-08-03", "批复日期": "2021-07-14"}, None, ["2021年8月3日发布", "批复后 20 日"]),
        (
            {"发布日期": "2021-08-16", "批复日期": "2021-07-14"}, None,
            ["2021年8月16日发布", "批复后 33 日", "逾期 13 日"],
        ),
        ({"发布日期": "2021-08-03", "批复日期": "2021-08-10"}, None, ["2021年8月3日发布"]),
        ({"发布日期": "2021-08-03"}, "2021-07-31", ["2021年8月3日发布", "逾期 3 日"]),
        ({"批复日期": "2021-07-14"}, "2021-07-31", ["发布日期未载明"]),
    ],
)  # fmt: skip  # days, the year's deadline, what is said
def test_publication_in_a_line(said: dict[str, str], deadline: str | None, words: list[str]) -> None:
    report = report_of({"公开": {"状态": "已公开"} | said})
    found = [*notes_of(report, 2020, Deadline.model_validate({"截止日期": deadline} if deadline else {}))]
    assert [note.label for note in found] == [*words, "下载"]
    assert [note.path for note in found if note.strong] == ["years/2020/#yuqi"] * any("逾期" in word for word in words)


@given(st.dates(date(2020, 1, 1), date(2022, 1, 1)), st.integers(-40, 60), st.none() | st.integers(-40, 60))
def test_nothing_is_late_by_less_than_a_day(approved: date, days: int, due: int | None) -> None:
    published = approved + timedelta(days)
    report = report_of({"公开": {"状态": "已公开", "批复日期": str(approved), "发布日期": str(published)}})
    end = None if due is None else str(approved + timedelta(due))
    late = overdue(report.disclosure, Deadline.model_validate({"截止日期": end} if end else {}))
    expected = days - 20 if days > 20 else days - due if due is not None and days > due else 0
    assert (late.by.days if late else 0) == max(expected, 0)


def test_a_corrected_report_says_so_beside_its_answer() -> None:
    entries = [{"日期": "2021-09-01", "内容": "改数", "原因": "录错"}] * 2
    found = [*notes_of(report_of({"更正": entries}), 2020, Deadline())]
    assert ("发布后更正 2 次", "#gengzheng", True) in found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("支出进度偏慢。前期准备不足。", "支出进度偏慢。"),
        ("支出进度偏慢", "支出进度偏慢"),
        ("### 进度\n支出进度偏慢。", "进度"),
        ("**进度**偏慢，“为什么？”大家问。", "进度偏慢，“为什么？”"),
        ("一" * 81 + "。", "一" * 78 + "……"),
    ],
)
def test_a_problem_is_quoted_by_its_first_sentence(text: str, words: str) -> None:
    assert first_sentence(text) == words


def test_how_a_figure_is_cited() -> None:
    this = report_of({"收支": {"本年支出合计": Decimal("2468.98")}, "联系方式": {"联系科室": "办公室"}})
    asking = asking_of(this, "某局", 2023, "https://a.cn/", ())
    assert asking.cited == "某局2023年度本年支出合计（决算）2,468.98 万元，见《报告》"
    assert asking.contact == (("联系科室", "办公室"),)
    assert asking_of(report_of({}), "某局", 2023, "", ()).cited == "某局2023年度见《报告》"


@given(ANY, st.none() | ANY)
def test_the_description_is_the_answer(this: Report, last: Report | None) -> None:
    archive = archive_of(this, last)
    page = report_page(archive, archive.entries[UNIT, YEAR])
    assert isinstance(page.view, ReportView)
    assert page.view.body is not None
    assert page.description == words_of(lead(this, assess(archive, archive.entries[UNIT, YEAR], this)))
    assert page.description == "".join(phrase.text for phrase in page.view.body.lead)


def test_a_report_that_is_not_shown_says_its_state_alone() -> None:
    report = Report.model_validate({"标题": "报告", "公开": {"状态": "核实中"}, "收支": {"本年支出合计": 5}})
    archive = archive_of(report, None)
    page = report_page(archive, archive.entries[UNIT, YEAR])
    assert page.description == "jia局报告：核实中。"
