"""YAML that cannot be read, or is read otherwise than meant, in the words of the person who wrote it."""

from __future__ import annotations

import re
from typing import Any, Final

import yaml
from yaml.events import CollectionEndEvent, CollectionStartEvent
from yaml.nodes import Node, ScalarNode

from ..model.problem import Level, Place, Problem
from .parsers import events
from .source import CONTROL, LONGEST_LINE, one_line, place_of, unreadable

_TEXT_WITH_COLON: Final = re.compile(r"^[ ]*(?P<key>[^\s:]+): +(?P<text>[^'\"|>\[{].*: .*)$")
#: Levels of lists and mappings below each other.
MAX_DEPTH: Final = 14
_NEST: Final = re.compile(r"(?:[\[{][ \n]*){20}|^[ ]*(?:-[ ]+){20}", re.MULTILINE)
#: Fewer openers than this cannot nest deep enough to matter (block mappings need quadratically many spaces).
_FEW: Final = 500
_NAME: Final = re.compile(r"(?:^|[\s\[{,])&\w")
#: How nothing is written.
NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_LOST_VALUE: Final = re.compile(r"([^:：]+)([:：])(.*)", re.DOTALL)
_SINGLE: Final = re.compile(r"null|Null|NULL|~|-?[\d.]+")
_INVISIBLE: Final = re.compile(r"[\x00-\x1f\x7f-\xa0\u00ad\u2000-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff]|^\s|\s$")


#: A text of several paragraphs.
PARAGRAPHS: Final = "说明: |\n  第一段\n\n  第二段"
_ESCAPE: Final = ("escape", "Unicode character", "hexdecimal")
_UNPAIRED: Final = ("quoted scalar", "flow")
_MISPLACED: Final = ("mapping values",)
_INDENTED: Final = ("expected key", "block", "indent")
#: Names of a report that stand at the very left and nowhere else.
TOPMOST: Final = frozenset({"更正", "校核说明", "其他章节", "附件", "改进措施", "自评表", "项目自评"})
_BLANKED: Final = re.compile(r" +(?P<key>[^\s:：]+):(?: |$)")
#: What the parser says (any of the words; the first that fit are meant) → code, message, cure and example. Not
#: formatted, so that each reads as a row of a table.
_REASONS: Final = {
    _ESCAPE: (
        "Y09", "英文双引号里的 \\ 有特别的意思，这里读不懂",
        "换成英文单引号，或者把 \\ 写成两个", "文号: '〔2021〕\\3号'",
    ),
    ("single document",): ("Y12", "一个文件里有两份文档（---）", "一个文件只写一份报告，删掉 ---", ""),
    _UNPAIRED: (
        "Y05", "引号或括号没有成对", "检查这一行和附近几行的引号、方括号和花括号", '标题: "2020年度报告"',
    ),
    ("alias", "anchor"): (
        "Y07", "这里用了锚点或引用（& 或 * 号）", "文字以 & 或 * 开头时放在英文引号里", '说明: "*注"',
    ),
    _MISPLACED: (
        "Y04", "这一行的冒号放错了位置，多半是缩进不对", "缩进与同级的上一行对齐", "  决算: 971.21",
    ),
    _INDENTED: (
        "Y04", "这一行的缩进与上面不一致",
        "同一级左边对齐，下一级多缩进两个空格", "收支:\n  收入总计: 971.21\n  支出总计: 971.21",
    ),
    ("expected ':'",): (
        "Y09", "这一行或上一行缺少冒号", "每一项写成“名称: 内容”，冒号后面有一个空格", "决算: 971.21",
    ),
    ("",): ("Y09", "从这里起读不懂", "对照例子检查冒号、缩进和引号", "决算: 971.21"),
}  # fmt: skip  # a table of mistakes
#: ``引言: null    # …`` and ``问题: []    # …``, with more on the next line, as a new file invites to write.
_VALUE: Final = re.compile(
    r"(?P<indent>[ ]*)(?:-[ ]+)?(?:[^\s:：#]+:[ ]+)?(?P<value>null|Null|NULL|~|-?[0-9.]+|\[\]|\{\})[ ]*(?:#.*)?"
)


