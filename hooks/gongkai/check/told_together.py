"""Numbers of a sentence that are one figure's, all but one: part of D28.

造林花了622.48万元，比去年多71.20万元，涨了8.04%: where two of them are those of a line, the third
is meant to be, too. A question only: words may leave out what explains them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from ..model.amounts import COLUMN_LABELS, Figure
from ..model.finding import Finding, fails
from ..model.problem import KeyPath, Level
from ..model.rates import percent
from ..text.sentence import quote
from ..text.spoken_figures import ADJUSTING, Role, Spoken, spoken_figures
from .context import CheckContext
from .doubtful_sentences import doubtful_sentences
from .published_figures import Published
from .tolerance import PER_ADDEND, agree, exact, percentage

_RELATION: Final = "一句里同一项的几个数相符"
_CURE: Final = "对照报表看这一句里哪一个数写错了；说的是别的项或别的口径的，在句子里写明"
#: Of another body, another time or a part only: nothing is asked.
_ELSEWHERE: Final = re.compile(
    "计划|拟|预计|明年|下年|力争|季度|半年|[1-9]月|剔除|扣除|口径|误写|更正|申[请报]|合同|结算|中标|分别|依次|净|相抵|平均|人均|[上本今]年(?:年初|部门)?的?预算|预算[比较增减上下]"
)
_SLACK: Final = dict.fromkeys(Role, Decimal("0.02")) | {Role.VALUE: PER_ADDEND}
_BASES: Final = ("prior_actual", "initial_budget", "adjusted_budget")
#: Without these an amount may be what there was to spend.
_SPENT: Final = re.compile("[支付花用掉]|执行|决算|完成|采购|报|实际|发放")
_WORKED: Final = frozenset({Role.CHANGE, Role.RATE, Role.DONE, Role.LEFT})
#: So much of a sentence must be a figure's before the rest is asked about.
_ENOUGH: Final = 2
#: Figures by their paths.
Rows = dict[KeyPath, Figure]


class Fit(NamedTuple):
    """A figure, and which of the numbers are its own (by their places); by size alone where the way is wrong."""

    figure: Figure
    columns: dict[str, Decimal]
    own: frozenset[int]
    weight: int


class Segment(NamedTuple):
    """A sentence or a part of one that a semicolon ends.

    Attributes:
        path: keys of its text.
        text: its words.
        spoken: its numbers.
        fits: the figures that its numbers or its words speak of.
    """

    path: KeyPath
    text: str
    spoken: list[Spoken]
    fits: list[Fit]

    @property
    def explained(self) -> set[int]:
        """The places of the numbers that are some figure's."""
        return {at for fit in self.fits for at in fit.own}


def segments_of(context: CheckContext, known: Published) -> Iterator[Segment]:
    """The sentences with numbers about which something may be asked, in order."""
    for start, text in doubtful_sentences(context, known):
        spoken = list(spoken_figures(text, context.year))
        held = {figure.path: figure for each in spoken for figure in known.holding(each.number)}
        if not all(_is_explained(known, each, held.values()) for each in spoken):
            path = context.sentences.path_at(start)
            home = context.by_path.get(path[:-1]) if len(path) > 1 else None
            named = {figure.path: figure for figure in known.named_in(text) or ([home] if home else known.main)}
            yield Segment(path, text, spoken, list(_fits(known, spoken, named, held)))


def _is_explained(known: Published, each: Spoken, held: Iterable[Figure]) -> bool:
    """Whether a number is what it says of a figure that an amount of the sentence is of."""
    if each.role is Role.OTHER:
        return each.number in known.values
    return any(_is_of(known, each, figure, signed=True) for figure in held)


def told_together(known: Published, segment: Segment) -> Iterator[tuple[str, Finding]]:
    """The number that differs although the others beside it are the figure's, by its digits."""
    spoken, text = segment.spoken, segment.text
    if len(spoken) < _ENOUGH or _ELSEWHERE.search(text) or sum(each.columns == ADJUSTING for each in spoken) > 1:
        return  # among others what was added and what was taken off, or in two steps
    fits = [fit for fit in segment.fits if fit.weight >= _ENOUGH]
    if fits and (problem := _odd_one(known, fits, spoken)):
        at, words = problem
        told = quote(text[max(0, spoken[at].start - 28) : spoken[at].end].strip(), 44)
        message = f"文中写{told}，{words}"
        yield spoken[at].digits, fails(_RELATION, segment.path, message, _CURE, level=Level.HINT)


def _fits(known: Published, spoken: list[Spoken], named: Rows, held: Rows) -> Iterator[Fit]:
    """The figures that the sentence may tell of: named by it or by its place, or with one of its amounts."""
    for path, figure in {**named, **held}.items():
        own = frozenset(at for at, each in enumerate(spoken) if _is_of(known, each, figure))
        yield Fit(figure, known.columns_of(figure), own, len(own) + (path in named))


def _is_of(known: Published, each: Spoken, figure: Figure, *, signed: bool = False) -> bool:
    """Whether the number is what its role says of a figure; ``signed``, whether also the way is right."""
    slack = max(each.slack, _SLACK[each.role])
    for value in _expected(known, each, figure):
        if abs(abs(value) - each.number) <= slack and not (signed and each.way * value < 0):
            return True
    return False


