"""Builds a site beside the published one, on links to its files, and looks it over before anybody sees it."""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from ..model.disclosure import PAGE_FILE
from ..open_data.sums import SUMS, UNLISTED
from .cache import cache_of
from .faults import FaultError
from .lock import hold, lock_of, say_who
from .output import FINISHED, OutputFile, OutputFolder, link
from .output_manifest import OutputManifest
from .parts import join_parts
from .releases import PublishedSite

#: The hosts, the usual one first.
_HOSTS: Final = ("mkdocs", "properdocs")
#: Without them nobody can read the site.
_NEEDED: Final = (PAGE_FILE, "404.html")
#: Bytes read at a time.
_CHUNK: Final = 1 << 20
#: What a publication puts beside the files that were built.
_RECORD: Final = UNLISTED - {SUMS}


def stage(
    published: PublishedSite,
    root: Path,
    environment: Mapping[str, str],
    *,
    lenient: bool = False,
    parts: Sequence[Path] = (),
) -> int:
    """Build the next site beside the present one; the exit code of the host, whose words are passed on.

    Args:
        published: where the site is published.
        root: the project.
        environment: the variables of the host's process.
        lenient: reports that cannot be read do not stop the build.
        parts: folders with parts that were built elsewhere, to be joined.

    Raises:
        FaultError: what was built is not whole.
    """
    for links in (True, False):
        if parts:
            join_parts(parts, cache_of(root).folder, published.staged)
        elif links and not _link_present(published, root):
            continue
        ended = _run_host(published, root, environment, lenient=lenient)
        fault = "" if ended else fault_of(published.staged, root)
        if ended or not fault:
            return ended
        shutil.rmtree(published.staged.root)
    raise FaultError(f"{fault}，没有发布。怎么改：检查磁盘，删掉 .cache 再运行一次")


def _link_present(published: PublishedSite, root: Path) -> bool:
    """Link what is known of the present site where the next one is built; False where nothing is known of it.

    What the host writes in place, and what nothing is known of, is left out: it is written anew.
    """
    present = published.present
    files = _known(present, root) if present else None
    if present is None or not files or not all(present.stands(path, known) for path, known in files.items()):
        return False
    home, staged = str(present.root), str(published.staged.root)
    for path in (FINISHED, *files):
        link(f"{home}/{path}", f"{staged}/{path}")
    return True


def _known(folder: OutputFolder, root: Path) -> Mapping[str, OutputFile] | None:
    """The files of a finished folder; None where it is not finished or nothing is known of it."""
    return OutputManifest.known_files(cache_of(root).folder, folder.finished) if folder.finished else None


def fault_of(folder: OutputFolder, root: Path) -> str:
    """Why a folder is no whole site: every file that is known of it is read; "" where it is one."""
    files = _known(folder, root)
    if files is None:
        return "生成的网站没有写完，或者没有它的清单"
    missing = (path for path in _NEEDED if not folder.state(path))
    wrong = next((path for path, known in files.items() if not _is_whole(folder, path, known)), None)
    path = next(missing, wrong)
    return f"生成的网站里 {path} 不完整" if path else ""


def _is_whole(folder: OutputFolder, path: str, known: OutputFile) -> bool:
    if not folder.stands(path, known):
        return False
    digest = sha256()
    with open(f"{folder.root}/{path}", "rb", 0) as file:
        while content := file.read(_CHUNK):
            digest.update(content)
    return not known.sha256 or digest.hexdigest() == known.sha256


def _run_host(published: PublishedSite, root: Path, environment: Mapping[str, str], *, lenient: bool) -> int:
    """Run the host in a process of its own; the lock lasts as long as either lives."""
    host = next((name for name in _HOSTS if find_spec(name)), _HOSTS[0])
    config = next((path for path in (root / "mkdocs.yml", root / "mkdocs.yaml") if path.exists()), root / "mkdocs.yml")
    command = [sys.executable, "-m", host, "build", "--config-file", str(config), "--dirty"]
    command += ["--site-dir", str(published.staged.root), *([] if lenient else ["--strict"])]
    path = lock_of(published.folder)
    lock = hold(path, "")
    process = subprocess.Popen(
        command, env=environment, umask=0o022, pass_fds=(lock,) if lock and os.name == "posix" else ()
    )
    try:
        say_who(path, process.pid)
        return process.wait()
    except BaseException:
        process.kill()
        process.wait()
        raise


def is_same(one: Path, other: Path) -> bool:
    """Whether two sites are the same, file by file, but for the record of when they were published."""
    files = {*_files(one)}
    return files == {*_files(other)} and all(_are_same(f"{one}/{path}", f"{other}/{path}") for path in files)


def _files(folder: Path) -> Iterator[str]:
    for home, _, names in os.walk(folder):
        yield from (path for name in names if (path := os.path.relpath(f"{home}/{name}", folder)) not in _RECORD)


def _are_same(one: str, other: str) -> bool:
    return os.path.samefile(one, other) or filecmp.cmp(one, other, shallow=False)
