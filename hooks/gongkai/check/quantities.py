"""Quantities in words against the figures: D28."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, combinations
from typing import Final

from ..model import form
from ..model.amounts import COLUMN_LABELS
from ..model.finding import Finding, fails, holds, holds_if
from ..model.problem import Level
from ..text.sentence import Sentence, names_other_year, quote
from ..text.statement import Kind, Statement, Subject
from .adjustments import adjustments
from .anchored import anchored
from .check import check
from .columns_meant import is_of_somebody, open_columns
from .context import CheckContext
from .counts_and_grades import TEXT_CURE, counts_and_grades, number_of
from .deductions import deductions
from .other_bodies import is_of_another_body
from .other_figures import may_be_of_another
from .other_readings import is_of_unpublished_budget, is_one_of_several, other_values
from .points import points
from .questions import questions
from .related_figures import family_values, is_part_told
from .tolerance import CONVERTED, PER_ADDEND, agree, exact
from .worked_figures import worked_figures

#: What is told of vehicles there is told of 公务用车.
_VEHICLES: Final = ("三公经费",)


@check("D28", "文字里的数与表里的数", Level.WARNING, "text")
def quantities(context: CheckContext) -> Iterator[Finding]:
    """正文里写出的金额、人数、得分和等级，应当与数据一致。

    为什么：同一个数在正文和表格里各写一遍，改了一处忘了另一处是最常见的差错。
    怎么算：正文点名的项目（如“基本支出 971.21 万元”“年初预算为 6.20 万元”）换算成万元后，应等于所说的那一栏；没有说是
    哪一栏的，与这一项的决算、预算或上年数之一相等就算相符。金额按写出的位数比较（971 万元可以是 970.5 到 971.5 万元），
    至少允许相差 0.01 万元，由元和亿元换算的 0.05 万元；自评得分、等级、人数、批次、人次、车辆、机构数应当相等。总数后
    面写“其中”再逐项列出的，各项之和不应大于总数；少于总数的，多半只列了一部分，不算不符，至多提建议。逐项
    写扣几分、又写共扣几分的，应当相等。说到以前年度、计划或别的口径的句子不核对。一个数与公开的数都不符，改正一处笔误（两位
    数字颠倒、小数点错一位、漏写或多写一位）就相符的，和一句里同一项的几个数只有一个不符的，提建议，请看是不是写错了。
    依据：正文与表格应当一致。
    """
    found = list(_decided(context))
    yield from found
    yield from questions(context, found)


def _decided(context: CheckContext) -> Iterator[Finding]:
    for said in context.statements:
        finding = None
        if said.kind is Kind.VALUE:
            finding = _judge_value(context, said)
        elif said.kind is Kind.PARTS:
            finding = _judge_parts(said)
        if finding:
            yield finding
    yield from counts_and_grades(context)
    yield from _people_and_units(context)
    yield from deductions(context)
    yield from points(context)
    yield from anchored(context)
    yield from adjustments(context)
    yield from worked_figures(context)


def _judge_parts(said: Statement) -> Finding | None:
    """Parts that are more than their whole; that they are less may be a list that leaves some out."""
    whole, slack = said.whole or Decimal(0), said.slack if said.measure == "万元" else Decimal(0)
    gap = said.number - whole
    if abs(gap) <= slack:
        return holds("文中列出的各项与总数相符", said.path, formula=f"{exact(said.number)}；{exact(whole)}")
    if gap < 0 and (not said.is_whole_named or (said.measure == "万元" and -gap * 10 > whole)):
        return None
    measure = said.counted or said.measure
    message = (
        f"文中写{quote(said.words, 60)}，列出的合计 {exact(said.number)} {measure}，总数是 {exact(whole)} {measure}"
    )
    cure = "核对总数和各项，哪一处写错改哪一处；没有列全的，用等字写明还有别的"
    level = Level.WARNING if gap > 0 else Level.HINT
    return fails("文中列出的各项与总数相符", said.path, message, cure, level=level)


def _judge_value(context: CheckContext, said: Statement) -> Finding | None:
    known = [(s.label, value) for s in said.subjects for value in _published(context, s, said)]
    if not known and said.column != "other":
        known = [(said.label, value) for value in other_values(context, said)] if said.path[:1] == _VEHICLES else []
    if not known or is_one_of_several(said):
        return None
    slack, measure = _slack(said), said.measure if said.subjects[0].measure != "万元" else "万元"
    relation = f"正文的{said.label}与数据一致"
    column = "预算" if said.column == "budget" else COLUMN_LABELS.get(said.column, "决算")
    is_base = not said.is_direct and said.column not in {"", "actual"}
    if is_base and not any(agree(said.number, value, slack) for _, value in known):
        return None  # what the sentence is compared with may be another line's
    readings = chain((value for _, value in known), other_values(context, said))
    readings = chain(readings, _staff_with_others(context, said))
    related = (
        agree(said.number, value, min(slack, max(said.slack, PER_ADDEND / 10)))
        for value in family_values(context, said.subjects)
    )
    if any(agree(said.number, value, slack) for value in readings) or any(related):
        return holds(relation, said.path, formula=said.words)
    if is_of_somebody(said) or is_of_another_body(context, said) or is_of_unpublished_budget(context, said):
        return None
    if is_part_told(context, said) or may_be_of_another(context, said):
        return None
    label, value = known[0]
    what = f"{label}{column if measure == '万元' else ''}"
    message = f"文中写{quote(said.words)}，数据里的{what}是 {exact(value)} {measure}"
    return fails(relation, said.path, message, TEXT_CURE)


def _staff_with_others(context: CheckContext, said: Statement) -> list[Decimal]:
    """实有 and 在岗 may count those who are retired or employed by contract, too."""
    is_open = said.subjects[0].path == _SERVING.path and _IN_POST.search(said.words) is None
    if said.subjects[0].path != _YEAR_END.path and not is_open:
        return []
    staff, *others = (form.line_of(key).value(context.report) or Decimal(0) for key in _PEOPLE)
    return [staff + sum(some) for n in range(1, len(others) + 1) for some in combinations(others, n)]


def _published(context: CheckContext, subject: Subject, said: Statement) -> list[Decimal]:
    """What the words may mean: where they name no column, 决算, and any other that the paragraph speaks of."""
    column = said.column
    if column in {"", "actual"}:
        value = context.value(subject)
        is_open = column == "" and value is not None and not agree(said.number, value, _slack(said))
        columns = ("actual", *(open_columns(said, context.year) if is_open else ()))
    else:
        columns = ("initial_budget", "adjusted_budget") if column == "budget" else (column,)
    values = (context.compared(subject, name) for name in columns if name in {*COLUMN_LABELS, "opening"})
    return [value for value in values if value is not None]


def _slack(said: Statement) -> Decimal:
    """971万元 stands for 970.50 to 971.50; never less than the rounding of one addend; people are not rounded."""
    if said.subjects[0].measure != "万元":
        return Decimal(0)
    return max(said.slack, PER_ADDEND if said.measure.startswith("万") else CONVERTED)


#: Units whose budgets and accounts are within the department's: 二级预算单位3个; 下设3个二级单位.
_SUBORDINATE: Final = re.compile(
    r"[二下所直](?:级(?:预算|核算)?|(?<=下)[属辖](?:二级)?(?:预算)?|(?<=[所直])属(?:二级)?(?:预算)?)单位(?:共有?|有|为)?"
    r"(?P<after>\d+|[一二三四五六七八九十两]{1,3})[个家]"
    r"|[下所直纳](?:[设属辖]|入[^，。；、\d]{0,12}有?)(?P<before>\d+|[一二三四五六七八九十两]{1,3})[个家](?:二级|下属|所属|直属)(?:预算|核算)?单位"
)
_VACANT: Final = re.compile(r"[空缺](?:缺编制|余编制|编)(?P<vacant>\d+)[名个人]")
#: Of these a sentence that tells either has one; each begins with one character, to be quick.
_COUNTED: Final = tuple(
    map(re.compile, ("编(?<=[空缺]编)", "空余编", "单位(?<=[级属辖]单位)", "预算单位(?<=[级属]预算单位)"))
)
#: Of one kind of posts or one office, unless the sentence tells all posts and all people.
_SOME_POSTS: Final = re.compile(
    "行政|事业|工勤|参公|机关|本级|所属|下属|局属|岗位|职数|领导|上年|去年|年初|管理|教师|护士|医师"
)
_BEFORE_VACANT: Final = re.compile(r"(?:^|[，；、（\s])[现尚]?$")
_HEADS: Final = re.compile(r"(\d+)\s*[名个人]")
#: 在岗人员 are not only those in service.
_SERVING: Final = form.line_of("serving_staff")
_IN_POST: Final = re.compile("在职|在编")
_YEAR_END: Final = form.line_of("year_end_staff")
_PEOPLE: Final = ("serving_staff", "temporary_staff", "retired_staff", "retirees")


def _people_and_units(context: CheckContext) -> Iterator[Finding]:
    """Posts that are not filled and subordinate units, where a sentence tells their number."""
    people = context.report.people
    if people.authorized_posts is None and people.subordinate_count is None:
        return
    for sentence in context.sentences.with_match(*_COUNTED):
        yield from _subordinates(context, sentence)
        yield from _vacancies(context, sentence)


def _subordinates(context: CheckContext, sentence: Sentence) -> Iterator[Finding]:
    """The number of subordinate units, where the text tells it once in a sentence."""
    value, found = context.report.people.subordinate_count, list(_SUBORDINATE.finditer(sentence.text))
    if value is None or len(found) != 1 or names_other_year(sentence.text[: found[0].start()], context.year):
        return
    number = number_of(found[0]["after"] or found[0]["before"])
    with_own = {value - 1, value, value + 1} if re.search("本级|机关", sentence.text) else {value}
    relation, message = (
        "正文的所属单位数与数据一致",
        f"文中写{quote(found[0].group())}，数据里的所属单位数是 {value} 个",
    )
    yield holds_if(number in with_own, relation, sentence.path, message, TEXT_CURE)


def _vacancies(context: CheckContext, sentence: Sentence) -> Iterator[Finding]:
    """编制86名，在职81人，空编5名: where the sentence tells both, one is taken from the other."""
    match, posts = _VACANT.search(sentence.text), form.AUTHORIZED_POSTS.value(context.report)
    if not match or posts is None or not _BEFORE_VACANT.search(sentence.text[: match.start()][-3:]):
        return
    lines = (form.line_of("serving_staff"), _YEAR_END)
    told = {Decimal(number) for number in _HEADS.findall(sentence.text)}
    staff = [number for line in lines if (number := line.value(context.report)) is not None]
    if _SOME_POSTS.search(sentence.text) or "编制" in sentence.text[: match.start()]:
        staff = [number for number in staff if number in told and posts in told]
    if not staff or len(_VACANT.findall(sentence.text)) > 1 or posts < max(staff):
        return
    message = f"文中写{quote(match.group())}，编制 {exact(posts)} 名减在职人数是 {exact(posts - staff[0])} 名"
    is_right = any(Decimal(match["vacant"]) == posts - number for number in staff)
    yield holds_if(is_right, "空编数＝编制数－在职人数", sentence.path, message, TEXT_CURE)
