"""Measures our build beside Hugo, Eleventy and plain Python on one workload, in turn, in one session.

make bench SIZE=M REPEAT=3
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Final

import click
from tests.bench.builders import BUILDERS, ROOT, Job, Workshop
from tests.bench.machine import describe_machine, describe_versions, load
from tests.bench.meter import Cost, measure
from tests.bench.preview import change_report, saves
from tests.bench.report import performance, summary
from tests.bench.result import Result, read_result, write_result
from tests.bench.site_facts import pages_of
from tests.bench.workload import SIZES, units, write_workload
from tests.page_weight import first_visits

DOCUMENT: Final = ROOT / "docs/performance.md"
KEPT: Final = ROOT / "build/bench"
#: Steps by the builder that they need; each series runs as one, and the series take turns at going first.
SERIES: Final = {
    "gongkai": ("gongkai", "gongkai-warm", "gongkai-changed", "check"),
    "hugo": ("hugo", "pagefind"),
    "eleventy": ("eleventy",),
    "yaml": ("hugo-yaml", "eleventy-yaml"),
    "plain": ("plain",),
    "apart": ("gongkai-excel", "gongkai-search"),
}


class Session:
    """One size, measured."""

    def __init__(self, size: str, workshop: Workshop, series: tuple[str, ...]) -> None:
        self.size, self.workshop, self.series = size, workshop, series
        self._unit, self._year = units(SIZES[size].units)[-1].id, SIZES[size].span[-1]
        self._changes = 0
        self._steps: dict[str, Callable[[], Cost]] = {
            **{name: self._cold(name, workshop.job(name)) for name in BUILDERS},
            **{name: self._cold(name, workshop.gongkai(name)) for name in ("gongkai-excel", "gongkai-search")},
            "gongkai-warm": lambda: self._run(workshop.gongkai()),
            "gongkai-changed": self._changed,
            "check": self._cold("check", workshop.check()),
            "pagefind": lambda: self._run(workshop.pagefind()),
        }

    def runs(self, repeat: int) -> Iterator[tuple[str, Cost]]:
        """Every step, ``repeat`` times; another series begins each time."""
        for turn in range(repeat):
            at = turn % len(self.series)
            for name in (*self.series[at:], *self.series[:at]):
                for step in SERIES[name]:
                    yield step, self._steps[step]()

    def saves(self, repeat: int) -> Iterator[float]:
        """Seconds from a save until the preview shows it."""
        page = f"units/{self._unit}/{self._year}/"
        yield from saves(self.workshop.project / "gongkai.yml", self._report(), page, repeat)

    def _cold(self, name: str, job: Job) -> Callable[[], Cost]:
        def run() -> Cost:
            self.workshop.clear(name)
            return self._run(job)

        return run

    def _changed(self) -> Cost:
        """One file saved since the last build: what a clerk's or a server's next build costs."""
        self._changes += 1
        amount = f"2{self._changes:03}.{10 + os.getpid() % 89}"
        change_report(self._report(), amount)
        cost = self._run(self.workshop.gongkai("gongkai", "--dirty"))
        page = self.workshop.out("gongkai") / f"units/{self._unit}/{self._year}/index.html"
        assert f"{amount[0]},{amount[1:]}" in page.read_text(encoding="utf-8"), "build --dirty lost the change"
        return cost

    def _report(self) -> Path:
        return self.workshop.data / f"{self._year}/{self._unit}.yml"

    def _run(self, job: Job) -> Cost:
        os.sync()  # nobody pays for what an earlier run left to be written
        return measure(job.command, job.folder, job.environment, job.out)


def prepare(folder: Path, size: str, seed: int) -> Workshop:
    """The workload and what the peers are given, read once so that all find it in memory."""
    shutil.rmtree(folder, ignore_errors=True)
    workshop = Workshop(folder)
    write_workload(workshop.data, SIZES[size], seed=seed)
    workshop.stage()
    for file in folder.rglob("*"):
        if file.is_file():
            file.read_bytes()
    return workshop


def begin(size: str, workshop: Workshop) -> Result:
    """A result without runs."""
    files = list(workshop.data.rglob("*.yml"))
    chosen = SIZES[size]
    return Result(
        size=size,
        machine=describe_machine(workshop.folder),
        versions=describe_versions(),
        reports=chosen.units * chosen.years,
        pages=chosen.units * chosen.years + chosen.units + chosen.years,
        data_bytes=sum(file.stat().st_size for file in files),
        load=load(),
    )


def look_at_pages(result: Result, workshop: Workshop) -> None:
    """Compare the pages; builders that made different ones are not compared.

    Raises:
        click.ClickException: a builder has other pages than there should be.
    """
    for name in (name for name in BUILDERS if name in result.runs):
        found = pages_of(workshop.out(name))
        if len(found) != result.pages:
            raise click.ClickException(f"{name} 生成了 {len(found)} 个页面，应为 {result.pages} 个")
        reports = [
            workshop.out(name) / page / "index.html" for page in found if page[-5:-1].isdigit() and page[0] == "u"
        ]
        result.page_bytes[name] = int(median(page.stat().st_size for page in reports))
        if name == "gongkai":
            result.visit_bytes = int(median(first_visits(reports)))


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="M", show_default=True)
@click.option("--repeat", type=click.IntRange(1), default=3, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--only", type=click.Choice(list(SERIES)), multiple=True, help="measure only these; may be given again")
@click.option("--serve/--no-serve", default=True, help="measure the live preview too")
@click.option("--folder", type=click.Path(path_type=Path), default=KEPT, help="where to work; best in memory")
@click.option("--write", is_flag=True, help="write docs/performance.md from all results kept so far")
def main(size: str, repeat: int, seed: int, only: tuple[str, ...], serve: bool, folder: Path, write: bool) -> None:
    """Measure one size and keep the result in build/bench/SIZE.json."""
    click.echo(f"{size}：准备数据", err=True)
    workshop = prepare(folder / size, size, seed)
    result = begin(size, workshop)
    session = Session(size, workshop, only or tuple(SERIES))
    for step, cost in session.runs(repeat):
        result.runs.setdefault(step, []).append(cost)
        told = f"{cost.wall:8.2f} 秒，CPU {cost.cpu:8.2f} 秒，内存 {cost.memory / 1e6:6.0f} MB"
        click.echo(f"{size} {len(result.runs[step])}/{repeat} {step:16} {told}", err=True)
    look_at_pages(result, workshop)
    for wait in session.saves(repeat) if serve and "gongkai" in session.series else ():
        result.waits.append(wait)
        click.echo(f"{size} {len(result.waits)}/{repeat} serve            {wait:8.2f} 秒", err=True)
    write_result(KEPT / f"{size}.json", result)
    click.echo(summary(result))
    if write:
        found = [read_result(KEPT / f"{name}.json") for name in SIZES if (KEPT / f"{name}.json").exists()]
        DOCUMENT.write_text(performance(found), encoding="utf-8")
        click.echo(f"已写 {DOCUMENT.name}", err=True)


if __name__ == "__main__":
    main()
