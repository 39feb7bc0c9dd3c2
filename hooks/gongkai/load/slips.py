"""What a clerk did where the parser stumbles, line by line: it names the line at which it gave up, not the slip.

Only files that cannot be read are looked at, so that nothing here says a word of a file that can.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from ..model.problem import Level, Place, Problem
from .slip_lines import Line, Slip, line_of
from .slip_values import half_quoted, slip_of_value

#: A heading of a text; YAML takes it for a comment.
_HEADING: Final = re.compile(r"#{3,6} ")
#: What may stand at the very left of a file beside the known keys: a unit's id.
_ID: Final = re.compile(r"[a-z0-9-]+")

_FIGURE: Final = re.compile(r"-?\d[\d.,]*")
_SECOND_DOCUMENT: Final = re.compile(r"(?:---|\.\.\.)(?:\s|$)")


@dataclass(slots=True)
class _Block:
    """A text after ``|`` that is open: the line that began it, and how far its own lines are indented."""

    head: Line
    margin: int = 0

    def holds(self, line: Line) -> bool:
        """Whether the line belongs to the text as it stands."""
        if not self.margin and line.indent > self.head.column:
            self.margin = line.indent
        return bool(self.margin) and line.indent >= self.margin

    @property
    def name(self) -> str:
        """What the text is called."""
        return f"“{self.head.key}”" if self.head.key else "上面这一条"


@dataclass(slots=True)
class _Walk:
    """The lines of a text from the first to the last, and what they would be if they were right."""

    file: str
    keys: frozenset[str]
    rows: list[str]
    lists: frozenset[str] = frozenset()
    block: _Block | None = None
    above: Line | None = None
    items: int | None = None  # how far the entries of the list are indented in which the walk is
    slips: list[Problem] = field(default_factory=list)

    def go(self) -> None:
        """Look at every line."""
        for at, row in enumerate(self.rows):
            if not row.strip():
                continue
            line = line_of(at, row, self.keys)
            if self.block and self._is_in_text(line):
                continue
            if line.is_comment or (self.above is None and line.bare == "---"):
                continue
            self.block = None
            if not self._take(line):
                return

    def _is_in_text(self, line: Line) -> bool:
        block = self.block
        if block is None or block.holds(line):
            return True
        if not self._is_of_text(line, block):
            return False
        margin = block.margin or block.head.column + 2
        spaces, right = " " * margin, line.bare.strip()
        fact = f"这一行没有缩进到与其他行对齐，不算在{block.name}的文字里"
        cure = f"在行首按空格键，一共 {margin} 个空格；下面的几段也一样"
        self._tell(line, Slip("Y19", line.indent, fact, cure, spaces + right, spaces + right))
        return True

    def _is_of_text(self, line: Line, block: _Block) -> bool:
        """Whether a line that stands outside a text was meant to be in it."""
        if line.is_comment:
            return bool(_HEADING.match(line.bare))
        if line.indent > block.head.indent and line.indent > block.head.column:
            return True
        if line.is_item or line.lost_colon:
            return False
        is_free = line.indent > 0 or _ID.fullmatch(line.key) is not None
        return not (line.key and (line.key in self.keys or is_free))

    def _take(self, line: Line) -> bool:
        """A line outside of texts; False where what follows cannot be told apart."""
        if _SECOND_DOCUMENT.match(line.bare):
            self._tell(line, _second_document(line))
            self.rows[line.at :] = [""] * (len(self.rows) - line.at)
            return False
        above, self.above = self.above, line
        if above and above.may_go_on and line.indent > above.column and not line.key:
            self.above = above
            return True
        line = self._with_dash(line, above)
        self._see_list(line)
        slip = self._slip(line)
        if slip:
            self._tell(line, slip)
        elif not line.key and not line.is_item:
            self._tell(line, _nameless(line))
        if slip is None and line.opens_text:
            self.block = _Block(line)
        return not (slip is None and line.is_unclosed)

    def _slip(self, line: Line) -> Slip | None:
        """What is wrong with the line itself."""
        wide = line.wide_colon if self._is_name(line) else None
        open_ = half_quoted(line) if self._is_left_open(line) else None
        return line.lost_colon or wide or open_ or slip_of_value(line, self._below(line), self.keys, self.lists)

    def _is_name(self, line: Line) -> bool:
        """Whether a name with a wide colon is one: a figure stands behind it, or its own items below it."""
        if line.wide_colon is None or not line.bare.split("#")[0].rstrip().endswith("："):
            return line.wide_colon is not None
        below = self._next(line)
        return below is not None and below.indent > line.indent and bool(below.key)

    def _is_left_open(self, line: Line) -> bool:
        """Whether a quotation is left open: it begins, and the next line is an item of its own."""
        is_begun = bool(line.key) and line.value[:1] in {'"', "'"} and line.value.count(line.value[0]) == 1
        below = self._next(line) if is_begun else None
        return below is not None and below.key in self.keys and below.indent <= line.column

    def _next(self, line: Line) -> Line | None:
        """The next line that is no note."""
        for at in range(line.at + 1, len(self.rows)):
            if (bare := self.rows[at].lstrip()) and bare[0] != "#":
                return line_of(at, self.rows[at], self.keys)
        return None

    def _with_dash(self, line: Line, above: Line | None) -> Line:
        """The line with the hyphen that was lost before an entry of a list."""
        if line.key or line.is_item or not (line.opens_text or line.bare[0] == "{"):
            return line
        below = self._next(line)
        is_first = self.items is None and below is not None and below.is_item and below.indent <= line.indent
        others = below.indent if below and is_first else self.items
        if not line.opens_text and (others is None or line.indent < others):
            return line
        indent = min(line.indent, (above.column + 2 if above else 0) if others is None else others)
        before = " " * indent + "- "
        fact, cure = "这一条前面少了短横线", f"把行首的空格改成 {indent} 个空格、一个短横线、一个空格，与别的各条对齐"
        self._tell(line, Slip("Y09", line.indent, fact, cure, before + line.short, before + line.bare))
        self.above = line_of(line.at, before + line.bare, self.keys)
        return self.above

    def _see_list(self, line: Line) -> None:
        if line.is_item:
            self.items = line.indent
        elif self.items is not None and line.key and line.indent <= self.items:
            self.items = None

    def _below(self, line: Line) -> list[Line]:
        """The lines that were written below a line as if they belonged to it: the next, and those as deep as it."""
        found: list[Line] = []
        for at in range(line.at + 1, len(self.rows)):
            row = self.rows[at]
            if not row.strip() or row.lstrip().startswith("#"):
                continue
            below = line_of(at, row, self.keys)
            is_part = below.indent > line.column or not (
                below.key or below.is_item or below.lost_colon or self._is_name(below)
            )
            if not is_part and not (below.is_item and below.indent == line.column):
                break
            found.append(below)
        return found

    def _tell(self, line: Line, slip: Slip) -> None:
        place = Place(self.file, line.at + 1, slip.column + 1)
        self.slips.append(Problem(place, Level.ERROR, slip.code, slip.message, slip.cure, slip.example))
        self.rows[line.at] = slip.mended
        for at in slip.dropped:
            self.rows[at] = ""


def find_slips(
    text: str, keys: frozenset[str], file: str, lists: frozenset[str] = frozenset()
) -> tuple[list[Problem], str]:
    """What is wrong with the lines of a text that no parser reads, and the text, line for line, as it was meant.

    ``lists`` are those of the ``keys`` below which entries stand.
    """
    walk = _Walk(file, keys, text.split("\n"), lists)
    walk.go()
    return walk.slips, "\n".join(walk.rows)


def _second_document(line: Line) -> Slip:
    cure = "一个文件只写一份报告，删掉 ---；下面是另一份报告的，移到它自己的文件里"
    return Slip("Y12", line.indent, "一个文件里有两份文档（---）", cure, "", "")


def _nameless(line: Line) -> Slip:
    if _FIGURE.fullmatch(line.value):
        fact = f"这一行只有 {line.value}，没有名称，不知道是哪一项的"
        cure = "前面补上名称、英文冒号和空格，与同级的各行左边对齐；多出来的，删掉这一行"
        return Slip("Y09", line.indent, fact, cure, f"决算: {line.value}", "")
    fact = "这一行不是“名称: 内容”，不知道是哪一项的"
    cure = "是上一项的文字，就在那一项的冒号后面写 |，这一行比它多缩进两格；上面少了一行名称的，补上，冒号后面写 |"
    return Slip("Y09", line.indent, fact, cure, f"说明: |\n  {line.short}", "")
