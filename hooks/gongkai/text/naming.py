"""Words that say what is spoken of: names, rows, columns, 其中, 分别."""

from __future__ import annotations

import re
from typing import Final

from ..model import form
from ..model.form import Line
from ..model.line_names import known_names
from .counts import STOCKS, is_staff_told_once, is_stock, posts_of
from .gaps import WITHIN, is_filling, is_scope, leads_to_name
from .paragraph import Paragraph
from .statement import NOBODY, fiscal_lines, is_income, is_total, subjects_of
from .topic import Topic, topic_called
from .words import Word

#: Names of the whole that any line's own spending is called, too.
_OF_ANYTHING: Final = re.compile("[全本当]?年度?(?:实际)?(?:总?支出|列支)|支出合计[：:]?|支出[：:]|实际总支出")
_OF_ALL: Final = ("全部", "全口径", "全单位", "全部门")
#: 项目总支出 is no total of all.
_KINDS_OF_ALL: Final = ("项目", "基本", "专项", "公用", "人员", "采购", "三公")
_OUT_OF: Final = re.compile("(?:使用|动用|消化|利用|盘活|统筹|列支|来自|源于|使用的|用)$")
_PROJECTS: Final = ("收支", "项目支出")
_THAN: Final = re.compile("(?:比|较|[高低多少大小]于)$")
#: Reports call either of the two totals so.
_OF_THE_WHOLE: Final = frozenset({"部门整体支出", "整体支出", "整体部门支出"})
_SPENDS: Final = ("支出", "列支", "资金支出", "安排")
#: Of which money a line is; and the whole that a part is told beside.
_MONEY_OF: Final = ("财政拨款支出", "一般公共预算财政拨款支出")
_BESIDE: Final = frozenset({"同", "与", "和"})
#: 4.32万元，用于接待…48批次.
_SPENT_ON: Final = frozenset({"用于", "主要用于", "共用于"})
Lines = tuple[Line, ...]
#: What a row of the report spends is called so, too.
_OF_A_ROW: Final = frozenset({"项目支出", "项目经费", "专项支出", "项目总支出"})
#: Those whose budget is the unit's.
_WHOLES: Final = frozenset(
    line.path
    for line in (
        form.SUPPLEMENTARY_BUDGET, form.TOTAL_INCOME, form.TOTAL_EXPENDITURE, form.INCOME, form.EXPENDITURE,
        form.ANNUAL_FUNDS, form.OPENING_BALANCE,
    )
)  # fmt: skip  # one list
_ACCOUNTS: Final = frozenset({form.TOTAL_INCOME.path, form.INCOME.path, form.ANNUAL_FUNDS.path})
_AMOUNT_NEXT: Final = re.compile(r"[为是]?\s*\d")
JOINTS: Final = frozenset({"和", "及", "与", "以及", "加", "加上"})


def whole(r: Paragraph, word: Word, gap: str) -> None:
    """收入比上年: of the year or in all, whichever fits."""
    pairs = {"收入": (form.INCOME, form.TOTAL_INCOME), "支出": (form.EXPENDITURE, form.TOTAL_EXPENDITURE)}
    lines = pairs[word.match["side"]]
    r.speak_of(Topic(subjects_of(fiscal_lines(lines) if r.is_fiscal else lines)))


def name(r: Paragraph, word: Word, gap: str) -> None:
    """The name of a line."""
    said = word.match.group()
    lines = known_names(r.setting.extra)[said]
    if said in _OF_THE_WHOLE:
        lines = (form.TOTAL_EXPENDITURE, form.EXPENDITURE)
    gap = "" if _adds_nothing(said, gap) else gap
    gap = _see_whole(r, word, gap)
    if r.last == "name" and not gap and r.topic.is_known and (said.startswith(_MONEY_OF) or _is_spent_of_it(r, said)):
        pass  # “三公”经费财政拨款支出预算, “三公”经费全年支出
    elif r.is_share:
        r.said_whole = _whole_of_share(r, said, lines, gap)
    elif r.last == "quoted" and gap in {"", "项目"}:
        r.previous = r.topic  # “古树保护”项目全年支出 is the project's
    elif gap and _THAN.search(gap):
        r.base, r.way, r.is_named = "other", None, False  # 比基本支出少
    elif lines[0] == form.SCORE and (r.path[:2] == _PROJECTS or gap.endswith("项目")):
        r.here, r.is_named = topic_called(said), False  # of a project
    elif _is_of_some(r, word, lines, gap):
        pass
    elif _is_taken_out(r, word, lines, gap):
        r.here, r.is_named = topic_called(gap + said), True
    elif gap.endswith("本") and said.startswith("项目") and len(r.home.subjects) == 1:
        r.speak_of(r.home)
    else:
        is_own = _is_own(r, lines, gap)
        _see_scope(r, lines, gap)
        _speak_of_line(r, said, fiscal_lines(lines) if r.is_fiscal else lines, gap, is_own=is_own)


