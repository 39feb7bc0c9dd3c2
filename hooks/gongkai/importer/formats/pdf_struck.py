"""Letters of a page that a line strikes out: a document printed with its changes shows what was deleted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from .pdf_page import Glyph, Page, Rule

#: How high over the foot of a letter a line strikes it out, of its height; lower ones underline it.
_LOWEST: Final = 0.12
_HIGHEST: Final = 0.6
#: So near the edges of letters such a line begins and ends, in points; the lines of tables do not.
_NEAR: Final = 1.5


def without_struck(page: Page) -> Page:
    """The page without the letters that a line strikes out, and without these lines."""
    by_height = sorted((glyph.base, n) for n, glyph in enumerate(page.glyphs))
    reach = _HIGHEST * max((glyph.size for glyph in page.glyphs), default=0.0)
    struck: set[int] = set()
    lines: set[Rule] = set()
    for rule in page.rules if by_height else ():
        near = by_height[bisect_left(by_height, (rule.at - reach, -1)) : bisect_left(by_height, (rule.at, -1))]
        below = [n for _, n in near if rule.is_across and _strikes(rule, page.glyphs[n])]
        if below and _fits(rule, [page.glyphs[n] for n in below]) and not _is_of_table(rule, page.rules):
            struck |= {*below}
            lines.add(rule)
    if not struck:
        return page
    glyphs = tuple(glyph for n, glyph in enumerate(page.glyphs) if n not in struck)
    return page._replace(glyphs=glyphs, rules=tuple(rule for rule in page.rules if rule not in lines))


def _strikes(rule: Rule, glyph: Glyph) -> bool:
    height = rule.at - glyph.base
    middle = (glyph.left + glyph.right) / 2
    return _LOWEST * glyph.size < height < _HIGHEST * glyph.size and rule.start <= middle <= rule.end


def _fits(rule: Rule, glyphs: list[Glyph]) -> bool:
    """Whether a line begins and ends with the letters that it strikes."""
    left, right = min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)
    return abs(left - rule.start) <= _NEAR and abs(right - rule.end) <= _NEAR


def _is_of_table(rule: Rule, rules: Iterable[Rule]) -> bool:
    """Whether a line down touches it."""
    return any(
        not other.is_across
        and rule.start - _NEAR <= other.at <= rule.end + _NEAR
        and other.start - _NEAR <= rule.at <= other.end + _NEAR
        for other in rules
    )
