"""Syntax errors of YAML in the words of the person who made them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import yaml

from ..model.problem import Level, Place, Problem

_TEXT_WITH_COLON: Final = re.compile(r"^[ ]*(?P<key>[^\s:]+): +(?P<text>[^'\"|>\[{].*: .*)$")


@dataclass(frozen=True, slots=True)
class _Reason:
    """What the parser says (any of ``words``) and what it means."""

    words: tuple[str, ...]
    code: str
    message: str
    cure: str
    example: str


_OTHER: Final = _Reason((), "Y09", "从这里起读不懂", "对照例子检查冒号、缩进和引号", "决算: 971.21")
_UNPAIRED: Final = _Reason(
    ("quoted scalar", "flow"), "Y05", "引号或括号没有成对",
    "检查这一行和附近几行的引号、方括号和花括号", '标题: "2020年度报告"',
)  # fmt: skip
_MISPLACED: Final = _Reason(
    ("mapping values",), "Y04", "这一行的冒号放错了位置，多半是缩进不对", "缩进与同级的上一行对齐", "  决算: 971.21"
)
_ESCAPE: Final = _Reason(
    ("escape", "Unicode character", "hexdecimal"), "Y09", "英文双引号里的 \\ 有特别的意思，这里读不懂",
    "换成英文单引号，或者把 \\ 写成两个", "文号: '〔2021〕\\3号'",
)  # fmt: skip
#: ``引言: null    # …`` and ``问题: []    # …``, with more on the next line, as a new file invites to write.
_VALUE: Final = re.compile(
    r"(?P<indent>[ ]*)(?:-[ ]+)?(?:[^\s:：#]+:[ ]+)?(?P<value>null|Null|NULL|~|-?[0-9.]+|\[\]|\{\})[ ]*(?:#.*)?"
)
#: In this order: the first that fits is meant.
_REASONS: Final = (
    _ESCAPE,
    _Reason(("single document",), "Y12", "一个文件里有两份文档（---）", "一个文件只写一份报告，删掉 ---", ""),
    _UNPAIRED,
    _Reason(
        ("alias", "anchor"), "Y07", "这里用了锚点或引用（& 或 * 号）",
        "文字以 & 或 * 开头时放在英文引号里", '说明: "*注"',
    ),
    _MISPLACED,
    _Reason(
        ("expected key", "block", "indent"), "Y04", "这一行的缩进与上面不一致",
        "同一级左边对齐，下一级多缩进两个空格", "收支:\n  收入总计: 971.21\n  支出总计: 971.21",
    ),
    _Reason(
        ("expected ':'",), "Y09", "这一行或上一行缺少冒号", "每一项写成“名称: 内容”，冒号后面有一个空格", "决算: 971.21"
    ),
)  # fmt: skip


def explain(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """The one problem that a syntax error is."""
    said = f"{error.context or ''} {error.problem or ''}"
    place, row = _where(error, said, text, file)
    if above := _value_above(place, text):
        return above
    reason = next((reason for reason in _REASONS if any(word in said for word in reason.words)), _OTHER)
    if row.count('"') % 2 and reason is not _ESCAPE:
        reason = _UNPAIRED
    if reason is _MISPLACED and (inline := _TEXT_WITH_COLON.match(row)):
        message = "文字里有“: ”，被当成了另一项"
        cure, example = "把整段文字放在英文引号里，或者改用全角冒号“：”", f'{inline["key"]}: "{inline["text"]}"'
        return Problem(place, Level.ERROR, reason.code, message, cure, example)
    return Problem(place, Level.ERROR, reason.code, reason.message, reason.cure, reason.example)


def below_value(value: str) -> tuple[str, str, str]:
    """Message, cure and example where something stands below a value that is whole already."""
    message = f"这里写了 {value}，下面又接着写了内容"
    if value == "[]":
        return message, "删掉 []，每条另起一行，以“- ”开头", "问题:\n  - 第一条的内容"
    if value == "{}":
        return message, "删掉 {}，下一级缩进两个空格", "其中:\n  办公费: 12.60"
    cure = f"要下面的文字，就把 {value} 换成 |，文字缩进两格；要 {value}，就删掉下面的内容"
    return message, cure, "说明: |\n  第一段\n\n  第二段"


def _value_above(place: Place, text: str) -> Problem | None:
    """A value that the line at ``place`` goes on with."""
    rows = text.split("\n")[: place.line]
    row, at = rows[-1] if rows else "", len(rows) - 2
    while at >= 0 and not rows[at].strip():
        at -= 1
    above = _VALUE.fullmatch(rows[at]) if at >= 0 else None
    if above is None:
        return None
    deeper = len(row) - len(row.lstrip()) - len(above["indent"])
    if deeper < 0 or (deeper == 0 and not (above["value"] == "[]" and row.lstrip().startswith("- "))):
        return None
    if above["value"] not in {"[]", "{}"} and re.search(r"[:：]( |$)", row):
        return None  # rather a line that is indented too deep
    at_value = Place(place.file, at + 1, above.start("value") + 1)
    return Problem(at_value, Level.ERROR, "Y18", *below_value(above["value"]))


def _where(error: yaml.MarkedYAMLError, said: str, text: str, file: str) -> tuple[Place, str]:
    """Place and line; of a quotation or a bracket that does not end, where it began."""
    opened = any(word in said for word in _UNPAIRED.words)
    mark = error.context_mark if opened and error.context_mark else error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    rows = text.split("\n")
    return Place(file, line + 1, column + 1), rows[line] if line < len(rows) else ""
