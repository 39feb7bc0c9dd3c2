"""编制118名，其中…，在职人员112人: the parts end where something else than the whole is counted."""

from __future__ import annotations

from itertools import product
from typing import Final

import pytest

from gongkai.text.paragraph import Setting
from gongkai.text.reading import read_statements
from gongkai.text.sentence import PIECES, Sentences
from gongkai.text.statement import Kind

#: How posts are told, with how many of each kind; the second of two is made wrong by one.
POSTS: Final = (
    "我局编制{0}名，其中行政编制{1}名、事业编制{2}名",
    "核定编制{0}个，其中：参公编制{1}个，事业编制{2}个",
    "共有编制{0}人（行政{1}人、事业{2}人）",
    "编制{0}名，其中管理人员{1}名、专业技术人员{2}名",
    "编制数{0}名，其中机关{1}名、所属单位{2}名",
)
AFTER_POSTS: Final = (
    "，在职人员112人，退休人员64人。",
    "，实有人员112人。",
    "，年末实有在职人员112人，离休人员1人，退休人员64人，临聘人员5人。",
    "，在编在岗112人。",
    "，现有干部职工112人，党员40人。",
    "，领导职数5名，在职112人。",
    "，全体职工112人。",
    "。",
)
#: The same of people.
STAFF: Final = (
    "在职人员{0}人，其中行政{1}人、事业{2}人",
    "年末实有在职人员{0}人，其中：行政人员{1}人，事业人员{2}人",
    "在职人员{0}人，其中行政编制{1}人、事业编制{2}人",
)
AFTER_STAFF: Final = ("，编制118名。", "，核定编制118名，退休人员64人。", "，离退休人员32人，编制数118人。", "。")
SAID: Final = tuple(product(POSTS, AFTER_POSTS)) + tuple(product(STAFF, AFTER_STAFF))


def sums(text: str) -> list[tuple[int, int]]:
    """What the parts come to and what the whole is, as the paragraph tells them."""
    at = ("概况", "人员编制")
    lines = Sentences([(at, text)]).paragraphs(*PIECES)
    said = [one for path, line in lines for one in read_statements(line, path, Setting(2024))]
    return [(int(one.number), int(one.whole)) for one in said if one.kind is Kind.PARTS and one.whole is not None]


@pytest.mark.parametrize(("words", "after"), SAID)
def test_parts_that_add_up_do_so_whatever_is_counted_after_them(words: str, after: str) -> None:
    assert sums(words.format(118, 80, 38) + after) == [(118, 118)]


@pytest.mark.parametrize(("words", "after"), SAID)
def test_parts_that_do_not_add_up_are_found_whatever_is_counted_after_them(words: str, after: str) -> None:
    assert sums(words.format(118, 80, 39) + after) == [(119, 118)]
