"""ZIP packages (.docx, .xlsx) read within limits: no bomb, no DTD, no code."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Final
from xml.etree import ElementTree

from ..document import UnreadableError

#: What all that is in a package may come to, unpacked, in bytes; and in how many parts.
LARGEST: Final = 200 * 1024 * 1024
MOST_PARTS: Final = 10_000
#: One part of XML, in bytes: its tree takes ten times as much.
LARGEST_XML: Final = 40 * 1024 * 1024
DAMAGED: Final = "文件坏了，打不开；请用 Word 或 WPS 打开，能打开的另存一次再导入，打不开的向原来的人再要一份"
TOO_LARGE: Final = "文件展开以后太大，不像一份报告；请核对是不是这个文件，或者把图片去掉以后另存一份"
_LOCKED: Final = "文件有密码，读不了；请用 Word 或 WPS 打开，去掉密码后另存一份再导入"


class Package:
    """The parts of a ZIP file by their names; a name is found whatever its case."""

    def __init__(self, content: bytes) -> None:
        """Look through the whole package once, so that whoever reads it again meets no surprise.

        Raises:
            UnreadableError: it is damaged, locked, or unpacks to more than a report can be.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableError(DAMAGED) from error
        members = [member for member in self._zip.infolist() if not member.is_dir()]
        if len(members) > MOST_PARTS or sum(member.file_size for member in members) > LARGEST:
            raise UnreadableError(TOO_LARGE)
        if any(member.flag_bits & 1 for member in members):
            raise UnreadableError(_LOCKED)
        self._members = {member.filename.replace("\\", "/").lstrip("/").lower(): member for member in members}

    def check(self) -> None:
        """Unpack everything once and keep nothing: what a part says of its size or its bytes may be a lie."""
        for name in self._members:
            self._unpacked(name)

    def _unpacked(self, name: str) -> bytes:
        """The bytes of a part; never more than it says it has, and that is looked at before."""
        try:
            return self._zip.read(self._members[name])
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise UnreadableError(DAMAGED) from error

    @property
    def names(self) -> frozenset[str]:
        """All names, in lower case."""
        return frozenset(self._members)

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.lower() in self._members

    def part(self, name: str) -> bytes:
        """The bytes of a part; none where it does not exist."""
        return self._unpacked(name.lower()) if self.has(name) else b""

    def xml(self, name: str) -> ElementTree.Element | None:
        """The root of a part that is XML; None where it does not exist.

        Raises:
            UnreadableError: it is no XML, or declares entities.
        """
        return parse_xml(self.part(name)) if self.has(name) else None

    def targets(self, name: str) -> dict[str, str]:
        """What a part refers to: the end of the kind of each reference (``styles``) → the name of the part."""
        folder, base = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, str] = {}
        for each in root if root is not None else ():
            target = each.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.setdefault(each.get("Type", "").rpartition("/")[2], path)
        return found


def parse_xml(content: bytes) -> ElementTree.Element:
    """XML → its root, with no document type: entities are bombs or nothing that an office program writes."""
    if len(content) > LARGEST_XML:
        raise UnreadableError(TOO_LARGE)
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise UnreadableError("文件里有办公软件不会写的内容（DTD），不读；请用 Word 或 WPS 打开后另存一份再导入")
    try:
        return ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise UnreadableError(DAMAGED) from error


def local(element: ElementTree.Element) -> str:
    """The name of an element without its namespace: the strict and the usual format differ in nothing else."""
    return element.tag.rpartition("}")[2]


def value_of(element: ElementTree.Element | None, name: str = "val") -> str | None:
    """An attribute by its name without its namespace; None where the element or the attribute does not exist."""
    if element is None:
        return None
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == name), None)


def child(element: ElementTree.Element | None, *names: str) -> ElementTree.Element | None:
    """The first child of the first name, its first child of the second, and so on."""
    for name in names:
        if element is None:
            return None
        element = next((each for each in element if local(each) == name), None)
    return element


def is_on(element: ElementTree.Element | None) -> bool:
    """Whether a property is set: it is there, and not with ``val="0"``."""
    return element is not None and value_of(element) not in {"0", "false", "off", "none"}


def chosen(element: ElementTree.Element) -> ElementTree.Element:
    """Of two ways to say the same (``mc:AlternateContent``) the first; nothing where there is none."""
    first = child(element, "Choice")
    second = first if first is not None else child(element, "Fallback")
    return second if second is not None else ElementTree.Element("none")
