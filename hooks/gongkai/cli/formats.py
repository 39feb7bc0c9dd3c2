"""The forms in which problems are reported: to a clerk, to a pull request, to a program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from hashlib import sha256
from itertools import groupby
from typing import Any, Final

from ..build.check_folder import CheckResult
from ..model.archive import Archive, Entry
from ..model.paths import Revision, revisions
from ..model.problem import KeyPath, Level, Problem
from ..model.rates import percent, rounded

#: The same rule more often than this in one file is counted instead of listed.
_MOST_OF_A_CODE: Final = 5
#: More rows than this do not help a reviewer.
_MOST_ROWS: Final = 60
_SEVERITY: Final = {
    Level.ERROR: ("error", "major"),
    Level.WARNING: ("warning", "minor"),
    Level.HINT: ("notice", "info"),
}


def text(result: CheckResult) -> str:
    """For a clerk at a terminal: file by file, the worst first."""
    lines: list[str] = []
    ordered = sorted(result.problems, key=lambda p: (p.place.file, p.level, p.place))
    for file, group in groupby(ordered, key=lambda p: p.place.file):
        seen: Counter[str] = Counter()
        for problem in group:
            seen[problem.code] += 1
            if seen[problem.code] <= _MOST_OF_A_CODE:
                lines += _lines_of(problem)
        more = ((code, count - _MOST_OF_A_CODE) for code, count in seen.items() if count > _MOST_OF_A_CODE)
        lines += [*(f"{file} {code} 另有 {count} 处" for code, count in more), ""]
    return "\n".join([*lines, summary(result), ""])


def _lines_of(problem: Problem) -> Iterator[str]:
    yield str(problem)
    if problem.cure:
        yield f"    怎么改：{problem.cure}"
    if problem.example:
        first, *rest = problem.example.split("\n")
        yield f"    例：{first}"
        yield from (f"        {line}" for line in rest)


def summary(result: CheckResult) -> str:
    """The last line."""
    reports = len(result.files)
    counts = Counter(problem.level for problem in result.problems)
    if not result.problems:
        return f"校核了 {reports} 份报告，没有发现问题。"
    files = len({problem.place.file for problem in result.problems})
    counted = "，".join(f"{level.label} {counts[level]} 处" for level in Level if counts[level])
    tail = "" if counts[Level.ERROR] else "没有必须改的，可以提交。"
    return f"校核了 {reports} 份报告，{files} 个文件有问题：{counted}。{tail}"


def github(result: CheckResult) -> str:
    """Workflow commands: annotations beside the lines of a pull request."""
    lines = []
    for problem in result.problems:
        kind, _ = _SEVERITY[problem.level]
        at = problem.place
        words = "\n".join((problem.message, *([f"怎么改：{problem.cure}"] if problem.cure else [])))
        title = _property(f"{problem.level.label} {problem.code}")
        lines.append(
            f"::{kind} file={_property(at.file)},line={at.line or 1},col={at.column or 1},title={title}::{_data(words)}"
        )
    return "\n".join([*lines, summary(result), ""])


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def gitlab(result: CheckResult) -> str:
    """Code Quality report."""
    return _json([_quality(problem) for problem in result.problems])


def _quality(problem: Problem) -> Mapping[str, object]:
    fingerprint = sha256(f"{problem.place.file}|{problem.code}|{problem.path}|{problem.message}".encode()).hexdigest()
    return {
        "description": f"{problem.level.label} {problem.message}",
        "check_name": problem.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITY[problem.level][1],
        "location": {"path": problem.place.file, "lines": {"begin": problem.place.line or 1}},
    }


def as_json(result: CheckResult) -> str:
    """For programs: every field of every problem."""
    rows = [{**asdict(p.place), **asdict(p), "level": p.level.label} for p in result.problems]
    for row in rows:
        del row["place"]  # it is in the row already, part by part
    return _json(rows)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def markdown(result: CheckResult) -> str:
    """One comment for a pull request: what must be mended, what is asked, what changed; plain when all is well."""
    lines = ["## 数据校核", ""]
    if not result.problems:
        lines += ["没有发现问题。", ""]
    for level, title in ((Level.ERROR, "必须改"), (Level.WARNING, "请核对"), (Level.HINT, "建议")):
        of_level = [problem for problem in result.problems if problem.level is level]
        lines += _section(title, of_level) if of_level else []
    if result.change is not None:
        lines += ["### 改了什么", "", *_changes(*result.change), "", *_differences(result), ""]
    clean = len(set(result.files) - {problem.place.file for problem in result.problems})
    lines.append(f"共 {len(result.files)} 份报告，{clean} 份没有问题。")
    return "\n".join(lines) + "\n"


def _section(title: str, problems: list[Problem]) -> list[str]:
    lines = [f"### {title}（{len(problems)} 处）", ""]
    for problem in problems[:_MOST_ROWS]:
        cure = f"<br>怎么改：{_cell(problem.cure)}" if problem.cure else ""
        lines.append(f"- `{problem.place}` **{problem.code}** {_cell(problem.message)}{cure}")
        if problem.example:
            lines += ["", "  ```yaml", *(f"  {line}" for line in problem.example.split("\n")), "  ```"]
    if len(problems) > _MOST_ROWS:
        lines.append(f"- 另有 {len(problems) - _MOST_ROWS} 处")
    return [*lines, ""]


def _differences(result: CheckResult) -> Iterator[str]:
    """Which files differ; that nothing does is said only where no byte does."""
    yield from (f"- {_cell(words)}" for words in result.differences[:_MOST_ROWS])
    if len(result.differences) > _MOST_ROWS:
        yield f"- 另有 {len(result.differences) - _MOST_ROWS} 条"


def _changes(base: Archive, archive: Archive) -> Iterator[str]:
    for word, here, there in (("新增", archive, base), ("删除", base, archive)):
        yield from (f"- {word} `{entry.file}`" for key, entry in here.entries.items() if key not in there.entries)
    rows = [row for entry in archive.entries.values() for row in _changed_rows(entry, base)]
    if rows:
        yield from ("", "| 报告 | 项目 | 原来 | 现在 | 变化 |", "|---|---|---:|---:|---:|", *rows[:_MOST_ROWS])
    if len(rows) > _MOST_ROWS:
        yield f"\n另有 {len(rows) - _MOST_ROWS} 处变化。"


def _changed_rows(entry: Entry, base: Archive) -> Iterator[str]:
    before = base.find_entry(entry.unit_id, entry.year)
    if before is None or before.digest == entry.digest or before.report is None or entry.report is None:
        return
    for revision in revisions(before.report, entry.report):
        figures = (_shown(revision.before), _shown(revision.after), _difference(revision))
        yield f"| {' | '.join(map(_cell, (entry.file, _name(revision.path), *figures)))} |"


def _name(path: KeyPath) -> str:
    return ".".join(f"第{key + 1}条" if isinstance(key, int) else key for key in path)


def _shown(value: Any) -> str:
    if value is None:
        return "未公开"
    if isinstance(value, Decimal):
        return f"{value:f}"
    words = " ".join(str(value).split())
    return words if len(words) <= 30 else words[:30] + "…"


def _difference(revision: Revision) -> str:
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


FORMATS: Final[Mapping[str, Callable[[CheckResult], str]]] = {
    "text": text, "github": github, "gitlab": gitlab, "json": as_json, "markdown": markdown,
}  # fmt: skip  # names, read in a row
