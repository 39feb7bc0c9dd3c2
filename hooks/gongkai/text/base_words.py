"""Which column words mean: what a change is measured against, a budget, or the column told after an amount."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from .words import ADJUSTED, BUDGET, COLUMN_WORDS, INITIAL, PRIOR

#: 基本支出1040万元（全年预算）: the column is told after the amount.
COLUMN_AFTER: Final = re.compile(
    rf"[（(][为即系是]?(?:(?P<initial>{INITIAL})|(?P<adjusted>{ADJUSTED})|(?P<any>{BUDGET})|(?P<prior>{PRIOR})"
    r"|(?P<other>[^）)\d]{0,8}(?:预算|指标|上年|批复)[^）)\d]{0,4}))(?:数|额|批复|口径|决算){0,2}[）)]"
)
COLUMNS_AFTER: Final[Mapping[str, str]] = {**COLUMN_WORDS, "other": "other"}


def base_of(match: re.Match[str], year: int) -> str:
    """What a change is measured against: a column, ``budget`` for any, ``prior_budget``, or ``other``."""
    noun = match["noun"] or ""
    found = re.match(rf"(?P<prior>{PRIOR}|(?P<named>(?:19|20)\d\d)\s*年度?)?(?:同期)?(?P<rest>.*)", noun)
    is_prior = bool(found and found["prior"]) or match.group().startswith(("同比", "上年", "与上年"))
    if found and found["named"] and int(found["named"]) != year - 1:
        return "other"
    if is_prior:
        return "prior_budget" if "预算" in match.group() else "prior_actual"
    if noun == "年初" and re.search("安排|批复|下达", match.group()):
        return "initial_budget"
    if noun in {"", "年初"}:
        return "opening" if noun else "other"
    return budget_of(noun)


def budget_of(words: str) -> str:
    """The column of a budget that ``words`` name; ``budget`` where they do not say which."""
    if re.fullmatch(f"(?:批复)?(?:{INITIAL})", words):
        return "initial_budget"
    return "adjusted_budget" if re.fullmatch(ADJUSTED, words) else "budget"
