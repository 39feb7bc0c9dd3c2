"""A new data file for a clerk to fill in: last year's structure, last year's 决算 as 上年决算, figures blank.

Every blank says in a comment what to write, with a right example, taken from the field's own declaration.
The JSON Schema, from the same declarations, lets editors complete and check while a clerk types.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final, get_args

from pydantic.fields import FieldInfo

from ..model.amounts import Item
from ..model.form import offered_lines
from ..model.outline import Kind, Outline, placeable
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
    schema: dict[str, Any] = Report.model_json_schema(by_alias=True)
    definitions: dict[str, Any] = schema["$defs"]
    for record in (schema, *definitions.values()):
        _allow_null(record)
        for shape in (record, *record.get("anyOf", ())):
            shape.pop("title", None)  # class names and docstrings are for developers
            shape.pop("description", None)
    bands = [rules.grades for rules in years]
    if bands and all(bands):
        grades = dict.fromkeys(band.grade for year in bands for band in year)
        grade = definitions["Evaluation"]["properties"]["自评等级"]
        definitions["Evaluation"]["properties"]["自评等级"] = {
            **{key: value for key, value in grade.items() if key != "anyOf"},
            "enum": [*grades, None],
        }
    return {"$schema": DIALECT, **schema, "title": "部门整体支出绩效自评报告"}


def outline_schema() -> dict[str, Any]:
    """The schema of a bureau's own outlines; what can be placed is listed by name."""
    schema: dict[str, Any] = Outline.model_json_schema(by_alias=True)
    slot = schema["$defs"]["Slot"]["properties"]
    for kind in (Kind.TEXT, Kind.TABLE, Kind.LIST):
        slot[kind] |= {"enum": [*(name for name, placed in placeable().items() if placed is kind), None]}
    for record in (schema, *schema["$defs"].values()):
        record.pop("description", None)
        _allow_null(record)
    return {"$schema": DIALECT, **schema, "title": "提纲"}


def _allow_null(record: dict[str, Any]) -> None:
    """An optional key may be left blank: null is the same as absent."""
    if "anyOf" in record and "properties" not in record:
        for choice in record["anyOf"]:
            _allow_null(choice)
        return
    needed = set(record.get("required", ()))
    properties: dict[str, Any] = record.get("properties", {})
    for key, declared in properties.items():
        if key not in needed:
            properties[key] = _or_null(declared)


def _or_null(declared: dict[str, Any]) -> dict[str, Any]:
    about = {key: value for key, value in declared.items() if key in _ABOUT}
    kind = {key: value for key, value in declared.items() if key not in _ABOUT}
    choices = kind.get("anyOf", [kind])
    if any(choice.get("type") == "null" for choice in choices):
        return declared
    return {**about, "anyOf": [*choices, {"type": "null"}]}


_ABOUT: Final = {"title", "description", "examples", "default", "measure", "source"}


#: Keys that every new file shows, whether last year's report had them or not: what readers compare among them.
_ALWAYS: Final = {
    "标题", "公开", "状态", "发布日期", "批复日期", "引言", "概况", "基本情况", "主要职责", "人员", "收支", "资产管理",
    "绩效", "自评等级", "综述", "成效", "问题", "改进措施", *(line.path[-1] for line in offered_lines()),
}  # fmt: skip
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
    head = (
        SCHEMA_LINE,
        f"# {unit.name_in(year)}　{year}年度",
        "# 金额单位：万元，直接写数字。null＝未公开，0＝公开为零，两者不同。# 后面是填写说明，可以删除。",
        "# 长的文字：冒号后面写 |，从下一行起缩进两格写正文，段与段之间空一行。",
        "# 一条一条的内容（问题、改进措施）：每条另起一行，缩进两格，以 “- ” 开头。",
    )
    text = "\n".join([*head, *_record(Report, last, year, 0), ""])
    return text if with_prior else re.sub(r"上年决算: [^,}\n]+", "上年决算: null", text)


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
    pad, kind = _INDENT * depth, declared.annotation
    note = _note(declared)
    if isinstance(kind, type) and issubclass(kind, Item):
        yield from _line(key, kind, value, note, depth)
    elif isinstance(kind, type) and issubclass(kind, Record):
        yield f"{pad}{key}:"
        yield from _record(kind, value, year, depth + 1)
    elif key == "标题":
        yield f"{pad}{key}: {year}年度部门整体支出绩效自评报告"
    elif key == "状态":
        yield f"{pad}{key}: 待公开    # 公开时改为“已公开”"
    elif str(kind).startswith(("tuple", "dict")):
        yield f"{pad}{key}: {'[]' if str(kind).startswith('tuple') else '{}'}    # {note}{_row_example(declared)}"
    else:
        yield f"{pad}{key}: null    # {note}"


