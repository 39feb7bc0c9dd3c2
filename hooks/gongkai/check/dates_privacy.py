"""Dates and personal data: D44, D45."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final

from ..model.finding import Finding, fails, holds_if
from ..model.problem import KeyPath, Level
from .check import check, holds_unless
from .context import CheckContext

_NOT_MONEY: Final = r"(?!\s*(?:元|万|亿|平方|㎡|[%％]|[.．]\d))"
_MOBILE: Final = re.compile(r"(?<![\d.．])1[3-9]\d(?:[-— ]?\d{4}){2}(?!\d)" + _NOT_MONEY)
_IDENTITY: Final = re.compile(r"(?<![0-9A-Za-z])[1-8]\d{16}[\dXxＸ](?![0-9A-Za-z])")
_CARD: Final = re.compile(r"(?<![0-9A-Za-z])(?:62\d{2}|9558)(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![0-9A-Za-z])")
_ACCOUNT: Final = re.compile(r"(?:[账帐]号|卡号|[账帐]户)[为是：:\s]{0,3}(?P<account>\d[\d -]{10,22}\d)")
#: What ten digits are part of, found twice as quickly as they are.
_LONG_RUN: Final = re.compile("[0-9０-９][-— 0-9０-９]{9}")
#: Ten digits: written out, and of the usual ones alone, it is found twice as quickly.
_LONG_NUMBER: Final = re.compile("[0-9０-９]" + "[-— ]?[0-9０-９]" * 9)
_YEAR_END: Final = "年度结束日"
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS: Final = "10X98765432"


@check("D44", "日期先后", Level.WARNING, "question")
def dates(context: CheckContext) -> Iterator[Finding]:
    """年度结束、决算批复、报告落款、公开、更正，日期应当依次在后。

    为什么：年度还没有结束就写出的自评，或者早于报告日期的公开日期，都不可信。
    怎么算：报告日期、批复日期、发布日期晚于报告年度的 12 月 31 日（当天也不行，年度还没有结束）；发布日期不早于报告
    日期和批复日期；更正日期不早于发布日期。只核对写了的日期。
    依据：预算法第十四条：决算经批复后二十日内公开。
    """
    stated = context.report.disclosure
    year_end = date(context.year, 12, 31)
    pairs: list[tuple[str, date | None, str, date | None, KeyPath]] = [
        ("报告日期", stated.reported_on, _YEAR_END, year_end, ("公开", "报告日期")),
        ("批复日期", stated.approved_on, _YEAR_END, year_end, ("公开", "批复日期")),
        ("发布日期", stated.published_on, _YEAR_END, year_end, ("公开", "发布日期")),
        ("发布日期", stated.published_on, "报告日期", stated.reported_on, ("公开", "发布日期")),
        ("发布日期", stated.published_on, "批复日期", stated.approved_on, ("公开", "发布日期")),
    ]
    for position, correction in enumerate(context.report.corrections):
        place: KeyPath = ("更正", position, "日期")
        pairs.append(("更正日期", correction.corrected_on, "发布日期", stated.published_on, place))
    for later_label, later, earlier_label, earlier, path in pairs:
        if later is not None and earlier is not None:
            yield _judge_dates(later_label, later, earlier_label, earlier, path)


def _judge_dates(later_label: str, later: date, earlier_label: str, earlier: date, path: KeyPath) -> Finding:
    """A day of its own must pass after the year's end; other dates may be the same."""
    is_after_year = earlier_label == _YEAR_END
    agrees = later > earlier if is_after_year else later >= earlier
    verb, sign, wrong = ("晚于", "＞", "不晚于") if is_after_year else ("不早于", "≥", "早于")
    message = f"{later_label} {later} {wrong}{earlier_label} {earlier}"
    formula, cure = f"{later}{sign}{earlier}" if agrees else "", "核对两个日期，哪一处录错改哪一处"
    return holds_if(agrees, f"{later_label}{verb}{earlier_label}", path, message, cure, formula=formula)


@check("D45", "个人信息", Level.ERROR, "wording", keeps_blocking=True)
def privacy(context: CheckContext) -> Iterator[Finding]:
    """公开的报告里不应有手机号、身份证号、银行账号。

    为什么：公开政府信息不得泄露个人隐私，联系方式只公开办公电话。
    怎么算：11 位手机号；校验位正确、出生日期有效的 18 位身份证号；校验位正确的银行卡号；写明“账号”的长数字。金额、索
    引号、统一社会信用代码不算。发现的号码只显示首尾几位。
    依据：政府信息公开条例第十五条。
    """
    relation, cure = "没有个人信息", "需要联系方式的，写办公室固定电话"
    wrong = (
        fails(relation, span.path, f"文字里有{kind}（{mask(number)}）", f"删去{kind}；{cure}")
        for span in context.spans_matching(_LONG_RUN)
        for kind, number in find_personal(span.text)
    )
    yield from holds_unless(wrong, relation)


def find_personal(text: str) -> Iterator[tuple[str, str]]:
    """(kind, number) of each piece of personal data in ``text``."""
    if not _LONG_NUMBER.search(text):
        return
    text = unicodedata.normalize("NFKC", text)
    for match in _MOBILE.finditer(text):
        yield "手机号", match.group()
    for match in _IDENTITY.finditer(text):
        if _is_identity(match.group()):
            yield "身份证号", match.group()
    cards = {re.sub(r"\D", "", m.group()) for m in _CARD.finditer(text)}
    accounts = {re.sub(r"\D", "", m["account"]) for m in _ACCOUNT.finditer(text)}
    for number in sorted({card for card in cards if _passes_luhn(card)} | accounts):
        yield "银行账号", number


def mask(number: str) -> str:
    """138******78: enough to find it, too little to use it."""
    return number[:3] + "*" * 6 + number[-2:]


def _is_identity(number: str) -> bool:
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    try:
        born = date(year, month, day)
    except ValueError:
        return False
    remainder = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False)) % 11
    return born.year >= 1900 and number[-1].upper() == _CHECK_DIGITS[remainder]


def _passes_luhn(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0
