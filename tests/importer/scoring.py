"""What an importer found in a document, held against what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tests.importer.figure_sentences import Truth

from gongkai.importer.found import Found
from gongkai.model.amounts import COLUMN_LABELS, COLUMNS
from gongkai.model.form import figures_of, find_line
from gongkai.model.problem import KeyPath
from gongkai.model.report import Report


@dataclass(slots=True)
class Score:
    """Figures and paragraphs, counted.

    Attributes:
        wrong: keys, column, found, and what is right.
        missing: keys and column of what the document says and nobody found.
        lost: paragraphs that stand in no place at all; ``displaced`` those in another.
    """

    right: int = 0
    unsure: int = 0
    wrong: list[tuple[KeyPath, str, Decimal, Decimal | None]] = field(default_factory=list)
    missing: list[tuple[KeyPath, str]] = field(default_factory=list)
    placed: int = 0
    displaced: list[tuple[KeyPath, str]] = field(default_factory=list)
    lost: list[tuple[KeyPath, str]] = field(default_factory=list)


def known_figures(report: Report) -> Truth:
    """Every figure of a report by its keys and column."""
    known: Truth = {}
    for figure in figures_of(report):
        line = find_line(figure.path)
        has_columns = line is None or line.columns == COLUMNS
        for column, value in figure.item.columns.items():
            if value is not None and not figure.is_derived(column):
                known[figure.path, COLUMN_LABELS[column] if has_columns else ""] = value
    for kind, count in report.people.kinds.items():
        known[("人员", "其中", kind), ""] = Decimal(count)
    return known


def score_figures(score: Score, found: Found, known: Truth, said: Truth, prose: str = "") -> None:
    """Count the figures; ``known`` are all of the report, ``said`` those that the document says in ``prose``."""
    certain: Truth = {}
    for figure in found.figures:
        place = figure.path, figure.column
        if figure.doubt:
            score.unsure += 1
        elif "增减" in figure.path:
            if not _is_change(figure.path, figure.value, known) and figure.source not in prose:
                score.wrong.append((*place, figure.value, None))
        elif known.get(place) != figure.value:
            score.wrong.append((*place, figure.value, known.get(place)))
        else:
            certain[place] = figure.value
    score.right += len(certain.keys() & said.keys())
    score.missing += [place for place in said if place not in certain]


def _is_change(path: KeyPath, value: Decimal, known: Truth) -> bool:
    """Whether a stated change is that of the figures, rounded."""
    line, key = path[: path.index("增减")], str(path[-1])
    base = known.get((line, "上年决算" if "上年" in key else "年初预算"))
    actual = known.get((line, "决算"))
    if base is None or actual is None:
        return False
    gap = actual - base
    return abs((gap / base * 100 if "幅度" in key else gap) - value) <= Decimal(
        "0.05"
    )  # what the demo rounds otherwise


def score_texts(score: Score, found: Found, texts: dict[KeyPath, list[str]]) -> None:
    """Count the paragraphs."""
    placed: dict[KeyPath, list[str]] = {}
    for stated in found.texts:
        path: KeyPath = tuple(key for key in stated.path if not isinstance(key, int))
        placed.setdefault(path, []).extend(_paragraphs(stated.text))
    for title, text in found.left:
        placed.setdefault(("其他章节", title), []).extend(_paragraphs(text))
    everywhere = {paragraph for paragraphs in placed.values() for paragraph in paragraphs}
    for place, paragraphs in texts.items():
        for paragraph in paragraphs:
            if paragraph in placed.get(place, ()):
                score.placed += 1
            else:
                (score.displaced if paragraph in everywhere else score.lost).append((place, paragraph))


def _paragraphs(text: str) -> list[str]:
    return [paragraph.lstrip("# ") for paragraph in text.split("\n\n")]
