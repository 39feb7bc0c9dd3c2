"""收支 and the other tables of a report, from figures, in the data format."""

from __future__ import annotations

import random
from typing import Any, Final

from tests.demo.columns import COLUMNS, Columns, add
from tests.demo.district import DemoUnit
from tests.demo.figures import ECONOMIC, KINDS, YearFigures
from tests.demo.functional import levels, split
from tests.demo.narrative import Writer
from tests.demo.yaml_writer import Figure, money

Document = dict[str, Any]
PLANNED: Final = ("年初预算", "全年预算", "决算")
_INCOME: Final = ("一般公共预算财政拨款收入", "政府性基金预算财政拨款收入", "事业收入", "其他收入")
#: Units that publish 基本支出 down to 款.
_DETAILED: Final = ("yanshi-renda", "yanshi-caizheng", "yanshi-diyi-zhongxue", "yanshi-shichang", "yanshi-shirong")
_WAGES: Final = {"基本工资": 30, "津贴补贴": 22, "奖金": 12, "绩效工资": 6,
                 "基本养老保险缴费": 12, "职工基本医疗保险缴费": 6, "住房公积金": 12}  # fmt: skip
_OFFICE: Final = {"办公费": 21, "水电费": 14, "差旅费": 11, "维修（护）费": 9, "培训费": 4, "会议费": 2}
_USED: Final = ("年初预算", "决算")
_PROJECT_KINDS: Final = ("业务工作经费", "业务工作经费", "运行维护经费", "省级专项资金")


def line(columns: Columns, names: tuple[str, ...] = COLUMNS) -> dict[str, Figure]:
    """The columns of a line."""
    return {column: money(columns[column]) for column in names}


def with_parts(whole: Document, figures: YearFigures, names: tuple[str, ...]) -> Document:
    """A line and its parts."""
    return whole | {"其中": {name: line(figures.lines[name]) for name in names}}


def basic(figures: YearFigures) -> Columns:
    """基本支出."""
    return add(figures.lines[name] for name in ECONOMIC)


def spent(figures: YearFigures) -> Columns:
    """本年支出合计."""
    return add([basic(figures), figures.lines["项目支出"]])


def expenditure_total(figures: YearFigures) -> Columns:
    """支出总计."""
    return add([spent(figures), figures.lines["年末结转和结余"]])


def operating(figures: YearFigures) -> Columns:
    """公用经费."""
    return add(figures.lines[n] for n in ("商品和服务支出", "资本性支出"))


def finance(unit: DemoUnit, figures: YearFigures, words: Writer) -> Document:
    """收支."""
    lines = figures.lines
    sources = tuple(name for name in _INCOME if lines[name]["决算"])
    income = add(lines[name] for name in sources)
    whole = expenditure_total(figures)
    change = whole["全年预算"] - whole["年初预算"]
    note = words.totals(basic(figures)["决算"], lines["项目支出"]["决算"], change)
    return {
        "收入总计": line(add([income, lines["年初结转和结余"]])),
        "支出总计": line(whole),
        "本年收入合计": with_parts(line(income), figures, sources),
        "年初结转和结余": line(lines["年初结转和结余"]),
        "本年支出合计": line(spent(figures)),
        "基本支出": _basic(unit, figures, words),
        "项目支出": _project(unit, figures, words),
        "追加预算": money(change),
        "年末结转和结余": line(lines["年末结转和结余"]),
        "功能分类": [
            {"编码": code, "名称": name} | line(columns, _USED) for code, name, columns in levels(figures.functional)
        ],
    } | ({"说明": note} if words.length >= 2 else {})


def _basic(unit: DemoUnit, figures: YearFigures, words: Writer) -> Document:
    whole = basic(figures)
    told: Document = line(whole)
    if words.length >= 2 and (note := words.change("基本支出", whole["上年决算"], whole["决算"])):
        told["说明"] = note
    told |= with_parts({}, figures, ECONOMIC)
    if unit.id in _DETAILED:
        wages = split(figures.lines["工资福利支出"], _WAGES)
        told["其中"]["工资福利支出"]["其中"] = {name: line(part) for name, part in wages.items()}
    return told


