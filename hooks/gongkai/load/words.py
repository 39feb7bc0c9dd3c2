"""What a file says, as it may stand in a message: one line, short, and nothing a terminal or a log would obey."""

from __future__ import annotations

from typing import Any, Final

_LONGEST: Final = 40


def printable(name: str) -> str:
    """A file's name as messages call it: whole, with “?” for every character that cannot be printed.

    It is no path: what is opened is never named by it.
    """
    return "".join(c if c.isprintable() else "?" for c in name)


def shown(value: Any, longest: int = _LONGEST) -> str:
    """``value`` on one line; control characters become “?”, so that a file cannot forge lines of a log."""
    if isinstance(value, dict | list):
        return "下一级内容"
    text = str(value)[: 4 * longest]
    line = " ".join("".join(c if c.isprintable() else " " if c.isspace() else "?" for c in text).split())
    return line if len(line) <= longest and len(str(value)) <= 4 * longest else line[:longest] + "…"
