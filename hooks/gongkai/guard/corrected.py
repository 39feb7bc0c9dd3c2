"""Every value of a public report that changed: free, named by a new 更正, or refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from ..load.source import one_line, printable
from ..model.changed import changed_files, changed_value, changed_values, needs_explaining, stated_form
from ..model.checksum import checksum_of_record
from ..model.correction import ChangedValue, Correction
from ..model.disclosure import State
from ..model.problem import KeyPath, Problem
from ..model.report import Report
from ..model.shown import shown_form
from .entries import Stand, unexplained_words, wrong_entry
from .explained import fault_of_order, faults_of_empty, find_faults, listed
from .first_day import wrong_first_day
from .free import is_free, is_record
from .history import WITH_FIGURES, Version, digest_of
from .outcome import Outcome, Versions
from .pair import moved_notes
from .record import FileRecord
from .words import entry_of, problem
from .written import Change, Values, changes, read_changes, report_changes

_CORRECTIONS: Final[KeyPath] = ("更正",)
#: What the words of the entries decide; everything else is the same however many steps there were.
_OF_ENTRIES: Final = frozenset({"G02", "G10"})
#: More values than this are counted.
_MOST_GONE: Final = 3


def explain(
    path: str, was: Version, new: Version, versions: Versions, outcome: Outcome, old: FileRecord[Report]
) -> None:
    """Compare a report with what was published last of it.

    Args:
        path: the file.
        was: as it was published last with figures.
        new: as it would be.
        versions: the two versions.
        outcome: what is found.
        old: what readers see now, which may be that it is 依法不公开 or 撤下.
    """
    home = path.rpartition("/")[0]
    values = [*_values(home, was, new)]
    state = new.record.record.disclosure.state
    digests = changes(_of_attachments(home, was), _of_attachments(home, new))
    outcome.changes[path] = (*written_changes(was.record, new.record), *digests)
    outcome.notes.extend(f"{printable(path)}：{words}" for words in _notes(_told(values, old, was, new, state)))
    outcome.notes.extend(moved_notes(path, was.record.record, new.record.record))
    added = new.record.record.corrections[len(was.record.record.corrections) :]
    outcome.notes.extend(unexplained_words(path, added))
    found = [*_corrected(path, home, was, new, versions)]
    if any(problem.code in _OF_ENTRIES for problem in found) and _is_right_step_by_step(path, was, new, versions):
        found = [problem for problem in found if problem.code not in _OF_ENTRIES]
    if was.is_doubted and any(problem.code in _OF_ENTRIES for problem in found):
        found.append(_doubted(path, was))
    found += [*_rewritten(path, was.record, new.record), *_without_file(path, home, was, new)]
    found += wrong_first_day(path, was, new, versions)
    if not values and not found and stated_form(was.record.record) != stated_form(new.record.record):
        _compare_unseen(path, was, new, outcome)
    outcome.add(found)


@lru_cache(maxsize=8)  # asked for by several rules
def written_changes(before: FileRecord[Report], after: FileRecord[Report]) -> tuple[Change, ...]:
    """What a file says differently, as written."""
    return report_changes(before.content, after.content)


def _values(home: str, was: Version, new: Version) -> Iterator[ChangedValue]:
    """Every changed value as 更正 names it, and attachments of another content."""
    yield from _read_values(was.record, new.record)
    yield from changed_files(_digests(home, was), _digests(home, new))


@lru_cache(maxsize=8)  # asked for by several rules
def _read_values(was: FileRecord[Report], new: FileRecord[Report]) -> tuple[ChangedValue, ...]:
    return changed_values(was.record, new.record)


def _digests(home: str, version: Version) -> Mapping[str, str]:
    """The SHA-256 of every attachment that is there."""
    attachments = version.record.record.attachments
    files = {attachment.file: digest_of(version.read(f"{home}/{attachment.file}")) for attachment in attachments}
    return {file: digest for file, digest in files.items() if digest}


def _of_attachments(home: str, version: Version) -> Values:
    return {("附件", file, "内容"): digest for file, digest in _digests(home, version).items()}


def _told(
    values: Iterable[ChangedValue], old: FileRecord[Report], was: Version, new: Version, state: State
) -> Iterator[ChangedValue]:
    """What is free, of 公开 against what readers see now: a report that was hidden says there that it was."""
    yield from (v for v in values if is_free(v, state) and (old is was.record or not _is_of_disclosure(v)))
    if old is not was.record:
        yield from filter(_is_of_disclosure, _read_values(old, new.record))


def _is_of_disclosure(value: ChangedValue) -> bool:
    return value.item.startswith("公开/")


def _notes(free: Iterable[ChangedValue]) -> Iterator[str]:
    """What may change and must be seen all the same."""
    values = list(free)
    gone = [value for value in values if value.after is None]
    for value in values:
        word = "改动" if value.before and value.after else "删去" if value.before else "补填"
        if len(gone) <= _MOST_GONE or value not in gone:
            yield f"{word}{value.item}：{value.before or '（空）'} → {value.after or '（空）'}"
    if len(gone) > _MOST_GONE:
        yield f"删去 {len(gone)} 项，不再公开：{listed(value.item for value in gone)}"


def _corrected(path: str, home: str, was: Version, new: Version, versions: Versions) -> Iterator[Problem]:
    """Whether new 更正 name all that changed and is not free."""
    kept, now, place = was.record.record.corrections, new.record.record, new.record.place(_CORRECTIONS)
    bound = [value for value in _values(home, was, new) if not is_free(value, now.disclosure.state)]
    if now.disclosure.state is not State.EXEMPT and now.corrections[: len(kept)] != kept:
        yield problem(path, "G03", "已有的更正记录被改动或删除", place=place, path=_CORRECTIONS)
    added = [entry for at, entry in enumerate(now.corrections) if at >= len(kept) or entry not in kept]
    since, is_whole = was.record.record.disclosure.published_on, now.corrections[: len(kept)] == kept
    for entry in added:
        stand = Stand(path, _CORRECTIONS, place, since, is_whole)
        yield from wrong_entry(stand, f"{entry.corrected_on} 的更正", entry, versions)
    for message in fault_of_order(kept, now.corrections[len(kept) :], "更正"):
        yield problem(path, "G13", message, place=place, path=_CORRECTIONS)
    for message in _wrongly_added(path, bound, now.corrections[len(kept) :], was):
        yield problem(path, "G10", message, place=place, path=_CORRECTIONS)
    if bound and not added:
        yield _uncorrected(path, bound, was, new, versions)
        return
    for fault_found in find_faults(bound, added, "更正"):
        code = "G02" if fault_found.is_missing else "G10"
        example = entry_of("更正", bound, versions.day) if bound else ""
        yield problem(path, code, fault_found.message, place=place, path=_CORRECTIONS, example=example)


def _wrongly_added(
    path: str, bound: Sequence[ChangedValue], added: Sequence[Correction], was: Version
) -> Iterator[str]:
    """Entries that name no value, or another version than the one that was public."""
    yield from faults_of_empty(bound, added, "更正")
    true = _checksum(path, was)
    for entry in added:
        if entry.before_digest not in (None, true):
            yield f"{entry.corrected_on} 的更正的“原校验值”不对，公开过的数据的校验值是 {true}"


def _uncorrected(path: str, bound: Sequence[ChangedValue], was: Version, new: Version, versions: Versions) -> Problem:
    found = [change for change in written_changes(was.record, new.record) if not is_record(change)]
    at = next((change.path for change in found if needs_explaining(_as_value(change))), None)
    at = at or (bound[0].item.partition("/")[0],)
    message = f"已公开的报告改了{listed(value.item for value in bound)}，但没有写更正"
    example = entry_of("更正", bound, versions.day)
    return problem(path, "G02", message, place=new.record.place(at), path=at, example=example)


def _doubted(path: str, was: Version) -> Problem:
    commit = was.commit[:12]
    message = f"提交 {commit} 以后，历史里还有数字不同又没有更正的几版，没有人比较过；这里与 {commit} 的比较"
    return problem(path, "G22", message, commit=commit)


def _rewritten(path: str, was: FileRecord[Report], new: FileRecord[Report]) -> Iterator[Problem]:
    """Values that are read as they were and yet are written otherwise: 9712100.00 and 9712100 of a report in 元."""
    named = {change.path for change in read_changes(was.record, new.record)}
    for change in written_changes(was, new):
        if change.path not in named and not is_record(change) and needs_explaining(_as_value(change)):
            message = f"{change.item}的写法改了：{change.before} → {change.after}"
            yield problem(path, "G19", message, place=new.place(change.path), path=change.path)


def _compare_unseen(path: str, was: Version, new: Version, outcome: Outcome) -> None:
    """What changes the checksum of the data although no value differs: empty keys, which show nothing, or unknown."""
    if shown_form(was.record.record) == shown_form(new.record.record):
        old, now = (_checksum(path, version) for version in (was, new))
        words = f"多写或删去了没有值的项目，网页不变；数据校验值由 {old} 变为 {now}"
        outcome.notes.append(f"{printable(path)}：{words}")
    else:
        outcome.add([problem(path, "G19", "数据校验值变了，却找不出改的是哪一项")])


def _checksum(path: str, version: Version) -> str:
    """The checksum that readers see of a report's data."""
    home, _, name = path.rpartition("/")
    return checksum_of_record(name.removesuffix(".yml"), home.rpartition("/")[2], version.record.record)


