"""Averages, conversions and the shares of two years, which a sentence works out of published figures: part of D28."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from ..model import form
from ..model.finding import Finding, holds_if
from ..model.form import Line
from ..model.rates import percent
from ..text.numbers import half_unit, parse_amount
from ..text.sentence import AMOUNT_END, Sentence, names_other_year, quote
from ..text.statement import subjects_of
from .context import CheckContext
from .counts_and_grades import TEXT_CURE
from .tolerance import PER_ADDEND, PERCENTAGE_POINTS, agree, exact, percentage
from .wholes import above_of

#: Of these a sentence that is judged has one, an amount or what a percentage is told of; one character first, to be
#: quick.
_PLACES: Final = (
    AMOUNT_END,
    *map(
        re.compile,
        ("编(?:制(?:使用|到位|[^，。]{0,3}的)|(?<=满编))", *(f"{sign}[^。；，]{{0,6}}[到至为]" for sign in "%％")),
    ),
)
#: And of these words.
_SAID: Final = re.compile(
    "编制(?:使用|到位|[^，。]{0,3}的)|满编|利用率|均(?<=[车批人]均)|车(?<=单车)|每[辆台批人]|折|合(?<=[约元]合)|即|也就是|换算"
    "|百分点|%[^。；，]{0,6}[到至为]|％[^。；，]{0,6}[到至为]"
)
_NUMBER: Final = r"\d+(?:[,，]\d{3})*(?:\.\d+)?"
_AMOUNT: Final = rf"(?P<number>{_NUMBER})\s*(?P<measure>亿元|万元|元)"
_FILL: Final = "(?:运行|维护|运维|养护|接待|平均|支出|开支|花费|经费|费用|费|一年|约合|约|合|为|是|花|需|达|了)*+"
#: What is told of no one year's average.
_NOT_OWN: Final = re.compile(
    "上年|去年|往年|标准|定额|不超过|不高于|以内|限额|控制在|预算|同比|比上|较上|其中|外[事宾]|购置"
)


class _Average(NamedTuple):
    """An average: how it is told, what it is of, and by what it is divided."""

    words: re.Pattern[str]
    money: tuple[Line, ...]
    counts: tuple[Line, ...]


def _average(words: str, money: str, counts: str) -> _Average:
    pattern = re.compile(rf"(?:{words}){_FILL}\s*{_AMOUNT}(?!\s*[/／]|标准)")
    return _Average(pattern, *(tuple(map(form.line_of, keys.split())) for keys in (money, counts)))


_AVERAGES: Final = (
    _average(
        "车均|(?:平均)?每[辆台]车?(?!次)|单车平均|平均单车",
        "vehicle_running official_vehicles",
        "vehicles_kept vehicles",
    ),
    _average("(?:平均)?每批次?(?!人)|批均", "official_receptions", "reception_batches"),
    _average(
        "人均|(?:平均)?每人次?|每人次", "official_receptions overseas_visits", "reception_persons overseas_persons"
    ),
)
_OF_PEOPLE: Final = re.compile("接待|出国")
_PERCENT: Final = r"(?P<percent>\d+(?:\.\d+)?)\s*[%％]"
_OF_POSTS: Final = re.compile(
    rf"(?:编制使用(?:率|比例)|满编率|编制到位率|占(?:核定)?编制(?:数|总数)?的(?:比例)?)(?:达到?|为|是)?{_PERCENT}"
)
#: Of one kind of posts or one office only.
_SOME: Final = re.compile("行政|事业|工勤|参公|机关|本级|所属|下属|上年|去年|年初|聘|占(?![核编])")
_USED: Final = re.compile(rf"(?:^|[，；：中]|固定资产)在用(?:的?固定资产|资产)?(?:为|是|有|共)?\s*{_AMOUNT}")
_USE_RATE: Final = re.compile(rf"(?:^|[，；、]|固定资产|资产)利用率(?:达到?|为|是)?\s*{_PERCENT}")
#: 17573500元（折合1757.35万元）.
_CONVERTED: Final = re.compile(
    rf"(?P<first>{_NUMBER})\s*(?P<of>亿元|万元|元)[（(，,]?(?:也就是|折合|约合|合计约合|合|即|换算[成为]|折[成为]?)(?:人民币|约|为)*\s*{_AMOUNT}"
)
_SHARES: Final = re.compile(
    r"(?:占比|比重|比例|占)?(?:相应|则|也)?由(?:上年|去年|(?P<year>20\d\d)年)?度?的?\s*(?P<before>\d+(?:\.\d+)?)[%％]"
    r"(?:相应)?(?P<way>上升|升|提高|增加|增|扩大|下降|降低|降|减少|减|缩小|回落)[到至为](?:本年|今年|(?:20\d\d)年)?度?的?\s*(?P<after>\d+(?:\.\d+)?)[%％]"
    r"(?:[，,、（(]?(?:比上年|同比)?(?P<again>上升|提高|增加|扩大|下降|降低|减少|缩小|回落)了?\s*(?P<points>\d+(?:\.\d+)?)个百分点)?"
)
_DOWN: Final = frozenset("降减缩回")


def worked_figures(context: CheckContext) -> Iterator[Finding]:
    """Each average, conversion and share of two years that a sentence tells."""
    for sentence in context.sentences.with_match(*_PLACES):
        if not _SAID.search(sentence.text):
            continue
        yield from _posts(context, sentence)
        yield from _in_use(context, sentence)
        yield from _averages(context, sentence)
        yield from _conversions(sentence)
        for match in _SHARES.finditer(sentence.text):
            yield from _two_years(context, sentence, match)


def _averages(context: CheckContext, sentence: Sentence) -> Iterator[Finding]:
    """Of what was spent on vehicles and receptions by their numbers, where both are published."""
    if sentence.path[0] not in {"三公经费", "绩效"} or names_other_year(sentence.text, context.year):
        return
    for average in _AVERAGES:
        found = list(average.words.finditer(sentence.text))
        before = sentence.text[: found[0].start()] if found else ""
        if len(found) != 1 or _NOT_OWN.search(before[-40:]) or _NOT_OWN.search(sentence.text[found[0].end() :][:4]):
            continue
        if average is _AVERAGES[-1] and not _OF_PEOPLE.search(before):
            continue
        yield from _judge_average(context, sentence, found[0], average)


def _judge_average(
    context: CheckContext, sentence: Sentence, match: re.Match[str], average: _Average
) -> Iterator[Finding]:
    said, slack = parse_amount(match["number"], match["measure"])
    money = [(line.label, v) for line in average.money if (v := line.value(context.report))]
    counts = [v for line in average.counts if (v := line.value(context.report))]
    told = [Decimal(number) for number in re.findall(r"(\d+)\s*(?:辆|台|批|人)", sentence.text[: match.start()])]
    known = [(label, v, n) for label, v in money for n in (*counts, *told) if n]
    if (
        not money
        or not counts
        or not any(label[:4] in sentence.text or label[-3:] in sentence.text for label, _ in money)
    ):
        return
    is_right = any(agree(said, v / n, slack + PER_ADDEND / n) for _, v, n in known)
    label, value, number = known[0]
    message = (
        f"文中写{quote(match.group())}，{label} {exact(value)} 万元除以 {exact(number)} 是 {value / number:,.4f} 万元"
    )
    yield holds_if(is_right, f"{label}的平均数与数据", sentence.path, message, TEXT_CURE)


def _posts(context: CheckContext, sentence: Sentence) -> Iterator[Finding]:
    """编制使用率: of all who are in service by all posts."""
    found = list(_OF_POSTS.finditer(sentence.text))
    posts = form.AUTHORIZED_POSTS.value(context.report)
    if len(found) != 1 or not posts or _SOME.search(sentence.text[: found[0].end()]):
        return
    staff = [v for key in ("serving_staff", "year_end_staff") if (v := form.line_of(key).value(context.report))]
    rates = [rate for number in staff if (rate := percent(number, posts)) is not None]
    if rates:
        message = f"文中写{quote(found[0].group())}，{exact(staff[0])}÷{exact(posts)}＝{percentage(rates[0])}"
        is_right = any(agree(Decimal(found[0]["percent"]), rate, PERCENTAGE_POINTS) for rate in rates)
        yield holds_if(is_right, "编制使用率与数据", sentence.path, message, TEXT_CURE)


def _in_use(context: CheckContext, sentence: Sentence) -> Iterator[Finding]:
    """固定资产2487万元，在用2400万元，利用率96.48%."""
    used, rates = list(_USED.finditer(sentence.text)), list(_USE_RATE.finditer(sentence.text))
    assets = form.line_of("fixed_assets").value(context.report)
    if not (len(used) == len(rates) == 1 and assets and "固定资产" in sentence.text):
        return
    real = percent(parse_amount(used[0]["number"], used[0]["measure"])[0], assets) or Decimal(0)
    message = f"文中写{quote(rates[0].group())}，在用除以固定资产 {exact(assets)} 万元是 {percentage(real)}"
    is_right = agree(Decimal(rates[0]["percent"]), real, PERCENTAGE_POINTS)
    yield holds_if(is_right, "固定资产利用率与数据", sentence.path, message, TEXT_CURE)


def _conversions(sentence: Sentence) -> Iterator[Finding]:
    """The same amount in two measures."""
    for match in _CONVERTED.finditer(sentence.text):
        if match["of"] != match["measure"]:
            one, slack = parse_amount(match["first"], match["of"])
            other, more = parse_amount(match["number"], match["measure"])
            message = f"文中写{quote(match.group())}，换算出来是 {exact(one)} 万元和 {exact(other)} 万元"
            yield holds_if(agree(one, other, slack + more), "两种单位的金额", sentence.path, message, TEXT_CURE)


def _two_years(context: CheckContext, sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    """由60.31%降至58.71%，下降1.60个百分点: by its own sums, then by the figures where they are published."""
    before, after = Decimal(match["before"]), Decimal(match["after"])
    slack = half_unit(match["before"]) + half_unit(match["after"])
    is_down = not _DOWN.isdisjoint(match["way"])
    wrong = (after < before) != is_down and before != after
    if match["points"]:
        wrong = wrong or not agree(abs(after - before), Decimal(match["points"]), slack + half_unit(match["points"]))
        wrong = wrong or _DOWN.isdisjoint(match["again"]) == is_down
    message = f"文中写{quote(match.group(), 60)}，两个百分数相差 {exact(after - before)} 个百分点"
    yield holds_if(not wrong, "两年的比例与升降", sentence.path, message, TEXT_CURE)
    if not wrong and (not match["year"] or int(match["year"]) == context.year - 1):
        yield from _shares_of_years(context, sentence, match, (("prior_actual", before), ("actual", after)))


def _shares_of_years(
    context: CheckContext, sentence: Sentence, match: re.Match[str], told: tuple[tuple[str, Decimal], ...]
) -> Iterator[Finding]:
    """The shares of the line that is named just before, of the whole that is named or of those above it."""
    clause = max(sentence.text.rfind(mark, 0, match.start()) for mark in "，；：") + 1
    lines = [m.line for m in sentence.mentions() if clause <= m.start < match.start()]
    is_share = re.search("占|比重", sentence.text[clause : match.start()] + match.group()[:4])
    if not lines or len(lines) > 2 or not is_share:
        return
    wholes = subjects_of(lines[1:]) or above_of(subjects_of(lines[:1])[0])
    for column, said in told:
        part = context.base(lines[0], column) if column != "actual" else lines[0].value(context.report)
        shares = [
            percent(part, whole)
            for w in wholes
            if (whole := context.compared(w, column) if column != "actual" else context.value(w)) is not None
            and part is not None
        ]
        known = [share for share in shares if share is not None]
        if known:
            label = "上年" if column == "prior_actual" else "本年"
            message = f"文中写{quote(match.group(), 60)}，按公开的数{lines[0].label}{label}占 {percentage(known[0])}"
            is_right = any(agree(said, share, PERCENTAGE_POINTS) for share in known)
            yield holds_if(is_right, f"{lines[0].label}两年所占比例与数字", sentence.path, message, TEXT_CURE)
