"""One ZIP of everything, the same bytes for the same data: fixed time, fixed order, fixed compression.

Compressing takes longer than anything else about it, so each part is packed once, when it is written, and taken from
the cache when the ZIP is put together.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Final

from ..pages.data import CSV_COLUMNS, Publication
from .files import Download, file_bytes
from .record import DEMO_NOTE, LAYOUT

#: The earliest time that a ZIP can hold, used when the time of the commit is not known.
FIRST: Final = (1980, 1, 1, 0, 0, 0)
_LEVEL: Final = 6
#: Year to second.
Moment = tuple[int, int, int, int, int, int]
#: (address, make) → what was made of the file at that address before, or what ``make`` makes of it now.
PackCache = Callable[[str, Callable[[], bytes]], bytes]


#: Checksum and size of a part, before its compressed bytes.
_FACTS: Final = struct.Struct(">QQ")


def packing(part: Download, cache: PackCache) -> Download:
    """``part``, which is packed as soon as it has been made."""

    def make() -> bytes:
        content = part.make()
        cache(part.path, partial(_packed, content))
        return content

    return Download(part.path, make)


def _packed(content: bytes) -> bytes:
    """A part as it stands in the ZIP, and before it what the ZIP says about it."""
    press = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _FACTS.pack(zlib.crc32(content), len(content)) + press.compress(content) + press.flush()


def bundle(parts: Iterable[Download], publication: Publication, cache: PackCache | None = None) -> bytes:
    """The ZIP of ``parts``, by name, with the README first."""
    out = io.BytesIO()
    moment = _moment(publication.timestamp)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        _add(archive, "README.txt", _packed(file_bytes(readme(publication))), moment)
        for part in sorted(parts, key=lambda part: part.path):
            pack = partial(_packed_download, part)
            _add(archive, part.path, cache(part.path, pack) if cache else pack(), moment)
    return out.getvalue()


def _packed_download(part: Download) -> bytes:
    return _packed(part.make())


def readme(publication: Publication) -> str:
    """README.txt, for those who find the ZIP without the site; CRLF and BOM for old editors."""
    columns = "\r\n".join(f"  {label}：{meaning}" for label, meaning in CSV_COLUMNS)
    imprint = (
        ("来源", publication.name),
        ("网址", publication.url),
        ("发布者", publication.publisher),
        ("许可", " ".join(filter(None, (publication.licence, publication.licence_url)))),
    )
    said = "\r\n".join(f"{label}：{value}" for label, value in imprint if value)
    return "\ufeff" + _README.format(
        imprint=said, columns=columns, layout=LAYOUT, demo=f"{DEMO_NOTE}。\n" if publication.demo else ""
    ).replace("\r\n", "\n").replace("\n", "\r\n")


_README: Final = """部门整体支出绩效报告公开数据
{imprint}
{demo}
文件
  years/年度/data.csv    一个年度全部报告的数字，一行一个数
  years/年度/data.json   同一年度的完整内容，每份报告一行，包括文字；“公开数”和“计算数”分开
  data/dictionary.csv    数据字典：每个字段的键、含义、计量单位和依据
  data/schema.json       JSON 里“公开数”的格式（JSON Schema），格式版本 {layout}

CSV 各列
{columns}

怎么读
  金额单位一律为万元。空白（JSON 里没有这个键）表示未公开，0 表示公开为零，两者不同。
  公开的数字与单位公布的一致，一位不改；“计算”的数由本站按公开数算出，百分比四舍五入保留四位小数。
  JSON 里的小数请按十进制读取，以免产生误差。
  CSV 用 UTF-8 编码并带 BOM。以 = + - @ 开头的文字（不含负数）前加了一个撇号，防止表格软件当作公式运行。
  核实中和依法不公开的报告只列出单位、年度和状态，没有数字。
  部门的数字包括本级和所属单位，不能与所属单位相加。
"""


def _add(archive: zipfile.ZipFile, name: str, packed: bytes, moment: Moment) -> None:
    """Write what is compressed already, which ``zipfile`` has no method for: the same bytes as its ``writestr``."""
    info = zipfile.ZipInfo(name, moment)
    info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
    info.CRC, info.file_size = _FACTS.unpack_from(packed)
    info.compress_size = len(packed) - _FACTS.size
    out = archive.fp
    assert out is not None
    info.header_offset = out.tell()
    out.write(info.FileHeader() + packed[_FACTS.size :])
    archive.filelist.append(info)
    archive.NameToInfo[name] = info
    archive.start_dir = out.tell()
    archive._didModify = True  # type: ignore[attr-defined]


def _moment(timestamp: int | None) -> Moment:
    """UTC, in the two-second steps of a ZIP."""
    if timestamp is None:
        return FIRST
    at = datetime.fromtimestamp(timestamp, UTC)
    made = (at.year, at.month, at.day, at.hour, at.minute, at.second // 2 * 2)
    return max(made, FIRST)