def explain(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """The one problem that a syntax error is."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(Place(file), Level.ERROR, "Y09", "文件里有读不懂的字符", "重新输入，不要从别处粘贴")
    reported = f"{error.context or ''} {error.problem or ''}"
    place, row = _where(error, reported, text, file)
    if above := _value_above(place, text):
        return above
    reason = next(words for words in _REASONS if any(word in reported for word in words))
    if reason in {_MISPLACED, _INDENTED} and (found := _BLANKED.match(row)) and found["key"] in TOPMOST:
        key = found["key"]
        cure = f"删掉行首的空格，“{key}”顶格写；它下面的各行照旧比它多缩进两格"
        return Problem(place, Level.ERROR, "Y04", f"“{key}”前面多了空格", cure, f"{key}:")
    if row.count('"') % 2 and reason is not _ESCAPE:
        reason = _UNPAIRED
    code, message, cure, example = _REASONS[reason]
    if reason is _MISPLACED and (inline := _TEXT_WITH_COLON.match(row)):
        message, cure = "文字里有“: ”，被当成了另一项", "把整段文字放在英文引号里，或者改用全角冒号“：”"
        example = f'{inline["key"]}: "{inline["text"]}"'
    return Problem(place, Level.ERROR, code, message, cure, example)


def below_value(value: str, head: str, rows: list[str]) -> tuple[str, str, str]:
    """Message, cure and example where something stands below a value that is whole already.

    ``head`` is the key or the dash before it, ``rows`` are the lines below.
    """
    message, words = f"这里写了 {value}，下面又接着写了内容", [row.strip() for row in rows if row.strip()]
    if value in {"[]", "{}"}:
        return message, f"删掉 {value}，冒号后面什么也不写；下面的照旧", head
    if len(words) == 1 and _SINGLE.fullmatch(words[0]):
        return message, f"留一个：要 {words[0]}，就写在冒号后面；要 {value}，就删掉下面的", f"{head} {words[0]}"
    right = "\n".join((f"{head} |", *(f"  {one_line(row, LONGEST_LINE)}" for row in words)))
    return message, f"要下面的文字，就把 {value} 换成 |，文字缩进两格；要 {value}，就删掉下面的", right


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
    head = rows[at][: above.start("value")].strip()
    return Problem(at_value, Level.ERROR, "Y18", *below_value(above["value"], head, [row]))


def _where(error: yaml.MarkedYAMLError, reported: str, text: str, file: str) -> tuple[Place, str]:
    """Place and line; of a quotation or a bracket that does not end, where it began."""
    opened = any(word in reported for word in _UNPAIRED)
    mark = error.context_mark if opened and error.context_mark else error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    rows = text.split("\n")
    return Place(file, line + 1, column + 1), rows[line] if line < len(rows) else ""


def find_refused(text: str, file: str) -> Problem | None:
    """Why no tree can be built of ``text``; None where there is no reason, or where the parser will say it better.

    PyYAML composes by recursion in C: some 100,000 open brackets, well within the size limit, end the process without
    an exception. Its events come one by one, so nesting is measured on them first wherever a text could nest so far.
    """
    if nest := _NEST.search(text):
        return Problem(place_of(file, text, nest.start()), Level.ERROR, "Y08", "括号套得太深", "检查方括号和花括号")
    deep = sum(map(text.count, "[{-?")) > _FEW
    if not deep and not ("&" in text and _NAME.search(text)):
        return None
    try:
        return _scan(text, file)
    except yaml.YAMLError:
        return None


def _scan(text: str, file: str) -> Problem | None:
    depth, used = 0, False
    named: Any = None
    for event in events(text):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > MAX_DEPTH + 1:
            message = f"层次太深，超过 {MAX_DEPTH} 层"
            return Problem(Place.of(file, event.start_mark), Level.ERROR, "Y08", message, "检查括号和缩进")
        used = used or isinstance(event, yaml.AliasEvent)
        if named is None and not used and getattr(event, "anchor", None):
            named = event
    if named is None or used:
        return None
    message, cure = f"“&{named.anchor}”会被当成名称而丢失", "整段文字放在英文引号里"
    return Problem(Place.of(file, named.start_mark), Level.ERROR, "Y07", message, cure, '说明: "&文字"')


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
        label, mark, rest = (one_line(part) for part in colon.groups())
        if mark == "：":
            return "Y01", f"“{label}”后面的冒号是全角的“：”", "换成英文冒号，后面加一个空格", f"{label}: {rest}"
        return "Y02", f"“{label}:”的冒号后面没有空格", "在冒号后面加一个空格", f"{label}: {rest}"
    if _INVISIBLE.search(key):
        right = one_line(_INVISIBLE.sub("", key))
        value = one_line(child.value, LONGEST_LINE) if isinstance(child, ScalarNode) and not child.style else ""
        cure = "重新输入这个名称，后面的内容不动"
        return "Y10", f"“{one_line(key)}”里有看不见的空格或符号", cure, f"{right}: {value}"
    return None


def _is_nothing(node: Node) -> bool:
    """Whether nothing at all is written for a value."""
    return isinstance(node, ScalarNode) and node.start_mark.index == node.end_mark.index
