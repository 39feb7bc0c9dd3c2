"""``gongkai audit``: looks a finished folder over before anybody reads it, and lists everything that is wrong."""

from __future__ import annotations

import gc
import shutil
import sys
import time
from itertools import groupby
from pathlib import Path
from typing import Final

import click

from ..audit.audit import Audit, audit_folder
from ..audit.fault import CURES
from ..build.faults import FaultError
from ..build.releases import PublishedSite
from ..progress import progress
from ..settings import examine_settings
from .command import Command, root_option

#: Faults that are listed of each group.
_MOST: Final = 50


@click.command(
    cls=Command,
    short_help="核对生成好的网站：页面、链接、数字都与数据相同。",
    help="核对生成好的网站：数据说有的页面、文件、锚点、链接和数字都在，没有多出来的；每份报告网页上的数字读回来与数据相同；"
    "没有别处的脚本和样式。有不对的一条一条列出来，退出码是 1。要证明别人的一份和数据生成的一字不差，加 --whole。"
    "说明见 docs/guide/publish.md。",
)
@click.argument("folder", metavar="文件夹", type=click.Path(exists=True, file_okay=False, path_type=Path))
@root_option
@click.option("--whole", is_flag=True, help="再把整个网站重新生成一遍，逐个字节比较：和生成一样久。")
def audit(folder: Path, root: Path, *, whole: bool) -> None:
    """Look everything over; 0 where all is right."""
    try:
        is_right = run_audit(folder, root.absolute(), whole=whole)
    except FaultError as error:
        click.echo(f"没有核对完：{error}", err=True)
        sys.exit(1)
    if not is_right:
        sys.exit(1)


def run_audit(folder: Path, root: Path, *, fresh: bool = True, whole: bool = False) -> bool:
    """Audit a folder and report what was found; whether all is right.

    Args:
        folder: the finished site.
        root: the project that it was built from.
        fresh: look at everything, whatever was found in order before.
        whole: besides, build the whole site once more and compare every byte.
    """
    begun = time.monotonic()
    gc.freeze()  # what is there already lives as long as the audit, which need not look through it again and again
    with progress("核对网站") as report:
        found = audit_folder(folder, examine_settings(root), fresh=fresh, whole=whole, progress=report)
    click.echo(words_of(found, time.monotonic() - begun), err=True)
    return not found.faults


def refuse_faulty(published: PublishedSite, root: Path, keep: int) -> None:
    """Audit what was staged, but for units that have not changed since they were in order; stop where it is faulty.

    Raises:
        FaultError: something is wrong; what was staged is gone.
    """
    click.echo("── 核对网站", err=True)
    if not run_audit(published.staged.root, root, fresh=False):
        shutil.rmtree(published.staged.root, ignore_errors=True)
        published.clear(keep)
        raise FaultError("没有发布：生成的网站有上面列出的不对的地方")


def words_of(found: Audit, seconds: float) -> str:
    """Every fault by group with what to do, and what was looked at."""
    lines: list[str] = []
    for group, faults in groupby(found.faults, key=lambda fault: fault.group):
        of_group = list(faults)
        lines.append(f"{group.value}：{len(of_group)} 处不对")
        lines += [f"  {fault}" for fault in of_group[:_MOST]]
        lines += [f"  另有 {len(of_group) - _MOST} 处"] * (len(of_group) > _MOST)
        lines.append(f"  怎么改：{CURES[group]}")
    counts = found.counts
    looked = "、".join(f"{counts.get(name, 0):,} 个{name}" for name in ("文件", "页面", "链接", "锚点", "数字"))
    same = [f"{n} {what}" for n, what in ((found.known, "组单位"), (found.known_files, "个别的页面和文件")) if n]
    more = f"；其中 {'和 '.join(same)}从上次核对以来没有变，没有再看" if same else ""
    again = f"；{counts['再生成']} 份报告又生成了一遍来比较" if counts.get("再生成") else ""
    verdict = f"有 {len(found.faults)} 处不对" if found.faults else "都对"
    lines.append(f"── 核对了 {looked}：{verdict}{more}{again}；{seconds:.1f} 秒")
    return "\n".join(lines)
