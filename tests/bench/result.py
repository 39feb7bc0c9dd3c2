"""What was measured: kept as JSON between the runs and the document."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench.meter import Cost

#: A machine that others keep busier than this, and the document says that its times are rough.
QUIET: Final = 0.1


@dataclass(slots=True)
class Result:
    """All runs of one size.

    Attributes:
        size: S, M, L or XL.
        machine, versions: what it ran on and with, as (label, value).
        reports, pages, data_bytes: the workload: reports, pages that all builders have, bytes of YAML.
        load: how busy others kept the machine, before the first run or after the last: their share of its time.
        runs: every repetition of every step.
        waits: seconds from saving a file until the preview shows it.
        page_bytes: the median report page of each builder, in bytes of HTML.
        visit_bytes: what a phone loads for the median report page of ours, compressed.
    """

    size: str
    machine: dict[str, str]
    versions: dict[str, str]
    reports: int
    pages: int
    data_bytes: int
    load: float
    runs: dict[str, list[Cost]] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    page_bytes: dict[str, int] = field(default_factory=dict)
    visit_bytes: int = 0

    def typical(self, step: str) -> Cost | None:
        """The median of a step, each quantity by itself; None where it was not run."""
        runs = self.runs.get(step)
        if not runs:
            return None
        last = runs[-1]
        return Cost(
            wall=median(run.wall for run in runs),
            cpu=median(run.cpu for run in runs),
            memory=int(median(run.memory for run in runs)),
            files=last.files,
            size=last.size,
        )

    @property
    def is_busy(self) -> bool:
        """Whether others kept the machine so busy that wall times say little."""
        return self.load > QUIET

    @property
    def wait(self) -> float | None:
        """The median wait for the preview, in seconds; None where it was not measured."""
        return median(self.waits) if self.waits else None

    @property
    def repetitions(self) -> int:
        """How often every step was run, at least."""
        return min((len(runs) for runs in self.runs.values()), default=0)


def write_result(file: Path, result: Result) -> None:
    """Keep it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(result), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_result(file: Path) -> Result:
    """What :func:`write_result` kept."""
    told = json.loads(file.read_text(encoding="utf-8"))
    told["runs"] = {step: [Cost(**run) for run in runs] for step, runs in told["runs"].items()}
    return Result(**told)
