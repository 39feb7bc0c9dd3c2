"""A folder, an address or a ZIP that somebody has written → the site there; and the chain that was kept of one."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from ..open_data.sums import CHAIN
from .chain import ChainError, Entry, parse_chain
from .sources import Folder, Packed, Source, SourceError, UnreadableError, read
from .web import Web

#: Bytes: of a chain, and of a ZIP that is fetched.
_LONGEST_CHAIN: Final = 64 << 20
_LARGEST_ZIP: Final = 16 << 30


def open_source(place: str) -> Source:
    """The site at ``place``.

    Raises:
        SourceError: there is none.
    """
    if place.startswith(("https://", "http://")):
        return _packed_on_the_web(place) if _ending(place) == ".zip" else Web(f"{place.rstrip('/')}/")
    path = Path(place)
    if path.is_dir():
        return Folder(path)
    if path.is_file():
        return Packed(place, path)
    raise SourceError(f"找不到 {place}。怎么改：写网站的文件夹、网址（https:// 开头）或者 ZIP 文件")


def _ending(address: str) -> str:
    return Path(urlsplit(address).path).suffix.lower()


def _packed_on_the_web(address: str) -> Packed:
    file, size = tempfile.TemporaryFile(), 0  # noqa: SIM115  # closed with the source
    try:
        for piece in Web(address).open(""):
            size += len(piece)
            if size > _LARGEST_ZIP:
                raise UnreadableError(f"超过 {_LARGEST_ZIP >> 30} GB，没有读下去")
            file.write(piece)
    except (FileNotFoundError, UnreadableError) as error:
        file.close()
        raise SourceError(f"取不到 {address}：{_words(error)}。怎么改：核对网址") from None
    return Packed(address, file)


def read_chain(place: str) -> tuple[Entry, ...] | None:
    """The chain at ``place``: a site, or a chain.json by itself; None where a site has none.

    Raises:
        SourceError: there is nothing, or it cannot be read.
        ChainError: what is there is no chain.
    """
    try:
        return parse_chain(_chain_bytes(place))
    except FileNotFoundError:
        return None
    except UnreadableError as error:
        raise SourceError(f"读不到 {place} 的 {CHAIN}：{_words(error)}。怎么改：核对写的位置，再运行一次") from None


def _chain_bytes(place: str) -> bytes:
    if place.startswith(("https://", "http://")) and _ending(place) != ".zip":
        address = place if _ending(place) == ".json" else f"{place.rstrip('/')}/{CHAIN}"
        return read(Web(f"{address}?{int(time.time())}"), "", _LONGEST_CHAIN)  # no cache on the way answers that
    if Path(place).suffix.lower() == ".json" and Path(place).is_file():
        return Path(place).read_bytes()
    return read(open_source(place), CHAIN, _LONGEST_CHAIN)


def _words(error: Exception) -> str:
    return "没有这个文件" if isinstance(error, FileNotFoundError) else str(error)


__all__ = ["ChainError", "SourceError", "open_source", "read_chain"]
