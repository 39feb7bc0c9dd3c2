"""Demo reports written as words: headings and sentences in the ways that real reports have them, with the truth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tests.importer.figure_sentences import Truth, sentences_about

from gongkai.importer.document import Paragraph, SourceDocument
from gongkai.model.outline import Outline, Slot
from gongkai.model.problem import KeyPath
from gongkai.model.prose import parse_prose
from gongkai.model.report import Report

_NUMERALS: Final = "零一二三四五六七八九十"


def numeral(number: int) -> str:
    """12 → 十二."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones]
    return f"{_NUMERALS[tens] if tens > 1 else ''}十{_NUMERALS[ones] if ones else ''}"


Number = Callable[[int], str]
CHINESE: Final[Number] = lambda n: f"{numeral(n)}、"  # noqa: E731 (a table of ways to number)
BRACKETED: Final[Number] = lambda n: f"（{numeral(n)}）"  # noqa: E731
BRACKETED_TOO: Final[Number] = lambda n: f"（{numeral(n)}）、"  # noqa: E731
DIGIT: Final[Number] = lambda n: f"{n}、"  # noqa: E731
DOT: Final[Number] = lambda n: f"{n}."  # noqa: E731
DIGIT_BRACKETED: Final[Number] = lambda n: f"（{n}）"  # noqa: E731
PART: Final[Number] = lambda n: f"第{numeral(n)}部分 "  # noqa: E731
CIRCLED: Final[Number] = lambda n: chr(0x2460 + n - 1)  # noqa: E731
NONE: Final[Number] = lambda n: ""  # noqa: E731


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report is laid out.

    Attributes:
        numbers: of headings by their depth.
        titles: what it calls chapters otherwise than the outline.
        is_marked: the file marks its headings.
        runs_in: headings below the chapters stand in the line of their first paragraph.
        has_cover, has_frame, has_contents: what stands before the words.
        entry: how problems are numbered; 一是 makes one paragraph of them.
    """

    name: str
    numbers: tuple[Number, ...]
    titles: dict[str, str] = field(default_factory=dict)
    is_marked: bool = False
    runs_in: bool = False
    has_cover: bool = False
    has_frame: bool = False
    has_contents: bool = False
    entry: str = "（一）"


LAYOUTS: Final = (
    Layout("一（一）1", (CHINESE, BRACKETED, DIGIT, DIGIT_BRACKETED)),
    Layout(
        "（一）、",
        (CHINESE, BRACKETED_TOO, DIGIT, CIRCLED),
        {
            "部门概况": "部门（单位）概况",
            "主要职责": "部门主要职责",
            "存在的主要问题及原因分析": "存在的问题及原因分析",
        },
        entry="1、",
    ),
    Layout("一、1、", (CHINESE, DIGIT, DIGIT_BRACKETED, CIRCLED), {"部门概况": "部门（单位）基本情况"}, runs_in=True),
    Layout("得分在前", (CHINESE, BRACKETED, DOT, DIGIT_BRACKETED), {"部门概况": "单位基本情况"}, entry="一是"),
    Layout(
        "封面", (CHINESE, BRACKETED, DOT, CIRCLED), {"资产管理情况": "国有资产管理情况"}, has_cover=True, entry="1."
    ),
    Layout("一、1.（1）", (CHINESE, DOT, DIGIT_BRACKETED, CIRCLED), {"改进措施及建议": "下一步改进措施"}, entry=""),
    Layout("1、（1）", (DIGIT, DIGIT_BRACKETED, CIRCLED, CIRCLED), {"部门概况": "部门基本概况"}, entry="（1）"),
    Layout("第一部分", (PART, CHINESE, BRACKETED, DIGIT), {"改进措施及建议": "改进措施和有关建议"}, entry="一、"),
    Layout("网页", (CHINESE, BRACKETED, DIGIT, DIGIT_BRACKETED), has_frame=True, has_contents=True),
    Layout("样式", (NONE, NONE, NONE, NONE), is_marked=True, entry="（一）"),
)


@dataclass(slots=True)
class Written:
    """A document with what it says.

    Attributes:
        figures: by keys and column.
        texts: paragraphs and headings by the keys of their text; of sections without a place by their title.
    """

    document: SourceDocument
    figures: Truth
    texts: dict[KeyPath, list[str]]


class _Writer:
    """Writes one report in one layout."""

    def __init__(self, report: Report, year: int, unit: str, layout: Layout, variant: int) -> None:
        self.report, self.year, self.unit, self.layout, self.variant = report, year, unit, layout, variant
        self.paragraphs: list[Paragraph] = []
        self.figures: Truth = {}
        self.texts: dict[KeyPath, list[str]] = {}
        self.counts = [0] * 8
        self.run_in = ""

    def heading(self, title: str, depth: int, *, can_run_in: bool = True) -> None:
        """A heading, numbered and marked as the layout has it."""
        self.counts[depth:] = [self.counts[depth] + 1, *[0] * (7 - depth)]
        number = self.layout.numbers[min(depth, 3)](self.counts[depth])
        title = self.layout.titles.get(title, title)
        if self.layout.runs_in and depth == 1 and can_run_in:
            self.run_in = f"{number}{title}。"
        else:
            self.paragraphs.append(Paragraph(f"{number}{title}", depth + 1 if self.layout.is_marked else 0))

    def words(self, path: KeyPath, text: str) -> None:
        """A paragraph of the text at ``path``."""
        self.texts.setdefault(path, []).append(text)
        self.paragraphs.append(Paragraph(self.run_in + text))
        self.run_in = ""

    def prose(self, path: KeyPath, text: str, depth: int) -> None:
        """A text with its headings."""
        for block in parse_prose(text):
            if block.kind == "#":
                self.run_in = ""
                self.heading(block.text, depth + len(block.mark) - 3, can_run_in=False)
                self.texts.setdefault(path, []).append(block.text)
            else:
                self.words(path, block.text)

    def entries(self, path: KeyPath, entries: Sequence[str]) -> None:
        """Entries of a list, numbered."""
        style = self.layout.entry
        self.texts.setdefault(path, []).extend(entries)
        if style == "一是" and len(entries) > 1:
            ends = [entry.rstrip("。") for entry in entries]
            self.paragraphs.append(Paragraph("；".join(f"{numeral(n + 1)}是{e}" for n, e in enumerate(ends)) + "。"))
            return
        numbers = {"（一）": BRACKETED, "1、": DIGIT, "1.": DOT, "（1）": DIGIT_BRACKETED, "一、": CHINESE}
        number = numbers.get(style, NONE)
        self.paragraphs += [Paragraph(f"{number(n)}{entry}") for n, entry in enumerate(entries, 1)]


def write_document(report: Report, year: int, unit: str, outline: Outline, layout: Layout, variant: int = 0) -> Written:
    """``report`` as a document in ``layout``; ``variant`` chooses among the ways to say a figure."""
    writer = _Writer(report, year, unit, layout, variant)
    _write_front(writer)
    chapters = list(outline.chapters)
    if layout.name == "得分在前":
        chapters.sort(key=lambda slot: "绩效情况" not in (slot.title or ""))
    for slot in (*chapters, *(part for annex in outline.annexes for part in annex.parts)):
        _write_slot(writer, slot, 0)
    if layout.has_frame:
        writer.paragraphs += map(Paragraph, ("打印本页 关闭窗口", "第 3 页 共 3 页", "上一篇：没有了"))
    contents = [p.text for p in writer.paragraphs if p.text.startswith(tuple(f"{numeral(n)}、" for n in range(1, 10)))]
    listed = [Paragraph("目录"), *(Paragraph(f"{text}……{n}") for n, text in enumerate(contents, 1))]
    blocks = [*(listed if layout.has_contents else ()), *writer.paragraphs]
    return Written(SourceDocument("演示.txt", "文本", tuple(blocks)), writer.figures, writer.texts)


#: What an outline has without a title, and reports with one.
_UNTITLED: Final = {"项目组织实施": "项目组织实施情况", "人员": "人员编制情况", "政府采购": "政府采购支出情况"}


def _write_front(writer: _Writer) -> None:
    layout, report = writer.layout, writer.report
    if layout.has_frame:
        lines = (
            "当前位置：首页 > 财政信息",
            "索引号：YS-2021-0001 发布机构：云溪市演示区财政局",
            "发布日期：2021-08-14",
        )
        writer.paragraphs += map(Paragraph, lines)
    if layout.has_cover:
        cover = (writer.unit, f"{writer.year}年度部门整体支出", "绩效自评报告", f"单位名称：{writer.unit}（盖章）")
        writer.paragraphs += map(Paragraph, (*cover, "报告日期：2021年6月29日"))
    else:
        writer.paragraphs.append(Paragraph(report.title))
    if report.introduction:
        writer.prose(("引言",), report.introduction, 1)


def _write_slot(writer: _Writer, slot: Slot, depth: int) -> None:
    before = len(writer.paragraphs)
    title = slot.title or _UNTITLED.get(slot.name if depth else slot.table or "")
    if title and _has_words(writer, slot):
        writer.heading(title, depth)
    inner = depth + 1 if title else depth
    if slot.parts:
        for part in slot.parts:
            _write_slot(writer, part, inner)
    elif slot.text:
        text = _text_at(writer.report, slot.path)
        if text:
            writer.prose(slot.path, text, inner)
    elif slot.items == "其他章节":
        for section in writer.report.sections:
            writer.heading(section.title, depth)
            writer.prose(("其他章节", section.title), section.text, depth + 1)
    elif slot.items:
        writer.entries(slot.path, _text_at(writer.report, slot.path) or ())
    else:
        for sentence in _said(writer, slot):
            writer.paragraphs.append(Paragraph(writer.run_in + sentence))
            writer.run_in = ""
    assert slot.title is None or len(writer.paragraphs) >= before


def _said(writer: _Writer, slot: Slot) -> Iterator[str]:
    name = slot.sentence.value if slot.sentence else slot.table or ""
    for sentence, truth in sentences_about(name, writer.report, writer.year, writer.variant):
        writer.figures |= truth
        yield sentence


def _has_words(writer: _Writer, slot: Slot) -> bool:
    if slot.parts:
        return any(_has_words(writer, part) for part in slot.parts)
    if slot.text or slot.items:
        return bool(_text_at(writer.report, slot.path))
    name = slot.sentence.value if slot.sentence else slot.table or ""
    return any(True for _ in sentences_about(name, writer.report, writer.year, writer.variant))


def _text_at(report: Report, path: KeyPath) -> Any:
    value: Any = report.model_dump(by_alias=True, exclude_none=True)
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
