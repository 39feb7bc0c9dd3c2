"""What was settled is written as a file that reads as it was stated; what a file could not hold is asked about."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import DEMO, SEED
from tests.importer.test_settling import ACTUAL, RECEPTIONS, figure

from gongkai.importer.comments import NOT_FOUND
from gongkai.importer.found import Found, FoundFigure, FoundText
from gongkai.importer.places import declared_at
from gongkai.importer.settling import settle
from gongkai.importer.written import Draft, draft_of
from gongkai.load.record_file import parse_record
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.changed import changed_values
from gongkai.model.form import figures_of
from gongkai.model.paths import leaves
from gongkai.model.problem import KeyPath
from gongkai.model.report import Report
from gongkai.open_data.data_layout import Notes, as_meant, laid_out

#: The seed and a third of the demo.
FILES = [path for home in (SEED, DEMO) for path in sorted(home.glob("data/*/*.yml")) if not path.name.startswith("_")][
    ::3
]


@cache
def written_by_hand() -> dict[str, dict[str, Any]]:
    """The values of these reports, where they can be read."""
    read = {f"{path.parent.name}/{path.stem}": path.read_text("utf-8") for path in FILES}
    return {name: parse_yaml(text, "").value for name, text in read.items() if parse_record(text, "", Report)[0]}


def as_found(values: dict[str, Any]) -> Found:
    """All that a report says, as if every figure and every text had been found in one document."""
    figures: list[FoundFigure] = []
    texts: list[FoundText] = []
    more: dict[KeyPath, Any] = {}
    for path, value in leaves(values):
        if isinstance(value, Decimal | int) and path[-1] not in {"年度指标值", "实际完成值"} and "推算" not in path:
            figures.append(FoundFigure(path, "", Decimal(value), f"……{value}……", "第1页"))
        elif isinstance(value, str) and "推算" not in path:
            texts.append(FoundText(path, value, "标题", "第1页"))
        elif value not in (None, [], {}):
            more[path] = value
    return Found(tuple(figures), tuple(texts), more=more)


def text_of(draft: Draft) -> str:
    return laid_out(as_meant(draft.values), Notes(draft.beside, draft.above, draft.end))


def read(text: str) -> Report:
    report, document = parse_record(text, "x.yml", Report)
    assert report is not None, [str(problem) for problem in document.problems]
    return report


@pytest.mark.parametrize("name", sorted(written_by_hand()))
def test_a_report_that_was_found_whole_is_written_whole(name: str) -> None:
    values = written_by_hand()[name]
    draft = draft_of(settle([("", as_found(values))]), 2020)
    stated = laid_out({key: value for key, value in values.items() if value not in (None, [], {})})
    assert not draft.unsure
    assert not list(changed_values(read(stated), read(text_of(draft))))
    digits = {path: str(value) for path, value in leaves(parse_yaml(stated, "").value) if isinstance(value, Decimal)}
    again = {path: str(value) for path, value in leaves(parse_yaml(text_of(draft), "").value) if value is not None}
    for path, printed in digits.items():
        bare = path[:-1] if path[-1] == "决算" and path[:-1] in again else path
        assert again[bare] == printed


def test_each_figure_has_its_sentence_and_each_doubt_its_candidates() -> None:
    sure = FoundFigure(("收支", "基本支出"), "决算", Decimal("640.15"), "其中：基本支出640.15万元，占78.8%。", "第3页")
    draft = draft_of(settle([("", Found((sure, figure("3.20"), figure("3.02", "附件二第4行"))))]), 2023)
    text = text_of(draft)
    assert "    决算: 640.15    # 原文：其中：基本支出640.15万元，占78.8%。（第3页）\n" in text
    candidates = "第3页“公务接待费3.20万元”写 3.20，附件二第4行“公务接待费3.02万元”写 3.02"
    assert f"公务接待费: null    # 待核对：{candidates}\n" in text
    assert draft.unsure == {ACTUAL: candidates, ("标题",): "没有找到报告的标题，这是通常的写法，照原文改"}
    assert draft.figures == 1
    assert read(text).finance.basic_expenditure.actual == Decimal("640.15")


def test_a_long_sentence_is_cut_around_its_figure() -> None:
    sentence = "开头" * 40 + "，公务接待费支出12,345.60元，" + "结尾" * 40
    sure = FoundFigure(RECEPTIONS, "决算", Decimal("1.23456"), sentence)
    line = next(
        line for line in text_of(draft_of(settle([("", Found((sure,)))]), 2023)).splitlines() if "1.23456" in line
    )
    comment = line.partition("# 原文：")[2]
    assert "公务接待费支出12,345.60元" in comment
    assert comment.startswith("…")
    assert comment.endswith("…")
    assert len(comment) == 62


def test_what_readers_compare_and_nothing_says_is_null_and_told() -> None:
    draft = draft_of(settle([("", Found((figure("3.20"),)))]), 2023)
    text = text_of(draft)
    assert f"编制数: null    # {NOT_FOUND}" in text
    assert "编制数" in draft.missing
    assert "公务接待费" not in draft.missing
    assert read(text).people.authorized_posts is None


def test_one_of_two_totals_is_enough() -> None:
    total = FoundFigure(("收支", "支出总计"), "决算", Decimal("9.00"), "支出总计9.00万元")
    assert not {"支出总计", "本年支出合计"} & set(draft_of(settle([("", Found((total,)))]), 2023).missing)


@pytest.mark.parametrize(
    ("found", "path"),
    [
        (Found((figure("-3.20"),)), ACTUAL),  # no amount
        (Found((figure("3.2000001"),)), ACTUAL),  # more digits than an amount has
        (Found((figure("400000000"),)), ACTUAL),
        (Found((figure("43.5", path=("人员", "编制数"), column=""),)), ("人员", "编制数")),  # half a person
        (Found(texts=(FoundText(("公开", "报告日期"), "二〇二三年六月", "落款", "第9页"),)), ("公开", "报告日期")),
    ],
)
def test_what_a_file_cannot_hold_is_null_and_asked_about(found: Found, path: KeyPath) -> None:
    draft = draft_of(settle([("", found)]), 2023)
    assert "这里不能这样写" in draft.unsure[path]
    assert "待核对" in text_of(draft)
    assert read(text_of(draft)).title


def test_a_row_without_a_name_is_not_lost() -> None:
    home = ("收支", "项目支出", "项目")
    rows = tuple(figure("1.00", path=(*home, at)) for at in range(3))
    names = tuple(FoundText((*home, at, "名称"), name, "") for at, name in ((0, "甲"), (2, "丙")))
    report = read(text_of(draft_of(settle([("", Found(rows, names))]), 2023)))
    assert [project.name for project in report.finance.project_expenditure.projects] == ["甲", "丙"]
    assert report.sections[0].text == "决算 1.00"


def test_a_row_of_a_table_has_one_comment() -> None:
    path = ("自评表", "指标", 0)
    cells = [
        FoundFigure((*path, key), "", Decimal(10), f"满意度 {key}", "附件二", is_table=True) for key in ("分值", "得分")
    ]
    text = text_of(draft_of(settle([("", Found(tuple(cells), (FoundText((*path, "三级指标"), "满意度", ""),)))]), 2023))
    assert "    # 原文：满意度（附件二）\n    - {三级指标: 满意度, 分值: 10, 得分: 10}\n" in text


def test_what_has_no_place_stands_in_the_last_chapter_under_its_headings() -> None:
    named = (("其他需要说明的情况", "甲。"), ("其他需要说明的情况", "丙。"))
    left = (named[0], ("", "乙\u200b。"), named[1], ("~", "丁。"), ("", "  "))
    sections = read(text_of(draft_of(settle([("", Found(left=left))]), 2023))).sections
    assert [(section.title, section.text) for section in sections] == [
        ("其他需要说明的情况", "甲。\n\n丙。"),
        ("没有归类的内容", "乙。\n\n丁。"),
    ]


@pytest.mark.parametrize(
    "words",
    ["甲：“乙”# 丙", "a\tb\n\n\n  - 丙", "\u202e甲\x07乙", "| 甲 | 乙 |\n| --- |", "- 甲", "'", "甲\r\n乙"],
)
def test_whatever_a_paragraph_holds_the_file_can_be_read(words: str) -> None:
    texts = (FoundText(("资产管理",), words, words), FoundText(("标题",), words, words))
    found = Found((FoundFigure(RECEPTIONS, "决算", Decimal(1), words, words),), texts, ((words, words),))
    report = read(text_of(draft_of(settle([("", found)]), 2023)))
    assert report.three_public.parts.official_receptions.actual == 1
    assert report.asset_management


def test_every_place_of_the_form_is_one_that_the_model_has() -> None:
    assert all(declared_at(path) for values in written_by_hand().values() for path, _ in leaves(values))


#: Places of every kind, those of lists and of names of the unit's own among them, and one that there is not.
PLACES = sorted({path for values in written_by_hand().values() for path, _ in leaves(values)}, key=str)[::7]
ANYWHERE = st.sampled_from(
    [*PLACES, ("收支", "没有这一项"), ("收支", "基本支出"), ("问题", 3), ("公用经费", "其中", "#: '")]
)
#: All but the mark of a letter that is lost, which is kept for the clerk to see.
LETTERS = st.characters(codec="utf-8", exclude_characters="\ufffd")
FIGURES = st.builds(
    FoundFigure,
    ANYWHERE,
    st.sampled_from(["", "决算", "年初预算"]),
    st.decimals(-1000, 10**12, places=4, allow_nan=False) | st.decimals(0, 9, places=2),
    st.text(LETTERS, max_size=90),
    st.text(LETTERS, max_size=9),
    st.booleans(),
    st.sampled_from(["", "", "不确定"]),
)
TEXTS = st.builds(
    FoundText,
    ANYWHERE,
    st.text(LETTERS, max_size=60),
    st.text(LETTERS, max_size=9),
    st.text(LETTERS, max_size=9),
    st.sampled_from(["", "?"]),
)


@given(
    st.lists(FIGURES, max_size=12),
    st.lists(TEXTS, max_size=12),
    st.lists(st.tuples(st.text(LETTERS), st.text(LETTERS)), max_size=3),
)
def test_whatever_is_found_the_file_can_be_read(
    figures: list[FoundFigure], texts: list[FoundText], left: list[tuple[str, str]]
) -> None:
    draft = draft_of(settle([("", Found(tuple(figures), tuple(texts), tuple(left)))]), 2023)
    text = text_of(draft)
    report = read(text)
    assert laid_out(as_meant(draft.values), Notes(draft.beside, draft.above, draft.end)) == text
    for line in figures_of(report):
        for column, value in line.item.columns.items():
            assert value is None or any(value == one.value for one in figures), (line.path, column)


def test_a_figure_with_its_unit_is_asked_about_with_a_cure() -> None:
    found = Found(texts=(FoundText(("人员", "编制数"), "36人", "", ""),))
    assert (
        draft_of(settle([("", found)]), 2023).unsure[("人员", "编制数")].endswith("这里不能这样写；只写数字，不写单位")
    )
