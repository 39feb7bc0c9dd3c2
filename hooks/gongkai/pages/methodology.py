"""校核方法: what each check asks, why, how and by what rule."""

from __future__ import annotations

from dataclasses import dataclass

from ..model.indicator import RATES, Rate
from .parts.page import HOME, METHODOLOGY, READING, Link, Page, reading_group


@dataclass(frozen=True, slots=True)
class Method:
    """The public explanation of one check."""

    code: str
    title: str
    level: str
    what: str
    why: str
    formula: str
    source: str


@dataclass(frozen=True, slots=True)
class MethodologyView:
    """How the checks work."""

    methods: tuple[Method, ...]
    rates: tuple[Rate, ...]


def methodology_page(methods: tuple[Method, ...]) -> Page:
    """校核方法: every check with what, why, formula and source."""
    return Page(
        path=METHODOLOGY,
        title="校核方法",
        description="本站怎样核对各单位公开的数字：每项校核的内容、理由、算法和依据。",
        template="methodology.html",
        view=MethodologyView(methods, RATES),
        sidebar=(reading_group(METHODOLOGY),),
        crumbs=(Link("首页", HOME), Link("怎么看", READING), Link("校核方法")),
    )
