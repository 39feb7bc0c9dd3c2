"""项目支出 on the 基础数据表: a locked formula that sums up the sheet of projects, which no other cell may state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final, NamedTuple

from .base_form import PROJECTS_TOTAL
from .cell import COLUMN_MARK
from .number_formats import formulas
from .reading import opened
from .sheets import BASE, PROJECTS

#: Column of the 基础数据表 → the column of a line, and where the sheet of projects has it.
_COLUMNS: Final = {2: ("上年决算", 3), 3: ("年初预算", 4), 4: ("决算", 6)}
_SUM: Final = re.compile(rf"SUM\('?{PROJECTS}'?!\$?([A-Z])(?:\$?[0-9]+)?:\$?\1(?:\$?[0-9]+)?\)")
#: The digits of a sum that a program works out in binary.
_EXACT: Final = Decimal("0.000001")
NOT_THE_SUM: Final = f"这一格不进数据，也不是“{PROJECTS}”工作表各行的合计；合计在“收支”工作表“项目支出”一行填"


class ProjectsTotal(NamedTuple):
    """What the 基础数据表 shows as 项目支出 in a column.

    Attributes:
        column: 上年决算, 年初预算 or 决算.
        value: in the measure of the form, with the digits of the projects.
        source, place: the row, and where it stands.
        doubt: why it is not certain; "" where the cell's formula sums up the projects and they come to it exactly.
    """

    column: str
    value: Decimal
    source: str
    place: str
    doubt: str = ""


def projects_totals(content: bytes, form: Mapping[str, Any]) -> Iterator[ProjectsTotal]:
    """The totals of 项目支出 that a filled-in form shows, in the order of its columns.

    Args:
        content: of the workbook, which is one of ours.
        form: its values as :func:`.reading.read_form` gives them.
    """
    book = opened(content)
    if book is None or not {BASE, PROJECTS} <= {*book.sheet_names}:
        return
    base, listed = (book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in (BASE, PROJECTS))
    written = formulas(content, BASE)
    for at, row in enumerate(base):
        label = next((str(raw) for raw in row[:2] if raw == PROJECTS_TOTAL), "")
        for column, raw in enumerate(row if label else ()):
            number = str(base[0][column]).removeprefix(COLUMN_MARK)
            if not isinstance(raw, float | int) or not number.isdigit() or int(number) not in _COLUMNS:
                continue
            key, mark = _COLUMNS[int(number)]
            summed = _SUM.search(written.get((at, column), ""))
            is_sum = summed is not None and _marked(listed, summed[1]) == f"{COLUMN_MARK}{mark}"
            total, shown = _total(form, key), Decimal(repr(raw))
            is_exact = is_sum and total is not None and total.quantize(_EXACT) == shown.quantize(_EXACT)
            value = total if is_exact and total is not None else shown
            yield ProjectsTotal(key, value, label, f"工作表“{BASE}”第{at + 1}行", "" if is_exact else NOT_THE_SUM)


def _marked(rows: list[list[Any]], letter: str) -> str:
    """Which column of the form stands in a column of a sheet."""
    at = ord(letter) - ord("A")
    return str(rows[0][at]) if rows and at < len(rows[0]) else ""


def _total(form: Mapping[str, Any], key: str) -> Decimal | None:
    """What the projects come to in a column; None where one of them has no number there but words."""
    spending = (form.get("收支") or {}).get("项目支出")
    projects = spending.get("项目") or () if isinstance(spending, Mapping) else ()
    stated = [value for project in projects if (value := project.get(key)) is not None]
    return sum(stated, Decimal(0)) if stated and all(isinstance(value, Decimal) for value in stated) else None
