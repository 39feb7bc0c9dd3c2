"""What changed between two published versions, value by value, as 更正 and 变更 name it.

``gongkai correct`` writes what is found here and the guard compares with it, so it must always be found alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Final, NamedTuple

from .checksum import canonical
from .correction import ChangedValue
from .record import Record
from .shown import tree_of, written_tree
from .told_apart import told_apart

#: The records of changes themselves, which are not among the changes.
_RECORDS: Final = {"corrections", "amendments"}
#: How a row or a key that states nothing is called: that it is there can be seen.
EMPTY_ROW: Final = "空行"
#: Texts no longer than this are shown whole.
WHOLE: Final = 40
#: Characters shown before and after what changed in a longer text.
AROUND: Final = 12
CUT: Final = "……"
_SENTENCE: Final = re.compile(r"[^。；！？\n]*[。；！？\n]|[^。；！？\n]+")
#: More sentences than this on both sides are compared as one: the time would grow with their product.
_MOST: Final = 4000


class Passage(NamedTuple):
    """What stood in a text, and what stands there now."""

    before: str
    after: str


def changed_values(before: Record, after: Record) -> tuple[ChangedValue, ...]:
    """Every value that is not written as it was, in the order of the form; 161.80 and 161.8 are not the same.

    Rows of a list are found again where others were put in or taken out before them: they have not changed.
    """
    old, new = map(tree_of, (before, after))
    differing = _differences(old, new, ())
    return tuple(found for steps, was, now in differing for found in _changed("/".join(steps), was, now))


def moved_rows(before: Record, after: Record) -> tuple[str, ...]:
    """Where rows under names of the unit's own (其中, 车辆用途) stand in another order than they did.

    Rows of a list are among the changed values; these keep their names and figures, and yet are listed otherwise.
    """
    old, new = map(tree_of, (before, after))
    return tuple("/".join(steps) for steps in _moved(old, new, ()))


def stated_form(record: Record) -> str:
    """All that a report states in its canonical form but the records of changes: equal where nothing has changed."""
    return canonical(written_tree(record.model_dump(by_alias=True, exclude_unset=True, exclude=_RECORDS)))


def changed_files(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[ChangedValue, ...]:
    """Attachments that kept their name but not their content: name → SHA-256."""
    both = (name for name in before if name in after and before[name] != after[name])
    return tuple(changed_value(f"附件/{name}/内容", before[name], after[name]) for name in both)


#: What is stated, in mappings and lists; None where nothing is.
_Tree = Any
#: The steps to a value, and what it was and is.
_Difference = tuple[tuple[str, ...], str | None, str | None]


def _differences(old: _Tree, new: _Tree, steps: tuple[str, ...]) -> Iterator[_Difference]:
    if old == new:
        return
    if _is_empty_row(old) and new is None:
        yield steps, EMPTY_ROW, None
    elif old is None and _is_empty_row(new):
        yield steps, None, EMPTY_ROW
    elif isinstance(old, dict) or isinstance(new, dict):
        yield from _differences_of_keys(old or {}, new or {}, steps)
    elif isinstance(old, list) or isinstance(new, list):
        yield from _differences_of_lists(old or [], new or [], steps)
    else:
        yield steps, old, new


def _differences_of_keys(old: _Tree, new: _Tree, steps: tuple[str, ...]) -> Iterator[_Difference]:
    """Values by key; a key of the unit's own that came or went without a value is told by itself."""
    has_both = bool(old and new)
    for key in [*old, *(key for key in new if key not in old)]:
        path = (*steps, key.replace("/", "／"))
        was, now = old.get(key), new.get(key)
        if has_both and was is None and now is None:
            yield from _came_or_went(key in old, key in new, path)
        else:
            yield from _differences(was, now, path)


