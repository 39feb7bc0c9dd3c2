"""The built-in list of common slips of the pen; a bureau adds its own in _year.yml (校核 易错词)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong word and the right one.

    Attributes:
        wrong: the word as it must not be written.
        right: the word as it is usually written.
        after: characters before which it stands by chance in right words, 毕竟｜争取.
        before: characters that follow where it stands by chance, 创｜建全｜国.
    """

    wrong: str
    right: str
    after: str = ""
    before: str = ""

    def is_meant(self, text: str, start: int) -> bool:
        """Whether the wrong word at ``start`` is a slip and not a chance neighbour."""
        end = start + len(self.wrong)
        return not (start and text[start - 1] in self.after) and text[end : end + 1] not in (*self.before,)


_WORDS: Final = {
    "拔付": "拨付", "拔款": "拨款", "布署": "部署", "松驰": "松弛", "通迅": "通讯", "惯彻": "贯彻", "园满": "圆满",
    "帐号": "账号", "帐户": "账户", "帐目": "账目", "台帐": "台账", "结帐": "结账", "报帐": "报账", "记帐": "记账",
    "对帐": "对账", "截止目前": "截至目前", "再接再励": "再接再厉", "一如继往": "一如既往", "名符其实": "名副其实",
    "迫不急待": "迫不及待", "不径而走": "不胫而走", "走头无路": "走投无路", "克勤克检": "克勤克俭", "报消": "报销",
    "侯补": "候补", "渡假": "度假", "稳订": "稳定", "，，": "，", "、、": "、", "；；": "；", "，。": "。",
    "。，": "，",
}  # fmt: skip

SLIPS: Final = (
    *(Slip(wrong, right) for wrong, right in _WORDS.items()),
    Slip("建立建全", "建立健全", before="国省市区县面民球"),
    Slip("竟争", "竞争", after="毕"),
    Slip("己经", "已经", after="自"),
    Slip("贯切", "贯彻", after="一"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A slip in a text."""

    slip: Slip
    start: int


def find_mistakes(text: str, extra: Iterable[tuple[str, str]]) -> Iterator[Found]:
    """The slips in ``text``, by the built-in list and the pairs (wrong, right) of ``extra``."""
    pattern, known = _compiled(tuple(extra))
    for match in pattern.finditer(text):
        slip = known[match.group()]
        if slip.is_meant(text, match.start()):
            yield Found(slip, match.start())


@lru_cache(maxsize=32)
def _compiled(extra: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, Slip]]:
    known = {slip.wrong: slip for slip in (*SLIPS, *(Slip(wrong, right) for wrong, right in extra))}
    return re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True)))), known
