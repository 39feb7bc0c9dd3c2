"""People and declared rates: D18, D19."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.finding import Finding, holds_if, not_run
from ..model.indicator import RATES, Rate, find_rate
from ..model.problem import KeyPath, Level
from ..model.rates import percent, rounded
from ..model.report import People
from ..text.sentence import PERCENT, Sentence
from .check import check
from .context import CheckContext
from .relations import AtMost, Equal
from .staff_detail import judge_detail
from .tolerance import PERCENTAGE_POINTS, agree, percentage, plain

_CURE: Final = "核对所列的比率和计算用的各个数，哪一处录错改哪一处；口径不同的，在“校核说明”里写明"
_WRITTEN_RATE: Final = re.compile(r"^\s*[≥≤=＝]?\s*(?P<percent>\d+(?:\.\d+)?)\s*[%％]?\s*$")
_LABELS: Final = {name: rate for rate in RATES for name in (rate.label, *rate.aliases) if len(name) > 4}
_SAID_RATE: Final = re.compile(
    rf"(?P<label>{'|'.join(sorted(_LABELS, key=len, reverse=True))})(?:为|是|达到|达|：|:)?\s*{PERCENT}"
)
#: Of these characters a written rate or sum has one.
_RATE_PIECES: Final = "".join({label[-1] for label in _LABELS}) + "÷/"
_OWN_AMOUNT: Final = re.compile(r"(?:预算|资金|安排|经费)[^，。；\d]{0,6}\d[\d.,]*\s*(?:万元|元|亿元)")
_NUMBER: Final = r"\d+(?:\.\d+)?"
_UNIT: Final = r"\s*(?:人|名|辆|万元|元)?"
#: What a number of a sum is: 年末实有43人÷编制数45人.
_NAME: Final = r"[\u4e00-\u9fff“”（）()]{0,12}"
_SUM: Final = re.compile(
    rf"(?<![\d.])(?:[（(](?P<minuend>{_NUMBER})\s*[-－−]\s*(?P<subtrahend>{_NUMBER})[）)]|(?P<part>{_NUMBER})){_UNIT}"
    rf"\s*[/÷]\s*{_NAME}(?P<whole>{_NUMBER}){_UNIT}\s*(?:[×*xX]\s*100\s*[%％])?\s*[=＝]\s*{PERCENT}"
)


#: Kinds of people who take up no post.
_NOT_SERVING: Final = re.compile("离休|退休|离退|临时|临聘|编外|聘用|劳务|派遣|遗属|协议离岗|内退|借调")
_KINDS: Final = Equal(
    "在职人员",
    "所列各类合计",
    ("人员", "在职人员"),
    "对照人员统计表核对总数和各类人数，离退休和临聘人员不计入在职",
    "在职人员＝各类人员之和",
    "人",
)


@check("D18", "编制与在职人员", Level.ERROR, "arithmetic")
def staff(context: CheckContext) -> Iterator[Finding]:
    """在职人员应当等于各类人员之和；超过编制数的要有说明。

    为什么：人数是人员经费的依据，在职人员控制率也由它算出；把离退休、临聘人员算进在职，控制率就会失真。
    怎么算：在职人员＝行政、参公、事业等各类之和（离退休、临聘、编外不计入；只列了一类又比在职人员少的，其余没有公开，
    未能核对）；在职人员≤编制数，超过时请核对；只公开年末实有的，减去已公开的离退休、协议离岗、临聘以后再比。编制数＝
    各类编制之和；离退休＝离休＋退休；所属单位数＝所列单位的个数。
    依据：湖南省部门整体支出绩效评价指标表“在职人员控制率”：在职人员以部门决算口径为准，编制数以机构编制部门核定为准。
    """
    people = context.report.people
    yield from _sum_of_kinds(people)
    yield from judge_detail(people)
    label = "在职人员" if people.serving_staff is not None else "年末实有"
    count, posts = form.STAFF.value(context.report), form.AUTHORIZED_POSTS.value(context.report)
    relation, path = f"{label}不超过编制数", ("人员", label)
    cure = "核对是否把离退休、临聘人员算了进来；确实超编的，在“校核说明”里写明原因"
    if count is not None and posts is None:
        yield not_run(relation, path, ("编制数",))
    elif count is not None and posts is not None:
        rate = percent(count, posts)
        formula = f"{count}÷{posts}＝{percentage(rate)}" if rate is not None else f"{count}；{posts}"
        if people.serving_staff is None and 0 <= count - posts <= _without_posts(people):
            return  # 年末实有 may hold those who take up no post
        most = AtMost(label, "编制数", path, cure, relation, "人", Level.WARNING)
        yield most.judge(count, posts, formula=formula)._replace(nature="question")  # more may be allowed


def _without_posts(people: People) -> int:
    """How many are known to take up no post."""
    retirees = people.retirees or (people.retired_cadres or 0) + (people.retired_staff or 0)
    return retirees + (people.staff_on_leave or 0) + (people.temporary_staff or 0)


def _sum_of_kinds(people: People) -> Iterator[Finding]:
    """The kinds of 在职人员 make up the whole; one kind alone may be a part of it."""
    counts = [count for kind, count in people.kinds.items() if not _NOT_SERVING.search(kind)]
    if people.serving_staff is None or not counts:
        return
    if len(counts) == 1 and counts[0] < people.serving_staff:
        yield not_run(_KINDS.words, _KINDS.path, ("其余各类人员",))
    else:
        yield _KINDS.judge_count(people.serving_staff, counts)


@check("D19", "比率与所列数字", Level.ERROR, "arithmetic")
def rates(context: CheckContext) -> Iterator[Finding]:
    """报告写出的比率，应当能用报告自己的数字算出来。

    为什么：在职人员控制率、“三公经费”变动率、预算完成率、预算控制率等有固定的算法，数字公开了，读者就能复算。
    怎么算：按各指标的公式用本报告（和上年报告）的数字计算，与指标表、正文所写的比率比较；正文写出算式的，按算式复算。
    允许相差 0.1 个百分点。
    依据：湖南省部门整体支出绩效评价指标表各指标的计算公式。
    """
    for position, row in enumerate(context.report.self_evaluation.indicators):
        if (rate := find_rate(row.indicator)) and (written := _WRITTEN_RATE.match(row.achieved or "")):
            path = ("自评表", "指标", position, "实际完成值")
            yield from _judge_rate(context, rate, Decimal(written["percent"]), path)
    for sentence, match in context.matches(_RATE_PIECES, _SAID_RATE, _SUM):
        yield from _said_rate(context, sentence, match) if match.re is _SAID_RATE else _written_sum(sentence, match)


def _judge_rate(context: CheckContext, rate: Rate, written: Decimal, path: KeyPath) -> Iterator[Finding]:
    value = rate.value(context.stated)
    relation = f"{rate.label}＝{rate.formula}"
    if value is None:
        if missing := rate.missing(context.stated):
            yield not_run(relation, path, missing)
    else:
        yield _compare(f"{rate.label}写的是", relation, path, written, value, rate.worked(context.stated))


def _said_rate(context: CheckContext, sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    rate = _LABELS[match["label"]]
    if _OWN_AMOUNT.search(sentence.text[: match.start()]):
        return  # 四个项目全年预算410万元，预算执行率为…: of those
    if rate.value(context.stated) is not None:
        yield from _judge_rate(context, rate, Decimal(match["percent"]), sentence.path)


def _written_sum(sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    above = Decimal(match["part"] or match["minuend"]) - Decimal(match["subtrahend"] or 0)
    value = percent(above, Decimal(match["whole"]))
    if value is not None:
        written = Decimal(match["percent"])
        worked = f"{plain(above)}÷{match['whole']}＝{percentage(value)}"
        yield _compare("文中算式写的是", "文中算式的左边＝右边", sentence.path, written, value, worked)


def _compare(what: str, relation: str, path: KeyPath, written: Decimal, value: Decimal, worked: str) -> Finding:
    message = f"{what} {plain(written)}%，按所列数字计算为 {percentage(value)}"
    agrees = agree(written, value, PERCENTAGE_POINTS)
    return holds_if(agrees, relation, path, message, _CURE, formula=worked, stated=written, expected=rounded(value, 2))
