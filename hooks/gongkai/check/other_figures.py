"""Whose figure a sentence may tell beside the one it was read of: asked before anything is called wrong.

What the words beside a number name is certain; what was carried on from before is not. So a number in a clause that
names its own subject is judged by it, unless another figure that the clause names fits. Where only the sentence names
the subject, every figure that the sentence names may be meant; where nothing names it, every published one, and a
number that is far from the figure is of something else. Nothing here makes a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Final

from ..model.amounts import COLUMN_LABELS, Figure
from ..model.line_names import known_names
from ..model.names import OwnNames
from ..model.problem import KeyPath
from ..model.rates import percent
from ..text.statement import Kind, Statement, Subject
from .context import CheckContext
from .other_readings import is_in_order
from .tolerance import PER_ADDEND, agree
from .wholes import above_of

#: What tells of another body, another account or another year than the report's.
_ELSEWHERE: Final = re.compile(
    "不(?:在本|再?纳入|列入|计入|含在|包括在|包含在|构成|属于?本|反映)|未(?:纳入|列入|计入|含在|包括在)"
    "|(?:单独|另行|分别|独立)(?:编报|编制|核算|公开|反映|列报|建账)|(?:企业|自行)核算|由其自行|代管|邻近|相邻|周边|划出|社会团体"
)
_BREAKS: Final = "。！？\n；;"
_NEAR: Final = 200
_POINTS: Final = Decimal("0.01")
#: A number that is so many times the figure, or the figure the number, is of something else.
_FAR: Final = 2
_BUDGETS: Final = ("initial_budget", "adjusted_budget")
_ENDS: Final = re.compile("(?:支出|经费|项目|收入)$")
_SHORTEST: Final = 3


def may_be_of_another(context: CheckContext, said: Statement) -> bool:
    """Whether the words may tell of something else than they were read of."""
    sentence = _sentence(said)
    if _ELSEWHERE.search(sentence):
        return True
    if said.kind is not Kind.VALUE and is_in_order(said):
        return False
    if not said.subjects[0].path or said.subjects[0].measure != "万元":
        return False  # the sentence's own arithmetic; people are told apart by other words
    own = {subject.path for subject in said.subjects}
    if any(_is_named(context, subject.path, subject.label, said.words) for subject in said.subjects):
        return _fits_any(context, said, _named_in(context, said.words, own))
    if any(_is_named(context, subject.path, subject.label, sentence) for subject in said.subjects):
        return _fits_any(context, said, _named_in(context, sentence, own))
    return _is_far(context, said) or _fits_any(context, said, (f for f in context.figures if f.path not in own))


def _sentence(said: Statement) -> str:
    """The sentence up to the number and what follows of it; a semicolon ends it, too."""
    start = max(said.text.rfind(mark, max(0, said.end - _NEAR), said.end) for mark in _BREAKS) + 1
    after = re.split(f"[{_BREAKS}]", said.text[said.end : said.end + _NEAR], maxsplit=1)[0]
    return said.text[max(start, said.end - _NEAR) : said.end] + after


@lru_cache(maxsize=8)
def _names_of_lines(extra: OwnNames) -> dict[KeyPath, tuple[str, ...]]:
    """Every name of every line, those of several lines, too."""
    found: dict[KeyPath, tuple[str, ...]] = {}
    for name, lines in known_names(extra).items():
        for line in lines:
            found[line.path] = (*found.get(line.path, (line.label,)), name)
    return found


def _is_named(context: CheckContext, path: KeyPath, label: str, words: str) -> bool:
    """Whether ``words`` name a line or row, a row also without the noun at its end."""
    bare = label.lstrip("0123456789 　")
    short = _ENDS.sub("", bare)
    names = _names_of_lines(context.archive.names).get(path, ())
    return any(name in words for name in (*names, bare, *((short,) if len(short) > _SHORTEST else ())) if name)


def _named_in(context: CheckContext, words: str, own: set[KeyPath]) -> Iterator[Figure]:
    return (f for f in context.figures if f.path not in own and _is_named(context, f.path, f.label, words))


def _fits_any(context: CheckContext, said: Statement, figures: Iterator[Figure]) -> bool:
    return any(_fits(context, said, figure) for figure in figures)


def _fits(context: CheckContext, said: Statement, figure: Figure) -> bool:
    """Whether what is said is true of ``figure``."""
    value = figure.value()
    others = {column: v for column in COLUMN_LABELS if (v := figure.value(column)) is not None}
    if said.kind is Kind.VALUE:
        slack = max(said.slack, PER_ADDEND / 2)
        return any(agree(said.number, known, slack) for known in (value, *others.values()) if known is not None)
    if value is None:
        return False
    if said.kind is Kind.CHANGE:
        return any(agree(value - base, said.number, max(said.slack, PER_ADDEND / 2)) for base in others.values())
    slack = max(said.slack, _POINTS)
    return any(agree(ratio, said.number, slack) for ratio in _ratios(context, said, figure, value, others))


def _ratios(
    context: CheckContext, said: Statement, figure: Figure, value: Decimal, others: dict[str, Decimal]
) -> Iterator[Decimal]:
    """The percentages that ``figure`` has of what the statement speaks of."""
    if said.kind is Kind.RATE:
        found = [percent(value - base, base) for base in others.values()]
    elif said.kind is Kind.COMPLETION:
        found = [percent(value, base) for column, base in others.items() if column in _BUDGETS]
    else:
        wholes = (*said.wholes, *said.subjects, *above_of(Subject(figure.label, figure.path)))
        found = [percent(value, whole) for w in wholes if (whole := context.value(w)) is not None]
    yield from (ratio for ratio in found if ratio is not None)


def _is_far(context: CheckContext, said: Statement) -> bool:
    """Whether a number is so far from every published figure of its subjects that it is of something else."""
    if said.kind is not Kind.VALUE:
        return False
    known = [v for s in said.subjects for c in ("actual", *COLUMN_LABELS) if (v := context.value(s, c))]
    return bool(known) and not any(_is_near(v, said.number) for v in known)


def _is_near(value: Decimal, number: Decimal) -> bool:
    """Also where the same digits are written in another order, as when two were exchanged."""
    if value <= number * _FAR and number <= value * _FAR:
        return True
    return sorted(f"{value:.2f}") == sorted(f"{number:.2f}")
