"""The closed list of what may stand below ``data/``; anything else is refused by its name.

Whatever is committed there is public, whether the site shows it or not; and some files change what others mean.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from ..model.disclosure import ATTACHMENT_TYPES
from ..model.problem import Level, Place, Problem
from ..model.text import fault_of_id, folded
from .names_file import NAMES_FILE
from .outlines import OUTLINES_FOLDER
from .register import UNITS_FILE, YEAR_FILE
from .source import one_line, parse_source, printable
from .yaml_text import parse_yaml

SCHEMA_FILE: Final = "_schema.json"
_OF_A_YEAR: Final = re.compile(r"20[0-9]{2}/(.+)", re.DOTALL)
_OUTLINE: Final = re.compile(rf"{OUTLINES_FOLDER}/[^/._][^/]*\.yml")
_RECORDS: Final = frozenset({UNITS_FILE, NAMES_FILE, SCHEMA_FILE, f"{OUTLINES_FOLDER}/{SCHEMA_FILE}"})
_GIT: Final = re.compile(r"(?:^|/)\.git[^/]*(?:/|$)", re.IGNORECASE)
#: Reports that look like one but for their name, which have a message of their own.
_NAMED_WRONGLY: Final = re.compile(r"20[0-9]{2}/[^/._][^/]*\.(?:yml|yaml|txt)", re.IGNORECASE)
_LIST: Final = "units.yml、名称.yml、提纲/名称.yml、年度/_year.yml、年度/单位标识.yml，和报告的“附件”写了的文件"


def is_report(path: str) -> bool:
    """Whether a path below the data folder is that of a report."""
    name = _name_in_year(path)
    return name.endswith(".yml") and not fault_of_id(name.removesuffix(".yml"))


def is_rules(path: str) -> bool:
    """Whether a path below the data folder is that of the rules of a year."""
    return _name_in_year(path) == YEAR_FILE


def _name_in_year(path: str) -> str:
    """What a file in the folder of a year is called; "" for any other."""
    inside = _OF_A_YEAR.fullmatch(path)
    return inside[1] if inside else ""


def is_outline(path: str) -> bool:
    """Whether a path below the data folder is that of an outline."""
    return bool(_OUTLINE.fullmatch(path))


def is_record(path: str) -> bool:
    """Whether a path below the data folder is that of something the program reads."""
    return path in _RECORDS or is_report(path) or is_rules(path) or is_outline(path)


def foreign_files(
    paths: Iterable[str], read: Callable[[str], bytes | None], folder: str = "data", *, named_wrongly: bool = True
) -> Iterator[Problem]:
    """What has no business below a data folder.

    Args:
        paths: every file, below ``folder``.
        read: gives the content of one.
        folder: what problems call the folder.
        named_wrongly: files that were meant to be read are told too, which :mod:`.inventory` does in its own words.
    """
    known = sorted(paths)
    beside = [path for path in known if not is_record(path) and (named_wrongly or not _is_like_a_record(path))]
    attached = _Attached(known, {path[:4] for path in beside}, read)
    yield from (_foreign(path, folder) for path in beside if path not in attached)
    yield from _twins(known, folder)


def find_foreign_files(root: Path, folder: str = "data") -> Iterator[Problem]:
    """What lies below ``root/folder`` and has no business there."""
    home = root / folder
    found = (
        Path(top, name).relative_to(home).as_posix()
        for top, folders, names in os.walk(home)
        for name in (*names, *(name for name in folders if os.path.islink(Path(top, name))))
    )
    yield from foreign_files(found, lambda path: _content(home / path), folder, named_wrongly=False)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() and not path.is_symlink() else None
    except OSError:
        return None


def _is_like_a_record(path: str) -> bool:
    """Whether a file was meant to be read, by its name."""
    is_beside = "/" not in path and path.lower().endswith((".yml", ".yaml")) and path[:1] not in "._"
    is_outline = path.startswith(f"{OUTLINES_FOLDER}/") and path.count("/") == 1 and path[3:4] not in "._"
    is_outline = is_outline and path.lower().endswith((".yaml", ".txt"))
    return is_beside or is_outline or bool(_NAMED_WRONGLY.fullmatch(path))


class _Attached:
    """The files that the reports of some years name."""

    def __init__(self, paths: Iterable[str], years: set[str], read: Callable[[str], bytes | None]) -> None:
        self._named: defaultdict[str, set[str]] = defaultdict(set)
        self._unread: defaultdict[str, list[str]] = defaultdict(list)
        self._unknown: set[str] = set()  # years with a report that is no text at all
        for path in paths:
            if path[:4] in years and is_report(path):
                text = parse_source(read(path) or b"", path).text
                if text is None:
                    self._unknown.add(path[:4])
                elif "附件" in text and (files := attachments_in(parse_yaml(text, path).value)):
                    self._named[path[:4]] |= files
                elif "附件" in text:
                    self._unread[path[:4]].append(text)

    def __contains__(self, path: str) -> bool:
        """Whether one names the file; one that cannot be read, and is refused for that, may."""
        year, file = path[:4], path[5:]
        if year in self._unknown and file.lower().endswith(ATTACHMENT_TYPES):
            return True
        return file in self._named[year] or any(f"文件: {file}" in text for text in self._unread[year])


def attachments_in(value: object) -> set[str]:
    """The files that the content of a report names."""
    listed = value.get("附件") if isinstance(value, dict) else None
    entries = listed if isinstance(listed, list) else []
    return {str(entry["文件"]).strip() for entry in entries if isinstance(entry, dict) and entry.get("文件")}


def _twins(paths: Iterable[str], folder: str) -> Iterator[Problem]:
    """Names that are one and the same on another computer."""
    seen: dict[str, str] = {}
    for path in paths:
        first = seen.setdefault("/".join(map(folded, path.split("/"))), path)
        if first != path:
            message = f"“{one_line(path)}”与“{one_line(first)}”的名称只差大小写、全角半角或字形，在别的电脑上会互相覆盖"
            yield _problem(path, folder, "F12", message, "两份里留一份，多余的删掉")


def _foreign(path: str, folder: str) -> Problem:
    name = one_line(path, 80)
    if _GIT.search(path):
        message = f"“{name}”是 git 自己的设置，会改变别的文件的意思"
        return _problem(path, folder, "F11", message, f"删掉它；{folder}/ 里不放以 .git 开头的文件")
    if _OF_A_YEAR.fullmatch(path):
        message = f"“{name}”不是报告，也没有一份报告的“附件”写了它"
        cure = "是附件的，在报告的“附件”里写上名称和文件；不是的删掉，备份、临时文件和别的年度的附件都不要留"
        return _problem(path, folder, "F11", message, cure, "附件:\n  - {名称: 自评表, 文件: 附件/zipingbiao.xlsx}")
    return _problem(path, folder, "F11", f"{folder}/ 里不放“{name}”", f"删掉它；这里只放 {_LIST}")


def _problem(path: str, folder: str, code: str, message: str, cure: str, example: str = "") -> Problem:
    return Problem(Place(f"{folder}/{printable(path)}"), Level.ERROR, code, message, cure, example)
