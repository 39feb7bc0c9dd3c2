"""The sentences of which a number may be wrong: seen at a glance, before anything else is asked about them.

Nearly every sentence with figures writes those that are published, and what is worked out of these; the others are few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import accumulate, combinations
from typing import Final, NamedTuple

from ..model.amounts import Figure
from ..model.problem import KeyPath
from ..text.numbers import parse_amount
from .context import CheckContext
from .published_figures import Published, Result
from .tolerance import PER_ADDEND

#: Where an amount may end, or a percentage as exact as a worked-out one; each begins with one character, to be quick.
_PLACES: Final = tuple(
    map(re.compile, ("万(?<=[0-9 ]万)", "元(?<=[0-9千 ]元)", r"%(?<=\.[0-9][0-9]%)", r"％(?<=\.[0-9][0-9]％)"))
)
_STOPS: Final = "。！？；;\n"
_STOP: Final = re.compile(f"[{_STOPS}]")
#: 39 万头羽 is no money.
_NUMBER: Final = re.compile(
    r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)\s?(?P<measure>万(?:元|(?![\u4e00-\u9fff])|(?=[的了就块]))|[%％元]|亿元|千元)"
)
#: A longer one is no sentence but a table or a list.
_LONGEST: Final = 400
#: The words just before a number that tell a change, and of these such as tell of less.
_JUST_BEFORE: Final = 12
_MORE: Final = re.compile("[增多升涨超高追添]")
_LESS: Final = re.compile("[减少降省节低缩砍抠压]|回落")
_CHANGE: Final = re.compile("[增减多少升降涨跌超省剩余欠未没添砍追压抠]|差[了额]|低于|高[于出]")
#: Of fewer digits nothing is told.
_FEWEST: Final = 3
_SLACK: Final = (Decimal("0.5"), Decimal("0.05"), Decimal("0.02"))
_MOST: Final = 6
#: A published number behind these is told as a change, which it is not.
_OF_CHANGE: Final = re.compile("[增减多少升降省节超](?:[加少长支出下来掉]|幅度?)*(?:了|[为是])?$")
_NEXT: Final = 6
_AS_BASE: Final = re.compile("(?:上年|去年|预算|20[0-9]{2}年度?)[^执完支实，]{0,4}$")
_DONE: Final = re.compile("完成|执行|支付|预算的|进度")


class Written(NamedTuple):
    """A number that no figure of the report is: as written, 万元 or percent, and the words just before it."""

    digits: str
    number: Decimal
    is_share: bool
    before: str

    @property
    def slack(self) -> Decimal:
        """How far what it stands for may be from it."""
        return _SLACK[min(len(self.digits.partition(".")[2]), 2)]


def doubtful_sentences(context: CheckContext, known: Published) -> Iterator[tuple[int, str]]:
    """Where each begins in the text of all sentences, and its words; a semicolon ends one, too."""
    text, end = context.sentences.text, 0
    stops = [stop for stop in _STOPS if stop in text]
    for place in sorted([found.start() for ending in _PLACES for found in ending.finditer(text)]):
        if place >= end:
            start = max([text.rfind(stop, end, place) for stop in stops], default=-1) + 1 or end
            stop = _STOP.search(text, place)
            end = stop.start() if stop else len(text)
            if end - start <= _LONGEST and _is_doubtful(context, known, start, text[start:end]):
                yield start, text[start:end]


def _is_doubtful(context: CheckContext, known: Published, start: int, sentence: str) -> bool:
    held: dict[KeyPath, Figure] = {}
    others, seen, is_again, end = [], set(), False, 0
    for found in _NUMBER.finditer(sentence):
        digits, measure = found[1].replace(",", ""), found[2]
        is_again = is_again or (digits in seen and digits != "0.00")
        seen.add(digits)
        before, end = sentence[end : found.start()], found.end()
        figures = known.written.get(digits) if measure[0] == "万" else None
        if figures is None or _OF_CHANGE.search(before[-_NEXT:]):
            each = _written(digits, measure, before)
            if measure[0] != "万" and not each.is_share:
                figures = known.holding(each.number)
            elif digits[-3:-2] != "." and not each.is_share and figures is None:
                figures = known.written.get(f"{each.number:.2f}")
            if not figures:
                others.append(each)
        for figure in figures or ():
            held[figure.path] = figure
    if not others:
        return False
    if held:
        return is_again or not _are_explained(known, held, others, sentence)
    return any([_is_odd(context, known, start, sentence, each) for each in others])


def _written(digits: str, measure: str, before: str) -> Written:
    is_share = measure in "%％"
    number = Decimal(digits) if is_share or measure[0] == "万" else parse_amount(digits, measure)[0]
    return Written(digits, number, is_share, before[-_JUST_BEFORE:])


def _are_explained(known: Published, held: dict[KeyPath, Figure], others: list[Written], sentence: str) -> bool:
    """Whether every number is worked out of the figures whose amounts the sentence tells, in the way it says."""
    amounts: list[Decimal] = []
    for each in others:
        fits = [result for figure in held.values() for result in _fitting(known, figure, each)]
        if any([_is_told(each, way) and _is_beside(sentence, way, told) for _, way, told in fits]) or not each.number:
            continue
        if fits:
            return False
        if not _is_said_rightly(known, each):
            amounts = amounts or _amounts(sentence)
            if not (_is_share(known, amounts, each) if each.is_share else _is_sum(amounts, each)):
                return False
    return True


def _amounts(sentence: str) -> list[Decimal]:
    """The first amounts of a sentence."""
    found = [number.groups() for number in _NUMBER.finditer(sentence)]
    return [parse_amount(digits, measure)[0] for digits, measure in found if measure not in "%％"][:_MOST]


def _is_share(known: Published, told: list[Decimal], each: Written) -> bool:
    """Whether a percentage is one amount of the sentence by another, or by a total of the report."""
    wholes = (*told, *known.totals)
    return any([abs(one * 100 - each.number * whole) <= each.slack * whole for one in told for whole in wholes])


def _is_sum(told: list[Decimal], each: Written) -> bool:
    """Whether an amount is what two others of the sentence differ by, or the sum of some in a row."""
    slack = max(each.slack, PER_ADDEND)
    sums = (total for at in range(len(told)) for total in list(accumulate(told[at:]))[1:])
    gaps = (abs(one - other) for one, other in combinations(told, 2))
    return any([abs(value - each.number) <= slack for value in (*gaps, *sums)])


def _fitting(known: Published, figure: Figure, each: Written) -> list[Result]:
    """What is worked out of a figure and has the size of the number."""
    slack, number = each.slack, each.number
    return [result for result in known.worked(figure)[each.is_share] if abs(result[0] - number) <= slack]


def _is_beside(sentence: str, way: int, told: str) -> bool:
    """Whether the figure's own amount is told, too, and not as a budget or last year's."""
    at = sentence.find(told)
    return not way if at < 0 else _AS_BASE.search(sentence[max(at - _JUST_BEFORE, 0) : at]) is None


def _is_told(each: Written, way: int) -> bool:
    """Whether the words before a number tell a change that goes this way, or a completion where it is 0."""
    words = each.before[max(map(each.before.rfind, "，,、（(")) + 1 :]
    if not way:
        return _CHANGE.search(words) is None
    return not (_LESS if way > 0 else _MORE).search(words) and not (each.is_share and _DONE.search(words))


def _is_odd(context: CheckContext, known: Published, start: int, sentence: str, each: Written) -> bool:
    """Whether a number in a sentence without any published one may be a slip."""
    if len(each.digits) < _FEWEST or not each.number or _is_said_rightly(known, each):
        return False
    if each.is_share:
        told = _amounts(sentence)
        return (len(told) > 1 or _is_named(context, known, start, sentence)) and not _is_share(known, told, each)
    if any([one in known.written for one in _likely(each)]) or _is_cut(known, each):
        return True
    if not _CHANGE.search(each.before) or any(
        [_is_told(each, way) for figure in known.main for _, way, _ in _fitting(known, figure, each)]
    ):
        return False
    return _is_named(context, known, start, sentence)


def _is_said_rightly(known: Published, each: Written) -> bool:
    """Whether the number is read as what is worked out of a figure."""
    said = known.read.get(each.number)
    return said is not None and any(map(known.holds, said))


def _is_named(context: CheckContext, known: Published, start: int, sentence: str) -> bool:
    """Whether the words or the place of a sentence name a figure."""
    return bool(known.named_in(sentence)) or context.sentences.path_at(start)[:-1] in context.by_path


def _is_cut(known: Published, each: Written) -> bool:
    """Whether a published amount is the number with one digit more, not the first one."""
    digits, first = each.digits, each.digits[0]
    longer = [one for one in known.written if one[0] == first and len(one) == len(digits) + 1]
    return any(digits in {one[:at] + one[at + 1 :] for at in range(1, len(one))} for one in longer)


def _likely(each: Written) -> Iterable[str]:
    """What an amount may have been, with two digits changed round, its point moved, or one digit too many."""
    bare = (each.digits if each.digits[-3:-2] == "." else f"{each.number:.2f}").replace(".", "")
    for at in range(len(bare) - 1):
        if bare[at] != bare[at + 1]:
            yield _pointed(f"{bare[:at]}{bare[at + 1]}{bare[at]}{bare[at + 2 :]}")
        if at:
            yield _pointed(bare[:at] + bare[at + 1 :])
    yield f"{each.number / 10:.2f}"
    yield f"{each.number * 10:.2f}"


def _pointed(cents: str) -> str:
    return f"{cents[:-2]}.{cents[-2:]}"
