"""Names that something else stands before: 结转的公用经费, 演播室改造工程中，公务接待费…, “三公”经费中的政府采购支出.

Such a figure is of a part, of another matter or of another body; only the line's own whole changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ..model import form
from ..model.line_names import known_names
from ..model.lines import Line
from ..model.names import OwnNames
from ..model.problem import KeyPath
from .owners import without_own_name

OF_ANOTHER: Final = "名称前面还有限定的话，说的可能是另一件事或者其中一部分"
_STOPS: Final = re.compile("[，,；;：:（(、]")
#: 在…中, …里的, …其中: what follows is of what stands before.
_WITHIN: Final = re.compile("(?P<whole>[^，。；]{2,30}?)(?:之?中|其中|里面?|以?内|方面|期间)(?:的|有)?$")
_OF: Final = re.compile("(?P<whole>[^，。；]{2,30}?)的$")
#: What spends money of its own, or is only a part of the money: bodies, matters, times.
_OTHER: Final = re.compile(
    "(?:股|科|室|站|所|队|中心|组|厅|馆|园|校|院|村|社区|街道|[镇乡]|工程|(?<!用于)项目|活动|专项|行动|改造|建设|会议|培训班|普查"
    "|课题|展会|比赛|赛事|月份?|结转|结余|(?<!财政)(?<!拨款)(?<!预算)资金|(?<!财政拨款)列支|追加|补助|拖欠|历年|往年|[往前]年度?)$"
)
#: Of other years, without a word between.
_EARLIER: Final = re.compile("(?:以前|历年|往年|以往)(?:年度)?$")
_BESIDES: Final = re.compile("除(?:了|去)?[^，。；]{2,30}(?:之?外|以外)")
_IN_FRONT: Final = re.compile(
    "^(?:[在从对]|其中|包括|[我本全该](?:局|委|院|校|站|所|中心|单位|部门)|20[0-9]{2}年度?|本年度?|全年|的)+"
)
#: What a name may have behind it: 公用经费支出中.
_BEHIND: Final = re.compile("(?:(?:支出|开支|决算|总额|资金|金额)|\\d[\\d.,]*[亿万千]?元)+$")
_SPENT_FOR: Final[Mapping[KeyPath, tuple[str, ...]]] = {
    form.BASIC_EXPENDITURE.path: ("公用经费", "人员经费", "机关运行经费"),
    form.GOODS_AND_SERVICES.path: ("公用经费", "机关运行经费"),
    form.line_of("office_running").path: ("公用经费",),
}
#: Of these everything is a part.
_ALL: Final = frozenset({form.TOTAL_EXPENDITURE, form.EXPENDITURE, form.TOTAL_INCOME, form.INCOME, form.ANNUAL_FUNDS})


def why_qualified(
    before: str, called: Iterable[str], path: KeyPath, names: tuple[str, ...], extra: OwnNames = ()
) -> str:
    """Why a figure may be of something else than the line; "" where nothing but its own whole stands before its name.

    Args:
        before: the sentence up to the figure, the name in it.
        called: what sentences call the line.
        path: of the line.
        names: what the unit is called.
        extra: a bureau's names of lines.
    """
    found = [(at + len(name), -at) for name in called if name and (at := before.rfind(name)) >= 0]
    if not found:
        return ""
    at = -max(found)[1]
    words = before[:at].rstrip('“"')
    clause = _STOPS.split(words)[-1]
    earlier = words.removesuffix(clause)
    is_other = _EARLIER.search(clause) or any(_is_other(part, path, extra) for part in _of_what(clause, names))
    return OF_ANOTHER if is_other or why_narrowed(earlier, path, names, extra) else ""


def why_narrowed(before: str, path: KeyPath, names: tuple[str, ...], extra: OwnNames = ()) -> str:
    """Why clauses that stand before may make another thing of what follows: 演播室改造工程中，…; 除公用经费外，…."""
    for clause in _STOPS.split(before):
        within = _WITHIN.fullmatch(clause)
        if _BESIDES.fullmatch(_IN_FRONT.sub("", clause)) or (
            within and _is_other(_bare(within["whole"], names), path, extra)
        ):
            return OF_ANOTHER
    return ""


def _of_what(clause: str, names: tuple[str, ...]) -> Iterator[str]:
    """What the words directly before a name say that it is of."""
    for way in (_WITHIN, _OF):
        if found := way.search(clause):
            yield _bare(found["whole"], names)


def _bare(words: str, names: tuple[str, ...]) -> str:
    words = _IN_FRONT.sub("", without_own_name(words, names))
    return without_own_name(words, names)


def _is_other(words: str, path: KeyPath, extra: OwnNames) -> bool:
    """Whether what is said to be the whole is none of the line's own."""
    named = _lines_at_end(_BEHIND.sub("", words.rstrip('”"')), extra) or _lines_at_end(words, extra)
    if named:
        return not any(_is_whole(line, path) for line in named)
    return _OTHER.search(words) is not None


def _lines_at_end(words: str, extra: OwnNames) -> tuple[Line, ...]:
    known = known_names(extra)
    words = words.replace("“", "").replace("”", "")
    return next((known[words[at:]] for at in range(len(words)) if words[at:] in known), ())


def _is_whole(line: Line, path: KeyPath) -> bool:
    """Whether a line at ``path`` is a part of ``line``."""
    part = form.find_line(path)
    is_total = part is not None and part.total is not None and part.total.path == line.path
    is_above = path[: len(line.path)] == line.path != path
    return is_total or is_above or line in _ALL or path[0] in _SPENT_FOR.get(line.path, ())
