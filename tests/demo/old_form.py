"""The 指标表 in use up to 2021: 投入, 过程, 产出及效率, with rates that the figures themselves prove."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any, Final

from tests.demo.columns import Columns
from tests.demo.district import DemoUnit
from tests.demo.figures import YearFigures
from tests.demo.indicators import Row, aim_of, document_of
from tests.demo.narrative import Writer
from tests.demo.yaml_writer import Figure

#: Units that published the table, and the years in which they did.
USERS: Final = ("yanshi-caizheng", "yanshi-jiaotong", "yanshi-weijian", "yanshi-shichang", "yanshi-jiedao")
YEARS: Final = (2020, 2021)
#: 指标表 of the years' rules, as the clerks of the finance bureau would register it.
RULES: Final = (
    {"指标": "在职人员控制率", "分值": 5, "方向": "不超过", "满分线": 100, "每": 1, "扣分": Figure("0.5")},
    {"指标": "“三公经费”变动率", "分值": 8, "方向": "不超过", "满分线": 0, "每": 1, "扣分": Figure("0.8")},
    {"指标": "预算控制率", "分值": 5, "分段": [
        {"至": 0, "得分": 5}, {"至": 10, "得分": 4}, {"至": 20, "得分": 3}, {"至": 30, "得分": 2},
        {"至": None, "得分": 0},
    ]},
)  # fmt: skip
#: What is judged, not counted: 二级指标, 三级指标, points.
_JUDGED: Final = (
    ("预算执行", "支付进度", 8), ("预算管理", "管理制度健全性", 8), ("预算管理", "资金使用合规性", 10),
    ("预算管理", "预决算信息公开性", 10), ("预算管理", "政府采购执行", 10), ("资产管理", "资产管理安全性", 10),
)  # fmt: skip
_LAPSES: Final = (
    "一季度支出偏慢，主要付款集中在下半年", "两项制度修订以后没有及时印发到所属站所", "一笔会议费附件不全，已经补齐",
    "一张附表比其余的晚公开三天", "一个采购项目流标一次，合同推迟到次年签订", "两批设备年底才补录进台账",
)  # fmt: skip


def old_rows(
    unit: DemoUnit, words: Writer, figures: YearFigures, three: tuple[int, int], whole: Columns, chance: random.Random
) -> tuple[list[dict[str, Any]], int]:
    """The rows, 100 points in all, and the points earned in hundredths.

    ``three``: 年初预算 of 三公经费 this year and last; ``whole``: 支出总计.
    """
    staff, posts = figures.counts["在职人员"], figures.counts["编制数"]
    change = Decimal(three[0] - three[1]) / three[1] * 100
    added = Decimal(whole["全年预算"] - whole["年初预算"]) / whole["年初预算"] * 100
    rows: list[tuple[Row, int, int]] = [
        (_rate("投入", "预算配置", "在职人员控制率", Decimal(staff * 100) / posts, "100"), 5, 500),
        (_rate("投入", "预算配置", "“三公经费”变动率", change, "0"), 8, _stepped(change)),
        (_rate("过程", "预算执行", "预算控制率", added, "0"), 5, 500 if added <= 0 else 400 if added <= 10 else 300),
    ]
    short = chance.randrange(len(_JUDGED))
    for at, (criterion, name, weight) in enumerate(_JUDGED):
        missed = at == short
        found = "基本健全，有一处待完善" if missed else "符合要求"
        row = Row("过程", criterion, name, "", "符合规定", found, "", _LAPSES[at] if missed else "")
        rows.append((row, weight, weight * 100 - (150 if missed else 0)))
    rows += _results(words, chance)
    return [document_of(*row) for row in rows], sum(earned for _, _, earned in rows)


def _results(words: Writer, chance: random.Random) -> list[tuple[Row, int, int]]:
    done = next(d for d in words.done if not d.is_missed)
    people = words.people()
    task = done.task
    told = Row("产出及效率", "职责履行", task.indicator, "≥", str(done.target), str(done.number), task.measure)
    label, aim = aim_of(words.benefit())
    effect = Row("产出及效率", "履职效益", label, "", aim, "达成预期指标")
    liked = Row("产出及效率", "履职效益", f"{people}满意度", "≥", "90", str(chance.randint(90, 97)), "%")
    return [(told, 8, 800), (effect, 10, 1000), (liked, 8, 800)]


def _rate(dimension: str, criterion: str, name: str, value: Decimal, bound: str) -> Row:
    return Row(dimension, criterion, name, "≤", bound, f"{value:.2f}", "%")


def _stepped(change: Decimal) -> int:
    """8 points, 0.8 less for every started point above zero, in hundredths."""
    steps = 0 if change <= 0 else int(-(-change // 1))
    return max(0, 800 - 80 * steps)
