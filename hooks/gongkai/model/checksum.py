"""The checksum of a report's data (数据校验值): SHA-256 of the published values in a form that anybody can make again.

The form: JSON of the unit's id, the year and 公开数 as ``report.json`` has them, every number as a text of its digits
(971.210 is not 971.21), keys in the order of their characters, no spaces, UTF-8. In Python, of any report.json::

    d = json.load(open("report.json", encoding="utf-8"), parse_float=str, parse_int=str)
    v = {"单位": d["单位"]["标识"], "年度": d["年度"], "公开数": d["公开数"]}
    t = json.dumps(v, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    print(hashlib.sha256(t.encode()).hexdigest())
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import Any

from .record import Record


def canonical(value: Any) -> str:
    """A value as canonical JSON; numbers must be texts of their digits already."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_read(text: str | bytes) -> Any:
    """JSON with every number as a text of its digits."""
    return json.loads(text, parse_float=str, parse_int=str)


def checksum_of(unit_id: str, year: int, stated: str) -> str:
    """The checksum of a report's data, hexadecimal.

    Args:
        unit_id: the unit.
        year: of the report.
        stated: 公开数 as JSON, digits as published.
    """
    return _digest({"单位": unit_id, "年度": str(year), "公开数": as_read(stated)})


def checksum_of_record(unit_id: str, year: str, report: Record) -> str:
    """The same of a report as it is read."""
    return _digest(
        {"单位": unit_id, "年度": year, "公开数": _plain(report.model_dump(by_alias=True, exclude_unset=True))}
    )


def _plain(value: Any) -> Any:
    """A value as :func:`as_read` reads it from report.json."""
    if isinstance(value, dict):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value.value if isinstance(value, Enum) else value)


def checksum_of_file(report: Mapping[str, Any]) -> str:
    """The same of a report.json, read by :func:`as_read`.

    Raises:
        KeyError, TypeError: it is none.
    """
    return _digest({"单位": report["单位"]["标识"], "年度": report["年度"], "公开数": report["公开数"]})


def _digest(value: Any) -> str:
    return sha256(canonical(value).encode("utf-8", "replace")).hexdigest()
