"""manifest.json: the checksum of every published file and of every report's data; status.json: what was published.

Both say of which commit they are, and nothing of the machine: the same commit gives the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from ..model.disclosure import HISTORY_FILE, REPORT_FILES, State
from ..pages.data import Publication
from ..pages.downloads import MEDIA
from ..pages.parts.page import UNITS
from .files import file_bytes, given, json_bytes, json_text
from .record import about

#: At the site's root.
STATUS: Final = "status.json"
#: Ending of a commit that is not all of what was published.
DIRTY: Final = "-dirty"
_UNKNOWN: Final = "生成时不知道提交号：不是在 git 仓库里生成的，也没有设 GONGKAI_COMMIT"
_CHANGED: Final = "生成时有没有提交的改动，内容不全是这次提交的"
_HOW: Final = (
    "数据SHA-256 是公开数的校验值：取 report.json 的单位标识、年度和公开数，数字逐位写成文字，"
    "写成键按字符排序、没有空格的 JSON（UTF-8），再算 SHA-256"
)
#: What is generated in the folders of units; anything else there is an attachment.
_UNIT_FILES: Final = {*REPORT_FILES.values(), HISTORY_FILE, *(f"data.{ending}" for ending in MEDIA), "feed.xml"}


class ListedFile(NamedTuple):
    """A published file: its path below the site's root, its size in bytes, its SHA-256."""

    path: str
    size: int
    sha256: str


class ListedReport(NamedTuple):
    """A report that readers know of.

    Attributes:
        checksum: that of its data; "" where its figures are not shown.
        is_unread: its data file could not be read.
    """

    unit_id: str
    year: int
    file: str
    state: State
    checksum: str
    is_unread: bool


def commit_record(commit: str) -> dict[str, Any]:
    """Of which commit a site is, or why that is not known."""
    said = _CHANGED if commit.endswith(DIRTY) else "" if commit else _UNKNOWN
    return {"提交": commit.removesuffix(DIRTY) or None, **given({"提交说明": said})}


def manifest_parts(
    reports: Iterable[ListedReport], files: Iterable[ListedFile], publication: Publication, commit: str
) -> Iterator[bytes]:
    """manifest.json, a line for each report and file, in the order of names."""
    head = json_text({**about(publication), **commit_record(commit), "说明": _HOW})
    yield file_bytes(f'{head[:-1]},\n"报告":[\n')
    yield from _lines(map(_report, sorted(reports, key=lambda report: (report.unit_id, report.year))))
    yield b'],\n"\xe6\x96\x87\xe4\xbb\xb6":[\n'
    yield from _lines(map(_file, sorted(files)))
    yield b"]}\n"


def _lines(records: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    between = ""
    for record in records:
        yield file_bytes(between + json_text(record))
        between = ",\n"
    yield b"\n" if between else b""


def _report(report: ListedReport) -> dict[str, Any]:
    who = {"单位": report.unit_id, "年度": report.year, "状态": report.state}
    return {**who, **given({"数据SHA-256": report.checksum})}


def _file(file: ListedFile) -> dict[str, Any]:
    media = MEDIA[_ending(file.path)] if is_data(file.path) else None
    return {"路径": file.path, "字节数": file.size, "SHA-256": file.sha256, **given({"类型": media})}


def _ending(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[2]


def is_data(path: str) -> bool:
    """Whether a file of the site is one of open data, and not an attachment."""
    name = path.rpartition("/")[2]
    return _ending(path) in MEDIA and not (path.startswith(UNITS) and name not in _UNIT_FILES)


def status_json(reports: Iterable[ListedReport], publication: Publication, commit: str) -> bytes:
    """status.json: commit, time, how many reports in which state, and which could not be read."""
    listed = sorted(reports, key=lambda report: (report.year, report.unit_id))
    states = [state for state in State if state is not State.DRAFT]
    return json_bytes(
        {
            **about(publication),
            **commit_record(commit),
            "时间": _moment(publication.timestamp),
            "单位": len({report.unit_id for report in listed}),
            "报告": {state.value: sum(report.state is state for report in listed) for state in states},
            "读不了的文件": [report.file for report in listed if report.is_unread],
        }
    )


def _moment(timestamp: int | None) -> str | None:
    return None if timestamp is None else datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
