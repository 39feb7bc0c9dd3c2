"""A report's page of our own site, imported, gives the report again: no check, button or link becomes its words."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

import pytest
from tests.cli.test_check import gongkai
from tests.cli.test_import import paragraphs, read, stated
from tests.conftest import DEMO, demo

from gongkai.model.form import figures_of
from gongkai.model.report import Report

#: One year with the form of the evaluation behind it, one without; all of them in the trial.
YEARS: Final = (2019, 2023)
SHOWN: Final = sorted(
    (unit, year) for (unit, year), entry in demo().archive.entries.items() if entry.is_shown and entry.report
)
#: Beside a table the site prints these figures as a sentence; they are the report's, the words are not.
FIGURES_IN_WORDS: Final = re.compile(r"(?:预算执行率分值 [\d.]+ 分，得分 [\d.]+ 分|追加预算 [−]?[\d,.]+ 万元)。")


def wrong(found: Report, right: Report) -> dict[object, object]:
    """Figures that are not what the report states; one that a clerk worked out is printed as any other."""
    known: dict[tuple[object, ...], object] = {
        (*figure.path, column): value for figure in figures_of(right) for column, value in figure.item.columns.items()
    }
    return {path: value for path, value in stated(found).items() if known.get(path) != value}


def prose(report: Report) -> set[str]:
    """What a report says in words; marks of lists and tables are drawn on a page, and lost there."""
    said = (words for _, words in paragraphs(report) if words[0] not in "-|")
    return {words for words in said if re.search(r"[\u4e00-\u9fff]{4}", words)}


def compare(site: Path, root: Path, unit: str, year: int) -> tuple[int, int]:
    """Import one page; how many of its figures were found, and how many there are."""
    page, file = site / f"units/{unit}/{year}/index.html", root / f"out/{unit}-{year}.yml"
    done = gongkai("import", page, "--output", file, cwd=root)
    assert file.exists(), done.stdout + done.stderr
    report, right = read(file), read(DEMO / f"data/{year}/{unit}.yml")
    assert wrong(report, right) == {}
    assert report.title == right.title
    said, there = prose(report), prose(right)
    added = {words for words in said - there if not any(words in each for each in there)}
    assert {words for words in added if not FIGURES_IN_WORDS.fullmatch(words)} == set()
    assert there - said == set()
    return len(stated(report)), len(stated(right))


def district(root: Path) -> Path:
    """The demo before anybody has written a report."""
    shutil.copytree(DEMO / "data", root / "data")
    for report in root.glob("data/20*/y*.yml"):
        report.unlink()
    return root


@pytest.mark.parametrize("year", YEARS)
def test_a_page_of_our_own_gives_the_report_again(demo_site: Path, tmp_path: Path, year: int) -> None:
    root = district(tmp_path)
    counts = [compare(demo_site, root, unit, when) for unit, when in SHOWN if when == year]
    found, there = (sum(each) for each in zip(*counts, strict=True))
    assert found >= 0.98 * there


@pytest.mark.trial
def test_every_page_of_our_own_gives_its_report_again(demo_site: Path, tmp_path: Path) -> None:
    root = district(tmp_path)
    counts = [compare(demo_site, root, unit, year) for unit, year in SHOWN]
    found, there = (sum(each) for each in zip(*counts, strict=True))
    assert found >= 0.98 * there
