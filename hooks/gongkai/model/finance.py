"""收支 as on the 收支决算总表 (domain: D01–D11), and the spending that the public asks for by name."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from .amounts import Item, OpenItem, Parts, Row, line
from .money import Count, Measurement, Money, SignedMoney
from .record import Record, field, key_of, money, required
from .text import Line, Prose


class IncomeParts(Parts):
    """Income by source (D04)."""

    general_public_budget: OpenItem = line("一般公共预算财政拨款收入", "一般公共预算财政拨款", of=OpenItem)
    government_fund: OpenItem = line("政府性基金预算财政拨款收入", "政府性基金预算财政拨款", of=OpenItem)
    state_capital: OpenItem = line("国有资本经营预算财政拨款收入", "国有资本经营预算财政拨款", of=OpenItem)
    special_account: OpenItem = line(
        "财政专户管理资金收入", "纳入财政专户管理的非税收入拨款", of=OpenItem,
        names=("纳入专户管理的非税收入拨款", "纳入专户管理的非税收入", "财政专户核拨"),
    )  # fmt: skip  # a line of the form
    superior_subsidy: OpenItem = line("上级补助收入", "上级单位拨入的补助", of=OpenItem)
    institutional_income: OpenItem = line("事业收入", "事业单位业务活动收入", of=OpenItem)
    business_income: OpenItem = line("经营收入", "非独立核算经营活动收入", of=OpenItem)
    affiliated_remittance: OpenItem = line("附属单位上缴收入", "附属单位上缴的收入", of=OpenItem)
    other_income: OpenItem = line("其他收入", "以上各项之外的收入", of=OpenItem, names=None)


class Income(Item):
    """本年收入合计, by source."""

    parts: IncomeParts = field("其中", "收入按来源分", default_factory=IncomeParts)


class BasicParts(Parts):
    """基本支出 by economic class (D07–D09): 301, 302, 303, 310 and the rarer classes."""

    wages_and_benefits: OpenItem = line("工资福利支出", "经济分类301", of=OpenItem, group="支出构成")
    goods_and_services: OpenItem = line("商品和服务支出", "经济分类302", of=OpenItem, group="支出构成")
    individual_and_family_subsidies: OpenItem = line("对个人和家庭的补助", "经济分类303", of=OpenItem, group="支出构成")
    debt_interest: OpenItem = line("债务利息及费用支出", "经济分类307", of=OpenItem)
    infrastructure: OpenItem = line("资本性支出（基本建设）", "经济分类309", of=OpenItem)
    capital_expenditure: OpenItem = line("资本性支出", "经济分类310", of=OpenItem, group="支出构成")
    enterprise_infrastructure_subsidies: OpenItem = line("对企业补助（基本建设）", "经济分类311", of=OpenItem)
    enterprise_subsidies: OpenItem = line("对企业补助", "经济分类312", of=OpenItem)
    other_expenditure: OpenItem = line("其他支出", "经济分类399", of=OpenItem, names=None)


class BasicExpenditure(Item):
    """基本支出, by economic class."""

    parts: BasicParts = field("其中", "基本支出按经济分类分", default_factory=BasicParts)


class Project(Row):
    """One project (项目支出明细), with the kind printed on the 基础数据表."""

    name: Line = required("名称", "项目名称，与预算批复一致", example="代表联系群众工作站建设")
    kind: Line | None = field("类别", "业务工作经费、运行维护经费或省级专项资金", example="业务工作经费")

    @property
    def label(self) -> str:
        return self.name


class ProjectExpenditure(OpenItem):
    """项目支出: 其中 = by functional class, 项目 = by project (D11)."""

    projects: tuple[Project, ...] = field("项目", "各个项目，每个一条", default_factory=tuple)


class FunctionalLine(Row):
    """支出功能分类: one 类, 款 or 项 with its code (D10, D43)."""

    code: Line | None = field("编码", "功能分类科目编码，加引号：类3位、款5位、项7位", example="2010101")
    name: Line = required("名称", "功能分类科目名称", example="行政运行")
    source_of_funds: Line | None = field(
        "资金来源", "这一行是哪种资金的支出，各种资金分表公开时写", example="政府性基金预算"
    )
    basic_expenditure: Money | None = money("基本支出", "这一行决算数中的基本支出", example=640.15)
    project_expenditure: Money | None = money("项目支出", "这一行决算数中的项目支出", example=172.25)
    remitted_to_superior: Money | None = money("上缴上级支出", "这一行决算数中的上缴上级支出")
    business_expenditure: Money | None = money("经营支出", "这一行决算数中的经营支出")
    affiliated_subsidy: Money | None = money("对附属单位补助支出", "这一行决算数中的对附属单位补助支出")

    @property
    def label(self) -> str:
        source = f"（{self.source_of_funds}）" if self.source_of_funds else ""
        return f"{self.code or ''} {self.name}".strip() + source

    def kinds(self) -> dict[str, Decimal]:
        """The published kinds of expenditure in the row, by their keys; 万元."""
        given = self.model_fields_set
        if given.isdisjoint(KINDS):
            return {}
        values = {key: getattr(self, name) for name, key in KINDS.items() if name in given}
        return {key: value for key, value in values.items() if value is not None}

    @property
    def level(self) -> int:
        """类 three digits, 款 five, 项 seven: each stands below the one before."""
        return {5: 1, 7: 2}.get(len(self.code or ""), 0)


#: The kinds of expenditure in a row of the 功能分类: field name → key.
KINDS: Final = {
    name: key_of(FunctionalLine, name)
    for name in (
        *("basic_expenditure", "project_expenditure"),
        *("remitted_to_superior", "business_expenditure", "affiliated_subsidy"),
    )
}


class BudgetAdjustment(Record):
    """预算调整: what makes up 追加预算, which is net."""

    added: Money | None = money("追加", "追加的总额，没有减去压减数", example=50.00, label="追加预算总额")
    cut: Money | None = money("压减", "压减、收回的数，写正数", example=14.80, label="压减预算")
    added_by_policy: Money | None = money(
        "政策性追加", "追加总额里政策性追加的数", example=32.00, label="政策性追加预算"
    )


class Finance(Record):
    """收支: the totals and their make-up; every amount in 万元."""

    total_income: Item = line("收入总计", "收入总计", source="预算法第七十五条", group="收入和支出")
    total_expenditure: Item = line(
        "支出总计", "支出总计", source="预算法第七十五条", names=("部门整体支出", "整体支出", "整体部门支出"),
        group="收入和支出",
    )  # fmt: skip  # a line of the form
    income: Income = line("本年收入合计", "本年各项收入合计", of=Income)
    used_balance: Item = line("使用非财政拨款结余", "使用非财政拨款结余（含专用结余）")
    opening_balance: Item = line("年初结转和结余", "上年转入的结转和结余")
    expenditure: OpenItem = line("本年支出合计", "本年各项支出合计", of=OpenItem, group="收入和支出")
    basic_expenditure: BasicExpenditure = line(
        "基本支出", "保障机构正常运转、完成日常工作任务的支出", of=BasicExpenditure, source="预算法实施条例第六条",
        group="支出构成",
    )  # fmt: skip  # a line of the form
    project_expenditure: ProjectExpenditure = line(
        "项目支出", "完成特定任务的支出", of=ProjectExpenditure, source="预算法实施条例第六条", group="支出构成"
    )
    remitted_to_superior: Item = line("上缴上级支出", "上缴上级单位的支出")
    business_expenditure: Item = line("经营支出", "非独立核算经营活动支出")
    affiliated_subsidy: Item = line("对附属单位补助支出", "对附属单位的补助")
    supplementary_budget: SignedMoney | None = money("追加预算", "年初批复以后追加的预算，净减少写负数", example=35.20)
    adjustments: BudgetAdjustment = field(
        "预算调整", "追加总额、压减数和政策性追加，原文分别写明时才写", default_factory=BudgetAdjustment
    )
    adjustment_note: Prose | None = field("预算调整说明", "预算调整的原因，调整超过30%时必须说明")
    distributed_balance: Item = line("结余分配", "本年结余分配")
    closing_balance: Item = line("年末结转和结余", "结转下年的结转和结余", group="收入和支出")
    functional: tuple[FunctionalLine, ...] = field("功能分类", "支出按功能分类分，可写到项", default_factory=tuple)
    note: Prose | None = field("说明", "对收支总体情况的文字说明")


class VehicleParts(Parts):
    """公务用车: bought and run (D12)."""

    vehicle_purchase: Item = line("公务用车购置费", "购置公务用车的费用", names=("公务用车购置",))
    vehicle_running: Item = line("公务用车运行维护费", "公务用车运行维护的费用", names=("公务用车运行费",))


class OfficialVehicles(Item):
    """公务用车购置及运行维护费."""

    parts: VehicleParts = field("其中", "购置与运行维护分列", default_factory=VehicleParts)


class ThreePublicParts(Parts):
    """The three kinds (财预〔2016〕143号)."""

    overseas_visits: Item = line(
        "因公出国（境）费", "因公出国（境）的费用", names=("因公出国（境）",), group="“三公”经费"
    )
    official_vehicles: OfficialVehicles = line(
        "公务用车购置及运行维护费", "公务用车的购置和运行维护", of=OfficialVehicles,
        names=("公务用车购置及运行费",), group="“三公”经费",
    )  # fmt: skip  # a line of the form
    official_receptions: Item = line("公务接待费", "公务接待的费用", names=("公务接待",), group="“三公”经费")


class ThreePublicCounts(Record):
    """What the money was spent on, counted (D13)."""

    overseas_groups: Count | None = field("因公出国（境）团组", "因公出国（境）团组数", measure="个")
    overseas_persons: Count | None = field("因公出国（境）人次", "因公出国（境）累计人次", measure="人次")
    vehicles_bought: Count | None = field("公务用车购置数", "本年购置公务用车", measure="辆")
    vehicles_kept: Count | None = field("公务用车保有量", "年末公务用车保有量", measure="辆")
    reception_batches: Count | None = field("国内公务接待批次", "国内公务接待批次", measure="批次")
    reception_persons: Count | None = field("国内公务接待人次", "国内公务接待人次", measure="人次")


class ThreePublic(Item):
    """“三公”经费: total, three kinds, counts."""

    parts: ThreePublicParts = field("其中", "三项分列", default_factory=ThreePublicParts)
    counts: ThreePublicCounts = field("数量", "团组、车辆、批次等数量", default_factory=ThreePublicCounts)


class ProcurementParts(Parts):
    """政府采购 by kind (D15)."""

    goods: Item = line("货物", "政府采购货物支出", names=None)
    works: Item = line("工程", "政府采购工程支出", names=None)
    services: Item = line("服务", "政府采购服务支出", names=None)


class Procurement(Item):
    """政府采购支出 (预算法第十四条)."""

    parts: ProcurementParts = field("其中", "货物、工程、服务分列", default_factory=ProcurementParts)
    small_and_medium: Money | None = money("授予中小企业", "授予中小企业合同金额")
    micro_and_small: Money | None = money("授予小微企业", "其中授予小微企业合同金额")


class StateAssets(Record):
    """国有资产占用情况, at the year's end (D33)."""

    total_assets: Money | None = money("资产总额", "年末资产总额")
    fixed_assets: Money | None = money("固定资产", "年末固定资产原值")
    fixed_assets_in_use: Money | None = money("在用固定资产", "实际在用的固定资产")
    vehicles: Count | None = field("车辆", "年末车辆总数", measure="辆")
    vehicle_kinds: dict[str, Count] = field("车辆用途", "车辆按用途分", default_factory=dict, measure="辆")
    costly_equipment: Count | None = field(
        "大型设备", "单价50万元以上的通用设备与100万元以上的专用设备", measure="台（套）"
    )
    building_area: Measurement | None = field("房屋面积", "年末房屋建筑面积", measure="平方米")


class Building(Record):
    """楼堂馆所: approved and real size and investment (domain A1, A3)."""

    approved_area: Measurement | None = field("批复规模", "批准建设面积", measure="平方米")
    actual_area: Measurement | None = field("实际规模", "实际建设面积", measure="平方米")
    approved_investment: Money | None = money("预算投资", "批准投资概算")
    actual_investment: Money | None = money("实际投资", "实际投资")
