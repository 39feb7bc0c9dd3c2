"""What of a published report may change without a 更正: the one list, which the reviewer's guide repeats.

Beside it only the looks of a file are free: comments, the order of keys, quotes, blank lines, a default written out.
"""

from __future__ import annotations

from typing import Final

from ..model.disclosure import State
from ..model.problem import KeyPath
from .written import Change

#: May change at any time; the summary of the pull request shows it.
ALWAYS: Final[tuple[KeyPath, ...]] = (("校核说明",), ("公开", "状态"), ("公开", "理由"))
#: May be filled in where nothing stood.
FILLABLE: Final[tuple[KeyPath, ...]] = (
    ("公开", "发布日期"), ("公开", "批复日期"), ("公开", "报告日期"), ("目录信息",), ("联系方式",),
)  # fmt: skip  # keys, read in a row
#: Have rules of their own.
CORRECTIONS: Final[KeyPath] = ("更正",)
AMENDMENTS: Final[KeyPath] = ("变更",)
#: All that a report that was taken down (撤下) still says.
LEFT_WHEN_WITHDRAWN: Final[tuple[KeyPath, ...]] = (
    ("标题",), ("公开", "状态"), ("公开", "理由"), ("公开", "发布日期"), ("公开", "撤下日期"), ("公开", "原文件校验值"),
)  # fmt: skip  # keys, read in a row


def is_below(path: KeyPath, tops: tuple[KeyPath, ...]) -> bool:
    """Whether a value stands under one of some keys."""
    return any(path[: len(top)] == top for top in tops)


def is_free(change: Change, state: State) -> bool:
    """Whether a change of a report that is now in ``state`` needs no 更正.

    A report that is 依法不公开 says nothing of what it said; what it still says is the same.
    """
    is_filled = change.before is None and is_below(change.path, FILLABLE)
    is_gone = change.after is None and state is State.EXEMPT
    return is_filled or is_gone or is_below(change.path, ALWAYS)
