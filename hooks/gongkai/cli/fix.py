"""``gongkai check --fix``: slips whose cure is certain are cured in the files, and each change is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from .cured import cured
from .data_files import files_below, replace_file

#: A longer line is shown without its end.
_LONGEST: Final = 100


def fix_files(root: Path, folder: Path, paths: tuple[Path, ...], *, is_shown: bool) -> None:
    """Cure the data files at or below ``paths``; what was changed goes to the terminal, or beside other forms."""
    count, files = 0, 0
    for path in files_below(folder, paths):
        name = path.resolve().relative_to(root.resolve()).as_posix()
        found = cured(path.read_bytes(), name)
        if not found.changes:
            continue
        replace_file(path, found.content)
        count, files = count + len(found.changes), files + 1
        for change in found.changes:
            place = f"{name}:{change.line}" if change.line else name
            click.echo(f"{place}: {_visible(change.before)} → {_visible(change.after)}", err=not is_shown)
    words = f"改好了 {files} 份文件里的 {count} 处，请核对。" if count else "没有改法确定的录入错误，文件没有动。"
    click.echo(f"{words}\n", err=not is_shown)


def _visible(line: str) -> str:
    """A line with a name for each character that cannot be seen."""
    shown = "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in line.strip(" "))
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
