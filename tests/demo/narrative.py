"""Words of the fictional reports: composed from phrases of each field, different for every unit and year."""

from __future__ import annotations

import random
from typing import Final

#: For each field: what the unit works at, and on whom.
FIELDS: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "人大": (("立法调研", "预算审查监督", "代表履职服务", "专题询问", "执法检查", "代表建议督办"), "人大代表和群众"),
    "财政": (("预算编制改革", "财政评审", "国库集中支付", "绩效管理", "政府采购监管", "债务风险防控"), "预算单位"),
    "教育": (("学位供给", "教师队伍建设", "校园安全", "课后服务", "营养改善", "薄弱学校改造"), "学生和家长"),
    "学校": (("课堂教学", "校本教研", "实验教学", "校园文化", "体育美育", "学生资助"), "学生和家长"),
    "卫生": (("基层医疗服务", "疾病预防控制", "妇幼健康", "医养结合", "卫生监督", "家庭医生签约"), "就诊群众"),
    "交通": (("农村公路养护", "危桥改造", "公交线路优化", "客运安全监管", "港口环保整治", "路域环境治理"), "出行群众"),
    "农业": (("高标准农田建设", "农产品质量安全", "动物疫病防控", "农机推广", "人居环境整治", "耕地保护"), "农户"),
    "文化": (("公共文化服务", "非遗保护", "文物巡查", "群众文艺创作", "文化市场管理", "送戏下乡"), "基层群众"),
    "旅游": (("景区质量提升", "乡村旅游", "旅游宣传推介", "旅游市场整治", "厕所改造", "导游培训"), "游客"),
    "文旅": (("公共文化服务", "文旅融合项目", "文物巡查", "旅游市场整治", "非遗保护", "文旅宣传推介"), "群众和游客"),
    "市场": (("食品安全抽检", "特种设备监察", "消费维权", "商事登记服务", "价格监管", "质量提升"), "经营者和消费者"),
    "知识产权": (("专利快速预审", "商标指导", "维权援助", "地理标志培育", "知识产权宣传", "纠纷调解"), "创新主体"),
    "图书馆": (("免费开放", "全民阅读推广", "地方文献整理", "流动服务点建设", "少儿阅读", "数字资源建设"), "读者"),
    "保密": (("保密宣传教育", "自查自评指导", "技术防护", "涉密人员培训", "专项检查", "制度建设"), "机关单位"),
    "街道": (("社区治理", "老旧小区改造", "网格服务", "矛盾纠纷调解", "养老服务", "城乡环境整治"), "辖区居民"),
    "民政": (("社会救助", "养老服务体系建设", "儿童福利", "殡葬改革", "社会组织管理", "社区建设"), "困难群众"),
    "市容": (("道路清扫保洁", "垃圾分类", "园林养护", "公厕管理", "建筑垃圾处置", "市容秩序整治"), "市民"),
    "共青团": (("青年志愿服务", "希望工程", "青少年维权", "青年就业创业", "团干部培训", "少先队工作"), "青少年"),
}
_KINDS: Final = (
    "工作经费",
    "设施设备更新",
    "宣传培训",
    "业务保障",
    "专项整治",
    "信息系统运行维护",
    "基层补助",
    "调查评估",
)
_STARTS: Final = (
    "围绕年度重点任务，",
    "坚持问题导向，",
    "结合本区实际，",
    "按照年初确定的工作安排，",
    "会同有关单位，",
    "在人手偏紧的情况下，",
)
_DEEDS: Final = (
    "推进{a}，制定了实施方案和责任清单，按月调度进展",
    "把{a}作为民生实事来抓，走访{people}，梳理意见并逐条回应",
    "完善{a}的制度和流程，明确经办、审核、公示各环节的责任",
    "组织{a}业务培训，骨干人员全部参训，考核合格后上岗",
    "对{a}开展检查，发现的问题列入台账，整改一项销号一项",
    "在{a}中试行新的做法，总结经验后在全区推开",
)
_EFFECTS: Final = (
    "{people}反映的办事环节减少，等候时间缩短",
    "{a}的覆盖面有所扩大，{people}的满意程度保持稳定",
    "有关台账做到账实相符，便于{people}查询和监督",
    "{a}由被动应对转为主动安排，工作更有计划",
    "基层负担有所减轻，工作人员可以把更多时间用在{a}上",
)
_PROBLEMS: Final = (
    "{a}的绩效指标设置还不够细，个别指标难以量化，影响评价的准确性。",
    "预算编制与{a}的实际进度衔接不够紧，前松后紧的情况仍然存在。",
    "{a}的项目资料归集不及时，少数档案不完整。",
    "{people}参与{a}评价的渠道偏少，意见征集的代表性不足。",
)
_MEASURES: Final = (
    "细化{a}的绩效指标，做到能量化的都量化，不能量化的写明评判标准。",
    "提前做好{a}的项目准备，预算批复后即可实施，按季度通报支出进度。",
    "建立{a}档案清单，谁经办谁归集，年底前统一检查。",
    "扩大{people}意见征集的范围，把{a}的评价结果用于下一年度预算安排。",
)


