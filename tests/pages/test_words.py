"""What the program itself says holds for every mixture of published, missing and zero: cases that accountants read."""

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
from tests.pages.sparse import GRADES, REPORT, SPARSE, UNIT, YEAR

from gongkai.check import check_entry
from gongkai.load.outlines import built_in
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.archive import Archive, Entry
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.pages.home import home_page
from gongkai.pages.news import all_news
from gongkai.pages.parts.page import Page
from gongkai.pages.report.report import report_page
from gongkai.pages.unit import unit_page
from gongkai.pages.year import year_page
from gongkai.render.html import Renderer

FOLDER = Path(__file__).parent.parent / "cases/words"
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
        rules = {"提纲": self.stated.get("提纲", "湖南2016"), "等级": GRADES, **self.stated.get("规则", {})}
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
    return Entry.of(unit_id, year, f"data/{year}/{unit_id}.yml", "0", Report.model_validate(REPORT | dict(stated)))


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


@given(SPARSE)
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
