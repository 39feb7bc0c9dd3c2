"""What a bureau may call a line beside its own names (data/名称.yml): words that a sentence can hold as that, alone."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..model.form import Line
from ..model.line_names import known_names, lines_called
from .gaps import is_filling
from .words import read_words

_SHORTEST: Final = 2
_LONGEST: Final = 30
_CHARACTERS: Final = re.compile("[\u4e00-\u9fffA-Za-z]")
#: What is written between names instead of the comma.
_BETWEEN: Final = frozenset("，、；;")
#: Words that change nothing about a figure, so that a name may hold them.
_HARMLESS: Final = frozenset({"name", "plan", "cause"})


class NameFault(NamedTuple):
    """Why a name cannot be used, and what to do.

    Attributes:
        fact, cure: in words.
        right: what it could be instead; "" where there is nothing near.
        is_needless: it is right, and known without being written.
    """

    fact: str
    cure: str
    right: str = ""
    is_needless: bool = False


def find_name_fault(name: str, lines: tuple[Line, ...]) -> NameFault | None:
    """What is wrong with ``name`` as another name of ``lines``; None where sentences can hold it."""
    return _wrong_writing(name, lines) or _other_meaning(name, lines) or _other_words(name, lines)


def _wrong_writing(name: str, lines: tuple[Line, ...]) -> NameFault | None:
    """Too short, too long, or with characters that no name of the line has."""
    known = "".join(known_name for line in lines for known_name in line.names)
    strange = [c for c in name if not _CHARACTERS.match(c) and c not in known]
    if strange and not _BETWEEN.isdisjoint(strange):
        parts = re.split(f"[{''.join(_BETWEEN)}]+", name)
        cure, right = "几个名称用英文逗号隔开，逗号后面空一格", ", ".join(_if_right(part, lines) for part in parts)
        return NameFault(f"“{name}”里有“{strange[0]}”", cure, right if all(right.split(", ")) else "")
    if strange:
        sign, right = (
            "空格" if strange[0].isspace() else f"“{strange[0]}”",
            "".join(c for c in name if c not in strange),
        )
        return NameFault(f"“{name}”里有{sign}", "名称只写汉字，不写数字、空格和标点", _if_right(right, lines))
    if len(name) < _SHORTEST:
        return NameFault(f"“{name}”只有一个字，句子里到处都是", f"写两个字以上、{_LONGEST} 个字以内的名称")
    if len(name) > _LONGEST:
        return NameFault(f"“{name[:_LONGEST]}……”有 {len(name)} 个字", f"写 {_LONGEST} 个字以内的名称，不写整句话")
    return None


def _if_right(name: str, lines: tuple[Line, ...]) -> str:
    return "" if find_name_fault(name, lines) else name


def _other_meaning(name: str, lines: tuple[Line, ...]) -> NameFault | None:
    """Already the name of a line, alone or with words around it that change nothing: 基本支出合计."""
    found = lines_called(name) or _read_as(name)
    if found == lines:
        return NameFault(f"“{name}”不写也认得", "删掉这个名称", is_needless=True)
    if found and found[0].label == name:
        return NameFault(f"“{name}”是表上的另一项", "换一个只用来说这一项的名称，或者删掉它")
    if found:
        labels = "、".join(f"“{line.label}”" for line in found)
        return NameFault(f"“{name}”已经是{labels}的名称", "换一个只用来说这一项的名称，或者删掉它")
    return None


def _read_as(name: str) -> tuple[Line, ...]:
    words, at = list(read_words(name)), 0
    for word in words:
        if word.kind != "name" or not is_filling(name[at : word.start]):
            return ()
        at = word.end
    return known_names()[words[-1].match.group()] if words and is_filling(name[at:]) else ()


def _other_words(name: str, lines: tuple[Line, ...]) -> NameFault | None:
    """Words by which a sentence says something else: 预算, 上年, 增加, 支出."""
    if is_filling(name):
        return NameFault(f"“{name}”哪一项都能说", "写只用来说这一项的名称")
    own = "".join(f"{known}\n" for line in lines for known in (line.label, *line.names))
    words = (word for word in read_words(name) if word.kind not in _HARMLESS)
    found = next((word for word in words if word.match.group() not in own), None)
    if found is None:
        return None
    other = found.match.group()
    inside = f"“{name}”里的" if other != name else ""
    right = _if_right(name.replace(other, ""), lines) if found.kind == "column" else ""
    return NameFault(f"{inside}“{other}”在句子里有自己的意思", f"写不带“{other}”的名称", right)
