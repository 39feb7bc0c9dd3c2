"""A fictional report from figures and words, in the data format."""

from __future__ import annotations

import random
from typing import Any

from tests.demo.district import NEW_OUTLINE, DemoUnit
from tests.demo.figures import COLUMNS, ECONOMIC, Columns, YearFigures, add
from tests.demo.narrative import Writer
from tests.demo.yaml_writer import Figure, money

Document = dict[str, Any]


def name_in(unit: DemoUnit, year: int) -> str:
    """The name that held in ``year``."""
    former = unit.register.get("曾用名", [])
    return next((f["名称"] for f in former if f["起"] <= year <= f["止"]), unit.name)


def report_of(unit: DemoUnit, year: int, figures: YearFigures) -> Document:
    """The report as data."""
    words = Writer(unit.id, name_in(unit, year), unit.theme, year)
    staff = figures.counts["在职人员"]
    document: Document = {
        "标题": f"{year}年度部门整体支出绩效自评报告",
        "文种": "部门整体支出绩效自评报告",
        "公开": unit.state.get(year, {"状态": "已公开"}) | {"发布日期": f"{year + 1}-08-{10 + unit.size % 15:02}"},
        "引言": words.introduction(),
        "概况": {"基本情况": words.situation(staff), "主要职责": words.duties()},
        "人员": {key: figures.counts[key] for key in ("编制数", "在职人员", "离退休")},
        "收支": _finance(figures),
        "人员经费": _line(add(figures.lines[n] for n in ("工资福利支出", "对个人和家庭的补助"))),
        "公用经费": _line(add(figures.lines[n] for n in ("商品和服务支出", "资本性支出"))),
        "三公经费": _three_public(unit, figures),
        "政府采购": _with_parts(_line(add(figures.lines[n] for n in ("货物", "服务"))), figures, ("货物", "服务")),
        "国有资产": _assets(figures),
        "资产管理": words.assets(),
    }
    if unit.three_public == "null":
        del document["三公经费"]
    document |= _evaluation(unit, year, figures, words)
    return document | {"问题": words.problems(), "改进措施": words.measures()}


def _line(columns: Columns, names: tuple[str, ...] = COLUMNS) -> dict[str, Figure]:
    return {column: money(columns[column]) for column in names}


def _with_parts(whole: Document, figures: YearFigures, names: tuple[str, ...]) -> Document:
    return whole | {"其中": {name: _line(figures.lines[name]) for name in names}}


def basic(figures: YearFigures) -> Columns:
    """基本支出."""
    return add(figures.lines[name] for name in ECONOMIC)


def _finance(figures: YearFigures) -> Document:
    lines = figures.lines
    income = add(lines[name] for name in ("一般公共预算财政拨款收入", "其他收入"))
    spent = add([basic(figures), lines["项目支出"]])
    planned = ("年初预算", "全年预算", "决算")
    return {
        "收入总计": _line(add([income, lines["年初结转和结余"]])),
        "支出总计": _line(add([spent, lines["年末结转和结余"]])),
        "本年收入合计": _with_parts(_line(income), figures, ("一般公共预算财政拨款收入", "其他收入")),
        "年初结转和结余": _line(lines["年初结转和结余"]),
        "本年支出合计": _line(spent),
        "基本支出": _with_parts(_line(basic(figures)), figures, ECONOMIC),
        "项目支出": _line(lines["项目支出"])
        | {"其中": {"一般公共服务支出": _line(lines["项目支出"])}}
        | {"项目": [{"名称": name} | _line(columns, planned) for name, columns in figures.projects.items()]},
        "年末结转和结余": _line(lines["年末结转和结余"]),
    }


def _three_public(unit: DemoUnit, figures: YearFigures) -> Document:
    lines = figures.lines
    vehicles = add(lines[name] for name in ("公务用车购置费", "公务用车运行维护费"))
    total = add([vehicles, lines["因公出国（境）费"], lines["公务接待费"]])
    if unit.three_public == "total":
        return _line(total)
    counts = {key: figures.counts[key] for key in ("公务用车保有量", "国内公务接待批次", "国内公务接待人次")}
    return _line(total) | {
        "其中": {
            "因公出国（境）费": _line(lines["因公出国（境）费"]),
            "公务用车购置及运行维护费": _with_parts(_line(vehicles), figures, ("公务用车购置费", "公务用车运行维护费")),
            "公务接待费": _line(lines["公务接待费"]),
        },
        "数量": {"因公出国（境）团组": 0, "因公出国（境）人次": 0, "公务用车购置数": 0} | counts,
    }


