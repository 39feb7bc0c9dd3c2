"""What readers come to ask: answered from the home page on a phone, in three clicks and two screens, script or not.

What is clicked on the way stands within two screens too. With -s the answers are printed as a table.

Clicks are the words that a reader sees and takes; answers are worked out from the demo's data, never from a page.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

import pytest
import yaml
from playwright.sync_api import Browser, Page
from tests.conftest import DEMO

#: A phone, in CSS pixels.
WIDTH, HEIGHT = 390, 844
MOST_CLICKS, MOST_SCREENS = 3, 2


def data(name: str) -> Any:
    """A file of the demo, its figures as they are written."""
    return yaml.load((DEMO / "data" / f"{name}.yml").read_text(encoding="utf-8"), yaml.BaseLoader)


def spending(year: int, unit: str, column: str = "决算") -> Decimal:
    """本年支出合计, in 万元."""
    return Decimal(data(f"{year}/yanshi-{unit}")["收支"]["本年支出合计"][column])


def compared(year: int, unit: str, column: str) -> tuple[Decimal, Decimal]:
    """What was spent against another column: the amount in 万元, and in %."""
    base = spending(year, unit, column)
    difference = spending(year, unit) - base
    return difference, (100 * difference / base).quantize(Decimal("0.1"), ROUND_HALF_UP)


def evaluation(year: int, unit: str) -> tuple[str, str]:
    """自评得分 and 自评等级."""
    stated = data(f"{year}/yanshi-{unit}")["绩效"]
    return stated["自评得分"], stated["自评等级"]


def spent(year: int, unit: str) -> str:
    """全年支出 2,468.98 万元."""
    return f"全年支出 {spending(year, unit):,.2f} 万元"


def over_budget(year: int, unit: str) -> str:
    """比年初预算多 54.40 万元，超出 3.1%."""
    amount, percent = compared(year, unit, "年初预算")
    assert amount > 0
    return f"比年初预算多 {amount:,.2f} 万元，超出 {percent}%"


def more_than_last_year(year: int, unit: str) -> str:
    """比上年增加 92.77 万元，增长 5.0%."""
    amount, percent = compared(year, unit, "上年决算")
    assert amount > 0
    return f"比上年增加 {amount:,.2f} 万元，增长 {percent}%"


def score(year: int, unit: str) -> str:
    """自评 97.62 分，等级优."""
    points, grade = evaluation(year, unit)
    return f"自评 {points} 分，等级{grade}"


def points_lost(year: int, unit: str) -> str:
    """财政资金使用效益扣掉 4.00 · …, the most first."""
    form = data(f"{year}/yanshi-{unit}")["自评表"]
    rows = {"预算执行率": form["资金"]} | {one["三级指标"]: one for one in form["指标"]}
    lost = {name: Decimal(one["分值"]) - Decimal(one["得分"]) for name, one in rows.items()}
    assert sum(lost.values()) == 100 - Decimal(evaluation(year, unit)[0])
    most_first = sorted(((points, name) for name, points in lost.items() if points), reverse=True)
    return " · ".join(f"{name}扣掉 {points:.2f}" for points, name in most_first)


def does_not_add_up(year: int, unit: str) -> str:
    """The grade is another than the year's rules have for the score."""
    points, grade = evaluation(year, unit)
    due = next(g["等级"] for g in data(f"{year}/_year")["等级"] if Decimal(points) >= Decimal(g["下限"]))
    assert due != grade
    return f"自评得分 {points} 分，等级写的是“{grade}”，按本年度标准为“{due}”"


def corrections(year: int, unit: str) -> str:
    """发布后更正 2 次."""
    return f"发布后更正 {len(data(f'{year}/yanshi-{unit}')['更正'])} 次"


def late(year: int, unit: str) -> str:
    """逾期 13 日: past twenty days from 批复."""
    dates = data(f"{year}/yanshi-{unit}")["公开"]
    days = (date.fromisoformat(dates["发布日期"]) - date.fromisoformat(dates["批复日期"])).days
    return f"逾期 {days - 20} 日"


def most_over_budget(year: int) -> str:
    """区教育局本级 +2.5% 多 92.68 万元, of all that may be shown."""
    names = {unit.removeprefix("yanshi-"): said["简称"] for unit, said in data("units").items()}
    shown = [
        unit
        for unit in names
        if (DEMO / "data" / str(year) / f"yanshi-{unit}.yml").exists()
        and data(f"{year}/yanshi-{unit}")["公开"]["状态"] == "已公开"
    ]
    first = max(shown, key=lambda unit: compared(year, unit, "年初预算")[0] / spending(year, unit, "年初预算"))
    amount, percent = compared(year, first, "年初预算")
    return f"{names[first]} +{percent}% 多 {amount:,.2f} 万元"


