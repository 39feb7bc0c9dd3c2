"""A ZIP for each year and one of everything, the same bytes for the same data: fixed time, order and compression."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from ..pages.data import Publication
from ..pages.fields import CSV_COLUMNS
from .files import file_bytes
from .record import DEMO_NOTE, LAYOUT

#: The earliest time that a ZIP can hold, used when the time of the commit is not known.
FIRST: Final = (1980, 1, 1, 0, 0, 0)
#: Of zlib: 5 takes a quarter more time, for eight bytes in a hundred; 6 seven tenths more, for eleven.
_LEVEL: Final = 4
README: Final = "README.txt"
#: A file's name and how to get its content.
Part = tuple[str, Callable[[], bytes]]


class _Sink(io.RawIOBase):
    """Takes what is written and hands it on; only how much it was is remembered."""

    def __init__(self) -> None:
        self._at, self._parts = 0, list[bytes]()

    def write(self, content: Any) -> int:
        """Take some bytes."""
        self._parts.append(bytes(content))
        self._at += len(content)
        return len(content)

    def tell(self) -> int:
        """How many there were."""
        return self._at

    def take(self) -> bytes:
        """What has not been handed on yet."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


def zip_parts(
    parts: Iterable[Part], packed: Iterable[bytes], publication: Publication, *, is_split: bool = False
) -> Iterator[bytes]:
    """A ZIP as it grows, with the README first; only one file is in memory.

    Args:
        parts: files to be packed.
        packed: other such ZIPs, whose files are taken over as they are packed there.
        publication: what the README says.
        is_split: the files of a year are divided by category.
    """
    out, moment = _Sink(), _moment(publication.timestamp)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        first: Part = (README, lambda: file_bytes(readme(publication, is_split=is_split)))
        for name, read in (first, *parts):
            content = read()
            press = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
            info = zipfile.ZipInfo(name, moment)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            info.CRC, info.file_size = zlib.crc32(content), len(content)
            _add(archive, info, press.compress(content) + press.flush())
            yield out.take()
        for other in packed:
            for info in zipfile.ZipFile(io.BytesIO(other)).infolist():
                start = info.header_offset + len(info.FileHeader())
                if info.filename != README:
                    _add(archive, info, other[start : start + info.compress_size])
                    yield out.take()
    yield out.take()


def _add(archive: zipfile.ZipFile, info: zipfile.ZipInfo, packed: bytes) -> None:
    """Write what is packed already, which ``zipfile`` has no method for: the same bytes as its ``writestr``."""
    out = archive.fp
    assert out is not None
    info.compress_size, info.header_offset = len(packed), out.tell()
    out.write(info.FileHeader() + packed)
    archive.filelist.append(info)
    archive.NameToInfo[info.filename] = info
    archive.start_dir = out.tell()
    archive._didModify = True  # type: ignore[attr-defined]  # so that the end is written


def readme(publication: Publication, *, is_split: bool = False) -> str:
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
        imprint=said,
        columns=columns,
        layout=LAYOUT,
        demo=f"{DEMO_NOTE}。\n" if publication.demo else "",
        split=_SPLIT if is_split else "",
    ).replace("\r\n", "\n").replace("\n", "\r\n")


_SPLIT: Final = """  years/年度/data-类别.csv、data-类别.json
                         报告很多的年度按单位类别分成几个文件，每份报告只在其中一个，
                         合起来就是全年；“类别”写成拼音，单位很多的类别再编号
"""
_README: Final = """部门整体支出绩效报告公开数据
{imprint}
{demo}
文件
  years/年度/data.csv    一个年度全部报告的数字，一行一个数
  years/年度/data.json   同一年度的完整内容，每份报告一行，包括文字；“公开数”和“计算数”分开
{split}  datapackage.json       各 CSV 文件每一列的名称和类型（Data Package），供程序读取
  data/dictionary.csv    数据字典：每个字段的键、含义、计量单位和依据
  data/schema.json       JSON 里“公开数”的格式（JSON Schema），格式版本 {layout}

CSV 各列
{columns}

怎么读
  金额单位一律为万元。空白（JSON 里没有这个键）表示未公开，0 表示公开为零，两者不同。
  公开的数字与单位公布的一致，一位不改；“计算”的数由本站按公开数算出，百分比四舍五入保留四位小数。
  JSON 里的小数请按十进制读取，以免产生误差。
  CSV 用 UTF-8 编码并带 BOM。以 = + - @ 开头的文字（不含负数）前加了一个撇号，防止表格软件当作公式运行。
  核实中、依法不公开和撤下的报告只列出单位、年度和状态，没有数字。
  部门的数字包括本级和所属单位，不能与所属单位相加。
"""


def _moment(timestamp: int | None) -> tuple[int, int, int, int, int, int]:
    """UTC, in the two-second steps of a ZIP."""
    if timestamp is None:
        return FIRST
    at = datetime.fromtimestamp(timestamp, UTC)
    made = (at.year, at.month, at.day, at.hour, at.minute, at.second // 2 * 2)
    return max(made, FIRST)
