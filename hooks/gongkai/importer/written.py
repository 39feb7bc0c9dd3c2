"""What was settled → the values and comments of a data file that can be read whatever was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from pydantic import ValidationError

from ..model.amounts import COLUMNS
from ..model.disclosure import State
from ..model.form import EXPENDITURE, TOTAL_EXPENDITURE, Line
from ..model.indicator import offered_lines
from ..model.names import OwnNames
from ..model.paths import is_prose
from ..model.problem import KeyPath
from ..model.report import Report
from .comments import comments_of
from .excerpts import TABLE_BEGINS, cleaned, is_nothing, one_line
from .nesting import ACTUAL, nested, rows_closed_up
from .places import declared_at, may_be_null
from .said_again import SaidAgain, without_said_again
from .sentences import names_of, reader_of
from .settling import Settled
from .stated import Stated

#: A figure with its unit: a file has the figure alone.
_WITH_UNIT: Final = re.compile(r"-?[\d,]*\d(?:\.\d+)?[ ]*[\u4e00-\u9fff（）()㎡%]{1,6}")
_SECTIONS: Final = "其他章节"
#: What parts the cells of a row that has no place: a pipe would make it look like a table that is none.
_CELLS: Final = " | "
_TITLE: Final = ("标题",)
_STATE: Final = ("公开", "状态")
#: How often what cannot be read is taken out, each time all that is refused.
_ROUNDS: Final = 8
#: Of these one is enough.
_EITHER: Final = frozenset({EXPENDITURE, TOTAL_EXPENDITURE})


@dataclass(frozen=True, slots=True)
class Draft:
    """A data file that is to be written.

    Attributes:
        values: by Chinese key, nested as in the file.
        beside: comments behind values, by their keys.
        above: comments above values.
        end: comments on places at which null cannot stand.
        figures: how many figures are certain.
        texts: how many texts, names and days are.
        unsure: the places that are not certain, with what was stated.
        missing: what readers compare and was not found, by name.
        left: what went to 其他章节: heading and words.
        left_out: sentences of a 说明 that the page says by itself, with the keys of the text.
        staying: those of the same figures that stay in it, and why.
        candidates: of places that are not certain and have no value for it, the different statements.
        aside: what of the documents is of another unit and was not taken, each in one Chinese sentence.
        unwritten: columns that are worked out and not written: the table, and what they are called.
    """

    values: Mapping[str, Any]
    beside: Mapping[KeyPath, str] = field(default_factory=dict)
    above: Mapping[KeyPath, tuple[str, ...]] = field(default_factory=dict)
    end: tuple[str, ...] = ()
    figures: int = 0
    texts: int = 0
    unsure: Mapping[KeyPath, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    left_out: tuple[tuple[KeyPath, str], ...] = ()
    staying: tuple[tuple[KeyPath, str, str], ...] = ()
    candidates: Mapping[KeyPath, tuple[Stated, ...]] = field(default_factory=dict)
    aside: tuple[str, ...] = ()
    unwritten: tuple[tuple[str, str], ...] = ()


def _says_nothing(_: Report) -> Mapping[KeyPath, str]:
    return {}


def draft_of(
    settled: Settled,
    year: int,
    said_by_page: Callable[[Report], Mapping[KeyPath, str]] = _says_nothing,
    own_names: tuple[str, ...] = (),
    extra: OwnNames = (),
) -> Draft:
    """A data file of what was settled.

    Args:
        settled: what was found; it is used up.
        year: of the report.
        said_by_page: what the page says by itself of the figures, by the texts that need not say it again.
        own_names: what the unit is called.
        extra: a bureau's names of lines.
    """
    values = settled.values
    _complete(settled, year)
    report = _readable(settled)
    apart = _without_said_again(values, said_by_page(report) if report else {}, year, names_of(own_names), extra)
    missing = {_path_of(line): line.label for line in _missing(report, values)}
    values |= dict.fromkeys(missing)
    _add_sections(settled)
    above, beside = comments_of(settled, missing)
    for path, again in apart.items():
        if again.left_out:
            above[path[:-1]] = (*above.get(path[:-1], ()), *_account_of(again.left_out, settled.prose.get(path, ())))
    whole, bare = nested(values)
    end = tuple(f"{'/'.join(map(str, path))} {beside.pop(path)}" for path in list(beside) if path not in values)
    notes = {(path[:-1] if path[:-1] in bare else path): note for path, note in beside.items()}
    figures = sum(isinstance(value, Decimal | int) for value in values.values())
    texts = sum(value is not None for value in values.values()) - figures - 1  # the state is no finding
    return Draft(
        whole, notes, above, end, figures, texts, settled.unsure, tuple(missing.values()), tuple(settled.left),
        tuple((path, sentence) for path, again in apart.items() for sentence in again.left_out),
        tuple((path, sentence, why) for path, again in apart.items() for sentence, why in again.staying),
    )  # fmt: skip  # in the order of the attributes


def _complete(settled: Settled, year: int) -> None:
    """Words as they can stand in a file, and what every file has: a state and a title."""
    values = settled.values
    for path, value in list(values.items()):
        values[path] = _clean(path, value)
        if values[path] is None and path not in settled.unsure:
            del values[path]  # empty words
    values.setdefault(_STATE, State.DRAFT.value)
    if values.get(_TITLE) is None:
        values[_TITLE] = f"{year}年度部门整体支出绩效自评报告"
        said = settled.unsure.get(_TITLE, "")
        settled.unsure[_TITLE] = f"没有找到报告的标题，这是通常的写法，照原文改{'；' if said else ''}{said}"


def _clean(path: KeyPath, value: Any) -> Any:
    """Words as they can stand in a file: prose with its lines, anything else on one."""
    if not isinstance(value, str):
        return value
    declared = declared_at(path)
    text = cleaned(value) if declared is not None and is_prose(declared) else one_line(value)
    return None if is_nothing(text) else text or None


def _readable(settled: Settled) -> Report | None:
    """The report as it will be read; what cannot be read goes the way of what is not certain."""
    for _ in range(_ROUNDS):
        for path in [path for path, value in settled.values.items() if value is None and not may_be_null(path)]:
            del settled.values[path]
            if isinstance(path[-1], int) and path in settled.unsure:  # another entry gets its number
                settled.unsure[(*path[:-1], f"第{path[-1] + 1}条")] = settled.unsure.pop(path)
                settled.candidates.pop(path, None)
        rows_closed_up(settled.values, settled.sources, settled.unsure, settled.beside, settled.candidates)
        try:
            return Report.model_validate(nested(settled.values)[0])
        except ValidationError as error:
            for refused in error.errors(include_url=False, include_context=False):
                _take_out(tuple(refused["loc"]), str(refused["type"]), settled)
    return None


def _without_said_again(
    values: dict[KeyPath, Any], said: Mapping[KeyPath, str], year: int, names: tuple[str, ...], extra: OwnNames
) -> dict[KeyPath, SaidAgain]:
    """The texts that are told without what the page says; those of which nothing is left go."""
    found: dict[KeyPath, SaidAgain] = {}
    for path, sentences in said.items():
        if isinstance(text := values.get(path), str):
            read = reader_of(path, year, names, extra)
            found[path] = without_said_again(text.strip(), sentences, read, extra, names)
            values[path] = cleaned(found[path].kept)
            if not values[path]:
                del values[path]
    return found


def _account_of(sentences: Iterable[str], stated: Iterable[Stated]) -> Iterator[str]:
    """Comments on sentences that are left out, each with where it stands in the document."""
    for sentence in sentences:
        place = next((one.place for one in stated if sentence in str(one.value)), "")
        yield f"网页自己写，没有再录：{one_line(sentence)}{f'（{one_line(place)}）' if place else ''}"


def _take_out(loc: KeyPath, kind: str, settled: Settled) -> None:
    """A value that the file could not hold becomes null; a row without a name goes to the last chapter."""
    values = settled.values
    if kind == "missing" and any(isinstance(key, int) for key in loc):
        entry = loc[:-1]
        words = [f"{path[-1]} {value}" for path, value in values.items() if path[: len(entry)] == entry]
        settled.left.append(("、".join(str(key) for key in entry if isinstance(key, str)), "；".join(words)))
        refused = [path for path in values if path[: len(entry)] == entry]
        for path in refused:
            for holder in (values, settled.sources, settled.unsure, settled.beside, settled.candidates):
                holder.pop(path, None)
        return
    for path in [path for path in values if path[: len(loc)] == loc or loc[: len(path)] == path]:
        if values[path] is not None:
            source = settled.sources.pop(path, None)
            said = source.said() if source else f"原文写“{values[path]}”"
            cure = "；只写数字，不写单位" if _WITH_UNIT.fullmatch(str(values[path])) else ""
            values[path], settled.unsure[path] = None, f"{one_line(said)}，这里不能这样写{cure}"


def _missing(report: Report | None, values: Mapping[KeyPath, Any]) -> Iterator[Line]:
    """Lines that readers compare, of which nothing was found."""
    if report is None:
        return
    for line in offered_lines():
        has_other = line in _EITHER and any(other.value(report) is not None for other in _EITHER)
        if line.value(report) is None and _path_of(line) not in values and not has_other:
            yield line


def _path_of(line: Line) -> KeyPath:
    return (*line.path, ACTUAL) if line.columns == COLUMNS else line.path


def _without_pipes(words: str) -> str:
    """The cells of a row parted by commas; a whole table stays one."""
    return words if words.startswith(TABLE_BEGINS) else words.replace(_CELLS, "，")


def _add_sections(settled: Settled) -> None:
    """What has no place, below its headings, behind the other sections."""
    taken = {path[1] for path in settled.values if path[0] == _SECTIONS and len(path) > 1}
    together: dict[str, list[str]] = {}
    for heading, words in settled.left:
        title = "" if is_nothing(heading) else one_line(heading)
        together.setdefault(title or "没有归类的内容", []).append(_without_pipes(cleaned(words).strip()))
    for at, (heading, parts) in enumerate(together.items(), len(taken)):
        text = cleaned("\n\n".join(filter(None, parts)))
        if text:
            settled.values[_SECTIONS, at, "标题"], settled.values[_SECTIONS, at, "内容"] = heading, text