def _row_example(declared: FieldInfo) -> str:
    """One row of a list of records, with its required keys; "" for lists of plain text."""
    if not str(declared.annotation).startswith("tuple"):
        return ""
    record = next((k for k in get_args(declared.annotation) if isinstance(k, type) and issubclass(k, Record)), None)
    if record is None:
        return ""
    needed = {f.alias or n: f for n, f in record.model_fields.items() if f.is_required()}
    shown = needed or dict(list({f.alias or n: f for n, f in record.model_fields.items()}.items())[:2])
    row = ", ".join(f"{key}: {(f.examples or ['null'])[0]}" for key, f in shown.items())
    return f"；每条另起一行：- {{{row}}}"


def _line(key: str, kind: type[Item], last: Any, note: str, depth: int) -> Iterator[str]:
    """A line of a form, with the parts it had last year or always has."""
    pad = _INDENT * depth
    prior: Decimal | None = last.actual if isinstance(last, Item) else None
    parts = list(_part_lines(kind, last, depth + 2))
    adjusted = "全年预算: null, " if isinstance(last, Item) and last.adjusted_budget is not None else ""
    columns = f"上年决算: {'null' if prior is None else f'{prior:f}'}, 年初预算: null, {adjusted}决算: null"
    more = list(_more(kind, last, depth + 1))
    if not parts and not more:
        yield f"{pad}{key}: {{{columns}}}    # {note}"
        return
    yield f"{pad}{key}:    # {note}"
    yield from (f"{pad}{_INDENT}{column}" for column in columns.split(", "))
    if parts:
        yield f"{pad}{_INDENT}其中:"
        yield from parts
    yield from more


def _more(kind: type[Item], last: Any, depth: int) -> Iterator[str]:
    """What a line has beside columns, parts and note: counts, projects …, where last year's had them."""
    for name, declared in kind.model_fields.items():
        value = getattr(last, name, None)
        if name not in {*Item.model_fields, "parts", "name", "kind"} and _is_used(value, declared):
            yield from _field(declared.alias or name, declared, value, 0, depth)


def _part_lines(kind: type[Item], last: Any, depth: int) -> Iterator[str]:
    declared = kind.model_fields.get("parts")
    if declared is None:
        return
    parts = getattr(last, "parts", None)
    if isinstance(declared.annotation, type) and issubclass(declared.annotation, Record):
        for name, part in declared.annotation.model_fields.items():
            value, key = getattr(parts, name, None), part.alias or name
            if key in _ALWAYS or (isinstance(value, Item) and value.is_given):
                assert isinstance(part.annotation, type)
                yield from _line(key, part.annotation, value, part.description or "", depth)
    elif isinstance(parts, dict):
        for key, value in parts.items():
            yield from _line(key, type(value), value, "上年有的项目，没有就删掉这一行", depth)


def _note(declared: FieldInfo) -> str:
    """What to write, in which measure, with a right example."""
    measure, examples = measure_of(declared), declared.examples or []
    parts = [declared.description or "", f"单位：{measure}" if measure else "", *(f"例：{e}" for e in examples)]
    return "；".join(part for part in parts if part)
