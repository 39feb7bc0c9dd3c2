"""Words that say nothing to a reader, wherever a clerk has to say something: 校核说明, 更正, 理由. Declared here alone.

Short words that say something, such as 无误 and 属实, are no fault: a report that was published with them is read.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from .correction import Correction
from .text import UNSEEN

_HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003fffd]")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_NO_LETTER: Final = re.compile(r"[\W_]+")
#: What stands where nothing was to be said, or is not said yet, and the names of the place itself.
_PLACEHOLDERS: Final = frozenset({
    "没有", "暂无", "空白", "未填", "不填", "省略", "待定", "待补", "待补充", "待填", "待填写", "待核对", "待核实",
    "待更新", "不适用", "某某", "测试", "test", "na", "none", "null", "更正", "变更", "改正", "修改", "更新", "改动",
    "校核", "校核说明", "校核编号", "理由", "原因", "内容", "说明", "备注", "情况说明", "说明情况",
})  # fmt: skip  # a table
#: What the tool's own demands and examples say.
_COPIED: Final = frozenset({
    "写明改了什么", "写明为什么改", "为什么改", "改了什么", "按照要求更正", "按要求更正", "核对后的说明", "写明原因",
    "写明核对的结果和原因",
})  # fmt: skip  # a table
_EXAMPLE: Final = str((Correction.model_fields["what"].examples or [""])[0])
#: Fewer characters are rarely enough to tell why.
_FEW: Final = 4
_SHOWN: Final = 20


def fault_of_words(text: str) -> str | None:
    """Why ``text`` says nothing; None where it says something, however little.

    Nothing is said by blanks, marks and characters without a shape, by one letter alone, by a placeholder (待核对, N/A)
    or the name of the place, once or repeated, by the example or the demand of the form, and without any Chinese
    character by fewer than two numbers.
    """
    shown = UNSEEN.sub("", text).strip()
    if not shown:
        return "是空的"
    words = _NO_LETTER.sub("", unicodedata.normalize("NFKC", shown)).lower()
    once = words[: (words + words).find(words, 1)]  # 更正更正更正 is 更正
    if once in _COPIED or shown.rstrip("。") == _EXAMPLE:
        return f"照抄了例子或提示“{_short(shown)}”"
    is_number = not _HAN.search(words) and len(_NUMBER.findall(shown)) <= 1
    if is_number or len(once) <= 1 or once in _PLACEHOLDERS:
        return f"写的是“{_short(shown)}”，读者看不出意思"
    return None


def _short(text: str) -> str:
    whole = " ".join(text.split())
    return whole if len(whole) <= _SHOWN else f"{whole[:_SHOWN]}…"


def is_scanty(text: str) -> bool:
    """Whether ``text`` says something, but too little to tell why: 属实."""
    return fault_of_words(text) is None and len(_HAN.findall(text)) < _FEW
