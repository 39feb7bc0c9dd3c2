"""manifest.json and status.json as somebody else's files: read without trust, and compared with each other."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..model.disclosure import State
from ..open_data.sums import is_inside
from .json_file import JsonError, read_json

MANIFEST: Final = "data/manifest.json"
STATUS: Final = "status.json"
_DIGEST: Final = re.compile("[0-9a-f]{64}")
#: Of bytes, a year or a number of reports.
_LARGEST: Final = 1 << 53


class ListError(ValueError):
    """A list that cannot be read; the message says why."""


class Listed:
    """What a manifest lists.

    Attributes:
        commit: of which it is; None where that was not known.
        sizes, checksums: path → size in bytes, and SHA-256.
        reports: (unit, year) → the checksum of the data of a report that can be read.
        states: how many reports there are in each state.
    """

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.commit = None if said["提交"] is None else _text(said["提交"])
        self.sizes = {_text(file["路径"]): _count(file["字节数"]) for file in said["文件"]}
        self.checksums = {file["路径"]: _text(file["SHA-256"]) for file in said["文件"]}
        keys = [(_text(report["单位"]), _count(report["年度"])) for report in said["报告"]]
        found = zip(keys, said["报告"], strict=True)
        self.reports = {key: _text(report["数据SHA-256"]) for key, report in found if "数据SHA-256" in report}
        self.states = Counter(_text(report["状态"]) for report in said["报告"])
        if len(self.checksums) != len(said["文件"]) or len({*keys}) != len(keys):
            raise ListError("同一个文件或同一份报告列了两次")
        if not all(map(is_inside, self.checksums)):
            raise ListError("有的路径不在网站里面")
        if not all(map(_DIGEST.fullmatch, (*self.checksums.values(), *self.reports.values()))):
            raise ListError("有的校验值不是 64 位十六进制")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ListError(f"有一处应当是文字，写的是 {_short(value)}")
    return value


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= _LARGEST:
        raise ListError(f"有一处应当是不太大的整数，写的是 {_short(value)}")
    return value


def _short(value: Any) -> str:
    return "一组" if isinstance(value, dict | list) else json.dumps(value, ensure_ascii=False)[:60]


def parse_manifest(content: bytes) -> Listed:
    """A manifest.

    Raises:
        ListError: it is none.
    """
    try:
        return Listed(read_json(content))
    except JsonError as error:
        raise ListError(str(error)) from None
    except (KeyError, TypeError, AttributeError):
        raise ListError("缺了“提交”“文件”或“报告”里的项目，不是本程序写的清单") from None


def status_faults(content: bytes | None, listed: Listed) -> Iterator[str]:
    """Where status.json says something else than the manifest, in words."""
    if content is None:
        return
    try:
        said = read_json(content)
        commit, counts = said["提交"], Counter({state: _count(number) for state, number in said["报告"].items()})
    except (JsonError, ListError) as error:
        yield f"不是本程序写的发布状态：{error}"
        return
    except (KeyError, TypeError, AttributeError):
        yield "不是本程序写的发布状态"
        return
    if commit != listed.commit:
        yield f"提交是 {_short(commit)}，清单写的是 {listed.commit}"
    for state in {*counts, *listed.states, *(state.value for state in State)}:
        if counts[state] != listed.states[state]:
            yield f"{state}的报告写 {counts[state]} 份，清单有 {listed.states[state]} 份"
