"""What a number of a sentence is likely to be: the figures that the words beside it speak of, and what is worked out.

Nothing here makes a finding. A number that is none of these tells nothing; one that is nearly one may be a slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import IntEnum
from itertools import accumulate, combinations, permutations
from typing import Final, NamedTuple

from ..model.amounts import COLUMN_LABELS, Figure
from ..model.problem import KeyPath
from ..model.rates import percent
from ..text.numbers import parse_amount
from ..text.statement import Subject
from .context import CheckContext
from .other_readings import AMOUNT
from .published_figures import Published
from .tolerance import PER_ADDEND, agree

#: The words just before a number, up to what stands before them.
_JUST_BEFORE: Final = re.compile(r"[^\d，,。；;：:、（(]{0,18}$")
#: The clause before a number, where nothing stands just before it: （43.5%）.
_CLAUSE_BEFORE: Final = re.compile(r"[^，。；;（(]{0,24}[，（(]?[^，。；;（(]{0,18}$")
#: A change or a remainder is told.
_CHANGE: Final = re.compile(
    "[增减多少升降涨跌超省剩余缺短欠未没添砍追压节抠攒]|相差|还差|差[了着额]|富余|高出|低于|低[了]|便宜|闲置|挣|攒下|盈|缺口|调[整增减]"
)
_LEFT_AFTER: Final = re.compile(r"(?:元|万)?(?:的)?(?:没|未|尚|结余|余额|差额|缺口|指标|闲置|趴|资金未)")
_SUM: Final = re.compile("合计|共|总|加起来|一起|两项|三项|之和|合起来|凑|拢|捆|连同|其余|剩下")
_SHARE: Final = re.compile("占|比重|份额|份|构成|其中")
_DONE: Final = re.compile("率|完成|执行|支付|到位|兑付|进度|预算的|用[了到掉去]|为预算|相当于|是预算|只用|拨付")
#: A rate that is told of the whole budget.
_OF_ALL: Final = re.compile("预算(?:执行|完成)率|总体?执行率")
_RATE: Final = re.compile("[增减升降涨跌超幅省多少压]|变动|追加|调整")
#: Figures of a sentence and names beside a number that are looked at.
_AMOUNTS: Final = 8
_SURE: Final = 2
_NEXT: Final = 20


class Place(NamedTuple):
    """Where a number stands: the keys of its text, its sentence, and the number with its measure in it."""

    path: KeyPath
    sentence: str
    at: int
    end: int

    @property
    def before(self) -> str:
        """The sentence up to the number."""
        return self.sentence[: self.at]

    @property
    def after(self) -> str:
        """The sentence behind the number and its measure."""
        return self.sentence[self.end :]


class Tie(IntEnum):
    """How surely a number is meant to be a figure."""

    NAMED = 0
    """The words before it name the figure."""
    TOLD = 1
    """Other numbers of the sentence give it."""
    WHOLE = 2
    """A total of the whole unit, which any sentence may speak of."""
    ANY = 3
    """Some other figure of the report."""


class Likely(NamedTuple):
    """A figure that may be meant: 万元 or percent, what it is, and how surely."""

    value: Decimal
    words: str
    tie: Tie = Tie.NAMED


def likely_amounts(context: CheckContext, known: Published, place: Place) -> Iterator[Likely]:
    """What an amount may be: of what is named or stands above, a difference, a sum."""
    told, is_left = list(amounts_of(place)), is_change(place)
    for tie, figure in figures_near(context, known, place):
        if is_left:
            yield from _differences(known, figure, tie)
        yield from _columns(known, figure, max(tie, Tie.WHOLE) if is_left else tie)
    if is_left:
        yield from (Likely(abs(a - b), "句中两个数的差", Tie.TOLD) for a, b in combinations(told, 2))
    if _SUM.search(place.before[-40:]):
        yield from (Likely(total, "句中几个数的和", Tie.TOLD) for total in sums_of(told))


def likely_shares(context: CheckContext, known: Published, place: Place) -> Iterator[Likely]:
    """What a percentage may be: a completion, a change or a share, as the words before it say; or any of them."""
    words, told = _words_before(place), list(amounts_of(place, before=True))
    kinds = (_DONE.search(words), _RATE.search(words), _SHARE.search(words))
    is_open, least = not any(kinds), Tie.NAMED if any(kinds) else Tie.WHOLE
    is_of_all = _OF_ALL.search(words) is not None
    for tie, figure in figures_near(context, known, place):
        columns = known.columns_of(figure)
        tie = Tie.NAMED if is_of_all and figure in known.main else tie
        if is_open or kinds[0] or kinds[1]:
            yield from _ratios(figure, columns, max(tie, least))
        if is_open or kinds[2]:
            yield from _shares_of(context, known, figure, place, max(tie, least))
    for one, other in permutations(told[-_AMOUNTS // 2 :], 2):
        yield from _of_two(one, other)
    for amount in told[-2:]:
        for _, figure in figures_near(context, known, place):
            yield from _of_whole(amount, figure, known)


def explains(known: Published, place: Place, likely: list[Likely], number: Decimal, slack: Decimal) -> bool:
    """Whether a number is right, or may well be: what is likely, or worked out of the others."""
    near = max(slack, PER_ADDEND / 2)
    if any(agree(each.value, number, near) for each in likely):
        return True
    told = list(amounts_of(place))
    gaps = (abs(one - other) for one, other in combinations(told, 2))
    return any(agree(value, number, near + PER_ADDEND) for value in (*sums_of(told), *gaps))


def figures_near(context: CheckContext, known: Published, place: Place) -> Iterator[tuple[Tie, Figure]]:
    """The figures that the words before a number name, the nearest first, that of its place, those after, the whole."""
    before, after = known.named_in(place.before), known.named_in(place.after[:_NEXT])
    home = context.by_path.get(place.path[:-1]) if len(place.path) > 1 else None
    near = [*before[:_SURE], *([home] if home else [])]
    loose = (*before[_SURE : 3 * _SURE], *after[:_SURE], *known.main)
    seen: set[KeyPath] = set()
    for tie, figures in ((Tie.NAMED, near), (Tie.WHOLE, loose)):
        for figure in figures:
            if figure.path not in seen:
                seen.add(figure.path)
                yield tie, figure


def amounts_of(place: Place, *, before: bool = False) -> Iterator[Decimal]:
    """The other amounts of the sentence, in order; those before the number only where asked."""
    for text in (place.before, "" if before else place.after):
        for found in AMOUNT.finditer(text):
            yield parse_amount(found["number"], found["measure"])[0]


def is_change(place: Place) -> bool:
    """Whether the words beside the number tell a change or a remainder."""
    found = _JUST_BEFORE.search(place.before)
    return bool(found and _CHANGE.search(found.group())) or _LEFT_AFTER.match(place.after) is not None


def _words_before(place: Place) -> str:
    found = _JUST_BEFORE.search(place.before)
    words = found.group() if found else ""
    if words:
        return words
    clause = _CLAUSE_BEFORE.search(place.before)
    return clause.group() if clause else ""


def _columns(known: Published, figure: Figure, tie: Tie) -> Iterator[Likely]:
    for column, value in known.columns_of(figure).items():
        yield Likely(value, f"{figure.label}{COLUMN_LABELS[column]}", tie)


def _differences(known: Published, figure: Figure, tie: Tie) -> Iterator[Likely]:
    for (one, a), (other, b) in combinations(known.columns_of(figure).items(), 2):
        if a != b:
            yield Likely(abs(a - b), f"{figure.label}{COLUMN_LABELS[one]}与{COLUMN_LABELS[other]}相差", tie)


def _ratios(figure: Figure, columns: dict[str, Decimal], tie: Tie) -> Iterator[Likely]:
    value = columns.get("actual")
    for column, base in columns.items():
        if column != "actual" and value is not None and (ratio := percent(value, base)) is not None:
            words = f"{figure.label}决算除以{COLUMN_LABELS[column]}"
            yield Likely(ratio, words, tie)
            yield Likely(abs(ratio - 100), f"{words}再减 100%", tie)


def _shares_of(context: CheckContext, known: Published, figure: Figure, place: Place, tie: Tie) -> Iterator[Likely]:
    value = figure.value()
    named = known.named_in(place.before[-_NEXT:].rpartition("占")[2])[:_SURE]
    yield from (Likely(share, f"{figure.label}除以{whole}", tie) for whole, share in known.shares_of(figure))
    wholes = [(tie, Subject(f.label, f.path)) for f in named]
    wholes += [(Tie.WHOLE, Subject(f.label, f.path)) for f in known.main]
    for own, whole in wholes:
        if value is not None and (share := percent(value, context.value(whole))) is not None:
            yield Likely(share, f"{figure.label}除以{whole.label}", own)


def _of_two(one: Decimal, other: Decimal) -> Iterator[Likely]:
    if (ratio := percent(one, other)) is not None:
        yield Likely(ratio, "句中两个数相除", Tie.TOLD)
        yield Likely(abs(ratio - 100), "句中两个数算出的增减", Tie.TOLD)


def _of_whole(amount: Decimal, figure: Figure, known: Published) -> Iterator[Likely]:
    total = known.columns_of(figure).get("actual")
    if total is not None and (share := percent(amount, total)) is not None and share <= 100:
        yield Likely(share, f"前面的数除以{figure.label}", Tie.WHOLE)


def sums_of(told: list[Decimal]) -> Iterator[Decimal]:
    """The sums of two or more amounts in a row."""
    for start in range(len(told)):
        yield from list(accumulate(told[start : start + _AMOUNTS]))[1:]
