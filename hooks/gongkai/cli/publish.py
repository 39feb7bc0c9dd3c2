"""``gongkai publish``: builds beside what is published, and puts it in its place as a whole or not at all."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ..build.check_folder import CheckResult, check_folder
from ..build.faults import FaultError, words_of
from ..build.lock import hold, lock_of, release
from ..build.releases import FEWEST, PublishedSite, make_readable, settle
from ..build.staging import is_same, stage
from ..model.problem import Level
from ..progress import progress
from ..settings import PREVIEW, examine_settings, host_environment
from .audit import refuse_faulty
from .command import Command, root_option
from .formats import text

JOIN = "先合起别处生成的各份（GONGKAI_PART），只生成其余的；写放着各份的文件夹，可以写几次。"


@click.command(
    cls=Command,
    help="生成网站，核对以后一次换上去：读者看到的总是完整的一版，新的或旧的。不成功时原来公开的不动，退出码不是 0。"
    "文件夹是给网页服务器的链接，各版放在旁边的“文件夹.releases”里；说明见 docs/guide/publish.md。",
)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@root_option
@click.option("--plain", is_flag=True, help="换的是普通文件夹，不是链接；不留旧版。")
@click.option("--anyway", is_flag=True, help="有必须改的也发布：出错的报告写“数据核实中”，其余照常。")
@click.option("--keep", default=5, type=click.IntRange(FEWEST), metavar="数目", help="留几版，默认 5，最少 2。")
@click.option("--join", multiple=True, metavar="文件夹", type=click.Path(path_type=Path), help=JOIN)
@click.option("--back", is_flag=True, help="退回上一版，不生成。")
def publish(folder: Path, root: Path, plain: bool, anyway: bool, keep: int, join: tuple[Path, ...], back: bool) -> None:
    """Build, check, look over, swap in; whatever goes wrong, what was published stays as it is."""
    for name in ("SIGTERM", "SIGHUP"):  # a closed terminal; under nohup that is ignored
        which = getattr(signal, name, None)
        if which and signal.getsignal(which) is not signal.SIG_IGN:
            signal.signal(which, _interrupt)
    root, published = root.absolute(), PublishedSite(Path(os.path.abspath(folder)), plain)
    try:
        _refuse(published, root)
        hold(lock_of(published.folder), str(folder))
        if back:
            click.echo(f"已退回 {published.back()}。再次发布时，退掉的那几版会删除。")
        else:
            published.begin()
            _publish(published, root, anyway=anyway, keep=keep, parts=join)
    except (Exception, KeyboardInterrupt) as error:
        words = "已中断" if isinstance(error, KeyboardInterrupt) else words_of(error)
        if not words:
            raise
        click.echo(f"{words}。原来公开的没有动。" if not words.endswith("。") else words, err=True)
        sys.exit(1)
    finally:
        release()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _refuse(published: PublishedSite, root: Path) -> None:
    """A folder that is, holds or belongs to what the site is built from is no place for it."""
    folder, settings = published.folder.parent.resolve() / published.folder.name, examine_settings(root)
    root = root.resolve()
    sources = (root / name for name in ("docs", "hooks", settings.data))
    within = folder.relative_to(root).parts if folder.is_relative_to(root) else ()
    is_hidden = any(part.startswith(".") for part in within)
    if root.is_relative_to(folder) or is_hidden or any(folder.is_relative_to(source) for source in sources):
        raise FaultError(f"{folder} 是项目本身的文件夹，不能发布到这里。怎么改：换一个，例如 /var/www/jixiao")
    if settings.preview:
        cure = "运行 unset GONGKAI_PREVIEW（写在设置里的就删掉 preview），再运行一次"
        raise FaultError(f"{PREVIEW}怎么改：{cure}")
    if settings.part:
        cure = "运行 unset GONGKAI_PART（写在设置里的就删掉 part），再运行一次；要合起各份，加 --join"
        raise FaultError(f"只生成第 {settings.part} 份，不能发布。怎么改：{cure}")


def _publish(published: PublishedSite, root: Path, *, anyway: bool, keep: int, parts: Sequence[Path]) -> None:
    click.echo("── 生成网站", err=True)
    ended = stage(published, root, host_environment(root), lenient=anyway, parts=parts)
    click.echo("── 校核数据", err=True)
    is_right, is_data = _check(root)
    if ended or not (is_right or anyway):
        shutil.rmtree(published.staged.root, ignore_errors=True)
        published.clear(keep)
        cure = "；有必须改的也要发布，加 --anyway" if is_data and not anyway else ""
        click.echo(f"没有发布，原来公开的没有动。原因见上面{cure}。", err=True)
        sys.exit(1)
    refuse_faulty(published, root, keep)
    before = published.present
    if before and before.finished and published.is_in_form and is_same(published.staged.root, before.root):
        shutil.rmtree(published.staged.root)
        published.clear(keep)
        click.echo(f"── 完成：与公开的完全相同，没有换：{published.folder}")
        return
    make_readable(published.staged.root)
    settle(published.staged.root)
    gap = published.swap_in()
    published.clear(keep, before.root.name if before else "")
    click.echo("这个系统不能一次交换两个文件夹，刚才有一瞬间没有网站；以后换链接不会这样。" if gap else "", nl=gap)
    click.echo(f"── 完成：{published.folder / 'index.html'}")


def _check(root: Path) -> tuple[bool, bool]:
    """Report all problems; whether nothing must be mended, and whether what must is in the data alone."""
    settings = examine_settings(root)
    with progress("校核报告") as report:
        found = check_folder(root, settings.data, progress=report)
    problems = (*found.problems, *settings.problems)
    click.echo(text(CheckResult(found.files, problems)), nl=False)
    wrong, of_settings = (
        any(problem.level is Level.ERROR for problem in some) for some in (found.problems, settings.problems)
    )
    return not (wrong or of_settings), wrong and not of_settings
