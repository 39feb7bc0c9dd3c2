"""Report: what one unit stated for one year. The key is unit and year; nothing in it is computed."""

from __future__ import annotations

from pydantic import PrivateAttr

from .amounts import Item, OpenItem, SignedItem, line
from .correction import Correction
from .disclosure import Attachment, Catalogue, Contact, Cover, Disclosure, PublishedMeasure
from .evaluation import Evaluation, ProjectEvaluation, SelfEvaluation
from .finance import Building, Finance, Procurement, StateAssets, ThreePublic
from .fiscal import Fiscal
from .money import Count
from .record import Record, field, required
from .text import Line, Prose


class Profile(Record):
    """概况: what the unit is and does."""

    situation: Prose | None = field("基本情况", "单位性质、机构和人员")
    duties: Prose | None = field("主要职责", "单位的主要职责")
    organization: Prose | None = field("机构设置", "内设机构和所属单位")
    staffing: Prose | None = field("人员编制", "编制和在职人员")
    goals: Prose | None = field("绩效目标", "绩效目标的设定情况")


class People(Record):
    """人员: posts and people at the year's end (domain A1 在职人员控制率, D18)."""

    authorized_posts: Count | None = field(
        "编制数", "机构编制部门核定的编制数", measure="人", example=45, group="人员和自评"
    )
    post_kinds: dict[str, Count] = field(
        "编制其中",
        "核定的编制按类别分，如行政、事业、工勤",
        default_factory=dict,
        measure="人",
        example="{行政: 30, 事业: 15}",
    )
    serving_staff: Count | None = field("在职人员", "年末在职人员数，不含离退休和临聘人员", measure="人", example=43)
    year_end_staff: Count | None = field("年末实有", "年末实有人数", measure="人", example=43)
    kinds: dict[str, Count] = field("其中", "在职人员按身份分，如行政、参公、事业", default_factory=dict, measure="人")
    retirees: Count | None = field("离退休", "离休和退休人数合计", measure="人")
    retired_cadres: Count | None = field("离休", "其中离休人数", measure="人")
    retired_staff: Count | None = field("退休", "其中退休人数", measure="人")
    staff_on_leave: Count | None = field("协议离岗", "协议离岗、内部退养人数，不计入在职", measure="人")
    temporary_staff: Count | None = field("临聘", "编外、临聘人数", measure="人")
    survivors: Count | None = field("遗属", "享受遗属补助的人数", measure="人")
    internal_bodies: Count | None = field("内设机构", "内设机构数", measure="个", example=8)
    subordinate_count: Count | None = field("所属单位数", "所属预算单位数", measure="个", example=3)
    subordinates: tuple[Line, ...] = field("所属单位", "所属预算单位的名称，每个一条", default_factory=tuple)


class Section(Record):
    """其他章节: a section of the published report that the outline has no place for."""

    title: Line = required("标题", "章节标题，不写编号", example="其他需要说明的情况")
    text: Prose = required("内容", "章节正文")


class Report(Record):
    """One unit's 部门整体支出绩效自评报告 for one year, exactly as published; money in 万元."""

    title: Line = required("标题", "报告标题，照原文", example="2020年度部门整体支出绩效自评报告")
    kind: Line | None = field("文种", "自评报告、评价报告等", example="部门整体支出绩效自评报告")
    disclosure: Disclosure = required("公开", "公开的状态和日期", example="{状态: 已公开}")
    catalogue: Catalogue = field("目录信息", "目录栏各项，知道多少写多少", default_factory=Catalogue)
    cover: Cover = field("封面", "封面上的预算编码、评价方式、评价机构", default_factory=Cover)
    contact: Contact = field("联系方式", "办公电话等", default_factory=Contact)
    published_measure: PublishedMeasure | None = field(
        "原文金额单位", "原文不用万元时写明；金额全部照原文写，读入时换算成万元", example="元"
    )
    introduction: Prose | None = field("引言", "报告开头的文字")
    profile: Profile = field("概况", "部门概况", default_factory=Profile)
    people: People = field("人员", "编制和人数", default_factory=People)
    finance: Finance = field("收支", "收入、支出和结转", default_factory=Finance)
    personnel_funds: Item = line("人员经费", "基本支出中的人员经费", group="支出构成")
    operating_funds: OpenItem = line("公用经费", "基本支出中的公用经费", of=OpenItem, group="支出构成")
    office_running: Item = line("机关运行经费", "行政单位和参公单位的公用经费")
    fiscal: Fiscal = field("财政拨款", "财政拨款口径的收入和支出，和全部资金分开公开时写", default_factory=Fiscal)
    three_public: ThreePublic = line(
        "三公经费", "出国（境）、公务用车、公务接待", of=ThreePublic,
        label="“三公”经费", names=("“三公经费”", "三公经费"), group="“三公”经费",
    )  # fmt: skip  # a line of the form
    procurement: Procurement = line("政府采购", "政府采购支出", of=Procurement, label="政府采购支出", group="支出构成")
    basic_adjustment: SignedItem = line(
        "部门基本支出预算调整", "基础数据表的这一行，三栏照表写，净减少写负数", of=SignedItem
    )
    whole_adjustment: SignedItem = line(
        "部门整体支出预算调整", "旧基础数据表的这一行，三栏照表写，净减少写负数", of=SignedItem
    )
    state_assets: StateAssets = field("国有资产", "国有资产占用情况", default_factory=StateAssets)
    building: Building = field("楼堂馆所", "新建楼堂馆所的规模和投资", default_factory=Building)
    asset_management: Prose | None = field("资产管理", "资产管理情况")
    implementation: Prose | None = field("项目组织实施", "项目组织实施情况")
    thrift: Prose | None = field("厉行节约", "厉行节约保障措施")
    government_fund: Prose | None = field("政府性基金预算", "政府性基金预算支出情况")
    state_capital: Prose | None = field("国有资本经营预算", "国有资本经营预算支出情况")
    social_insurance: Prose | None = field("社会保险基金预算", "社会保险基金预算支出情况")
    evaluation: Evaluation = field("绩效", "自评得分、等级和成效", default_factory=Evaluation)
    self_evaluation: SelfEvaluation = field("自评表", "资金、目标和指标", default_factory=SelfEvaluation)
    project_evaluations: tuple[ProjectEvaluation, ...] = field(
        "项目自评", "项目支出绩效自评表，每个项目一张", default_factory=tuple
    )
    problems: tuple[Prose, ...] = field("问题", "存在的主要问题，每个一条", default_factory=tuple)
    measures: tuple[Prose, ...] = field("改进措施", "改进措施和建议，每个一条", default_factory=tuple)
    sections: tuple[Section, ...] = field("其他章节", "提纲以外的章节", default_factory=tuple)
    attachments: tuple[Attachment, ...] = field("附件", "附件，文件放在本年度文件夹里", default_factory=tuple)
    answers: dict[Line, Prose] = field(
        "校核说明", "对校核结果的公开说明，按校核编号写", default_factory=dict, example="{D09: 说明}"
    )
    corrections: tuple[Correction, ...] = field("更正", "发布以后的每一次更正", default_factory=tuple)
    _written_measure: PublishedMeasure = PrivateAttr(default=PublishedMeasure.WANYUAN)

    @property
    def written_measure(self) -> PublishedMeasure:
        """In what the amounts stand in the file, which may say 元 and yet have 万元 (S17)."""
        return self._written_measure

    def written_in(self, measure: PublishedMeasure) -> None:
        """Keep in mind in what the amounts of its file stand; the reader of the file says it, once."""
        self._written_measure = measure
