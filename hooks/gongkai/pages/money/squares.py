"""Areas in a box, each as near to a square as it can be (squarified treemap: Bruls, Huizing, van Wijk 2000).

In whole numbers, so that every Python draws the same (docs/decisions/0028).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in units of the drawing."""

    x: int
    y: int
    width: int
    height: int


def squares(areas: Sequence[int], box: Box) -> Iterator[Box]:
    """A part of ``box`` for each of ``areas`` (above zero, the largest first); together they fill it."""
    left, at = sum(areas), 0
    while at < len(areas):
        short, long = sorted((box.width, box.height))
        end, run = _row(areas, at, left, short, long)
        depth = (2 * long * run + left) // (2 * left)  # rounded
        yield from _placed(areas[at:end], run, box, depth)
        box = _rest(box, depth)
        left, at = left - run, end


def _row(areas: Sequence[int], at: int, left: int, short: int, long: int) -> tuple[int, int]:
    """Where the next row ends, that adding to would make it worse; and its sum."""
    run, worst, end = 0, None, at
    while end < len(areas):
        ratio = _worst(areas[at], areas[end], run + areas[end], short * left, long)
        if worst is not None and ratio > worst:
            break
        worst, run, end = ratio, run + areas[end], end + 1
    return end, run


def _worst(most: int, least: int, run: int, side: int, long: int) -> float:
    """The ratio of the sides of the slimmest area in a row of ``run``."""
    across = run * run * long
    return max(most * side / across, across / (least * side)) if across and side else 0.0


def _placed(areas: Sequence[int], run: int, box: Box, depth: int) -> Iterator[Box]:
    is_wide, short, sum_to, start = box.width >= box.height, min(box.width, box.height), 0, 0
    for area in areas:
        sum_to += area
        end = (2 * short * sum_to + run) // (2 * run)
        if is_wide:
            yield Box(box.x, box.y + start, depth, end - start)
        else:
            yield Box(box.x + start, box.y, end - start, depth)
        start = end


def _rest(box: Box, depth: int) -> Box:
    if box.width >= box.height:
        return Box(box.x + depth, box.y, box.width - depth, box.height)
    return Box(box.x, box.y + depth, box.width, box.height - depth)
