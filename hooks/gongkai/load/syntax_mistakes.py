"""Typing mistakes that YAML reads as something else, found in the raw text and named in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..model.problem import Level, Problem
from .blocks import block_spans
from .conflicts import find_marks, without_marks
from .indents import meant_indent
from .source import LONGEST_LINE as LONGEST
from .source import one_line, place_of

_KEY: Final = r"^[ \t\u3000\u00a0]*(?:-[ ]+)?(?P<key>[^\s:：#'\"{}\[\],&*!|>%@`-][^\s:：#'\"{}\[\],]{0,24})"
_ITEM_KEY: Final = r"[^\s:：,，、；;{}｛｝（）()\[\]\"'#]{1,25}"
#: ``名称: {…}`` on one line, whatever the brackets are.
_INLINE: Final = re.compile(
    rf"^[ ]*(?:-[ ]+)?(?P<name>{_ITEM_KEY}:[ ]+)?"
    r"(?P<open>[{｛（(【])(?P<inside>[^\n]*?)(?P<close>[}｝）)】]?)[ ]*(?:#[^\n]*)?$",
    re.MULTILINE,
)
_FIRST_ITEM: Final = re.compile(rf"[ ]*(?P<key>{_ITEM_KEY})(?P<colon>:[ ]|：)")
_COLON: Final = re.compile(rf"(?:^|[{{,，、；; ])(?P<key>{_ITEM_KEY})(?P<at>：)[ ]*(?P<value>[^,，、；;{{}}]*)")
#: What stands before the next item, if it is not a comma.
_BETWEEN: Final = re.compile(rf"(?<=[^\s,{{])(?P<at>[ ]*[，、；;][ ]*|[ ]+)(?P<key>{_ITEM_KEY})(?=[:：])")
_INDENT: Final = "  决算: 971.21"
_COLON_CURE: Final = "换成英文冒号，后面加一个空格"
_KEEP: Final = "这些字要保留，就把整段内容放在英文引号里；是注释，就在 # 前多空几格"
#: Words with a comment one space after them, in which likely more words are lost; a figure may have one.
_COMMENTED: Final = r"(?!(?:-?[\d.,]+|null|~) #)[^\s'\"|>\[{&*!#%s][^#%s\n]*[^\s#])(?P<at> #)[^\n]*$"
#: As many characters above an answer are looked at.
_FAR: Final = 4000
#: A note behind a figure, which no words are.
_NOTE: Final = re.compile(r"\s{2,}#")
#: What stands before an answer to a question of a check.
_CODE: Final = re.compile(r"D\d\d")
_WIDE: Final = r"[ ]*[\u3000\u00a0\u2002-\u200a\u202f\u205f][ \u3000\u00a0\u2002-\u200a\u202f\u205f]*"
_WIDE_CURE: Final = "删掉后面的空白，切换到英文输入法，按一次空格键"
#: Mistakes of one line: what they look like, code, message, cure and example.
_MISTAKES: Final = (
    (r"^[ ]*(?P<at>\t)", "Y03", "这一行用制表符（Tab 键）缩进", "删掉制表符，改按空格键缩进", _INDENT),
    (
        r"^[ ]*(?P<at>[\u3000\u00a0\u2002-\u200b])",
        "Y10", "这一行用全角空格或不间断空格缩进", "删掉行首的空白，切换到英文输入法，按空格键缩进", _INDENT,
    ),
    (
        _KEY + r"(?P<at>：)(?P<rest>[^\n]*)",
        "Y01", "“{key}”后面的冒号是全角的“：”", _COLON_CURE, "{key}: {rest}",
    ),
    (
        _KEY + r"(?P<at>:)(?P<rest>[^\s:/][^\n]*)",
        "Y02", "“{key}:”的冒号后面没有空格", "在冒号后面加一个空格", "{key}: {rest}",
    ),
    (
        _KEY + rf":(?P<at>{_WIDE})(?P<rest>[^\n]*)",
        "Y10", "“{key}”的冒号后面是全角空格或不间断空格", _WIDE_CURE, "{key}: {rest}",
    ),
    (
        rf"^[ ]*-(?P<at>{_WIDE})(?P<rest>[^\n]*)",
        "Y10", "“-”后面是全角空格或不间断空格", _WIDE_CURE, "- {rest}",
    ),
    (
        _KEY + r":[ ]+(?P<value>" + _COMMENTED % ("", ""),
        "Y11", "“{key}”的内容里有空格加 #，从 # 起的字会丢失", _KEEP, '{key}: "{value} # …"',
    ),
    (
        r"^[ ]*-[ ]+(?P<value>" + _COMMENTED % (":：", ":"),
        "Y11", "这一条里有空格加 #，从 # 起的字会丢失", _KEEP, '- "{value} # …"',
    ),
    (  # ``综述: #字``: all of it is a comment, and nothing is said
        r"^(?P<indent>[ ]*(?:-[ ]+)?)(?P<key>[^\s:：#'\"{}\[\]]{1,40}):[ ](?P<at>#)(?P<rest>[^\s#][^\n]*)$"
        r"(?!\n(?P=indent)[ ]+[^\s#])",
        "Y11", "“{key}”的内容以 # 开头，从 # 起的字会丢失", _KEEP, '{key}: "#{rest}"',
    ),
    (
        r"^(?P<indent>[ ]*)-[ ](?P<at>#)(?P<rest>[^\s#][^\n]*)$(?!\n(?P=indent)[ ]+[^\s#])",
        "Y11", "这一条以 # 开头，从 # 起的字会丢失", _KEEP, '- "#{rest}"',
    ),
    (  # ``年度指标值: >5`` is an empty block text to the parser
        _KEY + r":[ ]+(?P<at>[|>][+-]?\d[+-]?|>[ ]*[^\s#+-][^\n]*)[ ]*$",
        "Y14", "“{key}”以 {at[0]} 开头，后面的内容会丢失", "整个值放在英文引号里", '{key}: "{at}"',
    ),
    (  # ``引言: | 文字``: the text of a block begins on the next line
        _KEY + r":[ ]+(?P<at>\|[+-]?[ ]*)(?P<value>[^\s#+\d-][^\n]*)$",
        "Y17", "“{key}”的 | 后面接着写了字", "| 后面不写字；文字从下一行开始，缩进两个空格", "{key}: |\n  {value}",
    ),
    (
        r"^[ ]*-[ ]+(?P<at>\|[+-]?[ ]*)(?P<value>[^\s#+\d-][^\n]*)$",
        "Y17", "这一条的 | 后面接着写了字", "| 后面不写字；文字从下一行开始，缩进两个空格", "- |\n  {value}",
    ),
)  # fmt: skip  # a table of mistakes
#: Where in the text, code, message, cure and example.
_Hit = tuple[int, str, str, str, str]


def find_mistakes(text: str, keys: frozenset[str], file: str) -> Iterator[Problem]:
    """Mistakes outside block texts; ``keys`` are the Chinese keys a line may start with."""
    hits = sorted(
        [*_line_mistakes(text, keys), *_inline_mistakes(text, keys), *find_marks(text)], key=lambda hit: hit[0]
    )
    blocks, rows = (tuple(block_spans(text)), text.split("\n")) if hits else ((), [])
    for at, code, message, cure, example in hits:
        if not any(start <= at < end for start, end in blocks):
            if example == _INDENT:
                cure, example = _indented(rows, text.count("\n", 0, at), cure)
            level = Level.WARNING if code == "Y11" else Level.ERROR
            yield Problem(place_of(file, text, at), level, code, message, cure, example)


def _indented(rows: list[str], at: int, cure: str) -> tuple[str, str]:
    """The cure of a line that is indented with other blanks, and the line as it was meant; ``rows`` have it then."""
    margin, bare = meant_indent(rows, at), rows[at].lstrip()
    rows[at] = " " * margin + bare
    right = re.sub(rf"^((?:- +)?{_ITEM_KEY})：[ ]*", r"\1: ", bare)  # the colon is told of beside it
    return f"{cure}，一共 {margin} 个空格，与同级的各行左边对齐", " " * margin + one_line(right, LONGEST)


def _line_mistakes(text: str, keys: frozenset[str]) -> Iterator[_Hit]:
    for pattern, code, message, cure, example in _MISTAKES:
        for match in re.finditer(pattern, text, re.MULTILINE):
            if code not in {"Y01", "Y02"} or match["key"] in keys or _is_answer(text, match):
                parts = match.groupdict()
                parts |= {name: _shown(parts[name].strip()) for name in ("rest", "value") if name in parts}
                yield match.start("at"), code, message.format(**parts), cure, example.format(**parts).rstrip()


def _shown(words: str) -> str:
    """What stands behind a name, on one line; a note behind several spaces stays one."""
    short = one_line(words, LONGEST)
    return short.replace(" #", "    #", 1) if _NOTE.search(words) else short


def _is_answer(text: str, match: re.Match[str]) -> bool:
    """Whether a code of a check stands before the colon, below 校核说明."""
    if _CODE.fullmatch(match["key"]) is None:
        return False
    above = [row.lstrip() for row in text[max(match.start() - _FAR, 0) : match.start()].split("\n") if row.strip()]
    other = next((row for row in reversed(above) if not _CODE.match(row) and row[0] != "#"), "")
    return other.startswith("校核说明")


def mend(text: str, mistakes: list[Problem], keys: frozenset[str]) -> str:
    """The text as it was meant, line for line, so that the rest of the file can be checked in the same run."""
    rows = text.split("\n")
    for mistake in mistakes:
        at = mistake.place.line - 1
        if mistake.code == "Y01":
            rows[at] = rows[at].replace("：", ": " if "：" in rows[at][:-1] else ":", 1)
        elif mistake.code == "Y02":
            rows[at] = rows[at].replace(":", ": ", 1)
        elif mistake.code in {"Y15", "Y16"}:
            rows[at] = _mend_inline_mapping(rows[at], keys)
        elif mistake.code == "Y17":
            rows[at] = re.sub(r"(: +|- +)\|[+-]? *", r"\1", rows[at], count=1)
        elif mistake.code == "Y23":
            without_marks(rows, at)
        elif mistake.code in {"Y03", "Y10"}:
            if re.match(r" *[^\S ]", rows[at]):
                rows[at] = " " * meant_indent(rows, at) + rows[at].lstrip()
            rows[at] = re.sub(rf"(:|^ *-){_WIDE}", r"\1 ", rows[at], count=1)
    return "\n".join(rows)


def _inline_mistakes(text: str, keys: frozenset[str]) -> Iterator[_Hit]:
    """Mistakes inside braces; where there are quotations nothing is known for sure."""
    for line in _INLINE.finditer(text):
        start, parted, has_braces = line.start("inside"), _known(_BETWEEN, line["inside"], keys), line["open"] == "{"
        if not has_braces and not _is_meant_as_mapping(line, keys):
            continue
        right = "" if has_braces and not parted else one_line(_mend_inline_mapping(line[0], keys).strip())
        if not has_braces:
            yield (
                line.start("open"),
                "Y16",
                f"这里的括号是“{line['open']}”，不是英文花括号",
                "换成英文花括号 { }",
                right,
            )
        for match in _known(_COLON, line["inside"], keys):
            key, value = match["key"], one_line(match["value"].strip())
            yield start + match.start("at"), "Y01", f"“{key}”后面的冒号是全角的“：”", _COLON_CURE, f"{key}: {value}"
        for match in parted:
            sign = match["at"].strip()
            words = f"“{match['key']}”前面" + (f"是“{sign}”，不是英文逗号" if sign else "没有英文逗号")
            cure = "花括号里的各项用英文逗号隔开，逗号后面加一个空格"
            yield start + match.start("at"), "Y15", words, cure, right


def _mend_inline_mapping(row: str, keys: frozenset[str]) -> str:
    """A line with mistakes as it was meant."""
    line = _INLINE.search(row)
    if line is None:
        return row
    inside = line["inside"]
    for match in reversed(_known(_BETWEEN, inside, keys)):
        inside = f"{inside[: match.start('at')]}, {inside[match.start('key') :]}"
    for match in reversed(_known(_COLON, inside, keys)):
        inside = f"{inside[: match.start('at')]}: {inside[match.start('value') :]}"
    return row[: line.start("open")] + "{" + inside + ("}" if line["close"] else "") + row[line.end("close") :]


def _is_meant_as_mapping(line: re.Match[str], keys: frozenset[str]) -> bool:
    """Brackets around items; words in brackets are left alone."""
    first = _FIRST_ITEM.match(line["inside"])
    if first is None or first["key"] not in keys or line["name"] is None:
        return False
    return line["open"] == "｛" or first["colon"] != "："


def _known(pattern: re.Pattern[str], inside: str, keys: frozenset[str]) -> list[re.Match[str]]:
    """Where ``pattern`` names one of ``keys``; nowhere beside quotations."""
    is_quoted = '"' in inside or "'" in inside
    return [] if is_quoted else [match for match in pattern.finditer(inside) if match["key"] in keys]
