"""Whose figures words are: those of the unit, or of another institution, of all of them, of a part of the year."""

from __future__ import annotations

import re
from typing import Final

#: 区财政局2019年收入总计: whose figure it is.
_OWNER: Final = re.compile(
    "(?P<region>[市县区省州旗])(?P<owner>[^，。；：、市县区省州旗]{1,14}?"
    "(?:局|中心|委|会|办|办公室|办事处|学校|中学|小学|学院|医院|院|站|所|队|馆|公司|部|乡|镇))"
    "(?:20[0-9]{2}年度?|全年|本年|年末|当年|同期|的)*"
    "(?=总?收入|总?支出|收支|本年|基本|项目|部门|决算|预算|整体|绩效|“?三公|公用|公务|机关运行|政府采购|资产|在职|编制)"
)
#: Titles of tables of others, or of a part of the year.
_OTHER_TITLE: Final = re.compile(
    r"上半年|下半年|季度|(?<!\d)\d{1,2}月?\s*[—–\-－~～至到]+\s*(?:[1-9]|1[01])月|截[至止][^，。]{0,6}(?<!\d)(?:[1-9]|1[01])月|全[县市区州旗]|各(?:部门|单位|乡镇|街道|学校)|下属|所属|二级单位|[代托]管"
)
#: Bodies beside the unit, or several of which it is one; 本级及所属单位 is all of a department.
_OTHER_BODIES: Final = re.compile(
    "(?<![含括和及与])(?:下属|所属|局属|二级)[^，。；]{0,8}单位|各(?:单位|部门|站所|乡镇|镇街|街道|学校|科室)|[代托]管|代建"
)
#: Among people, whose numbers are told of many bodies, any of these is another one.
_OTHER_PEOPLE: Final = re.compile(
    "(?<![含括和及与])(?:(?:下属|所属)(?![0-9])|(?<!个)二级)|全[县市区省镇乡街]|辖区|各(?:单位|学校|乡镇|街道|村)|机关本级"
)
_PART_OF_YEAR: Final = re.compile(
    r"[上下]半年|[半季]年|季度|(?<!\d)\d{1,2}月?\s*[—–\-－~～至到]+\s*(?:[1-9]|1[01])月|截[至止](?:20\d\d年)?(?:[1-9]|1[01])月"
    r"|(?<!\d)(?:[1-9]|1[01])月份?(?!\d|[^，。；]{0,6}日)(?=[^，。；：]{0,12}(?:支出|收入|费|人))"
)
#: Of another column, a plan, a move, or so far.
_OTHER_COLUMN: Final = re.compile(
    "预算|计划|目标|预计|上年|去年|上一年|下年|明年|同比|增[加长]|减少|下降|调[整入出增减]|新增|招[录聘]|录用|去世|办理|慰问|月|季度"
    "|拟|将|若|累计"
)
#: What of that says nothing: the name of a kind of money, the last day of the year.
_NO_OTHER_COLUMN: Final = re.compile(
    r"(?:一般公共|政府性基金|国有资本经营)预算|(?:截[至止])?(?:20\d\d年)?12月(?:31日|底|末)|补助(?:人员|对象)"
)
OTHER_BODY: Final = "这一句说的可能是别的单位"
OTHER_TIME: Final = "这一句说的可能是另一段时间"
_BODY: Final = re.compile("局|中心|委员会|委|办公室|办|学校|中学|小学|学院|医院|院|站|所|队|馆|部|乡|镇")
#: Where the name of a region ends in a unit's: 市 and 区 in 云溪市衡南区商务局.
REGION: Final = re.compile("[省市州盟县区旗](?=[\u4e00-\u9fff]{3})")
_SHORTEST_SHORT: Final = 3


def why_not_whole_year(words: str, names: tuple[str, ...], *, is_of_people: bool = False) -> str:
    """Why figures behind ``words`` may not be of the unit and its whole year; "" where nothing says so.

    The one rule for sentences, for the parts that they list and for what they say to be nought.

    Args:
        words: those of the sentence before the figure.
        names: what the unit is called.
        is_of_people: the figure is a number of people or posts.
    """
    bodies = _OTHER_PEOPLE if is_of_people else _OTHER_BODIES
    if _OTHER_BODIES.search(words) or bodies.search(words) or is_of_another(words, names):
        return OTHER_BODY
    return OTHER_TIME if _PART_OF_YEAR.search(words) else ""


def is_of_other_column(words: str) -> bool:
    """Whether words speak of a budget, of last year, of a plan or of a move: what follows need not be of 决算."""
    return _OTHER_COLUMN.search(_NO_OTHER_COLUMN.sub("", words)) is not None


def without_own_name(words: str, names: tuple[str, ...]) -> str:
    """``words`` without the unit's own name at their beginning, however it is shortened there.

    衡南局, 衡南商务局 and 区商务局 are short for 云溪市衡南区商务局; 市商务局, which is another one, is not.
    """
    ends = [found.end() for found in _BODY.finditer(words, 0, max(map(len, names), default=0) + 1)]
    own = [end for end in ends if any(_is_own(words[:end], name) for name in names)]
    return words[max(own, default=0) :]


def _is_own(short: str, name: str) -> bool:
    tails = [name, *(name[found.end() :] for found in REGION.finditer(name))]
    inner = tails[-2] if len(tails) > 2 else name
    return short in tails or (len(short) >= _SHORTEST_SHORT and short[-1] == name[-1] and _is_short_for(short, inner))


def is_of_another(words: str, names: tuple[str, ...]) -> bool:
    """Whether words name an institution as the owner of figures that is not the unit, however shortened.

    Args:
        names: what the unit is called; without any nobody can tell.
    """
    owners = [(match["region"], match["owner"]) for match in _OWNER.finditer(words)] if names else []
    regions = {found[-1][0] for name in names if (found := REGION.findall(name))}
    return any(
        (regions and region not in regions) or not any(_is_short_for(owner, name) for name in names)
        for region, owner in owners
    )


def is_title_of_others(title: str, names: tuple[str, ...]) -> bool:
    """Whether a table says by its name that its figures are not those of the unit and the whole year."""
    return _OTHER_TITLE.search(title) is not None or is_of_another(title, names)


def _is_short_for(short: str, name: str) -> bool:
    """卫健局 is short for 卫生健康局: its letters stand there in their order."""
    letters = iter(name)
    return all(letter in letters for letter in short)
