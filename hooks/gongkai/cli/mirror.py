"""``gongkai mirror``: a published site in one ZIP, for a library, a newspaper or anybody who wants to keep it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from ..build.faults import words_of
from ..mirror.mirror import EDITION, write_mirror
from ..open_data.sums import SITE
from ..progress import progress
from .command import Command, stop_when_told


@click.command(
    cls=Command,
    short_help="把发布的网站做成一个 ZIP，供保存。",
    help="把发布的网站做成一个 ZIP，供图书馆、报社保存：里面是发布的原样（逐个文件核对校验值）、"
    "不要网页服务器也能看的“离线”一份，和说明 README.txt。"
    "文件不能放在网站的文件夹里；不成功时不留下半个文件，退出码不是 0。",
)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.argument("file", metavar="文件.zip", type=click.Path(path_type=Path))
def mirror(folder: Path, file: Path) -> None:
    """Write the mirror; whatever goes wrong, an earlier one stays as it is."""
    stop_when_told()
    try:
        make_mirror(folder, file)
    except (Exception, KeyboardInterrupt) as error:
        words = words_of_mirror(error)
        if not words:
            raise
        click.echo(f"{words}。", err=True)
        sys.exit(1)


def words_of_mirror(error: BaseException) -> str:
    """Why there is no mirror, without a full stop; "" for a mistake of the program."""
    return "已中断，没有做副本" if isinstance(error, KeyboardInterrupt) else words_of(error).removesuffix("。")


def make_mirror(folder: Path, file: Path) -> None:
    """Write the mirror and say how large it is."""
    with progress("写副本") as report:
        made = write_mirror(_absolute(folder), _absolute(file), report)
    click.echo(
        f"── 副本：{file}，{made.size / 1e6:.1f} MB，SHA-256 {made.checksum}\n"
        f"   {SITE} 是发布的原样，{made.files} 个文件，都和校验值相同\n"
        f"   {EDITION} 是双击 index.html 就能看的一份，{made.pages} 个文件"
    )


def _absolute(path: Path) -> Path:
    """The same name from the root; a link stays one."""
    return Path(os.path.abspath(path))
