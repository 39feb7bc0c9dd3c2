"""The tables of a document → what they state: each is recognized by its words and read by the module of its form."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from ...model.names import OwnNames
from ..document import SourceDocument
from ..found import Found
from ..owners import is_title_of_others
from .account import is_budget_document
from .area import Area
from .coded_rows import CodedRows, has_codes
from .fiscal_shares import settle_basic
from .gathered import Gathered
from .heads import Block, Group, blocks, groups
from .joined import Placed, sheets_of
from .labelled_cells import read_labelled
from .line_rows import LineRows
from .other_tables import in_words, names_no_line
from .own_lists import is_row_lists, read_row_lists
from .own_pages import is_computed, is_summary
from .own_sheets import is_quantities, read_projects_sheet, read_quantities
from .part_sums import doubt_parts, drop_told_kinds
from .project_forms import ProjectForms, read_goals, read_own_projects
from .project_rows import is_project_list, read_projects
from .same_heads import settled
from .self_evaluation import SelfEvaluation, is_self_evaluation
from .sheet import Sheet
from .transposed import is_transposed, read_transposed
from .workbook import is_aside, is_own_sheet, rows_of, whose

_BASIC_DATA: Final = re.compile("基础数据表|财政供养人员情况|经费控制情况")
_BUDGET: Final = re.compile("预算(?:公开)?(?:总表|表)|采购计划(?:情况|明细|汇总)?表")


def find_in_tables(
    document: SourceDocument, *, year: int | None = None, names: OwnNames = (), unit: str = "",
    own_names: tuple[str, ...] = (),
) -> Found:  # fmt: skip  # what is known of it
    """What the tables of a document state.

    Args:
        year: that the report is of, where it is known; else the document's own words are asked.
        names: what the bureau calls lines beside everybody's names.
        unit: the unit, by id or name, for a workbook of several.
        own_names: what the unit is called, to know tables of others.
    """
    placed = sheets_of(document, year, names)
    out, projects, found_unit = Gathered(), ProjectForms(), ""
    for sheet in placed.sheets:
        if is_own_sheet(sheet.area):
            found_unit = _read_own(sheet, out, unit or found_unit) or found_unit
        else:
            named, rest = read_labelled(sheet, out)
            found_unit = found_unit or named
            is_others = rest.is_of_other_year or is_title_of_others(rest.title, own_names)
            size, at = out.size, len(out.left)
            _read(replace(rest, is_of_other_year=is_others), out, projects)
            if out.size == size and not named and rest.area is sheet.area and names_no_line(rest):
                del out.left[at:]
                out.leave(rest, in_words(rest))
    for read in out.later:
        read()
    settle_basic(out)
    unwritten = tuple((table, name) for table, names in out.unwritten.items() for name in names)
    return Found(
        tuple(out.figures), tuple(out.texts), tuple(out.left), placed.year, found_unit, _measure(placed),
        unwritten=unwritten, summed=tuple(out.summed),
    )  # fmt: skip  # in the order of the attributes


def wrong_kind(document: SourceDocument) -> str:
    """Why a document is none from which a report can be made, in one Chinese sentence; "" where it may be one."""
    return is_budget_document(document)


def _measure(placed: Placed) -> str:
    measures = [sheet.measure for sheet in placed.sheets if sheet.measure]
    return max(measures, key=measures.count) if measures else "万元"


def _read(sheet: Sheet, out: Gathered, projects: ProjectForms) -> None:
    if is_computed(sheet):
        return
    if sheet.is_of_other_year:
        for row in sheet.area.rows():
            out.leave(sheet, sheet.words(row))
        return
    projects.see(sheet, out)
    if is_summary(sheet):
        projects.list_projects(sheet, out)
    elif is_self_evaluation(sheet):
        projects.read(sheet, out)
    elif not (projects.last and read_goals(sheet, out, projects.last)):
        read_lines(sheet, out)


def read_lines(sheet: Sheet, out: Gathered, *, is_own: bool = False) -> None:
    """A table of lines, block by block."""
    is_budget = bool(_BUDGET.search(sheet.title)) and "决算" not in sheet.title
    is_form = bool(_BASIC_DATA.search(sheet.title + sheet.area.words))
    for block in blocks(sheet, is_form=is_form):
        if is_budget:
            for row in block.rows:
                out.leave(sheet, sheet.words(row))
            continue
        found = groups(block, sheet.area)
        labels = [sheet.area.text(row, column) for row in block.rows for group in found for column in group.labels]
        is_coded = any(has_codes(sheet, block, group) for group in found)
        if not is_coded and is_transposed(sheet, block, labels):
            read_transposed(sheet, out, block)
        else:
            for group in found:
                _read_group(sheet, out, block, group, is_form=is_form, is_own=is_own)


def _read_group(sheet: Sheet, out: Gathered, block: Block, group: Group, *, is_form: bool, is_own: bool) -> None:
    kind, start = has_codes(sheet, block, group), len(out.figures)
    if kind and not is_own:
        coded = CodedRows(sheet, out, block, group, kind)
        for row in block.rows:
            coded.read(row)
        return
    block = settled(block, group, sheet.area)
    if is_project_list(sheet, block):
        read_projects(sheet, out, block, group)
    else:
        reader = LineRows(sheet, out, block, group, is_form=is_form, is_own=is_own)
        for row in block.rows:
            reader.read(row)
        doubt_parts(out, reader.own)
        if is_form:
            drop_told_kinds(out, start)


def _read_own(sheet: Sheet, out: Gathered, unit: str) -> str:
    """A sheet of the site's own workbook; the name of the unit that it is of."""
    area, title = sheet.area, sheet.area.grid.title
    fitting = [who for who in whose(area) if sheet.year in {None, who[2]} and (not unit or unit in who[:2])]
    if is_aside(title) or not fitting:
        return ""
    if len(fitting) > 1:
        out.leave(sheet, "这张表上有几个单位或者几个年度的数，没有说明要哪一个")
        return ""
    own = replace(sheet, area=Area(rows_of(area, fitting[0]).grid), title=title, year=fitting[0][2], measure="万元")
    if is_quantities(own.area):
        read_quantities(own, out)
    elif is_row_lists(title):
        read_row_lists(own, out)
    elif title.startswith("项目自评") and title != "项目自评":
        read_own_projects(own, out)
    elif title == "项目自评":
        read_projects_sheet(own, out)
    elif is_self_evaluation(own):
        SelfEvaluation(own, out, ("自评表",)).read()
    else:
        read_lines(own, out, is_own=True)
    return fitting[0][1]
