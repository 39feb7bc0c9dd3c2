"""The district's money in a year: the view that the home page and the year pages place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from ...model.archive import Archive
from ..compared import category_of, category_slugs
from ..parts.page import Link, compare_path, report_path, unit_path, year_path
from ..parts.years import ABSENT
from ..report.answer import Phrase
from .district import details, headline, kinds, money_words
from .rankings import Ranking, rankings
from .scatter import Scatter, scatter
from .shares import Share, by_category, by_department, by_function, whole_of
from .spending import YearSpending, short_name, year_spending
from .tones import TONES, UNKNOWN, Tone
from .treemap import FEWEST, MOST, Way, way_of

#: So many units without figures are named.
_BLANKS: Final = 24


class Blank(NamedTuple):
    """A unit of which there is no figure to draw, why, and where more is said."""

    name: str
    why: str
    path: str


@dataclass(frozen=True, slots=True)
class MoneyView:
    """A year's money.

    Attributes:
        headline, details: what was spent, and against what, in a sentence each; ``kinds`` of reports where they differ.
        ways: how it is taken apart; none where there are too few units.
        blanks: units without a figure; ``more_blanks`` more are on the year's page.
        years: the other years.
    """

    year: int
    headline: tuple[Phrase, ...]
    details: tuple[Phrase, ...]
    kinds: str
    ways: tuple[Way, ...]
    tones: tuple[Tone, ...]
    blanks: tuple[Blank, ...]
    more_blanks: int
    rankings: tuple[Ranking, ...]
    scatter: Scatter | None
    years: tuple[Link, ...]
    all_units: str


def money_view(archive: Archive, found: YearSpending) -> MoneyView:
    """Everything about the money of a year."""
    year = found.year
    blanks = _blanks(found)
    return MoneyView(
        year=year,
        headline=headline(found, archive.units),
        details=details(found),
        kinds=kinds(found),
        ways=_ways(archive, found),
        tones=(*TONES, UNKNOWN),
        blanks=blanks[:_BLANKS],
        more_blanks=len(blanks[_BLANKS:]),
        rankings=rankings(found),
        scatter=scatter(found, archive.years[year]),
        years=tuple(Link(str(other), year_path(other), current=other == year) for other in sorted(archive.years)),
        all_units=f"{year_path(year)}#biao-danwei",
    )


def money_of(archive: Archive, year: YearSpending, known: Callable[[], MoneyView] | None) -> MoneyView | None:
    """That of a year page, ``known`` where the home page shows it too; None where one report alone says it better."""
    if len(year.reported) < 2:
        return None
    return known() if known else money_view(archive, year)


def year_money(archive: Archive, year: int) -> MoneyView:
    """The same, where nothing else is made of the spending."""
    return money_view(archive, year_spending(archive, year))


def _ways(archive: Archive, year: YearSpending) -> tuple[Way, ...]:
    """By department, and by function and 类别 where there is more than one of them."""
    shares, more = by_department(year), f"{year_path(year.year)}#biao-danwei"
    if sum(1 for share in shares if share.spent > 0) < FEWEST:
        return ()
    ways = [way_of("bumen", "按部门", "单位", shares, more=more)]
    functions, stating = by_function(year)
    if len(functions) > 1:
        note, page = _scope(functions, stating, year), f"{year_path(year.year)}#yongtu"
        ways.append(way_of("yongtu", "按用途", "功能分类", functions, more=page, note=note))
    categories = _by_category(archive, year)
    if len(categories) > 1:
        at = 0 if _is_mostly_rest(shares) else len(ways)  # first comes what shows the whole
        ways.insert(at, way_of("leibie", "按类别", "类别", categories))
    return tuple(ways)


def _is_mostly_rest(shares: tuple[Share, ...]) -> bool:
    """Whether those that are drawn one by one come to less than half of the whole."""
    drawn, rest = (
        sum((share.spent for share in part), Decimal(0)) for part in (shares[: MOST - 1], shares[MOST - 1 :])
    )
    return drawn < rest


def _by_category(archive: Archive, year: YearSpending) -> tuple[Share, ...]:
    slugs = category_slugs(archive)
    return by_category(
        year,
        lambda unit_id: category_of(archive.units[unit_id]),
        lambda category: compare_path(year.year, slugs[category]),
    )


def _scope(functions: tuple[Share, ...], stating: int, year: YearSpending) -> str:
    """What the functional classes come to, and of whom: tables of them are mostly of 财政拨款 alone."""
    together, count = money_words(whole_of(functions).spent), len(year.added)
    who = f"这 {count} 个都按类公开了" if stating == count else f"这 {count} 个里 {stating} 个按类公开了"
    return (
        f"“用途”是支出功能分类的类。{who}，相加共 {together}；功能分类一般只列财政拨款支出，和本年支出合计不一定相等。"
    )


def _blanks(year: YearSpending) -> tuple[Blank, ...]:
    """By state as the law names it, then those whose report has no total, or one of nought."""
    found = [
        Blank(short_name(unit, year.year), state, unit_path(i) if state == ABSENT else report_path(i, year.year))
        for state, i, unit in year.absent
    ]
    for one in year.separate:
        if not one.spent:
            why = "未公开支出合计" if one.spent is None else "支出为 0"
            found.append(Blank(one.name, why, report_path(one.entry.unit_id, year.year)))
    return tuple(found)
