"""Leaves out of a 说明 the sentences that the page writes from the figures by itself, and nothing else.

A sentence is left out where the page says it word for word, or where it says nothing but figures of which each, with
its way and what it is measured against, is one that the page writes. Any other word, another figure, a sentence that
goes on about it: it stays, and what is told of it says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from ..model.names import OwnNames
from ..text.gaps import is_filling
from ..text.statement import Kind, Statement
from ..text.words import Word, read_words

OTHER_FIGURE: Final = "数或增减与网页由数据写的不一样"
OTHER_WORDS: Final = "除了网页会写的数，还有别的话"
LEANED_ON: Final = "网页也写，但后面一句是接着它说的"
NOT_WRITTEN: Final = "网页写的句子里没有{}"
#: Quotation marks within quotation marks.
_INNER: Final = str.maketrans("“”", "‘’")
#: So many of the figures that the page does not write are named.
_NAMED: Final = 2
_BLANK: Final = re.compile(r"\s")
_SENTENCE: Final = re.compile(r"[^。！？]+[。！？]?|[。！？]")
#: Words that say nothing but which figure it is and which way it went.
_OF_FIGURES: Final = frozenset(
    {"name", "amount", "percent", "count", "year", "column", "base", "way", "over", "part", "stop", "whole", "same",
     "either"}
)  # fmt: skip  # kinds, read in a row
_NAMES: Final = frozenset({"name", "year", "quoted"})
#: What begins a sentence that goes on about what stood before it.
_LEANS: Final = re.compile("其|该|此|这|主要|用于|原因|由于|因|比|较|同比|分别|均|占|上述|以上|完成|增|减|剩余|不含|含")
_NUMBERS: Final = frozenset({"amount", "percent", "count"})
#: Small words that change what a figure is, and that reading passes over.
_NUANCE: Final = re.compile("安排|批复|核定|下达|计划|预计|拟|约|近|仅|财政拨款|一般公共|国内[\u4e00-\u9fff]{0,5}")
#: Where a clause begins and ends; a comma within a number is none.
_CLAUSE_BEGINS: Final = r"(?:^|(?<=[。！？；;，：:])|(?<=[^\d],))"
_CLAUSE_ENDS: Final = r"(?=$|[。！？；;，：:]|,(?!\d))"
#: What parts clauses; a comma within a number does not.
_CLAUSE: Final = re.compile(r"[。！？；;，、：:]|(?<!\d),")
#: Lines that are no running words.
_MARKED: Final = re.compile(r"[#\-*|>]|\d+[.、]|[（(]?[一二三四五六七八九十]+[）)、]")

#: What a sentence says of figures.
Read = Callable[[str], tuple[Statement, ...]]


class SaidAgain(NamedTuple):
    """A 说明 without what the page says.

    Attributes:
        kept: what stays, paragraphs parted by blank lines.
        left_out: the sentences that the page says.
        staying: sentences of the same figures that stay, each with the reason.
    """

    kept: str
    left_out: tuple[str, ...] = ()
    staying: tuple[tuple[str, str], ...] = ()


class _Fact(NamedTuple):
    """What is said of a line, whatever the words."""

    kind: Kind
    paths: frozenset[tuple[str | int, ...]]
    column: str
    number: Decimal

    def is_of(self, other: _Fact) -> bool:
        """Whether both are the same thing said of the same line, whatever the number."""
        return (self.kind, self.column) == (other.kind, other.column) and not self.paths.isdisjoint(other.paths)


def without_said_again(text: str, said: str, read: Read, extra: OwnNames = (), own: Iterable[str] = ()) -> SaidAgain:
    """``text`` without the sentences that ``said`` says.

    Args:
        text: of a data file: paragraphs parted by blank lines.
        said: what the page writes of the figures as they are settled; where a figure was not settled the page does
            not say it, and the sentence stays.
        read: reads a sentence of this text.
        extra: a bureau's names of lines.
        own: what the unit is called.
    """
    page = _Page(said, read, extra, tuple(own))
    paragraphs = [_sentences(paragraph) for paragraph in text.split("\n\n")]
    flat = [sentence for sentences in paragraphs for sentence in sentences]
    goes: list[bool] = []
    for at in range(len(flat) - 1, -1, -1):  # from the end: one may go where the next one does not lean on it
        stands_alone = not goes or goes[-1] or page.names_itself(flat[at + 1])
        goes.append(stands_alone and page.says(flat[at]))
    marks = iter(reversed(goes))
    kept = ["".join(sentence for sentence in sentences if not next(marks)) for sentences in paragraphs]
    gone = [sentence for sentence, is_gone in zip(flat, reversed(goes), strict=True) if is_gone]
    stay = [sentence for sentence, is_gone in zip(flat, reversed(goes), strict=True) if not is_gone]
    reasons = tuple((sentence.strip(), why) for sentence in stay if (why := page.why_stays(sentence)))
    return SaidAgain("\n\n".join(filter(str.strip, kept)), tuple(map(str.strip, gone)), reasons)


def _sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph; headings, lists and tables are one."""
    if "\n" in paragraph.strip() or _MARKED.match(paragraph.strip()):
        return [paragraph]
    return _SENTENCE.findall(paragraph) or [paragraph]


