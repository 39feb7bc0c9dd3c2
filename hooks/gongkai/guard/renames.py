"""The names that the data folder has had: what was published under another name is the same file's past."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from ..settings.read import NAMES
from .host_settings import USUAL, folder_of, settings_files, settings_in
from .repository import Repository


class Renames:
    """Where a file was in the commits that led to ``commit``; ``folder`` is what the data folder is called now."""

    def __init__(self, repository: Repository, commit: str, folder: str) -> None:
        self._repository, self._commit, self._folder = repository, commit, folder
        self._known: dict[str, str] = {}

    def names(self, path: str) -> Sequence[str]:
        """The file by each of its names."""
        return [self._under(name, path) for name in self.folders]

    def paths(self, path: str) -> Sequence[str]:
        """What to look for in the history: the file by each of its names, and what said which one is public."""
        names = self.names(path)
        return [*names, *self._settings] if len(names) > 1 else names

    def path_in(self, commit: str, path: str) -> str:
        """The file's name in a commit."""
        if len(self.folders) == 1:
            return path
        if commit not in self._known:
            self._known[commit] = folder_of(settings_in(self._repository, commit))
        return self._under(self._known[commit], path)

    @cached_property
    def folders(self) -> Sequence[str]:
        """The names of the data folder, that of now first; without settings it has its usual name."""
        commits = [self._commit, *self._repository.versions(self._commit, self._settings)]
        named = (folder_of(settings_in(self._repository, commit)) for commit in commits)
        return [*dict.fromkeys([self._folder, *named, USUAL])]

    @cached_property
    def _settings(self) -> Sequence[str]:
        """Every file of settings that there was: those of the host and what they inherited from."""
        found: list[str] = [*NAMES]
        asked: Iterable[str] = found
        while asked:
            commits = [self._commit, *self._repository.versions(self._commit, asked)]
            files = dict.fromkeys(name for commit in commits for name in settings_files(self._repository, commit))
            asked = [name for name in files if name not in found]
            found += asked
        return found

    def _under(self, name: str, path: str) -> str:
        return f"{name}/{path.removeprefix(f'{self._folder}/')}"
