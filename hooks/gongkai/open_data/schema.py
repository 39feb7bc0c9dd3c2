"""JSON Schema of the reports' data files, from the models: editors complete and check while a clerk types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ..model.outline import Kind, Outline, placeable
from ..model.report import Report
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