def three_public(unit: str, years: range) -> str:
    """区财政局 14.70 14.50 …, the newest year first."""
    figures = [data(f"{year}/yanshi-{unit}")["三公经费"]["决算"] for year in reversed(years)]
    return " ".join([data("units")[f"yanshi-{unit}"]["简称"], *figures])


class Question(NamedTuple):
    """What is asked, the words that are clicked one after another, the answer or its parts."""

    asked: str
    clicks: tuple[str, ...]
    answers: tuple[str, ...]


def questions() -> Iterator[Question]:
    """The ten, the first of them also for a unit that the home page's picture has no room for."""
    finance, year = ("区财政局",), 2023
    yield Question("区财政局花了多少", finance, (spent(year, "caizheng"),))
    yield Question("区财政局超预算没有", finance, (over_budget(year, "caizheng"),))
    yield Question("区财政局比上年多吗", finance, (more_than_last_year(year, "caizheng"),))
    yield Question("区财政局得了多少分", finance, (score(year, "caizheng"),))
    yield Question("区财政局为什么扣分", finance, (points_lost(year, "caizheng"),))
    yield Question("区民政局本级哪里对不上", ("区民政局本级",), (does_not_add_up(year, "minzheng-benji"),))
    transport = ("2021", "区交通局")
    yield Question("区交通局2021年的更正过吗", transport, (corrections(2021, "jiaotong"),))
    yield Question("区交通局2021年的迟了吗", transport, (late(2021, "jiaotong"),))
    yield Question("2022年谁超预算最多", ("2022", "超出年初预算最多"), (most_over_budget(2022),))
    compared_units = tuple(three_public(unit, range(2019, 2024)) for unit in ("caizheng", "weijian", "jiaotong"))
    yield Question("三个单位五年的三公经费", ("按类别", "政府部门（9 个）", "“三公”经费历年"), compared_units)
    first_school = ("单位名录", data("units")["yanshi-diyi-zhongxue"]["名称"])
    yield Question("区一中花了多少", first_school, (spent(year, "diyi-zhongxue"),))


#: The lower edge of the first of the smallest things that hold these words and are wholly in view, sideways too; in
#: pixels from the top of the window; null where there is none. Of a row of a table the last cell counts.
_BOTTOM = """words => {
  const plain = text => text.replace(/\\s/g, ""), holds = one => plain(one.textContent).includes(plain(words));
  const inner = one => [...one.children].filter(holds);
  const smallest = one => inner(one).length ? inner(one).flatMap(smallest) : [one];
  const boxes = [...document.querySelectorAll("main")].filter(holds).flatMap(smallest)
    .map(one => one.matches("tr") ? one.lastElementChild : one)
    .filter(one => one.checkVisibility({ visibilityProperty: true }))
    .map(one => one.getBoundingClientRect())
    .filter(box => box.height > 0 && box.top >= 0 && box.left >= 0 && box.right <= innerWidth);
  return boxes.length ? Math.min(...boxes.map(box => box.bottom)) : null;
}"""
#: The first visible link, choice or summary that says just these words.
_WAY = """words => [...document.querySelectorAll("main a, main label, main summary")].find(
  one => one.innerText?.trim() === words && one.checkVisibility({ visibilityProperty: true })
)"""


def take(page: Page, words: str) -> float:
    """Click what says these words; how many screens down it stood."""
    way = page.evaluate_handle(_WAY, words).as_element()
    assert way, f"nothing says {words} on {page.url}"
    box = way.bounding_box()
    assert box
    way.click(force=True)  # as a finger does: a choice lies over its own words
    page.wait_for_load_state("load")
    return (box["y"] + box["height"]) / HEIGHT


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_ten_questions_are_answered_from_the_home_page_of_a_phone(browser: Browser, address: str, script: bool) -> None:
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, java_script_enabled=script, reduced_motion="reduce"
    )
    page = context.new_page()
    sys.stdout.write("| 问 | 从首页点（在第几屏） | 次 | 答案在第几屏 | 答案 |\n|---|---|---|---|---|\n")
    unanswered: list[tuple[str, str, float | None, str]] = []
    taken: tuple[str, ...] = ()
    ways: list[float] = []
    for asked, clicks, answers in questions():
        if clicks != taken:
            page.goto(address)
            taken, ways = clicks, [take(page, words) for words in clicks]
        bottoms = [page.evaluate(_BOTTOM, answer) for answer in answers]
        screens = max(bottoms) / HEIGHT if None not in bottoms else None
        said = "；".join(answers)
        seen = "看不见" if screens is None else f"{screens:.2f} 屏"
        way = " → ".join(f"{words}（{down:.2f} 屏）" for words, down in zip(clicks, ways, strict=True))
        sys.stdout.write(f"| {asked} | {way} | {len(clicks)} | {seen} | {said} |\n")
        if len(clicks) > MOST_CLICKS or screens is None or max(screens, *ways) > MOST_SCREENS:
            unanswered.append((asked, page.url, screens, said))
    context.close()
    assert unanswered == []
