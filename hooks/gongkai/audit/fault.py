"""Fault: one thing that a site has and should not have, or the other way round; and how much was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final, NamedTuple


class Group(StrEnum):
    """What a fault is about, in the order of reporting."""

    FIGURES = "数字"
    FILES = "页面和文件"
    WORDS = "页面内容"
    LINKS = "链接和锚点"
    DATA = "数据文件"
    SAFETY = "脚本、样式和外部地址"
    SIZES = "大小"


#: What to do about a fault, by its group.
CURES: Final[Mapping[Group, str]] = {
    Group.FIGURES: "不要发布；删掉项目里的 .cache 和 site，重新生成一次。还是这样，把这一行告诉维护人员",
    Group.FILES: "多出来的删掉，缺的重新生成；不要往生成的文件夹里放别的东西，附件放在 data/ 里，由数据文件写明",
    Group.WORDS: "删掉项目里的 .cache 和 site，重新生成一次。还是这样，把这一行告诉维护人员",
    Group.LINKS: "手写的网页改 docs/ 里的地址；别的页面删掉项目里的 .cache 重新生成一次，还是这样就告诉维护人员",
    Group.DATA: "删掉项目里的 .cache 和 site，重新生成一次。还是这样，把这一行告诉维护人员",
    Group.SAFETY: "不是自己放进去的，先查清是谁改的；删掉这个文件夹，从仓库重新生成",
    Group.SIZES: "手写的网页和图片改小；数据的页面告诉维护人员",
}


class Fault(NamedTuple):
    """One fault.

    Attributes:
        group: what it is about.
        file: below the folder.
        what: what is there, or is not.
        why: what should be there; "" where that is plain.
    """

    group: Group
    file: str
    what: str
    why: str = ""

    def __str__(self) -> str:
        return f"{self.file}  {self.what}" + (f"；{self.why}" if self.why else "")


class Outcome(NamedTuple):
    """What was found in a part of a site.

    Attributes:
        faults: everything that is wrong.
        counts: how many files, pages, links, anchors and figures were looked at.
        anchors: (page, id) that other pages lead to.
        pages: ids and titles are looked up there.
    """

    faults: tuple[Fault, ...] = ()
    counts: Mapping[str, int] = Counter()
    anchors: frozenset[tuple[str, str, str]] = frozenset()


def joined(outcomes: Iterable[Outcome]) -> Outcome:
    """All outcomes as one."""
    faults: list[Fault] = []
    counts: Counter[str] = Counter()
    anchors: set[tuple[str, str, str]] = set()
    for outcome in outcomes:
        faults += outcome.faults
        counts.update(outcome.counts)
        anchors |= outcome.anchors
    return Outcome(tuple(faults), counts, frozenset(anchors))
