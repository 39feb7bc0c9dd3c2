"""Numbers that fit nothing, but with one slip of the pen mended are what the sentence should say: part of D28."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model.finding import Finding, fails
from ..model.problem import Level
from ..text.numbers import parse_amount
from ..text.sentence import quote
from ..text.spoken_figures import Spoken
from .context import CheckContext
from .likely_figures import Likely, Place, Tie, explains, likely_amounts, likely_shares
from .published_figures import Published
from .told_together import Segment

_RELATION: Final = "正文的数不像笔误"
_CURE: Final = "对照报表看这个数是不是写错了；没有写错的，不用改"
#: Of fewer digits a number may be near a figure by chance: two changed round or the point moved, by how it is tied.
_FEWEST: Final = {Tie.NAMED: 3, Tie.TOLD: 3, Tie.WHOLE: 4, Tie.ANY: 5}
#: A digit left out or one too many; never told of what nothing beside the number names.
_FEWEST_LOST: Final = {Tie.NAMED: 5, Tie.TOLD: 5}
_OF_SHARES: Final = {Tie.NAMED: 4, Tie.TOLD: 4}
#: No part of a figure is ten times it.
_FEWEST_TENFOLD: Final = 2
_NEVER: Final = 99
#: Decimals of amounts and percentages.
_USUAL: Final = 2
_FACTOR: Final = {measure: parse_amount("1", measure)[0] for measure in ("亿元", "万元", "千元", "元", "万")} | {
    "%": Decimal(1),
    "％": Decimal(1),
}
#: The sentence tells of a slip itself, or of another year.
_OF_SLIPS: Final = re.compile("误写|误[填录报]|笔误|更正|初稿|草稿")


def slips_of_pen(context: CheckContext, known: Published, segment: Segment) -> Iterator[tuple[str, Finding]]:
    """Each number that no published figure gives, and that one slip parts from what its sentence should tell."""
    explained = segment.explained
    for at, each in enumerate(segment.spoken):
        if at in explained or len(each.digits) < _FEWEST[Tie.NAMED] or each.number in known.values:
            continue
        if not _OF_SLIPS.search(segment.text):
            yield from _judge(context, known, segment, each)


def _judge(context: CheckContext, known: Published, segment: Segment, each: Spoken) -> Iterator[tuple[str, Finding]]:
    place = Place(segment.path, segment.text, each.start, each.end)
    likely = list((likely_shares if each.measure in "%％" else likely_amounts)(context, known, place))
    if explains(known, place, likely, each.number, each.slack):
        return
    near = [(one.tie, one, slip) for one in likely if (slip := _slip(each, one))]
    if not near and each.measure not in "%％":
        near = [(Tie.ANY, one, slip) for one in _moved_figures(known, each) if (slip := _slip(each, one))]
    if not near or each.number in known.prior or each.number in known.all_values:
        return
    if _stands_twice(context.sentences.text, each.digits):
        return
    _, best, slip = min(near, key=lambda found: found[0])
    measure = each.measure
    right = f"{best.value / _FACTOR[measure]:.{max(_places(each), 2)}f}"
    told = quote(segment.text[max(0, each.start - 24) : each.end].strip(), 40)
    message = f"文中写{told}，{best.words}是 {right}{'' if measure in '%％' else ' '}{measure}，像是{slip}"
    yield each.digits, fails(_RELATION, segment.path, message, _CURE, level=Level.HINT)


def _places(each: Spoken) -> int:
    return len(each.digits.partition(".")[2])


def _moved_figures(known: Published, each: Spoken) -> Iterator[Likely]:
    """Any published figure that is the number with two digits changed round or its point moved."""
    digits = each.digits
    swapped = (digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1))
    meant = [Decimal(one) * _FACTOR[each.measure] for one in swapped if "." not in (one[:1], one[-1:])]
    for value in (*meant, each.number * 10, each.number / 10):
        for figure in known.holding(value)[:1]:
            yield Likely(value, figure.label, Tie.ANY)


def _stands_twice(text: str, number: str) -> bool:
    """Whether the number stands elsewhere, too: who writes it twice means it."""
    return len(re.findall(rf"(?<![\d.,]){re.escape(number)}(?![\d]|\.\d)", text)) > 1


def _slip(each: Spoken, likely: Likely) -> str:
    """Which slip makes ``likely`` the number that is written; "" where none does."""
    if not likely.value or not each.number / 11 < likely.value < each.number * 11 or each.number == likely.value:
        return ""  # no slip makes more of it
    wrong = each.digits.replace(".", "")
    for places in {_places(each), 2}:
        right = f"{likely.value / _FACTOR[each.measure]:.{places}f}".replace(".", "")
        fewest = _FEWEST[likely.tie]
        if likely.tie is Tie.NAMED and each.number == likely.value * 10:
            fewest = _FEWEST_TENFOLD
        if abs(len(wrong) - len(right)) > 1 or len(right.strip("0")) < fewest:
            continue
        if slip := _moved(each, wrong, right, likely.value):
            return slip
        fewest = (_OF_SHARES if each.measure in "%％" else _FEWEST_LOST).get(likely.tie, _NEVER)
        if places == _USUAL and len(right.strip("0")) >= fewest:
            return _lost(wrong, right)
    return ""


def _moved(each: Spoken, wrong: str, right: str, meant: Decimal) -> str:
    """Two digits changed round, or the point moved by one."""
    if wrong.strip("0") == right.strip("0"):
        return "小数点错了一位" if each.number in {meant * 10, meant / 10} else ""
    return "有两位数字写颠倒了" if _are_swapped(wrong, right) else ""


def _lost(wrong: str, right: str) -> str:
    """A digit before the last one left out, or one too many."""
    if len(wrong) + 1 == len(right) and _is_without_one(right, wrong):
        return "漏写了一位数字"
    return "多写了一位数字" if len(wrong) == len(right) + 1 and _is_without_one(wrong, right) else ""


def _are_swapped(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b), len(one))
    return one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :] == other[at:] and at + 1 < len(one)


def _is_without_one(longer: str, shorter: str) -> bool:
    at = next((n for n, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    return at < len(shorter) and longer[at + 1 :] == shorter[at:]
