"""Entries of lists: the same project or indicator, told of in two places, gets one number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from ..model.problem import KeyPath
from .found import Found
from .plain_words import plain

#: List → what its entries are known by; the first group of keys of which any is stated decides.
_KNOWN_BY: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "项目": (("名称",),),
    "项目自评": (("项目",),),
    "功能分类": (("编码",), ("名称",)),
    "指标": (("一级指标", "二级指标", "三级指标"),),
    "其他章节": (("标题",),),
    "附件": (("文件",), ("名称",)),
}
#: What tells apart two rows of one code.
_BESIDE: Final = ("资金来源",)


class Numbering:
    """Numbers that hold for all that was found, in the order in which entries were first seen."""

    def __init__(self) -> None:
        self._known: dict[tuple[KeyPath, Hashable], int] = {}
        self._counts: Counter[KeyPath] = Counter()

    def renumbered(self, found: Found) -> Found:
        """``found`` with these numbers in place of its own; its entries are never thrown together with each other."""
        said = {text.path: text.text for text in found.texts} | found.more
        numbers: dict[KeyPath, int] = {}
        seen: Counter[tuple[KeyPath, Hashable]] = Counter()
        for entry in _entries(found):
            home = _moved(entry[:-1], numbers)
            known_by = _identity(entry, said)
            at = seen[home, known_by]
            seen[home, known_by] += 1
            key = (home, (known_by, at)) if known_by else (home, (object(),))
            if key not in self._known:
                self._known[key] = self._counts[home]
                self._counts[home] += 1
            numbers[entry] = self._known[key]
        return _renamed(found, lambda path: _moved(path, numbers))


def _entries(found: Found) -> Iterator[KeyPath]:
    """Every entry of every list, those above first and each list in its order."""
    paths = [*(f.path for f in found.figures), *(t.path for t in found.texts), *found.more]
    entries = {path[: at + 1] for path in paths for at, key in enumerate(path) if isinstance(key, int)}
    return iter(sorted(entries, key=lambda entry: (len(entry), *_ordered(entry))))


def _ordered(entry: KeyPath) -> Iterator[tuple[str, int]]:
    return (("", key) if isinstance(key, int) else (key, 0) for key in entry)


def _identity(entry: KeyPath, said: Mapping[KeyPath, Any]) -> tuple[Hashable, ...]:
    """What an entry is known by; () where nothing is said of it."""
    if entry in said:
        return (_compared(said[entry]),)
    beside = tuple(_compared(said.get((*entry, key), "")) for key in _BESIDE)
    for keys in _KNOWN_BY.get(str(entry[-2]), ()):
        named = tuple(_compared(said.get((*entry, key), "")) for key in keys)
        if any(named):
            return (*named, *beside)
    if str(entry[-2]) in _KNOWN_BY:
        return ()
    return tuple((path[len(entry) :], _compared(text)) for path, text in said.items() if path[: len(entry)] == entry)


def _compared(words: Any) -> str:
    return plain(str(words))


def _moved(path: KeyPath, numbers: Mapping[KeyPath, int]) -> KeyPath:
    return tuple(numbers.get(path[: at + 1], key) if isinstance(key, int) else key for at, key in enumerate(path))


def _renamed(found: Found, moved: Callable[[KeyPath], KeyPath]) -> Found:
    return replace(
        found,
        figures=tuple(replace(figure, path=moved(figure.path)) for figure in found.figures),
        texts=tuple(replace(text, path=moved(text.path)) for text in found.texts),
        more={moved(path): value for path, value in found.more.items()},
    )
