"""A file → what it is and whose, and then what can be taken from it, or why nothing can."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from ..model.amounts import COLUMN_LABELS
from ..model.disclosure import PublishedMeasure, State
from ..model.kind import EVALUATION, FINAL_ACCOUNTS
from ..model.problem import KeyPath
from ..model.unit import Unit
from .document import Grid, Paragraph, SourceDocument, UnreadableError
from .finding import Known, find_all, find_identity
from .form_values import values_of_form
from .forms.tables import wrong_kind
from .found import Found, FoundFigure
from .identity import kind_of_document, units_named
from .table_owners import units_of_tables
from .years import year_in_name


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file that was looked at.

    Attributes:
        name: as it was given, with the folders above it.
        document: what it says; None where it could not be read, or is the project's own form.
        founds: what was found in it before its year and unit were known.
        units: the units that it may be of.
        years: those that it says it is of; the name of its file is asked only where it does not say.
        fault: why nothing is taken from it, in one Chinese sentence; "" where something is.
        of_tables: the registered units that its tables give as their own.
        is_accounts: it is nothing but the tables of a 决算, and declined for that alone.
    """

    name: str
    document: SourceDocument | None = None
    founds: tuple[Found, ...] = ()
    units: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    fault: str = ""
    of_tables: tuple[str, ...] = ()
    is_accounts: bool = False

    @property
    def kind(self) -> str:
        """Word, PDF, 网页 …"""
        return self.document.kind if self.document else _FORM

    @property
    def year(self) -> int | None:
        """The one year that it says it is of."""
        return self.years[0] if len(self.years) == 1 else None

    @property
    def notes(self) -> tuple[str, ...]:
        """What could not be read of it."""
        return self.document.notes if self.document else ()

    @property
    def stated_units(self) -> tuple[str, ...]:
        """What the document calls its unit."""
        return tuple(dict.fromkeys(found.unit for found in self.founds if found.unit))

    @property
    def measure(self) -> str:
        """In what the amounts of the project's own form stand; those of documents were made 万元."""
        return next((found.more[_MEASURE] for found in self.founds if _MEASURE in found.more), WANYUAN)

    def found_with(self, known: Known) -> tuple[Found, ...]:
        """What is found in it now that its year and unit are known; () where that is nothing but a cover."""
        founds = find_all(self.document, known) if self.document else self.founds
        return founds if any(map(_says_anything, founds)) else ()


def take(name: str, read: Callable[[], SourceDocument], units: Mapping[str, Unit]) -> TakenFile:
    """Look at one file.

    Args:
        name: of the file.
        read: reads it, or says why it cannot.
        units: the register, to know whose it is.
    """
    try:
        document = read()
    except UnreadableError as error:
        return TakenFile(name, fault=str(error))
    founds = find_identity(document)
    of_tables = units_of_tables(document, units)
    named = units_named(document, founds, units, of_tables)
    stated = tuple(dict.fromkeys(found.year for found in founds if found.year is not None))
    of_name = tuple(filter(None, [year_in_name(name)]))
    years = of_name if len(stated) > 1 and of_name and of_name[0] in stated else stated or of_name
    kind = kind_of_document(document, founds)
    is_accounts = kind is FINAL_ACCOUNTS and not any(map(_is_sentence, document.blocks))
    annex = _ANNEX if is_accounts else ""
    fault = _OTHER_KIND.format(kind=kind.name, annex=annex) if kind is not EVALUATION else wrong_kind(document)
    return TakenFile(name, document, founds, named, years, fault, of_tables, is_accounts)


def with_accounts(
    taken: Iterable[TakenFile], unit_id: str | None = None, year: int | None = None
) -> tuple[TakenFile, ...]:
    """The files, the tables of a 决算 as annexes of the one report of their unit and year that is given with them.

    Args:
        taken: files that were named one by one.
        unit_id: of which all are said to be.
        year: of which all are said to be.
    """
    taken = tuple(taken)
    reports = [file for file in taken if not file.fault]
    return tuple(
        replace(file, fault="")
        if file.is_accounts and any(_is_beside(file, report, unit_id, year) for report in reports)
        else file
        for file in taken
    )


def _is_beside(file: TakenFile, report: TakenFile, unit_id: str | None, year: int | None) -> bool:
    is_same = unit_id is not None or (len(file.units) == 1 and file.units == report.units)
    own = (file.year or year, report.year or year)
    return is_same and own[0] is not None and own[0] == own[1]


def _is_sentence(block: Paragraph | Grid) -> bool:
    return isinstance(block, Paragraph) and "。" in block.text and not block.text.startswith("注")


def called_otherwise(file: TakenFile, unit_id: str, units: Mapping[str, Unit]) -> str:
    """The unit that the name of a file gives, where it is not ``unit_id`` and the file itself names nobody; or ""."""
    if file.document is None or unit_id in (*file.units, *file.of_tables):
        return ""
    document = replace(file.document, name=file.name.rpartition("/")[2], blocks=())
    other = units_named(document, (), units)
    return other[0] if len(other) == 1 and other[0] != unit_id and not file.stated_units else ""


def form_taken(
    name: str,
    form: Mapping[str, Any],
    units: Mapping[str, Unit],
    year: int | None,
    unit_id: str,
    totals: Iterable[FoundFigure] = (),
) -> TakenFile:
    """The project's own form, made for a unit and a year: what stands there is what the data file says.

    ``totals`` are the lines that it only works out, for the columns in which no cell to fill in says them.
    """
    more = values_of_form(form)
    shown = tuple(one for one in totals if not {(*one.path, one.column), _alone(one)} & more.keys())
    found = Found(shown, more=more, year=year)
    named = (unit_id,) if unit_id in units else units_named(SourceDocument(name, _FORM, ()), (found,), units)
    return TakenFile(name, None, (found,), named, tuple(filter(None, [year or year_in_name(name)])))


def _alone(figure: FoundFigure) -> KeyPath:
    """Where a line has 决算 that has nothing else."""
    return figure.path if figure.column == _ACTUAL else (*figure.path, figure.column)


def _says_anything(found: Found) -> bool:
    """Whether there is more than a title and last year's figures: an empty form has those too."""
    paths = (*(text.path for text in found.texts), *found.more)
    is_decided = found.more.get(("公开", "状态"), State.DRAFT) != State.DRAFT  # 依法不公开, 撤下: there is no more
    return (
        is_decided
        or any(figure.is_table or figure.column != _PRIOR for figure in found.figures)
        or any(path[0] not in _OF_THE_COVER and path[-1] != _PRIOR for path in paths)
    )


WANYUAN: Final = PublishedMeasure.WANYUAN.value
_MEASURE: Final = ("原文金额单位",)
_FORM: Final = "本站的 Excel 表"
_PRIOR: Final = COLUMN_LABELS["prior_actual"]
_ACTUAL: Final = COLUMN_LABELS["actual"]
_OF_THE_COVER: Final = frozenset({"标题", "文种", "公开", "目录信息", "封面", "联系方式"})
_ANNEX: Final = "它是报告的附表的，文件名写上年度和单位，和报告的文件一起写在命令里再导入；"
_OTHER_KIND: Final = (
    "这是{kind}，不是绩效评价、自评报告，没有录入。怎么改：换成本年度的绩效自评报告；{annex}"
    "这一份就是的，文件名写成“年度＋单位＋部门整体支出绩效自评报告”再导入"
)
