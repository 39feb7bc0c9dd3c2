"""名词解释: official terms in plain words, their page, and the file from which the hints on other pages come.

Only what laws and forms confirm is stated; the words are our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from ..model import form
from .parts.page import GLOSSARY, HOME, READING, Link, Page, reading_group


@dataclass(frozen=True, slots=True)
class Term:
    """A term: id in pinyin, name, meaning in a sentence, source, other names under which it is printed."""

    id: str
    name: str
    meaning: str
    source: str
    others: tuple[str, ...] = ()


_14: Final = "预算法第十四条"
_75: Final = "预算法第七十五条"
_6: Final = "预算法实施条例第六条"
_143: Final = "地方预决算公开操作规程（财预〔2016〕143号）"
_10: Final = "部门整体支出绩效自评表"
_TABLE: Final = "部门决算收支总体表"
_SITE: Final = "本站的说明"

#: Terms by group, in the order of the glossary.
GROUPS: Final[tuple[tuple[str, tuple[Term, ...]], ...]] = (
    ("收入和支出", (
        Term("shouru-zongji", form.TOTAL_INCOME.label, "本年的全部收入加上年初结转结余，和支出总计相等", _TABLE),
        Term("bennian-shouru", form.INCOME.label, "当年取得的各项收入，不包括以前年度结转来的钱", _TABLE),
        Term("zhichu-zongji", form.TOTAL_EXPENDITURE.label,
             "本年的全部支出加上年末结转结余，所以比真正花掉的多", _TABLE),
        Term("bennian-zhichu", form.EXPENDITURE.label,
             "当年真正花掉的钱，基本支出和项目支出等的合计", _TABLE, ("全部支出",)),
        Term("jiben-zhichu", form.BASIC_EXPENDITURE.label, "维持单位日常运转的钱：工资等人员经费和办公等公用经费", _6),
        Term("xiangmu-zhichu", form.PROJECT_EXPENDITURE.label, "为完成特定的任务，在基本支出以外安排的钱", _6),
        Term("gongzi-fuli", form.WAGES_AND_BENEFITS.label, "付给在职人员的工资、津贴和社会保险缴费等", _6),
        Term("shangpin-fuwu", form.GOODS_AND_SERVICES.label, "买办公用品、水电、差旅、维修等的钱", _6),
        Term("geren-jiating", form.INDIVIDUAL_AND_FAMILY_SUBSIDIES.label, "付给离退休人员、遗属等的补助", _6),
        Term("zibenxing", form.line_of("capital_expenditure").label, "买设备、车辆、房屋等能用多年的资产的钱", _6),
        Term("renyuan-jingfei", form.PERSONNEL_FUNDS.label, "用在人身上的基本支出：工资福利和对个人家庭的补助", _6),
        Term("gongyong-jingfei", form.OPERATING_FUNDS.label, "基本支出里维持办公的部分，不包括人员经费", _6),
        Term("jiguan-yunxing", form.OFFICE_RUNNING.label,
             "行政单位和参照公务员法管理的单位的公用经费，公开时应当说明", _14),
        Term("nianchu-jiezhuan", form.OPENING_BALANCE.label, "上年没有用完，转到本年继续用的钱", _TABLE),
        Term("nianmo-jiezhuan", form.CLOSING_BALANCE.label, "本年没有用完，转到下年继续用的钱", _TABLE),
        Term("caizheng-bokuan", form.GENERAL_PUBLIC_BUDGET.label, "财政从一般公共预算里拨给单位的钱", _TABLE),
        Term("zhengfuxing-jijin", form.GOVERNMENT_FUND.label, "财政从政府性基金预算里拨的钱，有指定的用途", _TABLE),
        Term("gongneng-fenlei", "支出功能分类", "按做什么事分：教育、卫生、农林水等，公开到项", _6, ("功能分类",)),
        Term("jingji-fenlei", "经济分类", "按钱花在什么上分：工资、办公、设备等，基本支出公开到款", _6),
        Term("zhengfu-caigou", form.PROCUREMENT.label,
             "用财政资金买货物、工程和服务的钱，公开时应当说明", _14, ("政府采购",)),
    )),
    ("“三公”经费", (
        Term("sangong", form.THREE_PUBLIC.label,
             "因公出国（境）、公务用车、公务接待三项花费的合计", _143, ("三公经费",)),
        Term("chuguo", form.OVERSEAS_VISITS.label, "因公出国或出境的旅费、住宿、培训等花费", _143),
        Term("yongche", form.OFFICIAL_VEHICLES.label, "买公务用车，以及油费、维修、保险等花费", _143),
        Term("jiedai", form.OFFICIAL_RECEPTIONS.label, "按规定接待公务来访的花费", _143),
    )),
    ("预算和决算", (
        Term("nianchu-yusuan", "年初预算", "年初批复的预算数，一年的打算", _75),
        Term("quannian-yusuan", "全年预算", "年中调整以后的预算数", _75),
        Term("juesuan", "决算", "年终实际收到和花掉的数", _75),
        Term("shangnian-juesuan", "上年决算", "上一年度实际收到和花掉的数", _75),
        Term("bi-nianchu", "比年初预算", "决算减年初预算，由本站按公开的两个数计算", _SITE),
        Term("zhanbi", "占比", "这一项占合计的百分比，由本站计算", _SITE),
        Term("weilieming", "未列明", "合计减去列出的各项，剩下的没有列出是什么，由本站计算", _SITE),
    )),
    ("绩效", (
        Term("zheng-ti", "部门整体支出绩效自评", "单位自己评价一年的钱花得怎么样、事办得怎么样", "预算法第五十七条"),
        Term("zi-ping-defen", form.SCORE.label, "单位按指标给自己打的分，不是本站或财政部门打的", _10),
        Term("zi-ping-dengji", "自评等级", "得分所在的等级，分数线由各年度的规则规定", _10, ("等级",)),
        Term("niandu-zhibiao", "年度指标值", "年初设定要达到的数", _10),
        Term("shiji-wancheng", "实际完成值", "年末实际达到的数", _10),
        Term("fenzhi", "分值", "这一项满分多少分", _10),
        Term("chanchu", "产出指标", "做了多少、做得好不好、及时不及时、花了多少", _10),
        Term("xiaoyi", "效益指标", "做了以后对社会、经济、环境有什么用", _10),
        Term("manyi", "满意度指标", "服务的人满意不满意", _10),
        Term("zhixing", form.ANNUAL_FUNDS.label, "自评表里全年安排和执行的钱", _10),
    )),
    ("单位和公开", (
        Term("bumen", "部门口径", "数字包括部门本级和所属单位，不能与所属单位相加", _SITE, ("部门",)),
        Term("benji", "本级口径", "只包括部门机关自己的数字", _SITE, ("本级",)),
        Term("danwei", "单位口径", "一个单位自己的数字", _SITE),
        Term("nianmo-renshu", form.STAFF.label, "年末在职或实有的人数，照报告写的口径", _SITE),
        Term("bianzhi", form.AUTHORIZED_POSTS.label, "批准的人员名额", _SITE),
        Term("zaizhi-kongzhi", "在职人员控制率", "在职人员除以编制数，超过 100% 就是超编", _SITE),
        Term("zichan", "国有资产占用情况", "单位占有使用的房屋、车辆、设备等", _143),
        Term("pifu", "批复日期", "财政部门批复决算的日期，部门应当在二十日内公开", _14),
        Term("heshi", "核实中", "报告正在核实，核实以前本站不显示数字", _SITE),
        Term("buyu-gongkai", "依法不公开", "涉及国家秘密等，法律规定不公开", _14),
        Term("chexia", "撤下", "公开以后因个人信息等依法撤下，本站只留撤下的日期、理由和原文件的校验值", _SITE),
        Term("weishoulu", "未收录", "本站没有这份报告，不表示单位没有公开", _SITE),
        Term("weigongkai", "未公开", "报告里没有写这个数，读作“—”，和零不同", _SITE, ("—",)),
    )),
)  # fmt: skip  # names, read in a row


@cache
def terms_by_name() -> dict[str, Term]:
    """Every term by each of its names."""
    return {name: term for _, terms in GROUPS for term in terms for name in (term.name, *term.others) if name != "—"}


@lru_cache(maxsize=4096)  # names of the unit's own are without number
def find_term(label: str) -> Term | None:
    """The term that a label is, with or without a measure in brackets behind it."""
    known = terms_by_name()
    return known.get(label) or known.get(label.partition("（")[0])


#: Meanings by id, fetched when a reader first points at a term.
TERMS: Final = f"{GLOSSARY}terms.json"


def glossary_page() -> Page:
    """Every term with its meaning and source."""
    return Page(
        path=GLOSSARY,
        title="名词解释",
        description="报告里的名词是什么意思：收支、“三公”经费、预算和决算、绩效、公开状态，注明依据。",
        template="glossary.html",
        view=GROUPS,
        sidebar=(reading_group(GLOSSARY),),
        crumbs=(Link("首页", HOME), Link("怎么看", READING), Link("名词解释")),
    )


def meanings() -> dict[str, list[str]]:
    """Id → [name, meaning]."""
    return {term.id: [term.name, term.meaning] for _, terms in GROUPS for term in terms}
