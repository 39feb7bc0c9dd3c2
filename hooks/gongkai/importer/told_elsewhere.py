"""Figures told a second time where the text is not read for figures: of named projects and parts, among 问题 and 成效.

Nothing is written by them. Where one differs from what is certain, settling finds both, and neither is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import Final

from ..model import form
from ..model.amounts import COLUMN_LABELS, COLUMNS
from ..model.line_names import known_names
from ..model.money import is_rounded
from ..model.names import OwnNames
from ..model.problem import KeyPath
from ..text.paragraph import Setting
from ..text.reading import read_statements
from ..text.sentence import PIECES, Sentences
from ..text.statement import Kind, Statement, Subject, Subjects
from .chapters import PlacedParagraph
from .doubts import find_doubt
from .found import Found, FoundFigure
from .meant import is_named, meant_by
from .sentences import GOALS, home_of, is_of_something_else, names_of, sentence_at, shifted
from .spellings import spellings_of
from .told_indicators import find_told_indicators
from .years import years_said

_PROJECTS: Final[KeyPath] = form.PROJECTS.path
_CLASSES: Final[KeyPath] = ("收支", "功能分类")
#: What is to be, or was another year.
_TO_COME: Final = re.compile("下一步|今后|下年|明年|将|拟|计划|力争|确保|控制在|不超过|目标")
_OTHER_TITLE: Final = re.compile("上年|上一年|下一步|计划|安排|建议|措施|目标|下属")
#: A class has other amounts within 基本支出 and 项目支出, or of one kind of money.
_WITHIN: Final = re.compile("基本支出|项目支出|财政拨款|预算(?!数)")
_SHORTEST: Final = 2
#: Shorter names are parts of many words (水费 of 污水费): only at the beginning of a clause, with an amount behind.
_LONG: Final = 3
_ALONE: Final = (
    r"(?:(?<![\u4e00-\u9fff\w])|(?<=其中)|(?<=经费中)|(?<=支出中)){name}"
    r"(?=(?:支出|决算|费用|实际|共|为|约|[:：])*\s*\d)"
)
#: What stands around the name of a part whose whole stands before it.
_AROUND: Final = re.compile("^(?:之?中|其中|里|内)?(?:的|有)?(?:用于)?|(?:共|用)$")
#: The first of the characters that stand for names while sentences are read: 商贸专项 before 支出 is no 专项支出.
_FIRST_SIGN: Final = 0xE000
#: The figures of certain places: by the keys of the line and the column.
_Certain = Mapping[tuple[KeyPath, str], frozenset[Decimal]]


def find_told_elsewhere(
    paragraphs: Iterable[PlacedParagraph], founds: Iterable[Found], year: int, own_names: tuple[str, ...],
    extra: OwnNames = (),
) -> Iterator[Found]:  # fmt: skip  # what is known
    """What the paragraphs tell otherwise of the certain figures, for each of ``founds`` with its numbers of entries.

    Args:
        paragraphs: of the document, with their places.
        founds: what was found in it.
        year: the report's.
        own_names: what the unit is called.
        extra: a bureau's names of lines.
    """
    founds = tuple(founds)
    told = [paragraph for paragraph in paragraphs if _is_of_the_year(paragraph, year)]
    yield from find_told_indicators([one for one in told if one.path != GOALS], founds)
    for found in founds:
        certain = _certain(found.figures)
        rows = _named(found, extra) if certain else {}
        reader = _Reader(certain, rows, year, names_of(own_names), extra)
        if figures := tuple(figure for paragraph in told for figure in reader.read(paragraph)):
            entries = {figure.path for figure in figures}
            texts = tuple(text for text in found.texts if text.path[:-1] in entries)
            yield Found(figures, texts, is_beside=True)


def _is_of_the_year(paragraph: PlacedParagraph, year: int) -> bool:
    years = years_said(paragraph.title)
    is_other = _OTHER_TITLE.search(paragraph.title) is not None and paragraph.path[0] != "改进措施"
    return not is_other and years <= {year}


def _certain(figures: Iterable[FoundFigure]) -> _Certain:
    found: dict[tuple[KeyPath, str], frozenset[Decimal]] = {}
    for figure in figures:
        if not figure.doubt:
            key = figure.path, figure.column
            found[key] = found.get(key, frozenset()) | {figure.value}
    return found


def _named(found: Found, extra: OwnNames) -> Mapping[str, Subjects]:
    """The entries and parts by their names, several where they share one; none that is called as a line is."""
    rows: dict[str, set[KeyPath]] = {}
    for text in found.texts:
        if text.path[-1] == "名称" and text.path[:-2] in {_PROJECTS, _CLASSES}:
            rows.setdefault(text.text, set()).add(text.path[:-1])
    for figure in found.figures:
        if figure.path[-2:-1] == ("其中",) and form.find_line(figure.path) is None:
            rows.setdefault(str(figure.path[-1]), set()).add(figure.path)
    known = known_names(extra)
    return {
        spelled: tuple(Subject(spelled, path) for path in sorted(paths, key=str))
        for name, paths in rows.items()
        for spelled in spellings_of(name)
        if len(spelled) >= _SHORTEST and spelled not in known
        if spelled == name or spelled not in rows
    }


class _Reader:
    """Reads paragraphs for what they tell of the certain figures."""

    def __init__(
        self, certain: _Certain, rows: Mapping[str, Subjects], year: int, names: tuple[str, ...], extra: OwnNames
    ) -> None:  # fmt: skip  # what is known
        self.certain, self.rows, self.names, self.year, self.extra = certain, rows, names, year, extra
        longest = sorted(rows, key=len, reverse=True)
        self.signs = {name: chr(_FIRST_SIGN + at) * len(name) for at, name in enumerate(longest)}
        signed = {sign: (rows[name][0]._replace(label=sign),) for name, sign in self.signs.items()}
        self.setting = Setting(year, lambda: signed, names, extra)
        self.of_rows = {subject.path for subjects in rows.values() for subject in subjects}

    def read(self, paragraph: PlacedParagraph) -> Iterator[FoundFigure]:
        """The figures that differ."""
        is_unread = is_of_something_else(paragraph, self.year) or paragraph.path == ("绩效", "成效")
        if not is_unread and not any(name in paragraph.text for name in self.rows):
            return
        sentences = Sentences([(paragraph.path, self._signed(paragraph.text))], self.extra)
        statements = [
            said
            for at, line in sentences.paragraphs(*PIECES)
            for said in read_statements(line, at, self.setting, home_of(paragraph.path))
        ]
        for previous, said in zip((None, *statements), statements, strict=False):
            for meant in self._meant(said, statements, is_unread=is_unread):
                printed = said._replace(text=self._printed(said.text), words=self._printed(said.words))
                if not find_doubt(printed, meant[0], previous, self.names, self.extra):
                    yield from self._figures(said, meant, paragraph)

    def _meant(self, said: Statement, beside: list[Statement], *, is_unread: bool) -> Iterator[Subjects]:
        """The lines of which a statement is here: rows anywhere, others where nobody read them yet.

        Several are rows that share the name, of which it may be any.
        """
        sentence = re.split("[。；\n]", said.text[: said.end])[-1]
        if said.kind is not Kind.VALUE or _TO_COME.search(sentence):
            return
        if rows := self._rows(said):
            is_within = any(row.path[:2] == _CLASSES for row in rows) and _WITHIN.search(said.text[: said.end])
            if not is_within and sum(sign in said.words for sign in self.signs.values()) == 1:
                yield rows
        elif is_unread and is_named(said, self.extra):
            yield from ((meant.subject,) for meant in meant_by(said, beside) if not meant.doubt)

    def _rows(self, said: Statement) -> Subjects:
        """The rows that a statement is of: 公用经费中维修费 is the row too, though the grammar knows no such name."""
        if len(said.subjects) != 1:
            return ()
        subject = said.subjects[0]
        if subject.path in self.of_rows:
            return self.rows[self._printed(subject.label)] if is_named(said, self.extra) else ()
        bare = _AROUND.sub("", subject.label.strip()) if not subject.path else ""
        return next((self.rows[name] for name, sign in self.signs.items() if sign == bare), ())

    def _figures(self, said: Statement, meant: Subjects, paragraph: PlacedParagraph) -> Iterator[FoundFigure]:
        """What is told, of each line that may be meant; nothing where it is what one of them, or all, are."""
        line = form.find_line(meant[0].path)
        has_columns = line is None or line.columns == COLUMNS
        column = COLUMN_LABELS.get(said.column or "actual", "")
        if not column or (not has_columns and column != COLUMN_LABELS["actual"]):
            return
        label = column if has_columns else ""
        value = shifted(said.number, said.measure)
        known = {subject.path: self.certain.get((subject.path, label), frozenset()) for subject in meant}
        whole = sum((max(values, default=Decimal(0)) for values in known.values()), Decimal(0))
        if any(is_rounded(value, one) for one in (whole, *chain.from_iterable(known.values()))):
            return
        source = self._printed(sentence_at(said.text, said.end))
        yield from (
            FoundFigure(path, label, value, source, paragraph.place) for path, values in known.items() if values
        )

    def _signed(self, text: str) -> str:
        for name, sign in self.signs.items():
            if len(name) >= _LONG:
                text = text.replace(name, sign)
            elif name in text:
                text = re.sub(_ALONE.format(name=re.escape(name)), sign, text)
        return text

    def _printed(self, text: str) -> str:
        for name, sign in self.signs.items():
            text = text.replace(sign, name)
        return text
