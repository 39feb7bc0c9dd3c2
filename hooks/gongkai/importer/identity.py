"""Whose document it is, of which year and of which kind, by what it says of itself and by the name of its file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, pairwise
from typing import Final

from ..model.kind import EVALUATION, FINAL_ACCOUNTS, DocumentKind, kind_of
from ..model.unit import Unit
from .document import Grid, Paragraph, SourceDocument
from .found import Found
from .plain_words import plain
from .table_titles import titles_of_grid

#: So many paragraphs at the beginning say whose document it is.
_FIRST: Final = 8
#: Who carries a project out, which 主管部门 need not.
_MADE_FOR: Final = re.compile("批复|下达|预算|通知|汇总|统计|安排")
_OFFICE: Final = re.compile("(?:项目)?实施单位")
#: A shorter name is no name: 局.
_SHORTEST: Final = 3
#: What may stand between two words of a name, and on paper does.
_BETWEEN: Final = re.compile(r"[_\-—·（）()《》“”\"]+")
#: A line of a cover, and what makes it a sentence.
_LONGEST_LINE: Final = 60
_SENTENCE: Final = re.compile("[。；]|根据|按照")
#: Behind the name of a unit: what it is, and not what it wants.
_IS: Final = "(?:是|为|系|属|内设|现有|下设|主要职责|位于|成立于|20[0-9]{2}年)"
_REGION_ENDS: Final = "省市州盟县区旗"
_REGION: Final = re.compile(f"[{_REGION_ENDS}]")
#: Words that may stand before a name that begins with 区 without being a part of it.
_BEFORE_NAMES: Final = "于和与及的为、件表"


def kind_of_document(document: SourceDocument, founds: Iterable[Found]) -> DocumentKind:
    """Of which kind a document is: an evaluation unless everything by which it could be told says otherwise."""
    said = [
        text.text for found in founds for text in found.texts if text.path in {("标题",), ("文种",)} and not text.doubt
    ]
    stem = document.name.rpartition("/")[2].rpartition(".")[0]
    titles = [title for block in document.blocks if isinstance(block, Grid) for title in titles_of_grid(block)]
    first = [block.text for block in document.blocks if isinstance(block, Paragraph)][:2]
    names = [*said, stem, *first, *titles]
    if any(kind_of((name, FINAL_ACCOUNTS.name)) is EVALUATION for name in names):
        return EVALUATION  # one of them says so
    return kind_of(names)


def _stated(founds: Iterable[Found], *keys: str) -> list[str]:
    """What documents certainly give for some keys."""
    texts = (text for found in founds for text in found.texts if not text.doubt)
    return [text.text for text in texts if text.path in {(key,) for key in keys}]


def units_named(
    document: SourceDocument, founds: Iterable[Found], units: Mapping[str, Unit], of_tables: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The units that a document may be of; more than one where it and the name of its file do not agree.

    Args:
        document: with the name of its file, and of the folders above it.
        founds: what was found in it.
        units: the register.
        of_tables: those that its tables give as their own; one that has a title is the title's.
    """
    founds = tuple(founds)
    names = {unit_id: tuple(_names(unit)) for unit_id, unit in units.items()}
    said, by_file = _units_said(founds, names), _units_of_file(document.name, names)
    if not _titles(founds):
        said = tuple(dict.fromkeys((*said, *of_tables)))
    if said and by_file:
        return tuple(unit_id for unit_id in said if unit_id in by_file) or (*said, *by_file)
    if known := said or by_file or _units_of_lines(document, names) or _units_of_tables(document, names):
        return known
    is_silent = not any(found.unit for found in founds)
    return _units_of_file(document.name, dict(_short_forms(units))) if is_silent else ()


