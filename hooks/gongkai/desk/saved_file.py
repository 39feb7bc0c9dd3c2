"""A data file that a person opens: its bytes → its text, and what it says of itself against what it is opened for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from ..importer.document import Paragraph, SourceDocument
from ..importer.found import Found, FoundText
from ..importer.identity import says_other_unit, units_named, year_in_name
from ..load.source import MAX_BYTES, parse_source, printable
from .edits import EditedText
from .line_ends import LINE_FEEDS, LineEnds, line_ends_of
from .opened import OpenedUnit, RefusedError
from .typed import cleaned

#: What no text can be made of: another encoding.
_ENCODING: Final = "F03"
#: The name of a saved file: the id of its unit; what browsers and people put behind it is no part of it.
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_COPY: Final = re.compile(r"(?:\s*[(（]\d+[)）]|\s*-\s*副本|\s*-\s*Copy)+$", re.IGNORECASE)
#: The line at the head of a file that the program wrote: whose it is.
_HEAD: Final = re.compile(r"^# (?P<unit>\S+)　(?P<year>\d{4})年度", re.MULTILINE)
_TITLE: Final = re.compile(r"^标题[:：]? *(?P<title>.*)$", re.MULTILINE)
_CHECK: Final = "怎么改：核对是不是拿错了文件，或者选错了单位和年度"


@dataclass(frozen=True, slots=True)
class OpenedText:
    """The text of a file.

    Attributes:
        text: with line feeds, without BOM.
        stored: the same as its bytes say it, with BOM and carriage returns; "" for a text that is no file yet.
        said: what of its bytes will not be in the saved file, or whose it is, in one Chinese sentence; "".
        ends: how its lines end when it is saved.
    """

    text: str
    stored: str = ""
    said: str = ""
    ends: LineEnds = LINE_FEEDS


def decoded(content: bytes, name: str) -> OpenedText:
    """The text of the bytes of a file, as ``gongkai check`` reads them.

    Raises:
        RefusedError: it is too large, or not in UTF-8.
    """
    shown = printable(name)
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        raise RefusedError(f"“{shown}”超过 {limit} MB，没有打开。怎么改：一份报告只有几十 KB，核对是不是拿错了文件")
    source = parse_source(content, name)
    if source.text is None and (problem := source.problems[0]).code == _ENCODING:
        raise RefusedError(f"“{shown}”没有打开：{problem.message}。怎么改：{problem.cure}，再打开")
    text = cleaned(content.decode("utf-8-sig")) if source.text is None else source.text
    return OpenedText(text, content.decode())


def with_ends(found: OpenedText, public: bytes | None, name: str) -> OpenedText:
    """How the lines of a file end when it is saved, and what is said where that is not as in the file.

    What a pull request compares with is the public file, so that its ends are kept: then the lines that were edited are
    all that it shows. A BOM, which nobody wants, is kept only where it is in both.

    Args:
        found: the file.
        public: the bytes of the public one; None where there is none, or not all of it.
        name: of the file.
    """
    own = line_ends_of(found.stored)
    kept = own if public is None else line_ends_of(public.decode("utf-8", "replace"))
    kept = replace(kept, has_mark=kept.has_mark and own.has_mark)
    said = ""
    if found.stored and kept.written(found.text) != found.stored.encode():
        mark = "没有 BOM 标记，" if own.has_mark and not kept.has_mark else ""
        same = "和已公开的文件一样" if public is not None else "都一样"
        said = f"“{printable(name)}”的文字没有变；存下来{mark}换行{same}，合并请求里只显示改了的行"
    return replace(found, ends=kept, said=found.said or said)


def told_of_other(text: str, name: str, opened: OpenedUnit, year: int) -> str:
    """That a file is another unit's or year's by its name, its head or its title, in words with 怎么改; "" where not.

    Args:
        text: of the file.
        name: of the file, perhaps with the folders above it; "" for a text that has none.
        opened: the unit.
        year: for which it is opened.
    """
    if text == opened.published_text(year):
        return ""
    shown = f"“{printable(PurePosixPath(name).name)}”" if name else "这一份"
    values = EditedText(text, name).values
    head, line = _HEAD.search(text), _TITLE.search(text)
    title = str(values.get("标题") or (line["title"] if line else "")).strip("\"' ")
    if words := _other_name(name, shown, opened):
        return words
    stated = year_in_name(title) or (int(head["year"]) if head else None) or year_in_name(name)
    if stated not in {None, year}:
        return f"{shown}写的是 {stated} 年度，不是 {year} 年度。{_CHECK}；只是标题写错了年度的，用记事本改好再打开"
    if other := _other_unit((title, head["unit"] if head else "", str(values.get("引言") or "")), name, opened):
        stated_unit = opened.inventory.units[other].name
        return f"{shown}写的单位是“{stated_unit}”（{other}），不是“{opened.unit.name}”。{_CHECK}"
    return ""


def _other_name(name: str, shown: str, opened: OpenedUnit) -> str:
    """The name of a saved file is the id of its unit; a name in other words says nothing here."""
    stem = _COPY.sub("", re.sub(r"\.ya?ml$", "", PurePosixPath(name).name, flags=re.IGNORECASE))
    if stem == opened.unit_id or not _ID.fullmatch(stem):
        return ""
    if stem not in opened.inventory.units and re.fullmatch(rf"{re.escape(opened.unit_id)}[-\d]*", stem):
        return ""
    cure = f"{_CHECK}；确实是这个单位的，把文件名改成“{opened.unit_id}.yml”再打开"
    return f"{shown}不是“{opened.unit.name}”的文件名。{cure}"


def _other_unit(said: tuple[str, str, str], name: str, opened: OpenedUnit) -> str:
    """The registered unit that a file gives as its own by title, head or introduction; "" for none."""
    title, unit, intro = said
    units, unit_id = opened.inventory.units, opened.unit_id
    found = Found(texts=(FoundText(("标题",), title, title),), unit=unit)
    if other := says_other_unit((found,), unit_id, units):
        return other
    blocks = (Paragraph(intro),) if "。" in intro and unit_id not in name else ()
    named = units_named(SourceDocument(PurePosixPath(name).name, "", blocks), (found,), units)
    return "" if not named or unit_id in named else min(named)
