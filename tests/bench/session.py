"""One size, measured: its workloads, the steps of every builder, and the order in which they take turns."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final

from tests.bench.acceptance import FEW, MANY, SLOPE
from tests.bench.builders import BUILDERS, Job, Workshop
from tests.bench.meter import Cost, measure
from tests.bench.preview import change_report, saves
from tests.bench.workload import SIZES, Size, units, write_workload

#: Steps by the builder that they need; each series runs as one, and the series take turns at going first.
SERIES: Final = {
    "gongkai": ("gongkai", "gongkai-same", "audit", "gongkai-changed", "check"),
    "hugo": ("hugo", "pagefind"),
    "eleventy": ("eleventy",),
    "yaml": ("hugo-yaml", "eleventy-yaml"),
    "downloads": ("hugo-downloads", "eleventy-downloads"),
    "plain": ("plain",),
    "slope": SLOPE,
    "apart": ("gongkai-excel", "gongkai-search"),
    "M": ("gongkai-M",),
}
#: At this size only our own build is run, and M beside it.
HUGE: Final = "XL"
_OF_HUGE: Final = ("gongkai", "gongkai-changed", "gongkai-M")
#: Years of the small workloads of the slope.
YEARS: Final = 10


def steps_of(size: str, series: Collection[str] = ()) -> set[str]:
    """What is run at a size when nobody asks for less; ``preview`` is the live preview."""
    if size == HUGE:
        return set(_OF_HUGE)
    chosen = series or set(SERIES) - {"M"}
    return {step for name in chosen for step in SERIES[name]} | ({"preview"} if "gongkai" in chosen else set())


class Session:
    """The steps of one size.

    Args:
        size: how many units and years.
        folder: where to work.
        steps: what is to be run; only what these need is made ready.
        seed: of the workload.
    """

    def __init__(self, size: Size, folder: Path, steps: Collection[str], seed: int = 1) -> None:
        self.size, self.steps = size, set(steps)
        self.workshop = prepare(folder, size, self._builders(), seed)
        self._unit, self._year = units(size.units)[-1].id, size.span[-1]
        self._changes = 0
        self._others = {
            name: prepare(folder.with_name(f"{folder.name}-{name}"), other, (), seed)
            for name, other in self._other_sizes()
        }
        self._runs = self._ready()

    def runs(self, repeat: int) -> Iterator[tuple[str, Cost]]:
        """Every step, ``repeat`` times; another series begins each time."""
        series = [chosen for steps in SERIES.values() if (chosen := [step for step in steps if step in self.steps])]
        for turn in range(repeat):
            at = turn % len(series)
            for steps in (*series[at:], *series[:at]):
                for step in steps:
                    yield step, self._runs[step]()

    def saves(self, repeat: int) -> Iterator[float]:
        """Seconds from a save until the preview shows it; none where it is not to be run."""
        if "preview" in self.steps:
            yield from saves(self.workshop, self._report(), f"units/{self._unit}/{self._year}/", repeat)

    def _builders(self) -> set[str]:
        return self.steps & set(BUILDERS)

    def _other_sizes(self) -> Iterator[tuple[str, Size]]:
        for reports in (FEW, MANY):
            if f"plain-{reports}" in self.steps:
                yield str(reports), Size(units=reports // YEARS, years=YEARS)
        if "gongkai-M" in self.steps:
            yield "M", SIZES["M"]

    def _ready(self) -> dict[str, Callable[[], Cost]]:
        shop, cold = self.workshop, self._cold
        made: dict[str, Callable[[], Cost]] = {
            **{name: cold(shop, name, shop.job(name)) for name in BUILDERS if name in self.steps},
            **{name: cold(shop, name, shop.gongkai(name)) for name in SERIES["apart"]},
            "gongkai-same": lambda: run(shop.gongkai(changed=True)),
            "gongkai-changed": self._changed,
            "audit": lambda: run(shop.audit()),
            "check": cold(shop, "check", shop.check()),
            "pagefind": lambda: run(shop.pagefind()),
        }
        for name, other in self._others.items():
            ours = "gongkai" if name == "M" else "gongkai-alone"
            made[f"gongkai-{name}"] = cold(other, ours, other.gongkai(ours))
            made[f"plain-{name}"] = cold(other, "plain", other.plain())
        return made

    @staticmethod
    def _cold(workshop: Workshop, name: str, job: Job) -> Callable[[], Cost]:
        def cold() -> Cost:
            workshop.clear(name)
            return run(job)

        return cold

    def _changed(self) -> Cost:
        """One file saved since the last build: what a clerk's or a server's next build costs."""
        self._changes += 1
        amount = f"2{self._changes:03}.{10 + os.getpid() % 89}"
        change_report(self._report(), amount)
        cost = run(self.workshop.gongkai(changed=True))
        page = self.workshop.out("gongkai") / f"units/{self._unit}/{self._year}/index.html"
        assert f"{amount[0]},{amount[1:]}" in page.read_text(encoding="utf-8"), "the build lost the change"
        return cost

    def _report(self) -> Path:
        return self.workshop.data / f"{self._year}/{self._unit}.yml"


def run(job: Job) -> Cost:
    """What a job costs; nobody pays for what an earlier one left to be written."""
    os.sync()
    return measure(job.command, job.folder, job.environment, job.out)


def prepare(folder: Path, size: Size, builders: Collection[str], seed: int) -> Workshop:
    """The workload and what the builders are given, read once so that all find it in memory."""
    shutil.rmtree(folder, ignore_errors=True)
    workshop = Workshop(folder)
    write_workload(workshop.data, size, seed=seed)
    workshop.stage(builders)
    for file in folder.rglob("*"):
        if file.is_file():
            file.read_bytes()
    return workshop
