"""``gongkai publish``: builds beside what is published, and puts it in its place as a whole or not at all."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click

from ..build.check_folder import CheckResult, check_folder
from ..build.compressed import compress_texts
from ..build.faults import FaultError, words_of
from ..build.lock import hold, lock_of, release
from ..build.modes import make_readable
from ..build.releases import FEWEST, PublishedSite, settle
from ..build.staging import is_same, stage
from ..load.dates import day_of
from ..mirror.mirror import refuse_target
from ..model.problem import Level
from ..open_data.sums import CHAIN
from ..progress import progress
from ..settings import PREVIEW, Settings, examine_settings, host_environment
from .audit import refuse_faulty
from .command import Command, root_option, stop_when_told
from .formats import text
from .look_back import look_back
from .mirror import make_mirror, words_of_mirror
from .record import Record, find_record, record_back

MIRROR = "发布以后再把它做成一个 ZIP，放在网站的文件夹外面，见 gongkai mirror。"
AFTER = (
    "接着哪一次发布：文件夹、网址、ZIP 或者存下的 chain.json；写 site_url 就是设置的网址；可以写几次，以最后的为准。"
)
JOIN = "先合起别处生成的各份（GONGKAI_PART），只生成其余的；写放着各份的文件夹，可以写几次。"


@dataclass(frozen=True, slots=True)
class Options:
    """What the operator has asked for; see ``gongkai publish --help``."""

    plain: bool
    anyway: bool
    keep: int
    join: tuple[Path, ...]
    first: bool
    after: tuple[str, ...]
    base: str | None
    local: bool
    compress: bool
    mirror: Path | None
    back: bool


@click.command(
    cls=Command,
    short_help="生成网站，核对以后一次换上去。",
    help="生成网站，核对以后一次换上去：读者看到的总是完整的一版，新的或旧的。不成功时原来公开的不动，退出码不是 0。"
    "文件夹是给网页服务器的链接，各版放在旁边的“文件夹.releases”里；说明见 docs/guide/publish.md。",
)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@root_option
@click.option("--plain", is_flag=True, help="换的是普通文件夹，不是链接；不留旧版。")
@click.option("--anyway", is_flag=True, help="有必须改的也发布：出错的报告写“数据核实中”，其余照常。")
@click.option("--keep", default=5, type=click.IntRange(FEWEST), metavar="数目", help="留几版，默认 5，最少 2。")
@click.option("--join", multiple=True, metavar="文件夹", type=click.Path(path_type=Path), help=JOIN)
@click.option("--first", is_flag=True, help="第一次发布：从这里开始发布链（chain.json）。")
@click.option("--after", multiple=True, metavar="位置", help=AFTER)
@click.option("--base", metavar="提交", help="仓库里没有上一次发布的提交时，写与哪一个提交比较。")
@click.option("--local", is_flag=True, help="只在自己机器上看：不记进发布链，不与上一次发布比较。")
@click.option("--compress", is_flag=True, help="旁边放一份压缩好的（.gz），网页服务器直接给读者。")
@click.option("--mirror", metavar="文件.zip", type=click.Path(path_type=Path), help=MIRROR)
@click.option("--back", is_flag=True, help="退回上一版，不生成。")
def publish(folder: Path, root: Path, **options: Any) -> None:
    """Build, check, look over, swap in; whatever goes wrong, what was published stays as it is."""
    stop_when_told()
    asked = Options(**options)
    root, published = root.absolute(), PublishedSite(Path(os.path.abspath(folder)), asked.plain)
    try:
        settings = _refuse(published, root)
        if asked.mirror:
            refuse_target(asked.mirror.absolute(), published.folder)
            _refuse_source(asked.mirror.absolute(), root, settings)
        hold(lock_of(published.folder), str(folder))
        if asked.back:
            name = published.back(partial(record_back, published, settings))
            click.echo(f"已退回 {name}。再次发布时，退掉的那几版会删除。")
        else:
            published.begin()
            _publish(published, root, asked, _look_back(published, root, settings, asked))
        if asked.mirror:
            _mirror(published.folder, asked.mirror)
    except (Exception, KeyboardInterrupt) as error:
        words = "已中断" if isinstance(error, KeyboardInterrupt) else words_of(error)
        if not words:
            raise
        click.echo(f"{words}。原来公开的没有动。" if not words.endswith("。") else words, err=True)
        sys.exit(1)
    finally:
        release()


def _mirror(folder: Path, target: Path) -> None:
    """Keep a copy of what was published; that is not undone if there can be none."""
    try:
        make_mirror(folder, target)
    except (Exception, KeyboardInterrupt) as error:
        if not (words := words_of_mirror(error)):
            raise
        again = f"只做副本：gongkai mirror '{folder}' '{target}'"
        raise FaultError(f"网站已经发布，只是副本没有做成：{words}。{again}。") from None


def _refuse_source(path: Path, root: Path, settings: Settings) -> None:
    """A place that is, holds or belongs to what the site is built from is none for what is published."""
    root, place = root.resolve(), path.parent.resolve() / path.name
    sources = (root / name for name in ("docs", "hooks", settings.data))
    within = place.relative_to(root).parts if place.is_relative_to(root) else ()
    is_hidden = any(part.startswith(".") for part in within)
    if root.is_relative_to(place) or is_hidden or any(place.is_relative_to(source) for source in sources):
        example = "/srv/副本/jixiao.zip" if path.suffix == ".zip" else "/var/www/jixiao"
        raise FaultError(f"{place} 是项目本身的文件夹，不能发布到这里。怎么改：换一个，例如 {example}")


def _refuse(published: PublishedSite, root: Path) -> Settings:
    """Refuse a folder of the project itself, and a build that is not all of the site; the settings."""
    settings = examine_settings(root)
    _refuse_source(published.folder, root, settings)
    if settings.preview:
        cure = "运行 unset GONGKAI_PREVIEW（写在设置里的就删掉 preview），再运行一次"
        raise FaultError(f"{PREVIEW}怎么改：{cure}")
    if settings.part:
        cure = "运行 unset GONGKAI_PART（写在设置里的就删掉 part），再运行一次；要合起各份，加 --join"
        raise FaultError(f"只生成第 {settings.part} 份，不能发布。怎么改：{cure}")
    return settings


def _look_back(published: PublishedSite, root: Path, settings: Settings, asked: Options) -> Record | None:
    """What this publication goes on from, if nothing speaks against it; None where it is not one."""
    if not asked.local:
        record = find_record(published, settings, after=asked.after, first=asked.first)
        look_back(root, settings.data, record.before[-1] if record.before else None, asked.base)
        return record
    if published.present and published.present.state(CHAIN):
        cure = "去掉 --local，或者换一个文件夹；里面的不要了，就先把它删掉"
        raise FaultError(f"{published.folder} 是发布过的网站，--local 会丢掉它的发布链。怎么改：{cure}")
    return None


def _publish(published: PublishedSite, root: Path, asked: Options, record: Record | None) -> None:
    click.echo("── 生成网站", err=True)
    environment = host_environment(root, examine_settings(root).data)
    ended = stage(published, root, environment, lenient=asked.anyway, parts=asked.join)
    click.echo("── 校核数据", err=True)
    is_right, is_data = _check(root)
    if ended or not (is_right or asked.anyway):
        shutil.rmtree(published.staged.root, ignore_errors=True)
        published.clear(asked.keep)
        cure = "；有必须改的也要发布，加 --anyway" if is_data and not asked.anyway else ""
        click.echo(f"没有发布，原来公开的没有动。原因见上面{cure}。", err=True)
        sys.exit(1)
    refuse_faulty(published, root, asked.keep)
    before = published.present
    if asked.compress:
        click.echo("── 压缩网页和数据文件", err=True)
        compress_texts(published.staged.root, before.root if before else None)
    is_known = before is not None and before.finished and published.is_in_form
    if before and is_known and (not record or record.is_in(before)) and is_same(published.staged.root, before.root):
        shutil.rmtree(published.staged.root)
        published.clear(asked.keep)
        click.echo(f"── 完成：与公开的完全相同，没有换：{published.folder}")
        return
    if record:
        record.add(published.staged)
    make_readable(published.staged.root)
    settle(published.staged.root)
    gap = published.swap_in()
    published.clear(asked.keep, before.root.name if before else "")
    click.echo("这个系统不能一次交换两个文件夹，刚才有一瞬间没有网站；以后换链接不会这样。" if gap else "", nl=gap)
    click.echo(f"── 完成：{published.folder / 'index.html'}")


def _check(root: Path) -> tuple[bool, bool]:
    """Report all problems; whether nothing must be mended, and whether what must is in the data alone."""
    settings = examine_settings(root)
    with progress("校核报告") as report:
        found = check_folder(root, settings.data, progress=report, today=day_of(settings.timestamp))
    problems = (*found.problems, *settings.problems)
    click.echo(text(CheckResult(found.files, problems)), nl=False)
    wrong, of_settings = (
        any(problem.level is Level.ERROR for problem in some) for some in (found.problems, settings.problems)
    )
    return not (wrong or of_settings), wrong and not of_settings
