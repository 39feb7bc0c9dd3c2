"""Whatever differs between two texts can be seen in what 改动 says of them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.changed import passages

#: Characters that look like others, or like the signs by which white space is shown.
_ODD = "年\uf98e\u2f6c目AАΑ \t\n\u3000↵␣□⇥e\u0301\u0338\U000e0100，,甲。"
_TEXTS = st.text(st.sampled_from(_ODD), min_size=1, max_size=60).map(str.strip).filter(bool)


def _seen(text: str) -> str:
    """What a reader sees of it."""
    shapes = (c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) not in {"Mn", "Me", "Cf"})
    return " ".join("".join(shapes).replace("\u2f6c", "目").translate({0x410: "A", 0x391: "A"}).split())


@given(_TEXTS, _TEXTS)
def test_no_two_texts_look_alike(before: str, after: str) -> None:
    for passage in passages(before, after) if before != after else ():
        assert _seen(passage.before) != _seen(passage.after)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("甲↵乙", "甲\n乙", ("甲〔U+21B5〕乙", "甲↵乙")),
        ("年末", "\uf98e末", ("年末", "〔U+F98E〕末")),
        ("项\u2f6c", "项目", ("项〔U+2F6C〕", "项目")),
        ("A座", "\u0410座", ("A座", "〔U+0410〕座")),
        ("项目\U000e0100", "项目", ("项目〔U+E0100〕", "项目")),
        ("不够细。", "不够细.", ("不够细。", "不够细.")),
        ("一 二", "一  二", ("一␣二", "一␣␣二")),
        ("甲↵乙", "丙↵乙", ("甲↵乙", "丙↵乙")),
    ],
)
def test_only_what_looks_alike_is_shown_by_its_code(before: str, after: str, shown: tuple[str, str]) -> None:
    assert passages(before, after) == (shown,)
