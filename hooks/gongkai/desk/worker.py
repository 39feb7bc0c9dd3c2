"""What the browser's worker calls: methods of the desk by name, JSON and bytes in, JSON out."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model.problem import Problem
from .opened import Opened, open_reference


@dataclass
class Reading:
    """The report in hand, read and shown; without a form.

    Attributes:
        site: what of the site shows on every page.
    """

    site: bytes
    root: Path
    opened: Opened | None = None

    def open_unit(self, content: bytes) -> dict[str, Any]:
        """Take the reference data of a unit."""
        self.opened = open_reference(content, self.site, self.root)
        return {"unit": self.opened.unit_id}

    def check(self, year: int, text: str) -> list[dict[str, Any]]:
        """What is wrong with the text of a report."""
        return [_said(problem) for problem in self._put(year, text).problems(year)]

    def page(self, year: int, text: str) -> str:
        """The page of the text of a report."""
        return self._put(year, text).page(year).decode()

    def _put(self, year: int, text: str) -> Opened:
        if self.opened is None:
            raise ValueError("no unit")
        path = self.root / self.opened.file(year)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        return self.opened


def _said(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "level": problem.level.label, "code": problem.code, "file": place.file, "line": place.line,
        "column": place.column, "what": problem.message, "cure": problem.cure, "example": problem.example,
    }  # fmt: skip  # a row


_DESK = Reading(b"", Path("/desk"))


def begin(site: bytes) -> None:
    """What of the site shows on every page."""
    _DESK.site = site


def call(name: str, arguments: str, content: bytes | None = None) -> str:
    """The answer of a method, as JSON; bytes among the answer are told by ``bytes``.

    Args:
        name: of the method.
        arguments: a JSON list.
        content: of a file, which then is the last argument.
    """
    given = [*json.loads(arguments), *(() if content is None else (content,))]
    return json.dumps(getattr(_DESK, name)(*given), ensure_ascii=False, default=_bytes)


def _bytes(value: Any) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode("ascii")}
    raise TypeError(type(value).__name__)
