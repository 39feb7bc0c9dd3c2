"""The register of units, what they refer to in it, and the rules of a year."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, Final

from pydantic import ValidationError

from ..model.outline import Outline
from ..model.problem import KeyPath, Level, Place, Problem
from ..model.text import fault_of_id
from ..model.unit import Unit
from ..model.year import YearRules, usual_outline
from .corrections import check_corrections
from .dates import check_days
from .outlines import built_in
from .record_file import keys_of, parse_mended, parse_record, settle, validate
from .source import one_line, read_source
from .validation import problems_of
from .yaml_text import MOST, Document

UNITS_FILE: Final = "units.yml"
YEAR_FILE: Final = "_year.yml"
#: A longer circle is reported by its beginning.
_WAY: Final = 8
#: The id of nobody's unit, for examples in everybody's repository.
ANY_ID: Final = "mou-ju"
_EXAMPLE: Final = "caizheng:\n  名称: 某某区财政局"


@dataclass(frozen=True, slots=True)
class Register:
    """The register as read.

    Attributes:
        units: the units that can be read.
        known: every id that is written, readable or not; None where the file as a whole cannot be read.
        document: where they stand.
    """

    units: dict[str, Unit]
    known: frozenset[str] | None
    document: Document


def read_units(root: Path, folder: str, problems: list[Problem], today: date) -> Register:
    """The register; what is wrong with one unit does not hide the others."""
    file = f"{folder}/{UNITS_FILE}"
    missing = "R01", "缺少单位登记表 units.yml", "建立这个文件，登记每个单位", _EXAMPLE
    if (text := _read(root, file, missing, problems)) is None:
        is_there = os.path.lexists(root / file)
        return Register({}, None if is_there else frozenset(), Document(file))
    mistakes, document = parse_mended(text, file, keys_of(Unit))
    entries = document.value if isinstance(document.value, dict) and not document.broken else None
    if entries is None and not document.problems and not mistakes:
        if is_new := document.value is None:
            entries = {}  # only remarks; a report of a unit that is not registered is told of by itself
        level, words = (Level.HINT, "登记表里还没有单位") if is_new else (Level.ERROR, "登记表里没有单位")
        cure = "每个单位写一条，左边是单位标识"
        document.problems.append(Problem(Place(file, 1, 1), level, "Y09", words, cure, _EXAMPLE))
    found = {key: _read_unit(key, value, document) for key, value in (entries or {}).items()}
    document.problems.extend(check_days(document, Unit, today, above=1))
    for key, unit in found.items():
        if unit is not None and unit.amendments:
            document.problems.extend(check_corrections(unit.amendments, document, (key, "变更")))
    settle(mistakes, document)
    problems.extend(document.problems)
    if document.stumbled:  # what was meant is known well enough to be told of, not to be published
        return Register({}, None, document)
    units = {key: unit for key, unit in found.items() if unit is not None}
    return Register(units, None if entries is None else frozenset(entries), document)


def parse_units(text: str, file: str) -> tuple[dict[str, Unit], Document]:
    """The register of a text alone, against no day and no other file: the units that can be read."""
    mistakes, document = parse_mended(text, file, keys_of(Unit))
    units: dict[str, Unit] = {}
    for key, value in document.value.items() if isinstance(document.value, dict) else ():
        try:
            units[key] = validate(Unit, value)
        except ValidationError as error:
            document.problems.extend(problems_of(error, Unit, document, (key,)))
    settle(mistakes, document)
    return units, document


def _read(root: Path, file: str, missing: tuple[str, str, str, str], problems: list[Problem]) -> str | None:
    """The text of a file that there must be; ``missing`` is the code, message, cure and example where it is not."""
    if not os.path.lexists(root / file):
        problems.append(Problem(Place(file), Level.ERROR, *missing))
        return None
    source = read_source(root / file, file)
    problems.extend(source.problems)
    return source.text


def _read_unit(key: str, value: Any, document: Document) -> Unit | None:
    if fault := fault_of_id(key):
        message, place = f"“{one_line(key)}”：{fault[0]}", document.key_place((key,))
        document.problems.append(Problem(place, Level.ERROR, "F06", message, fault[1], f"{ANY_ID}:"))
        return None
    try:
        return validate(Unit, value)
    except ValidationError as error:
        document.problems.extend(problems_of(error, Unit, document, (key,)))
        return None


def cure_of_missing_rules(file: str) -> str:
    """What to do where a year has no rules: the same wherever it is found."""
    copied = f"有上一年的，把它的 {YEAR_FILE} 复制成 {file}，核对提纲、等级和期限"
    return f"{copied}；没有的，建立这个文件，照例子写，核对提纲和等级"


def rules_to_begin_with(year: int) -> str:
    """The least that the rules of a year say."""
    return f"提纲: {usual_outline(year)}"


def read_year(
    root: Path, file: str, outlines: Mapping[str, Outline | None], problems: list[Problem], today: date
) -> YearRules | None:
    """The rules of a year; None where they, or the outline that they name, cannot be read."""
    year = int(PurePosixPath(file).parent.name)
    missing = "R02", f"还没有 {year} 年度的规则 {YEAR_FILE}", cure_of_missing_rules(file), rules_to_begin_with(year)
    text = _read(root, file, missing, problems)
    if text is None:
        return None
    rules, document = parse_record(text, file, YearRules)
    document.problems.extend(check_days(document, YearRules, today))
    document.problems.extend(check_corrections(rules.amendments, document, ("变更",)) if rules else ())
    problems.extend(document.problems)
    if rules is None or outlines.get(rules.outline):
        return rules
    if rules.outline not in outlines:
        problems.append(_unknown_outline(rules.outline, list(outlines), document))
    return None


def _unknown_outline(name: str, known: list[str], document: Document) -> Problem:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    guess = f"是不是“{near[0]}”？" if near else ""
    cure, example = f"{guess}可用的提纲：{'、'.join(known)}", f"提纲: {(near or known)[0]}"
    return Problem(document.place(("提纲",)), Level.ERROR, "R04", f"没有提纲“{one_line(name)}”", cure, example)


def stand_in() -> YearRules:
    """Rules of a year whose own cannot be read, so that its pages keep their addresses."""
    return YearRules(outline=next(iter(built_in())))


def check_references(register: Register) -> Iterator[Problem]:
    """Departments and predecessors that are not in the register, are the unit itself, or lead back to it."""
    known = register.known or frozenset(register.units)
    for unit_id, unit in register.units.items():
        for path, other in _references(unit_id, unit):
            if other == unit_id:
                message, cure = f"单位 {unit_id} 的“{path[1]}”写成了它自己", "写另一个单位的标识，没有就写 null"
                yield register.document.problem(path, Level.ERROR, "R03", message, cure)
            if other not in known:
                message, cure = f"单位 {unit_id} 提到的“{other}”没有登记", "登记这个单位，或者改正标识"
                yield register.document.problem(path, Level.ERROR, "R03", message, cure, f"{other}:")
    for kind in ("主管部门", "前身"):
        yield from islice(_circles(register, kind), MOST)


def _references(unit_id: str, unit: Unit) -> Iterator[tuple[KeyPath, str]]:
    if unit.supervising_department:
        yield (unit_id, "主管部门"), unit.supervising_department
    for at, other in enumerate(unit.origin.units if unit.origin else ()):
        yield (unit_id, "前身", "单位", at), other


def _circles(register: Register, kind: str) -> Iterator[Problem]:
    """Every circle once, reported at one of its units."""
    above = {
        unit_id: {other for path, other in _references(unit_id, unit) if path[1] == kind and other != unit_id}
        for unit_id, unit in register.units.items()
    }
    while ring := _circle(above):
        upper, lower = ring[-1], ring[-2]  # each leads to the one after it
        way = " → ".join(ring if len(ring) <= _WAY else [*ring[: _WAY - 2], "……", ring[-1]])
        message, cure = f"“{kind}”绕成了一圈：{way}", "改正其中一个单位，最上面的一个不写"
        yield register.document.problem((lower, kind), Level.ERROR, "R06", message, cure, f"{lower}:\n  {kind}: null")
        above[lower].discard(upper)


def _circle(above: dict[str, set[str]]) -> list[str]:
    """One circle, its first unit again at the end; [] where there is none."""
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        return list(error.args[1])[::-1]
    return []
