"""Which of several lines of one name a table means: of all funds, of 财政拨款, or of a part of it that has no place."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from ...model.lines import Line
from ...model.problem import KeyPath
from .labels import bare, is_common, lines_labelled
from .sheet import Sheet

#: Tables of 财政拨款 alone.
_FISCAL: Final = re.compile("(?<!预算)(?<!非)财政拨款收(?:入支出|支)")
#: Tables of one kind of 财政拨款, whose totals are no line's.
_NARROW: Final = re.compile(
    "(?:一般公共预算|政府性基金|国有资本经营)[^，。]*(?:决算表|决算明细表|支出表|支出明细表|基本支出)"
)
_OF_FISCAL: Final = re.compile("(?<!预算)(?<!非)财政拨款")
#: Lines that a table of the whole unit has in common with one of 财政拨款.
_BOTH: Final = frozenset({"收支", "财政拨款", "人员经费", "公用经费"})
#: These are read from forms of their own, not from rows of any table.
_APART: Final = frozenset({"绩效", "自评表"})
#: Headings of columns that count one kind of money alone.
_ONE_KIND: Final = re.compile("^(?:一般公共预算|政府性基金|国有资本经营|财政专户|单位资金)")
NARROW: Final = "这张表只算其中一种财政拨款，和全部支出、全部财政拨款都可能不同"


def is_fiscal(sheet: Sheet) -> bool:
    """Whether a table is of 财政拨款 alone."""
    return bool(_FISCAL.search(sheet.title)) and not is_narrow(sheet)


def is_of_fiscal(sheet: Sheet) -> bool:
    """Whether the name of a table says 财政拨款 at all."""
    return _OF_FISCAL.search(re.sub("预算(?=财政拨款)", "", sheet.title)) is not None


def is_narrow(sheet: Sheet) -> bool:
    """Whether a table is of one kind of 财政拨款 alone."""
    return bool(_NARROW.search(sheet.title)) and "三公" not in sheet.title


def find_line(sheet: Sheet, label: str, seen: Collection[KeyPath] = (), side: str = "") -> Line | None:
    """The line that a label means in a table; None where it is none, or may be one of several.

    Args:
        seen: the lines that the table has had before.
        side: 收入 or 支出, where the label stands in that half of the table.
    """
    found = [line for line in lines_labelled(label, sheet.names) if _is_apart(sheet, line)]
    of_fiscal = is_fiscal(sheet) or _OF_FISCAL.search(bare(label)) is not None
    fiscal = [line for line in found if line.path[0] == "财政拨款"]
    found = fiscal if of_fiscal and fiscal else [line for line in found if line not in fiscal]
    found = [line for line in found if not is_common(line) or _is_at_home(sheet, line, seen, side)]
    if len(found) > 1 and side:
        found = [line for line in found if side in line.label] or found
    return found[0] if len(found) == 1 else None


def doubt_of(sheet: Sheet, line: Line) -> str:
    """Why a figure of the line may not be the line's in this table."""
    return NARROW if is_narrow(sheet) and line.path[0] in _BOTH else ""


def _is_apart(sheet: Sheet, line: Line) -> bool:
    return line.path[0] not in _APART or (line.path[:2] == ("绩效", "管理") and "绩效管理" in sheet.title)


def _is_at_home(sheet: Sheet, line: Line, seen: Collection[KeyPath], side: str) -> bool:
    """Whether a common name stands in its own whole."""
    top = line.path[0]
    if line.total is not None and line.total.path in seen:
        return True
    return top in sheet.title or (side == "收入" and line.path[:2] == ("收支", "本年收入合计"))


def is_of_one_kind(heading: str) -> bool:
    """Whether the figures below a heading count one kind of money alone."""
    return _ONE_KIND.search(bare(heading)) is not None


def is_account(sheet: Sheet) -> bool:
    """Whether a table is of 决算 by its name, so that its figures need no heading that says so."""
    return "决算" in sheet.title and "预算" not in re.sub(
        "一般公共预算|政府性基金预算|国有资本经营预算", "", sheet.title
    )
