"""What an edit changed of the form, so that the page around the desk need not draw the rest again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .shapes import ChangedField, Section


class FormDifference(NamedTuple):
    """Rows, sections, order and totals that are not as they were; see :class:`.shapes.Change`."""

    fields: list[ChangedField]
    sections: list[Section]
    order: list[str]
    totals: dict[str, dict[str, str]]


def difference(before: Sequence[Section], now: Sequence[Section]) -> FormDifference:
    """What is not as it was."""
    known = {section["id"]: section for section in before}
    found = FormDifference([], [], [], {})
    for section in now:
        old = known.get(section["id"])
        if old is section:
            continue
        if old is None or not _has_same_rows(old, section):
            found.sections.append(section)
            continue
        rows = zip(old["rows"], section["rows"], strict=True)
        found.fields.extend(ChangedField(section=section["id"], row=row) for was, row in rows if was != row)
        if old["totals"] != section["totals"]:
            found.totals[section["id"]] = section["totals"]
    order = [section["id"] for section in now]
    return found if order == [*known] else found._replace(order=order)


def _has_same_rows(old: Section, new: Section) -> bool:
    """Whether the rows are the same ones, whatever they say."""
    return old["title"] == new["title"] and [row["path"] for row in old["rows"]] == [row["path"] for row in new["rows"]]
