"""What the page of the desk may save into the checkout: the report of a registered unit, and the files it attaches."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

from ..build.faults import words_of
from ..build.output import whole_file
from ..load.allowed_files import attachments_in, is_report
from ..load.source import MAX_BYTES, one_line, parse_source
from ..load.yaml_text import parse_yaml
from ..model.disclosure import ATTACHMENT_TYPES
from .data_files import replace_file

#: Bytes of the largest attachment: as much as the page itself takes.
LARGEST: Final = 40_000_000
_BELOW: Final = re.compile(r"(?P<year>20[0-9]{2})/(?P<file>.+)", re.DOTALL)
#: What no part of a name has on any system: two dots would lead out of the folder, a colon to another disk.
_PART: Final = re.compile(r"(?![.\s])[^\\/:*?\"<>|\x00-\x1f\x7f]+(?<![.\s])")
_ONLY: Final = "这里只保存 {data}/年度/单位标识.yml，和它的“附件”写了的文件"
_CHANGED: Final = "{path} 在电脑上已经是另一份内容，没有覆盖。怎么改：打开那一份看看，确定用网页上的，再按“换成这一份”"


class Answer(NamedTuple):
    """What is answered to a request to save.

    Attributes:
        status: 201 where the file is new, 200 where it is as it was sent; anything else: nothing was written.
        words: for the person.
        digest: SHA-256 of the file that is there now, hexadecimal; "" for none.
    """

    status: HTTPStatus
    words: str
    digest: str = ""


class RefusedError(Exception):
    """An answer that writes nothing: status and words."""


def digest_of(path: Path) -> str:
    """SHA-256 of a file, hexadecimal; "" where there is none."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


class Checkout:
    """The data folder of a project, into which one file after the other is saved.

    Args:
        root: the project.
        data: the data folder, below it.
        units: the registered units, by their ids.
    """

    def __init__(self, root: Path, data: str, units: Collection[str]) -> None:
        self._root, self._data, self._units = root.resolve(), data, units
        self._attached: defaultdict[str, set[str]] = defaultdict(set)
        self._lock = Lock()

    def save(self, path: str, content: bytes, known: Collection[str]) -> Answer:
        """Save a file, whole or not at all.

        Args:
            path: below the project.
            content: what it is to be.
            known: SHA-256 of what the sender knows that may be there; nothing for a file that is new.
        """
        try:
            year, file = self._parted(path)
            text = self._text_of(path, file, content)
            place = self._place_of(path)
            with self._lock:
                answer = self._written(place, path, content, known)
        except RefusedError as refused:
            return Answer(*refused.args)
        except OSError as error:
            return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, words_of(error) or f"{path} 没有写成")
        if text and answer.status < HTTPStatus.BAD_REQUEST:
            self._attached[year] |= attachments_in(parse_yaml(text, path).value)
        return answer

    def _parted(self, path: str) -> tuple[str, str]:
        """The year, and the name below its folder, of what may be saved."""
        below = path.removeprefix(f"{self._data}/")
        found = _BELOW.fullmatch(below)
        is_plain = all(_PART.fullmatch(part) for part in path.split("/"))
        if found is None or below == path or not is_plain or not path.isprintable():
            raise RefusedError(HTTPStatus.FORBIDDEN, f"{_ONLY.format(data=self._data)}。")
        year, file = found["year"], found["file"]
        if is_report(below):
            if file.removesuffix(".yml") not in self._units:
                cure = f"先在 {self._data}/units.yml 登记，重新运行 gongkai desk"
                raise RefusedError(HTTPStatus.FORBIDDEN, f"单位“{one_line(file)}”没有登记，没有保存。怎么改：{cure}")
        elif file not in self._attached[year] or not file.lower().endswith(ATTACHMENT_TYPES):
            cure = "在“附件”里写上名称和文件，先保存报告，再保存附件"
            words = f"{_ONLY.format(data=self._data)}，没有保存“{one_line(file)}”。怎么改：{cure}"
            raise RefusedError(HTTPStatus.FORBIDDEN, words)
        return year, file

    def _text_of(self, path: str, file: str, content: bytes) -> str:
        """The text of a report; "" for an attachment."""
        is_text = "/" not in file and file.endswith(".yml")
        most = MAX_BYTES if is_text else LARGEST
        if len(content) > most:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, too_large(most))
        if not is_text:
            return ""
        source = parse_source(content, path)
        if source.text is None:
            problem = source.problems[0]
            words = f"{problem.message}，没有保存。怎么改：{problem.cure}"
            raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, words)
        return source.text

    def _place_of(self, path: str) -> Path:
        """Where the file lies: in a year that there is, and nowhere behind a link."""
        place = self._root / path
        year = self._root / self._data / path.removeprefix(f"{self._data}/")[:4]
        if not year.is_dir():
            cure = f"先运行 gongkai new，或者建立 {self._data}/{year.name}/_year.yml"
            raise RefusedError(HTTPStatus.CONFLICT, f"没有 {year.name} 年度的文件夹，没有保存。怎么改：{cure}")
        if any(above.is_symlink() for above in self._upwards(place)):
            words = f"{path} 是链接，或者在链接后面，没有保存。怎么改：把链接换成文件、文件夹本身"
            raise RefusedError(HTTPStatus.FORBIDDEN, words)
        if place.is_dir():
            words = f"{path} 是文件夹，没有保存。怎么改：把它移走，或者改名"
            raise RefusedError(HTTPStatus.CONFLICT, words)
        return place

    def _upwards(self, place: Path) -> Iterator[Path]:
        """The file and the folders above it, up to the project."""
        while place != self._root:
            yield place
            place = place.parent

    def _written(self, place: Path, path: str, content: bytes, known: Collection[str]) -> Answer:
        there, new = digest_of(place), sha256(content).hexdigest()
        if there == new:
            return Answer(HTTPStatus.OK, f"{path} 已经是这一份。", new)
        if there not in known and (there or known):
            words = _CHANGED.format(path=path) if there else f"{path} 在电脑上已经没有了，没有保存。"
            return Answer(HTTPStatus.PRECONDITION_FAILED, words, there)
        if there:
            replace_file(place, content)
            return Answer(HTTPStatus.OK, f"已保存到 {path}。", new)
        place.parent.mkdir(exist_ok=True, parents=True)
        with whole_file(place, f".{os.getpid()}") as file:
            file.write(content)
        return Answer(HTTPStatus.CREATED, f"已保存到 {path}（新文件）。", new)


def too_large(most: int) -> str:
    """That a file is larger than any that is saved."""
    return f"文件超过 {most / 1e6:.0f} MB，没有保存。怎么改：报告只有几十 KB；扫描件压缩以后再作附件"
