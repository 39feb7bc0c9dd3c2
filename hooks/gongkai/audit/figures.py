"""The figures of a report page read back, and set against the JSON of the report: each at its place.

What is proved here needs nothing of the code that laid the page out. What is not – a rare sentence, a chart – is no
fault yet: :mod:`.again` lays that page out once more and compares it word by word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from selectolax.lexbor import LexborNode

from ..model.archive import Archive
from ..model.form import LINES
from .page import SEPARATOR, ParsedPage, texts_of
from .stated import BARE, COLUMNS, IN_TEXTS, Place, Stated

#: A figure in a text, with its thousands, decimals and percent.
NUMBER: Final = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_DIGIT: Final = re.compile(r"\d")
_NULL: Final = "—"
_GAP: Final = "未列明"
_BEFORE: Final = "比年初预算"
_SHARE: Final = "占比"
_ACTUAL: Final = COLUMNS[3]
_CHECKS: Final = "gk-table gk-checks"
_HISTORY: Final = "biao-nian"
_POINTS: Final = ("满分", "最低得分", "最高得分")
_WRONG: Final = "对不上"
_PLACES: Final = re.compile(r"(\d+) 处")
_CODE: Final = re.compile(r"D\d\d")
_COUNTED: Final = frozenset({"相符", "不符", "未说明", "要核对", "文字", "建议", "未能核对"})
_LABELS: Final = tuple(
    ({line.label for line in LINES} | {line.path[-1] for line in LINES} | _COUNTED | IN_TEXTS) - {*COLUMNS}
)
#: Words that stand in the templates as they are.
_OWN_WORDS: Final = re.sub(
    r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>",
    "",
    "".join(path.read_text("utf-8") for path in sorted(Path(__file__).parent.parent.glob("templates/**/*.html"))),
)
_OUTLINE: Final = "提纲"
#: What texts call the columns, and which figures only those may be; others go without saying.
_COLUMN_WORDS: Final = (("上年", "上年"), ("预算", "预算"), ("决算", ""), ("本年", ""))
_OF_KEYS: Final = {"上年决算": "上年", "上年": "上年", "年初预算": "预算", "全年预算": "预算"}
#: The scale of a chart of scores.
_SCALE: Final = "从 60 分画到 100 分"
Years = Mapping[int, Stated]


class Around(NamedTuple):
    """What the register and the rules of the years say: years, and names of outlines that hold one."""

    years: frozenset[str]
    outlines: tuple[str, ...] = ()

    @classmethod
    def of(cls, archive: Archive, unit_id: str) -> Around:
        """What is around the reports of a unit."""
        named = re.findall(r"\b(?:19|20)\d\d\b", repr(archive.units[unit_id]))
        outlines = tuple(rules.outline for rules in archive.years.values())
        return cls(frozenset([*map(str, archive.years), *named]), outlines)


@dataclass
class Proof:
    """What of a page could be proved.

    Attributes:
        proved: figures that stand at the place where the data has them.
        open: texts with a figure that is not proved.
        strange: figures in columns of the data that the data does not have: (row, column, figure).
    """

    proved: int = 0
    open: list[str] = field(default_factory=list)
    strange: list[tuple[str, str, str]] = field(default_factory=list)


def prove(page: ParsedPage, stated: Stated, years: Years, frame: Around) -> Proof:
    """Set every figure of a report's page against its JSON, and those of other years against theirs.

    Args:
        page: the page of a report; its tables are taken out of it.
        stated: what its JSON says.
        years: the same of all years of the unit.
        frame: what the register and the rules of the years say.
    """
    proof = Proof()
    article = page.tree.css_first("article")
    if article is None:
        return proof
    known = _Known(stated, years, frame)
    for table in article.css("table"):
        if table.attributes.get("class") == _CHECKS:
            _prove_checks(table, known, proof)
        else:
            _prove_table(table, known, proof)
        table.decompose()
    _prove_texts(texts_of(article), known, proof)
    return proof


def _prove_checks(table: LexborNode, known: _Known, proof: Proof) -> None:
    """The checks that hold, and those that could not be made: every text is one of the data."""
    texts = {*texts_of(table)}
    proof.proved += len(texts)
    proof.open += [text for text in texts - known.stated.words if _DIGIT.search(text) and not known.is_said(text)]


def _prove_table(table: LexborNode, known: _Known, proof: Proof) -> None:
    rows = [row.text(separator=SEPARATOR).split(SEPARATOR) for row in table.css("tr")]
    if len(rows) < 2:
        return
    head, whole, stated = rows[0][1:], 0.0, known.stated
    is_history = table.attributes.get("id") == _HISTORY
    is_of_lines = _ACTUAL in head
    gaps = _gaps(head, rows) if is_of_lines else {}
    for at, (label, *cells) in enumerate(rows[1:], 1):
        if len(cells) > len(head) and (cells[0] == _WRONG or _CODE.fullmatch(cells[0])):
            del cells[0]
        if is_of_lines and at == 1:
            whole = _number(cells[head.index(_ACTUAL)] if len(cells) == len(head) else "") or 0
        if is_history:
            is_right = _is_history(label, head, cells, known)
        elif is_of_lines and len(cells) == len(head):
            places = [gaps[at]] if at in gaps else stated.find(label)
            is_right = any(_is_row(head, cells, place, whole) for place in places)
        else:
            is_right = False
        if is_right or _are_cells(label, head, cells, known):
            proof.proved += len(cells)
            continue
        proof.open.append(f"{label}：{'，'.join(cells)}")
        if not label.startswith(_GAP) and is_of_lines:
            pairs = [(column, cell) for column, cell in zip(head, cells, strict=False) if column in COLUMNS]
            proof.strange += [(label, column, cell) for column, cell in pairs if _is_strange(cell, stated)]


def _gaps(head: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[int, Place]:
    """What the rows before a 未列明 leave of the first row of their table."""
    found: dict[int, Place] = {}
    for at, (label, *cells) in enumerate(rows):
        if label.startswith(_GAP) and at == len(rows) - 1 and len(cells) == len(head):
            columns = [name for name in head if name in COLUMNS]
            left = {name: _left(rows, head.index(name) + 1) for name in columns if cells[head.index(name)] != _NULL}
            found[at] = Place({name: value for name, value in left.items() if value is not None})
    return found


def _left(rows: Sequence[Sequence[str]], at: int) -> float | None:
    whole, *parts = (_number(row[at]) if len(row) > at else None for row in rows[1:-1])
    return None if whole is None else round(whole - sum(part for part in parts if part is not None), 6)


def _is_strange(cell: str, stated: Stated) -> bool:
    value = _number(cell)
    return value is not None and value not in stated.amounts


def _number(cell: str) -> float | None:
    try:
        return float(cell.replace(",", "").replace("−", "-").rstrip("%"))
    except ValueError:
        return None


def _is_row(head: Sequence[str], cells: Sequence[str], place: Place, whole: float) -> bool:
    """Whether a row of a line holds exactly what one place of the data has."""
    actual, budget = place.get(_ACTUAL), place.get("年初预算")
    for column, cell in zip(head, cells, strict=True):
        if column in COLUMNS:
            value, near = place.get(column), 1e-7
        elif column == _BEFORE:
            value, near = None if actual is None or budget is None else actual - budget, 1e-7
            if value and (cell[0] == "+") != (value > 0):
                return False
        elif column == _SHARE:
            value, near = None if actual is None or not whole else actual / whole * 100, 0.0501
        else:
            return False
        if cell == _NULL:
            if value is not None and column != _SHARE:
                return False
            continue
        number = _number(cell)
        if value is None or number is None or abs(number - value) > near:
            return False
    return True


def _is_history(label: str, head: Sequence[str], cells: Sequence[str], known: _Known) -> bool:
    """A row of the years: each figure is that of its year."""
    years = [year for year in head if year.isdecimal()] if len(cells) < len(head) else head
    if len(cells) != len(years):
        return False
    for year, cell in zip(years, cells, strict=True):
        if cell != _NULL and _DIGIT.search(cell):
            stated = known.years.get(int(year[:4]))
            if stated is None or not _is_of_year(label, stated, cell):
                return False
    return True


def _is_of_year(label: str, stated: Stated, cell: str) -> bool:
    values = [place[column] for place in stated.find(label) for column in (_ACTUAL, BARE) if column in place]
    return any(_is_said(value, cell) for value in values)


def _is_said(value: float, figure: str) -> bool:
    """Whether a figure is a value, whatever its sign; a percentage is rounded."""
    number = _number(figure)
    near = 0.5 * 10.0 ** -_digits(figure) + 1e-9 if figure[-1] == "%" else 1e-7
    return number is not None and abs(abs(value) - abs(number)) <= near


def _digits(figure: str) -> int:
    """Decimals of a percentage; -1 for a figure that is none."""
    return len(figure[:-1].partition(".")[2]) if figure[-1] == "%" else -1


def _are_cells(label: str, head: Sequence[str], cells: Sequence[str], known: _Known) -> bool:
    """A row of another table: each cell is a text of the data, or has the figures of its own key and no others."""
    places: list[Place] | None = None
    for at, cell in enumerate(cells):
        if not _DIGIT.search(cell) or known.is_said(cell):
            continue
        column = head[at] if at < len(head) else ""
        places = known.stated.find(label) if places is None else places
        values = [place[key] for place in places for key in (column, BARE, *_POINTS) if key in place]
        if not all(any(_is_said(value, figure) for value in values) for figure in NUMBER.findall(cell)):
            return False
    return True


@dataclass(frozen=True)
class _Known:
    """What the texts of a page may say: those of the report, of the unit's other years, and the years there are."""

    stated: Stated
    years: Years
    frame: Around
    _allowed: dict[tuple[str, str, str], bool] = field(default_factory=dict)

    def is_said(self, text: str) -> bool:
        """Whether a text stands in the data as a whole, perhaps behind a heading of one word."""
        words = self.stated.words
        if text in words or text.partition("：")[2] in words or text.removeprefix("定性") in words:
            return True
        return len(text) > 7 and (text in self.stated.prose or text in _OWN_WORDS or self._is_count(text))

    def _is_count(self, text: str) -> bool:
        """有 1 处数字对不上，2 处…: as many together as there are checks that fail."""
        counts = [int(count) for count in _PLACES.findall(text)]
        return bool(counts) and sum(counts) == self.stated.asked and len(NUMBER.findall(text)) == len(counts)

    def allows(self, label: str, column: str, figure: str) -> bool:
        """Whether a figure may stand behind a label: one of the data, a difference, a share or a ratio."""
        known = self._allowed.get((label, column, figure))
        if known is None:
            known = self._allowed[label, column, figure] = self._allows(label, column, figure)
        return known

    def _allows(self, label: str, column: str, figure: str) -> bool:
        value, digits = float(figure.replace(",", "").rstrip("%")), _digits(figure)
        if label in _COUNTED:
            return value == self.stated.counts[label]
        places = self.stated.find(label)
        if digits < 0:
            is_known = _is_figure(places, value, column)
        else:
            is_known = _is_percentage(places, value, 0.5 * 10.0**-digits + 1e-9, self.stated.wholes)
        return is_known or any(_is_of_year(label, other, figure) for other in self.years.values())


