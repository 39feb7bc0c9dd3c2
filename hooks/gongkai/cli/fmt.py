"""``gongkai fmt``: data files in the one order and layout, their comments kept, their meaning the same."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from ..build.check_folder import CheckResult
from ..load.source import one_line
from ..model.problem import Problem
from ..settings import examine_settings
from .command import Command, data_option, root_option
from .data_files import files_below, replace_file
from .formats import text as problems_text
from .tidied import tidied

_ALL: Final = "all"
#: So many names do not fit in a line any more.
_FEW: Final = 4


@click.command(
    cls=Command,
    short_help="把数据文件整理成统一的顺序和版式。",
    help="把数据文件整理成统一的顺序和版式：各项照表上的顺序，短的写在一行，长的文字另起行；数字、文字和注释都不变。"
    "写 all 就整理全部。读不懂的、整理以后意思会变的，不动，说明原因。",
)
@click.argument("files", nargs=-1, required=True, metavar="文件...|all")
@click.option("--check", "only_checks", is_flag=True, help="只列出版式不统一的文件，不改；有则退出码为 1。")
@root_option
@data_option
def fmt(files: tuple[str, ...], only_checks: bool, root: Path, data: str | None) -> None:
    """Lay out, say what was changed, and exit with 0, 1 (something is left) or 2."""
    folder = root / (data or examine_settings(root).data)
    if not folder.is_dir():
        raise click.UsageError(f"找不到数据文件夹 {folder.name}。请在项目的文件夹里运行，或用 --root 指明。")
    paths = _chosen_files(folder, [] if _ALL in files else [*map(Path, files)])
    problems: list[Problem] = []
    changed: list[str] = []
    left: list[str] = []
    for path in paths:
        name = path.resolve().relative_to(root.resolve()).as_posix()
        content = path.read_bytes()
        found = tidied(content, name)
        problems += found.problems
        if found.content is None:
            left.append(f"{name} {found.reason or '没有动：先改好必须改的，再整理'}")
        elif found.content != content:
            changed.append(name)
            if not only_checks:
                replace_file(path, found.content)
    if problems:
        click.echo(problems_text(CheckResult((), tuple(problems))).rpartition("\n\n")[0], err=True)
    _tell(len(paths), changed, left, only_checks=only_checks)
    sys.exit(1 if left or (only_checks and changed) else 0)


def _chosen_files(folder: Path, paths: list[Path]) -> list[Path]:
    """The data files at or below ``paths``, each once; all of ``folder`` where none is named."""
    for path in paths:
        if not path.exists():
            raise click.UsageError(f"找不到 {one_line(path.name)}。")
        if not files_below(folder, [path]):
            raise click.UsageError(f"{one_line(path.name)} 不是数据文件夹 {folder.name} 里的数据文件。")
    return files_below(folder, paths)


def _tell(count: int, changed: list[str], left: list[str], *, only_checks: bool) -> None:
    done = "版式不统一" if only_checks else "已整理"
    for line in (*(f"{name} {done}" for name in changed), *left):
        click.echo(line)
    rest = f"，{len(left)} 份没有动" if left else ""
    click.echo(f"看了 {count} 份文件，{len(changed)} 份{done}{rest}。")
    if only_checks and changed:
        click.echo(f"怎么改：运行 gongkai fmt {' '.join(changed) if len(changed) < _FEW else _ALL}")
