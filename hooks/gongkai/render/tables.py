"""Tables → HTML. They are most of a report page, so they are written here and not by a template
(docs/decisions/0012 has the figures)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from markupsafe import Markup

from ..model.amounts import COLUMN_LABELS
from ..pages.parts.format import NULL
from ..pages.parts.table import DERIVED, LONG, Cell, Column, Row, Table
from ..pages.report.notice import CheckRow
from .escaping import escape
from .prose import render_brief

#: The columns that a relation may be in.
_COLUMNS: Final = frozenset(COLUMN_LABELS.values())
#: Makes a site-root address one that holds on the page.
Address = Callable[[str], str]
#: With no longer labels a table's first column takes no more room than they do.
_BRIEF: Final = 7
#: A text no longer than this needs no room to be broken in: 部门, 已公开, Excel.
_WORD: Final = 5
#: The mark of a figure that no report states.
_DERIVED: Final = f'<abbr class="gk-derived" title="{escape(DERIVED)}">推算</abbr>'
#: Where a label is explained, if it is to be here.
FindTerm = Callable[[str], str | None]


def term_html(label: str, explained: str | None) -> str:
    """A label, led to its explanation."""
    return f'<a class="gk-term" href="{escape(explained)}">{escape(label)}</a>' if explained else escape(label)


def csv_link(csv: str, name: str) -> str:
    """The link to the file in which all figures of a page stand, called ``name``; "" without one.

    The reader's script makes it one to the table alone (docs/assets/gongkai-boxes.js).
    """
    return f'<a href="{escape(csv)}" download="{escape(name)}">全部数据 CSV</a>' if csv else ""


def render_table(table: Table | None, address: Address, csv: str, term: FindTerm) -> Markup:
    """The table in a box that scrolls, with its notes; ``csv`` is the link to the same figures (:func:`csv_link`).

    Whether the box scrolls, and must be reached by keyboard then, only the reader's browser can know.
    """
    if table is None:
        return Markup("\n")
    caption, measure = escape(table.caption), f"&emsp;<small>{escape(table.measure)}</small>" if table.measure else ""
    explained = (lambda _: None) if table.sortable else term
    sort = ' data-sort="text"' if table.sortable else ""  # for the reader's script
    head = "".join([_heading(column, table.sortable, address, explained) for column in table.columns])
    first = _sorting(escape(table.head)) if table.sortable else escape(table.head)
    rows = "\n".join([_row(row, address, term) for row in table.rows])
    kind = " is-brief" if all(len(row.label) <= _BRIEF and not row.mark for row in table.rows) else ""
    body = f'<thead><tr><th scope="col"{sort}>{first}</th>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>'
    if table.stacked:
        kind += f" is-stacked is-{table.stacked}"
    box = (
        f'<div class="gk-scroll">\n<table class="gk-table{kind}" id="biao-{escape(table.key)}">\n'
        f"<caption>{caption}{measure}</caption>\n{body}\n</table>\n</div>\n"
        f'{csv and f"""<p class="gk-csv">{csv}</p>"""}{_notes(table)}\n'
    )
    if table.first:
        box = f'<div class="gk-short">\n{box}{_rest(table)}</div>\n'
    if table.folded:
        box = f'<details class="gk-fold is-table"><summary>{escape(table.folded)}</summary>\n{box}</details>\n'
    return Markup(box)  # every value is escaped where it is put in


def _rest(table: Table) -> str:
    """What opens a long table; it stands where the first rows end. Its order is no longer said when a script sorts."""
    order = f"<span data-gk-order>，{escape(table.order)}</span>" if table.order else ""
    count = f'<label class="gk-chip"><input type="checkbox"> 列出全部 {len(table.rows)} 行</label>'
    return (
        f'<p class="gk-rest" data-gk-first="{table.first}">{count}'
        f"<small>现在列的是前 {table.first} 行{order}</small></p>\n"
    )


def check_rows(checks: Iterable[CheckRow]) -> Markup:
    """The rows of a table of checks, those of one relation in several columns together.

    Every value is escaped where it is put in.
    """
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for check in checks:
        relation, column = _column_of(check.relation)
        found.setdefault((check.code, relation), []).append((column, escape(check.formula or check.message)))
    rows = ((escape(code), escape(relation), "<br>".join(_said(of))) for (code, relation), of in found.items())
    return Markup("\n".join([f'<tr><th scope="row">{c}</th><td>{of}</td><td>{said}</td></tr>' for c, of, said in rows]))


def _said(columns: Sequence[tuple[str, str]]) -> Iterator[str]:
    """What is said of each column; that of 决算 is named where there are others."""
    actual = COLUMN_LABELS["actual"] if any(column for column, _ in columns) else ""
    return (f"{column or actual} {said}".lstrip() for column, said in columns)


def _column_of(relation: str) -> tuple[str, str]:
    """本年收入合计＝各项收入来源之和（年初预算） → the relation and its column; "" for 决算, or where it has none."""
    before, bracket, column = relation.removesuffix("）").rpartition("（")
    return (before, column) if bracket and column in _COLUMNS else (relation, "")


def _heading(column: Column, sortable: bool, address: Address, term: FindTerm) -> str:
    kind = "" if column.numeric else ' class="is-text"'
    sort = f' data-sort="{"number" if column.numeric else "text"}"' if sortable else ""
    head = _head(column.label, column.path, address, term)
    return f'<th scope="col"{kind}{sort}>{_sorting(head) if sortable else head}</th>'


def _sorting(head: str) -> str:
    """A heading that the reader's script makes a button of, which takes no more room than this."""
    return f'<span class="gk-sort">{head}</span>'


