"""Made documents through ``gongkai import``: no figure is wrong, nothing is guessed, nearly all paragraphs stand right.

A tenth is imported on each run, all eighty with those that Chromium prints as a trial;
``python -m tests.importer.corpus.run`` prints how each fared.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.conftest import DEMO
from tests.importer.corpus.cases import cases
from tests.importer.corpus.facts import Facts, facts_of
from tests.importer.corpus.files import printed
from tests.importer.corpus.making import make
from tests.importer.corpus.run import judged, unit_names
from tests.importer.corpus.scoring import Mark, table_of
from tests.importer.corpus.special import blank_form, long_account, project_export
from tests.importer.documents import word_of

from gongkai.importer.document import Paragraph

UNIT = "yanshi-jiedao"
TITLE = "云溪市演示区云溪街道办事处2022年度部门整体支出绩效自评报告"


def imported(tmp_path: Path, name: str, content: bytes, *options: str) -> tuple[Facts | None, str]:
    """What one document became, and what the command said."""
    source, target = tmp_path / name, tmp_path / "out.yml"
    source.write_bytes(content)
    command = [sys.executable, "-m", "gongkai", "import", str(source), "--root", str(DEMO), "--output", str(target)]
    told = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert "Traceback" not in told.stderr
    written = facts_of(target.read_text(encoding="utf-8")) if target.is_file() else None
    return written, told.stdout + told.stderr


def assert_good(marks: Sequence[Mark], found: float) -> None:
    """No wrong figure and no guess; at least ``found`` of the figures are right or left to be decided."""
    table = table_of(list(marks))
    assert not [wrong for mark in marks for wrong in (*mark.wrong, *mark.guessed)], table
    right, missing = sum(mark.right for mark in marks), sum(len(mark.missing) for mark in marks)
    assert right >= found * (right + missing), table
    placed = sum(mark.placed for mark in marks)
    strayed = [text for mark in marks for text in (*mark.displaced, *mark.lost)]
    assert placed >= 49 * len(strayed), f"{table}\n{strayed}"
    assert not [text for mark in marks for text in mark.lost], table


def test_a_tenth_of_the_documents(tmp_path: Path) -> None:
    names = unit_names()
    chosen = [(number, case) for number, case in enumerate(cases()) if number % 10 == 6 and case.kind != "pdf"]
    marks, _ = judged([make(case, names[case.unit], number) for number, case in chosen], tmp_path)
    assert len(marks) >= 7
    assert_good(marks, 0.9)


@pytest.mark.trial
@pytest.mark.browser
def test_all_documents_at_one_go(tmp_path: Path) -> None:
    names, chromium = unit_names(), os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    made = [make(case, names[case.unit], number, chromium) for number, case in enumerate(cases())]
    marks, told = judged(made, tmp_path)
    assert "[80/80]" in told
    assert_good(marks, 0.97)


def test_export_of_a_budget_system(tmp_path: Path) -> None:
    """Numbers as text and covered cells that repeat the text: read once, at their places."""
    facts = next(
        make(case, "", number).facts for number, case in enumerate(cases()) if (case.unit, case.year) == (UNIT, 2022)
    )
    content, said = project_export(facts, 2022)
    written, _ = imported(tmp_path, "导出.xlsx", content, "--unit", UNIT, "--year", "2022")
    assert written is not None
    assert {place: written.figures.get(place) for place in said} == {place: facts.figures[place] for place in said}
    assert not written.figures.keys() - said


def test_blank_form_gives_no_figure(tmp_path: Path) -> None:
    content = word_of([Paragraph(TITLE), blank_form(2022)])
    written, told = imported(tmp_path, "空表.docx", content, "--unit", UNIT, "--year", "2022")
    assert written is None or not written.figures
    assert "怎么改" in told or (written is not None and "找到 0 个数" in told), told


def test_scanned_pages_are_refused_in_words(tmp_path: Path) -> None:
    scan = Path(__file__).parent / "printed/pictures.pdf"
    written, told = imported(tmp_path, "扫描件.pdf", scan.read_bytes(), "--unit", UNIT, "--year", "2022")
    assert written is None
    assert "图片" in told


@pytest.mark.trial
@pytest.mark.browser
def test_account_of_fourteen_hundred_cells(tmp_path: Path) -> None:
    inside, facts = long_account(TITLE, 350)
    content = printed(os.environ.get("CHROMIUM") or "/usr/bin/chromium", inside)
    written, _ = imported(tmp_path, "决算.pdf", content, "--unit", UNIT, "--year", "2022")
    assert written is not None
    figures = {place: value for place, value in written.figures.items() if not place.endswith("/编码")}
    wrong = {place for place, value in figures.items() if facts.figures.get(place) != value}
    assert not wrong
    assert len(figures) >= 0.97 * len(facts.figures)
