"""The comment on a pull request: what changed in figures, what must be mended, what is asked, what is fine."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from ..model.archive import Archive, Entry
from ..model.problem import KeyPath, Level, Problem
from ..model.rates import percent, rounded
from ..model.revision import Revision, revisions

#: More rows than this do not help a reviewer.
MOST: Final = 60


def comment_of(
    files: tuple[str, ...], problems: tuple[Problem, ...], change: tuple[Archive, Archive] | None = None
) -> str:
    """Markdown; says plainly when all is well.

    Args:
        files: the files of all reports.
        problems: what was found in them and elsewhere.
        change: what the public sees and what is there now, where they were compared.
    """
    lines = ["## 数据校核", ""]
    if not problems:
        lines += ["没有发现问题。", ""]
    for level, title in ((Level.ERROR, "必须改"), (Level.WARNING, "请核对"), (Level.HINT, "建议")):
        found = [problem for problem in problems if problem.level is level]
        lines += _section(title, found) if found else []
    if change is not None:
        lines += ["### 改了什么", "", *(list(_changes(*change)) or ["数据没有变化。"]), ""]
    clean = len(set(files) - {problem.place.file for problem in problems})
    lines.append(f"共 {len(files)} 份报告，{clean} 份没有问题。")
    return "\n".join(lines) + "\n"


def _section(title: str, found: list[Problem]) -> list[str]:
    lines = [f"### {title}（{len(found)} 处）", ""]
    for problem in found[:MOST]:
        cure = f"<br>怎么改：{_cell(problem.cure)}" if problem.cure else ""
        lines.append(f"- `{problem.place}` **{problem.code}** {_cell(problem.message)}{cure}")
        if problem.example:
            lines += ["", "  ```yaml", *(f"  {line}" for line in problem.example.split("\n")), "  ```"]
    if len(found) > MOST:
        lines.append(f"- 另有 {len(found) - MOST} 处")
    return [*lines, ""]


def _changes(base: Archive, archive: Archive) -> Iterator[str]:
    yield from _new_and_gone(archive, base)
    rows = [row for entry in archive.entries.values() for row in _changed_rows(entry, base)]
    if rows:
        yield from ("", "| 报告 | 项目 | 原来 | 现在 | 变化 |", "|---|---|---:|---:|---:|", *rows[:MOST])
    if len(rows) > MOST:
        yield f"\n另有 {len(rows) - MOST} 处变化。"


def _new_and_gone(archive: Archive, base: Archive) -> Iterator[str]:
    for key, entry in archive.entries.items():
        if key not in base.entries:
            yield f"- 新增 `{entry.file}`"
    for key, entry in base.entries.items():
        if key not in archive.entries:
            yield f"- 删除 `{entry.file}`"


def _changed_rows(entry: Entry, base: Archive) -> Iterator[str]:
    before = base.find_entry(entry.unit_id, entry.year)
    if before is None or before.digest == entry.digest or before.report is None or entry.report is None:
        return
    for revision in revisions(before.report, entry.report):
        cells = (entry.file, _name(revision.path), _shown(revision.before), _shown(revision.after), _share(revision))
        yield f"| {' | '.join(map(_cell, cells))} |"


def _name(path: KeyPath) -> str:
    return ".".join(f"第{key + 1}条" if isinstance(key, int) else key for key in path)


def _shown(value: Any) -> str:
    if value is None:
        return "未公开"
    if isinstance(value, Decimal):
        return f"{value:f}"
    words = " ".join(str(value).split())
    return words if len(words) <= 30 else words[:30] + "…"


def _share(revision: Revision) -> str:
    before, after = revision.before, revision.after
    if not isinstance(before, Decimal) or not isinstance(after, Decimal):
        return ""
    rate = percent(after - before, before)
    return f"{after - before:+f}" + (f"（{rounded(rate, 1):+f}%）" if rate is not None else "")


def _cell(words: str) -> str:
    """Text inside a table or list: nothing in it is markup."""
    for mark in "\\`*_[]<>|#":
        words = words.replace(mark, f"\\{mark}")
    return words.replace("\n", " ")
