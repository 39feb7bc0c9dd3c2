"""The folder as a whole: what stands in it, how large it is, and whether every file can be read as what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from html import escape, unescape
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError, fromstring

from ..open_data.copies import ENDING, CopyError, unpacked
from ..open_data.sums import UNLISTED
from .fault import Fault, Group
from .links import Links, loaded_by_styles
from .packed import Packed
from .page import ParsedPage, is_foreign

#: Bytes that a file may have, by the ending of its name: a page opens on a phone, a file of data in a spreadsheet.
LARGEST: Final[Mapping[str, int]] = {
    "html": 4_000_000,
    "json": 60_000_000,
    "csv": 60_000_000,
    "xlsx": 60_000_000,
    "js": 1_000_000,
    "css": 1_000_000,
    "svg": 1_000_000,
    "png": 3_000_000,
    "jpg": 3_000_000,
    "xml": 11_000_000,
}
#: Of an attachment.
_LARGEST_ATTACHMENT: Final = 20 << 20
#: Of Python for the browser, which the desk alone loads.
_LARGEST_OF_RUNTIME: Final = 10_000_000
#: What the full-text index is made of.
_INDEX: Final = re.compile(
    r"search/text/(?:index\.json|pagefind\.js|wasm\.unknown\.pagefind"
    r"|[0-9a-f]{16}/(?:reports\.json|pagefind\.\w+\.pf_meta|fragment/\w+\.pf_fragment|index/\w+\.pf_index))"
)
#: Of a year without figures nobody has most of any.
_MOST_OF_A_YEAR: Final = re.compile(r"search/most-[0-9]{4}\.json")
_LISTED: Final = re.compile(r"<loc>([^<]*)</loc>")
_ADDRESS: Final = re.compile(r"<(?:loc|id)>([^<]*)</|\bhref=\"([^\"]*)\"")


def faults_of_list(files: Mapping[str, int], expected: Set[str], *, search: bool) -> Iterator[Fault]:
    """Files that are missing, that should not be there, that are empty or too large."""
    for path in sorted(expected - files.keys()):
        yield Fault(Group.FILES, path, "不在")
    for path in sorted(files.keys() - expected - UNLISTED):
        source = path.removesuffix(ENDING)  # of a compressed copy
        if source not in expected and not (search and _INDEX.fullmatch(source)):
            yield Fault(Group.FILES, path, "多出来了", "数据和设置都没有这个页面或文件")
    for path, size in files.items():
        most = _most_of(path)
        if size == 0:
            yield Fault(Group.SIZES, path, "是空的")
        elif size > most:
            yield Fault(Group.SIZES, path, f"有 {size:,} 字节", f"最多 {most:,} 字节")


def faults_of_copies(site: Path, files: Mapping[str, int]) -> Iterator[Fault]:
    """Compressed copies that do not hold what the file beside them holds: readers are sent the copy."""
    for path in files:
        beside = path.removesuffix(ENDING)
        if beside != path and beside in files and not _is_copy(site / path, site / beside):
            yield Fault(Group.DATA, path, f"压缩的不是 {beside} 现在的内容")


def _is_copy(copy: Path, file: Path) -> bool:
    """Whether a copy is one whole member that holds the file; read no further than it is the same."""
    try:
        with open(copy, "rb") as packed, open(file, "rb") as plain:
            pieces = iter(lambda: packed.read(1 << 20), b"")
            return all(plain.read(len(piece)) == piece for piece in unpacked(pieces)) and not plain.read(1)
    except (OSError, CopyError):
        return False


def _most_of(path: str) -> int:
    """An attachment may be as large as one may be that is committed; Python for the browser is what it is."""
    steps = path.split("/")
    is_attached = steps[0] == "units" and len(steps) > 3 and steps[3] not in {"index.html", "report.json", "report.csv"}
    if steps[0] == "desk" and steps[1].startswith("runtime-"):
        return _LARGEST_OF_RUNTIME
    return _LARGEST_ATTACHMENT if is_attached else LARGEST.get(path.rpartition(".")[2], 1 << 40)


def faults_of_index(site: Path, files: Set[str], reports: int) -> Iterator[Fault]:
    """The full-text index has a piece for each report that can be read."""
    pieces = sum(1 for path in files if path.startswith("search/text/") and path.endswith(".pf_fragment"))
    if pieces < reports:
        yield Fault(Group.FILES, "search/text/", f"全文索引有 {pieces} 份报告", f"应有 {reports} 份")
    try:
        json.loads((site / "search/text/index.json").read_bytes())
    except (OSError, ValueError):
        yield Fault(Group.DATA, "search/text/index.json", "读不出来")


def faults_of_files(site: Path, paths: Iterable[str], links: Links) -> Iterator[Fault]:
    """What cannot be read as what it is, and addresses in it that lead nowhere."""
    packed = Packed(site)
    for path in paths:
        ending, file = path.rpartition(".")[2], site / path
        if ending == "json":
            yield from _json(path, file, links)
        elif ending in {"xml", "svg"}:
            yield from _xml(path, file, links)
        elif ending in {"zip", "xlsx"}:
            yield from packed.faults(path)
        elif ending == "csv":
            yield from _csv(path, file)
        elif ending == "css":
            for address in loaded_by_styles(file.read_text("utf-8", "replace")):
                if is_foreign(address) and not address.startswith("data:image/"):
                    yield Fault(Group.SAFETY, path, f"从别处取 {address[:100]}")


def _json(path: str, file: Path, links: Links) -> Iterator[Fault]:
    try:
        document: Any = json.loads(file.read_bytes())
    except ValueError:
        yield Fault(Group.DATA, path, "不是完整的 JSON")
        return
    if document in ({}, [], None) and not _MOST_OF_A_YEAR.fullmatch(path):
        yield Fault(Group.DATA, path, "里面是空的")
    if path.endswith("catalogue.json"):
        yield from links.faults_of_listed(path, _download_addresses(document))


def _download_addresses(value: Any) -> Iterator[str]:
    """Every address that a catalogue gives for a file."""
    if isinstance(value, dict):
        for key, part in value.items():
            if isinstance(part, str) and key.rpartition(":")[2] in {"downloadURL", "accessURL"}:
                yield part
            else:
                yield from _download_addresses(part)
    elif isinstance(value, list):
        for part in value:
            yield from _download_addresses(part)


def _xml(path: str, file: Path, links: Links) -> Iterator[Fault]:
    text = file.read_text("utf-8", "replace")
    if "<!DOCTYPE" in text or "<!ENTITY" in text or "<script" in text:
        yield Fault(Group.SAFETY, path, "里面有脚本或实体声明")
        return
    try:
        fromstring(text)
    except (ParseError, ValueError):
        yield Fault(Group.DATA, path, "不是完整的 XML")
        return
    if path.endswith(".xml"):
        yield from links.faults_of_listed(path, (loc or href for loc, href in _ADDRESS.findall(text)))


def _csv(path: str, file: Path) -> Iterator[Fault]:
    content = file.read_bytes()
    if not content.startswith(b"\xef\xbb\xbf") or not content.endswith(b"\r\n"):
        yield Fault(Group.DATA, path, "不是完整的 CSV：开头没有标记，或者最后一行没有写完")


def faults_of_sitemap(site: Path, pages: Iterable[str], url: str) -> Iterator[Fault]:
    """The sitemap lists every page and nothing else; nothing at all where the site has no address."""
    maps = sorted(path for path in site.glob("sitemap*.xml") if path.is_file())
    listed = {address for file in maps for address in _LISTED.findall(file.read_text("utf-8", "replace"))}
    of_pages = {url + page.removesuffix("index.html") for page in pages if url and page.endswith("index.html")}
    right = {escape(address): address for address in of_pages}
    yield from (Fault(Group.LINKS, "sitemap.xml", f"没有列出 {right[one]}") for one in sorted(right.keys() - listed))
    for address in sorted(listed - right.keys() - {f"{url}{file.name}" for file in maps if url}):
        yield Fault(Group.LINKS, "sitemap.xml", f"列出了 {unescape(address)[:100]}", "网站上没有这个网页")


def faults_of_canonical(path: str, content: bytes, url: str) -> Iterator[Fault]:
    """The address that a page gives as its own; none where the site has none."""
    if path == "404.html" or (not url and b"canonical" not in content):
        return
    node = ParsedPage(path, content).tree.css_first("link[rel=canonical]")
    said = (node.attributes.get("href") or "") if node else ""
    right = url + path.removesuffix("index.html") if url else ""
    if said != right:
        yield Fault(Group.LINKS, path, f"规范网址（canonical）是“{said}”", f"应为“{right}”" if right else "应没有")
