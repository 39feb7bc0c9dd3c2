"""Made documents: a demo report in one of the layouts, as one kind of file, damaged in one way; and what it states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tests.conftest import DEMO
from tests.importer.corpus import forms
from tests.importer.corpus.cases import Case
from tests.importer.corpus.facts import Facts, facts_of
from tests.importer.corpus.files import file_of
from tests.importer.corpus.layouts import LABELS, NUMBERS, USUAL
from tests.importer.corpus.odd_tables import odd_tables
from tests.importer.corpus.rendering import Rendering
from tests.importer.corpus.wording import ELSEWHERE, SENTENCES
from tests.importer.documents import Block

from gongkai.importer.document import Grid, Paragraph


@dataclass(frozen=True, slots=True)
class Made:
    """A made document and what must be found in it.

    Attributes:
        facts: everything that is true of the report.
        said: places of figures that the document states.
        contradicted: those that it states twice, and not alike.
        texts: paragraphs by place.
    """

    case: Case
    file_name: str
    content: bytes
    facts: Facts
    said: frozenset[str]
    contradicted: frozenset[str]
    texts: dict[str, list[str]]


class _Writer:
    """Writes one document."""

    def __init__(self, case: Case, facts: Facts, unit_name: str, variant: int) -> None:
        self.case, self.unit_name, self.variant = case, unit_name, variant
        change, in_words = NUMBERS[case.numbers]
        self.words = Rendering(facts, case.year, damage=change if in_words else str)
        self.tables = Rendering(facts, case.year, damage=change)
        if case.other == "表用元":
            self.tables.table_measure = "元"
        if case.other == "文用元":
            self.words.measure = "元"
        self.blocks: list[Block] = []
        self.texts: dict[str, list[str]] = {}

    def document(self) -> list[Block]:
        """All of it."""
        layout, facts = self.case.layout, self.words.facts
        body, grids = list(self._chapters()), []
        self._contradict()
        for name in layout.tables:
            grids += list(self._forms(name))
        if self.case.other.startswith("怪表"):
            grids += self._odd_table()
        front = list(self._front())
        if facts.texts.get("引言") and self.case.other != "缺章":
            body[:0] = [Paragraph(text) for text in self._keep("引言")]
        return [*front, *grids, *body] if layout.tables_first else [*front, *body, *grids]

    def _front(self) -> Iterator[Block]:
        title = self.words.facts.words["标题"]
        if self.case.layout.is_page:
            for line in ("当前位置：首页 > 政务公开 > 财政信息", f"索引号：YX{self.case.year}0017", "字号：大 中 小"):
                yield Paragraph(line)
        if self.case.layout.has_cover:
            rows = [[word, *["<"] * 17] for word in (self.unit_name, title, f"（{self.case.year}年度）")]
            rows.append(["单位名称", *["<"] * 5, self.unit_name, *["<"] * 11])
            yield forms.drawn(rows, self.words)
        else:
            yield Paragraph(f"{self.unit_name}{title}", 1 if self.case.layout.is_marked else 0)

    def _chapters(self) -> Iterator[Block]:
        layout = self.case.layout
        chapters = [chapter for chapter in USUAL if not self._is_left_out(chapter[0])]
        chapters.sort(key=lambda chapter: chapter[0] != layout.start)
        for count, (title, parts) in enumerate(chapters, 1):
            level = 2 if layout.is_marked else 0
            yield Paragraph(f"{layout.number(0, count)}{layout.titles.get(title, title)}", level)
            for below, (heading, contents) in enumerate(parts, 1):
                yield from self._part(heading, below, contents)

    def _is_left_out(self, title: str) -> bool:
        """The demo has one report whose assets are 元 taken for 万元, on purpose."""
        return title == "资产管理情况" and (self.case.other == "缺章" or self.case.other.startswith("怪表"))

    def _part(self, heading: str, count: int, contents: tuple[str, ...]) -> Iterator[Block]:
        layout = self.case.layout
        paragraphs = [text for content in contents for text in self._content(content)]
        number = layout.number(1, count)
        if heading and paragraphs:
            if layout.runs_in:
                paragraphs[0] = f"{number}{heading}。{paragraphs[0]}"
            else:
                yield Paragraph(f"{number}{heading}", 3 if layout.is_marked else 0)
        yield from map(Paragraph, paragraphs)

    def _content(self, content: str) -> Iterator[str]:
        if content in (".问题", ".改进措施"):
            yield from (f"{count}.{text}" for count, text in enumerate(self._keep(content[1:]), 1))
        elif content.startswith("."):
            yield from self._keep(content[1:]) if self.case.other != "只有别处" else ()
        else:
            has_own = self.case.other != "只有别处" and not self.case.other.startswith("怪表")
            ways = SENTENCES[content] if has_own else ()
            said = [self.words.sentence(way[self.variant % len(way)]) for way in ways]
            is_apart = self.case.other == "前后矛盾" or self.case.other.startswith("怪表")
            others = ELSEWHERE.get(content, ()) if not is_apart else ()
            if others:
                other = others[self.variant % len(others)]
                other = other.replace("{上年}", str(self.case.year - 1)).replace("{下年}", str(self.case.year + 1))
                said.insert((0, 1, len(said))[self.variant % 3], other.replace("{年}", str(self.case.year)))
            yield "".join(sentence for sentence in said if sentence)

    def _keep(self, place: str) -> list[str]:
        paragraphs = self.words.facts.texts.get(place, [])
        kept = [text for text in paragraphs if len(text) > 12][:4] if place == "绩效/成效" else paragraphs
        self.texts.setdefault(place, []).extend(kept)
        return kept

    def _contradict(self) -> None:
        if self.case.other == "前后矛盾":
            stated = ("三公经费", "收支/项目支出", "收支/基本支出", "公用经费", "收支/收入总计", "政府采购")
            for key in stated:
                if key in self.words.said_in_words:
                    self.tables.swapped[key] = f"{self.words.facts.figures[key] + Decimal('10.10')}"

    def _odd_table(self) -> Iterator[Block]:
        """In 元 where no measure is named: taken for 万元 it is ten thousand times too much."""
        _, above, rows = next(one for one in odd_tables(self.tables) if one[0] == self.case.other[2:])
        in_yuan = Rendering(self.tables.facts, self.case.year, table_measure="元", said=set())
        yield from map(Paragraph, above.split("\n") if above else ("附表",))
        if self.case.other == "怪表没有单位":
            yield forms.drawn(rows, in_yuan)
        elif self.case.other == "怪表两种单位":
            grid, yuan = forms.drawn(rows, self.tables), forms.drawn(rows, in_yuan)
            last = max(cell.column for cell in grid.cells)
            pairs = zip(grid.cells, yuan.cells, strict=True)
            yield Grid(tuple(other if cell.column == last else cell for cell, other in pairs))
        else:
            yield forms.drawn(rows, self.tables)

    def _forms(self, name: str) -> Iterator[Block]:
        label = LABELS[self.case.labels]
        measure = Paragraph(f"单位：{self.tables.table_measure}")
        if name == "决算表":
            for title, rows in forms.account_forms(self.tables):
                yield from (Paragraph(title), measure, forms.drawn(rows, self.tables, label))
        elif name == "项目表":
            for rows in forms.project_forms(self.tables):
                yield forms.drawn(rows, self.tables, label)
        elif name == "自制表":
            yield from (Paragraph("附表"), measure, forms.drawn(forms.plain_table(self.tables), self.tables, label))
        elif name == "指标表":
            rows = forms.indicator_rows(self.tables)
            yield from (Paragraph("部门整体支出绩效评价指标评分表"), forms.drawn(rows, self.tables, label))
        elif name == "基础数据表":
            yield from (Paragraph("附件1"), forms.drawn(forms.base_form(self.tables), self.tables, label))
        elif name == "自评表":
            yield from (Paragraph("附件2"), forms.drawn(forms.evaluation_form(self.tables), self.tables, label))


def make(case: Case, unit_name: str, variant: int, chromium: str | None = None) -> Made:
    """The document of a case."""
    facts = facts_of((DEMO / f"data/{case.year}/{case.unit}.yml").read_text(encoding="utf-8"))
    _add_form_lines(facts)
    writer = _Writer(case, facts, unit_name, variant)
    blocks = writer.document()
    if case.kind == "txt":
        blocks = [block for block in blocks if isinstance(block, Paragraph)]
    name, content = file_of(case, blocks, chromium)
    said = writer.words.said | (writer.tables.said if case.kind != "txt" else set())
    contradicted = writer.tables.contradicted if case.kind != "txt" else set()
    file_name = f"{case.year}年度{unit_name}{name}"
    return Made(case, file_name, content, facts, frozenset(said - contradicted), frozenset(contradicted), writer.texts)


def _add_form_lines(facts: Facts) -> None:
    """Lines of the form that add up lines of the demo."""
    _add_projects(facts)
    _add_kind(facts)
    parts = {
        "办公经费": ("办公费",),
        "水费、电费、差旅费": ("水电费", "差旅费"),
        "会议费、培训费": ("会议费", "培训费"),
    }
    for column in ("", "/年初预算"):
        for name, lines in parts.items():
            keys = [f"公用经费/其中/{line}{column}" for line in lines]
            if all(key in facts.figures for key in keys):
                total = sum((facts.figures[key] for key in keys), Decimal(0))
                facts.figures[f"公用经费/其中/{name}{column}"] = total
                facts.digits[f"公用经费/其中/{name}{column}"] = str(total)


def _add_kind(facts: Facts) -> None:
    """The form's line of all that is 业务工作经费: a part of 项目支出 of that name."""
    kinds = [key for key, word in facts.words.items() if key.endswith("/类别") and word == "业务工作经费"]
    for column in ("", "/年初预算"):
        keys = [f"{key.removesuffix('/类别')}{column}" for key in kinds]
        if keys and all(key in facts.figures for key in keys):
            place, total = f"收支/项目支出/其中/业务工作经费{column}", sum((facts.figures[k] for k in keys), Decimal(0))
            facts.figures[place], facts.digits[place] = total, str(total)


def _add_projects(facts: Facts) -> None:
    """The places of a project's own form."""
    for key, digits in list(facts.digits.items()):
        start, _, rest = key.partition("收支/项目支出/项目/")
        name, _, column = rest.partition("/")
        if not start and name:
            own = f"项目自评/{name}/资金/年度资金总额"
            for place in (own, f"{own}/其中/当年财政拨款"):
                place = f"{place}/{column}" if column else place
                facts.digits[place], facts.figures[place] = digits, Decimal(digits)
            facts.digits[f"项目自评/{name}/资金/分值"], facts.figures[f"项目自评/{name}/资金/分值"] = "10", Decimal(10)