class _Page:
    """What the page says, and how sentences compare with it."""

    def __init__(self, said: str, read: Read, extra: OwnNames, own: tuple[str, ...]) -> None:
        self._bare, self._read, self._extra, self._own = _bare(said), read, extra, own
        self._facts = tuple(_facts(read(said)))

    def says(self, sentence: str) -> bool:
        """Whether the page says a sentence: every word of it, or every figure where it says nothing else."""
        bare = _bare(sentence)
        return bool(bare) and (self._says_words(bare) or (self._says_figures(sentence) and not self._is_more(bare)))

    def _says_words(self, bare: str) -> bool:
        """Whether the page has the words as whole clauses: 4.03万元 is not said by 164.03万元."""
        return re.search(f"{_CLAUSE_BEGINS}{re.escape(bare)}{_CLAUSE_ENDS}", self._bare) is not None

    def why_stays(self, sentence: str) -> str:
        """Why a sentence of the page's figures stays; "" for one of others."""
        facts = [fact for fact in _facts(self._read(sentence)) if any(fact.is_of(other) for other in self._facts)]
        if not facts:
            return ""
        if not all(map(self._has, facts)):
            return OTHER_FIGURE
        if self.says(sentence):
            return LEANED_ON
        others = [*self._not_written(sentence)]
        named = "、".join(f"“{words.translate(_INNER)}”" for words in others[:_NAMED])
        return NOT_WRITTEN.format(named + "等" * (len(others) > _NAMED)) if others else OTHER_WORDS

    def _not_written(self, sentence: str) -> Iterator[str]:
        """The clauses with figures that the page does not write."""
        told = {said.end for said in self._read(sentence) if all(map(self._has, _facts((said,))))}
        for word in read_words(sentence, self._extra):
            if word.kind in _NUMBERS and word.end not in told:
                yield _CLAUSE.split(sentence[: word.end])[-1].strip()

    def names_itself(self, sentence: str) -> bool:
        """Whether a sentence begins with what it is about, and not with 其中 or 比上年."""
        if _LEANS.match(self._without_own(sentence)):
            return False
        words = (word for word in read_words(sentence, self._extra) if word.kind != "stop")
        first = next(words, None)
        if first is None or first.kind not in _NAMES:
            return first is None
        return is_filling(self._without_own(sentence[: first.start]))

    def _says_figures(self, sentence: str) -> bool:
        words = [*read_words(sentence, self._extra)]
        if not {word.kind for word in words} <= _OF_FIGURES or not self._is_bare(sentence, words):
            return False
        statements = self._read(sentence)
        told = {statement.end for statement in statements}
        numbers = [word for word in words if word.kind in _NUMBERS]
        return bool(numbers) and all(word.end in told for word in numbers) and all(map(self._has, _facts(statements)))

    def _is_bare(self, sentence: str, words: Iterable[Word]) -> bool:
        """Whether between the words that say something nothing else stands."""
        return all(map(is_filling, map(self._without_own, _gaps(sentence, words))))

    def _is_more(self, bare: str) -> bool:
        return any(found[0] not in self._bare for found in _NUANCE.finditer(bare))

    def _has(self, fact: _Fact) -> bool:
        return any(fact.is_of(other) and fact.number == other.number for other in self._facts)

    def _without_own(self, gap: str) -> str:
        for name in self._own:
            gap = gap.replace(name, "")
        return gap.strip(" 。！？")


def _gaps(sentence: str, words: Iterable[Word]) -> Iterator[str]:
    at = 0
    for word in words:
        yield sentence[at : word.start]
        at = max(at, word.end)
    yield sentence[at:]


def _facts(statements: Iterable[Statement]) -> Iterator[_Fact]:
    for said in statements:
        if said.kind is not Kind.PARTS:
            paths = frozenset(subject.path for subject in said.subjects)
            column = (said.column or "actual") if said.kind is Kind.VALUE else said.column
            yield _Fact(said.kind, paths, column, said.number)


def _bare(words: str) -> str:
    """Words without blanks and the full stop at their end."""
    return _BLANK.sub("", words).rstrip("。")
