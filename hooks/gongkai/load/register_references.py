"""What units say of each other in the register, and of the years in which they report."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from typing import Final

from ..model.problem import KeyPath, Level, Place, Problem
from ..model.unit import Unit
from .register import Register
from .yaml_text import MOST

#: A longer circle is told by its beginning.
_WAY: Final = 8


def check_bonds(register: Register) -> Iterator[Problem]:
    """Departments and predecessors that are not in the register, are the unit itself, or lead back to it."""
    known = register.known or frozenset(register.units)
    for unit_id, unit in register.units.items():
        for path, other in _bonds(unit_id, unit):
            if other == unit_id:
                message, cure = f"单位 {unit_id} 的“{path[1]}”写成了它自己", "写另一个单位的标识，没有就写 null"
                yield Problem(register.document.place(path), Level.ERROR, "R03", message, cure, "", path)
            if other not in known:
                message, cure = f"单位 {unit_id} 提到的“{other}”没有登记", "登记这个单位，或者改正标识"
                yield Problem(register.document.place(path), Level.ERROR, "R03", message, cure, f"{other}:", path)
    for kind in ("主管部门", "前身"):
        yield from islice(_circles(register, kind), MOST)


def check_span(register: Register, unit_id: str, year: int, file: str) -> Iterator[Problem]:
    """A report for a year in which, by the register, the unit had none to publish."""
    unit = register.units[unit_id]
    if unit.exists_in(year):
        return
    late = unit.last_year is not None and year > unit.last_year
    key, stated = ("撤销年度", unit.last_year) if late else ("设立年度", unit.first_year)
    yield Problem(
        Place(file), Level.WARNING, "R07", f"这是 {year} 年度的报告，units.yml 里 {unit_id} 的{key}是 {stated}",
        "撤销年度写最后一个应公开的年度，设立年度写第一个；改正 units.yml，或者把文件移到对的年度",
        f"{unit_id}:\n  {key}: {year}",
    )  # fmt: skip


def _bonds(unit_id: str, unit: Unit) -> Iterator[tuple[KeyPath, str]]:
    if unit.supervising_department:
        yield (unit_id, "主管部门"), unit.supervising_department
    for at, other in enumerate(unit.origin.units if unit.origin else ()):
        yield (unit_id, "前身", "单位", at), other


def _circles(register: Register, kind: str) -> Iterator[Problem]:
    """Every circle once, told at one of its units."""
    above = {
        unit_id: {other for path, other in _bonds(unit_id, unit) if path[1] == kind and other != unit_id}
        for unit_id, unit in register.units.items()
    }
    while circle := _circle(above):
        lower, upper = circle[1], circle[0]  # each comes after the one before it
        path: KeyPath = (lower, kind)
        ring = circle[::-1]
        way = " → ".join(ring if len(ring) <= _WAY else [*ring[: _WAY - 2], "……", ring[-1]])
        yield Problem(
            register.document.place(path), Level.ERROR, "R06", f"“{kind}”绕成了一圈：{way}",
            "改正其中一个单位，最上面的一个不写", f"{lower}:\n  {kind}: null", path,
        )  # fmt: skip
        above[lower].discard(upper)


def _circle(above: dict[str, set[str]]) -> list[str]:
    """One circle, its first unit again at the end; [] where there is none."""
    try:
        TopologicalSorter(above).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
