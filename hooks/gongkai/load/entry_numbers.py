"""What the words of a 更正 or 变更 say of numbers, beside the values that the entry itself names.

“由10改为12” where 改动 says 10 → 15 is a contradiction. Words may also speak of what follows from the values (shares,
sums, differences): what cannot be told apart is only asked about.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import islice, takewhile
from operator import itemgetter
from typing import Final, NamedTuple

from ..model.correction import ChangedValue, Correction
from ..text.numbers import half_unit, parse_amount, parse_number

#: A number that is no part of a date, a code or the number of a document, a page, a row.
_NUMBER: Final = (
    r"(?<![\dA-Za-z.,/〔\[第-])(\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d.]|[-/年月日号条项款页章节〕\]])"
)
_MEASURE: Final = r"(亿元|万元|千元|元|[%％]|个百分点)?"
_VERB: Final = r"(更正|修改|改|订正|更改|修正|纠正|变更|调整)[为成至到]"
_OPENING: Final = r"[“\"「：:\s]*(?:现在的|现)?[“\"「\s]*"
_PAIR: Final = re.compile(
    rf"{_NUMBER}\s*{_MEASURE}[^\d，,。；;：:\n误错]{{0,4}}?{_VERB}{_OPENING}{_NUMBER}\s*{_MEASURE}"
)
_ONE: Final = re.compile(rf"(?:(?<![误错]){_VERB}|(?<![误错])(应)为){_OPENING}{_NUMBER}\s*{_MEASURE}")
_CLAUSE_END: Final = re.compile(r"[，,。；;：:\n]")
#: Words of what follows from values, or of several at once; 调整 is also what happens to a budget.
_UNSURE: Final = re.compile(r"合计|共|之和|总和|差|占|比|率|幅|增|减|均|累计|分别|依次|各|倍|调整")
_SHARE: Final = re.compile(r"[%％]|百分点")
#: Characters of a clause that say what it is about; two are only 这项, 此处.
_HAN: Final = re.compile(r"(?![由从将把原来的])[\u3400-\u9fff]")
_FEW: Final = 2
_PLAIN: Final = re.compile(r"-?\d+(?:\.\d+)?")
_ANY: Final = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_ROW: Final = re.compile(r"原?第\d+条(?:（(.*)）)?")
#: Parts of a value's name that many values share.
_SHARED: Final = frozenset({"决算", "年初预算", "全年预算", "上年决算", "其中", "内容", "说明", "金额"})


class Words(NamedTuple):
    """A change of a number, as words say it; ``before`` is "" where they say only what it is now."""

    shown: str
    clause: str
    before: tuple[str, str]
    after: tuple[str, str]


def contradictions(entry: Correction) -> Iterator[tuple[str, ChangedValue]]:
    """What the words of ``entry`` say, and the value that it names which is another."""
    for words, value in _others(entry):
        if value is not None:
            yield words, value


def unexplained(entry: Correction, *, wholly: bool = False) -> Iterator[str]:
    """What the words of ``entry`` say of numbers that are none of its values: it may follow from them.

    What contradicts them is left out, but where ``wholly`` is said.
    """
    return (words for words, value in _others(entry) if wholly or value is None)


def _others(entry: Correction) -> Iterator[tuple[str, ChangedValue | None]]:
    """Every change in the words that is none of the entry's, and the value that it contradicts, if it does."""
    stated = [*_stated(entry.what)] if entry.changed else []
    values = _Values(entry.changed) if stated else None
    for words in stated:
        if values and not values.has(words):
            yield words.shown, values.contradicted(words)


def _stated(text: str) -> Iterator[Words]:
    """Every change of a number in a text."""
    taken: list[tuple[int, int]] = []
    for found in _PAIR.finditer(text):
        taken.append(found.span())
        number, measure, verb, other, unit = found.groups("")
        yield Words(found[0], f"{_clause(text, found.start())}{verb}", (number, measure or unit), (other, unit))
    for found in _ONE.finditer(text):
        if not any(start <= found.start() < end for start, end in taken):
            verb, _, number, measure = found.groups("")
            yield Words(found[0], f"{_clause(text, found.start())}{verb}", ("", ""), (number, measure))


