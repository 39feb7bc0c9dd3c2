"""Which columns an amount may stand in where the words beside it name none."""

from __future__ import annotations

import re
from typing import Final

from ..model.amounts import COLUMN_LABELS
from ..text.statement import Statement

_ENDS: Final = "。！？\n"
_NEAR: Final = 200
#: Last year's, and not what something is compared with or carried over from.
_LAST_YEAR: Final = re.compile(
    r"(?<![比较与同和对于])(?<!相比)(?:上年度?(?![结末]转|结余|末|相比|同期相比)|去年|上一年|前[一两]?年|同期|[往历近逐]\w?年|以前年度|(?P<year>(?:19|20)\d\d)\s*年?)"
    r"|[由从](?=[^，。；\d]{0,6}\d)|分别|依次"
)
#: A budget, and not one that something is compared with.
_BUDGET: Final = re.compile(
    r"(?<![比较与同和对占为])(?<!完成)(?<!超出)(?<!超过)(?:年初|全年|部门|调整后?)?(?:预算|批复|安排|指标|计划|核定|下达|额度|年初(?!结|余)|调整|追加|定额|可用|到位|控制)"
)
#: Told after the number: what was really spent, or in which column it stood.
_AFTER: Final = re.compile(
    r"[^。；]{0,30}?(?:实际|决算|已|执行|支出|使用|花|用[去了掉]|完成|结余|节约|支付|付款|拨付|兑付|到位|列支|报账|剩|余)[^，。；\d]{0,6}\d"
    r"|[^。；]{0,80}?[列纳编][入进][^。；\d]{0,4}预算"
)
_RIGHT_AFTER: Final = re.compile(
    r"[^，。；、\d）)]{0,8}(?:预算|批复|年初|调整|指标)|[（(](?:上年|去年|(?:19|20)\d\d年)[^）)\d]{0,6}[）)]"
    r"|的?(?:盘子|额度|总额|规模|计划|投资|合同|资金|缺口)"
    r"|，?(?:逐[年步]|进一步)?[增减降升提压核调扩缩变上下回][^，。；\d]{0,3}[到至为]"
)
#: A noun of its own between a line's name and the number, or a word of parts before it without what was spent: the
#: amount was granted, planned or bought, and the words do not say in which column it stands.
_NOT_THE_LINE: Final = re.compile(
    r"(?:资金|项目|专项|工程|合同|标段|盘子|来源)(?:共计?|合计|总计|总额|总量|为|有|是|约)?\s*[\d.,，]+\s*[万亿千]?元?$"
    r"|(?:其中|主要|用于|用在)(?![^，。；]*(?:实际|决算|执行|完成|使用|花|开支|列支|兑付|支付|拨付))[^，。；：:]*$"
)
#: Somebody else, or something narrower, has the money: 农业股经手的项目支出, 主要用于道路养护的项目支出.
_OF_SOMEBODY: Final = re.compile(
    r"(?:经手|经办|负责|管理|承担|归口|代管|账上|牵头|下设|所属|范围内|目录内|(?<![\u4e00-\u9fff])用于|主要用于)[^，。；：:\d]{0,12}的"
    r"|[\u4e00-\u9fff](?:股|所|站|科|室|中心|协会|合作社|公司)的"
)


def is_of_somebody(said: Statement) -> bool:
    """Whether the words give the amount an owner of its own, so that it need be no figure of the line's."""
    return said.column == "" and _OF_SOMEBODY.search(said.words) is not None


def open_columns(said: Statement, year: int) -> tuple[str, ...]:
    """The columns beside 决算 that an amount without a column may mean, by the words of its paragraph."""
    return tuple(column for column in COLUMN_LABELS if _is_open(said, column, year))


def _is_open(said: Statement, column: str, year: int) -> bool:
    after = said.text[said.end : said.end + _NEAR]
    if _RIGHT_AFTER.match(after):
        return True
    start = max(0, said.end - _NEAR)
    before = said.text[start : said.end]
    if _NOT_THE_LINE.search(said.words):
        return True
    if column.endswith("budget"):
        return _BUDGET.search(before) is not None or _AFTER.match(after) is not None
    sentence = before[max(before.rfind(mark) for mark in _ENDS) + 1 :]
    return any(not found["year"] or int(found["year"]) < year for found in _LAST_YEAR.finditer(sentence))
