"""Whose each table of a document is, by what it says itself: 填报单位：某局, its title, the name of its sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from ..model.unit import Unit
from .document import Grid, Paragraph, SourceDocument
from .forms.area import Area
from .forms.heads import is_figure
from .owner_names import BODY, Owners
from .plain_words import plain
from .table_titles import title_in

#: Labels of whose a form is; 主管部门 and 实施单位 are none of them.
_LABEL: Final = (
    "(?:填报|编报|编制|预算|评价|报送|上报|申报|公开)?(?:部门|单位)(?:[（(、/]?(?:部门|单位)[)）]?)?(?:名称|全称)?"
)
_SEAL: Final = r"(?:[（(](?:盖章|公章|单位公章|加盖公章|签章|全称|章)[)）])?"
_IN_CELL: Final = re.compile(rf"(?<![\u4e00-\u9fff]){_LABEL}\s*{_SEAL}\s*[：:]\s*(?P<name>[^\s：:，。；|]+)")
_BESIDE: Final = re.compile(rf"{_LABEL}{_SEAL}[：:]?")
_SEALED: Final = re.compile(r"[（(](?:盖章|公章|单位公章|加盖公章|签章|章)[)）]")
#: So many paragraphs above a table may say whose it is.
_ABOVE: Final = 4
_LONGEST_LINE: Final = 60
_SHORTEST: Final = 4
_PROJECT: Final = re.compile("项目(?:支出)?(?:绩效)?(?:自评|评价)|项目名称")
_SHEET: Final = "工作表"
_TOP: Final = -1


class Aside(NamedTuple):
    """A table of another unit: where it stands, what the unit is called, its id ("" where it is not registered)."""

    place: str
    name: str
    unit_id: str


class _Said(NamedTuple):
    """A name that is given as the owner's, and the row; -1 where it stands above or over the whole table."""

    row: int
    name: str
    units: frozenset[str]


def units_of_tables(document: SourceDocument, units: Mapping[str, Unit]) -> tuple[str, ...]:
    """The registered units that tables of a document are of, as they say themselves; in their order."""
    owners = Owners(units)
    said = (one for grid, near in _grids(document) for one in _said_of(grid, near, owners))
    return tuple(dict.fromkeys(min(one.units) for one in said if len(one.units) == 1))


def own_part(
    document: SourceDocument, unit_id: str, units: Mapping[str, Unit], *, is_told: bool = False
) -> tuple[SourceDocument, tuple[Aside, ...]]:
    """A document without the tables of other units, and which those are.

    A table of which nothing says whose it is belongs to the unit; where it goes on with one of another, to that.
    A name that is not registered is another's only where the unit itself is named too, and never on a project's form.

    Args:
        is_told: something beside the document's tables names the unit.
    """
    owners, asides, kept, last = Owners(units), list[Aside](), list[Paragraph | Grid](), list[Aside]()
    told = [(grid, _said_of(grid, near, owners)) for grid, near in _grids(document)]
    is_told = is_told or any(unit_id in one.units for _, said in told for one in said)
    each = iter(told)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            kept.append(block)
            continue
        said = next(each)[1]
        others = [one for one in said if _is_of_other(one, block, unit_id, owners, is_told=is_told)]
        if not said and last and not (kept and isinstance(kept[-1], Paragraph)) and not block.place.startswith(_SHEET):
            asides += last  # it goes on after a page break
            continue
        last = [_aside(block, one) for one in others]
        asides += last
        rows = _own_rows(Area(block), said, others) if others else None
        if rows is None:
            kept.append(block)
            continue
        _drop_names(kept, others)
        if rows:
            kept.append(replace(block, cells=tuple(cell for cell in block.cells if cell.row in rows)))
            last = []
    return replace(document, blocks=tuple(kept)), tuple(dict.fromkeys(asides))


def _aside(grid: Grid, said: _Said) -> Aside:
    return Aside(grid.place or grid.title, said.name, min(said.units) if len(said.units) == 1 else "")


