"""The cases of checks (tests/cases/check/*.yml), written for accountants: a fragment of a report and its outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.check import Check, check_entry
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.archive import Archive, Entry
from gongkai.model.finding import Finding, Outcome
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules

FOLDER = Path(__file__).parent.parent / "cases/check"
YEAR, UNIT = 2020, "danwei"
_GRADES = [{"等级": g, "下限": Decimal(f)} for g, f in (("优", 90), ("良", 80), ("中", 60), ("差", 0))]
_RULES: dict[str, Any] = {"提纲": "湖南2016", "等级": _GRADES}
_REPORT: dict[str, Any] = {"标题": "部门整体支出绩效自评报告", "公开": {"状态": "已公开"}}


@dataclass(frozen=True)
class Case:
    """A case: the check's code and the mapping in the file."""

    code: str
    stated: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The check's code and the situation in words."""
        return f"{self.code} {self.stated['情形']}"

    def archive(self) -> Archive:
        """The unit with its report, last year's report and the other units of the case."""
        rules = {**_RULES, **self.stated.get("规则", {})}
        others = {UNIT: self.stated, **self.stated.get("其他单位", {})}
        units = {key: Unit.model_validate(other.get("单位", {"名称": "某区某局"})) for key, other in others.items()}
        entries = {
            (key, year): _entry(key, year, other[word])
            for key, other in others.items()
            for year, word in ((YEAR, "数据"), (YEAR - 1, "上年"))
            if word in other
        }
        years = {YEAR: YearRules.model_validate(rules), YEAR - 1: YearRules.model_validate(_RULES)}
        return Archive(units, years, entries)

    def findings(self, checks: tuple[Check, ...]) -> tuple[Finding, ...]:
        """What ``checks`` say under this case's code."""
        archive = self.archive()
        found = check_entry(archive, archive.entries[UNIT, YEAR], checks=checks)
        return tuple(finding for finding in found if finding.code == self.code)

    def wrong(self, findings: tuple[Finding, ...]) -> str:
        """What is not as the case expects; "" when all is."""
        outcomes = {finding.outcome for finding in findings}
        got = next((o.value for o in (Outcome.FAILS, Outcome.HOLDS, Outcome.NOT_RUN) if o in outcomes), "无")
        failing = [f for f in findings if f.outcome is Outcome.FAILS]
        observed: dict[str, list[Any]] = {
            "预期": [got],
            "处": [Decimal(len(failing))],
            "差额": [f.gap for f in failing],
            "级别": [f.level.label for f in failing],
            "未能核对": [f.relation for f in findings if f.outcome is Outcome.NOT_RUN],
        }
        texts = {"说法": " ".join(f.message for f in findings), "算式": " ".join(f.formula for f in findings)}
        wrong = [
            f"{key}：{observed[key]}"
            for key in observed
            if key in self.stated and self.stated[key] not in observed[key]
        ]
        return "；".join(
            wrong + [f"{k}：{t}" for k, t in texts.items() if k in self.stated and self.stated[k] not in t]
        )


def _entry(unit_id: str, year: int, stated: Mapping[str, Any]) -> Entry:
    report = Report.model_validate({**_REPORT, **stated})
    return Entry.of(unit_id, year, f"data/{year}/{unit_id}.yml", "", report)


@cache
def read_cases() -> tuple[Case, ...]:
    """Every case of every file."""
    found = []
    for file in sorted(FOLDER.glob("*.yml")):
        document = parse_yaml(file.read_text(encoding="utf-8"), file.name)
        assert not document.problems, document.problems
        found += [Case(file.stem, stated) for stated in document.value]
    return tuple(found)
