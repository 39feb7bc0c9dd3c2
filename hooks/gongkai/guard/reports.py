"""A report in any public or once-public state: what differs from what was published last, and whether it may."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..load.allowed_files import is_report
from ..load.source import printable
from ..model.disclosure import State
from ..model.problem import Level, Problem
from ..model.report import Report
from .explained import fault_of_entry, find_faults, listed
from .free import CORRECTIONS, is_below, is_free
from .history import Version, digest_of
from .outcome import Outcome, Versions
from .record import FileRecord, read_report
from .snapshot import Snapshot
from .withdrawal import wrong_withdrawal
from .words import entry_of, problem
from .written import Change, Values, changes, report_changes

_NEVER_PUBLIC = frozenset({None, State.DRAFT})


def compare_reports(versions: Versions, outcome: Outcome) -> None:
    """Every report whose file, or a file beside it, is not the same."""
    differing = versions.differing()
    paths = [path for path in differing if is_report(versions.inside(path))]
    years = {versions.inside(path).partition("/")[0] for path in differing if path not in paths}
    paths += [path for path in _with_attachments(versions, years) if path not in paths]
    known = {path: _read(versions.before, path) for path in paths}
    unpublished = [path for path, record in known.items() if _state(versions, path, record) in _NEVER_PUBLIC]
    touched = versions.history.touched(unpublished)
    for path in sorted(paths):
        _compare(path, known[path], versions, outcome, may_be_public=path in touched or path not in unpublished)


def _with_attachments(versions: Versions, years: set[str]) -> Iterator[str]:
    """The reports of some years that carry an attachment that is not the same."""
    for path in versions.before.files:
        inside = versions.inside(path)
        if is_report(inside) and inside.partition("/")[0] in years:
            content = versions.before.read(path) or b""
            record = read_report(content, path) if "附件".encode() in content else None
            if record and _differ(path, record, versions):
                yield path


def _differ(path: str, record: FileRecord[Report], versions: Versions) -> bool:
    home = path.rpartition("/")[0]
    files = [f"{home}/{attachment.file}" for attachment in record.record.attachments]
    return any(versions.before.files.get(file) != versions.after.files.get(file) for file in files)


def _read(snapshot: Snapshot, path: str) -> FileRecord[Report] | None:
    content = snapshot.read(path)
    return read_report(content, path) if content is not None else None


def _state(versions: Versions, path: str, record: FileRecord[Report] | None) -> State | None:
    """What readers see of a report; a file that cannot be read is 核实中."""
    if path not in versions.before.files:
        return None
    return record.record.disclosure.state if record else State.UNDER_REVIEW


def _compare(
    path: str, old: FileRecord[Report] | None, versions: Versions, outcome: Outcome, *, may_be_public: bool
) -> None:
    state, new = _state(versions, path, old), _read(versions.after, path)
    was = _published(path, old, versions) if may_be_public else None
    if state in _NEVER_PUBLIC and was is None:
        if old and new:
            outcome.changes[path] = _changes(path, Version(old, versions.before.read), new, versions)
        if new and new.record.disclosure.state is State.WITHDRAWN:
            outcome.add([problem(path, "G14", "这份报告没有公开过，不能写“撤下”", place=new.place(("公开", "状态")))])
    elif path not in versions.after.files:
        outcome.add([_gone(path, versions)] if state not in _NEVER_PUBLIC else [])
    elif new is None:
        message = "现在的文件读不出来，没有与公开过的比较；网页会写“数据核实中”"
        outcome.add([problem(path, "G12", message, level=Level.WARNING)])
    elif new.record.disclosure.state is State.DRAFT:
        message = f"报告已经公开过，不能改回“{State.DRAFT.value}”"
        outcome.add([problem(path, "G04", message, place=new.place(("公开", "状态")), path=("公开", "状态"))])
    elif new.record.disclosure.state is State.WITHDRAWN:
        outcome.add(wrong_withdrawal(path, old, was.record if was else None, new, versions))
        outcome.notes.append(f"{printable(path)}：撤下")
    else:
        _compare_shown(path, old, was, new, versions, outcome)


def _published(path: str, old: FileRecord[Report] | None, versions: Versions) -> Version | None:
    """What the public saw last of a report's figures."""
    state = old.record.disclosure.state if old else None
    if old and state in {State.PUBLISHED, State.UNDER_REVIEW}:
        return Version(old, versions.before.read)
    if old and state is State.WITHDRAWN:
        return versions.history.original(path, old.record.disclosure.withdrawn_digest or "")
    return versions.history.published(path)


