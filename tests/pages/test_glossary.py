"""Every official term is explained once, from a source that is confirmed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.model.amounts import COLUMNS, Item
from gongkai.model.finance import BasicParts, Finance, ThreePublic
from gongkai.model.form import MAIN_LINES
from gongkai.model.record import Record, key_of
from gongkai.pages.glossary import GROUPS, find_term

TERMS = [term for _, terms in GROUPS for term in terms]
#: Laws and forms that are confirmed; nothing else is cited.
SOURCES = {
    "预算法第十四条", "预算法第五十七条", "预算法第七十五条", "预算法实施条例第六条",
    "地方预决算公开操作规程（财预〔2016〕143号）",
    "部门整体支出绩效自评表", "部门决算收支总体表", "本站的说明",
}  # fmt: skip
#: Lines of the forms that say themselves what they are.
CLEAR = {
    "上缴上级支出", "经营支出", "对附属单位补助支出", "结余分配", "使用非财政拨款结余", "其他支出",
    "债务利息及费用支出",
    "追加预算", "预算调整", "说明", "预算调整说明", "功能分类", "债务还本支出", "对企业补助", "对企业补助（基本建设）",
}  # fmt: skip


def test_ids_and_names_are_used_once() -> None:
    assert len(TERMS) >= 40
    assert len({term.id for term in TERMS}) == len(TERMS)
    names = [name for term in TERMS for name in (term.name, *term.others)]
    assert len(set(names)) == len(names)


def test_sources_are_confirmed_ones() -> None:
    assert {term.source for term in TERMS} == SOURCES


def test_meanings_are_one_plain_sentence() -> None:
    for term in TERMS:
        assert 5 <= len(term.meaning) <= 45, term.name
        assert "。" not in term.meaning


@pytest.mark.parametrize("record", [Finance, BasicParts], ids=lambda record: record.__name__)
def test_every_line_of_the_forms_is_explained_or_clear(record: type[Record]) -> None:
    labels = {key_of(record, name) for name in record.model_fields}
    assert {label for label in labels if find_term(label) is None} <= CLEAR


def kinds() -> ThreePublic:
    """“三公”经费 with every kind given."""
    names = ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")
    return ThreePublic.model_validate({"其中": {name: Decimal(1) for name in names}})


def test_figures_columns_and_kinds_are_explained() -> None:
    labels = [figure.label for figure in MAIN_LINES] + [key_of(Item, name) for name in COLUMNS]
    labels += [label for label, _ in kinds().children()]
