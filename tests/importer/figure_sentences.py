"""Figures of a report in sentences, in the ways that real reports say them, each with what it states."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from gongkai.model import form
from gongkai.model.amounts import COLUMN_LABELS
from gongkai.model.form import Line
from gongkai.model.problem import KeyPath
from gongkai.model.report import Report

#: (keys of the line, column) → value; in 万元 or the measure of the line.
Truth = dict[tuple[KeyPath, str], Decimal]
Said = tuple[str, Truth]
_THREE: Final = ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")


def sentences_about(name: str, report: Report, year: int, variant: int) -> Iterator[Said]:
    """The sentences that stand where an outline has the table or sentence called ``name``."""
    if name == "收支总体":
        yield from _totals(report, year, variant)
    elif name == "收支":
        yield from _flows(report, year)
    elif name in {"基本支出", "项目支出", "公用经费"}:
        line = form.line_at("公用经费") if name == "公用经费" else form.line_at("收支", name)
        yield from _line(line, report, year, variant)
    elif name == "三公经费":
        yield from _three_public(report, year, variant)
    elif name == "三公经费.数量":
        yield from _counts(report, year, variant)
    elif name == "人员":
        yield from _people(report, year, variant)
    elif name == "政府采购":
        yield from _procurement(report, year)
    elif name == "机关运行经费":
        yield from _line(form.line_at("机关运行经费"), report, year, variant)


def amount(value: Decimal, variant: int) -> str:
    """An amount in 万元 or, exactly the same, in 元."""
    return f"{value * 10000:,.0f}元" if variant % 3 == 2 else f"{value}万元"


def _value(line: Line, report: Report, column: str = "actual") -> Decimal | None:
    return line.value(report, column)


def _state(line: Line, report: Report, *columns: str) -> Truth:
    has = [(column, _value(line, report, column)) for column in columns]
    return {(line.path, COLUMN_LABELS[column]): value for column, value in has if value is not None}


def _totals(report: Report, year: int, variant: int) -> Iterator[Said]:
    income, spent = (_value(line, report) for line in (form.TOTAL_INCOME, form.TOTAL_EXPENDITURE))
    if income is None or spent is None:
        return
    truth = _state(form.TOTAL_INCOME, report, "actual") | _state(form.TOTAL_EXPENDITURE, report, "actual")
    if variant % 2 and income == spent:
        before = _value(form.TOTAL_INCOME, report, "prior_actual")
        yield f"{year}年收入支出总计{amount(income, variant)}{_than(income, before, variant)}。", truth
        return
    yield f"{year}年度收入总计{amount(income, variant)}，支出总计{amount(spent, variant)}。", truth


def _than(value: Decimal, before: Decimal | None, variant: int) -> str:
    """，与上年相比减少31.06万元，下降3.68%."""
    if before is None or value == before or not before:
        return ""
    gap = value - before
    rate = (abs(gap) / before * 100).quantize(Decimal("0.01"))
    did, went = ("增加", "增长") if gap > 0 else ("减少", "下降")
    return f"，{'与上年相比' if variant % 2 else '比上年'}{did}{amount(abs(gap), variant)}，{went}{rate}%"


def _flows(report: Report, year: int) -> Iterator[Said]:
    income, spent = (_value(line, report) for line in (form.INCOME, form.EXPENDITURE))
    if income is not None and spent is not None:
        truth = _state(form.INCOME, report, "actual") | _state(form.EXPENDITURE, report, "actual")
        kinds = [form.BASIC_EXPENDITURE, form.PROJECT_EXPENDITURE]
        parts = [(line.label, value) for line in kinds if (value := _value(line, report)) is not None]
        for line in kinds:
            truth |= _state(line, report, "actual")
        shares = (
            "；".join(f"{label}{value}万元，占{value / spent * 100:.2f}%" for label, value in parts) if spent else ""
        )
        yield f"{year}年本年收入合计{income}万元。本年支出合计{spent}万元，其中：{shares}。", truth
    left = _value(form.CLOSING_BALANCE, report)
    if left is not None:
        yield f"年末结转和结余{left}万元。", _state(form.CLOSING_BALANCE, report, "actual")


def _line(line: Line, report: Report, year: int, variant: int) -> Iterator[Said]:
    actual, budget = _value(line, report), _value(line, report, "initial_budget")
    if actual is None:
        return
    before = _value(line, report, "prior_actual")
    if variant % 2 and budget:
        done = f"{actual / budget * 100:.2f}"
        said = f"{year}年{line.label}年初预算为{amount(budget, variant)}，支出决算为{amount(actual, variant)}"
        yield (
            f"{said}，完成年初预算的{done}%{_than(actual, before, variant)}。",
            _state(line, report, "initial_budget", "actual"),
        )
    else:
        parts = [(part, _value(part, report)) for part in line.parts]
        truth, known = _state(line, report, "actual"), [(part, v) for part, v in parts if v is not None]
        for part, _ in known:
            truth |= _state(part, report, "actual")
        listed = "、".join(f"{part.label}{amount(value, variant)}" for part, value in known)
        of = f"，其中：{listed}" if listed else ""
        yield f"{year}年{line.label}{'决算' if variant % 4 == 0 else ''}支出{amount(actual, variant)}{of}。", truth


def _three_public(report: Report, year: int, variant: int) -> Iterator[Said]:
    whole = form.THREE_PUBLIC
    if _value(whole, report) is None:
        return
    yield from _line(whole, report, year, variant | 1)
    for line in whole.parts:
        yield from _line(line, report, year, variant | 1 if _value(line, report, "initial_budget") else variant)


def _counts(report: Report, year: int, variant: int) -> Iterator[Said]:
    counts = report.three_public.counts
    stated = counts.model_dump(by_alias=True, exclude_none=True)
    truth: Truth = {(("三公经费", "数量", key), ""): Decimal(value) for key, value in stated.items()}
    groups = "因公出国（境）团组{因公出国（境）团组}个、累计{因公出国（境）人次}人次"
    cars = "公务用车购置数{公务用车购置数}辆，公务用车保有量{公务用车保有量}辆"
    received = "国内公务接待{国内公务接待批次}批次、{国内公务接待人次}人次"
    if len(stated) == 6:
        parts = (groups, cars, received)
        joint = "。" if variant % 2 else "；"
        yield f"{year}年" + joint.join(parts).format_map(stated) + "。", truth


def _people(report: Report, year: int, variant: int) -> Iterator[Said]:
    people = report.people
    truth: Truth = {}
    if people.authorized_posts is None or people.serving_staff is None:
        return
    said = f"核定编制{people.authorized_posts}名，年末在职人员{people.serving_staff}人"
    truth[("人员", "编制数"), ""] = Decimal(people.authorized_posts)
    truth[("人员", "在职人员"), ""] = Decimal(people.serving_staff)
    if people.kinds and variant % 2 == 0:
        said += "，其中" + "、".join(f"{kind}{count}人" for kind, count in people.kinds.items())
        truth |= {(("人员", "其中", kind), ""): Decimal(count) for kind, count in people.kinds.items()}
    if people.retirees is not None:
        said += f"{'。' if variant % 2 == 0 else '，'}离退休人员{people.retirees}人"
        truth[("人员", "离退休"), ""] = Decimal(people.retirees)
    yield f"{said}。", truth


def _procurement(report: Report, year: int) -> Iterator[Said]:
    line = form.PROCUREMENT
    if (whole := _value(line, report)) is None:
        return
    truth = _state(line, report, "actual")
    parts = [(part, value) for part in line.parts if (value := _value(part, report)) is not None]
    for part, _ in parts:
        truth |= _state(part, report, "actual")
    listed = "、".join(f"政府采购{part.label}支出{value}万元" for part, value in parts)
    yield f"{year}年政府采购支出总额{whole}万元{'，其中：' if listed else ''}{listed}。", truth
    small = report.procurement.small_and_medium
    if small is not None:
        yield f"授予中小企业合同金额{small}万元。", {(("政府采购", "授予中小企业"), ""): small}
