"""Lines of the form as rows: what they are called, their amounts, and whether their parts add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final, get_args, get_origin

from pydantic.fields import FieldInfo

from ..model.amounts import Item
from ..model.paths import is_alone, is_prose, record_in
from ..model.record import Record, measure_of
from .cell import LONGEST_CELL, Cell, FormPath, Kind, Row, declared_at, row_of, words_of
from .stated_values import StatedValues

LABEL: Final = 1
#: The columns of a line, by what stands below its keys: those of the official table first.
COLUMNS: Final[dict[str | tuple[str, str], int]] = {
    "上年决算": 2, "年初预算": 3, "决算": 4, "全年预算": 6, "上年预算": 7, "推算": 8,
    ("增减", "比上年"): 9, ("增减", "比上年幅度"): 10, ("增减", "比年初预算"): 11, ("增减", "比年初预算幅度"): 12,
    "说明": 13,
}  # fmt: skip  # a table
ACTUAL, CHECK, ABOVE = 4, 5, 14
_LETTERS: Final = "ABCDEFGHIJKLMNO"
_AMOUNTS: Final = ("上年决算", "年初预算", "决算", "全年预算")
WIDTHS: Final = (0, 40, 15, 15, 15, 34, 13, 13, 12, 12, 13, 13, 15, 30, 34)
#: Names that the official forms print for parts that the unit names itself.
USUAL_PARTS: Final[dict[FormPath, tuple[str, ...]]] = {
    ("公用经费", "其中"): ("办公经费", "水费、电费、差旅费", "会议费、培训费"),
    ("按收入性质分",): ("一般公共预算", "政府性基金拨款", "纳入专户管理的非税收入拨款", "其他资金"),
    ("按支出性质分",): ("基本支出", "项目支出"),
    ("其中",): ("财政拨款", "上年结转", "其他资金"),
}
#: So many empty rows for names of the unit's own.
_SPARE: Final[dict[FormPath, int]] = {("收支", "项目支出", "其中"): 3, ("公用经费", "其中"): 2}
#: What the official form has first.
_ORDER: Final[dict[FormPath, tuple[str, ...]]] = {("三公经费", "其中"): ("公务用车购置及运行维护费",)}
_FISCAL: Final = "财政拨款"
_BASES: Final = (Decimal, int)
Wanted = Callable[[FormPath], bool]


def headings(year: int | None, measure: str) -> Row:
    """The headings of a table of lines."""
    before, now = (f"{year - 1}年", f"{year}年") if year else ("上年", "本年")
    named = (
        (LABEL, f"项目（金额单位：{measure}）"), (2, f"{before}决算数"), (3, f"{now}预算数"), (4, f"{now}决算数"),
        (CHECK, "核对（自动）"), (6, "全年预算数"), (7, f"{before}预算数"), (8, "推算的栏目"), (9, "比上年增减额"),
        (10, "比上年幅度（%）"), (11, "比年初预算增减额"), (12, "比年初预算幅度（%）"), (13, "文字说明"),
        (ABOVE, "属于哪一项"),
    )  # fmt: skip  # a table
    return row_of(*(Cell(column, "heading", words) for column, words in named))


def kind_of(declared: FieldInfo | None) -> Kind:
    """How a field is filled in: as a number, a day or words."""
    if declared is None:
        return "text"
    kinds = [declared.annotation, *get_args(declared.annotation)]
    bases = {get_args(kind)[0] if get_origin(kind) is not None and get_args(kind) else kind for kind in kinds}
    if date in bases:
        return "day"
    return "number" if measure_of(declared) and bases.intersection(_BASES) else "text"


def lines_of(stated: StatedValues, kind: type[Record], path: FormPath, wanted: Wanted, depth: int = 0) -> Iterator[Row]:
    """The rows of the lines and numbers of a record, each before its parts; those of other sheets are not wanted."""
    order = _ORDER.get(path, ())
    for name, declared in sorted(kind.model_fields.items(), key=lambda field: field[1].alias not in order):
        key = declared.alias or name
        below, inner = (*path, key), record_in(declared)
        if issubclass(kind, Item) and name != "parts" and key in _OF_AN_ITEM:
            continue
        if not wanted(below):
            continue
        if not is_alone(declared):
            if measure_of(declared) or (inner and issubclass(inner, Item) and name == "parts"):
                yield from _own(stated, declared, below, depth)
        elif inner is not None and issubclass(inner, Item):
            yield line_row(stated, below, declared, depth)
            yield from lines_of(stated, inner, below, wanted, depth + 1)
        elif inner is not None:
            yield from lines_of(stated, inner, below, wanted, depth)
        elif measure_of(declared):
            yield number_row(stated, below, declared, depth)


_OF_AN_ITEM: Final = frozenset({"上年决算", "年初预算", "全年预算", "决算", "上年预算", "增减", "推算", "说明"})


def line_row(stated: StatedValues, path: FormPath, declared: FieldInfo, depth: int) -> Row:
    """A line with its columns."""
    label = Cell(LABEL, "label", _label(path), note=note_of(declared))
    return row_of(label, *_columns(stated, path), *_foot(path), depth=depth)


def spare_line() -> Row:
    """An empty row for a line of the unit's own, which says itself what it belongs to."""
    amounts = (Cell(COLUMNS[key], "number") for key in _AMOUNTS)
    return row_of(Cell(LABEL, "name"), *amounts, Cell(COLUMNS["说明"], "text"), Cell(ABOVE, "text"))


