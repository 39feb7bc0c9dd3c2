"""The whole site built once more, by the host and with the theme, and compared file by file: nothing is left unseen.

It takes as long as a build. What a publication adds is left to ``gongkai verify``; compressed copies are held to the
files beside them by every audit.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from ..build.cache import cache_of
from ..build.faults import FaultError
from ..build.releases import PublishedSite
from ..build.staging import stage
from ..open_data.copies import ENDING
from ..open_data.manifest import STATUS
from ..open_data.sums import SUMS, UNLISTED
from ..pages.data import MANIFEST
from ..settings import host_environment
from ..settings.explain import COMMIT, TIME
from ..settings.model import COMMIT as COMMIT_NAME
from .again import differences_of_texts
from .fault import Fault, Group
from .page import ParsedPage
from .site_files import content_of, digest, files_of

#: Packed otherwise by another library: what counts is what they hold; an attachment is not packed here.
_PACKED: Final = re.compile(r"(?:units/[^/]+|years/\d{4})/data[^/]*\.(?:zip|xlsx)|data/gongkai-data[^/]*\.zip")
#: How such a file begins and where its last part, which has no comment, begins.
_BEGIN, _END, _LENGTH = b"PK\3\4", b"PK\5\6", 22
#: The size of a packed file, as the lists of files have it beside its checksum.
_SIZE: Final = re.compile(rb'"(?:bytes|\w+:byteSize|%b)":(?:"?\d+"?)' % "字节数".encode())
#: Letters that are told of a line.
_SHOWN: Final = 60
#: They list the checksums of all other files.
_LISTS: Final = (MANIFEST, SUMS)
#: Faults that are told of one page.
_MOST: Final = 5


def faults_of_whole(site: Path, root: Path, data: str) -> tuple[Fault, ...]:
    """Every difference between a site and what its project builds.

    Raises:
        FaultError: the site is of another commit than the project, or the project builds none.
    """
    environment = _environment(site, root, data)
    with TemporaryDirectory(prefix="whole-", dir=cache_of(root).folder) as folder:
        again = PublishedSite(Path(folder, "site"), is_plain=True)
        again.begin()
        if stage(again, root, environment, lenient=True):
            raise FaultError("项目生成不了网站，没有可比的，原因见上面。怎么改：照上面的改好，再运行一次")
        return tuple(compare_sites(site, again.staged.root))


def _environment(site: Path, root: Path, data: str) -> dict[str, str]:
    """What the host is told: the commit of the project, and the moment that the site says it was built for."""
    environment, said = host_environment(root, data), _status(site)
    commit = None if said.get("提交") is None else str(said["提交"])
    if commit and not COMMIT_NAME.fullmatch(commit):
        raise FaultError(f"网站的 {STATUS} 里，提交写的不是提交号，这份网站改过。怎么改：换一份原来的网站，再运行一次")
    of_project = environment.get(COMMIT, "").partition("-")[0]
    if commit and of_project and commit != of_project:
        fact = f"网站写着它是提交 {commit[:12]} 生成的，项目现在是 {of_project[:12]}，比不出改动"
        raise FaultError(f"{fact}。怎么改：先运行 git checkout {commit}，再运行一次")
    if commit is None:
        environment.pop(COMMIT, None)
    environment.pop(TIME, None)
    if moment := said.get("时间"):
        environment[TIME] = str(int(datetime.fromisoformat(str(moment)).timestamp()))
    return environment


def _status(site: Path) -> Mapping[str, Any]:
    try:
        said: Any = json.loads(content_of(site, STATUS))
        datetime.fromisoformat(str(said.get("时间") or "2000-01-01"))
    except (ValueError, AttributeError):
        return {}
    return said if isinstance(said, dict) else {}


def compare_sites(site: Path, built: Path) -> Iterator[Fault]:
    """Every difference of a site from one that was built; of packed files, of what they hold."""
    ours, theirs = files_of(site), files_of(built)
    yield from (Fault(Group.FILES, path, "不在") for path in sorted(theirs.keys() - ours.keys()))
    for path in sorted(ours.keys() - theirs.keys() - UNLISTED):
        if path.removesuffix(ENDING) not in theirs:
            yield Fault(Group.FILES, path, "多出来了", "重新生成的网站里没有这个页面或文件")
    both = sorted(ours.keys() & theirs.keys() - (UNLISTED - {SUMS}))
    pairs = ((path, content_of(site, path), content_of(built, path)) for path in both)
    other = [(path, content, expected) for path, content, expected in pairs if content != expected]
    again = {path: (content, expected) for path, content, expected in other if _holds_the_same(site, built, path)}
    wrong = [one for one in other if one[0] not in again and _without(one[1], again) != _without(one[2], again)]
    named = [one for one in wrong if one[0] not in _LISTS] or wrong  # the lists follow the files
    for path, content, expected in named:
        yield from _differences(path, content, expected)


def _holds_the_same(site: Path, built: Path, path: str) -> bool:
    """Whether a packed file holds what the other holds, in its order."""
    return (
        _PACKED.fullmatch(path) is not None and (held := _held(site / path)) is not None and held == _held(built / path)
    )


def _held(path: Path) -> list[tuple[str, bytes]] | None:
    content = path.read_bytes()
    if content[:4] != _BEGIN or content[-_LENGTH:][:4] != _END:
        return None
    try:
        with zipfile.ZipFile(path) as packed:
            return [(one.filename, packed.read(one)) for one in packed.infolist()]
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError):
        return None


def _without(content: bytes, again: Mapping[str, tuple[bytes, bytes]]) -> bytes:
    """A list without sizes and the checksums of files that were packed otherwise; all of it where none was."""
    for one in (one for pair in again.values() for one in pair):
        content = content.replace(digest(one).encode(), b"")
    return _SIZE.sub(b"", content) if again else content


def _differences(path: str, content: bytes, expected: bytes) -> Iterator[Fault]:
    """Where a file is different: the texts of a page, or the first line of anything else."""
    if path.endswith(".html"):
        faults = [*differences_of_texts(ParsedPage(path, content), ParsedPage(path, expected))][:_MOST]
        yield from faults or [Fault(Group.WORDS, path, *_first(content, expected))]
    else:
        yield Fault(Group.DATA, path, *_first(content, expected))


def _first(content: bytes, expected: bytes) -> tuple[str, str]:
    """Where two files differ first, and what should stand there."""
    try:
        said, right = content.decode(), expected.decode()
    except UnicodeDecodeError:
        return "与重新生成的不同", ""
    lines, others = said.splitlines(), right.splitlines()
    pairs = enumerate(zip(lines, others, strict=False), 1)
    line = next((at for at, (one, other) in pairs if one != other), min(len(lines), len(others)) + 1)
    one, other = ("".join(some[line - 1 : line]) for some in (lines, others))
    changes = SequenceMatcher(None, one[:4000], other[:4000], autojunk=False).get_opcodes()
    at = next((start for what, start, *_ in changes if what != "equal"), 0)
    start = max(0, at - 10)
    here, should = (some[start : start + _SHOWN] or "没有" for some in (one, other))
    return f"第 {line} 行与重新生成的不同：{here}", f"应为 {should}"