def _clause(text: str, end: int) -> str:
    """What stands before ``end`` in its clause, without quotation marks."""
    start = max((found.end() for found in _CLAUSE_END.finditer(text, 0, end)), default=0)
    return re.sub(r"[“”\"「」\s]", "", text[start:end])


def _name(value: ChangedValue) -> str:
    """The last part of a value's name that tells it from others; "" where there is none."""
    parts = (row[1] or "" if (row := _ROW.fullmatch(part)) else part for part in value.item.split("/"))
    return next((part for part in [*parts][::-1] if len(part) > 1 and part not in _SHARED), "")


class _Numbers:
    """Numbers in order, each with the names of the values that have it; signs are left out."""

    def __init__(self, texts: Iterable[tuple[str, str | None]]) -> None:
        pairs = ((parse_number(found), item) for item, text in texts for found in _ANY.findall(text or ""))
        self._pairs = sorted(pairs)

    def named(self, number: str, measure: str) -> set[str]:
        """The names of the values that a number in the words can be, as exactly as it is written, in any measure."""
        ranges = ((amount - half, amount + half) for amount, half in _readings(number, measure)) if number else ()
        return {item for low, high in ranges for item in self._between(low, high)}

    def _between(self, low: Decimal, high: Decimal) -> Iterator[str]:
        first = bisect_left(self._pairs, low, key=itemgetter(0))
        return (item for _, item in takewhile(lambda pair: pair[0] <= high, islice(self._pairs, first, None)))


def _readings(number: str, measure: str) -> Iterator[tuple[Decimal, Decimal]]:
    """What a number can stand for, and half a unit of its last digit."""
    yield parse_number(number), half_unit(number)
    if measure in {"亿元", "千元", "元"}:
        yield parse_amount(number, measure)
    elif not measure:
        yield parse_amount(number, "元")


class _Values:
    """The values that an entry names, as its words are compared with them."""

    def __init__(self, changed: Sequence[ChangedValue]) -> None:
        self._before = _Numbers((value.item, value.before) for value in changed)
        self._after = _Numbers((value.item, value.after) for value in changed)
        is_plain = ((v, all(_PLAIN.fullmatch(text or "0") for text in (v.before, v.after))) for v in changed)
        self._numeric = [value for value, is_number in is_plain if is_number]
        self._are_numbers, self._is_one = len(self._numeric) == len(changed), len(changed) == 1
        self._names = {value.item: _name(value) for value in changed}
        self._any_name = re.compile("|".join(map(re.escape, sorted({*self._names.values()} - {""}, reverse=True))))

    def has(self, words: Words) -> bool:
        """Whether a value of one name, in one step or several, changed as the words say."""
        after = self._after.named(*words.after)
        return bool(after & self._before.named(*words.before) if words.before[0] else after)

    def contradicted(self, words: Words) -> ChangedValue | None:
        """The value that the words are about and of which they say another number; None where nobody can tell."""
        rest = self._any_name.sub("", words.clause)
        if _SHARE.search(words.shown) or _UNSURE.search(rest):
            return None
        named = [
            value for value in self._numeric if self._names[value.item] and self._names[value.item] in words.clause
        ]
        touched = self._touched(words)
        if not named and self._is_one:
            named = [v for v in self._numeric if v.item in touched or len(_HAN.findall(rest)) <= _FEW]
        sure = [value for value in named if value.item in touched] or (named if self._are_numbers else [])
        return next(iter(sure), None)

    def _touched(self, words: Words) -> set[str]:
        """The values that one of the two numbers in the words is of."""
        sides = ((side, said) for side in (self._before, self._after) for said in (words.before, words.after))
        return {item for side, said in sides for item in side.named(*said)}
