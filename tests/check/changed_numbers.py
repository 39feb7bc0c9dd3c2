"""Ways in which a number in a text comes to be wrong: slips of the hand, of the eye and of the sign."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from tests.check.stated_numbers import Number

_DIGITS: Final = "0123456789"
_NUMERALS: Final = "零一二三四五六七八九十"
#: What a careful reader cannot miss: beyond the rounding of the printed digits, 0.2 points, 0.1 万元 and 1 %.
_POINTS, _MONEY, _PART = Decimal("0.2"), Decimal("0.1"), Decimal("0.01")
_IN_WAN: Final = {"亿元": Decimal(10_000), "万元": Decimal(1), "元": Decimal("0.0001")}
_OPPOSITES: Final = (
    *(("增加", "减少"), ("增长", "下降"), ("上升", "下降"), ("提高", "降低"), ("增幅", "降幅"), ("涨幅", "降幅")),
    *(("净增", "净减"), ("超出", "低于"), ("高于", "低于"), ("超支", "节约"), ("增支", "减支"), ("上涨", "下跌")),
    *(("增加", "压减"), ("增加", "压缩"), ("超支", "节省"), ("增幅", "减幅"), ("调增", "调减")),
)
_OPPOSITE: Final = {b: a for a, b in reversed(_OPPOSITES)} | {a: b for a, b in reversed(_OPPOSITES)}
_SIGN: Final = re.compile(
    rf"(?P<word>{'|'.join(_OPPOSITE)})(?:幅度|比例|金额|支出|了|额|率|数|为|是|达|：|:|\s)*[（(]?$"
)


class Change(NamedTuple):
    """A way, and the text with one number (or its sign) written wrong."""

    way: str
    text: str


def changes_of(text: str, number: Number, seed: str, *, signs: bool = True) -> Iterator[Change]:
    """The text with ``number`` wrong in every way that fits it and that can be noticed; always the same ones."""
    for way, changed in _rewritten(number, seed).items():
        if changed is not None:
            yield Change(way, text[: number.start] + changed + text[number.end :])
    sign = _SIGN.search(text[max(0, number.start - 20) : number.start])
    if (
        signs
        and sign
        and number.kind in {"change", "rate"}
        and any(d in text[number.start : number.end] for d in "123456789")
    ):
        start = max(0, number.start - 20) + sign.start("word")
        yield Change("反向", text[:start] + _OPPOSITE[sign["word"]] + text[start + len(sign["word"]) :])


def _rewritten(number: Number, seed: str) -> dict[str, str | None]:
    chance = random.Random(f"{seed}:{number.start}:{number.text}")
    if number.is_grade:
        return {"等级": chance.choice([grade for grade in "优良中差" if grade != number.text])}
    if number.is_numeral:
        return {"改字": _other_numeral(number.text, chance)}
    found = {way: _noticed(number, list(change(number.text)), chance) for way, change in _WAYS.items()}
    value = Decimal(number.text.replace(",", "").replace("，", ""))
    if number.measure in {"个", "名", "人", "辆", "台", "家"} and value == int(value) and value < 10:
        found["改字"] = _NUMERALS[int(value) + 1]
    return found


def _other_numeral(numeral: str, chance: random.Random) -> str | None:
    """One more or one less; 十二 → 十三."""
    last = "二" if numeral[-1] == "两" else numeral[-1]
    at = _NUMERALS.index(last)
    if last == "十":
        return f"{numeral}{chance.choice('一二三')}"
    return numeral[:-1] + _NUMERALS[at + 1 if at < 9 else at - 1]


def _noticed(number: Number, candidates: list[str], chance: random.Random) -> str | None:
    """One of the candidates that differs enough to be wrong beyond doubt."""
    fitting = [candidate for candidate in candidates if candidate != number.text and _is_clear(number, candidate)]
    return chance.choice(fitting) if fitting else None


def _is_clear(number: Number, candidate: str) -> bool:
    old, new = (Decimal(text.replace(",", "").replace("，", "")) for text in (number.text, candidate))
    if not number.is_money and not number.is_percentage and "." not in number.text:
        return new != old and new == int(new)
    last_digit = Decimal(1).scaleb(int(old.as_tuple().exponent))
    least = _POINTS if number.is_percentage else _MONEY / _IN_WAN.get(number.measure, Decimal(1))
    return abs(new - old) >= max(least, 2 * last_digit, old * _PART)


def _other_digits(text: str) -> Iterator[str]:
    for at, digit in enumerate(text):
        if digit in _DIGITS:
            for other in _DIGITS:
                if other != digit and not (at == 0 and other == "0"):
                    yield text[:at] + other + text[at + 1 :]


def _swapped(text: str) -> Iterator[str]:
    for at, (a, b) in enumerate(pairwise(text)):
        if a in _DIGITS and b in _DIGITS and not (at == 0 and b == "0"):
            yield text[:at] + b + a + text[at + 2 :]


def _lost(text: str) -> Iterator[str]:
    if "," in text or "，" in text:
        return
    for at, digit in enumerate(text):
        rest = text[:at] + text[at + 1 :]
        if digit in _DIGITS and re.fullmatch(r"(?:[1-9]\d*|0)(?:\.\d+)?", rest):
            yield rest


def _doubled(text: str) -> Iterator[str]:
    if "," not in text and "，" not in text:
        for at, digit in enumerate(text):
            if digit in _DIGITS and text.strip("0.") and not (at == 0 and digit == "0"):
                yield text[:at] + digit + text[at:]


def _point_moved(text: str) -> Iterator[str]:
    whole, point, decimals = text.partition(".")
    if not point or "," in text or "，" in text:
        return
    yield f"{(whole + decimals[0]).lstrip('0') or '0'}{'.' + decimals[1:] if decimals[1:] else ''}"
    yield f"{whole[:-1] or '0'}.{whole[-1]}{decimals}"


_WAYS: Final[dict[str, Callable[[str], Iterator[str]]]] = {
    "改一位": _other_digits, "换位": _swapped, "丢一位": _lost, "多一位": _doubled, "移小数点": _point_moved,
}  # fmt: skip # a list of names
