"""The data folder of a commit, as its own settings name it: renamed, it holds what it held or nothing is compared."""

from __future__ import annotations

import posixpath
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from ..load.source import one_line
from ..model.problem import KeyPath
from ..settings.host_file import Value, read_host_file
from .repository import ComparisonError, Repository, TreeFile
from .snapshot import Snapshot, snapshot_of_commit

SETTINGS_FILE: Final = "mkdocs.yml"
_DATA: Final[KeyPath] = ("extra", "gongkai", "data")
_USUAL: Final = "data"
#: What else decides where published files come from, in which words and looks, and what stands on every page.
_FOLDERS: Final[tuple[KeyPath, ...]] = (
    _DATA, ("docs_dir",), ("hooks",), ("theme", "custom_dir"), ("theme", "name"), ("plugins",), ("exclude_docs",),
    ("extra", "gongkai", "preview"), ("extra", "gongkai", "part"), ("extra", "gongkai", "search"),
    ("site_name",), ("site_url",), ("copyright",), ("extra_css",), ("extra_javascript",),
    ("extra", "gongkai", "demo"), ("extra", "gongkai", "publisher"), ("extra", "gongkai", "footer"),
)  # fmt: skip  # keys, read in a row


def snapshot_of_public(repository: Repository, commit: str, folder: str) -> Snapshot:
    """The data of a public commit, under the name that its folder has now, which is ``folder``.

    Raises:
        ComparisonError: the commit has none, or another folder was public and holds something else.
    """
    public = _folder_of(_settings_in(repository, commit))
    if public == posixpath.normpath(folder):
        return snapshot_of_commit(repository, commit, folder)
    return _renamed(snapshot_of_commit(repository, commit, public), public, folder)


def refuse_another_folder(before: Snapshot, after: Snapshot, repository: Repository, folder: str) -> None:
    """Refuse data that are not those of the folder that was public.

    Raises:
        ComparisonError: they differ, in words.
    """
    public = _folder_of(_settings_in(repository, before.commit))
    if public == posixpath.normpath(folder):
        return
    both = {*before.files, *after.files}
    other = sorted(path for path in both if before.files.get(path) != after.files.get(path))
    if other:
        fact = f"数据文件夹由 {one_line(public)} 改为 {one_line(folder)}，内容不一样"
        fact += f"（{one_line(other[0])} 等 {len(other)} 个文件）"
        cure = f"先在 {SETTINGS_FILE} 里把 data 改回 {one_line(public)}。只换名称的，用 git mv，一个字节不改，单独提交"
        raise ComparisonError(f"{fact}，不能比较。怎么改：{cure}。")


def changed_settings(repository: Repository, before: str, after: str) -> Iterator[str]:
    """What the settings say differently of what is published, in words; ``after`` is "" for the file as it lies."""
    old, new = _settings_in(repository, before), _settings_in(repository, after)
    for path in _FOLDERS:
        was, now = _plain(old, path), _plain(new, path)
        if was != now:
            yield f"{SETTINGS_FILE}：{'.'.join(map(str, path))} 由 {_shown(was)} 改为 {_shown(now)}，请核对公开的内容"


def _folder_of(settings: Value) -> str:
    named = _plain(settings, _DATA)
    return posixpath.normpath(named) if isinstance(named, str) and named.strip() else _USUAL


def _plain(settings: Value, path: KeyPath) -> Any:
    value = settings.find(path)
    return value.plain() if value else None


def _shown(value: Any) -> str:
    return "（没有写）" if value in (None, ...) else one_line(str(value), 80)


def _settings_in(repository: Repository, commit: str) -> Value:
    """The settings of a commit with those that they inherit from; "" for the project's folder."""
    if not commit:
        return read_host_file(repository.root / SETTINGS_FILE).top
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        name, known = SETTINGS_FILE, set[str]()
        while name and name not in known and not name.startswith(("/", "..")):
            known.add(name)
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_bytes(repository.read(repository.name_in(commit, name)) or b"")
            name = _inherited_from(home / name, name)
        return read_host_file(home / SETTINGS_FILE).top


def _inherited_from(file: Path, name: str) -> str:
    """The file that another inherits from, below the project; "" where there is none."""
    words = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    found = next((line.partition(":")[2] for line in words if line.startswith("INHERIT:")), "")
    parent = found.partition(" #")[0].strip().strip("\"'")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), parent)) if parent else ""


def _renamed(snapshot: Snapshot, old: str, new: str) -> Snapshot:
    """The same files below another folder."""
    names = {f"{new}/{path.removeprefix(f'{old}/')}": path for path in snapshot.files}
    files = {name: TreeFile(name, *snapshot.files[path][1:]) for name, path in sorted(names.items())}
    return Snapshot(snapshot.commit, files, lambda name: snapshot.read(names.get(name, "")))
