"""``gongkai import``: a unit's documents → its data file; of a folder those of all units. Nothing is overwritten."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import click

from ..desk.documents import taken_file
from ..importer.taken import TakenFile, with_accounts
from ..importer.written import Draft
from ..load.inventory import Inventory, take_inventory
from ..load.source import one_line
from ..model.problem import Level
from ..model.text import folded
from ..progress import Progress, progress
from ..settings import examine_settings
from .command import Command, as_typed, data_option, root_option
from .import_account import account_of_all, account_of_one
from .import_files import Outcome, write_reports
from .import_groups import YAML, Chosen, groups_of

#: What lies in folders of documents and is none.
_OTHER_FILES: Final = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".bmp", ".zip", ".rar", ".7z", ".yml", ".yaml", ".md", ".lnk", ".ini", ".tmp",
     ".db", ".exe", ".css", ".js", ".ppt", ".pptx", ".mp4"}
)  # fmt: skip  # names, read in a row


@click.command(
    "import",
    cls=Command,
    short_help="把 Word、PDF、网页、文本、Excel 变成数据文件。",
    help="把写好的报告变成数据文件：Word（.docx）、PDF（有文字的）、网页、文本、Excel。一个单位的几个文件一起写，"
    "例如报告和它的附表；写文件夹，就按名称认出里面各单位的文件，一次全部导入。"
    "拿得准的数写进去，后面注明原文；拿不准的写 null，注明“待核对”和各处的写法。已有的数据文件不会被覆盖。"
    "全部写好而且没有要改的，退出码为 0；有待核对、必须改或者没有导入的，为 1；命令写错为 2。",
)
@click.argument("paths", nargs=-1, required=True, metavar="文件或文件夹...", type=click.Path(path_type=Path))
@click.option("--unit", metavar="单位标识", help="是哪个单位的；不写就照文件里和文件名里的单位名称认。")
@click.option("--year", metavar="年度", type=click.IntRange(2000, 2100), help="是哪个年度的；不写就照文件里写的年度。")
@click.option(
    "--output", metavar="文件", type=click.Path(path_type=Path),
    help="写到别处：以 .yml 结尾的是文件，不然是文件夹。不写就是数据文件夹里的“年度/单位标识.yml”。",
)  # fmt: skip  # an option
@root_option
@data_option
def import_document(
    paths: tuple[Path, ...], unit: str | None, year: int | None, output: Path | None, root: Path, data: str | None
) -> None:
    """Read, decide, write, check, and tell; exit with 0, 1 or 2."""
    data = data or examine_settings(root).data
    inventory = take_inventory(root, data)
    chosen = Chosen(root, data, unit, year, output)
    _refuse(chosen, inventory)
    files = list({path.resolve(): (path, name) for path, name in _files(paths)}.values())
    with progress("读文件") as report:
        taken = [*_taken(files, inventory, report)]
    is_named = not any(path.is_dir() for path in paths)
    groups, unassigned = groups_of(with_accounts(taken, unit, year) if is_named else taken, chosen, inventory)
    is_one = is_named and len(groups) <= 1
    outcomes = write_reports(groups, chosen, inventory)
    tell = account_of_one if is_one else account_of_all
    told = []
    for outcome in outcomes:
        told.append(outcome)
        if outcome.begun:
            click.echo(outcome.begun)
        if not is_one:
            click.echo(f"[{len(told)}/{len(groups)}] {outcome.line}")
    click.echo(as_typed(_with_folders("\n".join(tell(told, unassigned, chosen, inventory)), files)))
    sys.exit(_exit_code(told, unassigned))


def _refuse(chosen: Chosen, inventory: Inventory) -> None:
    """Stop where nothing could be written."""
    folder = chosen.root / chosen.data
    if not folder.is_dir():
        raise click.UsageError(f"找不到数据文件夹 {chosen.data}。请在项目的文件夹里运行，或用 --root 指明。")
    if chosen.unit is not None and chosen.unit not in inventory.units:
        raise click.UsageError(f"单位“{one_line(chosen.unit)}”没有在 {chosen.data}/units.yml 登记。先登记，再导入。")
    if not inventory.units:
        raise click.UsageError(f"{chosen.data}/units.yml 里没有可以读的单位。先登记，再导入。")


def _files(paths: tuple[Path, ...]) -> Iterator[tuple[Path, str]]:
    """Every file with the name by which it is told of, and by whose folders its unit may be known."""
    for path in paths:
        if path.is_dir():
            inside = sorted(below for below in path.rglob("*") if below.is_file() and _is_document(below))
            if not inside:
                raise click.UsageError(f"文件夹 {path} 里没有报告的文件。")
            home = path.resolve().name
            yield from ((below, f"{home}/{below.relative_to(path).as_posix()}") for below in inside)
        elif path.suffix.lower() in YAML:
            raise click.UsageError(f"{path} 是数据文件，不用导入。运行 gongkai check {path} 校核它。")
        elif path.is_file():
            yield path, path.name
        else:
            raise click.UsageError(f"找不到 {path}。")


def _with_folders(words: str, files: list[tuple[Path, str]]) -> str:
    """``words`` with every command to import one of the files as it runs from here, with the folder it lies in."""
    for path, name in files:
        words = words.replace(f"gongkai import {name} ", f"gongkai import {shlex.quote(str(path))} ")
    return words


def _is_document(path: Path) -> bool:
    """Whether a file of a folder is to be read; what programs keep open or hidden is not."""
    return not path.name.startswith(("~", ".")) and Path(folded(path.name)).suffix not in _OTHER_FILES


def _taken(files: list[tuple[Path, str]], inventory: Inventory, report: Progress) -> Iterator[TakenFile]:
    for done, (path, name) in enumerate(files, 1):
        yield _take(path, name, inventory)
        report(done, len(files))


def _take(path: Path, name: str, inventory: Inventory) -> TakenFile:
    try:
        content = path.read_bytes()
    except OSError:
        return TakenFile(name, fault="文件打不开，检查文件是否还在，有没有读取的权限")
    return taken_file(name, content, inventory)


def _is_open(draft: Draft | None) -> bool:
    """Whether something of the documents is not written, or not certain."""
    return draft is None or bool(draft.unsure or draft.aside)


def _exit_code(told: list[Outcome], unassigned: Mapping[str, str]) -> int:
    wrong = any(one.fault or one.worst is Level.ERROR or _is_open(one.draft) for one in told)
    return 1 if wrong or unassigned or not told else 0
