"""A report's words find their places: the seed whole, the demo's reports in every layout."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from tests.conftest import DEMO, SEED
from tests.importer.prose_documents import LAYOUTS, Layout, write_document
from tests.importer.scoring import Score, known_figures, score_figures, score_texts

from gongkai.importer.document import Paragraph, SourceDocument
from gongkai.importer.found import Found
from gongkai.importer.in_text import find_in_text
from gongkai.importer.settling import settle
from gongkai.load.folder import read_archive
from gongkai.load.outlines import built_in
from gongkai.model.archive import Archive
from gongkai.model.report import Report

#: The seed report as it was published.
TEXT: Final = SEED / "2020-report.txt"
#: What the clerk worked out from “超出176.59万元” and “增加2.23万元”: no one printed it.
WORKED_OUT: Final = frozenset({(("收支", "基本支出"), "年初预算"), (("公用经费",), "年初预算")})
#: What the clerk wrote otherwise than it is printed.
NOT_PRINTED: Final = frozenset({("文种",), ("公开", "状态")})
#: Paragraphs that the page writes from the figures again.
SAID_AGAIN: Final = frozenset(
    {("收支", "说明"), ("收支", "项目支出", "说明"), ("三公经费", "说明"), ("公用经费", "说明")}
)


@cache
def archive_of(root: Path) -> Archive:
    """The reports below ``root``, read once and not checked."""
    return read_archive(root, "data")[0]


def as_document(text: str) -> SourceDocument:
    """A text file with a paragraph a line."""
    lines = [line for line in text.splitlines() if line.strip()]
    return SourceDocument("报告.txt", "文本", tuple(Paragraph(line, 0, f"第{n}段") for n, line in enumerate(lines, 1)))


@cache
def seed_found() -> tuple[Found, Report]:
    """What is found in the seed's text, and the seed's data file."""
    found = find_in_text(as_document(TEXT.read_text(encoding="utf-8")), built_in()["湖南2016"])
    report = archive_of(SEED).entries["zhengxiang-renda", 2020].report
    assert report is not None
    return found, report


def test_every_figure_of_the_seed_is_found_and_none_is_wrong() -> None:
    found, report = seed_found()
    known, score = known_figures(report), Score()
    stated = {place: value for place, value in known.items() if place not in WORKED_OUT}
    score_figures(score, found, known, stated)
    assert (score.wrong, score.missing, score.unsure) == ([], [], 0)
    assert score.right == len(stated) == 17
    changes = {(figure.path, figure.value) for figure in found.figures if "增减" in figure.path}
    assert changes == {
        (("收支", "基本支出", "增减", "比年初预算"), Decimal("176.59")),
        (("公用经费", "增减", "比年初预算"), Decimal("2.23")),
        (("公用经费", "增减", "比年初预算幅度"), Decimal("1.38")),
    }


def test_every_paragraph_of_the_seed_stands_where_the_clerk_put_it() -> None:
    found, report = seed_found()
    texts = {text.path: text.text.strip() for text in found.texts}
    for path, text in prose_of(report):
        if path not in NOT_PRINTED:
            assert text.strip() in texts[path], path
    assert texts.keys() - {path for path, _ in prose_of(report)} == SAID_AGAIN
    assert found.left == ()
    assert (found.year, found.unit) == (2020, "")


def prose_of(report: Report) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text of a report."""

    def walk(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
        if isinstance(value, str):
            yield path, value
        elif isinstance(value, dict):
            for key, below in value.items():
                yield from walk(below, (*path, key))
        elif isinstance(value, tuple | list):
            for at, below in enumerate(value):
                yield from walk(below, (*path, at))

    dumped = report.model_dump(by_alias=True, exclude_unset=True, exclude_none=True)
    return walk({key: value for key, value in dumped.items() if key != "更正"}, ())


def score_layout(layout: Layout, step: int, first: int) -> Score:
    """Every ``step``-th report of the demo, from ``first`` on, in ``layout``."""
    score, archive = Score(), archive_of(DEMO)
    entries = [entry for _, entry in sorted(archive.entries.items()) if entry.report]
    for variant, entry in enumerate(entries[first::step]):
        report, unit = entry.report, archive.units[entry.unit_id]
        outline = archive.outlines[archive.years[entry.year].outline]
        assert report is not None
        assert outline is not None
        name = unit.name_in(entry.year)
        written = write_document(report, entry.year, name, outline, layout, variant)
        own_names = (name, unit.short_name or name)
        found = find_in_text(written.document, outline, own_names=own_names, extra=archive.names)
        prose = "\n".join(text for _, text in prose_of(report))
        score_figures(score, found, known_figures(report), written.figures, prose)
        score_texts(score, found, written.texts)
        assert found.year == entry.year
    return score


def judge(score: Score) -> None:
    """What the importer promises of the usual documents."""
    assert score.wrong == []
    stated = score.right + len(score.missing)
    assert score.right >= Decimal("0.95") * stated > 0, score.missing
    paragraphs = score.placed + len(score.displaced) + len(score.lost)
    assert score.placed >= Decimal("0.98") * paragraphs > 0, score.displaced + score.lost


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_reports_in_this_layout_are_found(layout: Layout) -> None:
    judge(score_layout(layout, 20, LAYOUTS.index(layout)))


@pytest.mark.trial
@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_all_reports_in_this_layout_are_found(layout: Layout) -> None:
    judge(score_layout(layout, 1, 0))


def test_where_no_line_is_certainly_the_title_those_that_may_be_are_told() -> None:
    """2023年度绩效自评情况 names no report: it is asked about, and does not say whose document it is."""
    lines = ("云溪市演示区财政局", "2023年度部门整体支出绩效自评情况", "一、部门概况", "本单位编制41名。")
    found = find_in_text(SourceDocument("a.pdf", "PDF", tuple(map(Paragraph, lines))), year=2023)
    (title,) = (text for text in found.texts if text.path == ("标题",))
    assert (title.text, title.doubt) == (lines[1], "像是标题，没有写明是什么报告")
    settled = settle([("", found)])
    assert settled.values["标题",] is None
    assert lines[1] in settled.unsure["标题",]