def _row(row: Row, address: Address, term: FindTerm) -> str:
    kind = f' class="is-{row.kind}"' if row.kind else ""
    level = f' class="gk-sub{row.level}"' if row.level else ""
    mark = f'<a class="gk-mark" href="#{escape(row.mark)}">对不上</a>' if row.mark else ""
    cells = "".join(
        [
            f"<td>{escape(cell.text)}</td>" if cell.kind == "number" and cell.path is None else _cell(cell, address)
            for cell in row.cells  # plain figures are most of all cells
        ]
    )
    label = _head(row.label, row.path, address, term)
    return f'<tr{kind}{_picked_by(row)}><th scope="row"{level}>{label}{mark}{_beside(row)}</th>{cells}</tr>'


def _picked_by(row: Row) -> str:
    """By what the reader's script picks rows out: the group, and the state that a cell shows."""
    if not row.group:
        return ""
    states = [row.state] if row.state else [cell for cell in row.cells if cell.tag]
    return f' data-group="{escape(row.group)}"' + "".join([f' data-state="{escape(cell.text)}"' for cell in states])


def _beside(row: Row) -> str:
    """A state that needs saying, and the note below the label."""
    if not row.state and not row.note:
        return ""
    said = _tag(row.state) if row.state and row.state.tag != "open" else ""
    return said + (f"<small>{escape(row.note)}</small>" if row.note else "")


def _tag(cell: Cell) -> str:
    return f'<span class="gk-state is-{cell.tag}">{escape(cell.text)}</span>'


def _cell(cell: Cell, address: Address) -> str:
    """A cell that is no plain figure."""
    if cell.kind == "derived":
        return f"<td>{escape(cell.text)}{_DERIVED}</td>"
    if cell.kind == "noted":
        return f"<td>{escape(cell.text)}<small>{escape(cell.note)}</small></td>"
    is_long = cell.kind == "long" or (cell.kind == "prose" and len(cell.text) > LONG)
    kind = f"is-{cell.kind}" if cell.kind in ("number", "null") else f"is-text{' is-long' if is_long else ''}"
    if cell.kind in ("text", "prose") and 0 < len(cell.text) <= _WORD:
        kind += " is-short" if cell.text != NULL else " is-short is-none"
    if cell.tag:
        return f'<td class="{kind}">{_tag(cell)}</td>'
    words = render_brief(cell.text) if cell.kind == "prose" else _linked(cell.text, cell.path, address)
    return f'<td class="{kind}">{words}</td>'


def _head(label: str, path: str | None, address: Address, term: FindTerm) -> str:
    return term_html(label, term(label)) if path is None else _linked(label, path, address)


def _linked(text: str, path: str | None, address: Address) -> str:
    return escape(text) if path is None else f'<a href="{escape(address(path))}">{escape(text)}</a>'


def _notes(table: Table) -> str:
    notes = "".join(
        [f"<div><dt>{escape(row)}说明</dt><dd>{render_brief(text)}</dd></div>" for row, text in table.notes]
    )
    listed = f'<dl class="gk-catalogue">{notes}</dl>\n' if notes else ""
    return listed + (f'<p class="gk-links">{escape(table.note)}</p>\n' if table.note else "")
