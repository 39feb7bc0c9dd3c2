"""A table → blocks of rows below a heading, and the groups of columns in them: labels on the left, figures beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from ..plain_words import normal
from .area import Area
from .cells import is_nothing, parse_cell
from .column_names import doubt_of_name
from .columns import ADJUSTED, NOTHING_SAID, UNCERTAIN_BUDGET, Meaning, meaning_of
from .labels import bare
from .sheet import Sheet

#: Headings of columns that hold labels.
_LABELS: Final = re.compile(
    r"^(?:收入|支出|预算)?(?:项目|科目|科目名称|项目名称|内容|名称|费用项目|支出项目|收入项目|指标|指标名称|类别|事项)$"
    r"|^项目按|科目名称$|^支出功能分类|^支出经济分类|^经济分类$|^功能分类$|^科目$|^资金来源$|^支出性质$|^费用名称$"
)
_CODES: Final = re.compile("编码|代码|^类款项$|^类$|^款$|^项$")
_RANKS: Final = frozenset({"行次", "栏次", "序号", "编号"})
_ASIDE: Final = re.compile("^备注|^说明$|^推算$|^计量单位$|^增减原因|原因$")
_ABOUT: Final = re.compile(
    r"公开\s*\d{2}\s*表|(?:编制|填报|填表|编报|预算)?(?:部门|单位)(?:名称)?(?:[（(][盖公]?章[)）])?\s*[:：].*"
    r"|(?:金额)?单位\s*[:：]\s*(?:人民币)?[万千亿]?元"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d年?度?")
_STUBS: Final = frozenset(
    {
        "合计",
        "小计",
        "金额",
        "本单位",
        "本部门",
        "数量",
        "",
        "决算数",
        "数额",
        "单位名称",
        "部门名称",
        "填报单位",
        "人数",
    }
)


@dataclass(frozen=True)
class Head:
    """The heading of a column: its words from the top, and what they mean."""

    words: tuple[str, ...] = ()
    meaning: Meaning = NOTHING_SAID
    role: str = "value"

    @property
    def text(self) -> str:
        """The words in one."""
        return "".join(dict.fromkeys(self.words))


@dataclass(frozen=True)
class Block:
    """Rows below one heading.

    Attributes:
        heads: of every column.
        rows: their numbers.
        above: the rows of the heading itself.
    """

    heads: tuple[Head, ...]
    rows: tuple[int, ...]
    above: tuple[int, ...]


@dataclass(frozen=True)
class Group:
    """Columns that belong together: those with labels, codes, figures, notes; ``side`` is 收入 or 支出."""

    labels: tuple[int, ...]
    values: tuple[int, ...]
    codes: tuple[int, ...] = ()
    aside: tuple[int, ...] = ()
    side: str = ""


def is_figure(text: str) -> bool:
    """Whether a cell holds a number."""
    return parse_cell(text) is not None


def is_numbering(area: Area, row: int) -> bool:
    """Whether a row numbers the columns, as 栏次 does: 1 2 3 4."""
    texts = [normal(area.text(cell.row, cell.column)) for cell in area.own(row)]
    first = next((bare(text) for text in texts if text), "")
    numbers = [text for text in texts if re.fullmatch(r"\d{1,2}", text)]
    rest = [text for text in texts if text and text not in numbers and bare(text) not in {"栏次", "行次"}]
    if first in {"栏次", "行次"} or "栏次" in texts:
        return not rest or all(re.fullmatch(r"[\d=+\-—]+", text) for text in rest)
    in_order = [str(int(numbers[0]) + at) for at in range(len(numbers))] if numbers else []
    return len(numbers) >= 3 and not rest and numbers == in_order and numbers[0] in {"1", "0"}


def is_heading(area: Area, row: int, year: int | None) -> bool:
    """Whether a row says what stands below it: no number in it, but words for columns or several short ones."""
    texts = [area.text(row, cell.column) for cell in area.own(row)]
    given = [text for text in texts if text and not is_nothing(text)]
    years = [text for text in given if _YEAR.fullmatch(text)]
    if any(is_figure(text) and text not in years for text in given):
        return False
    if years and all(text in years or _LABELS.search(bare(text)) for text in given):
        return len(given) >= 2
    if any(is_figure(text) for text in years):
        return False
    if len(given) >= 2 and all(bare(text) in {"收入", "支出", "人员经费", "公用经费"} for text in given):
        return True
    kinds = [meaning_of((text,), year) for text in given if len(text) <= 30]
    says = [kind for kind in kinds if (kind.column and not kind.is_bare) or kind.is_out]
    labels = [text for text in given if _LABELS.search(bare(text)) or bare(text) in _RANKS or _CODES.search(bare(text))]
    is_short = len(given) >= 3 and all(len(text) <= 24 for text in given) and not any("：" in text for text in given)
    return bool((says and len(given) >= 2) or (labels and len(given) >= 2) or is_short)


def blocks(sheet: Sheet, *, is_form: bool = False) -> Iterator[Block]:
    """The blocks of a table, from the top; rows above every heading make one without heads."""
    area, above, rows, is_open = sheet.area, list[int](), list[int](), False
    for row in area.rows():
        if is_numbering(area, row) or _is_about(area, row):
            continue
        if is_heading(area, row, sheet.year) or (above and not rows and _goes_on(area, row)):
            if is_open and rows:
                yield _block(sheet, above, rows, is_form=is_form)
                above, rows = [], []
            above.append(row)
            is_open = False
        elif above or any(is_figure(area.text(row, cell.column)) for cell in area.own(row)):
            rows.append(row)
            is_open = True
    if rows:
        yield _block(sheet, above, rows, is_form=is_form)


def _is_about(area: Area, row: int) -> bool:
    """Whether a row says at most which table it is, whose and in what: 公开01表, 部门：某局, 金额单位：元."""
    texts = [text for cell in area.own(row) if (text := area.text(row, cell.column))]
    return all(_ABOUT.fullmatch(text) for text in texts)


def _goes_on(area: Area, row: int) -> bool:
    """Whether a row parts the headings above it: its first cell reaches down from them, and no figure is in it."""
    first, texts = area.at(row, 0), [area.text(row, cell.column) for cell in area.own(row)]
    return first is not None and first.row < row and not any(is_figure(text) for text in texts)


def _block(sheet: Sheet, above: list[int], rows: list[int], *, is_form: bool) -> Block:
    heads = tuple(_head(sheet, above, column, is_form=is_form) for column in range(sheet.area.width))
    if any(head.meaning.column == ADJUSTED for head in heads):
        heads = tuple(map(_beside_adjusted, heads))
    return Block(heads, tuple(rows), tuple(above))


def _beside_adjusted(head: Head) -> Head:
    """预算数 is 年初预算 where 全年预算 has a column of its own, as on the project's form."""
    is_bare = head.meaning.doubt == UNCERTAIN_BUDGET
    return replace(head, meaning=head.meaning._replace(doubt="")) if is_bare else head