def _expected(known: Published, each: Spoken, figure: Figure) -> list[Decimal]:
    """What a number in this role is of a figure; changes with their signs."""
    key = (figure.path, each.role, each.columns)
    if (found := known.expected.get(key)) is None:
        found = known.expected[key] = list(_worked(known, each, figure))
    return found


def _worked(known: Published, each: Spoken, figure: Figure) -> Iterator[Decimal]:
    columns = known.columns_of(figure)
    if each.role is Role.VALUE:
        yield from [columns["actual"]] if "actual" in columns else []
    elif each.role is Role.BASE:
        yield from (columns[column] for column in each.columns if column in columns)
    elif each.role is Role.SHARE:
        yield from (share for _, share in known.shares_of(figure))
    elif each.role is not Role.OTHER:
        for value, base in _pairs(columns, each.columns or _BASES):
            ratio = None if each.role in {Role.CHANGE, Role.LEFT} else percent(value, base)
            if each.role in {Role.CHANGE, Role.LEFT}:
                yield value - base
            elif ratio is not None:
                yield ratio if each.role is Role.DONE else ratio - 100


def _pairs(columns: dict[str, Decimal], bases: Iterable[str]) -> Iterator[tuple[Decimal, Decimal]]:
    for base in bases:
        if base in columns and "actual" in columns:
            yield columns["actual"], columns[base]
    if (
        (bases == ADJUSTING or "initial_budget" in bases)
        and "initial_budget" in columns
        and "adjusted_budget" in columns
    ):
        yield columns["adjusted_budget"], columns["initial_budget"]


def _odd_one(known: Published, fits: list[Fit], spoken: list[Spoken]) -> tuple[int, str] | None:
    """The number that differs, and what is said about it."""
    best = max(fit.weight for fit in fits)
    for fit in fits:
        for at, each in enumerate(spoken) if fit.weight == best else ():
            if _is_odd(known, fit, spoken, at) and not any(_is_of(known, each, o.figure, signed=True) for o in fits):
                return at, _words(known, fit, each)
    return None


def _is_odd(known: Published, fit: Fit, spoken: list[Spoken], at: int) -> bool:
    each = spoken[at]
    is_turned = at in fit.own and not _is_of(known, each, fit.figure, signed=True)
    if each.role is Role.OTHER or (at in fit.own and not is_turned):
        return False
    if is_turned:
        return each.way != 0 and len(fit.own) > 1
    is_taken = any(spoken[n].role is each.role and spoken[n].columns == each.columns for n in fit.own)
    if is_taken or not _expected(known, each, fit.figure):
        return False
    if each.role in {Role.VALUE, Role.BASE}:
        after = _next_own(known, fit, spoken, range(at + 1, len(spoken)))
        is_spent = (
            each.role is Role.BASE
            or _SPENT.search(each.gap)
            or agree(each.number, fit.columns.get("prior_actual", Decimal(-1)), each.slack)
        )
        slack = max(each.slack, PER_ADDEND / 2)
        is_of_column = any(abs(value - each.number) <= slack for value in fit.columns.values())
        return is_of_column and bool(is_spent) and after in _WORKED
    if "adjusted_budget" not in fit.columns and any(each.columns == ADJUSTING for each in spoken):
        return False  # of the budget that is not published
    before = _next_own(known, fit, spoken, range(at - 1, -1, -1)) if _leads(known, fit, each.gap) else None
    if each.role is Role.LEFT:
        told = {spoken[n].role for n in fit.own}
        return {Role.VALUE, Role.BASE} <= told and any(each.number == o.number for o in spoken if o is not each)
    return before is not None and (bool(each.columns) or each.role is Role.DONE)


def _next_own(known: Published, fit: Fit, spoken: list[Spoken], places: range) -> Role | None:
    """What the figure's next number is, going on from a number over such as are of no known kind and bases."""
    for n in places:
        if places.step > 0 and not _leads(known, fit, spoken[n].gap):
            return None
        if n in fit.own and not (places.step > 0 and spoken[n].role is Role.BASE):
            return spoken[n].role
        if n not in fit.own and spoken[n].role is not Role.OTHER:
            return None
        if places.step < 0 and not _leads(known, fit, spoken[n].gap):
            return None
    return None


def _leads(known: Published, fit: Fit, gap: str) -> bool:
    """Whether the words between two numbers name no other figure."""
    named = known.named_in(gap)
    return not named or any(figure.path == fit.figure.path for figure in named)


def _words(known: Published, fit: Fit, each: Spoken) -> str:
    label, values = fit.figure.label, _expected(known, each, fit.figure)
    if each.role in {Role.VALUE, Role.BASE}:
        column = "决算" if each.role is Role.VALUE else COLUMN_LABELS[each.columns[0]]
        return f"按旁边的数，说的是{label}，它的{column}是 {exact(values[0])} 万元"
    shown = "、".join(percentage(v) if each.role in {Role.RATE, Role.DONE} else f"{exact(v)} 万元" for v in values)
    return f"按旁边的数，说的是{label}，按公开的数是 {shown}"