def project_names(theme: str, number: int) -> tuple[str, ...]:
    """Names of projects, all different."""
    tasks, _ = FIELDS[theme]
    names = [f"{task}{kind}" for kind in _KINDS for task in tasks]
    return tuple(names[:number])


class Writer:
    """Words for one unit and year; the same unit and year always get the same words."""

    def __init__(self, unit_id: str, name: str, theme: str, year: int) -> None:
        self._chance = random.Random(f"words-{unit_id}-{year}")
        self._tasks, self._people = FIELDS[theme]
        self._name, self._year = name, year

    def introduction(self) -> str:
        """引言."""
        reason = self._chance.choice(("提高财政资金使用效益", "落实全过程预算绩效管理的要求", "向社会说明资金使用情况"))
        return f"为{reason}，{self._name}对{self._year}年度部门整体支出开展了绩效自评，现将结果公布如下。"

    def duties(self) -> str:
        """主要职责."""
        return f"负责本区{'、'.join(self._tasks[:4])}等工作；承办区委、区政府交办的其他事项。"

    def situation(self, staff: int) -> str:
        """基本情况."""
        return f"{self._name}是本区主管{self._tasks[0]}等工作的单位，执行政府会计制度，年末在职人员{staff}人。"

    def paragraph(self, task: str) -> str:
        """Three or four sentences about one task."""
        chance = self._chance
        deeds = chance.sample(_DEEDS, 2)
        effects = chance.sample(_EFFECTS, 2)
        fill = {"a": task, "people": self._people}
        words = f"{chance.choice(_STARTS)}{deeds[0].format(**fill)}；{deeds[1].format(**fill)}。"
        return words + f"通过以上工作，{effects[0].format(**fill)}。{effects[1].format(**fill)}。"

    def achievements(self, *, rounds: int = 1) -> str:
        """成效: headings of two levels; ``rounds`` makes it longer."""
        tasks = list(self._tasks)
        self._chance.shuffle(tasks)
        blocks: list[str] = []
        for number in range(0, len(tasks), 2):
            blocks.append(f"### 抓好{tasks[number]}，服务{self._people}")
            for task in tasks[number : number + 2]:
                blocks.append(f"#### 扎实做好{task}")
                blocks += [self.paragraph(task) for _ in range(rounds)]
        return "\n\n".join(blocks)

    def problems(self) -> list[str]:
        """问题."""
        return [self._about(words) for words in self._chance.sample(_PROBLEMS, 2)]

    def measures(self) -> list[str]:
        """改进措施."""
        return [self._about(words) for words in self._chance.sample(_MEASURES, 2)]

    def _about(self, words: str) -> str:
        return words.format(a=self._chance.choice(self._tasks), people=self._people)

    def assets(self) -> str:
        """资产管理."""
        return self._chance.choice(
            (
                "固定资产实行统一登记、专人保管，每年年底清查一次，做到账、卡、物相符。",
                "资产的购置、领用、处置都按规定审批，闲置资产先在单位内部调剂，年底前完成盘点。",
            )
        )

    def tasks(self) -> tuple[str, ...]:
        """What the unit works at."""
        return self._tasks

    def people(self) -> str:
        """Whom the unit serves."""
        return self._people
