"""What has been published is not silently altered: the new state of the data against that of the protected branch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..model.archive import Archive, Entry
from ..model.disclosure import State
from ..model.paths import Revision, revisions
from ..model.problem import KeyPath, Level, Place, Problem
from ..model.report import Report

#: Keys that may change after publication without a 更正: the answers and the record of corrections itself.
_FREE = ("校核说明", "更正")
#: Keys whose blanks may be filled in later without a 更正.
_FILLABLE = ("公开", "目录信息", "联系方式")
_CORRECTION = "更正:\n  - 日期: 2021-09-01\n    内容: 公务接待费由3.20万元更正为3.02万元\n    原因: 录入时数字颠倒"
_REVIEW = "公开: {状态: 核实中, 理由: 正在核实工资福利支出}"
#: Code → what to do about it, and an example.
_CURES = {
    "G01": ("网址定了就不改。恢复这个文件；需要撤下的，把状态改为“核实中”或“依法不公开”并写明理由", _REVIEW),
    "G02": ("在文件末尾的“更正”里加一条，写明日期、改了什么、为什么改；读者会在页面上看到", _CORRECTION),
    "G03": ("恢复原来的更正记录，新的更正写在最后", _CORRECTION),
    "G04": ("需要撤下核实的，把状态改为“核实中”，并写明理由", _REVIEW),
    "G05": (
        "单位标识就是网址，不能删除或改名。单位撤销写“撤销年度”，更名写“曾用名”，合并在新单位写“前身”",
        "{unit}:\n  撤销年度: 2020",
    ),
}


def check_publication(base: Archive, now: Archive) -> Iterator[Problem]:
    """Problems of ``now`` for every report that readers of ``base`` could already see.

    Yields:
        G01 a published report is gone, G02 it changed without a new 更正, G03 a 更正 was altered or removed,
        G04 a published report went back to 待公开, G05 a unit left the register.
    """
    for unit_id in base.units:
        if unit_id not in now.units:
            found = _problem("data/units.yml", "G05", f"单位 {unit_id} 从登记表里消失了")
            yield replace(found, example=found.example.format(unit=unit_id))
    for key, before in base.entries.items():
        if before.state is State.DRAFT:
            continue
        after = now.find_entry(*key)
        if after is None:
            yield _report_gone(before, now)
        elif before.report and after.report and before.state is not State.EXEMPT and after.state is not State.WITHDRAWN:
            yield from _changes(before.report, after.report, after)


def _changes(before: Report, after: Report, entry: Entry) -> Iterator[Problem]:
    if after.disclosure.state not in {State.PUBLISHED, State.UNDER_REVIEW, State.EXEMPT}:
        message = f"报告已经公开过，不能改回“{after.disclosure.state.value}”"
        yield _problem(entry.file, "G04", message, ("公开", "状态"))
    kept = after.corrections[: len(before.corrections)]
    if kept != before.corrections:
        yield _problem(entry.file, "G03", "已有的更正记录被改动或删除", ("更正",))
    changed = [revision for revision in revisions(before, after) if needs_correction(revision)]
    if changed and len(after.corrections) <= len(before.corrections):
        yield _uncorrected(entry, changed)


def needs_correction(revision: Revision) -> bool:
    """Whether a change to a published report must be recorded as 更正."""
    top = revision.path[0]
    return top not in _FREE and not (
        top in _FILLABLE and (revision.before is None or revision.path[-1] in ("状态", "理由"))
    )


def _uncorrected(entry: Entry, changed: list[Revision]) -> Problem:
    shown = "、".join("".join(f"{key}." for key in r.path if isinstance(key, str)).rstrip(".") for r in changed[:3])
    more = f"等 {len(changed)} 处" if len(changed) > 3 else ""
    return _problem(entry.file, "G02", f"已公开的报告改了{shown}{more}，但没有写更正", changed[0].path)


def _report_gone(before: Entry, now: Archive) -> Problem:
    twins = [e for e in now.entries.values() if e.digest == before.digest]
    moved = f"，同样的内容出现在 {twins[0].file}" if twins else ""
    return _problem(before.file, "G01", f"已公开的报告被删除或移走{moved}")


def _problem(file: str, code: str, message: str, path: KeyPath = ()) -> Problem:
    return Problem(Place(file), Level.ERROR, code, message, *_CURES[code], path)
