"""Lists as rows: an entry to a row, a key to a column; and single values, a row each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pydantic.fields import FieldInfo

from ..model.disclosure import PublishedMeasure, State
from ..model.paths import is_alone, is_prose, record_in
from ..model.record import Record, measure_of
from .cell import LONGEST_CELL, Cell, FormPath, Row, Step, Value, declared_at, row_of, words_of
from .lines import kind_of, note_of
from .stated_values import StatedValues

#: What is offered for a field, by its key and where that means more than one thing by what it stands in.
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "状态": tuple(state.value for state in State), "原文金额单位": tuple(one.value for one in PublishedMeasure),
    "类别": ("业务工作经费", "运行维护经费", "省级专项资金"), "计算符号": ("≥", "≤", "="),
    "一级指标": ("产出指标", "效益指标", "满意度指标"),
    "二级指标": ("数量指标", "质量指标", "时效指标", "成本指标", "经济效益指标", "社会效益指标", "生态效益指标",
              "可持续影响指标", "服务对象满意度指标"),
}  # fmt: skip  # a table
#: What stands in a cell at the most before it is continued elsewhere; two units of UTF-16 to a character at the most.
LONGEST: Final = LONGEST_CELL // 2


def choices_of(key: str, grades: tuple[str, ...]) -> tuple[str, ...]:
    """What is offered for a field."""
    return grades if key == "自评等级" else _CHOICES.get(key, ())


def input_of(
    stated: StatedValues, path: FormPath, column: int, *, span: int = 1, grades: tuple[str, ...] = ()
) -> Cell | None:
    """The cell in which a field is filled in; None where its words are too long, which another sheet has then."""
    declared, value = declared_at(path), stated.at(path)
    if isinstance(value, str) and len(value) > LONGEST:
        return None
    kind = kind_of(declared)
    key = path[-1] if isinstance(path[-1], str) else path[-2]
    offered = choices_of(key, grades) if isinstance(key, str) else ()
    note = note_of(declared) if declared else ""
    return Cell(column, kind, stated.at(path), path, span=span, choices=offered, note=note)


def columns_of(kind: type[Record]) -> tuple[tuple[FormPath, FieldInfo], ...]:
    """The fields of an entry that a cell can hold: those of its own first, then those of every line."""
    found: list[tuple[FormPath, FieldInfo]] = []
    for name, declared in kind.model_fields.items():
        key, inner = declared.alias or name, record_in(declared)
        if inner is None and (is_alone(declared) or key == "推算"):
            found.append(((key,), declared))
        elif inner is not None and is_alone(declared) and key == "增减":
            found += [((key, part.alias or ""), part) for part in inner.model_fields.values()]
    own = {"上年决算", "年初预算", "全年预算", "决算"}
    late = {"上年预算", "增减", "推算", "说明"} if own <= {path[0] for path, _ in found} else set()
    return tuple(sorted(found, key=lambda field: 1 if field[0][0] in own else 2 if field[0][0] in late else 0))


def heading_of(columns: tuple[tuple[FormPath, FieldInfo], ...], first: int = 1) -> Row:
    """The headings of a list, each with its measure and what to write."""
    cells = []
    for at, (path, declared) in enumerate(columns):
        measure = measure_of(declared)
        words = words_of(path).replace(" / ", "：") + (f"（{measure}）" if measure and measure != "万元" else "")
        cells.append(Cell(at + first, "heading", words, note=note_of(declared)))
    return Row(tuple(cells))


def list_of(
    stated: StatedValues, path: FormPath, columns: tuple[tuple[FormPath, FieldInfo], ...], spare: int
) -> Iterator[Row]:
    """The entries of a list, and empty rows for more."""
    steps = stated.steps(path)
    last = max((int(step[1]) for step in steps), default=0)
    empty: tuple[Step, ...] = tuple(("+", str(last + at)) for at in range(1, spare + 1))
    for step in (*steps, *empty):
        cells = (input_of(stated, (*path, step, *key), at) for at, (key, _) in enumerate(columns, 1))
        yield row_of(*cells)


def single_values(
    stated: StatedValues,
    kind: type[Record],
    path: FormPath,
    grades: tuple[str, ...],
    keys: frozenset[str] = frozenset(),
) -> Iterator[Row]:
    """The single values of a record that are neither paragraphs nor lines: a row each, with its explanation.

    ``keys`` are the only ones wanted of the record itself; all where there are none.
    """
    for name, declared in kind.model_fields.items():
        below, inner = (*path, declared.alias or name), record_in(declared)
        if keys and below[-1] not in keys:
            continue
        if inner is not None and is_alone(declared):
            yield from single_values(stated, inner, below, grades)
        elif inner is None and is_alone(declared) and not (is_prose(declared) and path != ("公开",)):
            filled = input_of(stated, below, 2, grades=grades)
            measure = measure_of(declared)
            words = words_of(below[-1:]) + (f"（{measure}）" if measure else "")
            yield row_of(Cell(1, "label", words), filled, *_about(declared, below))
        elif measure_of(declared):
            for step in (*stated.steps(below), ("=", "")):
                named = Cell(1, "name", step[1] or None, note=note_of(declared))
                filled = Cell(2, "number", stated.at((*below, step)), (*below, step))
                yield Row((named, filled, *_about(declared, below)), name=(*below, step))


def _about(declared: FieldInfo, path: FormPath) -> tuple[Cell, Cell]:
    return Cell(3, "aside", words_of(path[:-1])), Cell(4, "aside", note_of(declared))


def text_rows(path: FormPath, text: Value, column: int, *others: Cell) -> Iterator[Row]:
    """A text of any length, in as many rows as it needs."""
    pieces = [*split(text)] if isinstance(text, str) else [text]
    for part, piece in enumerate(pieces, 1):
        again = [replace(cell, value=f"{cell.value}（续{part}）") if cell.column == 1 else cell for cell in others]
        shown = others if part == 1 else [cell for cell in again if not cell.path]
        yield Row((*shown, Cell(column, "text", piece, path)), part=part)


def split(text: str) -> Iterator[str]:
    """The pieces of a text, cut behind the end of a line where there is one."""
    while len(text) > LONGEST:
        cut = text.rfind("\n", LONGEST // 2, LONGEST) + 1 or LONGEST
        yield text[:cut]
        text = text[cut:]
    yield text


def list_name(path: FormPath, name: str) -> FormPath:
    """A place in another entry of the list that is nearest to it."""
    at = max((at for at, step in enumerate(path) if isinstance(step, tuple) and step[0] == "+"), default=None)
    return path if at is None else (*path[:at], ("+", name), *path[at + 1 :])
