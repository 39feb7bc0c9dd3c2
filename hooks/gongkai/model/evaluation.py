"""绩效 and 自评表: the stated score; funds, goals and indicators of the form of the department and of each project."""

from __future__ import annotations

from .amounts import Item, OpenItem, line
from .money import Count, Measurement, Money
from .record import Record, field, money, percentage, points, required
from .text import Line, Prose, Value


class Indicator(Record):
    """指标: one row of the 自评表 (财预〔2020〕10号 columns)."""

    dimension: Line | None = field("一级指标", "产出、效益或满意度；旧表为投入、过程、产出及效率", example="产出指标")
    criterion: Line | None = field("二级指标", "如数量指标、质量指标", example="数量指标")
    indicator: Line = required("三级指标", "指标名称", example="召开常委会会议次数")
    sign: Line | None = field("计算符号", "≥、≤ 或 =", example="≥")
    target: Value | None = field("年度指标值", "年初设定的目标值", example="8")
    achieved: Value | None = field("实际完成值", "年末实际完成的值", example="8")
    measure: Line | None = field("计量单位", "如次、%、户", example="次")
    weight: Measurement | None = points("分值", "这一指标的满分", example=10)
    score: Measurement | None = points("得分", "这一指标的自评得分", example=10)
    deviation_note: Prose | None = field("偏差原因", "没有完成或大幅超过时的原因和改进措施")


class Goal(Record):
    """总体目标: what was intended and what came of it."""

    expected: Prose | None = field("预期目标", "年初设定的总体目标")
    achieved: Prose | None = field("实际完成情况", "目标的实际完成情况")


class Funds(Record):
    """年度资金总额 of the 自评表: 年初预算数, 全年预算数, 全年执行数 with the execution score (D16, D17)."""

    annual_funds: Item = line("年度资金总额", "三列分别为年初预算、全年预算、决算（全年执行数）")
    execution_weight: Measurement | None = points("分值", "预算执行率的分值", example=10, label="预算执行率分值")
    execution_score: Measurement | None = points("得分", "预算执行率的得分", example=9.8, label="预算执行率得分")
    income_total: Item = line("按收入性质分合计", "表上“按收入性质分”后面的合计数，照表写")
    by_income: dict[str, OpenItem] = money("按收入性质分", "如一般公共预算、政府性基金拨款", default_factory=dict)
    expenditure_total: Item = line("按支出性质分合计", "表上“按支出性质分”后面的合计数，照表写")
    by_expenditure: dict[str, OpenItem] = money("按支出性质分", "基本支出、项目支出", default_factory=dict)


class SelfEvaluation(Record):
    """自评表."""

    funds: Funds = field("资金", "年度资金总额及其构成", default_factory=Funds)
    goals: tuple[Goal, ...] = field("总体目标", "年度总体目标和完成情况", default_factory=tuple)
    indicators: tuple[Indicator, ...] = field("指标", "各项指标，每项一条", default_factory=tuple)


class ProjectFunds(Record):
    """项目资金 of a 项目支出绩效自评表: the year's funds by where they come from, with the execution score (D51)."""

    annual_funds: OpenItem = line(
        "年度资金总额", "三列分别为年初预算、全年预算、决算（全年执行数）；其中写财政拨款、上年结转等",
        of=OpenItem,
    )  # fmt: skip  # a line of the form
    execution_weight: Measurement | None = points("分值", "预算执行率的分值", example=10)
    execution_rate: Measurement | None = percentage("执行率", "表上写的执行率，照原表", example=98)
    execution_score: Measurement | None = points("得分", "预算执行率的得分", example=9.8)


class ProjectEvaluation(Record):
    """项目支出绩效自评表 of one project (财预〔2020〕10号 form)."""

    name: Line = required("项目", "项目名称，与预算批复一致", example="代表联系群众工作站建设")
    supervising_department: Line | None = field("主管部门", "项目的主管部门", example="某区民政局")
    implementing_unit: Line | None = field("实施单位", "项目的实施单位", example="某区社会福利中心")
    funds: ProjectFunds = field("资金", "项目资金及其构成", default_factory=ProjectFunds)
    goals: tuple[Goal, ...] = field("总体目标", "年度总体目标和完成情况", default_factory=tuple)
    indicators: tuple[Indicator, ...] = field("指标", "各项指标，每项一条", default_factory=tuple)
    score: Measurement | None = points("自评得分", "表上的总分", example=96)
    grade: Line | None = field("自评等级", "表上写的等级", example="优")
    deviation_note: Prose | None = field("偏差原因", "偏差大或者目标没有完成的原因，和改进措施")
    note: Prose | None = field("备注", "表上的备注或说明")


class PerformanceManagement(Record):
    """绩效.管理: how many projects, and how much money, were under performance management, and how they came out."""

    project_count: Count | None = field("项目数", "纳入绩效管理的项目数", measure="个", example=12)
    amount: Money | None = money("涉及金额", "纳入绩效管理的金额", example=860.00, label="纳入绩效管理的金额")
    average_score: Measurement | None = points("平均分", "各项目自评的平均分", example=92.5)
    grade_counts: dict[str, Count] = field(
        "等级",
        "各等级的项目数，有几等写几等",
        default_factory=dict,
        measure="个",
        example="{优: 9, 良: 3, 中: 0, 差: 0}",
    )


class Evaluation(Record):
    """绩效: the stated score and grade, and the account of what was achieved."""

    score: Measurement | None = points("自评得分", "自评总分", example=94, group="人员和自评")
    grade: Line | None = field("自评等级", "与本年度等级标准一致", example="优")
    summary: Prose | None = field("综述", "绩效情况的总述")
    achievements: Prose | None = field("成效", "主要绩效，可用 ### 小标题，编号由页面生成")
    management: PerformanceManagement = field(
        "管理", "绩效管理的项目数、金额、平均分和各等级的项目数", default_factory=PerformanceManagement
    )
    use_of_results: Prose | None = field("结果应用", "自评结果拟应用和公开情况")
