"""收支: income, expenditure and carry-overs of the unit, as on the 收支决算总表 (domain: D01–D11)."""

from __future__ import annotations

from .amounts import Item, OpenItem, Parts, Row, line
from .money import SignedMoney
from .record import Record, field, required
from .text import Line, Prose


class IncomeParts(Parts):
    """Income by source (D04)."""

    general_public_budget: OpenItem = line("一般公共预算财政拨款收入", "一般公共预算财政拨款", of=OpenItem)
    government_fund: OpenItem = line("政府性基金预算财政拨款收入", "政府性基金预算财政拨款", of=OpenItem)
    state_capital: OpenItem = line("国有资本经营预算财政拨款收入", "国有资本经营预算财政拨款", of=OpenItem)
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

    @property
    def label(self) -> str:
        return f"{self.code or ''} {self.name}".strip()

    @property
    def level(self) -> int:
        """类 three digits, 款 five, 项 seven: each stands below the one before."""
        return {5: 1, 7: 2}.get(len(self.code or ""), 0)


class Finance(Record):
    """收支: the totals and their make-up; every amount in 万元."""

    total_income: Item = line("收入总计", "收入总计", source="预算法第七十五条", group="收入和支出")
    total_expenditure: Item = line(
        "支出总计", "支出总计", source="预算法第七十五条", names=("部门整体支出", "整体支出", "整体部门支出"),
        group="收入和支出",
    )  # fmt: skip
    income: Income = line("本年收入合计", "本年各项收入合计", of=Income)
    used_balance: Item = line("使用非财政拨款结余", "使用非财政拨款结余（含专用结余）")
    opening_balance: Item = line("年初结转和结余", "上年转入的结转和结余")
    expenditure: OpenItem = line("本年支出合计", "本年各项支出合计", of=OpenItem, group="收入和支出")
    basic_expenditure: BasicExpenditure = line(
        "基本支出", "保障机构正常运转、完成日常工作任务的支出", of=BasicExpenditure, source="预算法实施条例第六条",
        group="支出构成",
    )  # fmt: skip
    project_expenditure: ProjectExpenditure = line(
        "项目支出", "完成特定任务的支出", of=ProjectExpenditure, source="预算法实施条例第六条", group="支出构成"
    )
    remitted_to_superior: Item = line("上缴上级支出", "上缴上级单位的支出")
    business_expenditure: Item = line("经营支出", "非独立核算经营活动支出")
    affiliated_subsidy: Item = line("对附属单位补助支出", "对附属单位的补助")
    supplementary_budget: SignedMoney | None = field(
        "追加预算", "年初批复以后追加的预算，净减少写负数", measure="万元", example=35.20
    )
    adjustment_note: Prose | None = field("预算调整说明", "预算调整的原因，调整超过30%时必须说明")
    distributed_balance: Item = line("结余分配", "本年结余分配")
    closing_balance: Item = line("年末结转和结余", "结转下年的结转和结余", group="收入和支出")
    functional: tuple[FunctionalLine, ...] = field("功能分类", "支出按功能分类分，可写到项", default_factory=tuple)
    note: Prose | None = field("说明", "对收支总体情况的文字说明")
