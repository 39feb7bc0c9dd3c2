"""What was done, counted: the same number stands in the text and in the 自评表."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.demo.words import Task, theme_of


@dataclass(frozen=True, slots=True)
class Done:
    """One task in one year: number done, last year's, the target, and the number by the end of June."""

    task: Task
    number: int
    before: int
    target: int
    half: int

    @property
    def is_missed(self) -> bool:
        """Whether the target was not reached."""
        return self.number < self.target


def done_in(theme: str, year: int) -> tuple[Done, ...]:
    """The tasks of a kind of unit in ``year``; none to two of them fell short."""
    tasks = theme_of(theme).tasks
    chance = random.Random(f"done-{theme}-{year}")
    missed = set(chance.sample(range(len(tasks)), chance.choice((0, 0, 1, 1, 2))))
    return tuple(_done(task, year, chance, at in missed) for at, task in enumerate(tasks))


def _done(task: Task, year: int, chance: random.Random, is_missed: bool) -> Done:
    number, before = _number(task, year), _number(task, year - 1)
    if is_missed:
        target = _neat(number + max(1, number * chance.randint(6, 12) // 100), up=True)
    else:
        target = max(1, _neat(number * chance.choice((90, 94, 97, 100)) // 100, up=False))
    return Done(task, number, before, target, number * chance.randint(38, 56) // 100)


def _number(task: Task, year: int) -> int:
    base = random.Random(f"{task.theme}-{task.name}").randint(task.low, task.high)
    change = random.Random(f"{task.theme}-{task.name}-{year}").randint(-12, 12) + 2 * (year - 2018)
    return max(task.low, base * (100 + change) // 100)


def _neat(number: int, *, up: bool) -> int:
    """A round number not above ``number``, or not below."""
    step = 1000 if number >= 20_000 else 100 if number >= 1000 else 10 if number >= 200 else 1
    return -(-number // step) * step if up else number // step * step
