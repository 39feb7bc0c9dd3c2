"""Verdict: what a check says about one relation, before its code and level are added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ..model.finding import Outcome
from ..model.problem import KeyPath, Level


@dataclass(frozen=True, slots=True)
class Verdict:
    """One relation looked at; the fields are those of :class:`~gongkai.model.finding.Finding`.

    ``level`` is set only where one relation of a check matters less than the check as a whole.
    """

    outcome: Outcome
    relation: str
    path: KeyPath
    formula: str = ""
    stated: Decimal | None = None
    expected: Decimal | None = None
    message: str = ""
    cure: str = ""
    level: Level | None = None


def holds(
    relation: str,
    path: KeyPath = (),
    *,
    formula: str = "",
    stated: Decimal | None = None,
    expected: Decimal | None = None,
) -> Verdict:
    """The relation holds."""
    return Verdict(Outcome.HOLDS, relation, path, formula, stated, expected)


def fails(
    relation: str,
    path: KeyPath,
    message: str,
    cure: str,
    *,
    formula: str = "",
    stated: Decimal | None = None,
    expected: Decimal | None = None,
    level: Level | None = None,
) -> Verdict:
    """The relation does not hold: ``message`` says where and what, ``cure`` what a clerk can do."""
    return Verdict(Outcome.FAILS, relation, path, formula, stated, expected, message, cure, level)


def not_run(relation: str, path: KeyPath, missing: Iterable[str]) -> Verdict:
    """The main figure is published, but ``missing`` inputs are not."""
    named = "、".join(missing)
    return Verdict(
        Outcome.NOT_RUN,
        relation,
        path,
        message=f"没有公开{named}，无法核对",
        cure=f"报表上有{named}的，补填后即可核对；没有的，保持空白，不要填 0",
    )
