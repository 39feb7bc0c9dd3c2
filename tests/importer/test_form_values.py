"""What is typed into the project's own form: counts are whole, and measures of one cell are as many entries."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Final

import pytest

from gongkai.importer.form_values import values_of_form
from gongkai.model.paths import leaves

#: How clerks number the lines of a cell, and whether the number is a part of the words.
NUMBERS: Final = (
    (("1、", "2、", "3、"), False),
    (("1.", "2.", "3."), False),
    (("（1）", "（2）", "（3）"), False),
    (("一、", "二、", "三、"), False),
    (("（一）", "（二）", "（三）"), False),
    (("一是", "二是", "三是"), True),
)
WORDS: Final = ("细化预算编制。", "加强项目调度，每月通报：第四季度加快。", "完善指标。")
LISTS: Final = ("问题", "改进措施")


@pytest.mark.parametrize(("key", "way", "count"), tuple(product(LISTS, NUMBERS, (2, 3))))
def test_numbered_lines_of_a_cell_are_entries(key: str, way: tuple[tuple[str, ...], bool], count: int) -> None:
    numbers, stays = way
    cell = "\n".join(f"{number}{words}" for number, words in zip(numbers, WORDS, strict=True) if words in WORDS[:count])
    wanted = [f"{number}{words}" if stays else words for number, words in zip(numbers, WORDS, strict=True)][:count]
    assert values_of_form({key: [cell, "另一条。"]}) == dict(leaves({key: [*wanted, "另一条。"]}))


@pytest.mark.parametrize(
    "cell",
    [
        "细化预算编制。\n加强调度。",
        "加强调度：\n1、每月通报。\n2、每季小结。",
        "2、加强调度。\n3、完善指标。",
        "1、加强调度。\n每月通报。\n2、完善指标。",
        "1、加强调度。\n（2）完善指标。",
        "2024年完成12处。\n2025年完成15处。",
    ],
)
def test_any_other_cell_stays_one_entry(cell: str) -> None:
    assert values_of_form({"改进措施": [cell]}) == {("改进措施", 0): cell}


def test_only_lists_of_the_page_are_parted() -> None:
    text = "1、细化预算。\n2、加强调度。"
    assert values_of_form({"引言": text, "概况": {"基本情况": text}}) == {
        ("引言",): text,
        ("概况", "基本情况"): text,
    }


_PEOPLE: Final = "编制数 在职人员 年末实有 离退休 离休 退休 协议离岗 临聘 遗属 内设机构 所属单位数"
_OF_THREE_PUBLIC: Final = "公务用车保有量 公务用车购置数 国内公务接待批次 国内公务接待人次"
COUNTS: Final = (
    *(("人员", name) for name in _PEOPLE.split()),
    *(("三公经费", "数量", name) for name in _OF_THREE_PUBLIC.split()),
)


@pytest.mark.parametrize("path", COUNTS)
def test_a_count_that_a_cell_shows_with_decimals_is_whole(path: tuple[str, ...]) -> None:
    form: object = Decimal("52.00")
    for key in reversed(path):
        form = {key: form}
    assert isinstance(form, dict)
    assert str(values_of_form(form)[path]) == "52"


@pytest.mark.parametrize(("key", "way"), tuple(product(LISTS, NUMBERS)))
@pytest.mark.parametrize("count", [1, 2, 3])
def test_entries_that_were_numbered_by_hand_lose_the_numbers_that_count(
    key: str, way: tuple[tuple[str, ...], bool], count: int
) -> None:
    numbers, stays = way
    typed = tuple(f"{number}{words}" for number, words in zip(numbers, WORDS[:count], strict=False))
    wanted = typed if stays else WORDS[:count]
    assert values_of_form({key: typed}) == dict(leaves({key: wanted}))
    assert values_of_form({key: ("另一条。", *typed)}) == dict(leaves({key: ("另一条。", *wanted)}))


@pytest.mark.parametrize("typed", [("2、加强调度。",), ("1、加强调度。", "3、完善指标。"), ("1、甲。", "（2）乙。")])
def test_numbers_that_do_not_count_stay(typed: tuple[str, ...]) -> None:
    assert values_of_form({"问题": typed}) == dict(leaves({"问题": typed}))


@pytest.mark.parametrize("top", ["自评表", "项目自评"])
@pytest.mark.parametrize(("measure", "shown"), [("%", "90%"), ("％", "90%"), ("‰", "0.9‰"), ("亩", "3200亩")])
def test_the_measure_of_an_indicator_stands_once(top: str, measure: str, shown: str) -> None:
    number = shown.rstrip("%‰亩")
    one = {"三级指标": "甲", "年度指标值": shown, "实际完成值": number, "计量单位": measure}
    form = {"指标": (one, one | {"计量单位": "次"})}
    found = values_of_form({top: form if top == "自评表" else (form,)})
    said = [value for path, value in found.items() if path[-1] in {"年度指标值", "实际完成值"}]
    assert said == [number, number, shown, number]


def test_amounts_scores_and_broken_counts_keep_their_digits() -> None:
    amount, score, count = Decimal("52.00"), Decimal("92.50"), Decimal("52.50")
    form = {"公用经费": {"决算": amount}, "绩效": {"自评得分": score}, "人员": {"编制数": count}}
    assert [str(value) for value in values_of_form(form).values()] == ["52.00", "92.50", "52.50"]
