"""What a report states apart from its words and the rows of its forms: what is asked of it elsewhere."""

from __future__ import annotations

from typing import Any, Final

from ..model.evaluation import Evaluation, ProjectEvaluation, SelfEvaluation
from ..model.finance import KINDS, Finance, FunctionalLine
from ..model.paths import dump_of
from ..model.record import Record, key_of
from ..model.report import Report
from .files import json_text


def _keys(record: type[Record], names: str) -> frozenset[str]:
    return frozenset(key_of(record, name) for name in names.split())


#: What pages of several units never show, by the keys of the form: the words of a report and the rows of its forms.
_WORDS: Final = _keys(
    Report,
    "catalogue cover contact introduction profile asset_management implementation thrift government_fund state_capital "
    "social_insurance problems measures sections attachments answers corrections",
)
#: The same of the parts of a report.
_LEFT_OUT: Final = {
    key_of(Report, name): _keys(record, names)
    for name, record, names in (
        ("finance", Finance, "note adjustment_note"),
        ("evaluation", Evaluation, "summary achievements use_of_results"),
        ("self_evaluation", SelfEvaluation, "goals indicators"),
        ("project_evaluations", ProjectEvaluation, "goals indicators deviation_note note"),
    )
}
_FINANCE, _FUNCTIONAL, _CODE = key_of(Report, "finance"), key_of(Finance, "functional"), key_of(FunctionalLine, "code")
#: Of the 功能分类 they show the 类, by the digits of its code, but for what stands beside its amounts.
_CLASS: Final = 3
_ROW: Final = _keys(FunctionalLine, " ".join(("parts", "note", "changes", "prior_budget", *KINDS)))


def figures_json(report: Report) -> str:
    """The figures, dates and title of a report, digit by digit."""
    stated = {key: part for key, part in dump_of(report).items() if key not in _WORDS}
    stated |= {key: _without(stated[key], keys) for key, keys in _LEFT_OUT.items() if key in stated}
    if rows := stated.get(_FINANCE, {}).get(_FUNCTIONAL):
        classes = [_without(row, _ROW) for row in rows if len(row.get(_CODE) or "") == _CLASS]
        stated[_FINANCE] |= {_FUNCTIONAL: classes}
    return json_text(stated)


def _without(stated: Any, keys: frozenset[str]) -> Any:
    """What is stated, or each of a list, but for what stands under ``keys``."""
    if isinstance(stated, dict):
        return {key: part for key, part in stated.items() if key not in keys}
    return [_without(each, keys) for each in stated]
