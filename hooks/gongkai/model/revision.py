"""Revision: what differs between two versions of a report, key by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .paths import leaves
from .problem import KeyPath
from .report import Report


@dataclass(frozen=True, slots=True)
class Revision:
    """One value that changed; None stands for an absent or null value."""

    path: KeyPath
    before: Any
    after: Any


def revisions(before: Report, after: Report) -> tuple[Revision, ...]:
    """Every value that differs, in the order of the form; 161.80 and 161.8 are the same figure."""
    old, new = dict(leaves(_dump(before))), dict(leaves(_dump(after)))
    paths = [*old, *(path for path in new if path not in old)]
    return tuple(Revision(path, old.get(path), new.get(path)) for path in paths if old.get(path) != new.get(path))


def _dump(report: Report) -> dict[str, Any]:
    return report.model_dump(by_alias=True)