def _project(unit: DemoUnit, figures: YearFigures, words: Writer) -> Document:
    whole = figures.lines["项目支出"]
    told: Document = line(whole)
    jumped = abs(whole["决算"] - whole["上年决算"]) * 4 > whole["上年决算"]
    if (words.length or jumped) and (note := words.change("项目支出", whole["上年决算"], whole["决算"])):
        told["说明"] = note
    chance = random.Random(f"kinds-{unit.id}")
    return told | {
        "项目": [
            {"名称": name, "类别": chance.choice(_PROJECT_KINDS)} | line(columns, PLANNED)
            for name, columns in figures.projects.items()
        ]
    }


def operating_funds(figures: YearFigures) -> Document:
    """公用经费, with the uses that the form names."""
    whole = operating(figures)
    uses = {name: {c: whole[c] * share // 100 for c in COLUMNS} for name, share in _OFFICE.items()}
    return line(whole) | {"其中": {name: line(columns, ("年初预算", "决算")) for name, columns in uses.items()}}


def three_public(unit: DemoUnit, figures: YearFigures, words: Writer) -> Document:
    """三公经费; some units publish the total only."""
    lines = figures.lines
    total = three_total(figures)
    if unit.three_public == "total":
        return line(total)
    told: Document = line(total)
    if words.length >= 2 and (note := words.thrift_note(total["上年决算"], total["决算"])):
        told["说明"] = note
    counts = {key: figures.counts[key] for key in ("公务用车保有量", "国内公务接待批次", "国内公务接待人次")}
    vehicles = add(lines[name] for name in ("公务用车购置费", "公务用车运行维护费"))
    return told | {
        "其中": {
            "因公出国（境）费": line(lines["因公出国（境）费"]),
            "公务用车购置及运行维护费": with_parts(line(vehicles), figures, ("公务用车购置费", "公务用车运行维护费")),
            "公务接待费": line(lines["公务接待费"]),
        },
        "数量": {"因公出国（境）团组": 0, "因公出国（境）人次": 0, "公务用车购置数": 0} | counts,
    }


def three_total(figures: YearFigures) -> Columns:
    """三公经费."""
    names = ("公务用车购置费", "公务用车运行维护费", "因公出国（境）费", "公务接待费")
    return add(figures.lines[name] for name in names)


def procurement(figures: YearFigures, chance: random.Random) -> Document:
    """政府采购, by kind, and the part awarded to small firms."""
    kinds = tuple(kind for kind in KINDS if figures.lines[kind]["决算"])
    whole = add(figures.lines[name] for name in kinds)
    small = whole["决算"] * chance.randint(62, 97) // 100
    micro = small * chance.randint(35, 80) // 100
    told = with_parts(line(whole), figures, kinds)
    return told | {"授予中小企业": money(small), "授予小微企业": money(micro)}


def assets(unit: DemoUnit, figures: YearFigures) -> Document:
    """国有资产."""
    kept, fixed = figures.counts["公务用车保有量"], figures.counts["固定资产"]
    told: Document = {"资产总额": money(fixed * 5 // 4), "固定资产": money(fixed)}
    told |= {"在用固定资产": money(fixed * 97 // 100), "车辆": kept}
    if kept:
        special = kept // 3 if unit.theme in {"市容", "市场", "交通", "卫生"} else 0
        kinds = {"机要通信用车": 1, "应急保障用车": kept - 1 - special, "特种专业技术用车": special}
        told["车辆用途"] = {kind: count for kind, count in kinds.items() if count}
    equipment = {"学校": 6, "卫生": 2, "市容": 9, "交通": 3, "财政": 1}.get(unit.theme, 0)
    return told | {"大型设备": equipment, "房屋面积": unit.staff * 21 + unit.size % 97}
