"""Attachments of a report: there, inside the year's folder, and not too large."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from ..model.disclosure import Attachment
from ..model.problem import Level, Problem
from .words import shown
from .yaml_text import Document

MAX_ATTACHMENT: Final = 20 * 1024 * 1024


def missing_attachments(
    root: Path, file: str, attachments: tuple[Attachment, ...], document: Document
) -> Iterator[Problem]:
    home = (root / file).parent
    for at, attachment in enumerate(attachments):
        path, name = home / attachment.file, shown(attachment.file)
        place = document.place(("附件", at, "文件"))
        if _is_linked(path, home):
            yield Problem(place, Level.ERROR, "S16", f"附件“{name}”是链接，指到别处", "提交文件本身")
        elif not _is_file(path):
            yield Problem(
                place,
                Level.ERROR,
                "R05",
                f"附件“{name}”不在本年度的文件夹里",
                "把文件放进去，或者改正文件名",
            )
        elif path.stat().st_size > MAX_ATTACHMENT:
            yield Problem(place, Level.ERROR, "S16", f"附件“{name}”超过 20 MB", "压缩或拆分后再放")


def _is_linked(path: Path, home: Path) -> bool:
    """Whether the file or a folder on the way to it is a link."""
    way = path.relative_to(home).parts
    return any(_is(home.joinpath(*way[: at + 1]), Path.is_symlink) for at in range(len(way)))


def _is_file(path: Path) -> bool:
    return _is(path, Path.is_file)


def _is(path: Path, test: Callable[[Path], bool]) -> bool:
    """``test`` of a path that may be no possible name at all, such as one of 5,000 characters."""
    try:
        return test(path)
    except (OSError, ValueError):
        return False
