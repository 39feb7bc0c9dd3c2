"""Projects that the text on 项目支出 lists with their amounts: certain only where they come to all of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, NamedTuple

from ..model import form
from ..model.amounts import COLUMN_LABELS
from ..model.functional_classes import CLASSES
from ..model.line_names import known_names
from ..model.names import OwnNames
from ..model.problem import KeyPath
from ..text.numbers import parse_amount
from .chapters import PlacedParagraph
from .found import Found, FoundFigure, FoundText
from .numbering import parse_number
from .sentences import shifted

_NOTE: Final = (*form.PROJECT_EXPENDITURE.path, "说明")
_LIST: Final[KeyPath] = form.PROJECTS.path
_ACTUAL: Final = COLUMN_LABELS["actual"]
#: 食品安全抽检246.00万元: a name with nothing but its amount.
_AMOUNT: Final = r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)\s*(?P<measure>万元|元)"
_NAME: Final = r"(?P<name>[^，。,；;、：:\d]{3,40}?)"
_VERB: Final = r"(?:(?:实际|全年)?(?:支出|使用|安排|投入|列支|决算)(?:了|数|金额)?[为共]?)?"
_ITEM: Final = re.compile(
    rf"(?:^|(?<=[，；;、：:]))\s*(?:其中|包括)?\s*{_NAME}{_VERB}\s*{_AMOUNT}(?=[，,；;、。（(]|$)"
)
_AT_START: Final = re.compile(rf"{_NAME}{_VERB}\s*{_AMOUNT}(?=[，,；;、。（(]|$)")
#: Names of nothing that the unit did: columns, sums, money by where it is from.
_NO_PROJECT: Final = re.compile(
    "预算|决算|支出$|合计|小计|总计|追加|结转|结余|比上年|较上年|增加|减少|本年|上年|其中|拨款|收入|基金|资金$|其他$"
    "|^(?:业务工作|运行维护|省级专项)|^(?:其他|中央|地方|上级|[省市县区]?本?级|[省市县区])[^，]{0,4}(?:项目|专项)$"
)
#: A project has a name that says what was done.
_OF_PROJECT: Final = re.compile(
    "工程|项目|建设|改造|采购|购置|经费|专项|工作|补助|补贴|奖励|抽检|检测|检验|监测|整治|治理|防治|防控|防火|保护|修复|修缮|维护"
    "|创建|普查|调查|规划|评估|活动|宣传|管护|造林|绿化|扶贫|振兴|救助|帮扶|执法|平台|系统|信息化|设备|保险|行动|示范|服务"
    "|培训|升级|配套|改善|提升|整修|扩建|新建|加固|监控|排查|清理|推广|演练|保障|养护|处置|回收|编纂|征集|展览|比赛|竞赛|试点"
)
#: Parts that are times, bodies, ways of paying, kinds of projects, economic items.
_OTHER_PARTS: Final = re.compile(
    "[上下]半年|季度|月|期$|支付|尾款|进度款|质保金|(?<!分)类(?:项目|支出|经费|专项)?$|[^经]费$|^对"
    "|(?:局|机关|本级|站|所|中心|林场|公园|学校|医院|大队|公司|[乡镇村科股室])(?:的)?(?:工作|业务|专项)?(?:项目|经费|专项|工程|采购)?$"
    "|^(?:新建|续建|延续|新增|重点|一般|经常性?|一次性|常年|跨年|结转|人员|公用|日常|办公|会议|培训|差旅|水电|运转|工作|业务|专项业务)?"
    "(?:性|的)?(?:项目|专项|工程|经费|补助|服务)$|^(?:货物|工程|服务|政府|集中|分散|自行|公开|零星)?(?:采购|购置)$"
)
#: What a sentence says of all of it before it lists the projects.
_OF_ALL: Final = re.compile(r".{0,12}项目支出(?:总额|合计)?(?:年初预算|全年预算|预算|决算)?|(?:年初|全年)预算")
_FEWEST: Final = 2


class _Told(NamedTuple):
    name: str
    value: Decimal
    source: str
    place: str


def find_listed_projects(
    paragraphs: Iterable[PlacedParagraph], figures: Sequence[FoundFigure], extra: OwnNames = ()
) -> tuple[tuple[FoundFigure, ...], tuple[FoundText, ...]]:
    """The projects with their 决算, as entries of the list; none where they are not all that was spent.

    Args:
        paragraphs: with their places.
        figures: what was found, 项目支出 among it.
        extra: a bureau's names of lines.
    """
    spent = {f.value for f in figures if (f.path, f.column) == (_LIST[:-1], _ACTUAL) and not f.doubt}
    texts = [paragraph for paragraph in paragraphs if paragraph.path == _NOTE]
    if len(spent) != 1:
        return (), ()
    whole = spent.pop()
    for told in _lists(texts):
        if _is_all(told, whole, extra):
            return _entries(told)
    return (), ()


def without_listed(founds: Iterable[tuple[str, Found]]) -> Iterator[tuple[str, Found]]:
    """What was found, without projects that a text lists where a table or a form has projects too."""
    founds = tuple(founds)
    is_told = any(
        any(f.is_table and f.path[: len(_LIST)] == _LIST for f in read.figures)
        or any(path[: len(_LIST)] == _LIST for path in read.more)
        for _, read in founds
    )
    for name, read in founds:
        yield name, _unlisted(read) if is_told and not read.is_beside else read


def _unlisted(read: Found) -> Found:
    depth = len(_LIST) + 1
    entries = {f.path[:depth] for f in read.figures if not f.is_table and f.path[: len(_LIST)] == _LIST}
    figures = tuple(figure for figure in read.figures if figure.path[:depth] not in entries)
    return replace(read, figures=figures, texts=tuple(text for text in read.texts if text.path[:depth] not in entries))


def _lists(texts: Sequence[PlacedParagraph]) -> Iterator[list[_Told]]:
    """What may be a list: entries that are numbered, and the clauses of one paragraph."""
    numbered = [
        _told(found, paragraph)
        for paragraph in texts
        if (number := parse_number(paragraph.text)) and (found := _AT_START.match(number.words))
    ]
    yield numbered
    for paragraph in texts:
        told = [_told(found, paragraph) for found in _ITEM.finditer(paragraph.text)]
        yield [one for one in told if not _OF_ALL.fullmatch(one.name)]


def _told(found: re.Match[str], paragraph: PlacedParagraph) -> _Told:
    value = shifted(parse_amount(found["number"], found["measure"])[0], found["measure"])
    return _Told(found["name"].strip('“”" '), value, found[0].strip(), paragraph.place)


def _is_all(told: list[_Told], whole: Decimal, extra: OwnNames) -> bool:
    """Whether they have names of their own and come to the whole."""
    names = {one.name for one in told}
    classes = names & {name.removesuffix("支出") for name in CLASSES.values()}
    is_own = not classes and not any(name in known_names(extra) or _NO_PROJECT.search(name) for name in names)
    is_own = is_own and all(_OF_PROJECT.search(name) and not _OTHER_PARTS.search(name) for name in names)
    is_list = len(told) >= _FEWEST and len(names) == len(told)
    return is_list and is_own and sum((one.value for one in told), Decimal(0)) == whole


def _entries(told: list[_Told]) -> tuple[tuple[FoundFigure, ...], tuple[FoundText, ...]]:
    figures = tuple(FoundFigure((*_LIST, at), _ACTUAL, one.value, one.source, one.place) for at, one in enumerate(told))
    texts = tuple(FoundText((*_LIST, at, "名称"), one.name, one.source, one.place) for at, one in enumerate(told))
    return figures, texts
