"""The head of a report says what is published, in words that hold for every mixture of stated, zero and missing."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from gongkai.derive.assessment import assess
from gongkai.load.record_file import parse_record
from gongkai.model.archive import Archive, Entry
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.pages.report.answer import lead
from gongkai.pages.report.headline import Card, cards

Stated = dict[str, Any]


def headed(this: Stated, before: Stated | None = None) -> tuple[str, tuple[Card, ...]]:
    """Lead and cards of a report for 2021, with the one for 2020 beside it."""
    entries = {}
    for year, stated in ((2020, before), (2021, this)):
        if stated is not None:
            text = yaml.safe_dump({"标题": "报告", "公开": {"状态": "已公开"}} | stated, allow_unicode=True)
            report, document = parse_record(text, "data/x.yml", Report)
            assert not document.problems
            entries["jia", year] = Entry.of("jia", year, "data/x.yml", str(year), report)
    rules = {year: YearRules(outline="湖南2016") for year in (2020, 2021)}
    archive = Archive({"jia": Unit(name="甲")}, rules, entries)
    entry = entries["jia", 2021]
    assert entry.report is not None
    assessment = assess(archive, entry, entry.report)
    return "".join(phrase.text for phrase in lead(entry.report, assessment)), cards(entry.report, assessment)


def spent(total: float, basic: float | None = None, project: float | None = None) -> Stated:
    return {"收支": {"支出总计": total, "基本支出": basic, "项目支出": project}}


@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({}, "本报告没有公开支出总计。"),
        (spent(1971.21), "支出总计 1,971.21 万元。"),
        (spent(971.21, 971.21, 0), "全年支出 971.21 万元。"),
        (spent(1100, 1000.5, 99.5), "全年支出 1,100 万元。"),
        ({"收支": {"支出总计": {"年初预算": 10, "决算": 10}}}, "支出总计 10 万元，与年初预算持平。"),
        ({"收支": {"支出总计": {"年初预算": 2000, "决算": 1000}}}, "支出总计 1,000 万元，比年初预算少 50.0%。"),
        ({"收支": {"支出总计": {"年初预算": 0, "决算": 5}}}, "支出总计 5 万元，比年初预算多 5 万元。"),
        (
            {"收支": {"支出总计": {"上年决算": 8, "年初预算": 5, "决算": 10}}},
            "支出总计 10 万元，比年初预算多 100.0%，比上年多 25.0%。",
        ),
        (
            {"收支": {"本年支出合计": 7, "支出总计": {"年初预算": 5, "决算": 10}}},
            "全年支出 7 万元。支出总计比年初预算多 100.0%。",
        ),
        (
            {"收支": {"基本支出": {"年初预算": 5, "决算": 4}}},
            "本报告没有公开支出总计，基本支出 4 万元。基本支出比年初预算少 20.0%。",
        ),
        (
            {"财政拨款": {"本年支出合计": 900, "支出总计": 912.5}, "人员经费": 480},
            "本报告没有公开全部资金的支出总计，财政拨款本年支出合计 900 万元，人员经费 480 万元。",
        ),
        ({"财政拨款": {"支出总计": 912.5}}, "本报告没有公开全部资金的支出总计，财政拨款支出总计 912.5 万元。"),
        (spent(5) | {"财政拨款": {"支出总计": 4}}, "支出总计 5 万元。"),
        (spent(5) | {"三公经费": 0}, "支出总计 5 万元。“三公”经费为 0。"),
        (spent(5) | {"三公经费": 1.5}, "支出总计 5 万元。“三公”经费 1.5 万元。"),
        (
            spent(5) | {"三公经费": {"上年决算": 2, "决算": 1.5}},
            "支出总计 5 万元。“三公”经费 1.5 万元，比上年少 25.0%。",
        ),
        (spent(5) | {"绩效": {"自评得分": 94}}, "支出总计 5 万元。自评 94 分。"),
        (spent(5) | {"绩效": {"自评得分": 94, "自评等级": "优"}}, "支出总计 5 万元。自评 94 分，等级 优。"),
    ],
)
def test_the_lead_says_what_is_published_and_no_more(stated: Stated, words: str) -> None:
    assert headed(stated)[0] == words


def test_cards_of_a_report_that_says_nothing() -> None:
    assert [(card.value, card.note) for card in headed({})[1]] == [
        ("—", "未公开"),
        ("—", "未公开支出总计的年初预算"),
        ("—", "未公开"),
        ("—", "未公开"),
    ]


@pytest.mark.parametrize(
    ("stated", "at", "value", "note"),
    [
        (spent(1971.21), 0, "1,971.21", "本站未收录上年，无法比较"),
        ({"收支": {"支出总计": {"年初预算": 0, "决算": 5}}}, 1, "—", "支出总计年初预算 0 万元，不计算百分比"),
        ({"收支": {"支出总计": {"年初预算": 2000, "决算": 1000}}}, 1, "−50.0%", "支出总计年初预算 2,000 万元"),
        ({"三公经费": {"决算": 0, "其中": {"公务接待费": 0}}}, 2, "0", "所列各项均为 0"),
        ({"三公经费": 0}, 2, "0", "本站未收录上年，无法比较"),
        (
            {"财政拨款": {"本年支出合计": {"年初预算": 880, "决算": 900}}}, 0, "—",
            "未公开全部资金的决算数，财政拨款本年支出合计 900 万元",
        ),
        ({"财政拨款": {"本年支出合计": 900}}, 1, "—", "未公开全部资金的支出总计的年初预算"),
        (
            {"三公经费": {"决算": 2.95, "增减": {"比上年": -0.42, "比上年幅度": -12.46}}}, 2, "2.95",
            "报告写比上年减少 0.42 万元，下降 12.46%",
        ),
        ({"三公经费": {"决算": 4, "增减": {"比上年幅度": 3}}}, 2, "4", "报告写比上年增长 3%"),
        ({"三公经费": {"决算": 4, "增减": {"比上年": 0}}}, 2, "4", "报告写与上年持平"),
        ({"三公经费": {"决算": 4, "增减": {"比年初预算": 1}}}, 2, "4", "本站未收录上年，无法比较"),
        (
            {"三公经费": {"上年决算": 5, "决算": 4, "推算": "上年决算", "增减": {"比上年": -1}}}, 2, "4",
            "报告写比上年减少 1 万元",
        ),
        ({"三公经费": {"上年决算": 5, "决算": 4, "增减": {"比上年": -1}}}, 2, "4", "比上年减少 1 万元，下降 20.0%"),
        ({"绩效": {"自评得分": 90}}, 3, "90", "未公开指标得分表"),
    ],
)  # fmt: skip  # figures, which card, its value, its note
def test_a_card_and_why_it_is_not_compared(stated: Stated, at: int, value: str, note: str) -> None:
    card = headed(stated)[1][at]
    assert (card.value, card.note) == (value, note)


@pytest.mark.parametrize(
    ("before", "note"),
    [
        (spent(1900), "比上年增加 71.21 万元，增长 3.7%"),
        (spent(1971.21), "与上年持平"),
        (spent(0), "比上年增加 1,971.21 万元（基数为 0）"),
        ({}, "上年没有公开这个数，无法比较"),
    ],
)
def test_the_year_before(before: Stated, note: str) -> None:
    assert headed(spent(1971.21), before)[1][0].note == note
