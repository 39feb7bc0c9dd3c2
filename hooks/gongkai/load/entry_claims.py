"""What the words of a 更正 or 变更 claim of the figures that it names: nothing of them, or what is not so.

Words are free and these may be right all the same: nothing is refused, a person is asked to look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from ..model.correction import ChangedValue, Correction
from ..text.numbers import parse_amount, parse_number, parse_numeral
from .entry_numbers import unexplained

_PLAIN: Final = re.compile(r"-?\d+(?:\.\d+)?")
_ANY: Final = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
#: That nothing changed, or only the looks; of others it may be true.
_DENIAL: Final = re.compile(
    r"[^，,。；;：:\n]*(?:(?:没有|没|未|无)(?:作|做|有|任何|实质|发生){0,2}(?:改动|变化|变动|改变|修改|调整|变)"
    r"|[均都]不变|保持不变|不(?:涉及|影响|改变)|错别字|错字|别字|排版|版式|格式|标点)[^，,。；;：:\n]*"
)
_OTHERS: Final = re.compile(r"其他|其它|其余|别的|另外|除")
#: By how much something changed.
_BY: Final = re.compile(
    r"(?:调增|调减|增加|减少|多[列计报记填写]|少[列计报记填写]|漏[列计报记填写])了?\s*"
    r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(亿元|万元|千元|元)"
)
_NUMERAL: Final = re.compile(
    r"([一二两三四五六七八九十][零〇一二两三四五六七八九十百千]*)(?:点([零〇一二三四五六七八九]+))?(?=\s*(?:亿元|万元|千元|元|分|人))"
)
#: Numerals of 万 and 亿, which are an amount before 元, a stop, or what is done with them; and tenths (两成, 三成五).
_LARGE: Final = re.compile(
    r"(?<![零〇一二两三四五六七八九十百千万亿点\d])(?=[零〇一二两三四五六七八九十百千]*[万亿])"
    r"([一二两三四五六七八九十][零〇一二两三四五六七八九十百千]*亿)?([零〇一二两三四五六七八九十百千]+万)?"
    r"([零〇一二两三四五六七八九十百千]+)?(?:元|(?=[，。；、：,;:）)”\s更改订修纠变调]|$))"
)
_TENTHS: Final = re.compile(
    r"([一二两三四五六七八九])成([一二三四五六七八九半])?(?=[更改订修纠变调]|(?![\u3400-\u9fff]))"
)
_DIGITS: Final = str.maketrans("零〇一二三四五六七八九", "00123456789")
_YEAR: Final = re.compile(r"年度$|曾用名/.*/[起止]$")
_ROW: Final = re.compile(r"原?第\d+条(?:（(.*)）)?")
#: Parts of names that say nothing by themselves.
_SHARED: Final = frozenset({"决算", "其中", "内容", "说明", "金额", "项目", "指标", "收支"})


def doubtful_claims(entry: Correction) -> Iterator[str]:
    """What is odd about the words of an entry, each in words that can follow 写的."""
    figures = [value for value in entry.changed if _is_figure(value)]
    if not figures:
        return
    names = f"（{figures[0].item}{' 等' if len(figures) > 1 else ''}）"
    for text in (entry.what, entry.why):
        for found in _DENIAL.finditer(text):
            if not _OTHERS.search(found[0]):
                yield f"“{found[0]}”，“改动”里却有 {len(figures)} 个数变了{names}"
    if not any(_is_named(value, entry.what) for value in entry.changed):
        yield f"内容没有提到改的是哪一项{names}"
    for found in _BY.finditer(entry.what):
        if not _is_difference(found[1], found[2], figures):
            yield f"“{found[0]}”，“改动”里没有相差这么多的数"
    yield from _told_elsewhere(entry)


def _told_elsewhere(entry: Correction) -> Iterator[str]:
    """Numbers in the reason, or in Chinese numerals, that are none of the entry's."""
    written = _in_digits(entry.what)
    if written != entry.what and [*unexplained(entry.model_copy(update={"what": written}), wholly=True)]:
        yield f"“{entry.what}”，里面的数与“改动”不同"
    reason = entry.model_copy(update={"what": _in_digits(entry.why)})
    if [*unexplained(reason, wholly=True)]:
        yield f"原因“{entry.why}”，里面的数与“改动”不同"


def _is_figure(value: ChangedValue) -> bool:
    """Whether it is a number that changed, or came or went; years of the register are none."""
    return not _YEAR.search(value.item) and all(_PLAIN.fullmatch(text or "0") for text in (value.before, value.after))


def _is_named(value: ChangedValue, text: str) -> bool:
    """Whether a text speaks of a value: by a part of its name, or by what it was or is."""
    parts = (row[1] or "" if (row := _ROW.fullmatch(part)) else part for part in value.item.split("/"))
    if any(len(part) > 1 and part not in _SHARED and (part in text or _short(part) in text) for part in parts):
        return True
    known = {parse_number(found) for found in _ANY.findall(f"{value.before or ''} {value.after or ''}")}
    return bool(known & {parse_number(found) for found in _ANY.findall(_in_digits(text))})


def _short(part: str) -> str:
    """A name as it is said: 自评得分 → 得分, 收入总计 → 收入."""
    return re.sub(r"^自评|总计$|经费$|支出$", "", part) if len(part) > 3 else part


def _is_difference(number: str, measure: str, figures: Sequence[ChangedValue]) -> bool:
    """Whether some value changed by so much, or all together, or was or is so much."""
    amount, half = parse_amount(number, measure)
    pairs = [(Decimal(value.before or 0), Decimal(value.after or 0)) for value in figures]
    by = [after - before for before, after in pairs]
    known = [*by, sum(by, Decimal(0)), *(part for pair in pairs for part in pair)]
    return any(abs(abs(value) - amount) <= half for value in known)


def _in_digits(text: str) -> str:
    """A text with the numerals before a measure in digits: 三百二十万 → 320万元, 两成 → 20%."""
    text = _TENTHS.sub(lambda found: _share_of(*[part for part in found.groups() if part]), text)
    text = _LARGE.sub(lambda found: _amount_of(*found.groups("")) or found[0], text)
    return _NUMERAL.sub(lambda found: _digits_of(found[1], found[2] or "") or found[0], text)


def _digits_of(whole: str, part: str) -> str:
    """九百七十一, 二一 → 971.21; "" for what is no number."""
    number = 0
    for name, size in (("千", 1000), ("百", 100)):
        head, sign, rest = whole.partition(name)
        if sign:
            digit = parse_numeral(head.strip("零〇"))
            if digit is None or digit > 9:
                return ""
            number, whole = number + digit * size, rest
    last = parse_numeral(whole.strip("零〇")) if whole.strip("零〇") else 0
    return "" if last is None else f"{number + last}{'.' if part else ''}{part.translate(_DIGITS)}"


def _share_of(tenths: str, rest: str = "") -> str:
    """两, 半 → 25%."""
    return f"{10 * (parse_numeral(tenths) or 0) + (5 if rest == '半' else parse_numeral(rest) or 0)}%"


def _amount_of(billions: str, millions: str, rest: str) -> str:
    """一亿, 二千万, 五千 → 12000.5万元; "" for what is no number."""
    parts = [_digits_of(part.rstrip("亿万"), "") if part else "0" for part in (billions, millions, rest)]
    if "" in parts or not (billions or millions):
        return ""
    amount = Decimal(parts[0]) * 10000 + Decimal(parts[1]) + Decimal(parts[2]) / 10000
    return f"{amount:f}万元"
