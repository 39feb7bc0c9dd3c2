"""What changed between two published versions, value by value, as 更正 and 变更 name it.

``gongkai correct`` writes what is found here and the guard compares with it, so it must always be found alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from enum import Enum
from typing import Any, Final, NamedTuple

from .correction import ChangedValue
from .paths import leaves
from .problem import KeyPath
from .record import Record
from .text import UNSEEN

#: The records of changes themselves, which are not among the changes.
RECORDS: Final = frozenset({"更正", "变更"})
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
    """Every value that is not written as it was, in the order of the form; 161.80 and 161.8 are not the same."""
    old, new = (dict(_written_leaves(record)) for record in (before, after))
    paths = [*old, *(path for path in new if path not in old)]
    differing = [(path, old.get(path), new.get(path)) for path in paths if old.get(path) != new.get(path)]
    names = _names_of_rows(new) | _names_of_rows(old) if differing else {}
    return tuple(found for path, was, now in differing for found in _changed(item_of(path, names), was, now))


def changed_files(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[ChangedValue, ...]:
    """Attachments that kept their name but not their content: name → SHA-256."""
    both = (name for name in before if name in after and before[name] != after[name])
    return tuple(_value(f"附件/{name}/内容", before[name], after[name]) for name in both)


def item_of(path: KeyPath, names: Mapping[KeyPath, str] | None = None) -> str:
    """三公经费/其中/公务接待费/决算, 问题/第2条, 自评表/指标/第4条（支付进度）/得分: a row is called by its name."""
    steps = [f"第{key + 1}条" if isinstance(key, int) else key for key in path]
    for at, step in enumerate(steps) if names else ():
        if names and isinstance(path[at], int) and (name := names.get(path[: at + 1])):
            steps[at] = f"{step}（{name}）"
    return "/".join(steps)


#: How a row of a list is called: a project, an indicator, an attachment, a chapter, a grade.
_NAMES: Final = frozenset({"名称", "三级指标", "项目", "标题", "等级", "指标"})


def _names_of_rows(stated: Mapping[KeyPath, str]) -> dict[KeyPath, str]:
    rows = ((path, text) for path, text in stated.items() if path[-1] in _NAMES and len(path) > 1)
    return {path[:-1]: text.replace("/", "／") for path, text in rows if isinstance(path[-2], int)}


def written(value: Any) -> str | None:
    """A value as it is published, digit by digit; None where nothing is stated."""
    if value is None or value == "":
        return None
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value.value if isinstance(value, Enum) else value)


def _written_leaves(record: Record) -> Iterator[tuple[KeyPath, str]]:
    for path, value in leaves(record.model_dump(by_alias=True)):
        if path[0] not in RECORDS and (text := written(value)) is not None:
            yield path, text


def _changed(item: str, was: str | None, now: str | None) -> Iterator[ChangedValue]:
    if was is None or now is None:
        yield _value(item, was, now)
    else:
        yield from (_value(item, *passage) for passage in passages(was, now))


def _value(item: str, before: str | None, after: str | None) -> ChangedValue:
    """Built from values that are right already: a name of the unit's own may be any text."""
    return ChangedValue.model_construct(item=item, before=before, after=after)


def passages(before: str, after: str) -> tuple[Passage, ...]:
    """What differs between two texts, each with the words around it; short texts whole. No two sides read alike."""
    if len(before) <= WHOLE and len(after) <= WHOLE:
        return (_readable(before, after),)
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
    return _readable(_excerpt(before, old, old_end), _excerpt(after, new, new_end))


def _excerpt(text: str, start: int, end: int) -> str:
    first, last = max(start - AROUND, 0), min(end + AROUND, len(text))
    return (CUT if first else "") + text[first:last] + (CUT if last < len(text) else "")


def _readable(before: str, after: str) -> Passage:
    """Both on one line; what nobody could see is made visible where it is all that differs."""
    old, new = (UNSEEN.sub(lambda found: f"〔U+{ord(found[0]):04X}〕", text) for text in (before, after))
    if " ".join(old.split()) == " ".join(new.split()):
        old, new = (text.replace("\u3000", "□").replace(" ", "␣").replace("\t", "⇥") for text in (old, new))
    return Passage(old.strip().replace("\n", "↵"), new.strip().replace("\n", "↵"))


class Piece(NamedTuple):
    """Words of a text beside another: both have them, or one alone (``is_own``)."""

    words: str
    is_own: bool


#: A number with its points and commas is not taken apart: 3.20 and 3.02 are two figures.
_WORD: Final = re.compile(r"-?[0-9][0-9.,]*%?|[A-Za-z]+|.", re.DOTALL)
_LONGEST: Final = 2000


def differing_words(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts, taken apart where they differ."""
    if len(before) > _LONGEST or len(after) > _LONGEST:
        return (Piece(before, True),), (Piece(after, True),)
    old, new = _WORD.findall(before), _WORD.findall(after)
    one: list[Piece] = []
    other: list[Piece] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        one += [Piece("".join(old[i:j]), kind != "equal")] if i < j else []
        other += [Piece("".join(new[k:m]), kind != "equal")] if k < m else []
    return tuple(one), tuple(other)


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
