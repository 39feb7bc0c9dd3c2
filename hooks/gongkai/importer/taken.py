"""A file → what can be taken from it, or why nothing can."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..model.kind import EVALUATION, DocumentKind
from ..model.paths import leaves
from ..model.unit import Unit
from .document import SourceDocument, UnreadableError
from .found import Found
from .identity import kind_of_document, units_named, year_in_name

#: Document → what is found in it.
Finder = Callable[[SourceDocument], Found]


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file that was looked at.

    Attributes:
        name: as it was given, with the folders above it.
        kind: Word, PDF, 网页 …; "" where it could not be read.
        founds: what was found in it.
        units: the units that it may be of.
        year: the year that it says it is of; None where it does not say.
        notes: what could not be read of it.
        fault: why nothing is taken from it, in one Chinese sentence; "" where something is.
    """

    name: str
    kind: str = ""
    founds: tuple[Found, ...] = ()
    units: tuple[str, ...] = ()
    year: int | None = None
    notes: tuple[str, ...] = ()
    fault: str = ""

    @property
    def stated_units(self) -> tuple[str, ...]:
        """What the document calls its unit."""
        return tuple(dict.fromkeys(found.unit for found in self.founds if found.unit))


def take(
    name: str, read: Callable[[], SourceDocument], finders: tuple[Finder, ...], units: Mapping[str, Unit]
) -> TakenFile:
    """Look at one file.

    Args:
        name: of the file.
        read: reads it, or says why it cannot.
        finders: of tables and of text.
        units: the register, to know whose it is.
    """
    try:
        document = read()
    except UnreadableError as error:
        return TakenFile(name, fault=str(error))
    founds = tuple(find(document) for find in finders)
    kind = kind_of_document(document, founds)
    named = units_named(document, founds, units)
    years = dict.fromkeys(found.year for found in founds if found.year is not None)
    year = next(iter(years), None) or year_in_name(name)
    if len(years) > 1:
        told = "、".join(str(year) for year in years)
        return TakenFile(name, document.kind, (), named, None, document.notes, f"里面写的年度不止一个（{told}）")
    if kind is not EVALUATION:
        return TakenFile(name, document.kind, (), named, year, document.notes, _other_kind(kind))
    fault = "" if any(map(_says_anything, founds)) else _NOTHING
    return TakenFile(name, document.kind, founds, named, year, document.notes, fault)


def _says_anything(found: Found) -> bool:
    """Whether there is more than a title: an empty form has one too."""
    return bool(found.figures or found.more or any(text.path[0] not in _OF_THE_COVER for text in found.texts))


def form_taken(name: str, form: Mapping[str, Any], units: Mapping[str, Unit], year: int | None) -> TakenFile:
    """The project's own form: what stands there is what the data file says."""
    found = Found(more=dict(leaves(dict(form))), year=year)
    named = units_named(SourceDocument(name, "Excel", ()), (found,), units)
    return TakenFile(name, "Excel", (found,), named, year or year_in_name(name))


_OF_THE_COVER: Final = frozenset({"标题", "文种", "公开", "目录信息", "封面", "联系方式"})
_NOTHING: Final = "里面没有可以录入的内容：是空表，或者是没有填过的样表"


def _other_kind(kind: DocumentKind) -> str:
    return (
        f"这是{kind.name}，不是绩效评价、自评报告，没有录入。怎么改：换成本年度的绩效自评报告；"
        "这一份就是的，文件名写成“年度＋单位＋部门整体支出绩效自评报告”再导入"
    )
