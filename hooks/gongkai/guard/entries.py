"""Whether a new 更正 or 变更 is of a day on which it can have been made, and says something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..load.entry_claims import doubtful_claims
from ..load.entry_numbers import contradictions, unexplained
from ..load.source import one_line, printable
from ..model.correction import Correction
from ..model.empty_words import fault_of_words
from ..model.problem import KeyPath, Place, Problem
from .outcome import Versions
from .words import MOST_DELAY, problem


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the entries of a file stand, and when what they are about was published.

    Attributes:
        path: the file.
        keys: the keys to them.
        place: their line.
        since: when it was published; None where that is not said.
        is_whole: whether all that stood there before stands there still.
    """

    path: str
    keys: KeyPath
    place: Place
    since: date | None
    is_whole: bool


def wrong_entry(stand: Stand, about: str, entry: Correction, versions: Versions) -> Iterator[Problem]:
    """What is wrong with the day or the words of a new ``entry``, which messages call ``about``."""
    if fault := _fault_of_day(entry.corrected_on, stand.since, versions.day):
        yield problem(stand.path, "G13", f"{about}{fault}", place=stand.place, path=stand.keys)
    elif stand.is_whole and is_backdated(entry.corrected_on, versions):
        yield backdated(stand, f"{about}的日期", entry.corrected_on, "这一条", versions)
    for key, words in (("内容", entry.what), ("原因", entry.why)):
        if fault := fault_of_words(words) or "":
            yield problem(stand.path, "G13", f"{about}的“{key}”{fault}", place=stand.place, path=stand.keys)
    for shown, value in contradictions(entry):
        before, after = (text or "没有（null）" for text in (value.before, value.after))
        fact = f"{about}的“内容”写的是“{one_line(shown)}”，“改动”里{one_line(value.item, 60)}是 {before} → {after}"
        yield problem(stand.path, "G24", fact, place=stand.place, path=stand.keys)


def unexplained_words(path: str, entries: Iterable[Correction]) -> Iterator[str]:
    """What new entries say that is none of their values, or is not so: perhaps it follows from them."""
    for entry in entries:
        for shown in unexplained(entry):
            yield f"{printable(path)}：{entry.corrected_on} 写的“{one_line(shown)}”不在“改动”里，请核对"
        for claim in doubtful_claims(entry):
            yield f"{printable(path)}：{entry.corrected_on} 写的{one_line(claim, 120)}，请核对"


def is_backdated(day: date, versions: Versions) -> bool:
    """Whether something new is of a ``day`` long before the public version that does not have it."""
    return versions.history.day - day > MOST_DELAY


def backdated(stand: Stand, about: str, day: date, missing: str, versions: Versions) -> Problem:
    """The day ``about`` cannot be: what was public later did not have what is ``missing``."""
    message = f"{about}写的是 {day}，可是 {versions.history.day} 公开的版本里还没有{missing}"
    return problem(stand.path, "G23", message, place=stand.place, path=stand.keys, day=versions.day)


def _fault_of_day(day: date, since: date | None, until: date) -> str:
    if day > until:
        return f"的日期 {day} 还没有到"
    return f"的日期 {day} 早于发布日期 {since}" if since is not None and day < since else ""
