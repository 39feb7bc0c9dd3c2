"""Amounts as the report prints them → 万元: exact, by moving the point, before anything else looks at them.

A file that says ``原文金额单位: 元`` has every amount in 元; one whose amounts can be no 元 has 万元 already, as such
files were written before amounts were converted, and is asked about (S17). What is an amount the declarations say
(:mod:`..model`): the columns of a line, and the fields whose measure is 万元. Counts, points, areas and percentages
stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final, get_origin

from pydantic.fields import FieldInfo

from ..model.amounts import Item
from ..model.disclosure import PublishedMeasure
from ..model.money import places, shifted
from ..model.paths import fields_by_key, record_in
from ..model.record import Record, measure_of

#: The key that says so.
KEY: Final = "原文金额单位"
_MONEY: Final = "万元"
#: Decimals of an amount in 元; and what no unit's total of a year is below, in 万元.
_CENTS: Final = 2
_LEAST: Final = Decimal(1)
#: No unit has so much in a year, in 万元.
_MOST: Final = Decimal(1_000_000)
_TOTALS: Final = ("收入总计", "支出总计", "本年收入合计", "本年支出合计", "基本支出")


def measure_in(value: object, record: type[Record]) -> PublishedMeasure:
    """In what the amounts of a file are written: 万元 where it does not say, or not rightly, or they must be."""
    said = value.get(KEY) if isinstance(value, dict) else None
    measure = next((measure for measure in PublishedMeasure if measure == said), PublishedMeasure.WANYUAN)
    return PublishedMeasure.WANYUAN if measure.places > 0 and _is_in_wanyuan(value, record, measure) else measure


def _is_in_wanyuan(value: Any, record: type[Record], measure: PublishedMeasure) -> bool:
    """Whether amounts said to be in a smaller measure are 万元: most of them parts of a cent, or no total a unit's."""
    amounts, totals = _amounts(value, record), _amounts({"收支": _totals(value.get("收支"))}, record)
    of_cents = [amount for amount in amounts if places(amount) > _CENTS] if measure is PublishedMeasure.YUAN else []
    is_of_cents = len(of_cents) * 2 > len(amounts) and max(amounts) < _MOST
    return is_of_cents or 0 < max(totals, default=Decimal(0)) < shifted(_LEAST, measure.places)


def _amounts(value: Any, record: type[Record]) -> list[Decimal]:
    found: list[Decimal] = []
    map_amounts(value, record, found.append)
    return found


def _totals(finance: object) -> dict[str, Any]:
    return {key: finance[key] for key in _TOTALS if key in finance} if isinstance(finance, dict) else {}


def in_wanyuan(value: dict[str, Any], record: type[Record]) -> dict[str, Any]:
    """The content of a file with its amounts in 万元; the same object where they are already."""
    places = measure_in(value, record).places if KEY in value else 0
    return map_amounts(value, record, lambda amount: shifted(amount, -places)) if places else value


def map_amounts(value: Any, record: type[Record], change: Callable[[Any], Any], *, of: type = Decimal) -> Any:
    """The content of a record, each of its amounts (numbers ``of`` a type) changed; all else is left alone."""
    if not isinstance(value, dict):
        return change(value) if issubclass(record, Item) and isinstance(value, of) else value
    fields = fields_by_key(record)
    return {key: _below(part, fields[key], change, of) if key in fields else part for key, part in value.items()}


def _below(value: Any, declared: FieldInfo, change: Callable[[Any], Any], of: type) -> Any:
    """The content of a field: a value, a list of them, or several under names of the unit's own."""
    inner = record_in(declared)
    if inner is None and measure_of(declared) != _MONEY:
        return value

    def one(part: Any) -> Any:
        if inner is not None:
            return map_amounts(part, inner, change, of=of)
        return change(part) if isinstance(part, of) else part

    if isinstance(value, list):
        return [one(part) for part in value]
    if isinstance(value, dict) and (inner is None or get_origin(declared.annotation) is dict):
        return {key: one(part) for key, part in value.items()}
    return one(value)
