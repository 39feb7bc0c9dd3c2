"""What the page says by itself need not stand in the file twice; anything more stays."""

from __future__ import annotations

from typing import Final

import pytest
from tests.importer.test_in_text import TEXT, as_document

from gongkai.importer.in_text import find_in_text
from gongkai.importer.said_again import without_said_again
from gongkai.load.outlines import built_in
from gongkai.load.record_file import parse_record
from gongkai.model.outline import Sentence
from gongkai.model.problem import KeyPath
from gongkai.model.report import Report
from gongkai.pages.report.sentences import sentence

#: The seed's figures as its text states them, and nothing that a clerk worked out.
SEED_FIGURES: Final = """
标题: 2020年度部门整体支出绩效评价报告
公开: {状态: 已公开}
收支:
  收入总计: 971.21
  支出总计: 971.21
  基本支出:
    决算: 971.21
    增减: {比年初预算: 176.59}
    其中: {工资福利支出: 719.29, 商品和服务支出: 154.91, 对个人和家庭的补助: 14.51, 资本性支出: 9.12}
  项目支出: {决算: 0, 其中: {一般公共服务支出: 0}}
公用经费: {决算: 164.03, 增减: {比年初预算: 2.23, 比年初预算幅度: 1.38}}
三公经费: {决算: 0, 其中: {因公出国（境）费: 0, 公务接待费: 0, 公务用车购置及运行维护费: 0}}
"""
PLACES: Final[dict[Sentence, KeyPath]] = {
    Sentence.TOTALS: ("收支", "说明"),
    Sentence.BASIC: ("收支", "基本支出", "说明"),
    Sentence.PROJECT: ("收支", "项目支出", "说明"),
    Sentence.THREE_PUBLIC: ("三公经费", "说明"),
    Sentence.OPERATING: ("公用经费", "说明"),
}
#: What is left of the seed's 说明.
KEPT: Final[dict[KeyPath, str]] = {
    ("收支", "基本支出", "说明"): "本单位2020年严格按照年初预算以及上级部门相关要求",
}


def seed_sentences() -> dict[Sentence, str]:
    """What the page says of the seed's figures."""
    report, document = parse_record(SEED_FIGURES, "2020.yml", Report)
    assert report is not None, document.problems
    return {name: sentence(name, report, 2020) for name in Sentence}


def test_seed_keeps_only_what_the_page_does_not_say() -> None:
    found = find_in_text(as_document(TEXT.read_text(encoding="utf-8")), built_in()["湖南2016"])
    texts, said = {text.path: text.text for text in found.texts}, seed_sentences()
    for name, path in PLACES.items():
        left = without_said_again(texts[path], [said[name]])
        assert left.startswith(KEPT.get(path, "")), path
        assert bool(left) == (path in KEPT), path


def test_a_paragraph_with_one_more_word_or_another_figure_stays() -> None:
    said = ["2020年项目支出0万元，其中一般公共服务支出0万元。"]
    assert without_said_again("2020年项目支出0万元。", said) == ""
    for text in ("2020年项目支出0万元，没有项目。", "2020年项目支出10万元，其中一般公共服务支出0万元。"):
        assert without_said_again(text, said) == text
    assert without_said_again(f"甲。\n\n{said[0]}\n\n乙。", said) == "甲。\n\n乙。"
    assert without_said_again(said[0], []) == said[0]


@pytest.mark.parametrize("name", [Sentence.BASIC, Sentence.OPERATING])
def test_page_says_the_change_that_the_report_states(name: Sentence) -> None:
    assert {Sentence.BASIC: "超出176.59万元。", Sentence.OPERATING: "增加2.23万元，增长1.38%。"}[
        name
    ] in seed_sentences()[name]