def _moved(old: _Tree, new: _Tree, steps: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The steps to mappings in which the keys of both stand in another order; declared ones always stand in theirs."""
    if isinstance(old, dict) and isinstance(new, dict):
        both = [key for key in old if key in new]
        if both != [key for key in new if key in old]:
            yield steps
        for key in both:
            yield from _moved(old[key], new[key], (*steps, key.replace("/", "／")))
    elif isinstance(old, list) and isinstance(new, list):
        for at, place in _pairs(old, new):
            if at is not None and place is not None:
                yield from _moved(old[at], new[place], (*steps, f"第{place + 1}条"))


def _came_or_went(was_there: bool, is_there: bool, path: tuple[str, ...]) -> Iterator[_Difference]:
    if was_there != is_there:
        yield path, EMPTY_ROW if was_there else None, EMPTY_ROW if is_there else None


def _is_empty_row(tree: _Tree) -> bool:
    """Whether it has keys, none of them with a value."""
    return isinstance(tree, dict) and bool(tree) and not any(_states(value) for value in tree.values())


def _states(tree: _Tree) -> bool:
    """Whether anything is stated."""
    parts = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else None
    return tree is not None if parts is None else any(map(_states, parts))


def _differences_of_lists(old: list[_Tree], new: list[_Tree], steps: tuple[str, ...]) -> Iterator[_Difference]:
    """Rows by their place now, those that are gone by the place that they had, each with its name."""
    for at, place in _pairs(old, new):
        was, now = None if at is None else old[at], None if place is None else new[place]
        name = _name_of(was if was is not None else now)
        row = f"原第{at + 1}条" if place is None and at is not None else f"第{(place or 0) + 1}条"
        path = (*steps, f"{row}（{name}）" if name else row)
        if was is None and now is None:
            yield from _came_or_went(at is not None, place is not None, path)
        else:
            yield from _differences(was, now, path)


def _pairs(old: list[_Tree], new: list[_Tree]) -> Iterator[tuple[int | None, int | None]]:
    """Which row was which: the places of both that are not the same, None where there is no other."""
    blocks = SequenceMatcher(None, [*map(repr, old)], [*map(repr, new)], autojunk=False).get_opcodes()
    for kind, start, end, first, last in blocks:
        if kind == "equal":
            continue
        was, now = list(range(start, end)), list(range(first, last))
        if len(was) != len(now):
            named = {_name_of(old[at]): at for at in reversed(was) if _name_of(old[at])}
            known = {place: at for place in now if (at := named.pop(_name_of(new[place]), None)) is not None}
            yield from ((at, place) for place, at in known.items())
            was = [at for at in was if at not in known.values()]
            now = [place for place in now if place not in known]
        yield from zip_longest(was, now)


#: How a row of a list is called: a project, an indicator, an attachment, a chapter, a grade.
_NAMES: Final = ("名称", "三级指标", "项目", "标题", "等级", "指标")


def _name_of(row: _Tree) -> str:
    """The name of a row; "" where it has none."""
    names = (row[key] for key in _NAMES if isinstance(row.get(key), str)) if isinstance(row, dict) else iter(())
    return next(names, "").replace("/", "／")


def _changed(item: str, was: str | None, now: str | None) -> Iterator[ChangedValue]:
    if was is None or now is None:
        yield changed_value(item, was, now)
    else:
        yield from (changed_value(item, *passage) for passage in passages(was, now))


def changed_value(item: str, before: str | None, after: str | None) -> ChangedValue:
    """Built from values that are right already: a name of the unit's own may be any text."""
    return ChangedValue.model_construct(item=item, before=before, after=after)


def passages(before: str, after: str) -> tuple[Passage, ...]:
    """What differs between two texts, each with the words around it; short texts whole. No two sides read alike."""
    if len(before) <= WHOLE and len(after) <= WHOLE:
        return (Passage(*told_apart(before, after)),)
    old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    if len(old) > _MOST or len(new) > _MOST:
        return (_around(before, after, 0, len(before), 0, len(after)),)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    at_old, at_new = _starts(old), _starts(new)
    return tuple(
        _around(before, after, at_old[i], at_old[j], at_new[k], at_new[m])
        for kind, i, j, k, m in blocks
        if kind != "equal"
    )


def _starts(sentences: list[str]) -> list[int]:
    found = [0]
    for sentence in sentences:
        found.append(found[-1] + len(sentence))
    return found


def _around(before: str, after: str, old: int, old_end: int, new: int, new_end: int) -> Passage:
    """The passages from ``old`` and ``new`` on, without what both begin and end with but for a few characters."""
    while old < old_end and new < new_end and before[old] == after[new]:
        old, new = old + 1, new + 1
    while old < old_end and new < new_end and before[old_end - 1] == after[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
    return Passage(*told_apart(_excerpt(before, old, old_end), _excerpt(after, new, new_end)))


def _excerpt(text: str, start: int, end: int) -> str:
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    return (CUT if first else "") + text[first:last] + (CUT if last < len(text) else "")


#: Keys that may change after publication without a word: the unit's answers to the checks.
_FREE: Final = "校核说明"
#: Keys whose blanks may be filled in later.
_FILLABLE: Final = frozenset({"公开", "目录信息", "联系方式"})
#: The state and its reason speak for themselves.
_SPEAKING: Final = frozenset({"公开/状态", "公开/理由"})


def needs_explaining(value: ChangedValue) -> bool:
    """Whether a change of a published report must stand in 更正."""
    top = value.item.partition("/")[0]
    return top != _FREE and value.item not in _SPEAKING and not (top in _FILLABLE and value.before is None)
