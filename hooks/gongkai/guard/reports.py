"""A report in any public or once-public state: what differs from what was published last, and whether it may."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..load.allowed_files import is_report
from ..load.source import printable
from ..model.disclosure import State
from ..model.problem import Level, Problem
from ..model.report import Report
from .corrected import explain, last_public, written_changes
from .history import Version
from .outcome import Outcome, Versions
from .record import FileRecord, read_report, unwritten_reasons
from .snapshot import Snapshot
from .withdrawal import wrong_withdrawal
from .words import problem

_UNREADABLE: Final = "现在的文件读不出来，没有与公开过的比较；网页会写“数据核实中”"
_NEVER_PUBLIC = frozenset({None, State.DRAFT})


def compare_reports(versions: Versions, outcome: Outcome) -> None:
    """Every report whose file, or a file beside it, is not the same."""
    differing = versions.differing()
    paths = [path for path in differing if is_report(versions.inside(path))]
    years = {versions.inside(path).partition("/")[0] for path in differing if path not in paths}
    paths += [path for path in _with_attachments(versions, years) if path not in paths]
    known = {path: _read(versions.before, path) for path in paths}
    unpublished = [path for path, record in known.items() if _state(versions, path, record) in _NEVER_PUBLIC]
    touched = versions.history.touched(unpublished, versions.folder)
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
            outcome.changes[path] = written_changes(old, new)
        if new:
            outcome.add(_shown_first(path, new, versions))
    elif path not in versions.after.files:
        outcome.add([_gone(path, versions)] if state not in _NEVER_PUBLIC else [])
    elif new is None:
        wanting = unwritten_reasons(versions.after.read(path) or b"", path)
        message = f"{wanting}还没有写，写好以后才与公开过的比较" if wanting else _UNREADABLE
        outcome.add([problem(path, "G12", message, level=Level.WARNING)])
    elif new.record.disclosure.state is State.DRAFT:
        message = f"报告已经公开过，不能改回“{State.DRAFT.value}”"
        outcome.add([problem(path, "G04", message, place=new.place(("公开", "状态")), path=("公开", "状态"))])
    elif new.record.disclosure.state is State.WITHDRAWN:
        outcome.add(wrong_withdrawal(path, old, was.record if was else None, new, versions))
        outcome.notes.append(f"{printable(path)}：撤下")
    else:
        _compare_shown(path, old, was, new, versions, outcome)


def _shown_first(path: str, new: FileRecord[Report], versions: Versions) -> Iterator[Problem]:
    """A report that nobody has seen, as far as the history says."""
    state = new.record.disclosure.state
    if state is State.WITHDRAWN:
        yield problem(path, "G14", "这份报告没有公开过，不能写“撤下”", place=new.place(("公开", "状态")))
    elif state is not State.DRAFT and versions.history.is_shallow:
        yield problem(path, "G11", "看不出这份报告以前有没有公开过，没有比较；本地的历史不完整")


def _published(path: str, old: FileRecord[Report] | None, versions: Versions) -> Version | None:
    """What the public saw last of a report's figures."""
    state = old.record.disclosure.state if old else None
    if old and state is State.PUBLISHED:
        return Version(old, versions.before.read)
    return last_public(path, versions)


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
        explain(path, was, Version(new, versions.after.read), versions, outcome, old or was.record)
        _tell_shown(path, old, was, new, outcome)
    elif versions.history.is_shallow or (old and old.record.disclosure.state is State.WITHDRAWN):
        outcome.add([problem(path, "G11", "找不到这份报告上次公开的内容，没有比较；本地的历史不完整，或者已经清除")])
    else:
        outcome.notes.append(f"{printable(path)}：以前没有读得出来的公开内容，按第一次公开看待")


def _tell_shown(
    path: str, old: FileRecord[Report] | None, was: Version, new: FileRecord[Report], outcome: Outcome
) -> None:
    """What readers see of a report now, where that is not what it was compared with: hidden, or not readable."""
    if old is None:
        outcome.changes.pop(path, None)
        outcome.notes.append(f"{printable(path)}：公开的版本读不出来，网页写的是“数据核实中”；现在读得出来")
    elif old is not was.record:
        outcome.changes[path] = written_changes(old, new)


def _gone(path: str, versions: Versions) -> Problem:
    digest = versions.before.files[path].digest
    twin = next((p for p, file in versions.after.files.items() if file.digest == digest and p != path), "")
    return problem(path, "G01", "已公开的报告被删除或移走" + (f"，同样的内容出现在 {printable(twin)}" if twin else ""))
