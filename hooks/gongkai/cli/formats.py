"""The forms in which problems are reported: to a clerk, to a pull request, to a program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from hashlib import sha256
from itertools import groupby
from typing import Final

from ..build.check_folder import CheckResult
from ..model.problem import Level, Problem
from .command import as_typed
from .summary import cell_of, changes_of

#: The same rule more often than this in one file is counted instead of listed.
_MOST_OF_A_CODE: Final = 5
#: More rows than this are folded, and many more are counted.
_MOST_ROWS: Final = 60
_MOST_FOLDED: Final = 200
#: How the account of a check ends where nothing must be mended.
READY: Final = "没有必须改的，可以提交。"
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
    return as_typed("\n".join([*lines, summary(result), ""]))


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
    tail = "" if counts[Level.ERROR] else READY
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
    """One comment for a pull request: what changed, figures first, then what must be mended, what is asked."""
    counts = Counter(problem.level for problem in result.problems)
    found = "，".join(f"{level.label} {counts[level]} 处" for level in Level if counts[level])
    lines = ["## 数据校核", "", f"{found or '没有发现问题'}。", ""]
    if result.change is not None:
        lines += ["### 改了什么", "", *changes_of(result), "", *_notes(result.notes)]
    for level, title in ((Level.ERROR, "必须改"), (Level.WARNING, "请核对"), (Level.HINT, "建议")):
        of_level = [problem for problem in result.problems if problem.level is level]
        lines += _section(title, of_level) if of_level else []
    clean = len(set(result.files) - {problem.place.file for problem in result.problems})
    lines.append(f"共 {len(result.files)} 份报告，{clean} 份没有问题。")
    return "\n".join(lines) + "\n"


def _notes(notes: tuple[str, ...]) -> list[str]:
    """What needs no 更正 and is to be seen all the same."""
    rows = [f"- {cell_of(words)}" for words in notes[:_MOST_FOLDED]]
    more = [f"- 还有 {len(notes) - len(rows)} 条没有列出"] if len(notes) > len(rows) else []
    return ["#### 不需要更正的改动", "", *rows, *more, ""] if rows else []


def _section(title: str, problems: list[Problem]) -> list[str]:
    lines = [f"### {title}（{len(problems)} 处）", ""]
    for at, problem in enumerate(problems):
        if at == _MOST_ROWS:
            lines += ["", f"<details><summary>另有 {len(problems) - at} 处</summary>", ""]
        if at == _MOST_FOLDED:
            lines.append(f"- 还有 {len(problems) - at} 处没有列出；看全部：运行 gongkai check")
            break
        cure = f"<br>怎么改：{cell_of(problem.cure)}" if problem.cure else ""
        lines.append(f"- `{problem.place}` **{problem.code}** {cell_of(problem.message)}{cure}")
        if problem.example:
            lines += ["", "  ```yaml", *(f"  {line}" for line in problem.example.split("\n")), "  ```"]
    return [*lines, *(["", "</details>"] if len(problems) > _MOST_ROWS else []), ""]


FORMATS: Final[Mapping[str, Callable[[CheckResult], str]]] = {
    "text": text, "github": github, "gitlab": gitlab, "json": as_json, "markdown": markdown,
}  # fmt: skip  # names, read in a row
