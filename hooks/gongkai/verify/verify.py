"""Compares a site with its own lists, its lists with its chain, and its chain with one that was kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from ..open_data.sums import CHAIN, SIGNATURE, SUMS, UNLISTED, SumsError, parse_sums
from ..progress import Progress
from .chain import ChainError, Entry, faults_of, faults_of_times, parse_chain, rewritten
from .copies import OWN, compare_copies, copies_in
from .edition import compare_edition
from .files import LONGEST, FoundFile, compare_files, read_all
from .listed import MANIFEST, STATUS, Listed, ListError, parse_manifest, status_faults
from .signature import fault_of, is_signature
from .sources import Packed, Source, UnreadableError, read
from .verified import Verified

#: Bytes of a signature, at most.
_LONGEST_SIGNATURE: Final = 1 << 20


def verify(
    source: Source,
    *,
    kept: Sequence[Entry] | None = None,
    allowed: Path | None = None,
    is_published: bool = True,
    progress: Progress = lambda done, total: None,
) -> Verified:
    """Compare everything.

    Args:
        source: the site.
        kept: the chain that was kept of it.
        allowed: the file of those whose signature counts.
        is_published: it must have a chain.
        progress: told how many files were read, of how many.

    Raises:
        SignatureError: there is nothing to look at signatures with.
    """
    verified = Verified(is_listable=source.names is not None)
    texts = {n: content for n in (SUMS, MANIFEST, STATUS) if (content := _list(source, n, verified)) is not None}
    sums, listed = _sums(texts.get(SUMS), verified), _manifest(texts.get(MANIFEST), verified)
    wanted, sizes = sums or (listed.checksums if listed else {}), listed.sizes if listed else {}
    found = read_all(source, wanted, sizes, progress)
    verified.files = len(found)
    compare_files(source, wanted, found, OWN | copies_in(source, wanted).keys(), verified)
    compare_copies(source, wanted, sizes, found, verified)
    if isinstance(source, Packed):
        compare_edition(source, wanted, verified)
    if listed:
        _compare_lists(sums, listed, verified)
        _compare_reports(listed, found, verified)
        for words in status_faults(texts.get(STATUS), listed):
            verified.add("不符", STATUS, words)
    _compare_chain(source, texts, listed, verified, is_published=is_published or bool(kept or allowed))
    for words in rewritten(kept, verified.chain) if kept and verified.chain else ():
        verified.add("发布链", CHAIN, words)
    _compare_signatures(source, allowed, verified)
    return verified


def _list(source: Source, name: str, verified: Verified) -> bytes | None:
    """A list of the site; what is missing or altered in others is found by it."""
    try:
        return read(source, name, LONGEST)
    except FileNotFoundError:
        if name == SUMS:
            is_empty = source.names is not None and not source.names
            verified.add("缺少", name, "里面是空的，不是网站" if is_empty else "没有它就不知道应当有哪些文件")
    except UnreadableError as error:
        verified.add("读不了", name, str(error))
    return None


def _sums(content: bytes | None, verified: Verified) -> dict[str, str]:
    try:
        sums = parse_sums(content) if content is not None else {}
    except SumsError as error:
        verified.add("读不了", SUMS, str(error))
        return {}
    if content is not None and [*sums] != sorted(sums, key=lambda path: path.encode("utf-8", "surrogateescape")):
        verified.add("改过", SUMS, "各行不是按路径的字节排的")
    for name in UNLISTED & sums.keys():
        verified.add("改过", SUMS, f"列了不该列的 {name}")
    for name in {MANIFEST, STATUS} - sums.keys() if content is not None else ():
        verified.add("改过", SUMS, f"没有列 {name}")
    return sums


def _manifest(content: bytes | None, verified: Verified) -> Listed | None:
    try:
        return parse_manifest(content) if content is not None else None
    except ListError as error:
        verified.add("读不了", MANIFEST, str(error))
        return None


def _compare_lists(sums: Mapping[str, str], listed: Listed, verified: Verified) -> None:
    """Both lists hold the same files, but for the manifest, which does not list itself."""
    for path, checksum in sums.items() if sums else ():
        if path != MANIFEST and listed.checksums.get(path) != checksum:
            verified.add("不符", path, f"{SUMS} 和 {MANIFEST} 写的不同")
    for path in listed.checksums.keys() - sums.keys() if sums else ():
        verified.add("不符", path, f"{MANIFEST} 列了，{SUMS} 没有列")


def _compare_reports(listed: Listed, found: Mapping[str, FoundFile], verified: Verified) -> None:
    """The data of every report have the checksum that the manifest says; nobody else has any."""
    wanted = {f"units/{unit_id}/{year}/report.json": checksum for (unit_id, year), checksum in listed.reports.items()}
    for path, one in found.items():
        if path.endswith("/report.json") and path not in wanted and path.startswith("units/") and one.sha256:
            verified.add("不符", path, f"{MANIFEST} 里没有这份报告的数据")
    for path, checksum in wanted.items():
        if path not in listed.checksums:
            verified.add("不符", path, "清单列了这份报告的数据，没有列它的文件")
        elif path in found and not found[path].fault and found[path].data != checksum:
            data = found[path].data
            words = f"数据校验值是 {data[:12]}…，清单上是 {checksum[:12]}…" if data else "不是一份报告的 JSON"
            verified.add("不符", path, words)
        verified.reports += 1


def _compare_chain(
    source: Source, texts: Mapping[str, bytes], listed: Listed | None, verified: Verified, *, is_published: bool
) -> None:
    """The last publication is what stands here."""
    try:
        verified.chain = parse_chain(read(source, CHAIN, LONGEST))
    except FileNotFoundError:
        if is_published:
            verified.add("缺少", CHAIN, "没有发布链：不是 gongkai publish 发布的，或者被删掉了")
        return
    except (UnreadableError, ChainError) as error:
        verified.add("读不了", CHAIN, str(error))
        return
    for words in (*faults_of(verified.chain), *faults_of_times(verified.chain)):
        verified.add("发布链", CHAIN, words)
    last = verified.chain[-1]
    for name, checksum in ((MANIFEST, last.manifest), (SUMS, last.sums)):
        if name in texts and sha256(texts[name]).hexdigest() != checksum:
            verified.add("发布链", name, "与发布链最后一次发布的校验值不同：发布以后被改过")
    if listed and listed.commit != last.commit:
        verified.add("发布链", CHAIN, f"最后一次发布的提交是 {last.commit}，{MANIFEST} 写的是 {listed.commit}")


def _compare_signatures(source: Source, allowed: Path | None, verified: Verified) -> None:
    for name in (CHAIN, SUMS):
        if allowed:
            _check_signature(source, name, allowed, verified)
        else:
            _see_signature(source, name, verified)


def _see_signature(source: Source, name: str, verified: Verified) -> None:
    """Without a key it can be said only whether a signature is one."""
    path = f"{name}{SIGNATURE}"
    try:
        is_right = is_signature(read(source, path, _LONGEST_SIGNATURE))
    except FileNotFoundError:
        return
    except UnreadableError as error:
        verified.add("读不了", path, str(error))
        return
    verified.has_unchecked_signature = True
    if not is_right:
        verified.add("改过", path, "不是 SSH 签名")


def _check_signature(source: Source, name: str, allowed: Path, verified: Verified) -> None:
    try:
        words = fault_of(read(source, name, LONGEST), read(source, f"{name}{SIGNATURE}", _LONGEST_SIGNATURE), allowed)
    except FileNotFoundError:
        words = "没有签名，或者没有签名的文件"
    except UnreadableError as error:
        words = str(error)
    if words:
        verified.add("签名", f"{name}{SIGNATURE}", words)
