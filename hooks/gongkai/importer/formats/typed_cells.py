"""What tables that are typed in a text have in common, however their cells are parted."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..document import GridCell
from ..plain_words import plain

_NUMBER: Final = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?(?:[%分人个辆台元]|[亿万千]元|人次|批次|平方米)?")
#: What the columns and rows of the forms are called.
_OF_FORMS: Final = re.compile(
    "决算|预算|执行数|指标值|完成值|得分|分值|编制数|在职|金额|行次|科目|三公|基本支出|项目支出|公用经费|公务接待|政府采购|收入|支出"
)
#: A cell that is longer holds sentences.
_LONGEST: Final = 40


class TypedTable(NamedTuple):
    """A table among the lines of a text.

    Attributes:
        end: the line after its last.
        cells: its cells.
        left: rows that fit no column, as they are typed.
    """

    end: int
    cells: tuple[GridCell, ...]
    left: tuple[str, ...] = ()


def is_number(text: str) -> bool:
    """Whether a cell holds a number, with its measure perhaps."""
    return _NUMBER.fullmatch(plain(text)) is not None


def names_a_form(texts: list[str]) -> bool:
    """Whether cells are called as columns or rows of the forms are."""
    return any(_OF_FORMS.search(plain(text)) for text in texts if len(text) <= _LONGEST)
