"""The demo is what its script writes; it adds up, but for the faults planted in it, and each of those is found."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import timedelta

from tests.conftest import DEMO, demo
from tests.demo.make_demo import FOLDER, demo_files
from tests.demo.special import PLANTED

from gongkai.check.context import context_of
from gongkai.model.disclosure import State
from gongkai.model.finding import Outcome
from gongkai.model.problem import Level
from gongkai.read_and_check import problems_of


def test_the_committed_data_is_what_the_script_writes() -> None:
    written = {str(path.relative_to(FOLDER)): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    made = demo_files()
    schemas = {name for name in written if name.endswith("_schema.json")}
    assert written.keys() - schemas == made.keys()
    assert {name: written[name] for name in made} == made


def test_exactly_the_planted_faults_are_found() -> None:
    found = demo()
    assert found.unread == ()
    failing = {
        (*key, finding.code)
        for key, findings in found.findings.items()
        for finding in findings
        if finding.outcome is Outcome.FAILS
    }
    assert failing == {(unit_id, year, code) for (unit_id, year), code in PLANTED.items()}


def test_nothing_else_is_asked() -> None:
    found = demo()
    asked = {problem.code for problem in problems_of(DEMO, found) if problem.level is not Level.HINT}
    answered = {"D09"}
    assert asked == {code for code in PLANTED.values() if code != "D40"} - answered


def test_the_demo_has_every_kind_of_unit_and_report() -> None:
    archive = demo().archive
    states = {entry.state for entry in archive.entries.values()}
    assert states == {State.PUBLISHED, State.UNDER_REVIEW, State.EXEMPT}
    assert len(archive.units) >= 12
    assert sorted(archive.years) == list(range(2018, 2024))
    assert {rules.outline for rules in archive.years.values()} == {"湖南2016", "湖南2022"}
    changes = {unit.origin.change.value for unit in archive.units.values() if unit.origin}
    assert changes == {"合并", "分立", "口径变更"}
    reports = [entry.report for entry in archive.entries.values() if entry.report]
    assert max(len(report.finance.project_expenditure.projects) for report in reports) == 40
    assert max(len(report.evaluation.achievements or "") for report in reports) > 6000
    assert any(report.attachments for report in reports)
    assert sum(1 for report in reports if report.corrections) == 2
    assert max(len(unit.name) for unit in archive.units.values()) >= 40
    assert archive.find_entry("yanshi-tushuguan", 2019) is None


def test_units_do_not_speak_in_the_same_sentences() -> None:
    """Less than 10 % of the sentences of twelve characters or more stand in the reports of more than two units."""
    speakers: defaultdict[str, set[str]] = defaultdict(set)
    archive = demo().archive
    for (unit_id, _), entry in archive.entries.items():
        for span in context_of(archive, entry, entry.report).narrative if entry.report else ():
            for sentence in re.split(r"[。！？\n]", span.text):
                if len(sentence.strip("# ")) >= 12:
                    speakers[sentence.strip("# ")].add(unit_id)
    assert len(speakers) > 4000
    assert sum(len(units) > 2 for units in speakers.values()) / len(speakers) < 0.1


def test_indicators_are_of_all_kinds() -> None:
    tables = [e.report.self_evaluation for e in demo().archive.entries.values() if e.report]
    forms = [table.indicators for table in tables if table.indicators]
    assert {row.sign for rows in forms for row in rows} == {"≥", "≤", "=", "定性", None}
    assert len({row.criterion for rows in forms for row in rows}) >= 9
    assert {len(rows) for rows in forms} <= set(range(6, 15))
    missed = [sum(row.score != row.weight for row in rows) for rows in forms]
    assert min(missed) == 0
    assert max(missed) >= 3
    assert all(row.deviation_note for rows in forms for row in rows if row.score != row.weight and row.target != "0")


def test_a_withheld_report_tells_no_figure() -> None:
    (entry,) = (e for e in demo().archive.entries.values() if e.state is State.EXEMPT)
    assert entry.report
    assert entry.report.model_fields_set == {"title", "kind", "disclosure"}


def test_one_unit_published_more_than_twenty_days_after_approval() -> None:
    dates = {key: e.report.disclosure for key, e in demo().archive.entries.items() if e.report}
    late = [
        key
        for key, day in dates.items()
        if day.approved_on and day.published_on and day.published_on - day.approved_on > timedelta(days=20)
    ]
    assert late == [("yanshi-jiaotong", 2021)]
