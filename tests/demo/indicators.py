"""The rows of the 自评表: targets of all kinds, most reached, some not, each with its points."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import Any, Final

from tests.demo.columns import Columns
from tests.demo.narrative import Writer
from tests.demo.words import Theme, theme_of
from tests.demo.yaml_writer import Figure, money

#: Points of each 一级指标; 预算执行率 has the other 10.
POINTS: Final = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}
_JOBS: Final = frozenset({"交通", "农业", "文旅", "旅游", "共青团"})
_SAVINGS: Final = frozenset({"财政", "市场", "知识产权"})
_GREEN: Final = frozenset({"交通", "农业", "街道", "市容"})
_BENEFIT: Final = re.compile(r"(.+?)((?:有所|得到|更加|稳步|保持|取得|逐步|不断).+)")
_PARTLY: Final = "改善已经开始，还没有稳定下来，下一年度继续"


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator; ``earned`` is the share of its points in ‰ where it was not reached."""

    dimension: str
    criterion: str
    name: str
    sign: str
    target: str
    achieved: str
    measure: str = ""
    cause: str = ""
    earned: int | None = None


def rows_of(theme_name: str, words: Writer, operating: Columns, chance: random.Random) -> list[Row]:
    """The indicators of one report, by dimension."""
    theme = theme_of(theme_name)
    budget, actual = money(operating["全年预算"]), money(operating["决算"])
    return [
        *_quantities(words, chance), *_quality(theme, words, chance), _timely(words, chance),
        Row("产出指标", "成本指标", "公用经费支出", "≤", budget, actual, "万元"),
        *_benefits(theme_name, theme, words, chance), *_satisfaction(theme, words, chance),
    ]  # fmt: skip


def _quantities(words: Writer, chance: random.Random) -> list[Row]:
    number = chance.randint(2, 3 if words.length == 0 else 5)
    missed = [done for done in words.done if done.is_missed]
    others = [done for done in words.done if not done.is_missed]
    chosen = missed + chance.sample(others, min(max(number - len(missed), 1), len(others)))
    return [
        Row(
            "产出指标", "数量指标", d.task.indicator, "=" if d.target == d.number and d.number < 20 else "≥",
            str(d.target), str(d.number), d.task.measure, words.causes.get(d.task.name, ""),
        )
        for d in words.done if d in chosen
    ]  # fmt: skip


def _quality(theme: Theme, words: Writer, chance: random.Random) -> list[Row]:
    rows = []
    for name, target in theme.quality[: chance.randint(1, 2)]:
        slip = chance.randint(0, 5) == 0 and target < 100
        achieved = target - chance.randint(1, 3) if slip else target + chance.randint(0, min(3, 100 - target))
        cause = chance.choice(theme.details["偏差"]) if slip else ""
        rows.append(
            Row("产出指标", "质量指标", name, "=" if target == 100 else "≥", f"{target}", f"{achieved}", "%", cause)
        )
    return rows


def _timely(words: Writer, chance: random.Random) -> Row:
    done = chance.choice(words.done)
    if chance.randint(0, 1):
        day = f"12月{chance.randint(5, 28)}日完成"
        return Row("产出指标", "时效指标", f"{done.task.name}完成时间", "定性", "12月底前", day)
    return Row("产出指标", "时效指标", f"{done.task.name}按期完成率", "≥", "95", str(chance.randint(95, 100)), "%")


def _benefits(name: str, theme: Theme, words: Writer, chance: random.Random) -> list[Row]:
    rows = []
    if name in _JOBS:
        target = chance.randint(4, 18) * 10
        rows.append(_at_least("经济效益指标", "带动就业人数", target, target + chance.randint(0, 14), "人"))
    if name in _SAVINGS:
        target = chance.randint(6, 30) * 10
        rows.append(_at_least("经济效益指标", "减少企业和单位支出", target, target + chance.randint(0, 40), "万元"))
    for benefit in theme.benefits[: chance.randint(1, 2)]:
        label, aim = aim_of(benefit)
        partly = chance.randint(0, 4) < 2
        found = "部分达成预期指标" if partly else "达成预期指标"
        cause, earned = (_PARTLY, chance.choice((600, 700, 800))) if partly else ("", None)
        rows.append(Row("效益指标", "社会效益指标", label, "定性", aim, found, "", cause, earned))
    if name in _GREEN:
        target = chance.randint(6, 40)
        rows.append(_at_least("生态效益指标", "改善环境的点位数", target, target + chance.randint(0, 5), "处"))
    if chance.randint(0, 2):
        rules = str(chance.randint(1, 4))
        topic = chance.choice(words.done).task.name
        rows.append(Row("效益指标", "可持续影响指标", f"{topic}管理制度", "=", rules, rules, "项"))
    return rows


def aim_of(benefit: str) -> tuple[str, str]:
    """What is to become better, and how."""
    match = _BENEFIT.fullmatch(benefit)
    return (match[1], match[2]) if match else (benefit, "有所改善")


def _at_least(criterion: str, name: str, target: int, achieved: int, measure: str) -> Row:
    return Row("效益指标", criterion, name, "≥", str(target), str(achieved), measure)


def _satisfaction(theme: Theme, words: Writer, chance: random.Random) -> list[Row]:
    achieved = chance.randint(87, 97)
    cause = f"{theme.people}的意见集中在告知和等候时间上" if achieved < 90 else ""
    kind = "服务对象满意度指标"
    rows = [Row("满意度指标", kind, f"{theme.people}满意度", "≥", "90", str(achieved), "%", cause)]
    if chance.randint(0, 3) == 0:
        rows.append(Row("满意度指标", kind, "工作人员满意度", "≥", "85", str(chance.randint(85, 95)), "%"))
    return rows


def scored(rows: list[Row]) -> tuple[list[dict[str, Any]], int]:
    """The rows as data, with weights that add up to 90, and their points in hundredths."""
    documents, total = [], 0
    for dimension, points in POINTS.items():
        mine = [row for row in rows if row.dimension == dimension]
        for at, row in enumerate(mine):
            weight = points // len(mine) + (at < points % len(mine))
            earned = _earned(row, weight)
            total += earned
            documents.append(document_of(row, weight, earned))
    return documents, total


def _earned(row: Row, weight: int) -> int:
    """Points in hundredths: all where reached, else the share done."""
    if row.earned is not None:
        return weight * row.earned // 10
    if row.sign not in {"≥", "="} or not row.cause:
        return weight * 100
    target, achieved = int(row.target), int(row.achieved)
    return min(weight * 100, (weight * 100 * achieved * 2 // target + 1) // 2)


def document_of(row: Row, weight: int, earned: int) -> dict[str, Any]:
    """One row in the data format; what a row has not is left out."""
    told: dict[str, Any] = {"一级指标": row.dimension, "二级指标": row.criterion, "三级指标": row.name}
    if row.sign:
        told["计算符号"] = row.sign
    told |= {"年度指标值": _value(row.target), "实际完成值": _value(row.achieved)}
    if row.measure:
        told["计量单位"] = row.measure
    return told | {"分值": weight, "得分": money(earned)} | ({"偏差原因": f"{row.cause}。"} if row.cause else {})


def _value(text: str) -> str:
    return Figure(text) if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else text
