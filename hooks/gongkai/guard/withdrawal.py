"""撤下, the lawful take-down of a report that holds what must not be public: what the file may still say."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.disclosure import State
from ..model.empty_words import fault_of_words
from ..model.problem import Problem
from ..model.report import Report
from .entries import Stand, backdated, is_backdated
from .explained import listed
from .free import LEFT_WHEN_WITHDRAWN
from .history import digest_of
from .outcome import Versions
from .record import FileRecord
from .words import problem
from .written import changes, written_values


def wrong_withdrawal(
    path: str,
    old: FileRecord[Report] | None,
    was: FileRecord[Report] | None,
    new: FileRecord[Report],
    versions: Versions,
) -> Iterator[Problem]:
    """What is wrong with the file of a report that is taken down, or was before.

    Args:
        path: the file.
        old: what it says now; None where it cannot be read.
        was: what was published last.
        new: what it would say.
        versions: the two versions.
    """
    found = [*_faults(path, old, was or old, new, versions)]
    for key, words in found:
        where = ("公开", key) if key else ()
        yield problem(path, "G14", words, place=new.place(where), path=where)
    day, at = new.record.disclosure.withdrawn_on, ("公开", "撤下日期")
    is_new = old is None or old.record.disclosure.state is not State.WITHDRAWN
    if is_new and day and is_backdated(day, versions) and at[-1] not in dict(found):
        yield backdated(Stand(path, at, new.place(at), None, is_whole=True), "撤下日期", day, "撤下", versions)


def _faults(
    path: str,
    old: FileRecord[Report] | None,
    was: FileRecord[Report] | None,
    new: FileRecord[Report],
    versions: Versions,
) -> Iterator[tuple[str, str]]:
    """The key below 公开 that is wrong, "" for the file as a whole, and what is wrong."""
    said = new.record.disclosure
    left = changes({}, written_values(new.content, Report))
    if more := [change for change in left if change.path not in LEFT_WHEN_WITHDRAWN]:
        yield "", f"撤下以后的文件里还有{listed(change.item for change in more)}"
    if was and new.record.title != was.record.title:
        yield "", "撤下的报告换了标题"
    if fault := fault_of_words(said.reason or ""):
        yield "理由", f"“撤下”的理由{fault}"
    before = old.record.disclosure if old and old.record.disclosure.state is State.WITHDRAWN else None
    if before:
        if (before.withdrawn_on, before.withdrawn_digest) != (said.withdrawn_on, said.withdrawn_digest):
            yield "撤下日期", "撤下的日期和原文件校验值写定以后不能再改"
        return
    published_on = was.record.disclosure.published_on if was else None
    if said.withdrawn_on is None or said.withdrawn_on > versions.day:
        yield "撤下日期", "没有写撤下日期，或者这一天还没有到"
    elif published_on and said.withdrawn_on < published_on:
        yield "撤下日期", f"撤下日期早于发布日期 {published_on}"
    digests = {digest_of(versions.before.read(path)), was.digest if was else None} - {None}
    if said.withdrawn_digest not in digests:
        yield "原文件校验值", f"原文件校验值不对，应为 {digest_of(versions.before.read(path))}"
