"""The register of units and the rules of a year."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from ..model.problem import Level, Place, Problem
from ..model.text import UNIT_ID
from ..model.unit import Unit
from ..model.year import YearRules
from .record_file import all_keys, parse_record
from .slips import find_slips
from .source import read_source
from .validation import problems_of
from .yaml_text import Document, parse_yaml

UNITS_FILE: Final = "units.yml"
YEAR_FILE: Final = "_year.yml"
#: Outlines that are templates; a bureau adds one by adding a file.
OUTLINES: Final = Path(__file__).parent.parent / "templates" / "outlines"


def read_units(root: Path, folder: str, problems: list[Problem]) -> dict[str, Unit]:
    file = f"{folder}/{UNITS_FILE}"
    if not (root / file).is_file():
        example = "zhengxiang-renda:\n  名称: 衡阳市蒸湘区人民代表大会常务委员会"
        problems.append(
            Problem(Place(file), Level.ERROR, "R01", "缺少单位登记表 units.yml", "建立这个文件，登记每个单位", example)
        )
        return {}
    source = read_source(root / file, file)
    problems.extend(source.problems)
    document = parse_yaml(source.text, file) if source.text else Document(file)
    problems.extend(find_slips(source.text or "", all_keys(), file))
    problems.extend(document.problems)
    entries = document.value if isinstance(document.value, dict) else {}
    units = {key: _read_unit(key, value, document, problems) for key, value in entries.items()}
    return {key: unit for key, unit in units.items() if unit is not None}


def _read_unit(key: str, value: Any, document: Document, problems: list[Problem]) -> Unit | None:
    if not UNIT_ID.fullmatch(key):
        message = f"单位标识“{key}”只能用小写字母、数字和短横线"
        problems.append(
            Problem(
                document.key_place((key,)), Level.ERROR, "F06", message, "用拼音，定了就不再改", "zhengxiang-renda:"
            )
        )
        return None
    try:
        return Unit.model_validate(value)
    except ValidationError as error:
        problems.extend(problems_of(error, Unit, document, (key,)))
        return None


def unknown_relations(units: dict[str, Unit], file: str) -> Iterator[Problem]:
    for unit_id, unit in units.items():
        named = [unit.supervising_department] if unit.supervising_department else []
        for other in [*named, *(unit.origin.units if unit.origin else ())]:
            if other not in units:
                message = f"单位 {unit_id} 提到的“{other}”没有登记"
                yield Problem(Place(file), Level.ERROR, "R03", message, "登记这个单位，或者改正标识", f"{other}:")


def read_year(root: Path, file: str, problems: list[Problem]) -> YearRules | None:
    if not (root / file).is_file():
        cure = "在年度文件夹里建立 _year.yml，写明提纲和等级标准；可以复制上一年的"
        problems.append(
            Problem(Place(file), Level.ERROR, "R02", "缺少本年度的规则文件 _year.yml", cure, "提纲: 湖南2016")
        )
        return None
    source = read_source(root / file, file)
    problems.extend(source.problems)
    rules, document = parse_record(source.text or "{}", file, YearRules)
    problems.extend(document.problems)
    if rules is not None and rules.outline not in (known := outlines()):
        place = document.place(("提纲",))
        problems.append(
            Problem(
                place,
                Level.ERROR,
                "R04",
                f"没有提纲“{rules.outline}”",
                f"可用的提纲：{'、'.join(known)}",
                f"提纲: {known[0]}",
            )
        )
        return None
    return rules


@cache
def outlines() -> tuple[str, ...]:
    """Names of the outlines there are templates for."""
    return tuple(sorted(path.stem for path in OUTLINES.glob("*.html")))
