"""The demo is what its script writes; it adds up, but for the faults planted in it, and each of those is found."""

from __future__ import annotations

from tests.conftest import ROOT
from tests.demo.make_demo import FOLDER, demo_files
from tests.demo.special import PLANTED

from gongkai.model.disclosure import State
from gongkai.model.finding import Outcome
from gongkai.model.problem import Level
from gongkai.survey import problems_of, survey

DEMO = ROOT / "tests/demo"


def test_the_committed_data_is_what_the_script_writes() -> None:
    written = {str(path.relative_to(FOLDER)): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}
    made = demo_files()
    schemas = {name for name in written if name.endswith("_schema.json")}
    assert written.keys() - schemas == made.keys()
    assert {name: written[name] for name in made} == made


def test_exactly_the_planted_faults_are_found() -> None:
    found = survey(DEMO)
    assert found.unread == ()
    failing = {
        (*key, finding.code)
        for key, findings in found.findings.items()
        for finding in findings
        if finding.outcome is Outcome.FAILS
    }
    assert failing == {(unit_id, year, code) for (unit_id, year), code in PLANTED.items()}


def test_nothing_else_is_asked() -> None:
    found = survey(DEMO)
    asked = {problem.code for problem in problems_of(DEMO, found) if problem.level is not Level.HINT}
    answered = {"D09"}
    assert asked == {code for code in PLANTED.values() if code != "D40"} - answered


def test_the_demo_has_every_kind_of_unit_and_report() -> None:
    archive = survey(DEMO).archive
    states = {entry.state for entry in archive.entries.values()}
    assert states == {State.PUBLISHED, State.UNDER_REVIEW, State.EXEMPT}
    assert len(archive.units) >= 12
    assert sorted(archive.years) == list(range(2018, 2024))
    assert {rules.outline for rules in archive.years.values()} == {"湖南2016", "湖南2022"}
    changes = {unit.origin.change.value for unit in archive.units.values() if unit.origin}
    assert changes == {"合并", "分立", "口径变更"}
    reports = [entry.report for entry in archive.entries.values() if entry.report]
    assert max(len(report.finance.project.projects) for report in reports) == 40
    assert max(len(report.evaluation.achievements or "") for report in reports) > 6000
    assert any(report.attachments for report in reports)
    assert sum(1 for report in reports if report.corrections) == 2
    assert max(len(unit.name) for unit in archive.units.values()) >= 40
    assert archive.find_entry("yanshi-tushuguan", 2019) is None
