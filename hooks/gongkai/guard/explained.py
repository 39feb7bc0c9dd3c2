"""Whether new entries of 更正 or 变更 account for every changed value: each named, with what it was and what it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from ..load.source import one_line
from ..model.correction import ChangedValue, Correction

_MOST_NAMED: Final = 3


class Fault(NamedTuple):
    """What is wrong with the entries: whether values are ``missing`` from them or stand there wrongly, in words."""

    is_missing: bool
    message: str


def find_faults(
    changes: Sequence[ChangedValue], entries: Iterable[Correction], word: str, most_steps: int = 1
) -> Iterator[Fault]:
    """What is not accounted for by ``entries``, which are called ``word`` (更正 or 变更).

    What was published between the two versions is a step; of one value there cannot be more than ``most_steps``.
    """
    stated: defaultdict[str, list[ChangedValue]] = defaultdict(list)
    for entry in entries:
        for value in entry.changed:
            stated[value.item].append(value)
    by_item: defaultdict[str, list[ChangedValue]] = defaultdict(list)
    for change in changes:
        by_item[change.item].append(change)
    missing = [change for item, of_item in by_item.items() if item not in stated for change in of_item]
    if missing:
        yield Fault(True, f"{word}的“改动”没有写{listed(change.item for change in missing)}")
    for item, values in stated.items():
        if words := _wrong(by_item[item], values, most_steps):
            yield Fault(False, f"{word}的“改动”里“{one_line(item, 80)}”{words}")


def faults_of_empty(changes: Sequence[ChangedValue], entries: Sequence[Correction], word: str) -> Iterator[str]:
    """New ``entries`` that name no value, where nothing changed or another one names what did."""
    if not changes or any(entry.changed for entry in entries):
        for entry in entries:
            if not entry.changed:
                yield f"{entry.corrected_on} 的{word}没有写“改动”，没有说改的是哪一项"


def _wrong(changes: Sequence[ChangedValue], values: Sequence[ChangedValue], most_steps: int) -> str:
    """What is wrong with all that is stated of one item; "" where it is right."""
    if not changes:
        return "并没有改"
    if len(changes) > 1:  # two values of one name, which a unit's own names with a / in them can make
        given = sorted((value.before or "", value.after or "") for value in values)
        true = sorted((change.before or "", change.after or "") for change in changes)
        return "" if given == true else f"有 {len(changes)} 处，写的不全对"
    steps = [(value.before or None, value.after or None) for value in values]
    before, after = changes[0].before or None, changes[0].after or None
    if steps[0][0] != before:
        return f"原来是{shown(before)}，写的是{shown(steps[0][0])}"
    if any(earlier[1] != later[0] for earlier, later in pairwise(steps)):
        return "写了几次，前后接不上"
    if len(steps) > most_steps:
        return f"写了 {len(steps)} 次，中间的{shown(steps[0][1])}没有公开过；只写公开过的原数和现在的数"
    if steps[-1][1] != after:
        return f"现在是{shown(after)}，写的是{shown(steps[-1][1])}"
    return ""


def listed(items: Iterable[str]) -> str:
    """Some changed values by name."""
    names = list(dict.fromkeys(items))
    more = f"等 {len(names)} 处" if len(names) > _MOST_NAMED else ""
    return "、".join(one_line(name, 60) for name in names[:_MOST_NAMED]) + more


def shown(value: str | None) -> str:
    """A value in a message; two long ones that begin alike are told by their lengths."""
    if value is None:
        return "没有（null）"
    return f"“{one_line(value)}”" + (f"（共 {len(value)} 字）" if len(value) > 40 else "")


def fault_of_order(kept: Sequence[Correction], added: Sequence[Correction], word: str) -> Iterator[str]:
    """New entries that are older than the one before them."""
    for earlier, later in pairwise([*kept[-1:], *added]):
        if later.corrected_on < earlier.corrected_on:
            yield f"{later.corrected_on} 的{word}早于前一条（{earlier.corrected_on}）"
