"""``gongkai desk``: the clerk's desk without the web, the same built page on this computer, which saves into data/."""

from __future__ import annotations

import errno
import secrets
import sys
import tempfile
from pathlib import Path
from typing import Final

import click

from ..build.faults import FaultError, words_of
from ..build.lock import hold, lock_of, release
from ..build.releases import PublishedSite
from ..build.staging import stage
from ..load.inventory import take_inventory
from ..pages.parts.page import DESK as ADDRESS
from ..settings import DESK, examine_settings, host_environment, turn_on_desk
from .command import Command, root_option, stop_when_told
from .desk_saving import Checkout
from .desk_server import HOST, DeskServer

_PORT: Final = 8010
#: Where the site of the desk is kept from one time to the next, below the project; git does not look there.
_SITE: Final = "build/desk"
_HELP: Final = (
    "在本机打开在线填报，不用网站：和网站上是同一个网页，多一个“保存到 data/”，直接写进项目的数据文件夹。"
    "先照现在的数据生成网站（放在 build/desk/），再写出网址；网址里有口令，只在这台电脑上有用，"
    "不要告诉别人。按 Ctrl+C 结束。"
)
_TAKE: Final = "不生成，用这个已经生成的网站（设置里 desk: true）。"


@click.command(cls=Command, short_help="在本机打开在线填报。", help=_HELP)
@root_option
@click.option("--port", default=_PORT, type=click.IntRange(1, 65535), metavar="端口", help=f"默认 {_PORT}。")
@click.option("--site", metavar="文件夹", type=click.Path(path_type=Path), help=_TAKE)
def desk(root: Path, port: int, site: Path | None) -> None:
    """Take the port, make the site, say the address, and serve until told to stop."""
    stop_when_told()
    try:
        root = root.absolute()
        token = secrets.token_urlsafe(32)
        checkout = _checkout(root)
        with _server(port, site.absolute() if site else root / _SITE, checkout, token) as server:
            _refuse_other_site(site) if site else _make_site(root)
            click.echo(f"── 在线填报：http://{HOST}:{server.server_port}/{ADDRESS}#{token}")
            click.echo("   把这个网址整个复制到浏览器里；“保存到 data/”写进项目的数据文件夹。按 Ctrl+C 结束。")
            server.serve_forever()
    except KeyboardInterrupt:
        click.echo("── 已结束。")
    except Exception as error:
        if not (words := words_of(error)):
            raise
        click.echo(f"{words.removesuffix('。')}。", err=True)
        sys.exit(1)
    finally:
        release()


def _checkout(root: Path) -> Checkout:
    """The project's data folder, if there is one that can be written to."""
    settings = examine_settings(root)
    units = take_inventory(root, settings.data).units if (root / settings.data).is_dir() else {}
    if not units:
        cure = "在项目的文件夹里运行，或者用 --root 指明，例如 gongkai desk --root /home/jixiao"
        raise FaultError(f"{root} 不是项目的文件夹：没有 {settings.data}/units.yml，或者里面没有单位。怎么改：{cure}")
    with tempfile.TemporaryFile(dir=root / settings.data):  # a folder that cannot be written to says so now
        return Checkout(root, settings.data, frozenset(units))


def _server(port: int, site: Path, checkout: Checkout, token: str) -> DeskServer:
    try:
        return DeskServer(port, site, checkout, token)
    except OSError as error:
        other = f"例如 gongkai desk --port {port + 1 if port < 65535 else _PORT}"
        if error.errno == errno.EADDRINUSE:
            fact = f"端口 {port} 已经有程序在用，多半是另一个 gongkai desk 还开着"
            raise FaultError(f"{fact}。怎么改：关掉那一个，或者换一个端口，{other}") from None
        if error.errno in {errno.EACCES, errno.EPERM}:
            fact = f"没有权限用端口 {port}（1024 以下的要管理员）"
            raise FaultError(f"{fact}。怎么改：换一个，例如 gongkai desk --port {_PORT}") from None
        raise


def _refuse_other_site(site: Path) -> None:
    if not (site / ADDRESS / "index.html").is_file():
        cure = "去掉 --site，由程序生成；或者在 mkdocs.yml 写 desk: true，重新生成这个网站"
        raise FaultError(f"{site} 里没有在线填报（{ADDRESS}index.html）。怎么改：{cure}")


def _make_site(root: Path) -> None:
    """Build the site with the desk beside the last one, and put it in its place."""
    turn_on_desk()
    settings = examine_settings(root)
    if not settings.desk:
        example = f"desk: !ENV [{DESK}, false]"
        raise FaultError(f"设置里关着在线填报。怎么改：在 mkdocs.yml 的 gongkai 下面写 {example}，公开的网站不变")
    published = PublishedSite(root / _SITE, is_plain=True)
    published.folder.parent.mkdir(exist_ok=True)
    hold(lock_of(published.folder), _SITE)
    click.echo("── 照现在的数据生成网站", err=True)
    published.begin()
    if stage(published, root, host_environment(root, settings.data), lenient=True):
        raise FaultError("网站没有生成，原因见上面。怎么改：照上面的改好，再运行一次")
    published.swap_in()
    published.clear(0)
    release()
