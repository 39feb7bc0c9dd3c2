"""``gongkai check``: every problem of every file at once, also against the data as the public sees it now."""

from __future__ import annotations

import gc
import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import click

from ..build.check_folder import ChangedFile, CheckResult, check_folder
from ..build.read_and_check import problems_of, read_and_check
from ..load.dates import day_of
from ..load.folder import read_files
from ..load.inventory import Inventory, digest_of, take_inventory
from ..load.source import printable
from ..model.archive import Archive, Entry
from ..model.problem import Level, Problem
from ..progress import Progress, progress
from ..settings import examine_settings
from .command import Command, data_option, root_option
from .formats import FORMATS


@click.command(
    cls=Command,
    help="校核数据文件，一次列出全部问题。不写路径就校核全部。没有必须改的退出码为 0，有则为 1，命令写错为 2。",
)
@click.argument("paths", nargs=-1, metavar="[路径]...", type=click.Path(path_type=Path))
@root_option
@data_option
@click.option("--format", "form", default="text", type=click.Choice(tuple(FORMATS)), help="输出的形式，默认 text。")
@click.option("--base", metavar="版本", help="与这个版本（git 的分支或提交）比较：已公开的报告改了要有更正。")
@click.option("--strict", is_flag=True, help="有请核对的也算不通过。")
def check(paths: tuple[Path, ...], root: Path, data: str | None, form: str, base: str | None, strict: bool) -> None:
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
    gc.set_threshold(20_000, 20, 20)  # records live long and hardly ever refer to each other
    packed = fetch_base(root, base, data) if base else None
    with progress("校核报告") as report:
        result = _checked(root, data, packed, report, day_of(settings.timestamp))
    problems = tuple(problem for problem in result.problems if _is_wanted(problem, paths, root))
    shows_hints = form == "text" and not base
    problems += tuple(p for p in settings.problems if not paths and (shows_hints or p.level is Level.ERROR))
    click.echo(FORMATS[form](replace(result, problems=problems)), nl=False)
    worst = Level.WARNING if strict else Level.ERROR
    sys.exit(1 if any(problem.level <= worst for problem in problems) else 0)


def _checked(root: Path, data: str, packed: bytes | None, report: Progress, today: date) -> CheckResult:
    """The problems of all reports; a comparison with what is public needs all reports at once."""
    if packed is None:
        return check_folder(root, data, progress=report, today=today)
    now = read_and_check(root, data, report, today)
    before = read_base(packed, data, now.archive)
    files = tuple(entry.file for entry in now.archive.entries.values())
    return CheckResult(files, problems_of(root, now, before), (before, now.archive), changed_files(packed, root, data))


def _is_wanted(problem: Problem, paths: tuple[Path, ...], root: Path) -> bool:
    """Whether the problem's file is one of ``paths`` or below one; all are, where none is named."""
    file = (root / problem.place.file).resolve()
    return not paths or any(file.is_relative_to(printable(str(path.resolve()))) for path in paths)


def fetch_base(root: Path, ref: str, folder: str) -> bytes:
    """``folder`` at ``ref``, packed as ZIP.

    Raises:
        click.UsageError: git is missing, this is no repository, or there is no such version.
    """
    if ref.startswith("-"):
        raise click.UsageError(f"没有版本 {ref}。")
    command = ["git", "-C", str(root), "archive", "--format=zip", ref, "--", folder]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        raise click.UsageError("缺少 git：请先运行 apt-get install git") from None
    if done.returncode:
        raise click.UsageError(f"读不到版本 {ref} 的 {folder}/。请检查分支名，并先取得完整的历史（git fetch）。")
    return done.stdout


def read_base(packed: bytes, folder: str, now: Archive) -> Archive:
    """The archive of a packed ``folder``; a report whose file is the same in ``now`` is not read again."""
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        with zipfile.ZipFile(io.BytesIO(packed)) as files:
            files.extractall(root)
        inventory = take_inventory(root, folder)
        same = dict(_unchanged(root, inventory, now))
        rest = (file for file in inventory.files if (file.unit_id, file.year) not in same)
        archive, _ = read_files(root, inventory, rest)
    entries = same | dict(archive.entries)
    return replace(archive, entries={key: entries[key] for key in ((f.unit_id, f.year) for f in inventory.files)})


def changed_files(packed: bytes, root: Path, folder: str) -> tuple[ChangedFile, ...]:
    """Every file of the data folder that is not the same as in the packed one, byte by byte."""
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        before = {name: sha256(files.read(name)).hexdigest() for name in files.namelist() if not name.endswith("/")}
    there = (path for path in (root / folder).rglob("*") if path.is_file())
    now = {path.relative_to(root).as_posix(): digest_of(path) for path in there}
    paths = sorted(path for path in {*before, *now} if before.get(path) != now.get(path))
    return tuple(ChangedFile(path, before.get(path), now.get(path)) for path in paths)


def _unchanged(root: Path, inventory: Inventory, now: Archive) -> Iterator[tuple[tuple[str, int], Entry]]:
    """Entries of ``now`` that were the same before: readable then as now, for they lean on no other file."""
    for file in inventory.files:
        entry = now.find_entry(file.unit_id, file.year)
        can_be_same = entry and entry.report and not entry.report.attachments and file.year not in inventory.unruled
        if entry and can_be_same and entry.digest == digest_of(root / file.file):
            yield (file.unit_id, file.year), entry
