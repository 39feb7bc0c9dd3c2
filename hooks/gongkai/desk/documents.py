"""Documents of a unit and year → the data file they make, without a disk: what the import writes, the desk offers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import Final

from ..importer.document import UnreadableError
from ..importer.finding import Known
from ..importer.found import Found, FoundFigure
from ..importer.identity import says_other_unit
from ..importer.reading import kind_within_limits, read_document
from ..importer.settling import settle
from ..importer.table_owners import own_part
from ..importer.taken import WANYUAN, TakenFile, form_taken, take
from ..importer.written import Draft, draft_of
from ..load.inventory import Inventory
from ..model.unit import Unit
from ..official_form.project_totals import projects_totals
from ..official_form.reading import read_form, whose_form
from ..open_data.data_file import SCHEMA_LINE
from ..open_data.data_layout import Notes, as_meant, laid_out
from .import_sentences import said_by_page

REGISTER_FIRST: Final = (
    "是另一个单位的，先在 units.yml 里登记，再用 --unit 写明它的标识导入这个文件；"
    "是本单位的，把表上的名称改成登记的名称"
)
NOTHING: Final = "里面没有可以录入的内容：是空表，或者是没有填过的样表。怎么改：换成填好的报告"
_PROJECTS: Final = ("收支", "项目支出")


def taken_file(name: str, content: bytes, inventory: Inventory) -> TakenFile:
    """Look at one file: whose it is, and what can be taken from it."""
    try:
        kind = kind_within_limits(content)
    except UnreadableError as error:
        return TakenFile(name, fault=str(error))
    if kind == "excel" and (form := read_form(content)) is not None:
        totals = (
            FoundFigure(_PROJECTS, one.column, one.value, one.source, one.place, doubt=one.doubt)
            for one in projects_totals(content, form)
        )
        return form_taken(name, form, inventory.units, *whose_form(content), totals)
    return take(name, lambda: read_document(name, content), inventory.units)


def draft_from(
    files: Sequence[TakenFile], unit_id: str, year: int, inventory: Inventory
) -> tuple[Draft, tuple[str, ...]] | None:
    """The data file of some files, and in which measures their amounts were; None where there is nothing in them."""
    files, aside = _own_parts(files, unit_id, inventory)
    founds = tuple(_founds(files, unit_id, year, inventory))
    if not founds:
        return None
    outline = inventory.outlines.get(inventory.years[year].outline)
    said, settled = partial(said_by_page, year=year, outline=outline), settle(founds)
    draft = draft_of(settled, year, said, _names_of(inventory.units[unit_id], year), inventory.names)
    measures = dict.fromkeys(found.measure for _, found in founds if found.measure != WANYUAN and found.figures)
    worked_out = ((f"{name} {table}".strip(), column) for name, found in founds for table, column in found.unwritten)
    unwritten = tuple(dict.fromkeys(worked_out))
    return replace(draft, candidates=settled.candidates, aside=aside, unwritten=unwritten), tuple(measures)


def _own_parts(
    files: Sequence[TakenFile], unit_id: str, inventory: Inventory
) -> tuple[tuple[TakenFile, ...], tuple[str, ...]]:
    """The files without the tables of other units, and of each such table how it is imported as that unit's."""
    kept, aside = list[TakenFile](), list[str]()
    is_told = any(unit_id in file.units for file in files)
    for file in files:
        if file.document is None:
            kept.append(file)
            continue
        own, others = own_part(file.document, unit_id, inventory.units, is_told=is_told)
        kept.append(replace(file, document=own) if others else file)
        name = PurePosixPath(file.name).name
        aside += (
            f"{name} {other.place}写的单位是“{other.name}”，没有录进来。"
            f"怎么改：{f'运行 gongkai import {file.name} --unit {other.unit_id}' if other.unit_id else REGISTER_FIRST}"
            for other in others
        )
    return tuple(kept), tuple(dict.fromkeys(aside))


def _names_of(unit: Unit, year: int) -> tuple[str, ...]:
    """What a unit is called, in the year and now."""
    return tuple(dict.fromkeys(name for name in (unit.name_in(year), unit.name, unit.short_name) if name))


def _founds(files: Sequence[TakenFile], unit_id: str, year: int, inventory: Inventory) -> Iterator[tuple[str, Found]]:
    """What is found in the files, each with the name of its file where there are several."""
    outline = inventory.outlines.get(inventory.years[year].outline)
    known = Known(year, outline, _names_of(inventory.units[unit_id], year), inventory.names)
    for file in files:
        name = PurePosixPath(file.name).name if len(files) > 1 else ""
        yield from ((name, found) for found in file.found_with(known))


def contradiction(file: TakenFile, unit_id: str, year: int, inventory: Inventory, *, is_alone: bool) -> str:
    """What a file says of itself against what it was taken for; "" where nothing does."""
    if not is_alone and file.measure != WANYUAN:
        return f"“{file.name}”的金额是{file.measure}，别的文件是万元，不能一起录入"
    if file.year not in {None, year}:
        return f"“{file.name}”写的是 {file.year} 年度，不是 {year} 年度"
    if other := says_other_unit(file.founds, unit_id, inventory.units, file.of_tables):
        stated, taken_for = inventory.units[other], inventory.units[unit_id]
        return f"“{file.name}”写的单位是“{stated.name}”（{other}），不是“{taken_for.name}”"
    return ""


def text_of(
    draft: Draft, files: Sequence[TakenFile], unit_id: str, year: int, inventory: Inventory, measures: Sequence[str]
) -> str:
    """The text of the data file, with a comment at everything that is to be looked at."""
    names = "、".join(PurePosixPath(file.name).name for file in files)
    said = f"（原文的表用{'、'.join(measures)}，已准确换算）" if measures else ""
    head = (
        SCHEMA_LINE,
        f"# {inventory.units[unit_id].name_in(year)}　{year}年度，录自：{names}",
        f"# 金额单位：万元{said}。null＝未公开，0＝公开为零，两者不同。",
        "# “原文：”后面是这个数在原文里的话；“待核对：”的各处对照原文填好，再把后面的话删去。",
    )
    return laid_out(as_meant(draft.values), Notes(draft.beside, draft.above, draft.end), head)
