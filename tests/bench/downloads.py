"""The downloads of a built site, in a form that can be compared between builders."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any, Final

#: What only our files hold.
OURS: Final = "数据文件SHA-256"
#: To this many decimals a percentage worked out in binary numbers is the same as one in decimal numbers.
_DIGITS: Final = 3
_NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")


def downloads_of(site: Path) -> set[str]:
    """The JSON and CSV files of reports, units and years."""
    return {
        file.relative_to(site).as_posix()
        for folder in ("units", "years")
        for ending in ("json", "csv")
        for file in (site / folder).rglob(f"*.{ending}")
    }


def read_json(file: Path) -> Any:
    """What both kinds of builder write; 9257.20 and 9257.2 are the same."""
    return _shared(json.loads(file.read_text(encoding="utf-8")))


def _shared(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shared(part) for key, part in value.items() if key != OURS}
    if isinstance(value, list):
        return [_shared(part) for part in value]
    return round(value, _DIGITS) if isinstance(value, float) else value


def reports_of(collected: dict[str, Any]) -> dict[tuple[str, int], Any]:
    """The reports in data.json, in whatever order."""
    return {(report["单位"]["标识"], report["年度"]): report for report in collected["报告"]}


def rows_of(file: Path) -> list[tuple[str, ...]]:
    """The rows of a CSV file in a fixed order, figures as numbers."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return sorted(tuple(map(_figure, row)) for row in csv.reader(lines))


def _figure(cell: str) -> str:
    return f"{float(cell):.{_DIGITS}f}" if _NUMBER.fullmatch(cell) else cell


def sizes_of(site: Path) -> dict[str, int]:
    """Bytes of the downloads by ending; of our JSON only what others write too."""
    found = dict.fromkeys(("json", "csv"), 0)
    for path in downloads_of(site):
        file = site / path
        content = _compact(file) if path.endswith(".json") else file.read_bytes()
        found[path.rpartition(".")[2]] += len(content)
    return found


def _compact(file: Path) -> bytes:
    return json.dumps(read_json(file), ensure_ascii=False, separators=(",", ":")).encode()
