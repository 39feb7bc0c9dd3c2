"""Outline (提纲): in which chapters, and in which order, a report is printed. It is data: ``outlines/*.yml``.

An outline places what a report publishes and never decides whether it is published: what it does not place stands
in a last chapter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, cached_property
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from .amounts import Item, Row
from .paths import fields_by_key, is_alone, is_text, record_in
from .problem import KeyPath
from .readings import READINGS
from .record import Record, field, required
from .report import Report
from .text import Line

ANCHOR: Final = re.compile(r"[a-z]+(?:-[a-z]+)*")
#: Addresses on a report page that are no outline's to give: those of its frame, and the beginnings of made ones.
RESERVED: Final = frozenset(
    {"main", "jisuan", "jiaohe", "linian", "fujian", "gengzheng", "xiazai", "laiyuan", "yinyan", "xm"}
)
RESERVED_STARTS: Final = ("biao-", "tu-", "qita-", "gk-", "xm-")


def _parse_anchor(value: Any) -> str:
    if not isinstance(value, str) or not ANCHOR.fullmatch(value):
        raise PydanticCustomError("not_an_anchor", "不是地址")
    return value


#: A list whose entries have titles of their own.
SECTIONS: Final = "其他章节"
#: The name of a place on a page, behind the # of its address: pinyin and hyphens.
Anchor = Annotated[
    str, BeforeValidator(_parse_anchor), WithJsonSchema({"type": "string", "pattern": f"^{ANCHOR.pattern}$"})
]


class Sentence(StrEnum):
    """Sentences that are written from the figures."""

    TOTALS = "收支总体"
    BASIC = "基本支出"
    PROJECT = "项目支出"
    THREE_PUBLIC = "三公经费"
    OPERATING = "公用经费"


class Chart(StrEnum):
    """Charts of a report's figures."""

    SPENDING = "支出构成"
    BUDGET = "预算与决算"
    BASIC = "基本支出构成"
    THREE_PUBLIC = "三公经费构成"


class Kind(StrEnum):
    """What an entry of an outline places; the key it is written with."""

    PARTS = "内容"
    TEXT = "文字"
    TABLE = "表"
    CHART = "图"
    SENTENCE = "句子"
    LIST = "列表"


class Slot(Record):
    """An entry of an outline: one thing to print, or several (内容) under a title.

    It appears on a page only if something of it is published.
    """

    title: Line | None = field("标题", "标题，不写编号", example="基本支出")
    other_title: Line | None = field(
        "另题", "收入不能证明全部是一般公共预算时用的标题：收支总数包括各种资金", example="收入支出情况"
    )
    anchor: Anchor | None = field("地址", "网址里 # 后面的名称，用拼音；不写就照标题的读音", example="jiben-zhichu")
    parts: tuple[Slot, ...] = field("内容", "标题下面的各条，照先后写", default_factory=tuple)
    text: Line | None = field("文字", "一段文字：它在数据文件里的名称，逐级用点隔开", example="概况.基本情况")
    table: Line | None = field("表", "一张表：它在数据文件里的名称，逐级用点隔开", example="收支.基本支出")
    chart: Chart | None = field("图", "一张图", example="支出构成")
    sentence: Sentence | None = field("句子", "由数字写成的一句话", example="收支总体")
    items: Line | None = field("列表", "一条一条的内容：它在数据文件里的名称", example="问题")

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """What is written; a right entry has one."""
        written = (self.parts, self.text, self.table, self.chart, self.sentence, self.items)
        return tuple(kind for kind, value in zip(Kind, written, strict=True) if value)

    @property
    def name(self) -> str:
        """What is placed; "" where it has parts."""
        return self.text or self.table or self.chart or self.sentence or self.items or ""

    @cached_property
    def path(self) -> KeyPath:
        """Where that stands in a data file."""
        return tuple(self.name.split("."))

    @cached_property
    def is_addressed(self) -> bool:
        """Whether there is, or may be, a heading with the address."""
        return bool(self.title or self.text or (self.items and self.items != SECTIONS))

    @cached_property
    def address(self) -> str:
        """地址, or how the title or else the name is read; "" where that is no word."""
        return self.anchor or spelt(self.title or self.name)


class Outline(Record):
    """The chapters of a report, then its annexes, which carry no number."""

    about: Line | None = field("说明", "用于哪些年度、哪种报告", example="2022年度起的部门整体支出绩效自评报告")
    chapters: tuple[Slot, ...] = required("章节", "各章，照先后写", example="[{标题: 部门概况, 文字: 概况.基本情况}]")
    annexes: tuple[Slot, ...] = field("附件", "正文后面的附表，不编号", default_factory=tuple)

    def slots(self) -> Iterator[tuple[KeyPath, Slot, int]]:
        """Every entry with its keys from the top of the file, and how deep it stands: a chapter at 1."""
        yield from _walk(("章节",), self.chapters, 1)
        yield from _walk(("附件",), self.annexes, 1)

    @cached_property
    def texts(self) -> frozenset[KeyPath]:
        """Where the texts stand that have a place of their own."""
        return frozenset(slot.path for _, slot, _ in self.slots() if slot.text)


def _walk(path: KeyPath, slots: tuple[Slot, ...], depth: int) -> Iterator[tuple[KeyPath, Slot, int]]:
    for at, slot in enumerate(slots):
        yield (*path, at), slot, depth
        yield from _walk((*path, at, "内容"), slot.parts, depth + 1)


@cache
def spelt(words: str) -> str:
    """How Chinese words are read, as an address: 基本支出 → ji-ben-zhi-chu."""
    read = "-".join(re.findall("[a-z]+", " ".join(READINGS[words]).lower()))
    return f"z-{read}" if read in RESERVED or read.startswith(RESERVED_STARTS) else read


#: Records that are printed as a table of their own.
_RECORDS: Final = frozenset({
    "收支", "人员", "绩效.管理", "三公经费.数量", "国有资产", "楼堂馆所",
    "自评表.资金", "自评表.总体目标", "自评表.指标", "财政拨款", "项目自评",
})  # fmt: skip  # names, read in a row
#: What stands at the head of every page.
_HEAD: Final = frozenset({"标题", "文种", "公开", "目录信息", "封面", "联系方式", "原文金额单位"})


@cache
def placeable() -> Mapping[str, Kind | None]:
    """Every name that a data file's form has, with what it can be placed as; None where only its whole can."""
    return {".".join(path): kind for path, kind in _names(Report, ())}


def _names(record: type[Record], above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Kind | None]]:
    for key, declared in fields_by_key(record).items():
        path, inner, alone = (*above, key), record_in(declared), is_alone(declared)
        is_lines = inner is not None and issubclass(inner, Item) and (alone or issubclass(inner, Row))
        if is_lines or ".".join(path) in _RECORDS:
            yield path, Kind.TABLE
        elif path in {("问题",), ("改进措施",), (SECTIONS,)}:
            yield path, Kind.LIST
        else:
            yield path, Kind.TEXT if alone and is_text(declared) and path[0] not in _HEAD else None
        if inner is not None and alone:
            yield from _names(inner, path)
