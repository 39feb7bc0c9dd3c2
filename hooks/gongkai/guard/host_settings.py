"""The host's settings in a commit, with those that they inherit from: which folder's data were public then."""

from __future__ import annotations

import posixpath
import tempfile
from pathlib import Path
from typing import Any, Final

import yaml
from yaml.nodes import MappingNode, ScalarNode

from ..model.problem import KeyPath
from ..settings.host_file import Value, read_host_file
from ..settings.read import NAMES
from .repository import ComparisonError, Repository

DATA: Final[KeyPath] = ("extra", "gongkai", "data")
USUAL: Final = "data"


def settings_in(repository: Repository, commit: str) -> Value:
    """The settings of a commit; "" for the project's folder."""
    if not commit:
        name = next((name for name in NAMES if (repository.root / name).exists()), NAMES[0])
        return read_host_file(repository.root / name).top
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        files = settings_files(repository, commit)
        for name, content in files.items():
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            (home / name).write_bytes(content)
        return read_host_file(home / next(iter(files), NAMES[0])).top


def settings_files(repository: Repository, commit: str) -> dict[str, bytes]:
    """The file of settings in a commit and those that it inherits from, by their names below the project."""
    found: dict[str, bytes] = {}
    contents = ((name, repository.read(repository.name_in(commit, name))) for name in NAMES)
    name, content = next((pair for pair in contents if pair[1] is not None), ("", None))
    while content is not None and name not in found:
        found[name] = content
        name = _inherited_from(content, name)
        is_inside = bool(name) and not name.startswith(("/", ".."))
        content = repository.read(repository.name_in(commit, name)) if is_inside else None
    return found


def _inherited_from(content: bytes, name: str) -> str:
    """The file that another inherits from, below the project; "" where there is none."""
    try:
        top = yaml.compose(content.decode("utf-8-sig", "replace"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return ""
    pairs = top.value if isinstance(top, MappingNode) else []
    parent = next((node.value for key, node in pairs if key.value == "INHERIT" and isinstance(node, ScalarNode)), "")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), parent)) if parent else ""


def folder_of(settings: Value) -> str:
    """The data folder that some settings name."""
    named = plain(settings, DATA)
    return posixpath.normpath(named) if isinstance(named, str) and named.strip() else USUAL


def plain(settings: Value, path: KeyPath) -> Any:
    """What settings say at ``path``; None where they say nothing."""
    value = settings.find(path)
    return value.plain() if value else None


def refuse_open_folder(repository: Repository, commit: str) -> None:
    """Refuse settings in which the environment says what is public: it is another for every machine.

    Raises:
        ComparisonError: they are such, in words.
    """
    settings = settings_in(repository, commit)
    if (named := settings.find(DATA)) and named.is_open:
        fact = f"{named.place.file} 第 {named.place.line} 行的 data 取自环境变量（!ENV）"
        raise ComparisonError(
            f"{fact}，不知道公开的是哪个文件夹，不能比较。怎么改：直接写文件夹的名称，例如 data: data。"
        )
