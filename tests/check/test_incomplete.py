"""A report that adds up is accused of nothing, whatever of it is not published: null is not nought."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.check.test_properties import check

from gongkai.model.finding import Outcome
from gongkai.model.problem import KeyPath

AMOUNTS = st.decimals(min_value=0, max_value=10**4, places=2)
COLUMNS = ("上年决算", "年初预算", "全年预算", "决算")
#: What a report may show of money that is not 财政拨款; the tables of 财政拨款 can be read with one of them alone.
SIGNS = (("收支", "本年收入合计", "其中", "其他收入"), ("收支", "本年收入合计", "其中", "一般公共预算财政拨款收入"))


@st.composite
def books(draw: st.DrawFn, *, other_basic: bool) -> dict[str, Any]:
    """One column of the books of a unit that add up, as bare numbers; 基本支出 partly of other funds or not."""
    wages, goods, subsidies, capital, project, opening, more, other = draw(st.tuples(*[AMOUNTS] * 8))
    beside = min(more, other) if other_basic else Decimal(0)
    basic = wages + goods + subsidies + capital + beside
    spent = basic + project
    general = max(spent - opening, Decimal(0))
    income = general + other
    closing = income + opening - spent
    total = income + opening
    return {
        "收支": {
            "收入总计": total,
            "支出总计": total,
            "本年收入合计": {"": income, "其中": {"一般公共预算财政拨款收入": general, "其他收入": other}},
            "年初结转和结余": opening,
            "年末结转和结余": closing,
            "使用非财政拨款结余": Decimal(0),
            "结余分配": Decimal(0),
            "本年支出合计": spent,
            "基本支出": {
                "": basic,
                "其中": {
                    "工资福利支出": wages,
                    "商品和服务支出": goods,
                    "对个人和家庭的补助": subsidies,
                    "资本性支出": capital,
                },
            },
            "项目支出": {"": project, "其中": {"农林水支出": project}},
        },
        "人员经费": wages + subsidies,
        "公用经费": goods + capital,
    }


def leaves(value: Any, path: KeyPath = ()) -> list[tuple[KeyPath, Decimal]]:
    if not isinstance(value, dict):
        return [(path, value)]
    return [leaf for key, part in value.items() for leaf in leaves(part, (*path, key) if key else path)]


def published(columns: dict[str, dict[str, Any]], dropped: set[tuple[str, KeyPath]]) -> dict[str, Any]:
    """The data of a report with several columns, without what is dropped."""
    made: dict[str, Any] = {}
    for column, stated in columns.items():
        for path, value in leaves(stated):
            if (column, path) not in dropped:
                place = made
                for key in path:
                    place = place.setdefault(str(key), {})
                place[column] = value
    return made


def accused(stated: dict[str, Any]) -> list[str]:
    failing = [f for f in check(**stated) if f.outcome is Outcome.FAILS]
    return [f"{f.code} {f.message}" for f in failing if f.code not in {"D42", "D46"}]


@settings(max_examples=60)
@given(data=st.data(), one=books(other_basic=False), two=books(other_basic=False), column=st.sampled_from(COLUMNS[:3]))
def test_what_is_not_published_accuses_nobody(
    data: st.DataObject, one: dict[str, Any], two: dict[str, Any], column: str
) -> None:
    columns = {"决算": one, column: two}
    known = [(name, path) for name, stated in columns.items() for path, _ in leaves(stated)]
    dropped = data.draw(st.sets(st.sampled_from(known), max_size=len(known)))
    assert accused(published(columns, dropped)) == []


@settings(max_examples=60)
@given(data=st.data(), stated=books(other_basic=True), sign=st.sampled_from(SIGNS))
def test_nor_does_it_where_tables_of_two_scopes_stand_side_by_side(
    data: st.DataObject, stated: dict[str, Any], sign: KeyPath
) -> None:
    kept = {sign, ("收支", "本年收入合计")}
    known = [("决算", path) for path, _ in leaves(stated) if path not in kept]
    dropped = data.draw(st.sets(st.sampled_from(known), max_size=len(known)))
    assert accused(published({"决算": stated}, dropped)) == []
