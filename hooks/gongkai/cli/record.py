"""The chain of publications as ``gongkai publish`` keeps it: what it goes on from, and what is added to it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import click

from ..build.faults import FaultError
from ..build.output import OutputFolder
from ..build.releases import PublishedSite
from ..open_data.sums import CHAIN, SIGNATURE, SUMS
from ..pages.data import MANIFEST
from ..settings import Settings
from ..verify.chain import ChainError, Entry, chain_bytes, extended, faults_of, rewritten
from ..verify.places import read_chain
from ..verify.signature import SignatureError, sign
from ..verify.sources import SourceError

#: What ``--after`` may say for the address that is set.
ADDRESS: Final = "site_url"
_OTHER: Final = "用 --after 指明没有被改过的一份，例如以前存下的 chain.json 或者 ZIP"


@dataclass(frozen=True, slots=True)
class Record:
    """The publications so far, and with what the next one is signed ("" for nothing)."""

    before: tuple[Entry, ...]
    key: str = ""

    def add(self, folder: OutputFolder) -> None:
        """Write down in a whole site that it is published now.

        Raises:
            FaultError: it cannot be signed.
        """
        manifest, sums = folder.read(MANIFEST), folder.read(SUMS)
        moment = self._moment()
        digests = (sha256(content).hexdigest() for content in (manifest, sums))
        chain = chain_bytes(extended(self.before, json.loads(manifest)["提交"], moment, *digests))
        signed = {f"{name}{SIGNATURE}": self._sign(text) for name, text in ((CHAIN, chain), (SUMS, sums)) if self.key}
        for name, content in ({CHAIN: chain} | signed).items():
            folder.write(name, content)
            (folder.root / name).chmod(0o644)

    def _moment(self) -> str:
        """Now; never before the publication that this one follows, whatever the clock says."""
        now, last = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), self.before[-1].moment if self.before else ""
        if now < last:
            click.echo(f"这台机器的钟（{now}）早于上一次发布的时间 {last}，照上一次的时间记。请校准时钟", err=True)
        return max(now, last)

    def _sign(self, content: bytes) -> bytes:
        try:
            return sign(content, Path(self.key).expanduser())
        except SignatureError as error:
            raise FaultError(str(error)) from None

    def is_in(self, folder: OutputFolder) -> bool:
        """Whether a site has its chain, and the signatures where they are wanted."""
        names = (CHAIN, *((f"{CHAIN}{SIGNATURE}", f"{SUMS}{SIGNATURE}") if self.key else ()))
        return all(folder.state(name) for name in names)


def find_record(published: PublishedSite, settings: Settings, *, after: Sequence[str], first: bool) -> Record:
    """What the next publication goes on from: of all chains that are at hand the one that goes furthest.

    Raises:
        FaultError: nobody has said, or what is there does not hold.
    """
    present = _present(published, is_needed=not after)
    if first and (present or after):
        fact = f"{published.folder} 已经有 {len(present)} 次发布" if present else "--first 和 --after 只能写一个"
        raise FaultError(f"{fact}。怎么改：去掉 --first，会接着上一次")
    here = present
    for place in after:
        present = _longer(_sound(_read(_address(place, settings)), place), present, place)
    if after and len(present) > len(here):
        click.echo(_words_of_after(present[-1], settings, after), err=True)
    if not (present or first):
        cure = (
            "第一次发布，加 --first；发布过的，加 --after，写上一次发布的文件夹、网址或者存下的 ZIP、chain.json；"
            "只在自己机器上看，加 --local"
        )
        raise FaultError(f"{published.folder} 里没有上一次发布的 {CHAIN}，不知道接着哪一次。怎么改：{cure}")
    return Record(present, settings.signing_key)


def _words_of_after(last: Entry, settings: Settings, after: Sequence[str]) -> str:
    """After what was named nothing was looked at: whoever has a later chain can say so."""
    commit = f"，提交 {last.commit[:12]}" if last.commit else ""
    said = f"接着第 {last.number} 次发布（{last.moment}{commit}），只从那里看起"
    if settings.site_url and {ADDRESS, settings.site_url, settings.site_url.rstrip("/")} & {*after}:
        return said
    cure = "再加 --after site_url，与公开的网站比" if settings.site_url else "再加 --after 和公开的网站的网址"
    return f"{said}：在那以后还发布过的，没有看，改过的数不会指出。不知道是不是最后一次，{cure}"


def _present(published: PublishedSite, *, is_needed: bool) -> tuple[Entry, ...]:
    """The chain of what is published here; one that does not hold matters only where no other is named."""
    if published.present is None:
        return ()
    try:
        return _sound(_read(str(published.present.root)), str(published.folder), may_lack=True)
    except FaultError:
        if is_needed:
            raise
        return ()


def _address(after: str, settings: Settings) -> str:
    if after == ADDRESS and not settings.site_url:
        raise FaultError("--after site_url：没有设置 site_url。怎么改：在 mkdocs.yml 里写上网站的网址，或者直接写网址")
    return settings.site_url if after == ADDRESS else after


def _read(place: str) -> tuple[Entry, ...]:
    try:
        return read_chain(place) or ()
    except (SourceError, ChainError) as error:
        words = str(error)
        raise FaultError(words if "怎么改" in words else f"{place}：{words}。怎么改：{_OTHER}") from None


def _sound(entries: tuple[Entry, ...], place: str, *, may_lack: bool = False) -> tuple[Entry, ...]:
    if not (entries or may_lack):
        raise FaultError(f"{place} 没有 {CHAIN}。怎么改：核对写的是不是上一次发布的；真的是第一次发布，改写 --first")
    if fault := next(faults_of(entries), ""):
        raise FaultError(f"{place} 的发布链对不上：{fault}。怎么改：{_OTHER}")
    return entries


def _longer(named: tuple[Entry, ...], present: Sequence[Entry], place: str) -> tuple[Entry, ...]:
    """Both are of one history; the one that goes further counts."""
    one, other = sorted((named, tuple(present)), key=len)
    if words := next(rewritten(one, other), ""):
        cure = "弄清哪一份是真的；这个文件夹里的不是，就换一个新的文件夹发布"
        raise FaultError(f"{place} 的发布链与这里公开的不是同一条：{words}。怎么改：{cure}")
    return other


def record_back(published: PublishedSite, settings: Settings, release: Path) -> None:
    """Write down in an earlier release that it is published again; nothing keeps it from being so."""
    for name in (f"{CHAIN}{SIGNATURE}", f"{SUMS}{SIGNATURE}"):
        (release / name).unlink(missing_ok=True)
    try:
        if before := _present(published, is_needed=True):
            Record(before, settings.signing_key).add(OutputFolder(release))
    except (FaultError, OSError, ValueError, KeyError) as error:
        click.echo(f"退回没有记进发布链：{error}", err=True)
