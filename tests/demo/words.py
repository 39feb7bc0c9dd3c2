"""The word bank ``words/*.yml``: what each kind of unit does, and how its report speaks of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

FOLDER: Final = Path(__file__).parent / "words"
#: A kind whose words are those of the kinds it was made from: how many tasks of each.
_MERGED: Final = {"文旅": ("文化", "旅游")}


@dataclass(frozen=True, slots=True)
class Task:
    """A task with its indicator; ``deeds`` hold {n}."""

    theme: str
    name: str
    indicator: str
    measure: str
    low: int
    high: int
    deeds: tuple[str, ...]
    sequels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """All words of one kind of unit."""

    people: str
    duties: tuple[str, ...]
    bodies: tuple[str, ...]
    projects: tuple[str, ...]
    tasks: tuple[Task, ...]
    quality: tuple[tuple[str, int], ...]
    benefits: tuple[str, ...]
    effects: tuple[str, ...]
    hardships: tuple[tuple[str, str], ...]
    details: dict[str, tuple[str, ...]]


@cache
def _bank() -> dict[str, dict[str, Any]]:
    return {k: v for name in ("offices", "people", "places") for k, v in _read(name).items()}


@cache
def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return found


@cache
def theme_of(name: str) -> Theme:
    """The words of a kind of unit."""
    details = {key: tuple(value) for key, value in _read("details")[name].items()}
    details["故事"] = tuple(_read("stories").get(name, ()))
    if name in _MERGED:
        first, second = (theme_of(part) for part in _MERGED[name])
        return Theme(
            "群众和游客",
            (*first.duties[:3], *second.duties[:3]),
            ("办公室", "公共文化股", "文物保护股", "规划发展股", "市场管理股"),
            (*first.projects, *second.projects[:4]),
            (*first.tasks[:3], *second.tasks[:2], second.tasks[3]),
            (first.quality[0], second.quality[0]),
            (first.benefits[0], *second.benefits[1:]),
            (first.effects[1], *second.effects[:2]),
            (first.hardships[0], *second.hardships[:2]),
            details,
        )
    raw = _bank()[name]
    return Theme(
        raw["对象"], tuple(raw["职责"]), tuple(raw["机构"]), tuple(raw["项目"]),
        tuple(_task(name, task) for task in raw["任务"]),
        tuple((str(label), int(value)) for label, value in raw["质量"]),
        tuple(raw["效益"]), tuple(raw["成效"]),
        tuple((str(trouble), str(cure)) for trouble, cure in raw["难处"]), details,
    )  # fmt: skip


def _task(theme: str, raw: dict[str, Any]) -> Task:
    indicator, measure, low, high = raw["数"]
    return Task(theme, raw["名"], indicator, measure, low, high, tuple(raw["事"]), tuple(raw["续"]))


def phrases(kind: str) -> tuple[str, ...]:
    """The patterns of one kind, with slots."""
    return tuple(_read("phrases")[kind])


def code_names() -> dict[str, str]:
    """Functional code → name."""
    found: dict[str, str] = _read("codes")["名称"]
    return found


def codes_of(theme: str) -> dict[str, Any]:
    """The functional codes a kind of unit spends under."""
    found: dict[str, Any] = _read("codes")["单位"][theme]
    return found
