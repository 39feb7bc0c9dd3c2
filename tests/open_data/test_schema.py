"""schema.json and the editors' schemas, read by jsonschema and by Ajv in strict mode: no keywords of our own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from tests.conftest import ROOT, demo
from tests.open_data.stock import files

from gongkai.open_data.catalogue import schema_json
from gongkai.open_data.data_file import outline_schema, report_schema
from gongkai.pages.data import SCHEMA

MODULES = ROOT / ".venv/js/node_modules"
Json = dict[str, Any]


def ajv(schema: Json, documents: list[Json]) -> list[str]:
    """What Ajv has to say of each document; "" for nothing."""
    given = json.dumps({"schema": schema, "documents": documents})
    command = ["node", str(ROOT / "tests/js/validate.cjs"), str(MODULES)]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told: list[str] = json.loads(done.stdout)
    assert len(told) == len(documents)
    return told


def stated() -> list[Json]:
    """公开数 of every report of the demo, as a program reads it."""
    paths = [path for path in files() if path.startswith("units/") and path.endswith("/report.json")]
    assert len(paths) > 90
    return [json.loads(files()[path])["公开数"] for path in paths]


def schema() -> Json:
    """The published one."""
    found: Json = json.loads(files()[SCHEMA])
    return found


def test_every_report_follows_the_schema() -> None:
    documents = stated()
    assert [told for told in ajv(schema(), documents) if told] == []
    check = Draft202012Validator(schema(), format_checker=FormatChecker())
    assert [document["标题"] for document in documents if not check.is_valid(document)] == []


def spoilt(document: Json, where: Any, *, below: str = "") -> Iterator[tuple[str, Json]]:
    """The document with one fault, for every place: a key too many, an amount in words, a day that is none."""
    for key, value in list(where.items() if isinstance(where, dict) else enumerate(where)):
        place = f"{below}/{key}"
        if isinstance(value, dict):
            value["没有这一项"] = 1
            if not NAMED & {*place.split("/")}:
                yield f"{place}/没有这一项", deepcopy(document)
            del value["没有这一项"]
            yield from spoilt(document, value, below=place)
        elif isinstance(value, list):
            yield from spoilt(document, value, below=place)
        elif isinstance(value, int | float) or str(value)[4:5] == "-":
            where[key] = "三百"
            yield place, deepcopy(document)
            where[key] = value


#: Below these, names are of the unit's own choice.
NAMED = {"其中", "等级", "功能分类", "按收入性质分", "按支出性质分", "其他内容", "校核说明", "车辆用途"}


def test_what_is_wrong_anywhere_in_a_report_is_found() -> None:
    (document,) = [found for found in stated() if "2023" in found["标题"]][:1]
    wrong = dict(spoilt(document, document))
    assert len(wrong) > 150
    told = ajv(schema(), list(wrong.values()))
    assert [place for place, said in zip(wrong, told, strict=True) if not said] == []
    check = Draft202012Validator(schema(), format_checker=FormatChecker())
    assert [place for place, one in wrong.items() if check.is_valid(one)] == []


@pytest.mark.parametrize("made", [report_schema(), report_schema(demo().archive.years.values()), outline_schema()])
def test_ajv_takes_every_schema_in_strict_mode(made: Json) -> None:
    assert ajv(made, []) == []


def test_a_schema_with_a_keyword_of_our_own_would_be_refused() -> None:
    made = report_schema()
    made["properties"]["标题"]["measure"] = "万元"
    with pytest.raises(AssertionError, match="unknown keyword"):
        ajv(made, [])


def test_a_field_says_its_measure_and_its_basis_in_its_description() -> None:
    made = json.loads(schema_json())
    people = made["$defs"]["People"]["properties"]["编制数"]
    assert people["description"].partition("；")[2].startswith("计量单位：人")
    day = made["$defs"]["Disclosure"]["properties"]["发布日期"]
    assert day["description"] == "首次向社会公开的日期；依据：预算法第十四条"
