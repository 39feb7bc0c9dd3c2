"""Every figure with a bound is worked out rightly, and what is missed or was not measured fails."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.bench.acceptance import (
    FEW,
    FIGURES,
    MANY,
    Bound,
    Outcome,
    needed_steps,
    outcomes,
    read_bounds,
    table,
    verdict,
)
from tests.bench.measure import judge
from tests.bench.meter import Cost
from tests.bench.result import Result
from tests.bench.session import SERIES
from tests.bench.workload import SIZES

BOUNDS = read_bounds()
SECONDS = st.floats(0.001, 1000)
EMPTY = Result(size="M", machine={}, versions={}, reports=1000, pages=1110, data_bytes=0, load=0)


def cost(seconds: float, memory: int = 0, size: int = 0) -> Cost:
    """A run that kept one processor busy."""
    return Cost(wall=seconds, cpu=seconds, memory=memory, files=1, size=size)


def value(figure: str, result: Result) -> float:
    """A figure that can be worked out."""
    found = FIGURES[figure].value(result)
    assert found is not None
    return found


def test_every_bound_has_a_figure_and_every_figure_a_bound() -> None:
    assert {bound.figure for bound in BOUNDS} == set(FIGURES)
    assert {size for bound in BOUNDS for size in bound.sizes} == set(SIZES)
    known = {step for steps in SERIES.values() for step in steps} | {"preview"}
    assert {step for size in SIZES for step in needed_steps(size, BOUNDS)} <= known
    assert all(bound.goal <= bound.bound for bound in BOUNDS)
    assert len({(bound.figure, size) for bound in BOUNDS for size in bound.sizes}) == sum(len(b.sizes) for b in BOUNDS)


@given(st.floats(0, 1e4), st.floats(0, 1e4))
def test_a_figure_is_reached_up_to_its_bound_and_no_further(measured: float, most: float) -> None:
    bound = Bound("slope", ("M",), "每份报告", None, most, most, most / 2)
    assert Outcome(bound, measured).is_reached == (measured <= most)
    assert not Outcome(bound, None).is_reached


@given(st.lists(st.tuples(SECONDS, SECONDS, st.floats(1e-4, 1), st.floats(1e-4, 1)), min_size=1, max_size=5))
def test_the_slope_leaves_out_what_every_start_costs(turns: list[tuple[float, float, float, float]]) -> None:
    first = turns[0]
    runs = {
        f"{builder}-{reports}": [cost(start[at] + reports * first[2 + at]) for start in turns]
        for at, builder in enumerate(("gongkai", "plain"))
        for reports in (FEW, MANY)
    }
    assert value("slope", replace(EMPTY, runs=runs)) == pytest.approx(first[2] / first[3], rel=1e-3)


@pytest.mark.parametrize(
    ("figure", "step", "other"),
    [
        ("cpu-to-eleventy", "gongkai", "eleventy-downloads"),
        ("wall-to-eleventy", "gongkai", "eleventy-downloads"),
        ("change-cpu", "gongkai-changed", "gongkai"),
        ("change-wall", "gongkai-changed", "gongkai"),
    ],
)
@given(st.lists(SECONDS, min_size=1, max_size=5), st.floats(0.01, 100))
def test_what_slows_a_whole_turn_changes_no_ratio(
    figure: str, step: str, other: str, slow: list[float], ratio: float
) -> None:
    runs = {step: [cost(ratio * turn) for turn in slow], other: [cost(turn) for turn in slow]}
    assert value(figure, replace(EMPTY, runs=runs)) == pytest.approx(ratio)


def test_figures_of_the_larger_sizes_are_in_the_units_that_they_name() -> None:
    runs = {
        "gongkai": [cost(1800.0, memory=1_500_000_000, size=30_000_000_000)],
        "gongkai-M": [cost(10.0)],
        "gongkai-changed": [cost(12.0)],
    }
    largest = replace(EMPTY, size="XL", reports=150_000, runs=runs)
    found = {outcome.bound.figure: outcome.value for outcome in outcomes(largest, BOUNDS)}
    assert found == {"cpu-to-m": pytest.approx(1.2), "memory": 1500, "bytes": 0.2, "change-seconds": 12}
    large = replace(EMPTY, size="L", reports=10_000, runs={"gongkai": [cost(50.0)]}, waits=[0.5, 2.0, 1.0])
    assert value("preview", large) == pytest.approx(0.02)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_not_measured_is_named_and_fails(size: str) -> None:
    result = replace(EMPTY, size=size)
    told = verdict(result, BOUNDS)
    for bound in BOUNDS:
        assert bound.label in told
    assert told.count("**没有测**") == sum(size in bound.sizes for bound in BOUNDS)
    with pytest.raises(SystemExit):
        judge(result)


def test_the_table_says_what_was_reached_what_was_missed_and_what_has_come_to_its_goal() -> None:
    many = {step: [cost(seconds)] for step, seconds in {"gongkai-20": 1.0, "plain-20": 1.0, "plain-300": 3.8}.items()}
    for ratio, said in ((1.4, "1.400 | 是，到了目标"), (1.8, "1.800 | 是"), (1.95, "1.950 | **否**")):
        result = replace(EMPTY, size="S", runs=many | {"gongkai-300": [cost(1.0 + 2.8 * ratio)]})
        [line] = list(table([result], BOUNDS))[2:]
        assert line.endswith(f"| 3.5 | 1.9 | 1.9 | 1.5 | {said} |")
        if ratio > 1.9:
            with pytest.raises(SystemExit):
                judge(result)
        else:
            judge(result)


def test_a_busy_machine_casts_doubt_on_what_rests_on_wall_time_alone() -> None:
    runs = {step: [cost(2.0)] for step in ("gongkai", "eleventy-downloads", "gongkai-changed")}
    busy = list(table([replace(EMPTY, runs=runs, load=0.5)], BOUNDS))
    assert [line for line in busy if "机器忙" in line] == [line for line in busy if "从零开始的时间 ÷" in line]
    assert "机器忙" not in "".join(table([replace(EMPTY, runs=runs)], BOUNDS))
