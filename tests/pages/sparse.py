"""Reports with any mixture of published, missing and zero; what their pages say at their head."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from gongkai.derive.assessment import assess
from gongkai.model.amounts import Item
from gongkai.model.archive import Archive, Entry
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.pages.report.answer import lead
from gongkai.pages.report.headline import cards

YEAR, UNIT = 2021, "danwei"
REPORT: dict[str, Any] = {"标题": "部门整体支出绩效报告", "公开": {"状态": "已公开"}}
GRADES = [{"等级": g, "下限": Decimal(f)} for g, f in (("优", 90), ("良", 80), ("中", 60), ("差", 0))]
_MONEY = st.integers(0, 40_000).map(lambda cents: Decimal(cents) / 100) | st.sampled_from([Decimal(0), Decimal(100)])
_ITEM = st.none() | _MONEY | st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("上年决算", "年初预算", "全年预算", "决算"), _MONEY)
)  # fmt: skip


def _line(*parts: str, more: Mapping[str, Any] | None = None, **nested: Any) -> st.SearchStrategy[Any]:
    """A line that may have columns and may have parts, each of which may have any."""
    kinds = dict.fromkeys(parts, _ITEM) | nested
    columns = dict.fromkeys(("上年决算", "年初预算", "全年预算", "决算"), _MONEY)
    return _ITEM | st.fixed_dictionaries(
        {}, optional={**columns, "其中": st.fixed_dictionaries({}, optional=kinds), **(more or {})}
    )


_PROJECTS = st.lists(st.builds(lambda n, v: {"名称": f"项目{n}", "决算": v}, st.integers(1, 9), _MONEY), max_size=3)
_FINANCE = {
    **dict.fromkeys(("收入总计", "支出总计", "本年支出合计", "上缴上级支出", "结余分配", "年末结转和结余"), _ITEM),
    "基本支出": _line("工资福利支出", "商品和服务支出", "资本性支出"),
    "项目支出": _line("一般公共服务支出", "教育支出", more={"项目": _PROJECTS}),
}
_THREE_PUBLIC = _line(
    "因公出国（境）费", "公务接待费", 公务用车购置及运行维护费=_line("公务用车购置费", "公务用车运行维护费")
)
_FUNDS = st.builds(lambda item: {"资金": {"年度资金总额": item}}, _ITEM)
_SCORES = st.fixed_dictionaries({}, optional={"自评得分": _MONEY, "自评等级": st.sampled_from(["优", "“良”"])})
SPARSE = st.fixed_dictionaries(
    {},
    optional={
        "收支": st.fixed_dictionaries({}, optional=_FINANCE),
        "人员经费": _ITEM,
        "公用经费": _line("办公费", "差旅费"),
        "三公经费": _THREE_PUBLIC,
        "自评表": _FUNDS,
        "绩效": _SCORES,
    },
)


def lines_of(report: Report) -> dict[str, Item]:
    """The lines that the head of a page speaks of, by their names there."""
    finance = report.finance
    return {
        "本年支出合计": finance.expenditure, "支出总计": finance.total_expenditure,
        "年度资金总额": report.self_evaluation.funds.annual_funds, "基本支出": finance.basic_expenditure,
        "项目支出": finance.project_expenditure,
        "人员经费": report.personnel_funds, "公用经费": report.operating_funds, "“三公”经费": report.three_public,
        "年末结转和结余": finance.closing_balance,
    }  # fmt: skip


def deep(item: Item) -> list[Decimal]:
    """Every 决算 of the parts of a line, however deep."""
    return [value for _, part in item.children() for value in [*deep(part), part.actual] if value is not None]


def heads(report: Report, before: Report | None) -> tuple[str, tuple[str, ...], list[Any]]:
    entries = {(UNIT, YEAR): Entry.of(UNIT, YEAR, "x.yml", "0", report)}
    if before is not None:
        entries[UNIT, YEAR - 1] = Entry.of(UNIT, YEAR - 1, "y.yml", "0", before)
    rules = YearRules.model_validate({"提纲": "湖南2016", "等级": GRADES})
    archive = Archive({UNIT: Unit(name="局")}, {YEAR - 1: rules, YEAR: rules}, entries)
    assessment = assess(archive, entries[UNIT, YEAR], report)
    made = cards(report, assessment)
    words = "".join(phrase.text for phrase in lead(report, assessment))
    return words, tuple(f"{card.label} {card.value} {card.note}" for card in made), list(made)