def _see_whole(r: Paragraph, word: Word, gap: str) -> str:
    """基本支出中, 同基本支出之比: a whole is named; what stands before its name then."""
    if r.text.startswith("之比", word.end) and gap in _BESIDE and r.topic.is_known:
        r.is_share = True  # 人员经费864万元，同基本支出之比为83%
        return ""
    if r.last == "name" and gap in WITHIN and r.topic.is_known and not r.is_share:
        r.speak_of_parts()
        return ""
    return gap


def _is_of_some(r: Paragraph, word: Word, lines: Lines, gap: str) -> bool:
    """事业编制, 退休: of a kind of posts, or of people who are not certainly all there are."""
    if gap and word.match.group() in _OF_A_ROW and (row := r.find_row(gap)):
        r.speak_of(Topic(row))  # 森林防火项目支出
        r.names = []
        return True
    is_money = _AMOUNT_NEXT.match(r.text, word.end) and not word.match.group().endswith("收入")
    if is_money and _is_source_of(r.whole if r.is_divided else Topic(), lines):
        r.speak_of(topic_called(word.match.group()))  # 项目支出725万元，其中一般公共预算拨款600万元
        return True
    if posts := posts_of(r, word, gap):
        r.speak_of(r.known.setdefault(posts, Topic(posts)))
        r.is_narrowed = r.is_narrowed or not is_staff_told_once(r, word)
        return True
    if lines[0].key not in STOCKS or is_stock(r, word):
        return False
    r.here = topic_called(word.match.group())
    r.is_named = r.parts is not None and "退休" in r.parts.subjects[0].label
    return True


def _is_source_of(whole: Topic, lines: Lines) -> bool:
    """Whether the lines are income that something was spent out of, and no part of the account of income."""
    if not whole.is_known or not (lines[0] == form.OPENING_BALANCE or is_income(subjects_of(lines[:1]))):
        return False
    return not any(
        subject.path in _ACCOUNTS or "收入" in subject.label or is_income((subject,)) for subject in whole.subjects
    )


def _adds_nothing(said: str, gap: str) -> bool:
    """财政一般公共预算拨款; 用于接待."""
    if gap == "财政":
        return said.startswith(("一般公共预算", "政府性基金"))
    return gap in _SPENT_ON and said.endswith("接待")


def _is_taken_out(r: Paragraph, word: Word, lines: Lines, gap: str) -> bool:
    """使用上年结转, 上年结转资金支出: what was taken out of it."""
    if lines[0] == form.OPENING_BALANCE and r.text.startswith(_SPENDS, word.end):
        return True
    return _OUT_OF.search(gap) is not None and (lines[0] == form.OPENING_BALANCE or is_income(subjects_of(lines)))


def _whole_of_share(r: Paragraph, said: str, lines: Lines, gap: str) -> Topic:
    """What 占 names: 占支出总计的; 占该项目支出的 is of the one that was spoken of."""
    if gap.endswith("该"):
        return Topic()
    is_of_all = is_total(lines) or gap.endswith(_OF_ALL)
    whole = subjects_of(fiscal_lines(lines) if r.is_fiscal and not is_of_all else lines)
    is_certain = (
        not (is_of_all and gap.endswith(_KINDS_OF_ALL))
        and is_filling(gap)
        and (r.is_fiscal or not r.is_scoped or is_total(lines))
    )
    return r.known.get(whole, Topic(whole)) if is_certain else r.told_as(said)


