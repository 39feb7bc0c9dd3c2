"""Parts of a site, each built by another machine from a share of the unit groups, and how they are joined.

A part is an output folder with the files of its groups, and beside them what a build remembers of them. Joined, they
are an output folder whose groups are found: what is about several units is built then, as ever.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from logging import getLogger
from pathlib import Path
from typing import Final, NamedTuple

from .faults import FaultError
from .fingerprint import fingerprint_of
from .output import OutputFile, OutputFolder, link
from .output_manifest import MANIFESTS, CommonFile, OutputManifest
from .results import Results
from .summary import GroupSummary
from .unit import PARTS
from .unit_groups import UnitGroup

#: In a part: what is known of it. No hidden folder, which not every CI carries.
PART: Final = "gongkai-part"
_LOG: Final = getLogger("mkdocs.hooks.gongkai")
#: A unit counts as a quarter of a report.
_REPORT: Final = 4


class Share(NamedTuple):
    """Which of how many shares, from 1."""

    number: int
    of: int

    @classmethod
    def of_text(cls, text: str) -> Share:
        """``2/5``."""
        number, _, of = text.partition("/")
        return cls(int(number), int(of))


def groups_of_share(groups: Iterable[UnitGroup], text: str) -> Iterator[UnitGroup]:
    """The groups of one share, in their order; all of them where ``text`` is "".

    The largest is given away first, each to the share that has least.
    """
    share = Share.of_text(text or "1/1")
    ordered, loads = list(groups), [0] * share.of
    owners: dict[tuple[str, ...], int] = {}
    for group in sorted(ordered, key=_weight, reverse=True):
        owners[group.units] = least = loads.index(min(loads))
        loads[least] += _weight(group)
    return (group for group in ordered if owners[group.units] == share.number - 1)


def _weight(group: UnitGroup) -> int:
    return _REPORT * len(group.files) + len(group.units)


def finish_part(manifest: OutputManifest, text: str) -> None:
    """Put beside the files of a part what is known of them."""
    home, share = manifest.output.root / PART, Share.of_text(text)
    shutil.rmtree(home, ignore_errors=True)
    for group in manifest.groups.values():
        for path in group.parts:
            link(f"{manifest.parts.root}/{path}", f"{home}/{PARTS}/{path}")
    _known(home).write(home / "groups", manifest.groups, manifest.groups.keys())
    (home / "part.json").write_text(json.dumps({"share": share, "frame": manifest.frame}), encoding="ascii")
    reports = sum(len(group.reports) for group in manifest.groups.values())
    size = f"{len(manifest.groups)} 组单位，{reports} 份报告"
    _LOG.info(f"第 {share.number} 份（共 {share.of} 份）：{size}。合起来：gongkai publish --join")
    manifest.digests.keep()


def join_parts(folders: Sequence[Path], cache: Path, output: OutputFolder) -> None:
    """Put parts together in ``output``, so that the next build finds their groups there.

    Args:
        folders: the parts, or folders that hold them.
        cache: the folder of everything that may be thrown away.
        output: the folder to put them into; it must be empty.

    Raises:
        FaultError: a part is missing, damaged or of another build.
    """
    found, groups = list(_find(folders)), dict[str, GroupSummary]()
    frame = _compare(found)
    for home, _, _ in found:
        known = _known(home)
        for fingerprint in known.fingerprints:
            group = known.find(fingerprint)
            if group is None:
                raise FaultError(_damaged(home / "groups"))
            files = {path: _place(home.parent, output, path, file) for path, file in group.files.items()}
            parts = {
                path: _place(home / PARTS, OutputFolder(cache / PARTS), path, f) for path, f in group.parts.items()
            }
            groups[fingerprint] = replace(group, files=files, parts=parts)
    name = fingerprint_of((frame, *groups))[:32]
    folder = cache / MANIFESTS / name
    _known(folder).write(folder / "groups", groups, groups.keys())
    Results[Mapping[str, CommonFile]](folder / "files", Mapping[str, CommonFile]).write(
        folder / "files", {frame: {}}, {frame}
    )
    output.finish(name)


def _find(folders: Sequence[Path]) -> Iterator[tuple[Path, Share, str]]:
    """Where each part's own folder is, its share and its frame."""
    for folder in folders:
        homes = [path for path in (folder / PART, *sorted(folder.glob(f"[!.]*/{PART}"))) if path.is_dir()]
        if not homes:
            cure = f"写各份生成到的文件夹，或者放着它们的文件夹；一份是设了 GONGKAI_PART 生成的，里面有 {PART}"
            raise FaultError(f"{folder} 里没有要合的部分。怎么改：{cure}")
        for home in homes:
            try:
                part = json.loads((home / "part.json").read_text(encoding="ascii"))
                yield home, Share(*part["share"]), part["frame"]
            except (OSError, ValueError, KeyError, TypeError):
                raise FaultError(_damaged(home / "part.json")) from None


def _compare(found: Sequence[tuple[Path, Share, str]]) -> str:
    """The frame that all parts have; refuse what does not make one whole."""
    if len({(share.of, frame) for _, share, frame in found}) > 1:
        cure = "用同一次提交、同样的设置、Python 和软件包，同样的份数，重新生成各份"
        raise FaultError(f"要合的部分不是同一次生成的。怎么改：{cure}")
    numbers = sorted(share.number for _, share, _ in found)
    of = found[0][1].of
    for number in range(1, of + 1):
        if numbers.count(number) != 1:
            fact = "缺少" if number not in numbers else "不止一个"
            cure = f"用 GONGKAI_PART={number}/{of} 生成一份，一起合；每份只放一个"
            raise FaultError(f"共 {of} 份，{fact}第 {number} 份。怎么改：{cure}")
    return found[0][2]


def _place(source: Path, target: OutputFolder, path: str, known: OutputFile) -> OutputFile:
    """Put a file of a part in its place, whole or not at all; when it was written a CI may have forgotten."""
    if Path(path).is_absolute() or ".." in Path(path).parts:
        raise FaultError(_damaged(source.parent / PART / "groups"))
    try:
        is_whole = sha256((source / path).read_bytes()).hexdigest() == known.sha256
    except FileNotFoundError:
        is_whole = False
    if not is_whole:
        raise FaultError(_damaged(source / path))
    link(f"{source}/{path}", f"{target.root}/{path}")
    state = target.state(path)
    return known._replace(written=state.written if state else 0)


def _known(home: Path) -> Results[GroupSummary]:
    return Results[GroupSummary](home / "groups", GroupSummary)


def _damaged(path: Path) -> str:
    return f"{path} 缺了或者坏了。怎么改：重新生成这一份，完整地传过来"
