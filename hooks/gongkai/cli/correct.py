"""``gongkai correct``: writes the 更正 or 变更 that a change after publication needs, for a person to explain."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, Final

import click

from ..build.check_folder import CheckResult
from ..desk.correction import needed_entry
from ..desk.entry_text import Edit, added_facts, with_edits
from ..desk.file_content import FileContent, read_content
from ..guard.repository import ComparisonError, Repository
from ..load.dates import day_of
from ..load.source import read_source
from ..load.yaml_text import parse_yaml
from ..model.changed import changed_files, changed_values, needs_explaining
from ..model.correction import ChangedValue
from ..model.disclosure import State
from ..model.lineage import changed_successors
from ..model.problem import KeyPath
from ..settings import examine_settings
from .command import Command, as_typed, data_option, root_option
from .formats import text as problems_text
from .published_version import Version, base_of, data_digest, published_branch, versions_of

#: States in which readers see the figures, or have seen them.
_PUBLIC: Final = frozenset({State.PUBLISHED, State.UNDER_REVIEW})
#: What is public in the last commit alone; compared with it, a correction would be asked for that nobody needs.
_NOT_MERGED: Final = (
    "上一次提交里写着公开，公开的分支 {branch} 上还没有：合并以前怎么改都可以。"
    "看合并请求会问什么，运行 gongkai check --base {branch} {name}；其实已经合并了的，先运行 git fetch，再来一次"
)
#: More values than this are counted instead of listed.
_LISTED: Final = 20


@click.command(
    cls=Command,
    short_help="已公开的内容改了以后，写出更正。",
    help="已公开的内容改了以后，写出更正（units.yml 和 _year.yml 写变更）：逐项写明原来和现在，内容和原因留给经办人写。"
    "文件里别的内容和注释不动；再运行一次，更新还没有合并的那一条。",
)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@root_option
@data_option
@click.option("--base", metavar="版本", help="公开的版本（git 的分支或提交），默认为 main 分支。")
def correct(file: Path, root: Path, data: str | None, base: str | None) -> None:
    """Compare with the version that is public, write the entry, and say what is to be done next."""
    settings = examine_settings(root)
    folder, path = (root / (data or settings.data)).resolve(), file.resolve()
    if not file.is_file():
        raise click.UsageError(f"找不到 {file}。")
    if not path.is_relative_to(folder) or path.suffix != ".yml":
        raise click.UsageError(f"{file} 不是数据文件夹 {folder.name} 里的数据文件。")
    name = path.relative_to(root.resolve()).as_posix()
    source = read_source(path, name)
    now = read_content(source.text, name) if source.text is not None else FileContent(problems=source.problems)
    if now.problems or source.text is None:
        click.echo(problems_text(CheckResult((name,), now.problems)))
        click.echo("先改好上面列出的，再运行一次 gongkai correct。", err=True)
        sys.exit(1)
    try:
        with Repository(root) as repository:
            edits = _found_edits(repository, base, name, source.text, now, day_of(settings.timestamp))
    except ComparisonError as error:
        raise click.UsageError(str(error)) from None
    if edits:
        text = with_edits(source.text, edits)
        _write(path, text)
        step = _next_step(read_content(text, name), name)
        click.echo(as_typed(f"接着做：{step}运行 gongkai check --base HEAD {name}"))


def _next_step(content: FileContent, name: str) -> str:
    """What is left to write, where anything is."""
    entries = (entry for entries in content.entries.values() for entry in entries if isinstance(entry, dict))
    is_open = any(entry.get(key) is None for entry in entries for key in ("内容", "原因"))
    return f"打开 {name}，把 null 换成真实的内容和原因；再" if is_open else "内容和原因还对的，"


def _found_edits(
    repository: Repository, base: str | None, name: str, text: str, now: FileContent, today: date
) -> list[Edit]:
    compared = base_of(repository, base)
    found = _public_version(repository, compared, name)
    if found is None:
        click.echo(f"{name} 还没有公开过，直接改就可以，不用写更正。")
        if base is None and (branch := published_branch(repository)) and _is_public_here(repository, name):
            click.echo(as_typed(_NOT_MERGED.format(branch=branch, name=name)))
        return []
    return list(_edits(repository, name, text, (*found, now), today))


def _is_public_here(repository: Repository, name: str) -> bool:
    """Whether the last commit has the report as public, though the branch of the public site has not."""
    head = repository.find_head()
    return head is not None and _public_version(repository, head, name) is not None


def _public_version(repository: Repository, base: str, name: str) -> tuple[Version, FileContent] | None:
    """The last version that readers could see."""
    for version in versions_of(repository, base, name):
        found = read_content(version.text, name)
        if found.records and found.state in {None, *_PUBLIC}:
            return version, found
    return None


def _edits(
    repository: Repository, name: str, text: str, compared: tuple[Version, FileContent, FileContent], today: date
) -> Iterator[Edit]:
    """What is to be written, told on the way."""
    version, before, now = compared
    if now.state is State.WITHDRAWN:
        yield from _withdrawn(text, name, version, today)
        return
    told, digest = 0, data_digest(name, version) if before.state is State.PUBLISHED else ""
    for path, record in now.records.items():
        if path not in before.records:
            continue  # a new unit
        changed = changed_values(before.records[path], record)
        changed += _attachments(repository, name, version, before, now)
        changed += changed_successors(before.units, now.units, str(path[0]))
        needed = [value for value in changed if needs_explaining(value)]
        entries = (len(before.entries[path]), now.entries[path])
        if edits := list(_entry(text, name, path, needed, entries, today, digest)):
            told += 1
            yield from edits
    if not told:
        words = (
            "要写的更正都已经写好；改回原样的，请把它那一条删去"
            if any(_new(before, now))
            else "与公开的版本比较，没有要写更正的改动"
        )
        click.echo(f"{words}（公开的版本：{version.commit[:10]}）。")


def _new(before: FileContent, now: FileContent) -> Iterator[Any]:
    """The entries that are not public yet."""
    for path, entries in now.entries.items():
        yield from entries[len(before.entries.get(path, ())) :]


def _entry(
    text: str,
    name: str,
    path: KeyPath,
    needed: list[ChangedValue],
    entries: tuple[int, Sequence[Any]],
    today: date,
    digest: str = "",
) -> Iterator[Edit]:
    """A new entry, or the last one that is not public yet, with what the others do not name already.

    Of the ``entries`` so many are public, and these are there now.
    """
    found, what = (
        needed_entry(text, name, path, needed, entries, today, digest),
        f"{name} 的“{'.'.join(map(str, path))}”",
    )
    if found is None:
        return
    if found.is_new:
        click.echo(f"在 {what}末尾写了一条，{len(found.values)} 处改动：")
    else:
        click.echo(
            f"更新了 {what}第{found.at + 1}条，现在有 {len(found.values)} 处改动；"
            "已写的内容和原因没有动，请核对还对不对："
        )
    yield from found.edits
    for value in found.values[:_LISTED]:
        click.echo(f"  {value.item}：{_shown(value.before)} → {_shown(value.after)}")
    if len(found.values) > _LISTED:
        click.echo(f"  另有 {len(found.values) - _LISTED} 处，见文件")


def _shown(text: str | None) -> str:
    return "未公开" if text is None else text


def _attachments(
    repository: Repository, name: str, version: Version, before: FileContent, now: FileContent
) -> tuple[ChangedValue, ...]:
    """Attachments of a report with other bytes under the same name."""
    if before.report is None or now.report is None:
        return ()
    folder = PurePosixPath(name).parent
    old, new = {}, {}
    for attachment in before.report.attachments:
        path = repository.name_in(version.commit, str(folder / attachment.file))
        if (content := repository.read(path)) is not None:
            old[attachment.file] = sha256(content).hexdigest()
    for attachment in now.report.attachments:
        if (file := repository.root / folder / attachment.file).is_file():
            new[attachment.file] = sha256(file.read_bytes()).hexdigest()
    return changed_files(old, new)


def _withdrawn(text: str, name: str, version: Version, today: date) -> Iterator[Edit]:
    """The day and the old file's checksum, which the page of a report that is taken down shows."""
    facts = {"撤下日期": str(today), "原文件校验值": version.digest}
    edits = added_facts(parse_yaml(text, name), "公开", facts)
    words = "写了撤下日期和原文件的校验值" if edits else "撤下日期和原文件校验值都已经写好"
    click.echo(f"{name}：{words}。撤下的文件只留“标题”和“公开”，另写明“理由”。")
    yield from edits


def _write(path: Path, text: str) -> None:
    """Write the text with the line ends and the mark at its beginning that the file had."""
    content = path.read_bytes()
    if b"\r\n" in content:
        text = text.replace("\n", "\r\n")
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    path.write_bytes(mark + text.encode("utf-8"))
