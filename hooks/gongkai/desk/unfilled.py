"""What of the usual fields of a report is not filled in, by the sections of the form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..load.report_file import blank_paths
from ..load.yaml_text import parse_yaml
from ..model.problem import KeyPath
from .beginnings import file_like_last
from .edits import EditedText
from .opened import OpenedUnit, is_public
from .places import ACTUAL, is_line, joined, value_at
from .shapes import Section, UnfilledPart


def usual_places(opened: OpenedUnit, year: int) -> tuple[KeyPath, ...]:
    """The places that ``gongkai new`` leaves to be filled in; () where readers have seen the report."""
    if is_public(opened.archive.find_entry(opened.unit_id, year)):
        return ()
    values = parse_yaml(file_like_last(opened, year), opened.file_of(year)).value
    return tuple(path for key, value in values.items() for path in blank_paths(value, (key,)))


def unfilled(places: Iterable[KeyPath], text: EditedText, form: Sequence[Section]) -> list[UnfilledPart]:
    """How many of the places are empty, neither filled in nor 未公开, in each section of the form, in its order."""
    section_of, values = _section_of(form), text.values
    if not text.is_readable:
        return []
    empty: dict[str, list[str]] = {}
    for path in places:
        place = joined((*path, ACTUAL)) if is_line(path) else joined(path)
        if _is_empty(values, path) and (section := section_of.get(place) or section_of.get(joined(path))):
            empty.setdefault(section, []).append(place)
    return [
        UnfilledPart(section=section["id"], title=section["title"], count=len(found), field=found[0])
        for section in form
        if (found := empty.get(section["id"]))
    ]


def _section_of(form: Sequence[Section]) -> dict[str, str]:
    """The section of every cell and list."""
    found = {section["adds"]: section["id"] for section in form if section["adds"]}
    for section in form:
        for row in section["rows"]:
            found |= {row["adds"]: section["id"]} if row["adds"] else {}
            found |= {cell["path"]: section["id"] for cell in row["cells"].values()}
    return found


def _is_empty(values: Mapping[str, Any], path: KeyPath) -> bool:
    is_written, value = value_at(values, path)
    return not is_written or value in ("", [], {})
