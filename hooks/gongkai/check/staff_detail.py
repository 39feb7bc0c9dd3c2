"""Posts by kind, retirees and subordinate units: relations that D18 judges beside serving staff and posts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..model.finding import Finding
from ..model.problem import Level
from ..model.report import People
from .relations import AtMost, Equal

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


def judge_detail(people: People) -> Iterator[Finding]:
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
