"""Outline and report → the chapters of a page. What the outline does not place stands in a last chapter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from ...model.outline import SECTIONS, Chart, Kind, Outline, Slot, placeable
from ...model.paths import find_field, is_prose, stated_in, value_at
from ...model.problem import KeyPath
from ...model.report import Report
from ..parts.bars import Bars, Share
from ..parts.folded import folded
from ..parts.table import Column, Flags, Table
from .block import Block as Block  # of which chapters are made
from .block import BlockKind, Content
from .charts import report_charts
from .projects import PROJECTS, project_tables
from .sentences import is_general_alone, sentence
from .tables import Source, report_table, value_row

LAST_CHAPTER: Final = "其他公开内容"
_LAST_ID: Final = "qita-gongkai"
_CHAPTER: Final = 2

#: What an entry of an outline, or else its content, becomes.
_KINDS: Final[Mapping[object, BlockKind]] = {
    Kind.PARTS: "blocks", Kind.TEXT: "text", Kind.SENTENCE: "sentence", Kind.LIST: "list",
    Kind.TABLE: "blocks", Table: "table", Share: "share", Bars: "bars",
}  # fmt: skip  # names, read in a row


def chapters(
    outline: Outline, report: Report, year: int, flags: Flags, framed: frozenset[KeyPath]
) -> tuple[Block, ...]:
    """The chapters of a report; ``framed`` are the values, or whole keys, that the page shows around them."""
    layout = _Layout(Source(report, flags, outline.texts), report_charts(report), year, framed)
    placed = (*layout.blocks(outline.chapters, _CHAPTER), *layout.blocks(outline.annexes, _CHAPTER, numbered=False))
    return (*placed, *layout.last_chapter())


@dataclass(slots=True)
class _Layout:
    """Places slots, and keeps what has been shown."""

    source: Source
    charts: Mapping[Chart, Share | Bars | None]
    year: int
    framed: frozenset[KeyPath]
    shown: set[KeyPath] = field(default_factory=set)  # values, and lists of which all is shown

    def blocks(self, slots: Iterable[Slot], level: int, *, numbered: bool = True) -> Iterator[Block]:
        """What is published of ``slots``."""
        said = ""
        for slot in slots:
            if slot.items == SECTIONS:
                yield from self._sections(level, numbered)
            elif content := self._content(slot, level, numbered):
                kind = _KINDS.get(type(content)) or _KINDS[slot.kinds[0]]
                if isinstance(content, Table):
                    content = folded(content, said)
                elif kind == "sentence":
                    said = f"{said}{content}"
                address = slot.address if slot.is_addressed else ""
                yield Block(kind, content, level, address, self._title(slot), numbered)

    def _title(self, slot: Slot) -> str:
        """The official heading of one budget only where all of the figures are proved to be of it."""
        other = slot.other_title and not is_general_alone(self.source.report)
        return (slot.other_title if other else slot.title) or ""

    def _content(self, slot: Slot, level: int, numbered: bool) -> Content | None:
        """What is published of an entry of the outline."""
        report = self.source.report
        if slot.parts:
            return tuple(self.blocks(slot.parts, level + bool(slot.title), numbered=numbered))
        if slot.sentence:
            return sentence(slot.sentence, report, self.year)
        if slot.chart:
            return self.charts[slot.chart]
        if slot.path == PROJECTS:
            found = project_tables(self.source, level + bool(slot.title))
            self.shown |= found.shown
            return found.blocks
        if slot.table:
            table = report_table(slot.table, self.source)
            self.shown |= table.shown if table else set()
            return table
        words: str | tuple[str, ...] | None = value_at(report, slot.path)
        if words:
            self.shown |= {slot.path} if slot.text else {(*slot.path, at) for at in range(len(words))}
        return words

    def _sections(self, level: int, numbered: bool) -> Iterator[Block]:
        """其他章节: each under a title of its own."""
        for at, section in enumerate(self.source.report.sections):
            self.shown |= {(SECTIONS, at, "标题"), (SECTIONS, at, "内容")}
            yield Block("text", section.text, level, f"qita-{at + 1}", section.title, numbered)

    def last_chapter(self) -> Iterator[Block]:
        """Everything published that has been shown nowhere, by the keys of the form."""
        found = stated_in(self.source.report, self.shown | self.framed)
        left = {path: value for path, value in found if path[:1] not in self.framed}
        self.source = replace(self.source, told=frozenset(self.shown))
        keys = dict.fromkeys(str(path[0]) for path in left)
        parts = tuple(self._left_of(key, f"{_LAST_ID}-{at}", left) for at, key in enumerate(keys, 1))
        if parts:
            yield Block("blocks", parts, _CHAPTER, _LAST_ID, LAST_CHAPTER, numbered=False)

    def _is_shown(self, path: KeyPath) -> bool:
        """Whether a value has been shown, alone or with a whole list."""
        lists = (path[:at] for at, key in enumerate(path) if isinstance(key, int))
        return path in self.shown or any(above in self.shown for above in lists)

    def _left_of(self, key: str, id_: str, left: dict[KeyPath, Any]) -> Block:
        """What is left under a key: the form's tables and lists, single values, then texts."""
        left = {path: value for path, value in left.items() if path[0] == key}
        blocks: list[Block] = []
        for slot in _whole(key):
            if not any(path[: len(slot.path)] == slot.path for path in left):
                continue
            self.shown = set()
            found = tuple(self.blocks((slot,), 4, numbered=False))
            still = {path: value for path, value in left.items() if not self._is_shown(path)}
            if len(still) < len(left):
                blocks += (block._replace(id=id_) if block.kind == "list" else block for block in found)
                left = still
        texts = {path: value for path, value in left.items() if _is_prose(path, value)}
        rows = tuple(value_row(path, value, label=_label(path)) for path, value in left.items() if path not in texts)
        if rows:
            blocks.append(Block("table", Table(id_, key, "项目", (Column("内容"),), rows, ""), 4))
        if texts.keys() == {(key,)} and not blocks:
            return Block("text", texts[key,], 3, id_, key, numbered=False)
        blocks += [
            Block("text", text, 4, f"{id_}-{at}", _label(path), numbered=False)
            for at, (path, text) in enumerate(texts.items(), 1)
        ]
        return Block("blocks", tuple(blocks), 3, id_, key, numbered=False)


def _whole(key: str) -> Iterator[Slot]:
    """Slots for all tables and lists below a key of the form, the whole before its parts."""
    for name, kind in placeable().items():
        if name.partition(".")[0] == key and kind is Kind.TABLE:
            yield Slot(table=name)
        elif name == key and kind is Kind.LIST:
            yield Slot(items=name)


def _is_prose(path: KeyPath, value: Any) -> bool:
    """Whether a value stands where free text is written; a value of one line knows no marks, however long."""
    declared = find_field(Report, path)
    return isinstance(value, str) and ("\n" in value or (declared is not None and is_prose(declared)))


def _label(path: KeyPath) -> str:
    """收支.基本支出.说明 → 基本支出 · 说明; entries of a list are counted."""
    return " · ".join(f"第{key + 1}条" if isinstance(key, int) else key for key in path[1:] or path)