def _assets(figures: YearFigures) -> Document:
    kept, fixed = figures.counts["公务用车保有量"], figures.counts["固定资产"]
    kinds = {"车辆用途": {"机要通信用车": 1, "应急保障用车": kept - 1}} if kept else {}
    return {"资产总额": money(fixed * 5 // 4), "固定资产": money(fixed), "车辆": kept} | kinds


def _evaluation(unit: DemoUnit, year: int, figures: YearFigures, words: Writer) -> Document:
    """绩效 and, under the new outline, the 自评表 it is made of."""
    chance = random.Random(f"score-{unit.id}-{year}")
    rounds = 9 if (unit.id, year) == ("yanshi-renda", 2021) else 1
    form: Document = {}
    score = 86 + chance.randint(0, 10)
    hundredths = score * 100
    if year >= NEW_OUTLINE:
        form, hundredths = _form(figures, words, chance)
    grade = "优" if hundredths >= 9000 else "良" if hundredths >= 8000 else "中"
    stated = Figure(f"{hundredths / 100:.2f}".rstrip("0").rstrip("."))
    summary = f"本年度各项重点工作按计划完成。自评{stated}分，等级为“{grade}”。"
    evaluation = {"自评得分": stated, "自评等级": grade, "综述": summary, "成效": words.achievements(rounds=rounds)}
    return {"绩效": evaluation} | ({"自评表": form} if form else {})


def _form(figures: YearFigures, words: Writer, chance: random.Random) -> tuple[Document, int]:
    """自评表 and the total score in hundredths: 10 for execution, 50, 30 and 10 for the indicators."""
    spent = add([basic(figures), figures.lines["项目支出"]])
    other = figures.lines["其他收入"]
    planned = ("年初预算", "全年预算", "决算")
    general = {column: spent[column] - other[column] for column in COLUMNS}
    execution = min((spent["决算"] * 10000 // spent["全年预算"] + 5) // 10, 1000)
    indicators = _indicators(words, chance)
    form = {
        "资金": {
            "年度资金总额": _line(spent, planned), "分值": 10, "得分": money(execution),
            "按收入性质分": {"一般公共预算": _line(general, planned), "其他资金": _line(other, planned)},
            "按支出性质分": {
                "基本支出": _line(basic(figures), planned), "项目支出": _line(figures.lines["项目支出"], planned),
            },
        },
        "总体目标": [{"预期目标": f"做好{words.tasks()[0]}和{words.tasks()[1]}。", "实际完成情况": "按计划完成。"}],
        "指标": indicators,
    }  # fmt: skip
    return form, execution + sum(int(float(row["得分"]) * 100) for row in indicators)


def _indicators(words: Writer, chance: random.Random) -> list[Document]:
    tasks, people = words.tasks(), words.people()
    rows = (
        ("产出指标", "数量指标", f"{tasks[0]}完成数", "≥", chance.randint(8, 40), "件", 10),
        ("产出指标", "数量指标", f"{tasks[1]}覆盖单位数", "≥", chance.randint(10, 60), "个", 10),
        ("产出指标", "质量指标", f"{tasks[2]}合格率", "≥", 95, "%", 10),
        ("产出指标", "时效指标", "任务按期完成率", "≥", 98, "%", 10),
        ("产出指标", "成本指标", "单位成本达标率", "≥", 95, "%", 10),
        ("效益指标", "社会效益指标", f"{tasks[3]}受益面", "≥", 80, "%", 15),
        ("效益指标", "可持续影响指标", f"{tasks[4]}长效制度数", "≥", 3, "项", 15),
        ("满意度指标", "服务对象满意度指标", f"{people}满意度", "≥", 90, "%", 10),
    )
    missed = chance.randrange(len(rows))
    return [_indicator(row, at == missed) for at, row in enumerate(rows)]


def _indicator(row: tuple[str, str, str, str, int, str, int], missed: bool) -> Document:
    """One row; a missed target earns its share of the points and says why."""
    dimension, criterion, name, sign, target, measure, weight = row
    achieved = target - max(1, target // 12) if missed else target + (0 if measure == "%" else target // 10)
    hundredths = min(weight * 100, (weight * 100 * achieved * 2 // target + 1) // 2)
    told: Document = {
        "一级指标": dimension, "二级指标": criterion, "三级指标": name, "计算符号": sign, "年度指标值": target,
        "实际完成值": achieved, "计量单位": measure, "分值": weight, "得分": money(hundredths),
    }  # fmt: skip
    return told | ({"偏差原因": "部分任务受季节和施工条件影响推迟，已列入下一年度计划。"} if missed else {})
