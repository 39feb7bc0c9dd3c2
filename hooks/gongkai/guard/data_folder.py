"""The data folder of a commit, as its own settings name it: renamed, it holds what it held or nothing is compared."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any, Final

from ..load.source import one_line
from ..model.problem import KeyPath
from .host_settings import DATA, folder_of, plain, refuse_open_folder, settings_in
from .repository import ComparisonError, Repository, TreeFile
from .snapshot import Snapshot, snapshot_of_commit

#: What else decides where published files come from, in which words and looks, and what stands on every page.
_FOLDERS: Final[tuple[KeyPath, ...]] = (
    DATA, ("docs_dir",), ("hooks",), ("theme", "custom_dir"), ("theme", "name"), ("plugins",), ("exclude_docs",),
    ("extra", "gongkai", "preview"), ("extra", "gongkai", "part"), ("extra", "gongkai", "search"),
    ("site_name",), ("site_url",), ("copyright",), ("extra_css",), ("extra_javascript",),
    ("extra", "gongkai", "demo"), ("extra", "gongkai", "publisher"), ("extra", "gongkai", "footer"),
)  # fmt: skip  # keys, read in a row


def snapshot_of_public(repository: Repository, commit: str, folder: str) -> Snapshot:
    """The data of a public commit, under the name that its folder has now, which is ``folder``.

    Raises:
        ComparisonError: the commit has none, or another folder was public and holds something else.
    """
    public = folder_of(settings_in(repository, commit))
    if public == posixpath.normpath(folder):
        return snapshot_of_commit(repository, commit, folder)
    return _renamed(snapshot_of_commit(repository, commit, public), public, folder)


def refuse_another_folder(before: Snapshot, after: Snapshot, repository: Repository, folder: str) -> None:
    """Refuse data that are not those of the folder that was public.

    Raises:
        ComparisonError: they differ, in words.
    """
    refuse_open_folder(repository, after.commit)
    public = folder_of(settings_in(repository, before.commit))
    if public == posixpath.normpath(folder):
        return
    both = {*before.files, *after.files}
    other = sorted(path for path in both if before.files.get(path) != after.files.get(path))
    if other:
        fact = f"数据文件夹由 {one_line(public)} 改为 {one_line(folder)}，内容不一样"
        fact += f"（{one_line(other[0])} 等 {len(other)} 个文件）"
        cure = f"先在 mkdocs.yml 里把 data 改回 {one_line(public)}。只换名称的，用 git mv，一个字节不改，单独提交"
        raise ComparisonError(f"{fact}，不能比较。怎么改：{cure}。")


def changed_settings(repository: Repository, before: str, after: str) -> Iterator[str]:
    """What the settings say differently of what is published, in words; ``after`` is "" for the file as it lies."""
    old, new = settings_in(repository, before), settings_in(repository, after)
    for path in _FOLDERS:
        was, now = plain(old, path), plain(new, path)
        if was != now:
            yield f"mkdocs.yml：{'.'.join(map(str, path))} 由 {_shown(was)} 改为 {_shown(now)}，请核对公开的内容"


def _shown(value: Any) -> str:
    return "（没有写）" if value in (None, ...) else one_line(str(value), 80)


def _renamed(snapshot: Snapshot, old: str, new: str) -> Snapshot:
    """The same files below another folder."""
    names = {f"{new}/{path.removeprefix(f'{old}/')}": path for path in snapshot.files}
    files = {name: TreeFile(name, *snapshot.files[path][1:]) for name, path in sorted(names.items())}
    return Snapshot(snapshot.commit, files, lambda name: snapshot.read(names.get(name, "")))
