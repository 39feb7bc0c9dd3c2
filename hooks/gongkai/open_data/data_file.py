"""A new data file for a clerk to fill in: last year's structure, last year's 决算 as 上年决算, figures blank.

Every blank says in a comment what to write, with a right example, taken from the field's own declaration.
The JSON Schema, from the same declarations, lets editors complete and check while a clerk types.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final, get_origin

from pydantic.fields import FieldInfo

from ..model.amounts import Item
from ..model.disclosure import PublishedMeasure
from ..model.indicator import offered_lines
from ..model.money import shifted
from ..model.outline import Kind, Outline, placeable
from ..model.paths import fields_by_key, is_alone, record_in
from ..model.record import Record, measure_of
from ..model.report import Report
from ..model.unit import Unit
from ..model.year import YearRules

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
#: Name of the schema in the data folder: one for every year.
SCHEMA_FILE: Final = "_schema.json"
#: The first line of a data file, by which editors find the schema.
SCHEMA_LINE: Final = f"# yaml-language-server: $schema=../{SCHEMA_FILE}"


def report_schema(years: Iterable[YearRules] = ()) -> dict[str, Any]:
    """The schema of ``data/<year>/*.yml``; 自评等级 is limited to the grades of ``years`` where each has some."""
    schema = _schema_of(Report, "部门整体支出绩效自评报告")
    bands = [rules.grades for rules in years]
    if bands and all(bands):
        grade = schema["$defs"]["Evaluation"]["properties"]["自评等级"]
        del grade["anyOf"]
        grade["enum"] = [*dict.fromkeys(band.grade for year in bands for band in year), None]
    return schema


def outline_schema() -> dict[str, Any]:
    """The schema of a bureau's own outlines; what can be placed is listed by name."""
    schema = _schema_of(Outline, "提纲")
    slot = schema["$defs"]["Slot"]["properties"]
    for kind in (Kind.TEXT, Kind.TABLE, Kind.LIST):
        slot[kind] |= {"enum": [*(name for name, placed in placeable().items() if placed is kind), None]}
    return schema


def schema_text(schema: dict[str, Any]) -> str:
    """A schema as it is written."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _schema_of(record: type[Record], title: str) -> dict[str, Any]:
    """The schema of a record without the names of classes, which are for developers."""
    schema = record.model_json_schema(by_alias=True)
    records = (schema, *schema["$defs"].values())
    for shape in (shape for record in records for shape in (record, *record.get("anyOf", ()))):
        shape.pop("title", None)
        shape.pop("description", None)
        for key, declared in shape.get("properties", {}).items():
            told = _told(declared)
            shape["properties"][key] = told if key in shape.get("required", ()) else _or_null(told)
    return {"$schema": DIALECT, **schema, "title": title}


def _told(declared: dict[str, Any]) -> dict[str, Any]:
    """A field whose description says its measure and its basis too: JSON Schema knows no keywords for them."""
    rest = {key: value for key, value in declared.items() if key not in _TOLD}
    more = (f"{said}：{declared[key]}" for key, said in _TOLD.items() if key in declared)
    return rest | {"description": "；".join((declared["description"], *more))}


def _or_null(declared: dict[str, Any]) -> dict[str, Any]:
    """An optional key may be left blank: null is the same as absent."""
    about = {key: declared[key] for key in declared if key in _ABOUT}
    kind = {key: declared[key] for key in declared if key not in _ABOUT}
    choices = kind.get("anyOf", [kind])
    return declared if {"type": "null"} in choices else {**about, "anyOf": [*choices, {"type": "null"}]}


_ABOUT: Final = {"title", "description", "examples", "default"}
#: What a field is declared with besides, and what it is called in its description.
_TOLD: Final = {"measure": "计量单位", "source": "依据"}


#: Keys that every new file shows, whether last year's report had them or not: what readers compare among them.
_ALWAYS: Final = {
    "标题", "公开", "状态", "发布日期", "批复日期", "引言", "概况", "基本情况", "主要职责", "人员", "收支", "资产管理",
    "绩效", "自评等级", "综述", "成效", "问题", "改进措施", *(line.path[-1] for line in offered_lines()),
}  # fmt: skip  # names, read in a row
#: Keys that start afresh each year.
_NEVER: Final = {"更正", "校核说明", "附件", "目录信息", "理由", "报告日期"}
_INDENT: Final = "  "


def new_data_file(year: int, unit: Unit, last: Report | None, *, with_prior: bool = True) -> str:
    """The text of ``data/{year}/{unit}.yml``.

    Args:
        year: the new file's year.
        unit: the register's entry.
        last: the unit's latest earlier report, if there is one; its structure is kept.
        with_prior: ``last`` is of the year before, so that its 决算 is the new 上年决算.
    """
    measure = (last and last.published_measure) or PublishedMeasure.WANYUAN
    head = (
        SCHEMA_LINE,
        f"# {unit.name_in(year)}　{year}年度",
        f"# 金额单位：{measure}，直接写数字。null＝未公开，0＝公开为零，两者不同。# 后面是填写说明，可以删除。",
        "# 长的文字：冒号后面写 |，从下一行起缩进两格写正文，段与段之间空一行。",
        "# 一条一条的内容（问题、改进措施）：每条另起一行，缩进两格，以 “- ” 开头。",
    )
    text = "\n".join([*head, *_record(Report, last, year, 0), ""])
    if not with_prior:
        return re.sub(_PRIOR, "上年决算: null", text)
    return re.sub(_PRIOR, lambda found: _written(found[1], measure), text) if measure.places else text


_PRIOR: Final = re.compile(r"上年决算: ([^,}\n]+)")


def _written(prior: str, measure: PublishedMeasure) -> str:
    """上年决算 in the measure of the file."""
    return f"上年决算: {prior if prior == 'null' else f'{shifted(Decimal(prior), measure.places):f}'}"


def _record(kind: type[Record], last: Record | None, year: int, depth: int) -> Iterator[str]:
    for name, declared in kind.model_fields.items():
        key = declared.alias or name
        value = getattr(last, name) if last is not None else None
        if key not in _NEVER and (key in _ALWAYS or _is_used(value, declared)):
            if depth == 0:
                yield ""
            yield from _field(key, declared, value, year, depth)


def _is_used(value: Any, declared: FieldInfo) -> bool:
    """Whether last year's report gave anything here."""
    if isinstance(value, Item):
        return value.is_given
    return value is not None and value != declared.get_default(call_default_factory=True, validated_data={})


def _field(key: str, declared: FieldInfo, value: Any, year: int, depth: int) -> Iterator[str]:
    pad, note, record = _INDENT * depth, _note(declared), record_in(declared)
    if record and is_alone(declared):
        if issubclass(record, Item):
            yield from _line(key, record, value, note, depth)
        else:
            yield f"{pad}{key}:"
            yield from _record(record, value, year, depth + 1)
    elif key == "标题":
        yield f"{pad}{key}: {year}年度部门整体支出绩效自评报告"
    elif key == "原文金额单位":
        yield f"{pad}{key}: {value}    # {note}"
    elif key == "状态":
        yield f"{pad}{key}: 待公开    # 公开时改为“已公开”"
    elif get_origin(declared.annotation) is tuple:
        yield f"{pad}{key}: []    # {note}{_row_example(record)}"
    else:
        yield f"{pad}{key}: {'null' if is_alone(declared) else '{}'}    # {note}"


def _row_example(record: type[Record] | None) -> str:
    """One row of a list of records, with its required keys; "" for lists of plain text."""
    if record is None:
        return ""
    fields = fields_by_key(record)
    shown = [key for key, declared in fields.items() if declared.is_required()] or list(fields)[:2]
    row = ", ".join(f"{key}: {(fields[key].examples or ['null'])[0]}" for key in shown)
    return f"；每条另起一行：- {{{row}}}"


def _line(key: str, kind: type[Item], last: Item | None, note: str, depth: int) -> Iterator[str]:
    """A line of a form, with the parts it had last year or always has, and its counts, projects … of last year."""
    pad = _INDENT * depth
    prior, adjusted = (last.actual, last.adjusted_budget) if last else (None, None)
    prior = None if last and last.is_derived("actual") else prior
    columns = [f"上年决算: {'null' if prior is None else f'{prior:f}'}", "年初预算: null", "决算: null"]
    if adjusted is not None:
        columns.insert(2, "全年预算: null")
    below = list(_parts(kind, last, depth + 2))
    if below:
        below.insert(0, f"{pad}{_INDENT}其中:")
    for name, declared in kind.model_fields.items():
        value = getattr(last, name, None)
        if name not in {*Item.model_fields, "parts", "name", "kind"} and _is_used(value, declared):
            below += _field(declared.alias or name, declared, value, 0, depth + 1)
    if below:
        yield f"{pad}{key}:    # {note}"
        yield from (f"{pad}{_INDENT}{column}" for column in columns)
        yield from below
    else:
        yield f"{pad}{key}: {{{', '.join(columns)}}}    # {note}"


def _parts(kind: type[Item], last: Item | None, depth: int) -> Iterator[str]:
    declared, parts = kind.model_fields.get("parts"), getattr(last, "parts", None)
    if isinstance(parts, dict):
        for key, value in parts.items():
            yield from _line(key, type(value), value, "上年有的项目，没有就删掉这一行", depth)
    elif declared and is_alone(declared) and (record := record_in(declared)):
        for name, part in record.model_fields.items():
            value, key, inner = getattr(parts, name, None), part.alias or name, record_in(part)
            if inner and issubclass(inner, Item) and (key in _ALWAYS or (value and value.is_given)):
                yield from _line(key, inner, value, part.description or "", depth)


def _note(declared: FieldInfo) -> str:
    """What to write, in which measure, with a right example."""
    measure, examples = measure_of(declared), declared.examples or []
    parts = [declared.description or "", f"单位：{measure}" if measure else "", *(f"例：{e}" for e in examples)]
    return "；".join(part for part in parts if part)
