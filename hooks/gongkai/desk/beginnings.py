"""The text that work begins with: what is public, a file, or the unit's structure and last year's figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import takewhile
from typing import Any

from ..load.yaml_text import parse_yaml
from ..model.problem import KeyPath
from ..open_data.data_file import new_data_file
from ..open_data.data_layout import as_meant, laid_out
from .opened import OpenedUnit, RefusedError, is_public
from .places import is_entry
from .saved_file import OpenedText, decoded, told_of_other, with_ends
from .shapes import SourceName, SourceText
from .typed import cleaned


def begin(opened: OpenedUnit, year: int, source: SourceName | SourceText, content: bytes | None) -> OpenedText:
    """The text of a source.

    Args:
        opened: the unit.
        year: of the report.
        source: what to begin with.
        content: the bytes of the file, where its text is not given.

    Raises:
        RefusedError: there is nothing public, the year has no rules, the file is another unit's or year's, or no text.
    """
    file = opened.file_of(year)
    name = source.get("name", "") if isinstance(source, dict) else ""
    if (why := opened.fault_of_rules(year)) and (name or not isinstance(source, dict)):
        raise RefusedError(why)
    found = _text(opened, year, source, content)
    return with_ends(found, opened.public_bytes(year), name or file.rpartition("/")[2])


def _text(opened: OpenedUnit, year: int, source: SourceName | SourceText, content: bytes | None) -> OpenedText:
    if isinstance(source, dict):
        return _file(opened, year, source, content)
    if source != "published":
        is_like_last = source == "last_year"
        said = _told_of_last(opened, year) if is_like_last else ""
        return OpenedText(new_text(opened, year, from_last=is_like_last), said=said)
    public = opened.public_bytes(year)
    if public is None:
        raise RefusedError(f"{year} 年度没有公开的报告。怎么改：换一个年度，或者新写一份")
    return decoded(public, opened.file_of(year))


def _file(opened: OpenedUnit, year: int, source: SourceText, content: bytes | None) -> OpenedText:
    """A file that a person opens is refused where it is another's; of what the page kept it is only said."""
    name = source.get("name", "")
    kept = OpenedText(cleaned(source.get("text", "")), source.get("stored", ""))
    found = kept if content is None else decoded(content, name or f"{opened.unit_id}.yml")
    other = told_of_other(found.text, name, opened, year)
    if other and name:
        raise RefusedError(other)
    return replace(found, said=other or opened.fault_of_rules(year))


def new_text(opened: OpenedUnit, year: int, *, from_last: bool) -> str:
    """The file that ``gongkai new`` writes, without its blanks: on the form, what is not written is empty.

    Args:
        opened: the unit.
        year: of the new report.
        from_last: with what the latest earlier report gives, and its 决算 as 上年决算.
    """
    text = file_like_last(opened, year, from_last=from_last)
    head = [*takewhile(lambda line: line.startswith("#"), text.split("\n"))]
    return laid_out(as_meant(_filled(parse_yaml(text, opened.file_of(year)).value)), head=head[:3])


def begun_values(opened: OpenedUnit, year: int) -> tuple[Mapping[str, Any], ...]:
    """What a new report begins with, empty or like last year's: nobody wrote it; () where readers have seen one."""
    if is_public(opened.archive.find_entry(opened.unit_id, year)):
        return ()
    texts = (new_text(opened, year, from_last=is_like_last) for is_like_last in (False, True))
    return tuple(parse_yaml(text, opened.file_of(year)).value for text in texts)


def file_like_last(opened: OpenedUnit, year: int, *, from_last: bool = True) -> str:
    """The file that ``gongkai new`` writes, with its blanks."""
    last = opened.last_entry(year) if from_last else None
    is_prior = last is not None and last.year == year - 1
    return new_data_file(year, opened.unit, last.report if last else None, with_prior=is_prior)


def _told_of_last(opened: OpenedUnit, year: int) -> str:
    """What of the year before is not at hand for a report that is to be like it; "" where it is."""
    last = opened.last_entry(year)
    if last is None:
        return f"网站上没有这个单位 {year} 年度以前的报告，没有可以照的，从空表填起"
    if last.year != year - 1:
        return f"网站上没有可以照的 {year - 1} 年度报告：结构照 {last.year} 年度，上年决算空着，自己填"
    return ""


def _filled(values: Mapping[str, Any], path: KeyPath = ()) -> dict[str, Any]:
    """The values that are there, and the names of the unit's own lines."""
    found = {
        key: _filled(value, (*path, key)) if isinstance(value, Mapping) else value for key, value in values.items()
    }
    return {key: value for key, value in found.items() if _is_there(value) or is_entry((*path, key))}


def _is_there(value: Any) -> bool:
    return value is not None and value not in ({}, [])
