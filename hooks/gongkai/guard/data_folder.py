"""The data folder of a commit, as its own settings name it: renamed, it holds what it held or nothing is compared."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any, Final

from ..load.source import one_line
from ..model.changed import passages
from ..model.problem import KeyPath
from ..settings.host_file import Value
from .host_settings import folder_of, plain, refuse_open_folder, settings_in
from .repository import ComparisonError, Repository, TreeFile
from .snapshot import Snapshot, snapshot_of_commit

#: A value no longer than this is shown whole.
_LONGEST: Final = 80
#: Settings that hold others, which are compared one by one.
_HOLDERS: Final[frozenset[KeyPath]] = frozenset({(), ("theme",), ("extra",), ("extra", "gongkai")})
#: Settings of the machine that builds: the same site comes out of it whatever they say.
_OF_MACHINE: Final[frozenset[KeyPath]] = frozenset(
    {
        ("site_dir",), ("watch",), ("dev_addr",), ("strict",), ("validation",),
        ("extra", "gongkai", "workers"), ("extra", "gongkai", "cluster"),
    }
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
    for path in _differing(old, new, ()):
        was, now = _shown(plain(old, path), plain(new, path))
        yield f"mkdocs.yml：{'.'.join(map(str, path))} 由 {was} 改为 {now}，请核对公开的内容"


def _differing(old: Value, new: Value, path: KeyPath) -> Iterator[KeyPath]:
    """The settings that are not the same, each by its keys; those of the machine that builds are left out."""
    was, now = (side.find(path) for side in (old, new))
    keys = dict.fromkeys(key for side in (was, now) if side for key in side.below)
    if path in _HOLDERS and keys:
        yield from (found for key in keys for found in _differing(old, new, (*path, key)))
    elif path not in _OF_MACHINE and plain(old, path) != plain(new, path):
        yield path


def _shown(was: Any, now: Any) -> tuple[str, ...]:
    """Both values, of long ones what differs with the words around it: cut, they could read alike."""
    texts = tuple("（没有写）" if value in (None, ...) else str(value) for value in (was, now))
    shown = texts if max(map(len, texts)) <= _LONGEST else passages(*texts)[0]
    return tuple(one_line(text, _LONGEST) for text in shown)


def _renamed(snapshot: Snapshot, old: str, new: str) -> Snapshot:
    """The same files below another folder."""
    names = {f"{new}/{path.removeprefix(f'{old}/')}": path for path in snapshot.files}
    files = {name: TreeFile(name, *snapshot.files[path][1:]) for name, path in sorted(names.items())}
    return Snapshot(snapshot.commit, files, lambda name: snapshot.read(names.get(name, "")))
