"""Attachments of a report: there, inside the year's folder, and not too large."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..model.disclosure import Attachment
from ..model.problem import Level, Problem
from .yaml_text import Document

MAX_ATTACHMENT: Final = 20 * 1024 * 1024


def missing_attachments(
    root: Path, file: str, attachments: tuple[Attachment, ...], document: Document
) -> Iterator[Problem]:
    home = (root / file).parent
    for at, attachment in enumerate(attachments):
        path = home / attachment.file
        place = document.place(("附件", at, "文件"))
        if path.is_symlink() or not path.resolve().is_relative_to(home.resolve()):
            yield Problem(place, Level.ERROR, "S16", f"附件“{attachment.file}”是链接，指到别处", "提交文件本身")
        elif not path.is_file():
            yield Problem(
                place,
                Level.ERROR,
                "R05",
                f"附件“{attachment.file}”不在本年度的文件夹里",
                "把文件放进去，或者改正文件名",
            )
        elif path.stat().st_size > MAX_ATTACHMENT:
            yield Problem(place, Level.ERROR, "S16", f"附件“{attachment.file}”超过 20 MB", "压缩或拆分后再放")
