"""What of a published report needs no 更正, beside what :func:`..model.changed.needs_explaining` lists.

The reviewer's guide repeats both lists. Beside them only the looks of a file are free: comments, the order of keys,
quotes, blank lines, a default that is written out.
"""

from __future__ import annotations

from typing import Final

from ..model.changed import needs_explaining
from ..model.correction import ChangedValue
from ..model.disclosure import State
from ..model.problem import KeyPath
from .written import Change

#: The records of changes themselves, which have rules of their own.
RECORDS: Final = frozenset({"更正", "变更"})
#: All that a report that was taken down (撤下) still says.
LEFT_WHEN_WITHDRAWN: Final[tuple[KeyPath, ...]] = (
    ("标题",), ("公开", "状态"), ("公开", "理由"), ("公开", "撤下日期"), ("公开", "原文件校验值"),
)  # fmt: skip  # keys, read in a row


def is_free(value: ChangedValue, state: State) -> bool:
    """Whether a changed value of a report that is now in ``state`` needs no 更正.

    A report that is 依法不公开 says nothing of what it said; what it still says is the same.
    """
    return not needs_explaining(value) or (value.after is None and state is State.EXEMPT)


def is_record(change: Change) -> bool:
    """Whether a change is of 更正 or 变更, which have rules of their own."""
    return change.path[0] in RECORDS
