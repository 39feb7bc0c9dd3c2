"""A fictional report from figures and words, in the data format."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any, Final

from tests.demo import accounts, old_form
from tests.demo.columns import COLUMNS, Columns, add
from tests.demo.district import NEW_OUTLINE, DemoUnit
from tests.demo.figures import YearFigures
from tests.demo.indicators import rows_of, scored
from tests.demo.narrative import Writer
from tests.demo.yaml_writer import Figure, money

Document = dict[str, Any]
#: From this year 批复日期 is published.
APPROVALS: Final = 2019
#: Published more than twenty days after 批复 (预算法第十四条).
LATE: Final = ("yanshi-jiaotong", 2021)


def name_in(unit: DemoUnit, year: int) -> str:
    """The name that held in ``year``."""
    former = unit.register.get("曾用名", [])
    return next((f["名称"] for f in former if f["起"] <= year <= f["止"]), unit.name)


def report_of(unit: DemoUnit, year: int, figures: YearFigures, before: YearFigures | None) -> Document:
    """The report as data; ``before`` are the figures of the same unit a year earlier."""
    state = unit.state.get(year, {"状态": "已公开"})
    title = {"标题": f"{year}年度部门整体支出绩效自评报告", "文种": "部门整体支出绩效自评报告"}
    if state["状态"] == "依法不公开":
        return title | {"公开": state | {"发布日期": f"{year + 1}-08-{10 + unit.size % 15:02}"}}
    words = Writer(unit, name_in(unit, year), year, figures)
    chance = random.Random(f"tables-{unit.id}-{year}")
    document: Document = title | {
        "公开": state | _dates(unit, year), "引言": words.say("引言"), "概况": _profile(unit, figures, words),
        "人员": _people(unit, figures, words), "收支": accounts.finance(unit, figures, words),
        "人员经费": accounts.line(add(figures.lines[n] for n in ("工资福利支出", "对个人和家庭的补助"))),
        "公用经费": accounts.operating_funds(figures),
    }  # fmt: skip
    if unit.category != "事业单位":
        document["机关运行经费"] = accounts.line(accounts.operating(figures))
    if unit.three_public != "null":
        document["三公经费"] = accounts.three_public(unit, figures, words)
    document |= {
        "政府采购": accounts.procurement(figures, chance), "国有资产": accounts.assets(unit, figures),
        "资产管理": words.assets(),
    }  # fmt: skip
    return document | _narrative(unit, year, figures, words) | _evaluation(unit, year, figures, before, words)


def _dates(unit: DemoUnit, year: int) -> Document:
    chance = random.Random(f"dates-{unit.id}-{year}")
    approved = date(year + 1, 7, 20) + timedelta(chance.randint(0, 10))
    published = approved + timedelta(33 if (unit.id, year) == LATE else chance.randint(6, 19))
    reported = approved - timedelta(chance.randint(25, 60))
    if year < APPROVALS:
        return {"发布日期": published.isoformat()}
    days = {"报告日期": reported, "批复日期": approved, "发布日期": published}
    return {key: day.isoformat() for key, day in days.items()}


def _profile(unit: DemoUnit, figures: YearFigures, words: Writer) -> Document:
    told = {"基本情况": words.say("概况"), "主要职责": words.duties(), "机构设置": words.organization()}
    if words.length >= 2:
        told["人员编制"] = words.staffing(kinds_of(unit, figures.counts["在职人员"]))
    return told | ({"绩效目标": words.say("目标")} if words.length else {})


def kinds_of(unit: DemoUnit, staff: int) -> dict[str, int]:
    """在职人员 by 身份."""
    if unit.category == "事业单位":
        managers = max(1, staff // 8)
        return {"事业管理人员": managers, "专业技术人员": staff - managers - staff // 10, "工勤人员": staff // 10}
    if unit.category == "群团组织":
        return {"参公人员": staff}
    public = staff * 3 // 5
    return {"行政人员": public, "参公人员": staff // 6, "事业人员": staff - public - staff // 6}


def _people(unit: DemoUnit, figures: YearFigures, words: Writer) -> Document:
    staff = figures.counts["在职人员"]
    kinds = {kind: count for kind, count in kinds_of(unit, staff).items() if count}
    told: Document = {"编制数": figures.counts["编制数"], "在职人员": staff, "其中": kinds}
    told["离退休"] = figures.counts["离退休"]
    if unit.category in {"事业单位", "乡镇街道"}:
        told["临聘"] = unit.staff // 7
    return told | {"内设机构": len(words.bodies())}


def _narrative(unit: DemoUnit, year: int, figures: YearFigures, words: Writer) -> Document:
    troubles, cures = words.problems()
    told: Document = {"问题": troubles, "改进措施": cures}
    if words.length:
        told["项目组织实施"] = words.implementation()
    if words.length >= 2:
        told["厉行节约"] = words.say("节约")
        if year > unit.first:
            told["其他章节"] = [{"标题": "上年自评问题的整改情况", "内容": words.last_year()}]
    fund = figures.lines["政府性基金预算财政拨款收入"]
    if fund["决算"]:
        largest = max(figures.projects, key=lambda name: figures.projects[name]["决算"])
        told["政府性基金预算"] = (
            f"{unit.short}当年收到政府性基金预算财政拨款{money(fund['决算'])}万元，全部用于项目，没有结余。"
            f"其中“{largest}”使用了一部分，与一般公共预算的资金分开核算。"
        )
    return told


def _evaluation(unit: DemoUnit, year: int, figures: YearFigures, before: YearFigures | None, words: Writer) -> Document:
    """绩效 and the 自评表 it is made of, in the years in which the unit published one."""
    chance = random.Random(f"score-{unit.id}-{year}")
    hundredths = (83 + chance.randint(0, 13)) * 100
    form: Document = {}
    if year >= NEW_OUTLINE:
        form, hundredths = _form(unit, figures, words, chance)
    elif unit.id in old_form.USERS and year in old_form.YEARS and before:
        three = accounts.three_total(figures)["年初预算"], accounts.three_total(before)["年初预算"]
        whole = accounts.expenditure_total(figures)
        rows, hundredths = old_form.old_rows(unit, words, figures, three, whole, chance)
        form = {"指标": rows}
    grade = "优" if hundredths >= 9000 else "良" if hundredths >= 8000 else "中"
    stated = Figure(f"{hundredths / 100:.2f}".rstrip("0").rstrip("."))
    summary = f"{words.say('综述')}。{unit.short}自评{stated}分，等级为“{grade}”。"
    told: Document = {"自评得分": stated, "自评等级": grade, "综述": summary, "成效": words.achievements()}
    if words.length and year >= NEW_OUTLINE - 1:
        told["结果应用"] = words.say("应用")
    return {"绩效": told} | ({"自评表": form} if form else {})


def _form(unit: DemoUnit, figures: YearFigures, words: Writer, chance: random.Random) -> tuple[Document, int]:
    """自评表 and the total score in hundredths: 10 for execution, 50, 30 and 10 for the indicators."""
    whole = accounts.spent(figures)
    execution = min((whole["决算"] * 10000 // whole["全年预算"] + 5) // 10, 1000)
    indicators, earned = scored(rows_of(unit.theme, words, accounts.operating(figures), chance))
    goals = [
        {"预期目标": f"{done.task.name}：{done.task.indicator}达到{done.target}{done.task.measure}。",
         "实际完成情况": f"{done.task.indicator}{done.number}{done.task.measure}。"}
        for done in words.done[:3]
    ]  # fmt: skip
    form = {
        "资金": {
            "年度资金总额": accounts.line(whole, accounts.PLANNED), "分值": 10, "得分": money(execution),
            "按收入性质分": {n: accounts.line(c, accounts.PLANNED) for n, c in _sources(figures, whole).items()},
            "按支出性质分": {
                "基本支出": accounts.line(accounts.basic(figures), accounts.PLANNED),
                "项目支出": accounts.line(figures.lines["项目支出"], accounts.PLANNED),
            },
        },
        "总体目标": goals,
        "指标": indicators,
    }  # fmt: skip
    return form, execution + earned


def _sources(figures: YearFigures, whole: Columns) -> dict[str, Columns]:
    """What was spent, by the kind of income it came from."""
    lines = figures.lines
    fund, own, other = lines["政府性基金预算财政拨款收入"], lines["事业收入"], lines["其他收入"]
    general = {column: whole[column] - fund[column] - own[column] - other[column] for column in COLUMNS}
    told = {"一般公共预算": general, "政府性基金拨款": fund, "纳入专户管理的非税收入拨款": own, "其他资金": other}
    return {name: columns for name, columns in told.items() if columns["决算"]}
