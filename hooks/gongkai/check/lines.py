"""The lines of the form that checks look at, each named by its keys in the data file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Final

from ..model.amounts import COLUMNS, Item
from ..model.finance import BasicParts, IncomeParts
from ..model.problem import KeyPath
from ..model.record import Record, key_of
from ..model.report import Report

#: Column → the word printed on the forms.
COLUMN_LABELS: Final = {name: key_of(Item, name) for name in COLUMNS}


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of one report: its label, its keys in the file and its amounts."""

    label: str
    path: KeyPath
    item: Item

    def value(self, column: str = "actual") -> Decimal | None:
        """The stated amount in ``column``, 万元."""
        value: Decimal | None = getattr(self.item, column)
        return value

    def path_of(self, column: str) -> KeyPath:
        """The keys of one amount; those of the line itself for 决算, which may be written as a bare number."""
        return self.path if column == "actual" else (*self.path, COLUMN_LABELS[column])

    def parts(self) -> tuple[Figure, ...]:
        """The published parts of this line (其中)."""
        return tuple(Figure(label, (*self.path, "其中", label), item) for label, item in self.item.children())


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the form, in any report."""

    label: str
    path: KeyPath
    find: Callable[[Report], Item]

    def of(self, report: Report) -> Figure:
        """This line in ``report``."""
        return Figure(self.label, self.path, self.find(report))


def line(*keys: str, label: str = "") -> Line:
    """The line under ``keys``, the Chinese keys from the top of the file.

    Raises:
        KeyError: no model has such a key; found when the module is imported.
    """
    record: type[Record] = Report
    names = []
    for key in keys:
        name = {declared.alias: name for name, declared in record.model_fields.items()}[key]
        record = record.model_fields[name].annotation  # type: ignore[assignment]
        names.append(name)
    return Line(label or keys[-1], keys, attrgetter(".".join(names)))


def in_column(column: str) -> str:
    """How messages name a column: nothing for 决算, （年初预算） otherwise."""
    return "" if column == "actual" else f"（{COLUMN_LABELS[column]}）"


TOTAL_INCOME: Final = line("收支", "收入总计")
TOTAL_EXPENDITURE: Final = line("收支", "支出总计")
INCOME: Final = line("收支", "本年收入合计")
USED_BALANCE: Final = line("收支", "使用非财政拨款结余")
OPENING_BALANCE: Final = line("收支", "年初结转和结余")
EXPENDITURE: Final = line("收支", "本年支出合计")
BASIC: Final = line("收支", "基本支出")
PROJECT: Final = line("收支", "项目支出")
REMITTED: Final = line("收支", "上缴上级支出")
BUSINESS: Final = line("收支", "经营支出")
AFFILIATED: Final = line("收支", "对附属单位补助支出")
DISTRIBUTED: Final = line("收支", "结余分配")
CLOSING_BALANCE: Final = line("收支", "年末结转和结余")
PERSONNEL: Final = line("人员经费")
OPERATING: Final = line("公用经费")
OFFICE_RUNNING: Final = line("机关运行经费")
THREE_PUBLIC: Final = line("三公经费", label="“三公”经费")
OVERSEAS: Final = line("三公经费", "其中", "因公出国（境）费")
VEHICLES: Final = line("三公经费", "其中", "公务用车购置及运行维护费")
VEHICLE_PURCHASE: Final = line("三公经费", "其中", "公务用车购置及运行维护费", "其中", "公务用车购置费")
VEHICLE_RUNNING: Final = line("三公经费", "其中", "公务用车购置及运行维护费", "其中", "公务用车运行维护费")
RECEPTIONS: Final = line("三公经费", "其中", "公务接待费")
PROCUREMENT: Final = line("政府采购")
FUNDS: Final = line("自评表", "资金", "年度资金总额")


def _labels(parts: type[Record]) -> tuple[str, ...]:
    return tuple(declared.alias or name for name, declared in parts.model_fields.items())


#: The sources of 本年收入合计, in the order of the form.
SOURCES: Final = {label: line("收支", "本年收入合计", "其中", label) for label in _labels(IncomeParts)}
#: The economic classes of 基本支出, in the order of the form.
ECONOMIC: Final = {label: line("收支", "基本支出", "其中", label) for label in _labels(BasicParts)}
WAGES: Final = ECONOMIC["工资福利支出"]
GOODS_AND_SERVICES: Final = ECONOMIC["商品和服务支出"]
SUBSIDIES: Final = ECONOMIC["对个人和家庭的补助"]
CAPITAL: Final = ECONOMIC["资本性支出"]

#: The figures that readers compare from year to year.
MAIN_LINES: Final = (
    TOTAL_INCOME, TOTAL_EXPENDITURE, BASIC, PROJECT, PERSONNEL, OPERATING, THREE_PUBLIC, PROCUREMENT,
)  # fmt: skip


def figures_of(report: Report) -> Iterator[Figure]:
    """Every published line of the report with its parts, down to the last; projects under their names."""
    for line_ in _TOP_LINES:
        yield from _with_parts(line_.of(report))
    for position, project in enumerate(report.finance.project_expenditure.projects):
        yield Figure(project.name, ("收支", "项目支出", "项目", position), project)


def _with_parts(figure: Figure) -> Iterator[Figure]:
    if figure.item.is_given:
        yield figure
        for part in figure.parts():
            yield from _with_parts(part)


_TOP_LINES: Final = (
    TOTAL_INCOME, TOTAL_EXPENDITURE, INCOME, USED_BALANCE, OPENING_BALANCE, EXPENDITURE, BASIC, PROJECT, REMITTED,
    BUSINESS, AFFILIATED, DISTRIBUTED, CLOSING_BALANCE, PERSONNEL, OPERATING, OFFICE_RUNNING, THREE_PUBLIC, PROCUREMENT,
)  # fmt: skip
