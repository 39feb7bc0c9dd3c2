"""How far a long command is: a bar on a terminal, a plain line now and then elsewhere; silent where it is quick."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TextIO

import click

#: Called with how many are done, of how many.
Progress = Callable[[int, int], None]
#: With fewer there is nothing to wait for.
MANY: Final = 200
#: Lines without a terminal.
_LINES: Final = 5


@contextmanager
def progress(label: str, stream: TextIO | None = None) -> Iterator[Progress]:
    """A function to report how far ``label`` has come; written to ``stream`` (standard error)."""
    out = stream or sys.stderr
    display = _Bar(label, out) if out.isatty() else _Lines(label, out)
    try:
        yield display.update
    finally:
        display.close()


class _Bar:
    """A bar that grows."""

    def __init__(self, label: str, out: TextIO) -> None:
        self._label, self._out, self._bar, self._done = label, out, None, 0

    _bar: Any

    def update(self, done: int, total: int) -> None:
        """Move the bar to ``done`` of ``total``."""
        if total < MANY:
            return
        if self._bar is None:
            self._bar = click.progressbar(length=total, label=self._label, file=self._out)
            self._bar.render_progress()
        self._bar.update(done - self._done)
        self._done = done

    def close(self) -> None:
        """End the bar's line."""
        if self._bar is not None:
            self._bar.render_finish()


class _Lines:
    """A line at every fifth part."""

    def __init__(self, label: str, out: TextIO) -> None:
        self._label, self._out, self._printed = label, out, 0

    def update(self, done: int, total: int) -> None:
        """Print how far it is, once for each part."""
        step = done * _LINES // total if total >= MANY else 0
        if step > self._printed:
            self._printed = step
            click.echo(f"── {self._label} {done}／{total}", file=self._out)

    def close(self) -> None:
        """Nothing is left open."""
