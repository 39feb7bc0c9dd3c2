"""Words of a report that look like something they are not: web code, tables and marks that were not written as such.

All of them are printed as they are written; the clerk is asked whether they are meant so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby, islice
from typing import Any, Final

from ..model.paths import leaves
from ..model.problem import KeyPath, Level, Problem
from ..model.prose import GAP, Block, is_link, is_rule, parse_prose, parse_row, parse_words
from .source import one_line
from .yaml_text import MOST, Document

_ACTIVE: Final = re.compile(
    r"<\s*(script|iframe|object|embed|svg|style|form)\b|javascript:|\bon(?:error|load|click)\s*=", re.I
)
#: One of these is in every match of the above; beginning with one of few characters, it is found far more quickly.
_BEGINNING: Final = re.compile("[<jJoO](?:(?<=<)|(?<=[jJ])[aA]|(?<=[oO])[nN])")
#: And the letters of one of these: a letter is found more quickly still, and few reports hold any.
_LETTERS: Final = (("<",), ("jJ", "aA"), ("oO", "nN"))
#: Between the columns of a table that was pasted from elsewhere, and what the message says of it.
_COLUMNS: Final = (
    (re.compile(r"\t+"), "各列之间是制表符"),
    (re.compile(r"[｜│┃]"), "竖线不是英文的 |"),
    (re.compile(r"\|"), "第一行下面没有 |---|---| 这样的一行"),
    (GAP, "各列之间是空格"),
)
_AS_TABLE: Final = (
    "每行两端和各列之间写英文竖线 |，第一行下面加一行 |---|---|，各行之间不空行；不是表格的，改用顿号、逗号隔开"
)
#: A table of more columns is no example.
_MOST_COLUMNS: Final = 12
_HEADING: Final = re.compile(
    r" *(?:#{1,2} +(?![0-9 ])| +#{3,6} +|#{3,6}(?![#0-9 ])|#{2}(?![#0-9 ])|#{7,}) *(?P<words>\S.*)"
)
_LINK: Final = re.compile(r"\[[^\[\]\n]++\]\((?:www\.[^\s()]*+|[^\s()]+\.[A-Za-z]{2,4}|[^\s():]+:[^\s()]+)\)")
#: A cell that was pasted as a line of its own; several of them, a figure among them, are a lost table.
_CELL: Final = re.compile(r"[^，。；：、,;:！？]{1,10}")
_FIGURE: Final = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
_FEWEST_CELLS: Final = 5
#: A name that is masked, 张**: its stars would be taken for the beginning and the end of bold words.
_STARRED: Final = r"(?P<words>[^*]*+)(?<=[、，；,;和及与向对给][\u4e00-\u9fff])\*\*(?!\*)"
_MASKED: Final = re.compile(rf"\*\*(?<=[\u4e00-\u9fff]\*\*){_STARRED}")
_SIGN: Final = re.compile(r"- +[^\w\s]*\d")
#: Behind the end of a sentence, or between words with a blank on each side: the mark of another entry.
_SECOND: Final = re.compile(
    r"(?<=[。；！？])[ \u3000]*- *(?=[^\s\d-])|(?<=[\u4e00-\u9fff”）])[ \u3000]+- +(?=[\u4e00-\u9fff“（])"
)
#: Without any of these, a link that is none, or a line that begins so, a text is what it looks like; most texts are.
#: A cell may stand behind the mark of an item.
_PARTING: Final = ("|", "｜", "│", "┃", "\t", "\u3000", "  ")
_SUSPECT: Final = re.compile(
    r"\n(?:#{1,2}(?!#)| +#|#{3,6}[^# ]|#{7}|- +[^\w\s]*\d|(?:[^，。；：、\n]{1,15}\n){4}[^\n])"
)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a line of a text looks like: its number from 0, and what the message says."""

    at: int
    level: Level
    code: str
    message: str
    cure: str
    example: tuple[str, ...] = ()


def check_texts(source: str, document: Document) -> Iterator[Problem]:
    """Problems of all texts; ``source`` is the file's text, by which places inside a text are found."""
    # Where nothing like web code is written, and nothing in other characters (``\\x3c``), no value can hold it.
    texts = leaves(document.value) if "\\" in source or _is_active(source) else []
    active = (found for path, text in texts if isinstance(text, str) for found in _active(path, text, document))
    yield from islice(active, MOST)
    marked = _marked(document.value)
    entries = ((path, text) for path, text in marked if isinstance(path[-1], int))
    yield from islice((one for path, text in entries for one in _merged(path, text, document)), MOST)
    suspect = ((path, text) for path, text in marked if ("\n" in text or "**" in text) and _is_suspect(text))
    looks = ((path, look) for path, text in suspect for look in _looks(text))
    asked = tuple(islice(looks, MOST))
    lines = source.split("\n") if asked else []
    yield from (_problem(path, look, document, lines) for path, look in asked)


