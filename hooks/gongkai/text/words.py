"""The words that say something about a figure: what it is compared with, which way it goes, of what it is a part.

:func:`read_words` takes a paragraph apart at them in one pass; what stands between them is left to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from ..model.line_names import known_names
from ..model.names import OwnNames
from .change_words import DOWN_NOUNS, EITHER_NOUNS, LESS, MORE, NOUN_ENDINGS, OVER, UP_NOUNS, way_of

PRIOR: Final = "上年(?!初)度?|去年|上一年度?|前一年度?|上年同期|去年同期"
INITIAL: Final = "(?:当年|本年|全年|部门|年度)?年初(?:部门|支出|收入)?预算|初始预算|年初批复|年初数"
ADJUSTED: Final = "调整后?的?(?:年度|全年)?预算|全年预算|变更后预算|调整后预算"
_NO_BUDGET: Final = "执行|财政|拨款|收入|单位|管理|编制|控制|绩效|公开|调整|追加"
BUDGET: Final = rf"(?:(?:部门|当年|本年|年度|批复)?(?<!基金)(?<!经营)(?<!公共)预算(?!{_NO_BUDGET})|批复数)"
#: A budget that is called 计划, where what was done of it follows at once: 计划420万元，实际完成396万元.
_PLANNED: Final = (
    r"(?:数|金额|额)?[为是]?\s*\d[\d,.]*\s*[万亿千]?元[，、；]?"
    r"(?:全年|年终|年末|本年)?(?:实际|完成|执行|决算|实[际支施])"
)
#: Words for a budget where an amount follows at once: 指标13万元.
_GRANTED: Final = (
    r"(?:预算)?(?:指标|批复)(?:总额|总数|金额|额|数)?(?=[为是共]?\s*\d[\d,.]*\s*[亿万千]?元)"
    rf"|计划(?={_PLANNED})(?:数|金额|额)?"
)
#: What is compared with, e.g. 上年决算数, 2023年度支出, 年初预算批复数.
_NOUN: Final = rf"(?:{PRIOR}|(?:19|20)\d\d\s*年(?:度)?)?(?:同期)?(?:{INITIAL}|{ADJUSTED}|{BUDGET}|年初)?"
_TAIL: Final = "(?:决算|执行|批复|安排|同期|实际|完成|支出|收入|总额|总数|数额|金额|水平|情况|数|额|的)*+"
_NUMBER: Final = r"\d+(?:[,，]\d{3}(?!\d))*(?:\.\d+)?"
#: Of a bound or a range no figure follows: 100万元及以上的项目3个.
_ROUGH: Final = (
    r"余|多(?=[万元亿])|左右|及?以[上下内]|上下|[（(]含[）)]|的(?:增量|增[加支]|减[少支]|差额|缺口|结余|余额|追加)|(?:至|到|—|－|-|~|～)\s*\d"
    r"|的?(?:项目|合同|工程|设备)[^，。；、\d]{0,4}\d+\s*[个份项台]"
)
_NUMERAL: Final = "[一二三四五六七八九十两]{1,3}"
_MEASURES: Final = "人次|批次|人|名|个|家|所|辆|台|批|次|分|件|户|场|篇|平方米|㎡"
_ANY_BUDGET: Final = f"{INITIAL}|{ADJUSTED}|{BUDGET}"

_BEFORE_PERCENT: Final = r"(?:比例|比重|比率|率|为|是|达到?|：|:)*+(?=(?:分别|依次)?[为是达]?\s*\d+(?:\.\d+)?\s*[%％])"
_PAID: Final = "花费|花去|花|兑付|拨付|执行|支付|支出|付款|付出|结出|列支|开支|发生|使用|支|用|付"
_BASES: Final = "上(?=年|一|期)|去年|前一|同期|19|20|年初|当年|本年|全年|部门|年度|初始|调整|变更|批复|预算"
_WAY_WORDS: Final = (
    rf"{EITHER_NOUNS}|{UP_NOUNS}|{DOWN_NOUNS}|(?:{MORE}|{LESS})(?:{'|'.join(NOUN_ENDINGS)})?"
    r"|[多增高](?=了?\s*\d)|[少减低](?=了?\s*\d)"
)
#: Groups of the words for a column → the column.
COLUMN_WORDS: Final[Mapping[str, str]] = {
    "initial": "initial_budget",
    "adjusted": "adjusted_budget",
    "any": "budget",
    "arranged": "budget",
    "prior": "prior_actual",
    "begun": "other",
}
#: One kind a row, in the order in which they are tried; the names of the lines come before ``either``. Between kind and
#: pattern stands what its words begin with: nothing else is looked at, which makes reading three times as fast.
_PATTERNS: Final = (
    (
        "years",
        "12",
        r"(?<!\d)(?:19|20)\d\d年?度?\s*(?:至|到|—|－|-|~|～|、|和)\s*(?:(?:19|20)\d\d年?度?[、和]?\s*)+(?=年|度|[^\d])",
    ),
    ("year", "12", r"(?<!\d)(?P<named>(?:19|20)\d\d)\s*年(?:度|末|底|初(?!预算))?"),
    (
        "within",
        "0123456789一三上下二前四近两五十“",
        r"[“]?十[一二三四五]五[”\"]?(?:规划)?(?:期?[末初]|期间|时期|以来|收官)|(?<!以)前年|[两三四五十]年前|近[两二三四五十几]年|\d{1,2}\s*月(?:当月|份)?(?=支出|收入|列支|拨付|付款|追加|集中)|[上下]半年|前?[一二三四1-4]\s*季度|(?<!\d)\d{1,2}\s*[-－—~至]\s*(?!12)\d{1,2}\s*月|(?<!\d)(?!12)\d{1,2}\s*月(?:底|末|份)",
    ),
    (
        "amount",
        "0123456789-－−",
        rf"(?P<sign>(?<![\d万元%％至])[-－−])?(?P<number>{_NUMBER})\s*"
        rf"(?P<measure>亿元|万元|千元|元|万(?=[，。；、）)\s]|$))(?!\s*[/／每]|{_ROUGH})",
    ),
    (
        "percent",
        "0123456789-－−",
        rf"(?P<minus>(?<![\d%％至])[-－−])?(?P<percent_>{_NUMBER})\s*(?:[%％]|(?P<times>倍))(?!{_ROUGH}|的(?:比例|标准|要求|科目|项目|部门|单位|部分|指标))",
    ),
    (
        "count",
        "0123456789一二三四五六七八九十两",
        rf"(?:(?P<digits>{_NUMBER})|(?P<numeral>{_NUMERAL}))\s*(?P<counted>{_MEASURES})(?!{_ROUGH}|均|[月年日天])",
    ),
    (
        "completion",
        "完执占为达相是只仅用花",
        rf"(?:完成|执行|占|为|达到?|相当于|是|只及|仅及|[只仅]有|[用花](?=[了去掉完]))(?:了|到|去|掉|完)?(?:全部|采购|该项|其)?(?P<of>{_ANY_BUDGET}|(?<=完成)计划){_TAIL}"
        rf"(?:(?P<budget>{_NUMBER})\s*(?P<budgeted>亿元|万元|元)的)?{_BEFORE_PERCENT}",
    ),
    (
        "ratio",
        "为是达相仅只",
        rf"(?:仅|只)?(?:为|是|达到?|相当于)(?:(?P<ratio_year>(?:19|20)\d\d)年度?|{PRIOR})(?:同期|决算|支出|收入|数)*的(?=\s*\d+(?:\.\d+)?\s*[%％])",
    ),
    (
        "rate",
        "年初当本全部调变执支完预控进兑拨",
        rf"(?P<by>{INITIAL}|{ADJUSTED}|部门预算|当年预算|预算|支出)?(?:支出)?"
        r"(?:(?:完成|执行|支付|支出|兑付|拨付)(?:率|进度|比例|比率)|(?<=[支收][出付入])进度|(?<!预算)(?<!面积)(?<!概算)(?<!规模)控制率|执行到)"
        rf"{_BEFORE_PERCENT}|(?<=[，,])(?P<bare_>完成|执行)(?:了|到)?(?=\s*\d+(?:\.\d+)?\s*[%％](?:[，。；、）]|$))",
    ),
    (
        "base",
        "比较对相与和同上",
        rf"(?:相较于?|相对于|较之|比之|对照|比|较|对比|相比于?|与|和|同)\s*(?=(?:{_BASES}))(?P<noun>{_NOUN}){_TAIL}(?:相比较?|对比|比较|相较|比)?"
        "|同比(?:上年)?|(?P<bare>与?上年(?:度)?相比)",
    ),
    (
        "over",
        "超高多大低少小离突",
        rf"(?P<how>超出|超过|超支|超|(?<![未没有不])突破|高于|多于|大于|低于|少于|小于|离)(?P<above>{_ANY_BUDGET}){_TAIL}(?:还|尚)?(?:差着?|剩)?",
    ),
    ("whole", "收支", r"(?<![\u4e00-\u9fff])(?P<side>收入|支出)(?=(?:比|较|与上|与去|与20|同比|上升|下降|增|减))"),
    ("funds", "全一公财", "全部资金(?:口径)?|(?:一般公共预算)?(?:财政拨款|公共预算)口径"),
    (
        "either",
        "多增剧猛递调核净上提超高扩略微少锐骤减节下降压回缩攀走抬激陡省",
        rf"(?:{MORE}|{LESS})\s*[（(/／]\s*(?:{MORE}|{LESS})\s*[）)]?",
    ),
    (
        "way",
        "多增剧猛递调核净上提涨升超高扩略微少锐骤减节下降压回缩跌变差攀走抬激陡省低",
        rf"(?<![未没不无])(?P<way_>{_WAY_WORDS})(?![到至])(?:了|额|数)?",
    ),
    ("same", "基持没无未", "(?:基本)?持平|没有增减|无增减|无变化|没有变化|未发生变化"),
    (
        "cause",
        "主原由因是系缘得",
        "主要原因|原因[是为：:]|原因主要|主要是|主要系|主要为|主要由于|主要因|由于|因为|是因|系因|缘于|得益于",
    ),
    (
        "plan",
        "1一二三上前下截计拟预明来将力确不原剔扣同可",
        rf"剔除|扣除(?!\s*\d)|(?<!年)同口径|可比口径|不可比|不考虑|不含|不包括|截[至止](?!12月)(?:20\d\d年)?(?!12月)\d{{1,2}}月|[一二三上前]{{1,2}}季度|上半年|(?:1|一)[-—至到][1-9一二三四五六七八九]{{1,2}}月|计划(?!{_PLANNED})|拟|预计|预测|下年度?|下一年度?|明年|来年|将(?=[在按于用继进会])|力争|确保|不超过|不得|原则上",
    ),
    (
        "column",
        "批年初当本全部调变安原预指上去前支收决实用付结执列开发使花只仅计已最共才后中兑",
        rf"(?P<initial>(?:批复)?(?:{INITIAL})|年初(?:只|共|原)?(?:安排|核定|下达|确定|编|批|给|定|报)了?(?=[为了]?\s*\d))|(?P<begun>(?<=[由从])年初的?(?=\s*\d))|(?P<adjusted>{ADJUSTED}|(?:全年|年中)?(?:预算)?调整(?:以?后|为|至|到)(?=[为是]?\s*\d)|(?:后来|后|年中|中途)又?[加调增添][到至为](?=\s*\d)|后(?:达到|变为|为)(?=\s*\d))"
        rf"|(?P<arranged>(?:原本|原来|原)?(?:安排|打算花)(?=[为了]?\s*\d))|(?P<any>{_GRANTED}|{BUDGET})|(?P<prior>(?:{PRIOR})(?:支出|收入)?(?:决算)?)"
        "|(?P<actual>支出决算|收入决算|决算|实际支出|实际完成|全年执行|实际执行|实际数"
        rf"|(?:(?:实际|实(?=[支付花用])|已(?=执行|支付|支出|拨付|兑付|花|用)|年末|年底|全年|只|仅|最后|最终|共|才)|(?<![\u4e00-\u9fff])|(?<=[年日]底)|(?<=日)|(?<=年末))(?:{_PAID})(?:了|数|出|去|掉)?"
        r"(?=\s*(?:为|共|合计)?\s*\d))",
    ),
    ("each", "均都各", r"(?:均|都)(?:为|是)?(?=\s*\d)|各(?=增加|减少|增长|下降)"),
    ("adjusting", "预调追", rf"(?:预算)?(?:调整率|调整幅度|调整比例|追加比例|追加率|调增率|调增幅度){_BEFORE_PERCENT}"),
    (
        "part",
        "其包主用分内依",
        "其中|内含|包括|包含|主要用于(?:以下(?:几个)?方面)?|用于以下(?:几个)?方面|(?:分别|依次)(?:为|是)?",
    ),
    (
        "share",
        "占所比为相达是份",
        "占比|所占比例|所占比重|比重|份额|占到?"
        r"|(?:为|是|达到?|相当于)(?=[^，。；：、\d预]{1,12}?(?:总?额|总数|总量|支出|收入|经费|合计|总计)的\s*\d[\d.]*\s*[%％])",
    ),
    ("quoted", '“"', r"[“\"](?P<inner>[^“”\"\n]{2,30})[”\"]"),
    ("stop", "，,；;。！？：:、（）()\n", r"[，,；;。！？：:、（）()\n]"),
)
_CHANGED: Final = re.compile(rf"[^，；。\d]{{0,12}}?(?:{MORE}|{LESS})\D{{0,3}}{_NUMBER}\s*[万亿千元]")


class Word(NamedTuple):
    """A word that says something: its kind, where it stands, and its match."""

    kind: str
    match: re.Match[str]
    start: int
    end: int

    def is_before_change(self, text: str) -> bool:
        """Whether an increase or a decrease of money is told in the few words that follow."""
        return _CHANGED.match(text, self.end, self.end + 30) is not None

    def way(self) -> int:
        """1 for more, −1 for less, 0 where the sign of the figure says it."""
        return way_of(self.match["way_"]) if self.kind == "way" else OVER[self.match["how"]]


@lru_cache(maxsize=8)
def _pattern(extra: OwnNames) -> re.Pattern[str]:
    names = sorted(known_names(extra))
    kinds = tuple(_ordered(("name", _letters(names), _any_of(names))))
    patterns = (f"(?=[{re.escape(first)}])(?P<{kind}>{pattern})" for kind, first, pattern in kinds)
    return re.compile(f"(?=[{re.escape(_letters(''.join(first for _, first, _ in kinds)))}])(?:{'|'.join(patterns)})")


def _letters(words: Iterable[str]) -> str:
    """The letters that ``words`` begin with, each once."""
    return "".join(sorted({word[0] for word in words}))


def _any_of(names_in_order: list[str]) -> str:
    """A pattern of any of the names, the longest first, tried letter by letter."""
    branches: dict[str, list[str]] = {}
    for name in names_in_order:
        branches.setdefault(name[:1], []).append(name[1:])
    ends = branches.pop("", None) is not None
    tails = [re.escape(first) + (_any_of(rests) if rests != [""] else "") for first, rests in branches.items()]
    if not tails:
        return ""
    return f"(?:{'|'.join(tails)}){'?' if ends else ''}" if len(tails) > 1 or ends else tails[0]


def _ordered(naming: tuple[str, str, str]) -> Iterable[tuple[str, str, str]]:
    """A base is tried before a name (比年初结转…), a name before everything else but figures."""
    at = next(n for n, (kind, _, _) in enumerate(_PATTERNS) if kind == "either")
    return (*_PATTERNS[:at], naming, *_PATTERNS[at:])


def read_words(text: str, extra: OwnNames = ()) -> Iterator[Word]:
    """The words of ``text`` that say something, in order."""
    for match in _pattern(extra).finditer(text):
        yield Word(match.lastgroup or "", match, *match.span())
