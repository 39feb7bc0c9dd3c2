"""Long commands say how far they are: a bar on a terminal, a few lines elsewhere, nothing where it is quick."""

from __future__ import annotations

import io

from gongkai.progress import MANY, progress


class Terminal(io.StringIO):
    """Takes what is written, as a terminal does."""

    def isatty(self) -> bool:
        return True


def told(out: io.StringIO, total: int) -> str:
    """What is said while ``total`` reports are worked on, ten at a time."""
    with progress("校核报告", out) as tell:
        for done in range(10, total + 1, 10):
            tell(done, total)
    return out.getvalue()


def test_five_lines_where_there_is_no_terminal() -> None:
    assert told(io.StringIO(), 1000).splitlines() == [
        f"── 校核报告 {done}／1000" for done in (200, 400, 600, 800, 1000)
    ]


def test_a_bar_on_a_terminal_grows_to_its_end() -> None:
    said = told(Terminal(), 1000)
    assert "校核报告" in said
    assert "100%" in said
    assert "── " not in said
    assert said.endswith("\n")


def test_nothing_is_said_where_there_is_nothing_to_wait_for() -> None:
    assert told(io.StringIO(), MANY - 10) == ""
    assert told(Terminal(), MANY - 10) == ""
