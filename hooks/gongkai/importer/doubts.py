"""Why a figure that a sentence seems to state is not certain: of other units, of one project, of an unnamed budget."""

from __future__ import annotations

import re
from typing import Final

from ..model import form
from ..model.names import OwnNames
from ..model.problem import KeyPath
from ..text.statement import Kind, Statement, Subject
from .meant import names_of_line
from .numbering import parse_number
from .owners import OTHER_BODY, why_not_whole_year
from .qualified import why_qualified

#: 若…应为, 截至6月底, 近三年累计, 尚未支付: of another time, a plan, or a part.
_ASIDE: Final = re.compile(
    "未支付|未付|未执行|未使用|未拨付|原方案|原计划|预计|测算|应为|如果|若|剔除|扣除|缺口|不得|不超过|上限|至今"
    "|[近前][二两三四五十几]年|“十[二三四五]五”|(?<![全本当]年)累计(?![0-9])"
    "|[该本]项目|欠付|尚欠|拖欠|自付|工会|食堂|代管|代建|退休人员(?:的)?基本|向[^，。；]{1,8}的政府采购"
)
#: Another body that is named among the people of the unit.
_OTHER_PEOPLE: Final = re.compile("移交|划转|林场|公安|站|管理处|公园|大队")
_CARRIED_PART: Final = re.compile("(?:基本|项目)支出[^，；]{0,6}结转")
_OFFICIAL_VEHICLES: Final = re.compile("公务用车|公车|三公")
_OTHER_SCORE: Final = re.compile(
    "上年|上一年|去年|初评|复评|复核|抽[查评]|主管部门|财政部门|第三方|平均|本项|单项|项目|指标(?!体系)|满意度|[低高]于"
)
_MOVED: Final = re.compile("调整|改革|合并|撤销|增加|减少|新增|拟|原")
_CUT: Final = re.compile("压减|核减|调减|收回|追减|减少预算")
_PROJECT: Final = re.compile("项目(?!支出|经费|资金)")
#: 城乡环境整治。项目支出200万元: a project's own heading.
_HEADED: Final = re.compile(r"(?![^。：；]*支出)[^。，：；\d]{2,20}[。：]")
_SAID_NOW: Final = re.compile(r"决算|实际|实支|执行|完成|支付|付|用|花|本年|当年|全年|年末|\d{4}年")
_NOW_AGAIN: Final = re.compile("(?:上年|去年|上一年)[^。；]*(?:今年|本年度|当年)(?:(?!上年|去年|上一年)[^。；])*$")
_OTHER_COLUMNS: Final = frozenset({"initial_budget", "adjusted_budget", "budget", "prior_actual", "other"})
_BASIC: Final[KeyPath] = ("收支", "基本支出")
_FISCAL_BASIC: Final[KeyPath] = ("财政拨款", "基本支出")
_PROJECTS: Final[KeyPath] = ("收支", "项目支出")
_INCOME_PARTS: Final[KeyPath] = ("收支", "本年收入合计", "其中")
#: What a clause must name itself: after these sentences go on about the whole.
_NAMED_AT_ONCE: Final = frozenset(
    line.path for line in (form.SUPPLEMENTARY_BUDGET, form.OPENING_BALANCE, form.CLOSING_BALANCE)
)
_WIDER: Final = re.compile("公用经费|基本支出|项目支出|一般性支出")
#: Net amounts, which may be negative.
_SIGNED: Final = frozenset({"追加预算", "部门基本支出预算调整", "部门整体支出预算调整"})
#: What a template tells its reader.
_HINT: Final = re.compile("[没无]有?的?(?:[请可]?)填|[请应]?(?:据实|如实|按实)填|请填|[×＿]{2,}|__|填写说明|样例|示例")
#: 7.5.0万元, 12 34.5万元: no one knows where the number begins.
_LAST_NUMBER: Final = re.compile(r"[0-9]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?\s*(?:[亿万千]?\s*元|万)?\s*$")
_GOES_BEFORE: Final = re.compile(r"[0-9][.．·,，]?\s*$")
_FLOW: Final = re.compile("追加|调增|结转|结余")


