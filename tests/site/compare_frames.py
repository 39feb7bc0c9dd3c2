"""A hook for a project under test: keeps every page put into a frame beside the same page rendered whole."""

import json
import os
from pathlib import Path
from typing import Any

from gongkai.render.frame import Frame, FrameKind, RenderFrame, Slots

renders: dict[int, tuple[FrameKind, RenderFrame]] = {}
found: set[FrameKind] = set()
compared: list[tuple[str, str, str]] = []
of, fill = Frame.of, Frame.fill


def noted(kind: FrameKind, render: RenderFrame) -> Frame:
    """The frame, and what it was rendered with."""
    frame = of(kind, render)
    renders[id(frame)] = (kind, render)
    return frame


class _KindAt(FrameKind):
    """A kind at the address of a page."""

    path = ""


def filled(frame: Frame, slots: Slots) -> bytes:
    """The filled frame, kept with the whole page."""
    made, (kind, render) = fill(frame, slots), renders[id(frame)]
    whole = _KindAt(*kind)
    _KindAt.path = slots.address
    expected = render(whole, slots).encode("utf-8", "xmlcharrefreplace")
    compared.append((slots.address, made.decode(), expected.decode()))
    found.add(kind)
    return made


Frame.of, Frame.fill = noted, filled  # type: ignore[method-assign, assignment]


def on_post_build(**_: Any) -> None:
    """Tell the test."""
    Path(os.environ["COMPARED"]).write_text(json.dumps([compared, sorted(map(list, found)), len(renders)]))
