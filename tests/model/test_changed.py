"""What a correction names is found alike each time, and never reads the same before and after."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pages.fields import NUMBERS, report_of

from gongkai.load.record_file import validate
from gongkai.model.changed import (
    CUT,
    changed_files,
    changed_values,
    needs_explaining,
    passages,
)
from gongkai.model.correction import ChangedValue
from gongkai.model.differing_words import differing_words
from gongkai.model.report import Report
from gongkai.model.shown import written

PATHS = tuple(path for path in NUMBERS if path[0] != "更正")
TEXT = st.text(st.sampled_from("甲乙丙。；\n 12.，\u3000\u200b"), max_size=120).map(str.strip)


def report(**changes: Any) -> Report:
    """A report with some figures and words."""
    data = {"标题": "报告", "公开": {"状态": "已公开"}, "收支": {"收入总计": Decimal("971.21")}}
    return validate(Report, data | changes)


def values(before: Report, after: Report) -> list[tuple[str, str | None, str | None]]:
    return [(value.item, value.before, value.after) for value in changed_values(before, after)]


@given(st.sets(st.sampled_from(PATHS), max_size=30), st.sets(st.sampled_from(PATHS), max_size=30))
def test_every_field_that_came_or_went_is_named(one: set[Any], other: set[Any]) -> None:
    before, after = (report_of(*(path for path in PATHS if path in chosen))[0] for chosen in (one, other))
    found = values(before, after)
    assert (found == []) == (before == after)
    assert found == values(before, after)
    back = {(item.replace("原第", "第"), now, was) for item, was, now in found}
    assert {(item.replace("原第", "第"), was, now) for item, was, now in values(after, before)} == back


def test_a_figure_with_another_digit_is_another_figure() -> None:
    more = report(收支={"收入总计": Decimal("971.210")})
    assert values(report(), more) == [("收支/收入总计/决算", "971.21", "971.210")]


def test_a_row_is_called_by_its_name() -> None:
    rows = [{"名称": "修路/养护", "决算": Decimal(1)}], [{"名称": "修路/养护", "决算": Decimal(2)}]
    before, after = (report(收支={"项目支出": {"决算": Decimal(3), "项目": row}}) for row in rows)
    assert values(before, after) == [("收支/项目支出/项目/第1条（修路／养护）/决算", "1", "2")]


def test_a_row_put_in_or_taken_out_changes_no_other() -> None:
    texts = [f"第{'甲乙丙丁'[at]}个问题" for at in range(4)]
    before = report(问题=texts)
    assert values(before, report(问题=["新的问题", *texts])) == [("问题/第1条", None, "新的问题")]
    assert values(before, report(问题=texts[1:])) == [("问题/原第1条", "第甲个问题", None)]
    assert values(before, report(问题=[*texts[:2], "改过的问题", texts[3]])) == [("问题/第3条", texts[2], "改过的问题")]


def test_a_named_row_is_found_again_by_its_name() -> None:
    def of(*rows: tuple[str, int]) -> Report:
        listed = [{"名称": name, "决算": Decimal(amount)} for name, amount in rows]
        return report(收支={"项目支出": {"决算": Decimal(99), "项目": listed}})

    found = values(of(("修路", 1), ("架桥", 2), ("植树", 3)), of(("架桥", 5), ("植树", 3)))
    assert found == [
        ("收支/项目支出/项目/第1条（架桥）/决算", "2", "5"),
        ("收支/项目支出/项目/原第1条（修路）/决算", "1", None),
        ("收支/项目支出/项目/原第1条（修路）/名称", "修路", None),
    ]


def test_the_record_of_changes_is_no_change() -> None:
    fix = {"日期": "2021-09-01", "内容": "收入更正为新数", "原因": "录入时看错一行"}
    assert values(report(), report(更正=[fix])) == []


@given(TEXT, TEXT)
def test_two_texts_never_read_alike(before: str, after: str) -> None:
    if before == after or not before or not after:
        return
    found = passages(before, after)
    assert found
    for passage in found:
        assert passage.before != passage.after
        assert " ".join(passage.before.split()) != " ".join(passage.after.split())
        assert "\n" not in passage.before + passage.after
        assert passage.before
        assert passage.after


def test_a_long_text_is_shown_by_what_changed_and_the_words_around() -> None:
    text = "第一句话说的是别的事。" * 20 + "公务接待费3.20万元，比上年减少。" + "最后一句话也是别的事。" * 20
    (found,) = passages(text, text.replace("3.20", "3.02"))
    assert "公务接待费3.20万元" in found.before
    assert "公务接待费3.02万元" in found.after
    assert len(found.before) < 60
    assert found.before.startswith(CUT)
    assert found.before.endswith(CUT)


def test_changes_far_apart_stand_apart() -> None:
    text = "开头甲句。" + "中间的话。" * 50 + "结尾乙句。"
    assert len(passages(text, text.replace("甲", "丙").replace("乙", "丁"))) == 2


@given(TEXT, TEXT)
def test_differing_words_put_together_are_the_texts(before: str, after: str) -> None:
    one, other = differing_words(before, after)
    assert "".join(piece.words for piece in one) == before
    assert "".join(piece.words for piece in other) == after
    shared = ["".join(p.words for p in side if not p.is_own) for side in (one, other)]
    assert shared[0] == shared[1]


def test_a_figure_is_not_taken_apart() -> None:
    one, other = differing_words("接待费3.20万元", "接待费3.02万元")
    assert [piece.words for piece in one if piece.is_own] == ["3.20"]
    assert [piece.words for piece in other if piece.is_own] == ["3.02"]


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, None), ("", None), (Decimal("0.0000005"), "0.0000005"), (date(2021, 6, 30), "2021-06-30"), (3, "3")],
)
def test_values_are_written_as_they_are_published(value: Any, words: str | None) -> None:
    assert written(value) == words


@pytest.mark.parametrize(
    ("item", "before", "is_needed"),
    [
        ("收支/收入总计/决算", "1", True),
        ("收支/收入总计/决算", None, True),
        ("校核说明/D09", "旧的", False),
        ("公开/发布日期", None, False),
        ("公开/发布日期", "2021-06-30", True),
        ("公开/状态", "已公开", False),
        ("联系方式/办公电话", None, False),
        ("联系方式/办公电话", "1", True),
        ("目录信息/状态", "1", True),
    ],
)
def test_what_speaks_for_itself_needs_no_correction(item: str, before: str | None, is_needed: bool) -> None:
    assert needs_explaining(ChangedValue.model_construct(item=item, before=before, after="新")) == is_needed


def test_an_attachment_with_other_bytes_is_named() -> None:
    (found,) = changed_files({"a.pdf": "1" * 64, "b.pdf": "2" * 64}, {"a.pdf": "3" * 64, "c.pdf": "4" * 64})
    assert (found.item, found.before, found.after) == ("附件/a.pdf/内容", "1" * 64, "3" * 64)
