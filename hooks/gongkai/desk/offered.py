"""What an import offers to the person who fills in the form: each value with its source, to be confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from ..importer.document import SourceDocument
from ..importer.identity import names_other_unit
from ..importer.taken import TakenFile
from ..importer.written import Draft
from ..load.original_measure import KEY, in_wanyuan, map_amounts, measure_in
from ..model.money import shifted
from ..model.paths import leaves, record_in
from ..model.problem import KeyPath
from ..model.report import Report
from ..open_data.files import digits_of
from .answers import FoundValue, Imported
from .beginnings import begun_values
from .checking import CheckedText
from .documents import NOTHING, contradiction, draft_from, taken_file, text_of
from .form_rows import name_of
from .places import ACTUAL, declared_at, in_words, is_line, is_list, joined, value_at
from .unit_names import UnitNames
from .unsure import unsure_values

_SOURCE: Final = "原文："
_OF_OTHERS: Final = "怎么改：选那个单位的报告，再打开这个文件"
#: What an import never decides.
_LEFT: Final = frozenset({("公开", "状态")})


def offered(name: str, content: bytes, now: CheckedText, names: UnitNames) -> Imported:
    """What a document says for the report in hand; ``names`` are those of all units of the site."""
    unit_id, year, inventory = now.opened.unit_id, now.year, now.opened.inventory
    file = taken_file(name, content, inventory)
    told = Imported(
        name=name, kind="" if file.fault else file.kind, found=[], unsure=[], missing=[],
        notes=list(file.notes), said=file.fault, other_unit="", text="",
    )  # fmt: skip  # a record
    if file.fault:
        return told
    if other := contradiction(file, unit_id, year, inventory, is_alone=True):
        told["said"] = f"{other}。怎么改：核对是不是拿错了文件，或者选错了单位和年度"
        return told
    made = draft_from((file,), unit_id, year, inventory)
    if made is None:
        told["said"] = NOTHING
        return told
    draft, measures = made
    told["notes"] += (f"{words.partition('怎么改：')[0]}{_OF_OTHERS}" for words in draft.aside)
    told["text"] = text_of(draft, (file,), unit_id, year, inventory, measures)
    told["other_unit"] = _other_unit(file, unit_id, names)
    told["found"] = [*_found(draft, now.text.values, begun_values(now.opened, year))]
    stated, values = in_measure_of(now.text.values, draft.values), now.text.values
    told["unsure"] = [*unsure_values(draft, values, lambda path: _place_now(path, stated, values))]
    told["missing"] = list(draft.missing)
    return told


def _other_unit(file: TakenFile, unit_id: str, names: UnitNames) -> str:
    """That a document gives another unit of the site as its own; it may mean this one all the same."""
    document = file.document or SourceDocument(file.name, file.kind, ())
    other = names_other_unit(document, file.founds, unit_id, names.spellings)
    if not other:
        return ""
    stated, own = (names.named[each].name if each in names.named else each for each in (other, unit_id))
    return f"“{file.name}”写的单位是“{stated}”（{other}），不是“{own}”。核对是不是拿错了文件；没有拿错的，自己打勾"


def _found(draft: Draft, values: Mapping[str, Any], begun: Sequence[Mapping[str, Any]]) -> Iterator[FoundValue]:
    """The values that are certain, each at the place where it goes in a file that says ``values``.

    What nobody wrote there, for new reports have ``begun`` with it, is told apart.
    """
    stated = in_measure_of(values, draft.values)
    for path, value in leaves(dict(stated)):
        place = (*path, ACTUAL) if is_line(path) else path
        if value is None or path in _LEFT or path in draft.unsure or place in draft.unsure:
            continue
        goes = _place_now(place, stated, values)
        now, source = _written(value_at(values, goes)[1]), _source_of(path, draft)
        is_begun = now != "" and any(_written(value_at(given, goes)[1]) == now for given in begun)
        yield FoundValue(
            path=joined(goes), label=in_words(place), written=_written(value), source=source, now=now, is_begun=is_begun
        )


def _place_now(path: KeyPath, stated: Mapping[str, Any], values: Mapping[str, Any]) -> KeyPath:
    """The place of a row in the file in hand: that of the row with its name, or else behind the last."""
    at = next((at for at, key in enumerate(path) if isinstance(key, int)), None)
    declared = declared_at(path[:at]) if at is not None else None
    kind = record_in(declared) if declared is not None and is_list(declared) else None
    there = value_at(values, path[:at])[1] if at is not None else None
    if at is None or kind is None or not isinstance(there, list):
        return path
    own = value_at(stated, path[:at])[1]
    names = [name_of(kind, row) for row in own] if isinstance(own, list) else []
    known = {name: index for index, row in reversed([*enumerate(there)]) if (name := name_of(kind, row))}
    new = [index for index, name in enumerate(names) if name not in known]
    index = path[at]
    assert isinstance(index, int)
    name = names[index]
    if not name:
        return path  # a row that has no name is found by its number
    return (*path[:at], known[name] if name in known else len(there) + new.index(index), *path[at + 1 :])


def in_measure_of(values: Mapping[str, Any], draft: Mapping[str, Any]) -> dict[str, Any]:
    """What a draft states, its amounts as a file that says ``values`` writes them: exactly, by moving the point."""
    here, there = measure_in(values, Report), measure_in(draft, Report)
    found: dict[str, Any] = dict(draft)
    if here is not there:
        found = map_amounts(in_wanyuan(found, Report), Report, lambda amount: shifted(amount, here.places))
    return {key: value for key, value in found.items() if key != KEY}


def _written(value: object) -> str:
    return digits_of(value) if isinstance(value, Decimal) else "" if value is None else str(value).strip()


def _source_of(path: KeyPath, draft: Draft) -> str:
    """The words that state a value: beside it, or above the row that it stands in."""
    for depth in range(len(path), 0, -1):
        above = draft.above.get(path[:depth], ())
        words = draft.beside.get(path[:depth]) or (above[-1] if above else "")
        if words.startswith(_SOURCE):
            return words.removeprefix(_SOURCE)
    return ""
