"""What an import offers to the person who fills in the form: each value with its source, to be confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from ..importer.written import Draft
from ..load.original_measure import KEY, in_wanyuan, map_amounts, measure_in
from ..model.money import shifted
from ..model.paths import leaves, record_in
from ..model.problem import KeyPath
from ..model.report import Report
from ..open_data.files import digits_of
from .answers import FoundValue, Imported
from .checking import CheckedText
from .documents import NOTHING, contradiction, draft_from, taken_file, text_of
from .form_rows import name_of
from .places import ACTUAL, declared_at, in_words, is_line, is_list, joined, parted, value_at
from .unsure import unsure_values

_SOURCE: Final = "原文："
#: What an import never decides.
_LEFT: Final = frozenset({("公开", "状态")})


class OfferedDocument:
    """What was found in a document, and what of it was not taken yet.

    Attributes:
        told: what the page around the desk is told.
        values: what was found, by its place.
    """

    def __init__(self, name: str, content: bytes, now: CheckedText) -> None:
        unit_id, year, inventory = now.opened.unit_id, now.year, now.opened.inventory
        self.values: dict[KeyPath, Any] = {}
        self._draft: Mapping[str, Any] = {}
        self._whole = Draft({})
        file = taken_file(name, content, inventory)
        self.told = Imported(
            name=name, kind="" if file.fault else file.kind, found=[], unsure=[], missing=[],
            notes=list(file.notes), said=file.fault, text="",
        )  # fmt: skip  # a record
        if file.fault:
            return
        if other := contradiction(file, unit_id, year, inventory, is_alone=True):
            self.told["said"] = f"{other}。怎么改：核对是不是拿错了文件，或者选错了单位和年度"
            return
        made = draft_from((file,), unit_id, year, inventory)
        if made is None:
            self.told["said"] = NOTHING
            return
        draft, measures = made
        self.told["text"] = text_of(draft, (file,), unit_id, year, inventory, measures)
        self._draft = in_measure_of(now.text.values, draft.values)
        self._offer(draft)

    def _offer(self, draft: Draft) -> None:
        for path, value in leaves(dict(self._draft)):
            place = (*path, ACTUAL) if is_line(path) else path
            if value is not None and path not in _LEFT and path not in draft.unsure and place not in draft.unsure:
                self.values[place] = value
                self.told["found"].append(_found(place, value, _source_of(path, draft)))
        self._whole = draft
        self.told["missing"] = list(draft.missing)

    def beside(self, values: Mapping[str, Any]) -> Imported:
        """What is told, with what the form has now."""
        for found in self.told["found"]:
            found["now"] = _written(value_at(values, self._place_now(parted(found["path"]), values))[1])
        self.told["unsure"] = [*unsure_values(self._whole, values, lambda path: self._place_now(path, values))]
        return self.told

    def taken(self, places: Iterable[str], values: Mapping[str, Any]) -> dict[KeyPath, Any]:
        """The confirmed values by where they go in a file that says ``values``: rows of lists are found by name."""
        chosen = [path for path in self.values if joined(path) in set(places)]
        return {self._place_now(path, values): self.values[path] for path in chosen}

    def _place_now(self, path: KeyPath, values: Mapping[str, Any]) -> KeyPath:
        """The place of a row in the file in hand: that of the row with its name, or else behind the last."""
        at = next((at for at, key in enumerate(path) if isinstance(key, int)), None)
        declared = declared_at(path[:at]) if at is not None else None
        kind = record_in(declared) if declared is not None and is_list(declared) else None
        stated = value_at(values, path[:at])[1] if at is not None else None
        if at is None or kind is None or not isinstance(stated, list):
            return path
        own = value_at(self._draft, path[:at])[1]
        names = [name_of(kind, row) for row in own] if isinstance(own, list) else []
        there = {name: index for index, row in reversed([*enumerate(stated)]) if (name := name_of(kind, row))}
        new = [index for index, name in enumerate(names) if name not in there]
        index = path[at]
        assert isinstance(index, int)
        name = names[index]
        if not name:
            return path  # a row that has no name is found by its number
        return (*path[:at], there[name] if name in there else len(stated) + new.index(index), *path[at + 1 :])


def in_measure_of(values: Mapping[str, Any], draft: Mapping[str, Any]) -> dict[str, Any]:
    """What a draft states, its amounts as a file that says ``values`` writes them: exactly, by moving the point."""
    here, there = measure_in(values, Report), measure_in(draft, Report)
    found: dict[str, Any] = dict(draft)
    if here is not there:
        found = map_amounts(in_wanyuan(found, Report), Report, lambda amount: shifted(amount, here.places))
    return {key: value for key, value in found.items() if key != KEY}


def _found(path: KeyPath, value: Any, source: str) -> FoundValue:
    return FoundValue(path=joined(path), label=in_words(path), written=_written(value), source=source, now="")


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
