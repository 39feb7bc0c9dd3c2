"""The data as the public sees it now: another version of the repository, read without touching the work tree."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from pathlib import Path

from ..load.folder import read_archive
from ..model.archive import Archive


class BaseError(Exception):
    """The version cannot be read; the message is for the clerk."""


def read_base(root: Path, ref: str, folder: str) -> Archive:
    """The archive of ``folder`` at ``ref``.

    Raises:
        BaseError: git is missing, this is no repository, or there is no such version.
    """
    if ref.startswith("-"):
        raise BaseError(f"没有版本 {ref}。")
    command = ["git", "-C", str(root), "archive", "--format=zip", ref, "--", folder]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        raise BaseError("缺少 git：请先运行 apt-get install git") from None
    if done.returncode:
        raise BaseError(f"读不到版本 {ref} 的 {folder}/。请检查分支名，并先取得完整的历史（git fetch）。")
    with tempfile.TemporaryDirectory() as place:
        with zipfile.ZipFile(io.BytesIO(done.stdout)) as packed:
            packed.extractall(place)
        archive, _ = read_archive(Path(place), folder)
    return archive
