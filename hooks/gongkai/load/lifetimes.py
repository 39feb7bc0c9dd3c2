"""What the register says of the years of units – 设立, 撤销, 前身, 曾用名 – against itself and against the reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ..model.problem import KeyPath, Level, Place, Problem
from ..model.unit import ENDING, Origin, Unit, lifetime_of
from .register import Register

#: Where it is, what does not agree, how to mend it, and a right line.
_Contradiction = tuple[KeyPath, str, str, str]
_FIRST_AND_LAST: Final = "设立年度写第一个应公开的年度，撤销年度写最后一个"


#: By unit, those that name it as their predecessor, and how.
_Successors = Mapping[str, Sequence[tuple[str, Origin]]]


def check_spans(register: Register, files: Iterable[tuple[str, int, str]]) -> Iterator[Problem]:
    """Reports for years in which, by the register, their units had none to publish; unit, year and file of each."""
    successors = _successors(register)
    for unit_id, year, file in files:
        unit, later = register.units[unit_id], successors.get(unit_id, ())
        first, last = lifetime_of(unit, [origin for _, origin in later])
        if last is not None and year > last:
            stated = f"{unit_id} 的撤销年度是 {last}" if unit.last_year else _ended(unit_id, last, later)
            key = "撤销年度"
        elif first is not None and year < first:
            stated, key = f"{unit_id} 的{'设立年度' if unit.first_year else '前身写的年度'}是 {first}", "设立年度"
        else:
            continue
        cure = f"{_FIRST_AND_LAST}；改正 units.yml，或者把文件移到对的年度"
        message, example = f"这是 {year} 年度的报告，units.yml 里 {stated}", f"{unit_id}:\n  {key}: {year}"
        yield Problem(Place(file), Level.WARNING, "R07", message, cure, example)


def check_lifetimes(register: Register) -> Iterator[Problem]:
    """Years of the register that contradict each other."""
    for unit_id, unit in register.units.items():
        for path, message, cure, example in (
            *_own_years(unit_id, unit),
            *_former_names(unit_id, unit),
            *_origin(register, unit_id, unit),
        ):
            yield register.document.problem(path, Level.WARNING, "R11", message, cure, f"{unit_id}:\n  {example}")


def _own_years(unit_id: str, unit: Unit) -> Iterator[_Contradiction]:
    first, last = unit.first_year, unit.last_year
    if first is not None and last is not None and first > last:
        message = f"{unit_id} 的设立年度 {first} 在撤销年度 {last} 之后"
        yield (unit_id, "撤销年度"), message, f"{_FIRST_AND_LAST}，两个年度都可以只有一个", f"撤销年度: {first}"


def _former_names(unit_id: str, unit: Unit) -> Iterator[_Contradiction]:
    """Names that end before they begin, or held when the unit was not there; two for one year."""
    known: list[tuple[int, int, str]] = []
    for at, former in enumerate(unit.former_names):
        path: KeyPath = (unit_id, "曾用名", at)
        first, last = former.first_year or unit.first_year or 0, former.last_year
        if former.first_year is not None and former.first_year > last:
            message = f"曾用名“{former.name}”从 {former.first_year} 年起用，却只用到 {last} 年"
            yield (
                path,
                message,
                "起是第一个年度，止是最后一个",
                f"曾用名: [{{名称: {former.name}, 起: {last}, 止: {last}}}]",
            )
            continue
        if unit.last_year is not None and last >= unit.last_year:
            message = f"曾用名“{former.name}”用到 {last} 年，单位的撤销年度是 {unit.last_year}：现名一年也没有用过"
            yield path, message, "把最后用的名称写在“名称”里，不写在曾用名里", f"名称: {former.name}"
        if unit.first_year is not None and last < unit.first_year:
            message = f"曾用名“{former.name}”只用到 {last} 年，单位的设立年度是 {unit.first_year}"
            yield path, message, "改名的单位不是新设立的：设立年度写最早的年度，或者不写", "设立年度: null"
        if clash := next((name for begun, ended, name in known if begun <= last and first <= ended), None):
            message = f"曾用名“{former.name}”和“{clash}”有同一年"
            example = f"{_name(clash, 'null', last - 1)}\n  - {_entry(former.name, str(last), last)}"
            yield path, message, "一个年度只有一个名称：后一个的起比前一个的止晚一年", example
        known.append((first, last, former.name))


def _name(name: str, first: str, last: int) -> str:
    return f"曾用名:\n  - {_entry(name, first, last)}"


def _entry(name: str, first: str, last: int) -> str:
    return f"{{名称: {name}, 起: {first}, 止: {last}}}"


def _origin(register: Register, unit_id: str, unit: Unit) -> Iterator[_Contradiction]:
    """前身 against the years of the unit and of its predecessors."""
    if (origin := unit.origin) is None:
        return
    path: KeyPath = (unit_id, "前身", "年度")
    if unit.first_year is not None and unit.first_year > origin.year:
        message = f"{unit_id} 从 {origin.year} 年起接着前身公开，设立年度却是 {unit.first_year}"
        yield path, message, "两处写同一个年度，或者不写设立年度", f"设立年度: {origin.year}"
    if unit.last_year is not None and unit.last_year < origin.year:
        message = f"{unit_id} 从 {origin.year} 年起接着前身公开，撤销年度却是 {unit.last_year}"
        yield path, message, f"{_FIRST_AND_LAST}；还在的单位不写撤销年度", "撤销年度: null"
    for other in origin.units:
        if predecessor := register.units.get(other):
            yield from _predecessor(unit_id, origin, other, predecessor)


def _predecessor(unit_id: str, origin: Origin, other: str, predecessor: Unit) -> Iterator[_Contradiction]:
    path: KeyPath = (unit_id, "前身", "年度")
    if predecessor.first_year is not None and predecessor.first_year >= origin.year:
        message = f"前身 {other} 的设立年度是 {predecessor.first_year}，不早于 {origin.year} 年"
        yield path, message, "前身的年度写本单位公开的第一个年度，前身那时已经有了", f"前身: {_written(origin, other)}"
    if predecessor.last_year is None or origin.change not in ENDING:
        return
    if predecessor.last_year >= origin.year:
        now = f"{other} 从 {origin.year} 年起由 {unit_id} 公开（{origin.change}）"
        message = f"{now}，它的撤销年度却是 {predecessor.last_year}"
        cure = f"撤销年度是最后一个由它自己公开的年度：把 {other} 的改成 {origin.year - 1}，或者不写"
        yield path, message, cure, f"前身: {_written(origin, other)}"
    if predecessor.last_year < origin.year - 1:
        gap = f"{predecessor.last_year + 1} 年" if predecessor.last_year == origin.year - 2 else "中间的几年"
        message = f"{other} 公开到 {predecessor.last_year} 年，{unit_id} 从 {origin.year} 年起：{gap}没有单位公开"
        cure = f"前身的年度写 {predecessor.last_year + 1}，或者改正 {other} 的撤销年度"
        yield path, message, cure, f"前身: {_written(origin, other, predecessor.last_year + 1)}"


def _written(origin: Origin, other: str, year: int = 0) -> str:
    return f"{{年度: {year or origin.year}, 方式: {origin.change}, 单位: [{other}]}}"


def _successors(register: Register) -> _Successors:
    found: defaultdict[str, list[tuple[str, Origin]]] = defaultdict(list)
    for unit_id, unit in register.units.items():
        if origin := unit.origin:
            for other in origin.units:
                if not _is_above(register, other, unit_id):
                    found[other].append((unit_id, origin))
    return found


def _is_above(register: Register, unit_id: str, other: str) -> bool:
    """Whether ``unit_id`` is said to come from ``other``, or is it: that is asked about where circles are."""
    unit = register.units.get(unit_id)
    return unit_id == other or bool(unit and unit.origin and other in unit.origin.units)


def _ended(unit_id: str, last: int, later: Sequence[tuple[str, Origin]]) -> str:
    """Why a unit that has no 撤销年度 ended."""
    successor, origin = next(pair for pair in later if pair[1].year - 1 == last)
    return f"{successor} 的前身写明 {unit_id} 从 {origin.year} 年起由它公开（{origin.change}）"
