"""Keys that are not what was meant."""

from __future__ import annotations

import re
from typing import Final

from yaml.nodes import Node, ScalarNode

from .source import CONTROL, unreadable
from .words import shown

#: How nothing is written.
NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_LOST_VALUE: Final = re.compile(r"([^:：]+)([:：])(.*)", re.DOTALL)
_INVISIBLE: Final = re.compile(r"[\x00-\x1f\x7f-\xa0\u00ad\u2000-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff]|^\s|\s$")


def misreading(name: ScalarNode, child: Node) -> tuple[str, str, str, str] | None:
    """Code, message, cure and example for a key that is read otherwise than meant.

    ``{办公费：5}`` is a key without a value: under 其中, where any name may stand, its figure would be lost.
    """
    key: str = name.value
    if found := CONTROL.search(key):
        return *unreadable(found[0], escaped=True), ""
    if not key.strip() or (not name.style and key in NULLS):
        return "Y09", "冒号前面没有名称", "写上表上的名称，没有这一项就删掉", "决算: 971.21"
    colon = _LOST_VALUE.fullmatch(key)
    if colon and not name.style and _is_nothing(child):
        label, mark, rest = (shown(part) for part in colon.groups())
        if mark == "：":
            return "Y01", f"“{label}”后面的冒号是全角的“：”", "换成英文冒号，后面加一个空格", f"{label}: {rest}"
        return "Y02", f"“{label}:”的冒号后面没有空格", "在冒号后面加一个空格", f"{label}: {rest}"
    if _INVISIBLE.search(key):
        right = shown(_INVISIBLE.sub("", key))
        return "Y10", f"“{shown(key)}”里有看不见的空格或符号", "删掉这个名称，重新输入", f"{right}: "
    return None


def _is_nothing(node: Node) -> bool:
    """Whether nothing at all is written for a value."""
    return isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index
