"""Tables of counts and of the 自评表: people, assets, goals, indicators."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..model.evaluation import Goal, Indicator
from ..model.record import Record, measure_of
from .format import NULL, format_amount, format_exact
from .table import Column, Row, Table, number_cell, text_cell


def record_table(key: str, caption: str, record: Record) -> Table | None:
    """Field by field, each with its measure; None when nothing is published."""
    rows = tuple(_record_rows(record))
    return Table(key, caption, "项目", (Column("数量"),), rows, "") if rows else None


def _record_rows(record: Record) -> Iterator[Row]:
    for name, declared in type(record).model_fields.items():
        measure, value = measure_of(declared), getattr(record, name)
        if isinstance(value, dict):
            yield from (_count_row(label, count, measure, 1) for label, count in value.items())
        elif value is not None:
            yield _count_row(declared.alias or name, value, measure, 0)


def _count_row(label: str, value: Decimal | int, measure: str, level: int) -> Row:
    text = format_amount(Decimal(value)) if measure == "万元" else format_exact(value)
    return Row(f"{label}（{measure}）" if measure else label, (number_cell(text),), level)


def goals_table(goals: tuple[Goal, ...]) -> Table | None:
    """年度总体目标: intended and achieved, side by side."""
    if not goals:
        return None
    columns = (Column("预期目标", numeric=False), Column("实际完成情况", numeric=False))
    rows = tuple(
        Row(f"目标{number}", (text_cell(goal.expected), text_cell(goal.achieved)))
        for number, goal in enumerate(goals, 1)
    )
    return Table("zongti-mubiao", "年度总体目标", "序号", columns, rows, "")


def indicators_table(indicators: tuple[Indicator, ...]) -> Table | None:
    """绩效指标: the columns of the 自评表, with the sum of weights and scores as stated rows have them."""
    if not indicators:
        return None
    columns = (
        Column("指标类别", numeric=False), Column("年度指标值", numeric=False), Column("实际完成值", numeric=False),
        Column("分值"), Column("得分"), Column("偏差原因及改进措施", numeric=False),
    )  # fmt: skip
    return Table("zhibiao", "绩效指标完成情况", "三级指标", columns, tuple(map(_indicator_row, indicators)), "单位：分")


def _indicator_row(row: Indicator) -> Row:
    kind = " · ".join(name for name in (row.dimension, row.criterion) if name)
    return Row(
        row.indicator,
        (
            text_cell(kind),
            text_cell(_with_measure((row.sign or "") + row.target, row.measure) if row.target else None),
            text_cell(_with_measure(row.achieved, row.measure) if row.achieved else None),
            number_cell(format_exact(row.weight)),
            number_cell(format_exact(row.score)),
            text_cell(row.deviation_note),
        ),
    )


def _with_measure(value: str, measure: str | None) -> str:
    """12 + 次 → 12次; nothing is added to words or where it stands already."""
    is_number = value.lstrip("≥≤=＞＜><").replace(".", "", 1).replace(",", "").isdigit()
    return value + measure if measure and is_number else value or NULL