def _units_said(founds: Iterable[Found], names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The unit that a document gives as its own, or that its title names."""
    founds = tuple(founds)
    stated = [_plain(found.unit) for found in founds if found.unit]
    if same := tuple(unit_id for unit_id, own in names.items() if any(name in stated for name in own)):
        return same
    return longest_named("|".join([*stated, *_titles(founds)]), names)


def _titles(founds: Iterable[Found]) -> list[str]:
    return [_plain(title) for title in _stated(founds, "标题")]


def _units_of_file(name: str, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """By the name of the file, or of the nearest folder that names any."""
    with_ids = {unit_id: (*own, _plain(unit_id)) for unit_id, own in names.items()}
    parts = (longest_named(_plain(part), with_ids) for part in reversed(name.split("/")))
    return next(filter(None, parts), ())


def _units_of_lines(document: SourceDocument, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """By a line at the beginning that is hardly more than a name, or a sentence that says what the unit is.

    Any other sentence may name another: 根据区财政局的要求.
    """
    first = [block.text for block in document.blocks if isinstance(block, Paragraph)][:_FIRST]
    lines = [_plain(line) for line in first if len(line) <= _LONGEST_LINE and not _SENTENCE.search(line)]
    if found := longest_named("|".join(lines), names):
        return found
    words = "|".join(map(_plain, first))
    own = {
        unit_id: tuple(n for n in own if re.search(rf"{re.escape(n)}{_IS}", words)) for unit_id, own in names.items()
    }
    return longest_named(words, own)


def _units_of_tables(document: SourceDocument, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """By the titles of tables that begin with a name, or by what forms of projects give as 实施单位.

    A table that another office made for the unit (某财政局预算批复表) is not that office's.
    """
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    titles = [_plain(title) for grid in grids for title in titles_of_grid(grid) if not _MADE_FOR.search(title)]
    begun = [name for own in names.values() for name in own if any(title.startswith(name) for title in titles)]
    return longest_named("|".join([*begun, *map(_plain, chain.from_iterable(map(_offices, grids)))]), names)


def _offices(grid: Grid) -> Iterator[str]:
    """The words beside 实施单位."""
    for row in grid.rows():
        cells = [cell.text for cell in row if cell.text.strip()]
        yield from (words for label, words in pairwise(cells) if _OFFICE.fullmatch(_plain(label)))


def says_other_unit(
    founds: Iterable[Found], unit_id: str, units: Mapping[str, Unit], of_tables: tuple[str, ...] = ()
) -> str:
    """The registered unit that a document gives as its own though it is said to be of ``unit_id``; "" for none.

    A document of which a table is the unit's may have tables of others beside.
    """
    founds = tuple(founds)
    if unit_id in of_tables and not _titles(founds):
        return ""
    said = _units_said(founds, {key: tuple(_names(unit)) for key, unit in units.items()})
    return "" if not said or unit_id in said else min(said)


def names_other_unit(
    document: SourceDocument, founds: Iterable[Found], unit_id: str, names: Mapping[str, tuple[str, ...]]
) -> str:
    """The unit that a document names as its own, and not ``unit_id``: it, its title, its file name or its first lines.

    Args:
        document: with the name of its file.
        founds: what was found in it.
        unit_id: of the unit that it is said to be of; where that is named too, no other is told.
        names: the :func:`spellings` of the names of every unit.
    """
    said = (_units_said(founds, names), _units_of_file(document.name, names), _units_of_lines(document, names))
    if any(unit_id in units for units in said):
        return ""
    return min(next(filter(None, said), ("",)))


def is_called(stated: str, unit: Unit) -> bool:
    """Whether ``stated`` is a name of the unit, or a part of one, or has one in it."""
    words = _plain(stated)
    return any(words in name or name in words for name in _names(unit))


def longest_named(words: str, names: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The units of which a name stands in ``words`` that is not merely a part of another's that stands there."""
    standing = {name: unit_id for unit_id, own in names.items() for name in own if _stands(name, words)}
    whole = [name for name in standing if not any(name != other and name in other for other in standing)]
    same = {unit_id for unit_id, own in names.items() if any(name in own for name in whole)}
    return tuple(sorted(same))


def _stands(name: str, words: str) -> bool:
    """Whether a name stands in ``words``; 区财政局 does not in 另一区财政局, which is elsewhere."""
    if name[0] not in _REGION_ENDS:
        return name in words
    return re.search(rf"(?<![\u4e00-\u9fff]){re.escape(name)}|[{_BEFORE_NAMES}]{re.escape(name)}", words) is not None


def _names(unit: Unit) -> Iterator[str]:
    """By what a unit is called, or was."""
    return spellings((unit.name, unit.short_name, *(former.name for former in unit.former_names)))


def spellings(names: Iterable[str | None]) -> Iterator[str]:
    """Names as they are looked for in documents, without those that are too short to be any."""
    for name in names:
        if name and len(_plain(name)) >= _SHORTEST:
            yield _plain(name)


def _short_forms(units: Mapping[str, Unit]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names without that of the region, by which files are often called: 财政局.

    What most names of the register begin with is the region; 城市 in 城市管理局 is none.
    """
    names = {unit_id: _plain(unit.name) for unit_id, unit in units.items()}
    ends = Counter(name[: found.end()] for name in names.values() for found in _REGION.finditer(name))
    shared = [region for region, count in ends.items() if count > 1 and count * 2 > len(names)]
    for unit_id, name in names.items():
        region = max((region for region in shared if name.startswith(region)), key=len, default="")
        if region and len(name) - len(region) >= _SHORTEST:
            yield unit_id, (name[len(region) :],)


def _plain(words: str) -> str:
    return _BETWEEN.sub("", plain(words))
