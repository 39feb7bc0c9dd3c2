"""Statement: what a text says about one figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from ..model import form
from ..model.form import Line
from ..model.problem import KeyPath


class Kind(StrEnum):
    """What is said."""

    VALUE = "数额"
    CHANGE = "增减额"
    RATE = "增减率"
    SHARE = "占比"
    COMPLETION = "完成比例"
    SAME = "持平"
    PARTS = "各项"


class Subject(NamedTuple):
    """A figure that is spoken of: its label, its keys in the file and its measure."""

    label: str
    path: KeyPath
    measure: str = "万元"


#: Several where the name may mean any of them; what is said is wrong only where it fits none.
Subjects = tuple[Subject, ...]
#: Nothing known.
NOBODY: Final[Subjects] = ()


class Statement(NamedTuple):
    """What a text says about a figure.

    Attributes:
        kind: what is said.
        subjects: of what.
        path: keys of the text.
        words: as written.
        number: the amount in the subject's measure, the signed change in 万元, the (signed) percentage; of parts their
            sum.
        slack: half a unit of the last digit written, in ``number``'s measure.
        column: of a value, the column it stands in; of a change, a rate or a completion, the column it is measured
            against; of a share, the column of the part; "" where it is not said, ``budget`` for any budget, ``other``
            or ``prior_budget`` for what no column holds.
        measure: as written: 万元, 元, %, 人 …
        said: what the text says just before of the same subject, by column; in the subject's measure.
        change: of a rate, the signed change that the text says just before; 万元.
        wholes: of a share, of what.
        whole: what the text says is the amount of the whole.
        text: the paragraph.
        end: where in the paragraph the words end.
        own: of a change, the column of the subject's own amount where the text names a budget; "" for 决算.
        is_direct: of what a change is measured against, the text names its line just before.
        is_whole_named: of a share, the text says of what.
        counted: of parts, the measure as written: 个.
    """

    kind: Kind
    subjects: Subjects
    path: KeyPath
    words: str
    number: Decimal
    slack: Decimal = Decimal(0)
    column: str = ""
    measure: str = "万元"
    said: Mapping[str, Decimal] = MappingProxyType({})
    change: Decimal | None = None
    wholes: Subjects = NOBODY
    whole: Decimal | None = None
    text: str = ""
    end: int = 0
    is_whole_named: bool = False
    own: str = ""
    is_direct: bool = True
    counted: str = ""

    @property
    def label(self) -> str:
        """What is spoken of."""
        return self.subjects[0].label


def subjects_of(lines: Iterable[Line]) -> Subjects:
    """Lines as subjects."""
    return tuple(Subject(line.label, line.path, line.measure) for line in lines)


def is_income(subjects: Subjects) -> bool:
    """Whether a source of income is spoken of."""
    return subjects[0].path[:2] == ("收支", "本年收入合计")


def fiscal_lines(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The same lines of 财政拨款, as the names of lines mean where only it is spoken of."""
    return tuple(form.find_line(("财政拨款", *_below(line))) or line for line in lines)


def _below(line: Line) -> tuple[str, ...]:
    return line.path[1:] if line.path[0] in {"收支", "财政拨款"} else line.path


def parts_of(whole: Subjects, rows: Subjects) -> Subjects:
    """Those of ``rows`` that may be parts of ``whole``: 参公 of 编制 is no 参公 of 在职."""
    return tuple(row for row in rows if any(_may_hold(above.path, row.path) for above in whole))


def _may_hold(above: KeyPath, below: KeyPath) -> bool:
    if above[:1] == ("人员",):
        return below[:2] == _KINDS_OF.get(above, ())
    line = form.find_line(above)
    return above == below[: len(above)] or (line is not None and is_total((line,)))


_KINDS_OF: Final[dict[KeyPath, KeyPath]] = {
    ("人员", "编制数"): ("人员", "编制其中"),
    ("人员", "在职人员"): ("人员", "其中"),
    ("人员", "年末实有"): ("人员", "其中"),
}


def is_people(subjects: Subjects) -> bool:
    """Whether people or posts are spoken of."""
    return subjects[0].path[:1] == ("人员",)


def is_total(lines: tuple[Line, ...]) -> bool:
    """Whether a total of all money is named, as official sentences do within any scope."""
    return lines[0] in {form.TOTAL_INCOME, form.TOTAL_EXPENDITURE, form.INCOME, form.EXPENDITURE}
