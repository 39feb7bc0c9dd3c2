"""What was made of a record is kept for that very record, and of the latest alone."""

from __future__ import annotations

from gongkai.model.remembered import remembered


def test_each_thing_has_its_own_and_only_the_latest_are_kept() -> None:
    asked: list[list[int]] = []

    @remembered(most=2)
    def made_of(things: list[int]) -> tuple[int, ...]:
        asked.append(things)
        return tuple(things)

    one, same, other = [1], [1], [2]
    assert made_of(one) is made_of(one)
    assert made_of(same) == (1,)
    assert [*map(id, asked)] == [id(one), id(same)]
    made_of(other)  # the first is forgotten
    made_of(one)
    assert [*map(id, asked)] == [id(one), id(same), id(other), id(one)]
