"""``gongkai check``: every problem of every file at once, also against the data as the public sees it now."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import click

from ..build.check_folder import ChangedFile, CheckResult, check_folder
from ..build.schema_files import check_schemas
from ..guard.compare import Comparison, compare_commits
from ..guard.published import read_published
from ..guard.repository import ComparisonError
from ..load.dates import day_of
from ..load.inventory import take_inventory
from ..load.register import UNITS_FILE, YEAR_FILE
from ..load.source import printable
from ..model.problem import Level, Problem
from ..progress import Progress, progress
from ..read_and_check import in_order, problems_of, read_and_check
from ..settings import examine_settings
from .command import Command, data_option, root_option
from .fix import fix_files
from .formats import FORMATS

#: Codes of days and words that mean nothing; what the guard says of the same entries (G13) is no more.
_TOLD_OF_ENTRIES: Final = frozenset({"S28", "S29"})


@click.command(
    cls=Command,
    short_help="校核数据文件，一次列出全部问题。",
    help="校核数据文件，一次列出全部问题。不写路径就校核全部。没有必须改的退出码为 0，有则为 1，命令写错为 2。",
)
@click.argument("paths", nargs=-1, metavar="[路径]...", type=click.Path(path_type=Path))
@root_option
@data_option
@click.option("--format", "form", default="text", type=click.Choice(tuple(FORMATS)), help="输出的形式，默认 text。")
@click.option("--base", metavar="版本", help="与这个版本（git 的分支或提交）比较：已公开的报告改了要有更正。")
@click.option("--fix", "cures", is_flag=True, help="先把改法确定的录入错误改好，逐处列出；拿不准的不动。")
@click.option("--strict", is_flag=True, help="有请核对的也算不通过。")
def check(
    paths: tuple[Path, ...], root: Path, data: str | None, form: str, base: str | None, cures: bool, strict: bool
) -> None:
    """Check, print, and exit with 0, 1 or 2."""
    settings = examine_settings(root)
    data = data or settings.data
    if not (root / data).is_dir() and not any(problem.level is Level.ERROR for problem in settings.problems):
        raise click.UsageError(f"找不到数据文件夹 {data}。请在项目的文件夹里运行，或用 --root 指明。")
    for path in paths:
        if not path.exists():
            raise click.UsageError(f"找不到 {path}。")
        if not path.resolve().is_relative_to((root / data).resolve()):
            raise click.UsageError(f"{path} 不在数据文件夹 {data} 里。")
    if cures:
        fix_files(root, root / data, paths, is_shown=form == "text")
    gc.set_threshold(20_000, 20, 20)  # records live long and hardly ever refer to each other
    today = day_of(settings.timestamp)
    compared = _compared(root, base, data, today) if base else None
    with progress("校核报告") as report:
        result = _checked(root, data, compared, report, today)
    problems = tuple(problem for problem in result.problems if _is_wanted(problem, paths, root))
    shows_hints = form == "text" and not base
    problems += tuple(p for p in settings.problems if not paths and (shows_hints or p.level is Level.ERROR))
    files = tuple(file for file in result.files if _is_chosen((root / file).resolve(), paths))
    click.echo(FORMATS[form](replace(result, problems=problems, files=files)), nl=False)
    worst = Level.WARNING if strict else Level.ERROR
    sys.exit(1 if any(problem.level <= worst for problem in problems) else 0)


def _compared(root: Path, base: str, data: str, today: date) -> Comparison:
    """The data as it lies there compared with what the public can see."""
    try:
        return compare_commits(root, base, None, data, today)
    except ComparisonError as error:
        raise click.UsageError(str(error)) from None


def _checked(root: Path, data: str, compared: Comparison | None, report: Progress, today: date) -> CheckResult:
    """The problems of all reports; a comparison with what is public needs all reports at once."""
    if compared is None:
        return check_folder(root, data, progress=report, today=today)
    now = read_and_check(root, data, report, today)
    before = read_published(root, compared.base, now.archive, data)
    files = tuple(entry.file for entry in now.archive.entries.values())
    found = problems_of(root, now, before)
    told = {problem.place.file for problem in found if problem.code in _TOLD_OF_ENTRIES}
    schemas = check_schemas(root, data, take_inventory(root, data, today))
    more = (problem for problem in compared.problems if problem.code != "G13" or problem.place.file not in told)
    problems = in_order((*found, *schemas, *more))
    changed = tuple(ChangedFile(file.path, file.before, file.after) for file in compared.files)
    return CheckResult(files, problems, (before, now.archive), changed, compared.notes)


def _is_wanted(problem: Problem, paths: tuple[Path, ...], root: Path) -> bool:
    """Whether the problem's file is one of ``paths``, below one, or what one cannot be checked without; all are,
    where none is named.
    """
    file = (root / problem.place.file).resolve()
    if _is_chosen(file, paths):
        return True
    is_of_year = file.name == YEAR_FILE and any(file.parent == path.resolve().parent for path in paths)
    return problem.level is Level.ERROR and (is_of_year or _hides_all(problem))


def _is_chosen(file: Path, paths: tuple[Path, ...]) -> bool:
    """Whether a file is one of ``paths`` or below one; all are, where none is named."""
    return not paths or any(file.is_relative_to(printable(str(path.resolve()))) for path in paths)


def _hides_all(problem: Problem) -> bool:
    """Whether the register as a whole cannot be read, so that no report has a unit."""
    return problem.place.file.endswith(f"/{UNITS_FILE}") and problem.code[0] in "FY"
