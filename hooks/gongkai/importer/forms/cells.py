"""What stands in one cell: a number with its measure, nothing, or words."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from ..plain_words import normal, plain

#: Marks by which forms say that there is nothing to write; they are not nought.
_NOTHING: Final = frozenset(
    {"", "-", "--", "—", "——", "–", "―", "−", "/", "\\", "无", "N/A", "n/a", "*", "…", "……", "......"}
)
_MEASURE: Final = "亿元|万元|千元|元|万|%|人次|批次|人|分|个|辆|台(?:\\(套\\))?|平方米|m2|㎡|名|次|批|项"
_NUMBER: Final = re.compile(
    rf"(?P<minus>[-−])?(?P<whole>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<decimals>\.\d+)?\.?(?P<measure>{_MEASURE})?"
)
#: Where a number may be broken over two lines without being two numbers.
_BROKEN: Final = re.compile(r"(?<=[\d][.,])\s*\n\s*(?=\d)|(?<=\d)\s*\n\s*(?=[.,]\d|%|[万亿千]?元)")
_BETWEEN: Final = re.compile(r"(?<=\d)\s+(?=\d)")
_SPACE: Final = re.compile(r"[\s\u3000\u00a0]+")


class Number(NamedTuple):
    """A number as it was printed.

    Attributes:
        value: digit by digit.
        measure: what stands behind it in the cell; "" where nothing does.
        doubt: why it may be another, in Chinese.
    """

    value: Decimal
    measure: str = ""
    doubt: str = ""


#: -度资金总额, 上-结转资金, 2023-度: 年 and 月 turn into a dash in some exports.
_LOST_YEAR: Final = re.compile("(?:^|(?<=上)|(?<=20[0-9]{2}))[-－](?=度|结转)")


def tidy(text: str) -> str:
    """Words on one line: lines of a cell are joined, and spaces among Chinese characters go."""
    joined = re.sub(r"(?<![A-Za-z0-9])[\s\u3000\u00a0]+|[\s\u3000\u00a0]+(?![A-Za-z0-9])", "", text.strip())
    return _LOST_YEAR.sub("年", _SPACE.sub(" ", joined))


def is_nothing(text: str) -> bool:
    """Whether a cell gives nothing: blank, —, /, 无."""
    return plain(text) in _NOTHING


def parse_cell(text: str) -> Number | None:
    """The number that a cell holds, and nothing else; None where it holds words, nothing or several numbers."""
    words = _BROKEN.sub("", normal(text).strip().replace("－", "-"))
    doubt = ""
    if re.search(r"\d\s*\n\s*\d", words):
        doubt = "数字断成了两行，不知道是一个数还是两个数"
    elif spaces := _BETWEEN.findall(words):
        whole = words.partition(".")[0]
        parts = _BETWEEN.split(whole)
        is_grouped = len(parts) > 1 and all(len(part) == 3 for part in parts[1:]) and len(parts[0]) <= 3
        doubt = "" if is_grouped and len(parts) == len(spaces) + 1 else "数字中间有空格"
    found = _NUMBER.fullmatch(plain(words))
    if not found:
        return None
    digits = found["whole"].replace(",", "") + (found["decimals"] or "")
    value = Decimal(digits)
    if found["minus"] and value:
        value = -value
    return Number(value, found["measure"] or "", doubt)
