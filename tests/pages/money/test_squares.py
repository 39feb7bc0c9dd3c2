"""Areas fill their box, none lies on another, each is as large as its amount, and none is slimmer than need be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.pages.money.squares import Box, squares

BOX = Box(0, 0, 11_900, 4_300)
_AREAS = st.lists(st.integers(1, 10**10), min_size=1, max_size=40).map(lambda areas: sorted(areas, reverse=True))


@given(_AREAS)
def test_they_fill_the_box_without_lying_on_another(areas: list[int]) -> None:
    boxes = list(squares(areas, BOX))
    assert len(boxes) == len(areas)
    assert sum(box.width * box.height for box in boxes) == BOX.width * BOX.height
    for at, one in enumerate(boxes):
        assert one.x >= 0
        assert one.y >= 0
        assert one.x + one.width <= BOX.width
        assert one.y + one.height <= BOX.height
        for other in boxes[at + 1 :]:
            across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
            down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
            assert across <= 0 or down <= 0


@given(_AREAS)
def test_each_is_as_large_as_its_amount_but_for_whole_numbers(areas: list[int]) -> None:
    """A side is rounded to a tenth of a pixel: the area of a row is out by less than its length and breadth."""
    whole = BOX.width * BOX.height
    for area, box in zip(areas, squares(areas, BOX), strict=True):
        assert abs(box.width * box.height - area * whole / sum(areas)) <= 40 * (box.width + box.height + 40)


def test_they_are_nearly_square() -> None:
    """The example of the paper, and amounts that halve: no side is more than thrice the other."""
    for areas in ([6, 6, 4, 3, 2, 2, 1], [2**at for at in range(11, -1, -1)]):
        for box in squares(areas, Box(0, 0, 6000, 4000)):
            assert max(box.width, box.height) <= 3 * min(box.width, box.height)