def _is_active(source: str) -> bool:
    """Whether anything like web code is written somewhere; most files are done with by their letters."""
    for letters in _LETTERS:
        if all(any(letter in source for letter in either) for either in letters):
            return _BEGINNING.search(source) is not None and _ACTIVE.search(source) is not None
    return False


def _marked(value: Any, path: KeyPath = ()) -> list[tuple[KeyPath, str]]:
    """The texts of several lines, with bold words, or with a dash in an entry: in no other is there anything to ask."""
    found: list[tuple[KeyPath, str]] = []
    for key, child in value.items() if isinstance(value, dict) else enumerate(value):
        kind = type(child)
        if kind is str:
            if "\n" in child or "**" in child or (type(key) is int and "-" in child):
                found.append(((*path, key), child))
        elif kind is dict or kind is list:
            found += _marked(child, (*path, key))
    return found


def _is_suspect(text: str) -> bool:
    """Whether there may be anything to ask; found quickly, for most texts are looked at no further."""
    if any(sign in text for sign in _PARTING) or _SUSPECT.search(f"\n{text}"):
        return True
    is_linked = "](" in text and any(not is_link(found[0]) for found in _LINK.finditer(text))
    return is_linked or ("**" in text and _MASKED.search(text) is not None)


def _active(path: KeyPath, text: str, document: Document) -> Iterator[Problem]:
    if found := _ACTIVE.search(text):
        message = f"文字里有网页代码“{one_line(found[0])}”，页面上只按文字显示"
        yield document.problem(path, Level.WARNING, "S19", message, "删掉网页代码，只留文字")


def _merged(path: KeyPath, text: str, document: Document) -> Iterator[Problem]:
    """An entry of a list with the mark of another in its one line."""
    found = None if "\n" in text.strip() else _SECOND.search(text)
    if found:
        one, other = text[: found.start()].strip(), text[found.end() :].strip()
        message = f"“{one_line(one[-10:] + found[0] + other[:6], 30)}”像是两条写在了一行"
        cure = "是两条的，在短横线前面换行，与第一条对齐；是一条的，去掉短横线"
        yield document.problem(path, Level.WARNING, "Y21", message, cure, f"- {one}\n- {other}")


def _problem(path: KeyPath, look: _Look, document: Document, lines: list[str]) -> Problem:
    key = f"{path[-1]}: |" if isinstance(path[-1], str) else "- |"
    example = "\n  ".join((key, *look.example)) if look.example else ""
    place = document.line_place(path, look.at, lines)
    return Problem(place, look.level, look.code, look.message, look.cure, example, path)


def _looks(text: str) -> Iterator[_Look]:
    """At most one of each kind for a text."""
    blocks = parse_prose(text)
    tables = chain(_ragged(blocks), _unruled(blocks, text), _scattered(blocks))
    for found in (tables, _headings(blocks), _links(blocks), _signs(blocks), _masked(blocks)):
        yield from islice(found, 1)


def _ragged(blocks: tuple[Block, ...]) -> Iterator[_Look]:
    """Tables whose rows have more or fewer cells than the first."""
    for block in blocks if any(block.mark == "|" for block in blocks) else ():
        rows = [parse_row(line) for line in block.lines] if block.mark == "|" else []
        for at, row in enumerate(rows):
            if len(row) != len(rows[0]):
                message = f"表格的第一行有 {len(rows[0])} 格，这一行有 {len(row)} 格"
                most = max(map(len, rows))
                cure = f"每一行都写 {most} 格，没有内容的格空着；格里的竖线改用顿号或斜线"
                yield _Look(block.at + at + 1, Level.WARNING, "S25", message, cure, _as_table(rows[0], most))


