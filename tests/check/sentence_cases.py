"""Sentences in ordinary wording (tests/cases/sentences/*.yml), with the figures that prove or disprove them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from tests.check.mutations import RULES, Told
from tests.check.stated_numbers import Number

from gongkai.load.yaml_text import parse_yaml
from gongkai.model.archive import Archive, Entry
from gongkai.model.problem import KeyPath
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules

FOLDER: Final = Path(__file__).parent.parent / "cases/sentences"
#: The file whose texts hold numbers of which nothing may be said.
TRAPS: Final = "traps"
_YEAR, _UNIT = 2023, "danwei"
_REPORT: Final[Mapping[str, Any]] = {"标题": "部门整体支出绩效自评报告", "公开": {"状态": "已公开"}}


@dataclass(frozen=True)
class SentenceCase:
    """A case: the file it stands in, and its mapping there."""

    file: str
    stated: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The file and the situation in words."""
        return f"{self.file} {self.stated['情形']}"

    def told(self) -> Told:
        """The report of the case: its figures with its texts in their places."""
        year, report = int(self.stated.get("年度", _YEAR)), {**_REPORT, **self.stated["数据"]}
        for place, text in self.stated["文字"].items():
            report = with_text(report, place, text)
        entries = {}
        if prior := self.stated.get("上年"):
            last = Report.model_validate({**_REPORT, **prior})
            entries[_UNIT, year - 1] = Entry.of(_UNIT, year - 1, f"data/{year - 1}/{_UNIT}.yml", "", last)
        rules = YearRules.model_validate(RULES)
        units = {_UNIT: Unit.model_validate({"名称": "某区某局"})}
        archive = Archive(units, {year: rules, year - 1: rules}, entries)
        return Told(self.name, archive, (_UNIT, year), report)

    def is_decidable(self, told: Told, path: KeyPath, text: str, number: Number) -> bool:
        """Whether somebody who sees the figures and the text could prove this number wrong."""
        return number.written() not in self.stated.get("不可判", ())


def with_text(value: Any, place: str, text: str) -> Any:
    """``value`` with the text at a place such as ``收支.基本支出.说明`` or ``其他章节``."""
    if place == "其他章节":
        return {**value, place: [{"标题": "其他需要说明的情况", "内容": text}]}
    if place in {"问题", "改进措施"}:
        return {**value, place: [text]}
    first, _, rest = place.partition(".")
    if isinstance(value, list):
        return [with_text(inner, rest, text) if str(at) == first else inner for at, inner in enumerate(value)]
    value = value if isinstance(value, Mapping) else {} if value is None else {"决算": value}
    return {**value, first: with_text(value.get(first), rest, text) if rest else text}


@cache
def read_sentence_cases() -> tuple[SentenceCase, ...]:
    """Every case of every file."""
    found = []
    for file in sorted(FOLDER.glob("*.yml")):
        document = parse_yaml(file.read_text(encoding="utf-8"), file.name)
        assert not document.problems, document.problems
        found += [SentenceCase(file.stem, stated) for stated in document.value]
    return tuple(found)
