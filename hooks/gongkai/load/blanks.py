"""What is still to be filled in, in a report that is being prepared (待公开)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..model.disclosure import State
from ..model.problem import KeyPath, Level, Problem
from ..model.report import Report
from .yaml_text import Document


def find_blanks(report: Report, document: Document) -> Iterator[Problem]:
    """One 建议 that counts the blanks under each top-level key; an open null is for the clerk to decide on."""
    if report.disclosure.state is not State.DRAFT or not isinstance(document.value, dict):
        return
    blanks = {key: list(_blank_paths(value, (key,))) for key, value in document.value.items()}
    open_keys = {key: paths for key, paths in blanks.items() if paths}
    if open_keys:
        named = "、".join(key if paths == [(key,)] else f"{key}（{len(paths)} 处）" for key, paths in open_keys.items())
        path = next(iter(open_keys.values()))[0]
        yield Problem(
            document.place(path), Level.HINT, "S21", f"还有 {sum(map(len, open_keys.values()))} 处没有填：{named}",
            "把 null 换成数字或文字；确实不公开的保留 null", path=path,
        )  # fmt: skip


def _blank_paths(value: Any, path: KeyPath) -> Iterator[KeyPath]:
    if value is None or value in ([], {}):
        yield path
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _blank_paths(part, (*path, key))
