"""What is wrong with the value of a line that no parser reads: its first sign, another entry in it, lines below it."""

from __future__ import annotations

import re
from typing import Final

from .indents import COLUMNS
from .slip_lines import Line, Slip
from .source import LONGEST_LINE as LONGEST
from .source import one_line

#: Signs with which no value begins, unless it is in quotation marks.
_SIGNS: Final = re.compile(r"[@`%&*!\]},]|[-?](?=[ ])")
_QUOTED: Final = re.compile(r"(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')(?P<rest>.*)")
_BRACKETS: Final = re.compile(r"(?:\[[^\]]*\]|\{[^}]*\})(?P<rest>.*)")
_FLOW: Final = re.compile(r"\[.*\]|\{.*\}")
_ITEM: Final = re.compile(r"\{[ ]*[^\s:：,{}]{1,25}:[ ]")
#: A list of fewer characters is one name, such as ``[招待费``.
_NAME: Final = 8
#: The mark of an entry and what is no negative figure.
_ENTRY: Final = re.compile(r"-[ ]+(?!-?[\d.,]+%?$)\S")
_DEEPEST_ENTRY: Final = 4
#: Two entries in braces, one behind the other.
_TWO_ITEMS: Final = re.compile(r"(?P<one>\{[^{}]*\})[ ,，;；、]*(?:-[ ]*)?(?P<other>\{[^{}]*\})")
#: Names of lines with columns below them, by how they end.
_AMOUNT: Final = re.compile(r"(?:费|支出|收入|合计|总计|结余|采购|资金|预算|经费)$")
_SINGLE: Final = re.compile(r"null|Null|NULL|~|-?[\d.]+")
#: Another entry behind a value of a few words.
_SECOND: Final = re.compile(
    r"(?P<first>[^\s\"'{\[|>#][^{\[\"']{0,11}?)[ ,，;；、]*(?P<key>[^\s\d:：,，;；、.%]{2,24}):(?P<rest>[ ].*|$)"
)


def slip_of_value(line: Line, below: list[Line], keys: frozenset[str], lists: frozenset[str]) -> Slip | None:
    """What is wrong with the value of a line; ``below`` are the lines that stand under it as its part."""
    if not line.key and not line.is_item:
        return None
    first = _first_entry(line, below) if line.key in lists and not line.dash else None
    return first or _second_entry(line, keys) or _second_item(line) or _first_sign(line) or _above_more(line, below)


def _second_entry(line: Line, keys: frozenset[str]) -> Slip | None:
    found = _SECOND.fullmatch(line.value) if line.key in keys else None
    if found is None or found["key"] not in keys:
        return None
    one, other = f"{line.head}{found['first']}", f"{' ' * len(line.dash)}{found['key']}:{found['rest']}"
    fact = f"“{line.key}”和“{found['key']}”写在了一行"
    cure = "每一项写一行：在第二个名称前面换行，左边与第一个对齐"
    at = line.start + found.start("key")
    return Slip("Y21", at, fact, cure, f"{one}\n{other.rstrip()}", " " * line.indent + one)


def _first_entry(line: Line, below: list[Line]) -> Slip | None:
    """The first entry of a list behind the name of the list, on its line."""
    if not _ENTRY.match(line.value):
        return None
    others = next((at for at, one in enumerate(below) if one.is_item), len(below))
    deeper = below[others].indent - line.indent if others < len(below) else 2
    margin = deeper if 0 < deeper <= _DEEPEST_ENTRY else 2
    entry = one_line(line.bare[line.bare.index(":") + 1 :].strip(), LONGEST)
    fact = f"“{line.key}”和它的第一条写在了一行"
    cure = "在短横线前面换行，缩进两格" + ("，与下面各条对齐" if others < len(below) else "")
    mended = " " * line.indent + f"{line.key}:{'' if others < len(below) else ' null'}"
    right, own = f"{line.key}:\n{' ' * margin}{entry}", tuple(one.at for one in below[:others])
    return Slip("Y21", line.start, fact, cure, right, mended, own)


def _second_item(line: Line) -> Slip | None:
    """Two entries of a list that were written in one line."""
    found = _TWO_ITEMS.fullmatch(line.value) if line.is_item and not line.key else None
    if found is None:
        return None
    one = f"{line.dash}{found['one']}"
    right, cure = f"{one}\n{line.dash}{found['other']}", "每一条写一行：在第二条前面换行，写短横线和空格，与第一条对齐"
    at = line.start + found.start("other")
    return Slip("Y21", at, "两条写在了一行", cure, right, " " * line.indent + one)


