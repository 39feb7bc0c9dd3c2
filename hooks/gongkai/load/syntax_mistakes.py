"""Typing mistakes that YAML reads as something else, found in the raw text and named in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..model.problem import Level, Place, Problem
from .source import one_line, place_of

_KEY: Final = r"^[ \t\u3000\u00a0]*(?:-[ ]+)?(?P<key>[^\s:：#'\"{}\[\],&*!|>%@`-][^\s:：#'\"{}\[\],]{0,24})"
_FULLWIDTH: Final = re.compile(_KEY + r"(?P<at>：)", re.MULTILINE)
_NO_SPACE: Final = re.compile(_KEY + r"(?P<at>:)(?=[^\s:/])", re.MULTILINE)
_TAB: Final = re.compile(r"^[ ]*(?P<at>\t)", re.MULTILINE)
_WIDE_SPACE: Final = re.compile(r"^[ ]*(?P<at>[\u3000\u00a0\u2002-\u200b])", re.MULTILINE)
_LOST: Final = re.compile(_KEY + r":[ ]+(?P<value>[^\s'\"|>\[{&*!#][^#\n]*[^\s#])(?P<at> #)[^\n]*$", re.MULTILINE)
_LOST_ITEM: Final = re.compile(
    r"^[ ]*-[ ]+(?P<value>[^\s'\"|>\[{&*!#:：][^#:\n]*[^\s#])(?P<at> #)[^\n]*$", re.MULTILINE
)
#: ``年度指标值: >5`` is an empty block text to the parser.
_INDICATOR: Final = re.compile(_KEY + r":[ ]+(?P<at>[|>][+-]?\d[+-]?|>[ ]*[^\s#+-][^\n]*)[ ]*$", re.MULTILINE)
#: ``引言: | 文字``: the text of a block begins on the next line.
_BAR: Final = re.compile(_KEY + r":[ ]+(?P<at>\|[+-]?[ ]*)(?P<value>[^\s#+\d-][^\n]*)$", re.MULTILINE)
_BLOCK: Final = re.compile(
    r"^(?P<indent>[ ]*)(?:-[ ]+)?(?:[^\n#]*:[ ]+|-[ ]+)?[|>][+-]?\d?[ ]*(?:#[^\n]*)?$", re.MULTILINE
)
_KEEP: Final = "这些字要保留，就把整段内容放在英文引号里；是注释，就在 # 前多空几格"
_NUMBER: Final = re.compile(r"-?[\d.,]+|null|~")
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


def find_mistakes(text: str, keys: frozenset[str], file: str) -> Iterator[Problem]:
    """Mistakes outside block texts; ``keys`` are the Chinese keys a line may start with."""
    hits = [
        *((m, "tab") for m in _TAB.finditer(text)),
        *((m, "wide") for m in _WIDE_SPACE.finditer(text)),
        *((m, "colon") for m in _FULLWIDTH.finditer(text) if m["key"] in keys),
        *((m, "space") for m in _NO_SPACE.finditer(text) if m["key"] in keys),
        *((m, "lost") for m in _LOST.finditer(text) if _loses_text(m)),
        *((m, "item") for m in _LOST_ITEM.finditer(text) if _loses_text(m)),
        *((m, "indicator") for m in _INDICATOR.finditer(text)),
        *((m, "bar") for m in _BAR.finditer(text)),
    ]
    found = [(match.start("at"), _mistake(match, kind, text, file)) for match, kind in hits]
    found += _inline_mistakes(text, keys, file)
    blocks = tuple(_block_spans(text)) if found else ()
    for at, mistake in sorted(found, key=lambda hit: hit[0]):
        if not any(start <= at < end for start, end in blocks):
            yield mistake


def mend(text: str, mistakes: list[Problem], keys: frozenset[str]) -> str:
    """The text as it was meant, line for line, so that the rest of the file can be checked in the same run."""
    rows = text.split("\n")
    for mistake in mistakes:
        at = mistake.place.line - 1
        if mistake.code == "Y01":
            rows[at] = rows[at].replace("：", ": ", 1)
        elif mistake.code == "Y02":
            rows[at] = rows[at].replace(":", ": ", 1)
        elif mistake.code in {"Y15", "Y16"}:
            rows[at] = _mend_inline_mapping(rows[at], keys)
        elif mistake.code == "Y17":
            rows[at] = re.sub(r": +\|[+-]? *", ": ", rows[at], count=1)
        elif mistake.code in {"Y03", "Y10"}:
            bare = rows[at].lstrip()
            rows[at] = rows[at][: len(rows[at]) - len(bare)].replace("\t", "  ").expandtabs(2) + bare
            rows[at] = re.sub(r"^\s+", lambda blank: " " * len(blank[0]), rows[at])
    return "\n".join(rows)


def _loses_text(match: re.Match[str]) -> bool:
    """A comment one space after words: the words after it are lost, and are likely meant."""
    return not _NUMBER.fullmatch(match["value"])


def _mistake(match: re.Match[str], kind: str, text: str, file: str) -> Problem:
    place = place_of(file, text, match.start("at"))
    return _line_mistake(match, kind, place) if kind in {"tab", "wide", "item"} else _key_mistake(match, kind, place)


def _line_mistake(match: re.Match[str], kind: str, place: Place) -> Problem:
    """A mistake of a whole line."""
    example = "  决算: 971.21"
    if kind == "tab":
        words, cure = "这一行用制表符（Tab 键）缩进", "删掉制表符，改按空格键缩进，每级两个空格"
        return Problem(place, Level.ERROR, "Y03", words, cure, example)
    if kind == "wide":
        words, cure = "这一行用全角空格或不间断空格缩进", "删掉行首的空白，切换到英文输入法，按空格键缩进"
        return Problem(place, Level.ERROR, "Y10", words, cure, example)
    words = "这一条里有空格加 #，从 # 起的字会丢失"
    return Problem(place, Level.WARNING, "Y11", words, _KEEP, f'- "{one_line(match["value"])} # …"')


def _key_mistake(match: re.Match[str], kind: str, place: Place) -> Problem:
    """A mistake beside a key."""
    key, text = match["key"], match.string
    if kind == "indicator":
        words, cure = f"“{key}”以 {match['at'][0]} 开头，后面的内容会丢失", "整个值放在英文引号里"
        return Problem(place, Level.ERROR, "Y14", words, cure, f'{key}: "{match["at"]}"')
    if kind == "bar":
        words, cure = f"“{key}”的 | 后面接着写了字", "| 后面不写字；文字从下一行开始，缩进两个空格"
        return Problem(place, Level.ERROR, "Y17", words, cure, f"{key}: |\n  {one_line(match['value'])}")
    end = text.find("\n", match.end())
    rest = one_line(text[match.end() : None if end < 0 else end].strip())
    if kind == "colon":
        words, cure = f"“{key}”后面的冒号是全角的“：”", "换成英文冒号，后面加一个空格"
        return Problem(place, Level.ERROR, "Y01", words, cure, f"{key}: {rest}")
    if kind == "space":
        words = f"“{key}:”的冒号后面没有空格"
        return Problem(place, Level.ERROR, "Y02", words, "在冒号后面加一个空格", f"{key}: {rest}")
    words = f"“{key}”的内容里有空格加 #，从 # 起的字会丢失"
    return Problem(place, Level.WARNING, "Y11", words, _KEEP, f'{key}: "{one_line(match["value"])} # …"')


def _block_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where block texts (after ``|`` or ``>``) stand; what looks like a mistake in there is the clerk's own words."""
    end_of_last = 0
    for match in _BLOCK.finditer(text):
        if match.start() < end_of_last:
            continue
        limit = len(match["indent"])
        at = match.end() + 1
        while at < len(text):
            stop = text.find("\n", at)
            stop = len(text) if stop < 0 else stop
            line = text[at:stop]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= limit:
                break
            at = stop + 1
        yield match.end() + 1, at
        end_of_last = at