def _without_file(path: str, home: str, was: Version, new: Version) -> Iterator[Problem]:
    """Attachments that the report names as before and that are no longer there."""
    before, after = _digests(home, was), _digests(home, new)
    for at, attachment in enumerate(new.record.record.attachments):
        if attachment.file in before and attachment.file not in after:
            message = f"附件“{one_line(attachment.file)}”被删除，报告还写着它"
            yield problem(path, "G21", message, place=new.record.place(("附件", at)), path=("附件", at))


def _as_value(change: Change) -> ChangedValue:
    return changed_value(change.item, change.before, change.after)


def _is_right_step_by_step(path: str, was: Version, new: Version, versions: Versions) -> bool:
    """Whether several changes since, each published or not, were each named by their own 更正."""
    if not versions.after.commit:
        return False
    steps = [*versions.history.since(path, versions.after.commit), new]
    last = was
    for step in steps:
        if not _is_explained(path, last, step, versions):
            return False
        last = step if step.record.record.disclosure.state in WITH_FIGURES else last
    return True


def _is_explained(path: str, was: Version, new: Version, versions: Versions) -> bool:
    """Whether one version could be published after another, as far as the words of its entries decide it."""
    found = _corrected(path, path.rpartition("/")[0], was, new, versions)
    return not any(problem.code in _OF_ENTRIES or problem.code == "G03" for problem in found)


def last_public(path: str, versions: Versions) -> Version | None:
    """What the public saw last of a report whose figures it cannot see now.

    A commit may hold other figures that nobody compared: it was merged together with the next, which hid them again.
    So a version counts only where it could follow the one that counts before it.

    Args:
        path: the file.
        versions: the two versions; the history is that of the first.
    """
    last: Version | None = None
    for version in versions.history.published(path):
        if last is None or _is_explained(path, last, version, versions):
            last = version
        else:
            last = replace(last, is_doubted=True)
    return last
