"""Attachments of a report: there, inside the year's folder, and not too large."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from ..model.disclosure import Attachment
from ..model.problem import Level, Problem
from ..model.text import folded
from .source import one_line
from .yaml_text import Document

MAX_ATTACHMENT: Final = 20 * 1024 * 1024
#: What Windows refuses in a name; elsewhere the file can be kept, published and opened.
_REFUSED: Final = re.compile(r'[<>"|?*]')
#: Code, message and cure.
_Told = tuple[str, str, str]


def check_attachments(
    root: Path, file: str, attachments: tuple[Attachment, ...], document: Document
) -> Iterator[Problem]:
    """Whether each can be published, and whether all can stand beside each other."""
    home = (root / file).parent
    taken: dict[str, str] = {}
    for at, attachment in enumerate(attachments):
        place = document.place(("附件", at, "文件"))
        found = _clash(attachment.file, taken) or _fault(home / attachment.file, attachment.file, home)
        if found:
            yield Problem(place, Level.ERROR, *found)
        elif mark := _REFUSED.search(attachment.file):
            message = f"附件“{one_line(attachment.file)}”的文件名里有“{mark[0]}”，在 Windows 电脑上存不了、打不开"
            yield Problem(place, Level.WARNING, "S16", message, "改掉文件名里的这个符号，这里跟着改")


def _clash(path: str, taken: dict[str, str]) -> _Told | None:
    """A file that would take the place of another, on one file system or the other."""
    steps = path.split("/")
    ways = ["/".join(map(folded, steps[: at + 1])) for at in range(len(steps))]
    for at, way in enumerate(ways):
        other = taken.setdefault(way, path if at + 1 == len(steps) else f"{'/'.join(steps[: at + 1])}/")
        if other.endswith("/") != (at + 1 < len(steps)):
            words = f"附件“{one_line(path)}”与“{one_line(other)}”，一个是文件，一个是同名的文件夹"
            return "S16", words, "改掉其中一个的名称"
        if at + 1 == len(steps) and other != path:
            words = f"附件“{one_line(path)}”与“{one_line(other)}”的名称只差大小写、全角半角或字形，发布以后会互相覆盖"
            return "S16", words, "改掉其中一个的文件名；是同一份文件的，两处照一样写"
    return None


def _fault(path: Path, name: str, home: Path) -> _Told | None:
    """Why the file cannot be published."""
    if _is_linked(path, home):
        return "S16", f"附件“{one_line(name)}”是链接，指到别处", "提交文件本身"
    if not _is_file(path):
        near = _near(path)
        cure = f"文件夹里的是“{one_line(near)}”：两处改成一样" if near else "把文件放进去，或者改正文件名"
        return "R05", f"附件“{one_line(name)}”不在本年度的文件夹里", cure
    if path.stat().st_size > MAX_ATTACHMENT:
        return "S16", f"附件“{one_line(name)}”超过 20 MB", "压缩或拆分后再放"
    return None


def _near(path: Path) -> str:
    """The file in the same folder whose name differs only in case, width or form; "" without one."""
    try:
        return next((other.name for other in path.parent.iterdir() if folded(other.name) == folded(path.name)), "")
    except (OSError, ValueError):
        return ""


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
