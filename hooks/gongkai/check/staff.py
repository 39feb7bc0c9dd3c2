"""People: D18."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model import form
from ..model.finding import Finding, not_run
from ..model.problem import Level
from ..model.rates import percent
from ..model.report import People
from .check import check
from .context import CheckContext
from .relations import AtMost, Equal
from .tolerance import percentage

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
_POSTS: Final = Equal(
    "编制数", "所列各类合计", ("人员", "编制数"), "对照编制文件核对总数和各类编制，哪一处录错改哪一处",
    "编制数＝各类编制之和", "人",
)  # fmt: skip  # a relation, read in a row
_RETIREE_CURE: Final = "核对离退休总数和离休、退休各多少，哪一处录错改哪一处"
_RETIREES: Final = Equal("离退休", "离休加退休", ("人员", "离退休"), _RETIREE_CURE, "离退休＝离休＋退休", "人")
_UNITS: Final = Equal(
    "所属单位数", "所列的单位", ("人员", "所属单位数"), "核对所属单位是否列全；数里包括本级的，把本级也列上",
    "所属单位数＝所列单位的个数", "个", Level.WARNING,
)  # fmt: skip  # a relation, read in a row


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
    yield from _judge_detail(people)
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


def _judge_detail(people: People) -> Iterator[Finding]:
    """What is given in detail against its total; a detail that stands alone is only no more than the total."""
    if people.authorized_posts is not None and people.post_kinds:
        yield _POSTS.judge_count(people.authorized_posts, people.post_kinds.values())
    yield from _retirees(people)
    if people.subordinate_count is not None and people.subordinates:
        count = len(people.subordinates)
        yield _UNITS.judge(Decimal(people.subordinate_count), Decimal(count), formula=f"所列 {count} 个")


def _retirees(people: People) -> Iterator[Finding]:
    detail = {"离休": people.retired_cadres, "退休": people.retired_staff}
    given = {label: count for label, count in detail.items() if count is not None}
    if people.retirees is None:
        return
    if len(given) == len(detail):
        yield _RETIREES.judge_count(people.retirees, given.values())
    for label, count in given.items() if len(given) == 1 else ():
        most = AtMost(label, "离退休", ("人员", label), _RETIREE_CURE, measure="人")
        yield most.judge(Decimal(count), Decimal(people.retirees))
