"""Hold what ``gongkai import`` wrote against what the documents state."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tests.importer.corpus.facts import Facts
from tests.importer.corpus.making import Made


@dataclass(slots=True)
class Mark:
    """One document, judged.

    Attributes:
        wrong: place and what was written there.
        guessed: contradicted places that got a value.
        lost: paragraphs that stand nowhere; ``displaced`` in another place.
    """

    name: str
    right: int = 0
    unsure: int = 0
    wrong: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    placed: int = 0
    displaced: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def marked(made: Made, written: Facts | None) -> Mark:
    """Judge one document; None where nothing was written."""
    mark = Mark(made.case.name)
    if written is None:
        mark.missing = sorted(made.said)
        mark.lost = [text for texts in made.texts.values() for text in texts]
        return mark
    _judge_figures(mark, made, written)
    _judge_texts(mark, made, written)
    return mark


def _judge_figures(mark: Mark, made: Made, written: Facts) -> None:
    true = made.facts.figures
    for place, value in written.figures.items():
        if place in made.contradicted:
            mark.guessed.append(f"{place} {value}")
        elif "增减" in place:
            if not _is_change(place, value, true):
                mark.wrong.append(f"{place} {value}")
        elif true.get(place) != value:
            mark.wrong.append(f"{place} {value}（应为{true.get(place, '没有')}）")
        elif place in made.said:
            mark.right += 1
    grade = written.words.get("绩效/自评等级")
    if grade is not None and grade != made.facts.words.get("绩效/自评等级"):
        mark.wrong.append(f"绩效/自评等级 {grade}")
    mark.unsure = len(written.unsure)
    mark.missing = sorted(made.said - written.figures.keys() - written.unsure)


def _is_change(place: str, value: Decimal, true: dict[str, Decimal]) -> bool:
    line, _, name = place.partition("/增减/")
    now, then = true.get(line), true.get(f"{line}/{'上年决算' if '上年' in name else '年初预算'}")
    if now is None or not then:
        return False
    gap = now - then
    return abs((gap / then * 100 if "幅度" in name else gap) - value) <= Decimal("0.01")


def _judge_texts(mark: Mark, made: Made, written: Facts) -> None:
    everywhere = "".join(text for texts in written.texts.values() for text in texts)
    for place, paragraphs in made.texts.items():
        there = "".join(written.texts.get(place, ()))  # a page may end within a paragraph
        if place == "绩效/成效":  # goes on after 综述 without a heading
            there += "".join(written.texts.get("绩效/综述", ()))
        for text in paragraphs:
            if text.rstrip("。") in there:
                mark.placed += 1
            elif text.rstrip("。") in everywhere:
                mark.displaced.append(f"{place}：{text[:30]}")
            else:
                mark.lost.append(f"{place}：{text[:30]}")


def table_of(marks: list[Mark]) -> str:
    """The marks, a document a line, and all together."""
    lines = ["对   错  猜  待核  漏   归位 错位 丢失  文件"]
    total = [0] * 8
    for mark in marks:
        counts = [
            mark.right, len(mark.wrong), len(mark.guessed), mark.unsure, len(mark.missing), mark.placed,
            len(mark.displaced), len(mark.lost),
        ]  # fmt: skip  # columns, read in a row
        total = [one + other for one, other in zip(total, counts, strict=True)]
        lines.append("{:<4} {:<3} {:<3} {:<5} {:<4} {:<4} {:<4} {:<5} {}".format(*counts, mark.name))
    lines.append("{:<4} {:<3} {:<3} {:<5} {:<4} {:<4} {:<4} {:<5} 合计".format(*total))
    return "\n".join(lines)
