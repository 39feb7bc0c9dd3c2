"""The forms in which problems are told: to a clerk, to a pull request, to a program."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Final

from ..model.archive import Archive
from ..model.problem import Level, Problem
from .comment import comment_of

#: The same rule more often than this in one file is counted instead of listed.
MOST: Final = 5
_SEVERITY: Final = {
    Level.ERROR: ("error", "major"),
    Level.WARNING: ("warning", "minor"),
    Level.HINT: ("notice", "info"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check run found.

    Attributes:
        files: the files of all reports.
        problems: in the order of files and lines.
        change: what the public sees and what is there now, where they were compared.
    """

    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    change: tuple[Archive, Archive] | None = None


def by_file(problems: tuple[Problem, ...]) -> Iterator[tuple[str, list[Problem]]]:
    """Problems by file, those of a file with errors first."""
    ordered = sorted(problems, key=lambda p: (p.place.file, p.level, p.place))
    for file, group in groupby(ordered, key=lambda p: p.place.file):
        yield file, list(group)


def text(outcome: Outcome) -> str:
    """For a clerk at a terminal."""
    lines: list[str] = []
    for _, group in by_file(outcome.problems):
        seen: Counter[str] = Counter()
        for problem in group:
            seen[problem.code] += 1
            if seen[problem.code] <= MOST:
                lines += _told(problem)
        lines += [f"{group[0].place.file} {code} 另有 {n - MOST} 处" for code, n in seen.items() if n > MOST]
        lines.append("")
    return "\n".join([*lines, summary(outcome), ""])


def _told(problem: Problem) -> Iterator[str]:
    yield str(problem)
    if problem.cure:
        yield f"    怎么改：{problem.cure}"
    if problem.example:
        first, *rest = problem.example.split("\n")
        yield f"    例：{first}"
        yield from (f"        {line}" for line in rest)


def summary(outcome: Outcome) -> str:
    """The last line."""
    reports = len(outcome.files)
    counts = Counter(problem.level for problem in outcome.problems)
    if not outcome.problems:
        return f"校核了 {reports} 份报告，没有发现问题。"
    files = len({problem.place.file for problem in outcome.problems})
    found = "，".join(f"{level.label} {counts[level]} 处" for level in Level if counts[level])
    tail = "" if counts[Level.ERROR] else "没有必须改的，可以提交。"
    return f"校核了 {reports} 份报告，{files} 个文件有问题：{found}。{tail}"


def github(outcome: Outcome) -> str:
    """Workflow commands: annotations beside the lines of a pull request."""
    lines = []
    for problem in outcome.problems:
        kind, _ = _SEVERITY[problem.level]
        at = problem.place
        words = "\n".join((problem.message, *([f"怎么改：{problem.cure}"] if problem.cure else [])))
        title = _property(f"{problem.level.label} {problem.code}")
        lines.append(
            f"::{kind} file={_property(at.file)},line={at.line or 1},col={at.column or 1},title={title}::{_data(words)}"
        )
    return "\n".join([*lines, summary(outcome), ""])


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")


def gitlab(outcome: Outcome) -> str:
    """Code Quality report."""
    return _json([_quality(problem) for problem in outcome.problems])


def _quality(problem: Problem) -> Mapping[str, object]:
    fingerprint = sha256(f"{problem.place.file}|{problem.code}|{problem.path}|{problem.message}".encode()).hexdigest()
    return {
        "description": f"{problem.level.label} {problem.message}",
        "check_name": problem.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITY[problem.level][1],
        "location": {"path": problem.place.file, "lines": {"begin": problem.place.line or 1}},
    }


def as_json(outcome: Outcome) -> str:
    """For programs: every field of every problem."""
    return _json(
        [
            {
                "file": p.place.file, "line": p.place.line, "column": p.place.column, "level": p.level.label,
                "code": p.code, "message": p.message, "cure": p.cure, "example": p.example, "path": list(p.path),
            }
            for p in outcome.problems
        ]
    )  # fmt: skip


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def markdown(outcome: Outcome) -> str:
    """One comment for a pull request."""
    return comment_of(outcome.files, outcome.problems, outcome.change)


FORMATS: Final[Mapping[str, Callable[[Outcome], str]]] = {
    "text": text, "github": github, "gitlab": gitlab, "json": as_json, "markdown": markdown,
}  # fmt: skip
