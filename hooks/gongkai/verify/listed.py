"""manifest.json and status.json as somebody else's files: read without trust, and compared with each other."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..model.disclosure import State

MANIFEST: Final = "data/manifest.json"
STATUS: Final = "status.json"
_DIGEST: Final = re.compile("[0-9a-f]{64}")


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
        self.commit: str | None = said["提交"]
        self.sizes = {str(file["路径"]): int(file["字节数"]) for file in said["文件"]}
        self.checksums = {str(file["路径"]): str(file["SHA-256"]) for file in said["文件"]}
        keys = [(str(report["单位"]), int(report["年度"])) for report in said["报告"]]
        found = zip(keys, said["报告"], strict=True)
        self.reports = {key: str(report["数据SHA-256"]) for key, report in found if "数据SHA-256" in report}
        self.states = Counter(str(report["状态"]) for report in said["报告"])
        if len(self.checksums) != len(said["文件"]) or len({*keys}) != len(keys):
            raise ListError("同一个文件或同一份报告列了两次")
        if not all(map(_DIGEST.fullmatch, (*self.checksums.values(), *self.reports.values()))):
            raise ListError("有的校验值不是 64 位十六进制")


def parse_manifest(content: bytes) -> Listed:
    """A manifest.

    Raises:
        ListError: it is none.
    """
    try:
        return Listed(json.loads(content))
    except ListError:
        raise
    except (ValueError, RecursionError):
        raise ListError("不是 JSON") from None
    except (KeyError, TypeError, AttributeError):
        raise ListError("缺了“提交”“文件”或“报告”里的项目，不是本程序写的清单") from None


def status_faults(content: bytes | None, listed: Listed) -> Iterator[str]:
    """Where status.json says something else than the manifest, in words."""
    if content is None:
        return
    try:
        said = json.loads(content)
        commit, counts = said["提交"], Counter({str(state): int(number) for state, number in said["报告"].items()})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield "不是本程序写的发布状态"
        return
    if commit != listed.commit:
        yield f"提交是 {commit}，清单写的是 {listed.commit}"
    for state in {*counts, *listed.states, *(state.value for state in State)}:
        if counts[state] != listed.states[state]:
            yield f"{state}的报告写 {counts[state]} 份，清单有 {listed.states[state]} 份"