def _drop_names(kept: list[Paragraph | Grid], others: Sequence[_Said]) -> None:
    """Take the lines away that name the owner of a table that is left aside, just above it."""
    names = [plain(one.name) for one in others if one.row == _TOP]
    while kept and isinstance(kept[-1], Paragraph) and any(name in plain(kept[-1].text) for name in names):
        kept.pop()


def _is_of_other(said: _Said, grid: Grid, unit_id: str, owners: Owners, *, is_told: bool) -> bool:
    """Whether a name is that of another unit than ``unit_id``."""
    if said.units:
        return unit_id not in said.units
    is_project = _PROJECT.search(grid.title + "".join(cell.text for cell in grid.cells[:40])) is not None
    is_body = len(said.name) >= _SHORTEST and BODY.search(said.name) is not None
    return is_told and is_body and not is_project and not owners.is_like(said.name, unit_id)


def _own_rows(area: Area, said: Sequence[_Said], others: Sequence[_Said]) -> range | set[int]:
    """The rows that are the unit's own, where a grid names another; none where it names nobody else."""
    if len({one in others for one in said if one.row != _TOP}) < 2:
        return set()
    starts = {_start(area, one.row): one for one in said if one.row != _TOP}
    rows = set[int]()
    for start, end in pairwise([*sorted(starts), area.height]):
        if starts[start] not in others:
            rows |= set(range(start, end))
    return rows


def _start(area: Area, row: int) -> int:
    """The first row of the form that a row with its owner's name belongs to: titles stand above it, each alone."""
    if not _has_figures(area, range(row, area.height)):  # the name stands at the foot
        row = next((at for at in range(row, 0, -1) if _is_alone(area, at) and _has_figures(area, range(at, row))), 0)
    while row > 0 and _is_alone(area, row - 1):
        row -= 1
    return row


def _is_alone(area: Area, row: int) -> bool:
    """Whether a row has no more than one text, and that no figure."""
    texts = {area.text(row, cell.column) for cell in area.row(row)} - {""}
    return len(texts) <= 1 and not any(map(is_figure, texts))


def _has_figures(area: Area, rows: range) -> bool:
    return any(is_figure(area.text(row, cell.column)) for row in rows for cell in area.own(row))


def _grids(document: SourceDocument) -> Iterator[tuple[Grid, list[str]]]:
    """Every table with the paragraphs just above it."""
    near = list[str]()
    for block in document.blocks:
        if isinstance(block, Grid):
            yield block, near[-_ABOVE:]
            near = []
        else:
            near.append(block.text)


def _said_of(grid: Grid, near: Sequence[str], owners: Owners) -> tuple[_Said, ...]:
    """Whose a table is: by its labels, else by its title or the lines above it, else by the name of its sheet."""
    area = Area(grid)
    if labelled := tuple(_labelled(area, owners)):
        return labelled
    lines = (match["name"] for text in near if len(text) <= _LONGEST_LINE for match in _IN_CELL.finditer(text))
    if above := tuple(_named(_TOP, name, owners) for name in lines):
        return tuple(filter(None, above))
    for title in (title_in(area), grid.title):
        if units := owners.unit_of_title(title):
            return (_Said(_TOP, owners.name_of(units), units),)
    units = owners.units_of_sheet(grid.title) if grid.place.startswith(_SHEET) else frozenset()
    return (_Said(_TOP, owners.name_of(units), units),) if units else ()


def _labelled(area: Area, owners: Owners) -> Iterator[_Said]:
    """The names behind labels in cells, or in the cells beside them."""
    for row in area.rows():
        cells = [cell for cell in area.row(row) if area.text(row, cell.column)]
        for at, cell in enumerate(cells):
            names = [match["name"] for match in _IN_CELL.finditer(cell.text)] if cell.row == row else []
            if not names and cell.row == row and at + 1 < len(cells) and _BESIDE.fullmatch(plain(cell.text)):
                names = [cells[at + 1].text]
            yield from filter(None, (_named(row, name, owners) for name in names))


def _named(row: int, name: str, owners: Owners) -> _Said | None:
    """What is said by a name, where it is one."""
    name = plain(_SEALED.sub("", name))
    units = owners.units_called(name)
    is_name = units or (len(name) >= _SHORTEST and BODY.search(name))
    return _Said(row, name, units) if is_name else None
