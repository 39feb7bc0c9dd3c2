"""支出功能分类: what was spent, by 类, 款 and 项; the lowest level is made first, the others are its sums."""

from __future__ import annotations

from typing import Any, Final

from tests.demo.columns import COLUMNS, Columns, add
from tests.demo.words import code_names, codes_of

_PENSION: Final = "2080505"
_HOUSING: Final = "2210201"
_WEIGHTS: Final = (6, 3, 2, 1)


def by_code(theme: str, is_institution: bool, basic: Columns, project: Columns, fund: Columns) -> dict[str, Columns]:
    """项 code → columns: 基本支出 with its contributions, 项目支出 without the fund, the fund."""
    codes: dict[str, Any] = codes_of(theme)
    medical = "2101102" if is_institution else "2101101"
    found: dict[str, Columns] = {}
    own = (codes["基本"], _PENSION, _HOUSING, medical)
    _spread(found, dict(zip(own, (82, 8, 6, 4), strict=True)), basic)
    general = {column: project[column] - fund[column] for column in COLUMNS}
    _spread(found, dict(zip(codes["项目"], _WEIGHTS, strict=False)), general)
    if "基金" in codes:
        _spread(found, {codes["基金"]: 1}, fund)
    return found


def _spread(found: dict[str, Columns], weights: dict[str, int], whole: Columns) -> None:
    for code, columns in split(whole, weights).items():
        found[code] = add([found[code], columns]) if code in found else columns


def split(whole: Columns, weights: dict[str, int]) -> dict[str, Columns]:
    """``whole`` by weights; what rounding leaves goes to the first."""
    total = sum(weights.values())
    parts = {name: {c: whole[c] * weight // total for c in COLUMNS} for name, weight in weights.items()}
    first = next(iter(parts.values()))
    for column in COLUMNS:
        first[column] += whole[column] - sum(part[column] for part in parts.values())
    return parts


def levels(items: dict[str, Columns]) -> list[tuple[str, str, Columns]]:
    """(code, name, columns) of every 类, 款 and 项 in the order of the codes."""
    codes = {code[:length] for code in items for length in (3, 5, 7)}
    return [
        (code, code_names()[code], add(columns for item, columns in items.items() if item.startswith(code)))
        for code in sorted(codes)
    ]