def find_doubt(
    said: Statement, subject: Subject, previous: Statement | None, names: tuple[str, ...] = (), extra: OwnNames = ()
) -> str:  # fmt: skip  # what is known
    """Why ``said`` may not be of the line that is meant, in Chinese; "" where it certainly is.

    Args:
        said: as it was read.
        subject: the line.
        previous: what was read just before in the paragraph.
        names: what the unit is called.
        extra: a bureau's names of lines.
    """
    path = subject.path
    start = max(said.text.rfind(mark, 0, said.end) for mark in "。；\n") + 1
    before = said.text[start : said.end]
    if aside := _doubt_of_aside(said, path, before, names):
        return aside
    if path[-1] == "内设机构" and _MOVED.search(said.text):
        return "这一段写到机构有变动"
    if path == form.SUPPLEMENTARY_BUDGET.path and _CUT.search(said.text):
        return "原文还写了压减或者收回的数，追加预算要写净数"
    if path in _NAMED_AT_ONCE:
        return "" if _FLOW.search(said.words) else "这一句没有写明说的是哪一项"
    number = _LAST_NUMBER.search(before)
    if number and _GOES_BEFORE.search(before, 0, number.start()):
        return "数字像是断开了"
    if said.kind is Kind.VALUE and said.number < 0 and path[-1] not in _SIGNED:
        return "原文是负数"
    if said.measure == "亿元":
        return "原文用亿元写，可能是约数"
    if _HINT.search(re.split("[。\n]", said.text[start:], maxsplit=1)[0]):
        return "这一句像是模板里的提示"
    doubt = _doubt_of_part(said, path, before) or _doubt_of_column(said, previous, start)
    return doubt or why_qualified(before, names_of_line(subject, extra), path, names, extra)


def _doubt_of_aside(said: Statement, path: KeyPath, before: str, names: tuple[str, ...]) -> str:
    """Of another institution, another time, a plan, another evaluation."""
    other = why_not_whole_year(before, names, is_of_people=path[0] == "人员")
    if other == OTHER_BODY or (other and said.kind is Kind.VALUE):
        return other
    if _ASIDE.search(before) and said.kind is Kind.VALUE:
        return "这一句说的可能是另一段时间、一个计划或者其中一部分"
    if path[0] == "人员" and _OTHER_PEOPLE.search(_without(said.text[: said.end], names)):
        return OTHER_BODY
    if path == form.CLOSING_BALANCE.path and _CARRIED_PART.search(before):
        return "原文说的可能只是其中一部分"
    if path[-1] == "公务用车保有量" and "编制" in before:
        return "原文说的可能是车辆编制"
    if path == form.line_of("vehicles").path and _OFFICIAL_VEHICLES.search(before) and "资产" not in before:
        return "原文说的可能是公务用车保有量"
    if path == form.SCORE.path and _OTHER_SCORE.search(before):
        return "这一句说的可能是另一次评价"
    return ""


def _without(words: str, names: tuple[str, ...]) -> str:
    for name in names:
        words = words.replace(name, "")
    return re.split("[。\n]", words)[-1]


def _doubt_of_part(said: Statement, path: KeyPath, before: str) -> str:
    """Parts that are called the same in another whole."""
    if path == _PROJECTS and said.path[:2] == _PROJECTS and _is_of_a_project(said.text[: said.end]):
        return "这一段说的可能是一个项目"
    if path[:3] in {(*_BASIC, "其中"), (*_FISCAL_BASIC, "其中")}:
        wholes = {subject.path for subject in said.wholes}
        is_home = said.path[:2] in {_BASIC, _FISCAL_BASIC} and not wholes
        if not is_home and wholes.isdisjoint({_BASIC, _FISCAL_BASIC}):
            return "原文没有写明是基本支出的"
    if path[:3] == _INCOME_PARTS and "收入" not in before and "支出" in before:
        return "原文没有写明是收入还是支出"
    if path[0] == "三公经费" and _WIDER.search(before) and "三公" not in before:
        return "原文说的可能只是其中一部分"
    if path[0] == "财政拨款" and "一般公共预算" in before:
        return "原文只说一般公共预算，不是全部财政拨款"
    return ""


def _is_of_a_project(text: str) -> bool:
    return parse_number(text) is not None or _HEADED.match(text) is not None or _PROJECT.search(text) is not None


def _doubt_of_column(said: Statement, previous: Statement | None, start: int) -> str:
    """预算批复基本支出880万元，项目支出300万元: the second may be a budget; 上年8.5万元，今年8.1万元，其中…3万元."""
    if said.column == "prior_actual" and _NOW_AGAIN.search(said.text, start, said.end):
        return "前面先说上年又说今年，这一项没有写明"
    if said.kind is not Kind.VALUE or said.column not in {"", "actual"} or previous is None or previous.end <= start:
        return ""
    is_other = previous.subjects != said.subjects and previous.column in _OTHER_COLUMNS
    is_listed = is_other and previous.kind is Kind.VALUE and not _SAID_NOW.search(said.words)
    return "前面说的是预算数或上年数，这一项没有写明" if is_listed else ""
