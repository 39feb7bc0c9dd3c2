"""What a report states apart from its words and the rows of its forms: what is asked of it elsewhere."""

from __future__ import annotations

from typing import Any, Final

from ..model.finance import KINDS
from ..model.report import Report
from .files import json_text

#: What pages of several units never show: the words of a report and the rows of its forms.
_WORDS: Final = (
    *("catalogue", "cover", "contact", "introduction", "profile", "asset_management", "implementation", "thrift"),
    *("government_fund", "state_capital", "social_insurance", "problems", "measures", "sections", "attachments"),
    *("answers", "corrections"),
)
_LEFT_OUT: Final[dict[str, Any]] = {
    **dict.fromkeys(_WORDS, True),
    "finance": {"note": True, "adjustment_note": True},
    "evaluation": {"summary", "achievements", "use_of_results"},
    "self_evaluation": {"goals", "indicators"},
    "project_evaluations": {"__all__": {"goals", "indicators", "deviation_note", "note"}},
}
#: Of the 功能分类 they show the 类, by the digits of its code, but for what stands beside its amounts.
_CLASS: Final = 3
_ROW: Final = dict.fromkeys(("parts", "note", "changes", "prior_budget", *KINDS), True)


def figures_json(report: Report) -> str:
    """The figures, dates and title of a report, digit by digit."""
    classes = {at: _ROW if len(row.code or "") == _CLASS else True for at, row in enumerate(report.finance.functional)}
    left_out = {**_LEFT_OUT, "finance": {**_LEFT_OUT["finance"], "functional": classes}} if classes else _LEFT_OUT
    return json_text(report.model_dump(by_alias=True, exclude_unset=True, exclude=left_out))