def _first_sign(line: Line) -> Slip | None:
    """A value that begins with a sign that means something else here."""
    value = line.value
    sign = _SIGNS.match(value)
    if sign is None:
        closed = _QUOTED.fullmatch(value) or _BRACKETS.fullmatch(value)
        is_open = value[:1] in {"[", "{"} and _FLOW.fullmatch(value) is None and closed is None
        if not is_open and not (closed and closed["rest"].strip()) and not _is_half_quoted(value):
            return None
    if end := _missing_bracket(value):
        fact, right = f"{value[0]} 没有合上，这一行里没有 {end}", f"{line.head}{value}{end}"
        cure = f"在末尾补上 {end}；{value[0]} 是文字的一部分的，把整段内容放在英文引号里"
        return Slip("Y05", line.start, fact, cure, one_line(right, LONGEST), " " * line.indent + right)
    if _is_half_quoted(value):
        return half_quoted(line)
    name = f"“{line.key}”的内容" if line.key else "这一条"
    fact = f"{name}以 {value[0]} 开头，这个符号在这里有别的意思"
    right = line.head + in_quotes(value)
    mark = "英文单引号" if right.rstrip()[-1:] == "'" else "英文双引号"
    return Slip("Y22", line.start, fact, f"把整段内容放在{mark}里", one_line(right, LONGEST), " " * line.indent + right)


def half_quoted(line: Line) -> Slip:
    """A value that begins with a quotation mark and has no other."""
    mark, words = line.value[0], line.value[1:].rstrip()
    right = f"{line.head}{mark}{words}{mark}"
    fact, cure = f"内容开头有引号 {mark}，这一行里没有另一个", "末尾补上同样的引号"
    return Slip("Y05", line.start, fact, cure, one_line(right, LONGEST), " " * line.indent + right)


def _is_half_quoted(value: str) -> bool:
    """A quotation mark at the beginning, and no other of its kind on the line, which ends as sentences do."""
    return value[:1] in {'"', "'"} and value.count(value[0]) == 1 and value[-1:] in "。；！？”"


def _missing_bracket(value: str) -> str:
    """The bracket that closes a value of items, where it is missing; of words in brackets nothing is missing."""
    if value[0] == "{" and "}" not in value and _ITEM.match(value):
        return "}"
    is_short = len(value) <= _NAME or ", " in value
    return "]" if value[0] == "[" and "]" not in value and is_short and value[-1] not in "。；！？" else ""


def in_quotes(value: str) -> str:
    """A value in quotation marks of the kind that it does not hold itself."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def _above_more(line: Line, below: list[Line]) -> Slip | None:
    """A value that is whole already, with more below it."""
    if not below or not line.key:
        return None
    value, head = line.value, f"{line.head.rstrip()}"
    first = below[0]
    fact = f"“{line.key}”后面写了 {one_line(value, 30)}，下面又接着写了内容"
    if value in {"[]", "{}"} and (first.is_item or first.key):
        cure = f"删掉 {value}，冒号后面什么也不写；下面的照旧"
        return Slip("Y18", line.start, fact, cure, head, " " * line.indent + head)
    if _FLOW.fullmatch(value) and first.indent > line.column:
        rows = f"第 {first.at + 1} 行" if len(below) == 1 else f"第 {first.at + 1} 至 {below[-1].at + 1} 行"
        cure = f"{rows}是另一项的，在上面补上那一项的名称；是同一项的，只留一种，冒号后面的或者{rows}"
        return Slip(
            "Y18",
            line.start,
            fact,
            cure,
            f"{head} {value}",
            " " * line.indent + f"{head} {value}",
            tuple(b.at for b in below),
        )
    if _SINGLE.fullmatch(value) and _AMOUNT.search(line.key) and first.key in COLUMNS and first.indent > line.column:
        return _beside_columns(line, [one.key for one in below if one.indent == first.indent], first.indent)
    texts = [one for one in below if not one.key and not one.is_item]
    if not _SINGLE.fullmatch(value) or not texts or texts[0] is not first:
        return None
    dropped = tuple(one.at for one in texts)
    if len(texts) == 1 and _SINGLE.fullmatch(first.value):
        if first.indent == line.column:
            return None  # beside it, not below it: a figure that lost its name
        cure = f"留一个：要 {first.value}，就写在冒号后面；要 {value}，就删掉下面的"
        cure += "；下面的是另一项的，在它前面补上名称和冒号"
        return Slip("Y18", line.start, fact, cure, f"{head} {first.value}", " " * line.indent + head, dropped)
    cure = f"要下面的文字，就把 {value} 换成 |，每一行比“{line.key}”多缩进两个空格；要 {value}，就删掉下面的"
    right = [f"{head} |", *(f"{' ' * len(line.dash)}  {one.short}" for one in texts)]
    return Slip("Y18", line.start, fact, cure, "\n".join(right), " " * line.indent + f"{head} null", dropped)


def _beside_columns(line: Line, columns: list[str], indent: int) -> Slip:
    """A figure behind the name of a line that has its columns below it: it is one of them, or says what they say."""
    value, head = line.value, line.head.rstrip()
    fact = f"“{line.key}”后面写了 {one_line(value, 30)}，下面又接着写了内容"
    if "决算" in columns or not value.strip("-").replace(".", "").isdecimal():
        cure = f"删掉 {value}，冒号后面什么也不写；下面的照旧"
        return Slip("Y18", line.start, fact, cure, head, " " * line.indent + head)
    cure = f"把 {value} 写到下一行的“决算”里，冒号后面什么也不写；下面的照旧"
    right = f"{head}\n{' ' * (indent - line.indent)}决算: {value}"
    return Slip("Y18", line.start, fact, cure, right, " " * line.indent + head)
