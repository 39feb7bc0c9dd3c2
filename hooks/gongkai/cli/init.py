"""``gongkai init``: a bureau's own repository, without anybody's data. ``gongkai upgrade``: its next version."""

from __future__ import annotations

import shutil
from datetime import date
from os.path import abspath
from pathlib import Path
from typing import Final

import click

from ..build.faults import FaultError
from ..model.problem import Level
from ..settings import examine_settings
from .command import Command, root_option, stop_when_told
from .first_files import LOGO_KINDS, write_first_files
from .new_year import write_schemas
from .program_files import (
    ProgramVersion,
    commit_program,
    fetched,
    git,
    last_version,
    name_of_version,
    own_checkout,
    read_version,
    try_git,
)

_OUTLINES: Final = "hooks/gongkai/outlines/"
_NAME: Final = "预算绩效公开"
_TAG_HELP: Final = "程序的哪一个版本，如 v0.2.0；默认是最新的标签。"


@click.command(
    "init",
    cls=Command,
    short_help="为一个地区新建网站的仓库。",
    help="为一个地区新建网站的仓库：程序、自己的设置、空的数据、检查和发布的流程，并做好第一次提交。",
)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--name", metavar="站名", default=_NAME, help="网站的名称，如 某某区预算绩效公开。")
@click.option("--publisher", metavar="单位", help="发布数据的单位全称，写进下载文件和订阅。")
@click.option("--url", metavar="网址", help="发布以后的网址；还没有就以后写进 mkdocs.yml。")
@click.option(
    "--logo", metavar="图片", type=click.Path(path_type=Path), help="站名旁边的图标：SVG、PNG、JPEG 或 WebP。"
)
@click.option("--colour", metavar="颜色", help="主色，写成 '#1d4f91' 这样的六位。")
@click.option("--outline", metavar="提纲", default="湖南2022", help="报告的提纲：湖南2022（默认）或 湖南2016。")
@click.option("--year", metavar="年度", type=click.IntRange(2000, 2100), help="第一个年度，默认为去年。")
@click.option("--branch", metavar="分支", default="main", help="默认分支的名称，默认为 main。")
@click.option("--tag", metavar="版本", help=_TAG_HELP)
def init(
    folder: Path, name: str, publisher: str | None, url: str | None, logo: Path | None, colour: str | None,
    outline: str, year: int | None, branch: str, tag: str | None,
) -> None:  # fmt: skip  # one line for each of the command's options
    """Write the repository beside, and put it in its place as a whole."""
    stop_when_told()
    folder = Path(abspath(folder))
    _refuse_place(folder)
    _refuse_logo(logo)
    _refuse_nobody(folder)
    if try_git(_above(folder), "check-ref-format", "--branch", branch).returncode:
        raise FaultError(f"“{branch}”不能作分支的名称。例：--branch main")
    version = read_version(own_checkout(), tag)
    _refuse_outline(version, outline)
    said = {"site_name": name, "publisher": publisher, "site_url": url, "colour": colour}
    settings = {key: value for key, value in said.items() if value}
    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        _begin(beside, branch, version)
        write_first_files(beside, settings, logo, outline, year or date.today().year - 1)
        _commit_first(beside)
        beside.replace(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    _tell(folder, version)


def _begin(folder: Path, branch: str, version: ProgramVersion) -> None:
    git(folder, "init", "--quiet", "--template=", f"--initial-branch={branch}")
    git(folder, "config", "core.autocrlf", "false")  # the same bytes for the same commit
    git(folder, "reset", "--quiet", "--hard", commit_program(folder, version))


def _commit_first(folder: Path) -> None:
    """Commit what is the bureau's own, if its settings can be followed."""
    wrong = [problem for problem in examine_settings(folder).problems if problem.level is Level.ERROR]
    if wrong:
        listed = (f"{problem.message}。怎么改：{problem.cure}。例：{problem.example}" for problem in wrong)
        raise FaultError("\n".join(["没有新建，给的设置不能用：", *listed]))
    write_schemas(folder, "data")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", "--message=建站：自己的设置，空的数据")


def _tell(folder: Path, version: ProgramVersion) -> None:
    if not version.is_tagged:
        click.echo(
            f"{version.name} 没有版本标签，以后说不清用的是哪一版；要带版本的，先在程序的仓库里运行 git fetch --tags。"
        )
    click.echo(f"已新建 {folder}：程序 {version.name}，自己的设置，空的数据，已经提交。接下来：")
    click.echo(f"  cd '{folder}'")
    click.echo("  make site        # 现在就能生成，网站上还没有单位")
    click.echo("  编辑 data/units.yml 登记单位，编辑 mkdocs.yml 写网址和页脚；其余见 docs/guide/bureau.md")


def _above(folder: Path) -> Path:
    """The nearest folder above that exists."""
    return next(parent for parent in folder.parents if parent.is_dir())


def _refuse_place(folder: Path) -> None:
    """Nothing is written into what is somebody's already."""
    other = f"怎么改：换一个还没有的文件夹，例：gongkai init ../{folder.name}-wangzhan"
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FaultError(f"{folder} 已经有了，不是文件夹，没有动它。{other}")
    if folder.is_dir() and any(folder.iterdir()):
        raise FaultError(f"{folder} 已经有了，里面有别的东西，没有动它。{other}")
    around = try_git(_above(folder), "rev-parse", "--show-toplevel").stdout.strip()
    if around:
        raise FaultError(
            f"{folder} 在另一个仓库 {around} 里面，两个仓库会混在一起。"
            f"怎么改：换一个不在仓库里的文件夹，例：gongkai init {Path(around).parent / folder.name}"
        )


def _refuse_logo(logo: Path | None) -> None:
    if logo is not None and not logo.is_file():
        raise FaultError(f"没有图片 {logo}。怎么改：检查文件名，从现在所在的文件夹写起")
    if logo is not None and logo.suffix.lower() not in LOGO_KINDS:
        raise FaultError(f"{logo.name} 不能作图标。怎么改：换成 {'、'.join(sorted(LOGO_KINDS))} 结尾的图片")


def _refuse_nobody(folder: Path) -> None:
    """Git commits for somebody; it makes a name up where it is not told one."""
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if try_git(_above(folder), "-c", "user.useConfigOnly=true", "var", who).returncode:
            raise FaultError(
                "git 不知道提交的人是谁。怎么改：先运行 git config --global user.name 姓名，"
                "再运行 git config --global user.email 邮箱，然后照样再运行一次"
            )


def _refuse_outline(version: ProgramVersion, outline: str) -> None:
    names = [Path(file.path).stem for file in version.files if file.path.startswith(_OUTLINES)]
    if outline not in names:
        raise FaultError(
            f"没有提纲“{outline}”。自带的有 {'、'.join(sorted(names))}。"
            "怎么改：先选一个相近的，建好以后在 data/提纲/ 里写自己的"
        )


@click.command(
    cls=Command,
    short_help="把程序换成新的版本，不动数据。",
    help="把程序换成新的版本，不动数据：来源是程序仓库的网址或文件夹。在 gongkai init 建的仓库里运行。",
)
@click.argument("source", metavar="来源")
@click.option("--tag", metavar="版本", help=_TAG_HELP)
@root_option
def upgrade(source: str, tag: str | None, root: Path) -> None:
    """Merge the next version; git keeps what the bureau has changed of the program, or asks."""
    root = root.resolve()
    if git(root, "status", "--porcelain"):
        raise FaultError("有没有提交的改动。怎么改：先 git add 和 git commit，或者收起来（git stash），再运行一次")
    _refuse_nobody(root / "x")
    if not (before := last_version(root)):
        raise FaultError(
            "这个仓库不是 gongkai init 建的，找不到它现在的版本。"
            "怎么改：复刻来的，用平台上的同步，或者 git merge 程序的标签；见 docs/guide/bureau.md"
        )
    with fetched(source, tag) as repository:
        version = read_version(repository, tag)
    name = name_of_version(root, before)
    if git(root, "rev-parse", f"{before}^{{tree}}") == _tree_of(commit := commit_program(root, version, before), root):
        click.echo(f"已经是 {name}，没有要换的。")
        return
    _merge(root, commit, name, version.name)


def _tree_of(commit: str, root: Path) -> str:
    return git(root, "rev-parse", f"{commit}^{{tree}}")


def _merge(root: Path, commit: str, old: str, new: str) -> None:
    message = f"--message=把程序从 {old} 换成 {new}"
    if try_git(root, "merge", "--no-ff", "--no-verify", "--quiet", message, commit).returncode:
        files = git(root, "diff", "--name-only", "--diff-filter=U")
        if not files:
            raise FaultError("git merge 没有做成。怎么改：运行 git merge --abort，再运行 git status 看原因")
        listed = "、".join(files.splitlines())
        raise FaultError(
            f"{new} 和自己改过的地方有冲突：{listed}。怎么改：编辑这些文件，删掉 <<<<<<<、=======、>>>>>>> 三行标记，"
            "留下要的内容，再运行 git add -A 和 git commit --no-edit；不换了，运行 git merge --abort"
        )
    click.echo(f"程序已从 {old} 换成 {new}，data/ 没有动，已经提交。接下来运行 make site 看一看，再推送。")
    click.echo("推送以后经过合并请求的，不要选“压缩合并”（squash）：下一次要靠这次的记录。")