def _head(sheet: Sheet, above: list[int], column: int, *, is_form: bool) -> Head:
    words = tuple(dict.fromkeys(text for row in above if (text := sheet.area.text(row, column))))
    last = bare(words[-1]) if words else ""
    meaning = meaning_of(words, sheet.year, is_form=is_form) if words else NOTHING_SAID
    if not meaning.is_out and (strange := doubt_of_name(words)):
        meaning = meaning._replace(doubt=strange)
    if last in _RANKS:
        role = "rank"
    elif _CODES.search(last) and not meaning.column:
        role = "code"
    elif _LABELS.search(last):
        role = "label"
    elif _ASIDE.search(last):
        role = "aside"
    else:
        role = "value"
    return Head(words, meaning, role)


def groups(block: Block, area: Area) -> list[Group]:
    """The groups of columns of a block, from the left."""
    starts = _starts(block)
    if not starts:
        return [_plain_group(block, area)]
    found = []
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else len(block.heads)
        span = range(0 if at == 0 else start, end)
        roles = {column: block.heads[column].role for column in span}
        labels = tuple(column for column in span if roles[column] == "label")
        codes = tuple(column for column in span if roles[column] == "code")
        values = tuple(column for column in span if roles[column] == "value" and column > min((*labels, *codes)))
        words = "".join(block.heads[column].text for column in (*labels, *values))
        is_one = ("收入" in words) != ("支出" in words)
        side = ("收入" if "收入" in words else "支出") if is_one else ""
        aside = tuple(column for column in span if roles[column] == "aside")
        found.append(Group(labels or codes[-1:], values, codes, aside, side))
    return found


def _starts(block: Block) -> list[int]:
    """Where a group begins: at a label or a code that follows figures, or at the left."""
    starts, had_value = list[int](), True
    for column, head in enumerate(block.heads):
        if head.role in {"label", "code"} and had_value:
            starts.append(column)
            had_value = False
        had_value = had_value or head.role == "value"
    return starts


def _plain_group(block: Block, area: Area) -> Group:
    """Where no heading says 项目, the columns on the left that hold no figures are labels."""
    first = 0
    for column in range(len(block.heads)):
        meaning = block.heads[column].meaning
        texts = [area.text(row, column) for row in block.rows]
        if (meaning.column and not meaning.is_bare) or any(is_figure(text) for text in texts):
            break
        first = column + 1
    labels = tuple(range(max(first, 1)))
    values = tuple(c for c in range(len(labels), len(block.heads)) if block.heads[c].role == "value")
    return Group(labels, values)


def is_stub(label: str) -> bool:
    """Whether a label names nothing of its own: 合计, 金额, 本单位."""
    return bare(label) in _STUBS
