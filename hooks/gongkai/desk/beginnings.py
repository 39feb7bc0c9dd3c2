"""The text that a new report begins with: the unit's structure and last year's figures, and no blanks."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from typing import Any

from ..load.yaml_text import parse_yaml
from ..model.problem import KeyPath
from ..open_data.data_file import new_data_file
from ..open_data.data_layout import as_meant, laid_out
from .opened import OpenedUnit
from .places import is_entry


def new_text(opened: OpenedUnit, year: int, *, from_last: bool) -> str:
    """The file that ``gongkai new`` writes, without its blanks: on the form, what is not written is empty.

    Args:
        opened: the unit.
        year: of the new report.
        from_last: with what the latest earlier report gives, and its 决算 as 上年决算.
    """
    last = opened.last_entry(year) if from_last else None
    is_prior = last is not None and last.year == year - 1
    text = new_data_file(year, opened.unit, last.report if last else None, with_prior=is_prior)
    head = [*takewhile(lambda line: line.startswith("#"), text.split("\n"))]
    return laid_out(as_meant(_filled(parse_yaml(text, opened.file_of(year)).value)), head=head[:3])


def _filled(values: Mapping[str, Any], path: KeyPath = ()) -> dict[str, Any]:
    """The values that are there, and the names of the unit's own lines."""
    found = {
        key: _filled(value, (*path, key)) if isinstance(value, Mapping) else value for key, value in values.items()
    }
    return {key: value for key, value in found.items() if _is_there(value) or is_entry((*path, key))}


def _is_there(value: Any) -> bool:
    return value is not None and value not in ({}, [])