def _label(path: FormPath) -> str:
    """What a line is called; of 财政拨款 alone its labels say so."""
    return f"{_FISCAL}{path[-1]}" if path[0] == _FISCAL else words_of(path[-1:])


def number_row(stated: StatedValues, path: FormPath, declared: FieldInfo, depth: int) -> Row:
    """A number that has no columns."""
    measure = measure_of(declared)
    words = _label(path) + ("" if measure == "万元" else f"（{measure}）")
    label = Cell(LABEL, "label", words, note=note_of(declared))
    value = Cell(ACTUAL, "number", stated.at(path), path)
    return row_of(label, value, Cell(ABOVE, "aside", words_of(path[:-1])), depth=depth)


def _own(stated: StatedValues, declared: FieldInfo, path: FormPath, depth: int) -> Iterator[Row]:
    """The lines that the unit names itself, and empty rows for more."""
    inner, names = record_in(declared), [step[1] for step in stated.steps(path)]
    spare = _SPARE.get(path, 0 if inner else 1)
    usual = () if names else USUAL_PARTS.get(path, ())
    for name in [*names, *usual, *("" for _ in range(spare))]:
        below = (*path, ("=", name if name in names else ""))
        named = Cell(LABEL, "name", name or None, note=note_of(declared))
        above = Cell(ABOVE, "aside", words_of(path))
        if inner:
            yield Row((named, *_columns(stated, below), *_foot(below)), depth=depth, name=below)
            if stated.steps((*below, "其中")):
                yield from _own(stated, inner.model_fields["parts"], (*below, "其中"), depth + 1)
        else:
            yield Row((named, Cell(ACTUAL, "number", stated.at(below), below), above), depth=depth, name=below)


def _columns(stated: StatedValues, path: FormPath) -> Iterator[Cell]:
    """The amounts of a line, and what it carries beside them."""
    for key, column in COLUMNS.items():
        below = (*path, *((key,) if isinstance(key, str) else key))
        kind: Kind = "text" if key in {"推算", "说明"} else "number"
        value = stated.at(below)
        if not isinstance(value, str) or len(value) <= LONGEST_CELL // 2:
            yield Cell(column, kind, stated.at(below), below)


def _foot(path: FormPath) -> Iterator[Cell]:
    """What is said of a line: whether its parts add up, and what it belongs to."""
    own = words_of(path).replace("~", "~~").replace("*", "~*").replace("?", "~?").replace('"', '""')
    if len(own) < 200 and not (isinstance(path[-1], tuple) and not path[-1][1]):
        pieces = [piece for key in _AMOUNTS for piece in (_parts_add_up(key, own, path), *_lines_add_up(key, path))]
        yield Cell(CHECK, "check", formula="=" + "&".join(pieces))
    yield Cell(ABOVE, "aside", words_of(path[:-1]))


#: What other lines a line is the sum of, by their labels and what they belong to.
_SUM_OF: Final[dict[FormPath, tuple[str, ...]]] = {
    ("收支", "收入总计"): ("本年收入合计", "使用非财政拨款结余", "年初结转和结余"),
    ("收支", "支出总计"): ("本年支出合计", "结余分配", "年末结转和结余"),
    ("收支", "本年支出合计"): ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"),
}


def _lines_add_up(key: str, path: FormPath) -> Iterator[str]:
    """Words where the lines that make up a line have another sum, if the first of them is there."""
    names, letter = _SUM_OF.get(path, ()), _LETTERS[COLUMNS[key]]
    each = [f'SUMIFS({letter}:{letter},$B:$B,"{name}",$O:$O,"收支")' for name in names]
    if each:
        counted = f'COUNTIFS($B:$B,"{names[0]}",$O:$O,"收支",{letter}:{letter},"<>")'
        said = f"{key}：{'、'.join(names)}合计"
        yield _difference(f"({'+'.join(each)})", counted, letter, said)


def _difference(total: str, counted: str, letter: str, said: str, sign: str = "ABS") -> str:
    """Words where ``total`` is not what the cell of the row says."""
    words = f'"{said}"&TEXT({total},"0.00####")&"，差"&TEXT({letter}{{r}}-{total},"0.00####")&"。"'
    return f'IF(AND(ISNUMBER({letter}{{r}}),{counted}>0),IF({sign}({letter}{{r}}-{total})>0.0051,{words},""),"")'


def _parts_add_up(key: str, own: str, path: FormPath) -> str:
    """Words where the parts in a column have another sum than the line; of parts that the unit names, a larger one.

    Those may be some of the parts only.
    """
    declared = declared_at((*path, "其中"))
    sign = "-" if declared is not None and not is_alone(declared) else "ABS"
    letter = _LETTERS[COLUMNS[key]]
    total = f'SUMIF($O:$O,"{own}",{letter}:{letter})'
    counted = f'COUNTIFS($O:$O,"{own}",{letter}:{letter},"<>")'
    return _difference(total, counted, letter, f"{key}：下面各项合计", sign)


def note_of(declared: FieldInfo) -> str:
    """What to write, from the field's own declaration."""
    extra: Any = declared.json_schema_extra
    source = extra.get("source", "") if isinstance(extra, dict) else ""
    examples = "、".join(map(str, declared.examples or ()))
    measure = measure_of(declared)
    more = (("单位", measure), ("例", examples), ("依据", source))
    parts = (declared.description, *(f"{said}：{words}" for said, words in more if words))
    return "；".join(part for part in parts if part)


def is_long(declared: FieldInfo) -> bool:
    """Whether a field holds paragraphs."""
    return is_prose(declared)
