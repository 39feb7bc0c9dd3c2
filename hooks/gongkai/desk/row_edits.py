"""Rows of a data file added, taken out, renamed and pasted: entries of lists, and names of the unit's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, Final

from yaml.nodes import MappingNode

from ..load.yaml_text import node_at
from ..model.paths import is_prose, record_in
from ..model.problem import KeyPath
from ..open_data.data_layout import scalar_text
from .edits import OUT, EditedText, changed
from .entry_text import with_edits
from .fields import columns_of
from .opened import RefusedError
from .places import declared_at, is_list, is_mapping, joined, parted, value_at
from .typed import value_of

#: What a row of the unit's own is called until somebody names it.
NEW_NAME: Final = "新增一项"
#: More rows than anybody pastes; more are not pasted in part, or nobody would miss the rest.
_MOST_ROWS: Final = 1000


def add_row(text: EditedText, path: KeyPath, name: str = "") -> tuple[EditedText, KeyPath]:
    """An empty row at the end of the list or mapping at ``path``; where it stands."""
    declared = declared_at(path)
    stated = value_at(text.values, path)[1]
    if declared is not None and is_list(declared):
        place = (*path, len(stated) if isinstance(stated, list) else 0)
        return text.with_value(place, {} if record_in(declared) else ""), place
    if declared is None or not is_mapping(declared):
        raise RefusedError("这里不能加行。怎么改：在表格和列表下面加")
    known = stated if isinstance(stated, dict) else {}
    names = (f"{NEW_NAME}{number}" if number > 1 else NEW_NAME for number in count(1))
    place = (*path, _free(name, known) if name else next(one for one in names if one not in known))
    return text.with_value(place, {} if record_in(declared) else "" if is_prose(declared) else None), place


def remove_row(text: EditedText, path: KeyPath, index: int) -> EditedText:
    """The list or mapping at ``path`` without a row."""
    stated = value_at(text.values, path)[1]
    if isinstance(stated, dict) and 0 <= index < len(stated):
        return text.with_value((*path, list(stated)[index]), OUT)
    if isinstance(stated, list) and 0 <= index < len(stated):
        return text.with_value((*path, index), OUT)
    return text


def rename_row(text: EditedText, path: KeyPath, name: str) -> EditedText:
    """Another name, on one line, for what the unit names itself."""
    holder = node_at(text.document.root, path[:-1])
    stated = value_at(text.values, path[:-1])[1]
    if not isinstance(holder, MappingNode) or not isinstance(stated, dict) or path[-1] not in stated or not name:
        return text
    if name == path[-1]:
        return text
    _free(name, stated)
    key = next(key for key, _ in holder.value if key.value == path[-1])
    written = with_edits(text.text, [(key.start_mark.index, key.end_mark.index, scalar_text(name))])
    found = EditedText(written, text.file)
    meant = {name if key == path[-1] else key: value for key, value in stated.items()}
    if repr(value_at(found.values, path[:-1])[1]) != repr(meant):
        return EditedText(text.anew(changed(text.values, path[:-1], meant)), text.file)
    if text.is_laid_out and not found.is_laid_out:
        return EditedText(found.anew(found.values), text.file)
    return found


def _free(name: str, known: dict[str, Any]) -> str:
    if name in known:
        raise RefusedError(f"“{name}”已经有了。怎么改：换一个名称，或者改原来的一行")
    return name


def paste_rows(
    text: EditedText, path: KeyPath, index: int, rows: Sequence[Sequence[str]], column: str = ""
) -> EditedText:
    """Cells of a spreadsheet put over the rows from ``index`` on, and below the last one as new rows.

    Args:
        text: the file.
        path: of the list.
        index: the first row.
        rows: the cells.
        column: the key of the column of the first cell; "" for the first column. Empty cells change nothing.

    Raises:
        RefusedError: it is no list, or there are too many rows.
    """
    if len(rows) > _MOST_ROWS:
        words = f"粘贴的有 {len(rows)} 行，一次最多 {_MOST_ROWS} 行，一行也没有粘贴"
        raise RefusedError(f"{words}。怎么改：在表格软件里只选要的几行；真有这么多的，分几次粘贴")
    declared = declared_at(path)
    kind = record_in(declared) if declared is not None and is_list(declared) else None
    if kind is None and not (declared is not None and is_list(declared)):
        raise RefusedError("这里不能粘贴几行。怎么改：粘贴到表格或列表里")
    keys = [each["key"] for each in columns_of(kind)] if kind else [""]
    keys = keys[keys.index(column) if column in keys else 0 :]
    stated = value_at(text.values, path)[1]
    there = len(stated) if isinstance(stated, list) else 0
    found: dict[KeyPath, Any] = {}
    for at, row in enumerate(rows, min(index, there)):
        cells = [(parted(_place(path, at, key)), cell) for key, cell in zip(keys, row, strict=False) if cell.strip()]
        values = {place: value_of(place, cell) for place, cell in cells}
        if at < there:
            found |= values
        else:
            found[(*path, at)] = _entry(values, len(path) + 1)
    return text.with_values(found)


def closed_up(meant: Mapping[KeyPath, Any], values: Mapping[str, Any]) -> dict[KeyPath, Any]:
    """Values by their places, those of new rows below the last one without a gap: not every new row need be meant."""
    new: dict[KeyPath, set[int]] = {}
    for path in meant:
        for at, key in enumerate(path):
            if isinstance(key, int):
                new.setdefault(path[:at], set()).add(key)
    return {_closed_up(path, new, values): value for path, value in meant.items()}


def _closed_up(path: KeyPath, new: Mapping[KeyPath, set[int]], values: Mapping[str, Any]) -> KeyPath:
    goes: KeyPath = ()
    for at, key in enumerate(path):
        if isinstance(key, int):
            stated = value_at(values, goes)[1]
            there = len(stated) if isinstance(stated, list) else 0
            key = there + sum(there <= other < key for other in new[path[:at]]) if key >= there else key
        goes = (*goes, key)
    return goes


def _place(path: KeyPath, at: int, key: str) -> str:
    return f"{joined((*path, at))}/{key}" if key else joined((*path, at))


def _entry(values: dict[KeyPath, Any], depth: int) -> Any:
    """An entry of a list from the values below it."""
    entry: Any = {}
    for place, value in values.items():
        entry = changed(entry, place[depth:], value) if len(place) > depth else value
    return entry
