"""chain.json (发布链): the record of all publications, each with the checksum of the one before it.

Whoever has kept one can tell later whether the history was rewritten. An entry's checksum is the SHA-256 of the entry
without it, in the form of :func:`gongkai.model.checksum.canonical`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any, Final

from ..model.checksum import canonical
from ..open_data.sums import CHAIN, SUMS
from .json_file import JsonError, read_json

_FORM: Final = "gongkai-chain/1"
_KEYS: Final = ("序号", "提交", "时间", "manifest.json", SUMS, "前一次", "校验值")

#: Moments as they are written, which compare as texts.
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class ChainError(ValueError):
    """A chain that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication.

    Attributes:
        number: from 1.
        commit: what was published; None where that was not known.
        moment: when, as 2026-01-31T08:00:00Z.
        manifest, sums: the SHA-256 of data/manifest.json and of SHA256SUMS.
        before: the checksum of the entry before; None for the first.
        checksum: its own.
    """

    number: str
    commit: str | None
    moment: str
    manifest: str
    sums: str
    before: str | None
    checksum: str = ""

    @property
    def expected(self) -> str:
        """The checksum that belongs to what the entry says."""
        return sha256(canonical(self._record(_KEYS[:-1])).encode()).hexdigest()

    def _record(self, keys: Sequence[str] = _KEYS) -> dict[str, Any]:
        values = (self.number, self.commit, self.moment, self.manifest, self.sums, self.before, self.checksum)
        return dict(zip(keys, values, strict=False))

    @property
    def line(self) -> str:
        """The entry in the file."""
        return canonical(self._record())


def chain_bytes(entries: Sequence[Entry]) -> bytes:
    """The whole file, one line for each publication."""
    lines = ",\n".join(entry.line for entry in entries)
    return f'{{"格式":"{_FORM}","发布":[\n{lines}\n]}}\n'.encode()


def extended(entries: Sequence[Entry], commit: str | None, moment: str, manifest: str, sums: str) -> tuple[Entry, ...]:
    """The chain with one publication more."""
    before = entries[-1].checksum if entries else None
    new = Entry(str(len(entries) + 1), commit, moment, manifest, sums, before)
    return (*entries, Entry(new.number, commit, moment, manifest, sums, before, new.expected))


def parse_chain(content: bytes) -> tuple[Entry, ...]:
    """The publications, first to last, as the file says them.

    Raises:
        ChainError: it is no chain, or not byte for byte as :func:`chain_bytes` writes it.
    """
    try:
        said = read_json(content)
    except JsonError as error:
        raise ChainError(f"{CHAIN} 读不出来：{error}") from None
    if not isinstance(said, dict) or said.get("格式") != _FORM or not isinstance(said.get("发布"), list):
        raise ChainError(f"{CHAIN} 不是本程序写的发布链")
    if not said["发布"]:
        raise ChainError(f"{CHAIN} 里一次发布也没有")
    if more := sorted(said.keys() - {"格式", "发布"}):
        raise ChainError(f"{CHAIN} 多了“{more[0][:40]}”")
    entries = tuple(_entry(record, place) for place, record in enumerate(said["发布"], 1))
    if chain_bytes(entries) != content:
        raise ChainError(f"{CHAIN} 与本程序写的不是每个字节都相同：空格、换行、次序或者写法被改过")
    return entries


def _entry(record: Any, place: int) -> Entry:
    if not isinstance(record, dict) or {*record} != {*_KEYS}:
        raise ChainError(f"{CHAIN} 第 {place} 条缺了项目，或者多了项目")
    values = [record[key] for key in _KEYS]
    may_be_open = {"提交", "前一次"}
    for key, value in zip(_KEYS, values, strict=True):
        if not (isinstance(value, str) or (value is None and key in may_be_open)):
            raise ChainError(f"{CHAIN} 第 {place} 条的“{key}”不是文字")
    return Entry(*values)


def faults_of(entries: Sequence[Entry]) -> Iterator[str]:
    """Where a chain does not hold, in words."""
    before: Entry | None = None
    for place, entry in enumerate(entries, 1):
        if entry.number != str(place):
            yield f"第 {place} 条写着第 {entry.number} 次发布：有记录被删掉、换了顺序或者重复"
        if entry.checksum != entry.expected:
            yield f"第 {place} 条的校验值与内容不符：这一条被改过"
        if entry.before != (before.checksum if before else None):
            yield f"第 {place} 条与前一条接不上：前面的记录被改过、删掉或者换了顺序"
        before = entry


def faults_of_times(entries: Sequence[Entry]) -> Iterator[str]:
    """Publications that say that they were before the one that they follow, in words.

    The chain holds all the same: a clock may have been wrong.
    """
    for entry in entries:
        if not _MOMENT.fullmatch(entry.moment):
            yield f"第 {entry.number} 次发布的时间写的是 {entry.moment[:40]}，不是时间"
    for before, entry in pairwise(entries):
        if entry.moment < before.moment:
            what = f"第 {entry.number} 次发布的时间 {entry.moment} 早于前一次的 {before.moment}"
            yield f"{what}：发布的机器那时钟不准，或者时间不是真的"


def rewritten(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[str]:
    """Where ``new`` does not go on from ``old``, which was kept, in words."""
    for place, entry in enumerate(old):
        if place >= len(new):
            yield f"存下的发布链有 {len(old)} 次发布，网站上只有 {len(new)} 次：后面的被去掉了，或者网站是更早的一版"
            return
        if entry != new[place]:
            changed = "、".join(_differing(entry, new[place]))
            yield f"第 {entry.number} 次发布（{entry.moment}）与存下的不同：{changed}。历史被改写过"
            return


def _differing(one: Entry, other: Entry) -> Iterator[str]:
    mine, theirs = json.loads(one.line), json.loads(other.line)
    yield from (f"{key} 原来 {mine[key]}，现在 {theirs[key]}" for key in _KEYS if mine[key] != theirs[key])