def _is_figure(places: Sequence[Place], value: float, column: str) -> bool:
    """One that stands there, in a column that is spoken of, or the difference of two."""
    for place in places:
        for key, one in place.items():
            if (one == value or one == -value) and _OF_KEYS.get(key, column) == column:
                return True
    for place in places:
        for name in (_ACTUAL, "本年"):
            one = place.get(name)
            for other in place.values() if one is not None else ():
                if -1e-7 < abs(one - other) - value < 1e-7:
                    return True
    return False


def _is_percentage(places: Sequence[Place], value: float, near: float, wholes: Sequence[float]) -> bool:
    """A rate that stands there, a share of a whole, or how two figures compare."""
    low, high = value - near, value + near
    for place in places:
        actual = abs(place.get(_ACTUAL) or 0) * 100
        for whole in (place.whole, *wholes) if actual else ():
            if whole and low < actual / whole < high:
                return True
    for place in places:
        values = [*place.values()]
        for one in values:
            if low < abs(one) < high:
                return True
            for other in values:
                ratio = one / other * 100 if other else 0
                if low < abs(ratio) < high or low < abs(ratio - 100) < high:
                    return True
    return False


def _prove_texts(texts: Sequence[str], known: _Known, proof: Proof) -> None:
    """The sentences, cards, charts and captions: each figure is one of the label before it."""
    label = column = ""
    for text in texts:
        if not _DIGIT.search(text):
            label, column = _went_on(text, label, column)
            continue
        if known.is_said(text):
            proof.proved += 1
            continue
        for name in known.frame.outlines if _OUTLINE in text else ():
            text = text.replace(name, "")
        text, end = text.replace(_SCALE, ""), 0
        for match in NUMBER.finditer(text):
            label, column = _went_on(text[end : match.start()], label, column)
            end = match.end()
            figure = match[0].rstrip(",")
            if figure in known.frame.years and (text[end : end + 1] in {"年", ""}):
                continue
            if not known.allows(label, column, figure):
                proof.open.append(text)
                break
            proof.proved += 1
        label, column = _went_on(text[end:], label, column)


def _went_on(words: str, label: str, column: str) -> tuple[str, str]:
    """The label and the column that are spoken of after some more words."""
    new, found = _spoken_of(words)
    return new or label, found or ("" if new else column)


@lru_cache(maxsize=1 << 16)
def _spoken_of(words: str) -> tuple[str, str]:
    new = label_in(words)
    return new, column_in(words.rpartition(new)[2] if new else words)


def column_in(words: str) -> str:
    """The column that some words speak of last; "" where they speak of none."""
    return max(((words.rfind(word), column) for word, column in _COLUMN_WORDS if word in words), default=(0, ""))[1]


def label_in(words: str) -> str:
    """The label that stands last in some words; the longest one there."""
    found = [(words.rfind(label) + len(label), len(label), label) for label in _LABELS if label in words]
    return max(found)[2] if found else ""
