"""The figures that must not be missed, worked out from what was measured, each beside its bound in ``bounds.yml``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import yaml
from tests.bench.meter import Cost
from tests.bench.result import Result
from tests.bench.workload import SIZES

#: Reports of the two workloads whose difference is the cost of a report, and the steps that build them.
FEW, MANY = 20, 300
SLOPE: Final = tuple(f"{builder}-{reports}" for reports in (FEW, MANY) for builder in ("gongkai", "plain"))
Value = Callable[[Result], float | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """How a figure is worked out.

    Attributes:
        steps: what must be run for it.
        value: the figure; None where a step was not run.
        wall: it rests on wall time, and a busy machine spoils it.
    """

    steps: tuple[str, ...]
    value: Value
    wall: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """A line of ``bounds.yml``."""

    figure: str
    sizes: tuple[str, ...]
    label: str
    before: float | None
    bound: float
    first: float
    goal: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """A figure as measured; ``value`` is None where it could not be."""

    bound: Bound
    value: float | None

    @property
    def is_reached(self) -> bool:
        """Whether it was measured and is within its bound."""
        return self.value is not None and self.value <= self.bound.bound


def slopes(result: Result) -> tuple[float, float] | None:
    """Processor seconds that one more report takes: ours in one process, and the plain Python floor's."""
    ours, plain = (_slopes(result, builder) for builder in ("gongkai", "plain"))
    return (median(ours), median(plain)) if ours and plain else None


def _slopes(result: Result, builder: str) -> list[float]:
    few, many = (result.runs.get(f"{builder}-{reports}", ()) for reports in (FEW, MANY))
    return [(more.cpu - less.cpu) / (MANY - FEW) for less, more in zip(few, many, strict=False)]


def _slope(result: Result) -> float | None:
    pairs = zip(_slopes(result, "gongkai"), _slopes(result, "plain"), strict=False)
    return _median(ours / plain for ours, plain in pairs if plain > 0)


def _ratio(step: str, other: str, of: Callable[[Cost], float]) -> Value:
    """The median of the ratios of every turn: what slows one turn slows both."""

    def value(result: Result) -> float | None:
        pairs = zip(result.runs.get(step, ()), result.runs.get(other, ()), strict=False)
        return _median(of(ours) / of(theirs) for ours, theirs in pairs)

    return value


def _per_report(result: Result) -> float | None:
    ratio, usual = _ratio("gongkai", "gongkai-M", _cpu)(result), SIZES["M"]
    return None if ratio is None else ratio / result.reports * usual.units * usual.years


def _typical(step: str, of: Callable[[Cost], float]) -> Value:
    return lambda result: _median(of(cost) for cost in result.runs.get(step, ()))


def _preview(result: Result) -> float | None:
    cold = _typical("gongkai", _wall)(result)
    return None if cold is None or result.wait is None else result.wait / cold


def _bytes(result: Result) -> float | None:
    size = _typical("gongkai", lambda cost: cost.size)(result)
    return None if size is None else size / result.reports / 1e6


def _median(values: Iterable[float]) -> float | None:
    listed = list(values)
    return median(listed) if listed else None


def _cpu(cost: Cost) -> float:
    return cost.cpu


def _wall(cost: Cost) -> float:
    return cost.wall


FIGURES: Final = {
    "slope": Figure(SLOPE, _slope),
    "cpu-to-eleventy": Figure(("gongkai", "eleventy-downloads"), _ratio("gongkai", "eleventy-downloads", _cpu)),
    "wall-to-eleventy": Figure(("gongkai", "eleventy-downloads"), _ratio("gongkai", "eleventy-downloads", _wall), True),
    "change-cpu": Figure(("gongkai", "gongkai-changed"), _ratio("gongkai-changed", "gongkai", _cpu)),
    "audit": Figure(("gongkai", "audit"), _ratio("audit", "gongkai", _cpu)),
    "change-wall": Figure(("gongkai", "gongkai-changed"), _ratio("gongkai-changed", "gongkai", _wall), True),
    "preview": Figure(("gongkai", "preview"), _preview, True),
    "memory": Figure(("gongkai",), _typical("gongkai", lambda cost: cost.memory / 1e6)),
    "cpu-to-m": Figure(("gongkai", "gongkai-M"), _per_report),
    "bytes": Figure(("gongkai",), _bytes),
    "change-seconds": Figure(("gongkai", "gongkai-changed"), _typical("gongkai-changed", _wall), True),
}


def read_bounds() -> tuple[Bound, ...]:
    """Every bound."""
    told = yaml.safe_load(Path(__file__).with_name("bounds.yml").read_text(encoding="utf-8"))
    return tuple(Bound(**line | {"sizes": tuple(line["sizes"])}) for line in told)


def needed_steps(size: str, bounds: Iterable[Bound]) -> set[str]:
    """What must be run at a size; ``preview`` stands for the live preview."""
    return {step for bound in bounds if size in bound.sizes for step in FIGURES[bound.figure].steps}


def outcomes(result: Result, bounds: Iterable[Bound]) -> tuple[Outcome, ...]:
    """The figures of the size of ``result``."""
    return tuple(Outcome(bound, FIGURES[bound.figure].value(result)) for bound in bounds if result.size in bound.sizes)


def verdict(result: Result, bounds: tuple[Bound, ...]) -> str:
    """The table of one size, and what this size does not tell."""
    elsewhere = [f"- {bound.label}（{'、'.join(bound.sizes)}）" for bound in bounds if result.size not in bound.sizes]
    apart = ["", f"规模 {result.size} 不测：", *elsewhere] if elsewhere else []
    return "\n".join([*table([result], bounds), *apart])


def table(results: Iterable[Result], bounds: tuple[Bound, ...]) -> Iterator[str]:
    """Every figure of the sizes of ``results`` with its bound."""
    yield "| 规模 | 要达到的数 | 改写以前 | 原定 | 上限 | 目标 | 这次 | 达到 |"
    yield "|---|---|---:|---:|---:|---:|---:|---|"
    for result in results:
        for outcome in outcomes(result, bounds):
            bound = outcome.bound
            numbers = (_shown(number) for number in (bound.before, bound.first, bound.bound, bound.goal))
            rough = "（机器忙，只供参考）" if result.is_busy and FIGURES[bound.figure].wall else ""
            cells = (result.size, bound.label, *numbers, _shown(outcome.value, 3), _said(outcome) + rough)
            yield f"| {' | '.join(cells)} |"


def _said(outcome: Outcome) -> str:
    if outcome.value is None:
        return "**没有测**"
    if not outcome.is_reached:
        return "**否**"
    return "是，到了目标" if outcome.value <= outcome.bound.goal else "是"


def _shown(number: float | None, places: int = 0) -> str:
    """A bound as it is written, a measurement with three decimals; hundreds without any."""
    if number is None:
        return "—"
    return f"{number:,.0f}" if number >= 100 else f"{number:.{places}f}" if places else f"{number:g}"
