"""Measures our build beside Hugo, Eleventy and plain Python on one workload, in turn, in one session.

make bench SIZE=M REPEAT=3
make bench SIZE=M ACCEPT=1
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Final

import click
from tests.bench.acceptance import needed_steps, outcomes, read_bounds, verdict
from tests.bench.builders import BUILDERS, ROOT, Workshop
from tests.bench.machine import describe_machine, describe_versions, load
from tests.bench.report import performance, summary
from tests.bench.result import Result, read_result, write_result
from tests.bench.session import HUGE, SERIES, Session, steps_of
from tests.bench.site_facts import pages_of
from tests.bench.workload import SIZES, Size
from tests.page_weight import first_visits

DOCUMENT: Final = ROOT / "docs/performance.md"
KEPT: Final = ROOT / "build/bench"
#: How often every step is run where nobody says: acceptance at a size of seconds, at one of minutes, at one of hours.
_REPEAT: Final = {"S": 5, "M": 5, "L": 3, HUGE: 1}
_USUAL: Final = 3
#: So many report pages at most are looked at to tell the typical one.
_LOOKED_AT: Final = 1000


def begin(size: str, chosen: Size, workshop: Workshop) -> Result:
    """A result without runs."""
    return Result(
        size=size,
        machine=describe_machine(workshop.folder),
        versions=describe_versions(),
        reports=chosen.units * chosen.years,
        pages=chosen.units * chosen.years + chosen.units + chosen.years,
        data_bytes=sum(file.stat().st_size for file in workshop.data.rglob("*.yml")),
        load=load(),
    )


def look_at_pages(result: Result, workshop: Workshop) -> None:
    """Compare the pages; builders that made different ones are not compared.

    Raises:
        click.ClickException: a builder has other pages than there should be.
    """
    for name in (name for name in BUILDERS if name in result.runs):
        found = sorted(pages_of(workshop.out(name)))
        if len(found) != result.pages:
            raise click.ClickException(f"{name} 生成了 {len(found)} 个页面，应为 {result.pages} 个")
        reports = [
            workshop.out(name) / page / "index.html" for page in found if page[-5:-1].isdigit() and page[0] == "u"
        ]
        reports = reports[:: -(-len(reports) // _LOOKED_AT)]
        result.page_bytes[name] = int(median(page.stat().st_size for page in reports))
        if name == "gongkai":
            result.visit_bytes = int(median(first_visits(reports)))


def run_all(session: Session, result: Result, repeat: int, file: Path) -> None:
    """Every step; what has been measured is kept after each, so that nothing is lost when a later one fails."""
    for step, cost in session.runs(repeat):
        result.runs.setdefault(step, []).append(cost)
        told = f"{cost.wall:8.2f} 秒，CPU {cost.cpu:8.2f} 秒，内存 {cost.memory / 1e6:6.0f} MB"
        click.echo(f"{result.size} {len(result.runs[step])}/{repeat} {step:18} {told}", err=True)
        write_result(file, result)
    look_at_pages(result, session.workshop)
    for wait in session.saves(repeat):
        result.waits.append(wait)
        click.echo(f"{result.size} {len(result.waits)}/{repeat} {'serve':18} {wait:8.2f} 秒", err=True)
    result.load = max(result.load, load())
    write_result(file, result)


def kept_results(*, accepted: bool = False) -> list[Result]:
    """All results kept so far, from S to XL; those of acceptance where there are, if ``accepted``."""
    found = []
    for name in SIZES:
        files = [*([_file(name, accept=True)] if accepted else []), _file(name, accept=False)]
        found += [read_result(file) for file in files if file.exists()][:1]
    return found


def _file(size: str, *, accept: bool) -> Path:
    """Acceptance runs less: its results stand beside those that the document is made of."""
    return KEPT / f"{'accept-' if accept else ''}{size}.json"


def write_document() -> None:
    """Write docs/performance.md.

    Raises:
        click.ClickException: nothing has been measured as a whole.
    """
    whole = kept_results()
    if not whole:
        raise click.ClickException("还没有完整的结果：先不带 ACCEPT 运行一次 make bench")
    DOCUMENT.write_text(performance(whole, kept_results(accepted=True)), encoding="utf-8")
    click.echo(f"已写 {DOCUMENT.name}", err=True)


def judge(result: Result) -> None:
    """Print every figure of this size with its bound.

    Raises:
        SystemExit: one is missed.
    """
    bounds = read_bounds()
    click.echo(verdict(result, bounds))
    if missed := [outcome.bound.label for outcome in outcomes(result, bounds) if not outcome.is_reached]:
        click.echo(f"没有达到 {len(missed)} 个", err=True)
        raise SystemExit(1)


@click.command()
@click.option("--size", type=click.Choice(list(SIZES)), default="M", show_default=True)
@click.option("--units", type=click.IntRange(1), help="so many units instead of those of the size")
@click.option("--repeat", type=click.IntRange(1), help="how often; 3 unless acceptance needs more")
@click.option("--seed", default=1, show_default=True)
@click.option("--only", type=click.Choice(list(SERIES)), multiple=True, help="measure only these; may be given again")
@click.option("--serve/--no-serve", default=True, help="measure the live preview too")
@click.option("--folder", type=click.Path(path_type=Path), default=KEPT, help="where to work; best in memory")
@click.option("--accept", is_flag=True, help="measure only what has a bound, and fail where one is missed")
@click.option("--write", is_flag=True, help="write docs/performance.md from all results kept so far")
def main(
    size: str, units: int | None, repeat: int | None, seed: int, only: tuple[str, ...], serve: bool, folder: Path,
    accept: bool, write: bool,
) -> None:  # fmt: skip
    """Measure one size and keep the result in build/bench/SIZE.json."""
    click.echo(f"{size}：准备数据", err=True)
    chosen = replace(SIZES[size], units=units or SIZES[size].units)
    steps = needed_steps(size, read_bounds()) if accept else steps_of(size, only)
    session = Session(chosen, folder.resolve() / size, steps if serve else steps - {"preview"}, seed)
    result = begin(size, chosen, session.workshop)
    times = repeat or (_REPEAT[size] if accept or size == HUGE else _USUAL)
    run_all(session, result, times, _file(size, accept=accept and size != HUGE))
    click.echo(summary(result))
    if write:
        write_document()
    if accept:
        judge(result)


if __name__ == "__main__":
    main()
