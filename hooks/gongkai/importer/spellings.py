"""Names that the unit gives parts of a line: the same item, spelled in two ways, is one: 维修费 and 维修（护）费."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from ..model import form
from ..model.problem import KeyPath
from .found import Found
from .plain_words import plain

#: Economic items (款) that are called in several ways.
_ALIKE: Final = (
    "维修（护）费 维修(护)费 维修费 维修护费 维修维护费", "其他交通费用 其他交通费", "物业管理费 物业费",
    "税金及附加费用 税金及附加", "其他商品和服务支出 其他商品服务支出", "办公设备购置 办公设备购置费",
)  # fmt: skip  # a table
_FIRST: Final[Mapping[str, str]] = {plain(name): names.split()[0] for names in _ALIKE for name in names.split()}
_PARTS: Final = "其中"
_Key = tuple[KeyPath, str]


def spellings_of(name: str) -> tuple[str, ...]:
    """All that an item may be called that is called so, this name first: 办公设备的维修费 is 办公设备维修费."""
    alike = next((names.split() for names in _ALIKE if (end := _end(name, names.split()))), [name])
    front = name.removesuffix(end) if (end := _end(name, alike)) != name else ""
    joints = ("", "的") if front else ("",)
    return (name, *(each for other in alike for joint in joints if (each := f"{front}{joint}{other}") != name))


def _end(name: str, alike: Iterable[str]) -> str:
    """The longest of the names with which ``name`` ends; "" where there is none."""
    return max((other for other in alike if name.endswith(other)), key=len, default="")


def with_one_spelling(founds: Iterable[tuple[str, Found]]) -> Iterator[tuple[str, Found]]:
    """What was found, each part under one name: that of a table where one has it, else the first.

    Where a table has two rows that differ in no more than this, both stay.
    """
    founds = tuple(founds)
    printed: dict[_Key, dict[str, None]] = {}
    told: dict[_Key, str] = {}
    for _, found in founds:
        for figure in found.figures:
            if (key := _key(figure.path)) is None:
                continue
            name = str(figure.path[-1])
            if figure.is_table:
                printed.setdefault(key, {})[name] = None
            told.setdefault(key, name)
    chosen = {key: next(iter(printed.get(key, {name: None}))) for key, name in told.items()}
    chosen = {key: name for key, name in chosen.items() if len(printed.get(key, ())) <= 1}
    for file, found in founds:
        yield file, _renamed(found, chosen)


def _key(path: KeyPath) -> _Key | None:
    """What a part is known by; None for what is no part that the unit named."""
    is_own = len(path) > 1 and path[-2] == _PARTS and isinstance(path[-1], str) and form.find_line(path) is None
    return (path[:-1], _FIRST.get(plain(str(path[-1])), plain(str(path[-1])))) if is_own else None


def _renamed(found: Found, chosen: Mapping[_Key, str]) -> Found:
    figures = tuple(replace(figure, path=_path(figure.path, chosen)) for figure in found.figures)
    return found if figures == found.figures else replace(found, figures=figures)


def _path(path: KeyPath, chosen: Mapping[_Key, str]) -> KeyPath:
    key = _key(path)
    return (*path[:-1], chosen.get(key, path[-1])) if key else path
