"""数据字典 (/data/fields/): every column and every field of the downloads, with its meaning, measure and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple, get_origin

from pydantic.fields import FieldInfo

from ..model.amounts import Item, OpenItem
from ..model.beside import StatedChanges
from ..model.correction import Amendment
from ..model.paths import fields_by_key, record_in
from ..model.record import Record, key_of, measure_of
from ..model.report import Report
from ..model.unit import Unit
from ..model.year import YearRules
from .data import DATA
from .parts.page import HOME, Link, Page

FIELDS: Final = f"{DATA}fields/"


class DictionaryRow(NamedTuple):
    """A field of the data dictionary (数据字典)."""

    key: str
    meaning: str
    measure: str
    basis: str


@dataclass(frozen=True, slots=True)
class FieldsView:
    """The columns of CSV files, and the fields of the form."""

    columns: tuple[tuple[str, str], ...]
    fields: tuple[DictionaryRow, ...]


def fields_page() -> Page:
    """数据字典: every column and field of the downloads."""
    return Page(
        path=FIELDS,
        title="数据字典",
        description="本站下载文件里每一列、每个字段的含义、计量单位和依据。",
        template="fields.html",
        view=FieldsView(CSV_COLUMNS, dictionary()),
        crumbs=(Link("首页", HOME), Link("数据下载", DATA), Link("数据字典")),
    )


#: The columns of every CSV file and what they mean.
CSV_COLUMNS: Final = (
    ("单位标识", "单位的固定编号，也是网址的一部分，不随改名变化"),
    ("单位", "单位在该年度的全称"),
    ("年度", "预算年度"),
    ("项目", "数据文件里的键，从上到下用“/”连接；“其中”不写"),
    ("栏目", "上年决算、年初预算、全年预算、决算，或数值、文字、日期等"),
    ("数值", "空白表示未公开，0 表示公开为零"),
    ("计量单位", "金额一律为万元"),
    ("性质", "“公开”是单位公布的，“计算”是本站按公开数算的"),
    ("数字", "数值一栏是数时，就是这个数；是文字或日期时空白"),
    ("日期", "数值一栏是日期时，就是这个日期；其余空白"),
)

#: How a key goes on below a list, whose entries are numbered, and below names of the unit's own.
_STEPS: Final[Mapping[Any, str]] = {tuple: "[ ]", dict: "/〈名称〉"}


@cache
def dictionary() -> tuple[DictionaryRow, ...]:
    """Every field of a report in the order of the form; the columns of a line of money stand once, at the end."""
    columns = [_row(f"〈金额项目〉/{key}", declared) for key, declared in fields_by_key(Item).items()]
    columns += _rows(StatedChanges, f"〈金额项目〉/{key_of(Item, 'changes')}/")
    for where, record in (("〈units.yml〉", Unit), ("〈_year.yml〉", YearRules)):
        declared = record.model_fields["amendments"]
        path = f"{where}/{declared.alias}[ ]"
        columns += [_row(path, declared), *_rows(Amendment, f"{path}/")]
    parts = _row("〈金额项目〉/其中/〈名称〉", OpenItem.model_fields["parts"])._replace(measure="万元")
    return (*_rows(Report, ""), *columns, parts)


def _rows(kind: type[Record], path: str) -> Iterator[DictionaryRow]:
    of_line = next((fields_by_key(line) for line in (OpenItem, Item) if issubclass(kind, line)), {})
    for key, declared in fields_by_key(kind).items():
        if key not in of_line:
            below = f"{path}{key}{_STEPS.get(get_origin(declared.annotation), '')}"
            yield _row(below, declared)
            if inner := record_in(declared):
                yield from _rows(inner, f"{below}/")


def _row(key: str, declared: FieldInfo) -> DictionaryRow:
    basis = str(extra.get("source", "")) if isinstance(extra := declared.json_schema_extra, dict) else ""
    return DictionaryRow(key, declared.description or "", measure_of(declared), basis)
