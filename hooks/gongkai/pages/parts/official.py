"""What a report is called, and the official tags of its page, as far as the data knows them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ...model.archive import Entry
from ...model.form import TOP

#: What reports are called together, self-evaluations and evaluations; and one that cannot be read.
REPORTS: Final = "部门整体支出绩效报告"
_YEAR: Final = re.compile(r"^\d{4}年度?")


def title_of(entry: Entry) -> str:
    """The title as published."""
    return entry.report.title if entry.report else f"{entry.year}年度{REPORTS}"


def dated_title(entry: Entry) -> str:
    """The title for a list of years: with the year before it where it does not say it."""
    title = title_of(entry)
    return title if str(entry.year) in title else f"{entry.year}年度　{title}"


def called(entries: Iterable[Entry]) -> str:
    """What several reports are called: by their titles without the year where these agree."""
    names = {_YEAR.sub("", title_of(entry)) for entry in entries if entry.report}
    return names.pop() if len(names) == 1 else REPORTS


def contents_of(entry: Entry) -> str:
    """What the page of a report holds, in a few words; its state where no figure is shown."""
    report = entry.published
    if report is None:
        return entry.state.value
    finance = (figure for entry in TOP if entry.path[0] == "收支" for figure in entry.figures(report))
    held = (
        ("收支", any(figure.is_given for figure in finance)),
        ("“三公”经费", report.three_public.is_given),
        ("绩效得分", report.evaluation.score is not None),
        ("存在问题", bool(report.problems)),
    )
    words = "、".join(word for word, is_held in held if is_held)
    return f"{words}和历年对比" if words else "历年对比"


def official_tags(entry: Entry, unit: str, title: str) -> tuple[tuple[str, str], ...]:
    """ArticleTitle, PubDate and ContentSource of a report (国办发〔2017〕47号 附件).

    The data knows the day of publication and no hour; neither is made up.
    """
    published_on = entry.published.disclosure.published_on if entry.published else None
    dated = (("PubDate", published_on.isoformat()),) if published_on else ()
    return (("ArticleTitle", f"{unit} {title}"), *dated, ("ContentSource", unit))
