"""Bytes on disk → text. Nothing else in the project opens data files."""

from __future__ import annotations

import codecs
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, Final

from ..model.problem import Level, Place, Problem
from ..model.text import UNSEEN

#: A larger file cannot be one unit's report for one year.
MAX_BYTES: Final = 2 * 1024 * 1024
#: Characters that break lines for one program but not for another, change the order of reading, or are no text.
CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff"
    r"\ufff9-\ufffb\ufffd-\uffff\U000e0000-\U000e00ff\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0010fffe\U0010ffff]"
)
UNSEEN_CODE: Final = "F04"
#: Those of :data:`UNSEEN` that Python takes for printable.
PRINTABLE_UNSEEN: Final = (
    *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0", *map(chr, range(0xFE00, 0xFE10))
)  # fmt: skip  # two lines
#: As many of them in a file as anybody will read.
MOST_UNSEEN: Final = 200
#: The one end of a line; programs that mean well have doubled some of them.
_LINE_END: Final = re.compile(r"\r+\n")
_SAVE_AS: Final = "用记事本打开，选“另存为”，编码选“UTF-8”，再保存"
_LONGEST: Final = 40
#: As much of a line as an example repeats, so that it can be taken as it stands.
LONGEST_LINE: Final = 120
_UNSEEN_CURE: Final = "删掉这个符号：照例子把整行换掉，免得删掉旁边的字；多半是从别处粘贴带来的"


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a data file; ``text`` is None where it cannot be read."""

    file: str
    text: str | None
    digest: str
    problems: tuple[Problem, ...]


class _RefusedError(Exception):
    """Line and column (0: the file as a whole), code, message, cure and example for a file that is not read."""


def read_source(path: Path, file: str) -> Source:
    """Read one file; ``file`` is its name in messages, below the project root."""
    try:
        content = _read_bytes(path)
    except _RefusedError as refused:
        return _refused(file, "", refused)
    return parse_source(content, file)


def parse_source(content: bytes, file: str) -> Source:
    """The bytes of one file → its text."""
    digest = sha256(content).hexdigest()
    try:
        text = _text_of(content)
    except _RefusedError as refused:
        return _refused(file, digest, refused)
    message, cure = "文件开头有 BOM 标记，已按没有读取", "保存时选“UTF-8（无 BOM）”"
    mark = Problem(Place(file, 1, 1), Level.HINT, "F05", message, cure)
    return Source(file, text, digest, (mark,) if content.startswith(codecs.BOM_UTF8) else ())


def _refused(file: str, digest: str, refused: _RefusedError) -> Source:
    line, column, *words = refused.args
    return Source(file, None, digest, (Problem(Place(file, line, column), Level.ERROR, *words),))


def _read_bytes(path: Path) -> bytes:
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            raise _RefusedError(0, 0, "F08", "这是一个链接，不是文件", "提交文件本身")
        if not stat.S_ISREG(status.st_mode):
            raise _RefusedError(0, 0, "F09", "这不是一个普通的文件", "换成用记事本能打开的文本文件")
        if (size := status.st_size) > MAX_BYTES:
            message = f"文件有 {size / 1024 / 1024:.1f} MB，超过 {MAX_BYTES // 1024 // 1024} MB"
            cure = "一个单位一个年度的报告只有几十 KB；图片和原件请作为附件"
            raise _RefusedError(0, 0, "F01", message, cure)
        return path.read_bytes()
    except OSError:
        raise _RefusedError(0, 0, "F09", "文件打不开", "检查文件是否还在，有没有读取的权限") from None


def _text_of(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _RefusedError(0, 0, "F03", "文件是 UTF-16（Unicode）编码，不是 UTF-8 编码", _SAVE_AS)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, guess = content.count(b"\n", 0, error.start) + 1, "，看来是 GBK 编码" if _is_gbk(content) else ""
        raise _RefusedError(line, 1, "F03", f"文件不是 UTF-8 编码{guess}", _SAVE_AS) from None
    if "\r" in text:
        text = _LINE_END.sub("\n", text) if "\n" in text else text.replace("\r", "\n")  # as old Macs wrote
    if not text.strip():
        example = "标题: 2020年度部门整体支出绩效自评报告"
        raise _RefusedError(0, 0, "F02", "文件是空的", "把内容写进去，或者删掉这个文件", example)
    if found := find_control(text):
        at = place_of("", text, found.start())
        raise _RefusedError(at.line, at.column, *unreadable(found[0]), _without(CONTROL, text.split("\n")[at.line - 1]))
    return text


@lru_cache(maxsize=1)  # asked of a file's text when it is read, and again before it is taken for plain
def find_control(text: str) -> re.Match[str] | None:
    """The first character of :data:`CONTROL`; all but one of them cannot be printed, which is quickly asked."""
    return None if _is_printable(text) and "\ufffd" not in text else CONTROL.search(text)


@lru_cache(maxsize=1)
def _is_printable(text: str) -> bool:
    return text.replace("\n", "").isprintable()


def find_unseen(text: str, file: str) -> Iterator[Problem]:
    """Every line of a text, keys and comments too, in which a character without a shape stands; only the first of it.

    Two names that look the same would not be the same, and nobody would find the figure again.
    """
    if _is_printable(text) and not any([sign in text for sign in PRINTABLE_UNSEEN]):
        return  # nearly every text
    last = 0
    for found in islice(UNSEEN.finditer(text), MOST_UNSEEN):
        place = place_of(file, text, found.start())
        if place.line != last:
            last, message = place.line, f"这一行第 {place.column} 个字是看不见的符号（U+{ord(found[0]):04X}）"
            right = _without(UNSEEN, text[found.start() - place.column + 1 :].partition("\n")[0])
            cure = _UNSEEN_CURE if right else "删掉这个符号，或者整行重新输入；多半是从别处粘贴带来的"
            yield Problem(place, Level.ERROR, UNSEEN_CODE, message, cure, right)


def _without(signs: re.Pattern[str], row: str) -> str:
    """A row as it was meant; "" where it is too long to be repeated, or something is lost."""
    right = signs.sub("", row).strip()
    return right if len(right) <= LONGEST_LINE and right.isprintable() and "\ufffd" not in row else ""


def _is_gbk(content: bytes) -> bool:
    try:
        return bool(content.decode("gb18030"))
    except UnicodeDecodeError:
        return False


def unreadable(character: str, *, escaped: bool = False) -> tuple[str, str, str]:
    """Code, message and cure for a character that no text of a report holds; ``escaped`` as ``"\\r"`` or as itself."""
    if escaped:
        message = f"英文双引号里的 \\ 写成了一个看不见的控制字符（U+{ord(character):04X}）"
        return "F04", message, "删掉这个 \\ 和它后面的字母；要照字印出来，就换成英文单引号"
    if character == "\ufffd":
        return "F10", "这里有乱码“\ufffd”，原来的字已经丢失", "对照原文，把原来的字补上"
    return "F04", f"这里有一个看不见的控制字符（U+{ord(character):04X}）", "删掉这个字符；多半是从别处粘贴带来的"


def place_of(file: str, text: str, offset: int) -> Place:
    """Line and column of a character."""
    before = text.rfind("\n", 0, offset)
    return Place(file, text.count("\n", 0, offset) + 1, offset - before)


def printable(name: str) -> str:
    """A file's name as messages call it: whole, with “?” for every character that cannot be printed.

    It is no path: what is opened is never named by it.
    """
    return "".join(c if c.isprintable() else "?" for c in name)


def one_line(value: Any, longest: int = _LONGEST) -> str:
    """``value`` on one line; control characters become “?”, so that a file cannot forge lines of a log."""
    if isinstance(value, dict | list):
        return "下一级内容"
    text = str(value)[: 4 * longest]
    line = " ".join("".join(c if c.isprintable() else " " if c.isspace() else "?" for c in text).split())
    return line if len(line) <= longest and len(str(value)) <= 4 * longest else line[:longest] + "…"
