"""Whose figures words are: those of the unit, or of another institution, of all of them, of a part of the year."""

from __future__ import annotations

import re
from typing import Final

#: 区财政局2019年收入总计: whose figure it is.
_OWNER: Final = re.compile(
    "[市县区省州旗]([^，。；：、市县区省州旗]{1,14}?"
    "(?:局|中心|委|会|办|办公室|办事处|学校|中学|小学|学院|医院|院|站|所|队|馆|公司|部|乡|镇))"
    "(?:20[0-9]{2}年度?|全年|本年|年末|当年|同期|的)*"
    "(?=总?收入|总?支出|收支|本年|基本|项目|部门|决算|预算|整体|绩效|“?三公|公用|公务|机关运行|政府采购|资产|在职|编制)"
)
#: Titles of tables of others, or of a part of the year.
_OTHER_TITLE: Final = re.compile(
    r"上半年|下半年|季度|(?<!\d)\d{1,2}月?\s*[—–\-－~～至到]+\s*(?:[1-9]|1[01])月|截[至止][^，。]{0,6}(?<!\d)(?:[1-9]|1[01])月|全[县市区州旗]|各(?:部门|单位|乡镇|街道|学校)|下属|所属|二级单位|[代托]管"
)


def is_of_another(words: str, names: tuple[str, ...]) -> bool:
    """Whether words name an institution as the owner of figures that is not the unit, however shortened.

    Args:
        names: what the unit is called; without any nobody can tell.
    """
    owners = [match[1] for match in _OWNER.finditer(words)] if names else []
    return any(not any(_is_short_for(owner, name) for name in names) for owner in owners)


def is_title_of_others(title: str, names: tuple[str, ...]) -> bool:
    """Whether a table says by its name that its figures are not those of the unit and the whole year."""
    return _OTHER_TITLE.search(title) is not None or is_of_another(title, names)


def _is_short_for(short: str, name: str) -> bool:
    """卫健局 is short for 卫生健康局: its letters stand there in their order."""
    letters = iter(name)
    return all(letter in letters for letter in short)