def _inline_mistakes(text: str, keys: frozenset[str], file: str) -> Iterator[tuple[int, Problem]]:
    """Where each mistake stands in the text, and its problem; ``keys`` are the Chinese keys that are known."""
    for line in _INLINE.finditer(text):
        if line["open"] != "{":
            if not _is_meant_as_mapping(line, keys):
                continue
            words = f"这里的括号是“{line['open']}”，不是英文花括号"
            yield _inline_mistake(line, line.start("open"), ("Y16", words, "换成英文花括号 { }"), keys, file)
        for match in _colons(line["inside"], keys):
            at = line.start("inside") + match.start("at")
            words, right = (
                f"“{match['key']}”后面的冒号是全角的“：”",
                f"{match['key']}: {one_line(match['value'].strip())}",
            )
            yield (
                at,
                Problem(place_of(file, text, at), Level.ERROR, "Y01", words, "换成英文冒号，后面加一个空格", right),
            )
        for match in _between(line["inside"], keys):
            sign = match["at"].strip()
            words = f"“{match['key']}”前面是“{sign}”，不是英文逗号" if sign else f"“{match['key']}”前面没有英文逗号"
            cure = "花括号里的各项用英文逗号隔开，逗号后面加一个空格"
            yield _inline_mistake(line, line.start("inside") + match.start("at"), ("Y15", words, cure), keys, file)


def _mend_inline_mapping(row: str, keys: frozenset[str]) -> str:
    """A line with mistakes as it was meant."""
    line = _INLINE.search(row)
    if line is None:
        return row
    inside = line["inside"]
    for match in reversed(list(_between(inside, keys))):
        inside = f"{inside[: match.start('at')]}, {inside[match.start('key') :]}"
    for match in reversed(list(_colons(inside, keys))):
        inside = f"{inside[: match.start('at')]}: {inside[match.start('value') :]}"
    return row[: line.start("open")] + "{" + inside + ("}" if line["close"] else "") + row[line.end("close") :]


def _is_meant_as_mapping(line: re.Match[str], keys: frozenset[str]) -> bool:
    """Brackets around items; words in brackets are left alone."""
    first = _FIRST_ITEM.match(line["inside"])
    known = first is not None and first["key"] in keys and line["name"] is not None
    return known and (line["open"] == "｛" or (first is not None and first["colon"] != "："))


def _colons(inside: str, keys: frozenset[str]) -> Iterator[re.Match[str]]:
    """Known names with a full-width colon."""
    if '"' not in inside and "'" not in inside:
        yield from (match for match in _COLON.finditer(inside) if match["key"] in keys)


def _between(inside: str, keys: frozenset[str]) -> Iterator[re.Match[str]]:
    """Items that do not follow a comma; where there are quotations nothing is known for sure."""
    if '"' not in inside and "'" not in inside:
        yield from (match for match in _BETWEEN.finditer(inside) if match["key"] in keys)


def _inline_mistake(
    line: re.Match[str], at: int, wording: tuple[str, str, str], keys: frozenset[str], file: str
) -> tuple[int, Problem]:
    code, words, cure = wording
    example = one_line(_mend_inline_mapping(line[0], keys).strip())
    return at, Problem(place_of(file, line.string, at), Level.ERROR, code, words, cure, example)