def _unruled(blocks: tuple[Block, ...], text: str) -> Iterator[_Look]:
    """Lines whose words are parted into columns: two or more of them, or one between bars; a rule without its row."""
    lines = [line for block in blocks if block.mark != "|" for line in _lines(block)]
    barred = next(((at, line) for at, line in lines if "|" in line), None)
    if barred and is_rule(barred[1]):
        words, cure = "这一行上面没有表头", "在这一行上面写各列的名称，用竖线隔开，中间不空行；不是表格的，删掉这一行"
        yield _Look(barred[0], Level.WARNING, "S25", words, cure, _as_table((), len(parse_row(barred[1]))))
    for columns, reason in [kind for kind in _COLUMNS if kind[0].search(text)]:
        if not any(columns.search(line) for _, line in lines):
            continue  # only tables have any
        rows = [_columns(line, columns) for _, line in lines]
        for (at, line), row, after, below in zip(lines, rows, [*lines[1:], (0, "")], [*rows[1:], []], strict=False):
            follows = len(below) >= _least(columns) and after[0] < at + 3
            is_boxed = len(line) > 1 and line[0] + line[-1] in ("||", "｜｜") and columns.search(line) is not None
            if (is_boxed or (len(row) >= _least(columns) and follows)) and not is_rule(line):
                words = f"这里像是表格，没有写成表格：{reason}"
                yield _Look(at, Level.WARNING, "S25", words, _AS_TABLE, _as_table(row, len(row)))


def _scattered(blocks: tuple[Block, ...]) -> Iterator[_Look]:
    """Tables of which every cell has become a line, which would be put together to one word."""
    for block in blocks:
        lines = [line.strip() for line in block.lines if block.mark != "|"]
        for is_cell, run in groupby(range(len(lines)), key=lambda at: _CELL.fullmatch(lines[at]) is not None):
            cells = list(run) if is_cell else []
            if len(cells) >= _FEWEST_CELLS and any(_FIGURE.fullmatch(lines[at]) for at in cells):
                words = "这里像是表格，没有写成表格：每格各占一行，会连成一段"
                yield _Look(block.at + cells[0], Level.WARNING, "S25", words, _AS_TABLE)


def _columns(line: str, columns: re.Pattern[str]) -> list[str]:
    return columns.split(line.strip("|｜│┃ \t\u3000"))


def _least(columns: re.Pattern[str]) -> int:
    """The columns that make a row: one gap of spaces makes none."""
    return 3 if columns is GAP else 2


def _lines(block: Block) -> Iterator[tuple[int, str]]:
    """The lines as written; the number of an item may be the first cell of a row."""
    number = f"{block.mark} " if block.kind == "1." else ""
    yield from ((block.at + at, f"{'' if at else number}{line.strip()}") for at, line in enumerate(block.lines))


def _as_table(cells: list[str] | tuple[str, ...], count: int) -> tuple[str, ...]:
    """The first row and the line of rules as they should be."""
    if count > _MOST_COLUMNS:
        return ()
    filled = [*(one_line(cell.strip()) for cell in cells), *[""] * (count - len(cells))]
    return f"| {' | '.join(filled)} |", "|---" * count + "|"


def _headings(blocks: tuple[Block, ...]) -> Iterator[_Look]:
    for at, line, block in _rows(blocks):
        if block.mark == "" and (found := _HEADING.fullmatch(line)):
            words = f"“{one_line(line)}”不是小标题，照原样显示"
            cure = "小标题写在行首，用三个到六个 #，后面空一格；不是小标题的，去掉 #"
            yield _Look(at, Level.WARNING, "S26", words, cure, (f"### {one_line(found['words'])}",))


def _links(blocks: tuple[Block, ...]) -> Iterator[_Look]:
    for at, line, _ in _rows(blocks):
        if (found := _LINK.search(line)) and not is_link(found[0]):
            words = f"“{one_line(found[0])}”不是链接，照原样显示"
            cure = "网址以 http:// 或 https:// 开头，写全；不是链接的，把方括号换成“〔〕”"
            yield _Look(at, Level.WARNING, "S26", words, cure, ("[名称](https://…)",))


def _signs(blocks: tuple[Block, ...]) -> Iterator[_Look]:
    for at, line, block in _rows(blocks):
        if block.mark != "|" and _SIGN.match(line) and (at > block.at or not block.mark):
            words = f"“{one_line(line, 20)}”的短横线后面是数字，可能是负号，照原样显示，不作为列表"
            yield _Look(at, Level.HINT, "S26", words, "是列表的，数字前面加几个字；是负数的，负号后面不空格")


def _masked(blocks: tuple[Block, ...]) -> Iterator[_Look]:
    for at, line, _ in _rows(blocks):
        found = _MASKED.search(line)
        if found and found["words"] in (piece.words for piece in parse_words(line) if piece.is_bold):
            words = f"“{one_line(line[found.start() - 1 : found.end()], 20)}”中间的字会加粗，星号不显示"
            yield _Look(at, Level.HINT, "S26", words, "星号代替名字的，换成“某某”或“××”；要加粗的不用改")


def _rows(blocks: tuple[Block, ...]) -> Iterator[tuple[int, str, Block]]:
    """The number of every line, the line as written, and the block that it is in."""
    return ((block.at + at, line, block) for block in blocks for at, line in enumerate(block.lines))