def _compare_shown(
    path: str,
    old: FileRecord[Report] | None,
    was: Version | None,
    new: FileRecord[Report],
    versions: Versions,
    outcome: Outcome,
) -> None:
    """A report that still stands there."""
    state = new.record.disclosure.state
    if old and old.record.disclosure.state is state is State.EXEMPT:
        was = Version(old, versions.before.read)
    if was is not None:
        _explain(path, was, new, versions, outcome)
    elif versions.history.is_shallow or (old and old.record.disclosure.state is State.WITHDRAWN):
        outcome.add([problem(path, "G11", "找不到这份报告上次公开的内容，没有比较；本地的历史不完整，或者已经清除")])
    else:
        outcome.notes.append(f"{printable(path)}：以前没有读得出来的公开内容，按第一次公开看待")


def _explain(path: str, was: Version, new: FileRecord[Report], versions: Versions, outcome: Outcome) -> None:
    found = _changes(path, was, new, versions)
    state = new.record.disclosure.state
    told = [change for change in found if not is_below(change.path, (CORRECTIONS,))]
    free = [change for change in told if is_free(change, state)]
    bound = [change for change in told if change not in free]
    outcome.changes[path] = found
    outcome.notes.extend(f"{printable(path)}：{words}" for words in _notes(free))
    outcome.add(_corrected(path, was.record.record, new, bound, versions))


def _changes(path: str, was: Version, new: FileRecord[Report], versions: Versions) -> tuple[Change, ...]:
    """What the file says differently, and the attachments whose content is another, by their SHA-256."""
    home = path.rpartition("/")[0]
    before, after = _digests(was.record, was.read, home), _digests(new, versions.after.read, home)
    return (*report_changes(was.record.content, new.content), *changes(before, after))


def _digests(record: FileRecord[Report], read: Callable[[str], bytes | None], home: str) -> Values:
    """The SHA-256 of every attachment that is there."""
    files = {attachment.file: digest_of(read(f"{home}/{attachment.file}")) for attachment in record.record.attachments}
    return {("附件", file, "校验值"): digest for file, digest in files.items() if digest}


def _notes(free: list[Change]) -> Iterator[str]:
    """What may change and must be seen all the same."""
    gone = [change for change in free if change.after is None]
    for change in free:
        word = "改动" if change.before and change.after else "删去" if change.before else "补填"
        if len(gone) <= 3 or change not in gone:
            yield f"{word}{change.item}：{change.before or '（空）'} → {change.after or '（空）'}"
    if len(gone) > 3:
        yield f"删去 {len(gone)} 项，不再公开：{listed(gone)}"


def _corrected(
    path: str, was: Report, new: FileRecord[Report], bound: list[Change], versions: Versions
) -> Iterator[Problem]:
    """Whether new 更正 name all that changed."""
    kept, place = was.corrections, new.place(CORRECTIONS)
    if new.record.disclosure.state is not State.EXEMPT and new.record.corrections[: len(kept)] != kept:
        yield problem(path, "G03", "已有的更正记录被改动或删除", place=place, path=CORRECTIONS)
    added = [entry for at, entry in enumerate(new.record.corrections) if at >= len(kept) or entry not in kept]
    for entry in added:
        if fault := fault_of_entry(entry, was.disclosure.published_on, versions.day):
            yield problem(path, "G13", f"{entry.corrected_on} 的更正{fault}", place=place, path=CORRECTIONS)
    if bound and not added:
        message, first = f"已公开的报告改了{listed(bound)}，但没有写更正", bound[0].path
        example = entry_of("更正", bound, versions.day)
        yield problem(path, "G02", message, place=new.place(first), path=first, example=example)
        return
    for fault_found in find_faults(bound, added, "更正"):
        code = "G02" if fault_found.is_missing else "G10"
        example = entry_of("更正", bound, versions.day) if bound else ""
        yield problem(path, code, fault_found.message, place=place, path=CORRECTIONS, example=example)


def _gone(path: str, versions: Versions) -> Problem:
    digest = versions.before.files[path].digest
    twin = next((p for p, file in versions.after.files.items() if file.digest == digest and p != path), "")
    return problem(path, "G01", "已公开的报告被删除或移走" + (f"，同样的内容出现在 {printable(twin)}" if twin else ""))