def _is_own(r: Paragraph, lines: Lines, gap: str) -> bool:
    """Whether the name means the unit's own line, and no part of its people, nor the object of 增加."""
    is_people, r.was_narrowed = lines[0].measure == "人", r.is_narrowed
    r.is_narrowed = r.is_narrowed and not ("合计" in gap or "共" in gap)
    leads = leads_to_name(gap) or (r.last == "amount" and gap in JOINTS)
    is_own = leads and r.way is None and not (is_people and r.is_narrowed)
    r.is_narrowed = r.is_narrowed or (is_people and not is_own)
    return is_own


def _is_anything(r: Paragraph, said: str) -> bool:
    """Whether 全年支出 may be of what is spoken of as well as of the whole unit."""
    here = r.home if r.is_aged or not r.topic.is_known else r.topic
    return _OF_ANYTHING.fullmatch(said) is not None and here.is_known and here.subjects[0].path not in _WHOLES


def _is_spent_of_it(r: Paragraph, said: str) -> bool:
    """Whether 全年支出 is of the line whose name stands right before it, and of nothing else."""
    here = r.topic.subjects
    is_spent = (
        r.topic.is_known
        and len(here) == 1
        and here[0].measure == "万元"
        and here[0].path not in _WHOLES
        and not is_income(here)
    )
    return is_spent and _OF_ANYTHING.fullmatch(said) is not None


def _see_scope(r: Paragraph, lines: Lines, gap: str) -> None:
    """Of which money the names in the paragraph are: 财政拨款基本支出, or all of it from the name of a total on."""
    if not gap and r.is_other_side("支出") and not is_income(subjects_of(lines)):
        r.is_scoped = True
    if is_total(lines) and is_filling(gap) and r.is_scope_old and r.path[0] != "财政拨款":
        r.is_fiscal = r.is_scoped = False
    if not leads_to_name(gap) and is_scope(gap):
        r.is_scoped, r.is_scope_old = True, False
    if lines[0].path[0] == "财政拨款":
        r.is_fiscal, r.is_scope_old = True, False


def _speak_of_line(r: Paragraph, said: str, lines: Lines, gap: str, *, is_own: bool) -> None:
    """Let the line be what is spoken of; of several in a row 人员经费、公用经费 nobody knows which."""
    is_others = (
        bool(gap and not is_own)
        or r.is_of_other
        or (r.topic.is_others and (r.last == "name" or (r.last == "stop" and r.text[r.at - 1] == "、")))
    )
    follows = r.last == "name" and not gap and lines[0].measure == "人" and r.here.is_known
    follows = follows and r.here.subjects[0].measure != "辆"  # 公务用车编制6辆
    is_joint = bool(r.names) and (r.last == "stop" or gap in JOINTS)
    is_named = is_own and not is_others and (r.is_fiscal or not r.is_scoped)
    topic = topic_called(gap + said)
    topic.is_aside = is_named and _is_of_part(r, lines)
    if is_named and _is_anything(r, said):
        here = r.home if r.is_aged or not r.topic.is_known else r.topic
        topic = Topic((*here.subjects, *subjects_of(lines)), here.said)
    elif is_named and not topic.is_aside and not is_joint:
        topic = Topic((*subjects_of(lines), *(r.here.subjects if follows else NOBODY)))
        topic = r.known.setdefault(topic.subjects, topic)
    topic.is_others = is_others
    r.previous, r.is_direct, r.way = r.topic, True, None
    r.names.append(Topic(subjects_of(lines)) if is_named else topic)
    if topic.is_aside:
        r.here, r.is_named = topic, True
    else:
        r.speak_of(topic)
    r.here.change = None


def _is_of_part(r: Paragraph, lines: Lines) -> bool:
    """Whether 年中追加 is told of what the sentence speaks of, and not of the whole unit's budget."""
    here = r.topic if r.topic.is_known or r.last != "name" else r.here
    is_whole = r.home.is_default and (r.is_aged or here.subjects[:1] == r.home.subjects[:1])
    if lines[0] != form.SUPPLEMENTARY_BUDGET or not here.is_known or is_whole:
        return False
    return here.subjects[0].path not in _WHOLES
