"""A page put into its frame is the page that the theme would have rendered around it."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.render.frame import SLOTS, Frame, FrameKind, Frames, Slots

KIND = FrameKind(1)


def render(_: FrameKind, slots: Slots) -> str:
    """A frame in which some slots stand twice and some side by side."""
    return f"<{slots.title}|{slots.head}{slots.side}|{slots.menu}{slots.toc}{slots.content}|{slots.title}" + (
        f"{slots.description}|{slots.address}>"
    )


@given(st.builds(Slots, *(st.text(max_size=8) for _ in fields(Slots))))
def test_a_filled_frame_is_the_rendered_page(slots: Slots) -> None:
    expected = render(KIND, slots).encode("utf-8", "xmlcharrefreplace")
    assert Frame.of(KIND, render).fill(slots) == expected


@pytest.mark.parametrize("name", sorted(set(SLOTS) - {"address"}))
def test_a_theme_that_leaves_a_slot_out_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        Frame.of(KIND, lambda kind, slots: render(kind, replace(slots, **{name: ""})))


def test_a_site_without_an_address_needs_no_address() -> None:
    Frame.of(KIND, lambda kind, slots: render(kind, replace(slots, address="")))


def test_a_frame_is_rendered_once_for_its_kind() -> None:
    asked: list[FrameKind] = []

    def noted(kind: FrameKind, slots: Slots) -> str:
        asked.append(kind)
        return render(kind, slots)

    frames = Frames(noted)
    assert frames.find(KIND) is frames.find(FrameKind(1))
    assert frames.find(FrameKind(2)) is not frames.find(KIND)
    assert asked == [FrameKind(1), FrameKind(2)]


def test_half_a_character_becomes_a_reference() -> None:
    slots = Slots(*("\ud800" for _ in SLOTS))
    assert b"&#55296;" in Frame.of(KIND, render).fill(slots)
