"""Archives for these tests: units with what they spent, in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from gongkai.model.archive import Archive, Entry
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules

YEAR: Final = 2021
_GRADES: Final = [{"等级": g, "下限": Decimal(f)} for g, f in (("优", 90), ("良", 80), ("中", 60), ("差", 0))]
#: Columns of what was spent, by their Chinese keys; None where the report has no total.
Columns = Mapping[str, Any]


def report(spent: Columns | None, state: str = "已公开", **more: Any) -> Report:
    """A report of what was spent."""
    finance = {} if spent is None else {"本年支出合计": dict(spent)}
    stated = {"标题": "报告", "公开": {"状态": state, **more.pop("公开", {})}, **more}
    return Report.model_validate({**stated, "收支": {**finance, **stated.pop("收支", {})}})


def archive(reports: Mapping[tuple[str, int], Report], units: Mapping[str, dict[str, Any]] | None = None) -> Archive:
    """Units with their reports of two years; those named in ``units`` alone have none."""
    named = dict.fromkeys([*(unit_id for unit_id, _ in reports), *(units or {})])
    register = {i: Unit.model_validate({"名称": f"{i}局", **(units or {}).get(i, {})}) for i in named}
    rules = YearRules.model_validate({"提纲": "湖南2016", "等级": _GRADES})
    entries = {key: Entry.of(*key, f"{key[1]}/{key[0]}.yml", "", found) for key, found in reports.items()}
    return Archive(register, {YEAR - 1: rules, YEAR: rules}, entries)


AMOUNT: Final = st.integers(0, 50_000_00).map(lambda cents: Decimal(cents) / 100) | st.just(Decimal(0))
_STATES: Final = st.sampled_from(("已公开", "已公开", "已公开", "核实中", "依法不公开", "撤下"))
_COLUMNS: Final = st.fixed_dictionaries({}, optional={"决算": AMOUNT, "年初预算": AMOUNT})
_MORE: Final = st.fixed_dictionaries(
    {}, optional={"绩效": st.fixed_dictionaries({"自评得分": st.integers(0, 100)}), "文种": st.just("绩效评价报告")}
)
_TOTALS: Final = st.fixed_dictionaries({}, optional={"支出总计": _COLUMNS})
_IDS: Final = tuple("abcdefgh")
_SHORT: Final = st.builds(
    lambda columns, state, more, totals: report(columns or None, state, 收支=totals, **more),
    _COLUMNS, _STATES, _MORE, _TOTALS,
)  # fmt: skip  # as many strategies as parameters
_PLACE: Final = st.fixed_dictionaries(
    {"范围": st.sampled_from(("部门", "部门", "本级", "单位"))},
    optional={"主管部门": st.sampled_from(_IDS), "类别": st.sampled_from(("政府部门", "事业单位"))},
)
#: Any mixture of what is published, missing and withheld, of units inside others and of years.
DISTRICTS: Final = st.builds(
    archive,
    st.dictionaries(st.tuples(st.sampled_from(_IDS), st.sampled_from((YEAR - 1, YEAR))), _SHORT, max_size=14),
    st.fixed_dictionaries({unit: _PLACE for unit in _IDS}),
)
