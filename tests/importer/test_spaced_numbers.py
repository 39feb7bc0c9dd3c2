"""Blanks in numbers: those that part thousands are read, all others are asked about, and none is read wrongly."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gongkai.importer.chapters import PlacedParagraph
from gongkai.importer.mending import mend_line
from gongkai.importer.sentences import find_figures

RECEPTIONS = ("三公经费", "其中", "公务接待费")
YUAN = st.integers(0, 10**9)
CENTS = st.sampled_from(["", ".00", ".5", ".07"])
SENTENCES = ("公务接待费{}。", "2023年公务接待费{}，全部用于公务往来。", "本年公务接待费支出为{}，比上年略有减少。")


def found(text: str) -> list[tuple[Decimal, str, str]]:
    """What a paragraph says of 公务接待费: value, doubt and source."""
    paragraph = PlacedParagraph(("三公经费", "说明"), mend_line(text), "第1段", "")
    figures = find_figures([paragraph], 2023)
    return [(figure.value, figure.doubt, figure.source) for figure in figures if figure.path == RECEPTIONS]


BLANKS = st.sampled_from([" ", "\u00a0", "\u2009", "\u202f"])
ENDS = st.sampled_from([" ", "\n"])


@given(st.integers(10**6, 10**11), CENTS, st.sampled_from(SENTENCES), BLANKS)
def test_thousands_parted_by_blanks_are_read(yuan: int, cents: str, sentence: str, blank: str) -> None:
    """5 864 300元, whatever blank it is; the comment has the words as written."""
    written = f"{yuan:,}".replace(",", blank) + f"{cents}元"
    ((value, doubt, source),) = found(sentence.format(written))
    assert (value, doubt) == (Decimal(f"{yuan}{cents}") / 10000, "")
    assert f"{yuan:,}".replace(",", " ") in source


@given(YUAN, CENTS, st.sampled_from(["元", "万元"]), st.data(), st.sampled_from(SENTENCES), ENDS)
def test_a_number_that_is_broken_is_never_another_one(
    whole: int, cents: str, measure: str, data: st.DataObject, sentence: str, gap: str
) -> None:
    """Broken anywhere, by a blank or the end of a line: the number as it was, or asked about, or not read."""
    digits = f"{whole}{cents}"
    at = data.draw(st.integers(1, len(digits)))
    right = Decimal(digits) / (10000 if measure == "元" else 1)
    is_at_point = "." in digits[at - 1 : at + 1] or at == len(digits)
    for value, doubt, _ in found(sentence.format(digits[:at] + gap + digits[at:] + measure)):
        assert doubt or (value == right and is_at_point)


@given(st.integers(1, 999), st.integers(1, 9999), CENTS, st.sampled_from(["元", "万元"]), st.booleans())
def test_two_numbers_are_never_one_for_certain(
    first: int, second: int, cents: str, measure: str, by_blanks: bool
) -> None:
    """Only a document that surely parts thousands by blanks makes one of them, and only of a group of three."""
    before = "收入总计15 864 300元，" if by_blanks else "收入总计15864300元，"
    for _, doubt, _ in found(f"{before}公务接待费{first} {second}{cents}{measure}。"):
        assert doubt or (by_blanks and second > 99)


LETTERS = "公务接待费支出"


@given(st.sets(st.integers(1, len(LETTERS) - 1), min_size=1), st.integers(0, 9999), CENTS)
def test_blanks_of_a_scan_hide_no_word(blanks: set[int], whole: int, cents: str) -> None:
    """公 务接 待费 支出 12.5 万元 is read, or not at all; never something else."""
    words = "".join(f" {letter}" if at in blanks else letter for at, letter in enumerate(LETTERS))
    for value, doubt, _ in found(f"本 年{words} {whole}{cents} 万 元，比 上 年减 少。"):
        assert doubt or value == Decimal(f"{whole}{cents}")


def test_words_that_are_listed_with_blanks_stay_apart() -> None:
    lists = ("内设办公室 财务股 人事股", "联系人：王某某 联系电话：0700-8800123", "附件 一 部门整体支出")
    assert [mend_line(text) for text in lists] == [*lists]
