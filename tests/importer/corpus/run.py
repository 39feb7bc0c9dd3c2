"""Make the documents, import them by the command line at one go, print how each fared: ``python -m …corpus.run``."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click
import yaml
from tests.conftest import DEMO
from tests.importer.corpus.cases import Case, cases
from tests.importer.corpus.facts import facts_of
from tests.importer.corpus.making import Made, make
from tests.importer.corpus.scoring import Mark, marked, table_of


def unit_names() -> dict[str, str]:
    """The units' names."""
    units = yaml.safe_load((DEMO / "data/units.yml").read_text(encoding="utf-8"))
    return {unit: entry["名称"] for unit, entry in units.items()}


def documents(chosen: Sequence[Case], chromium: str | None) -> list[Made]:
    """Make them."""
    names = unit_names()
    return [make(case, names[case.unit], number, chromium) for number, case in enumerate(chosen)]


def judged(made: Sequence[Made], folder: Path) -> tuple[list[Mark], str]:
    """Import them all, and judge what was written; and what the command said."""
    source, target = folder / "报告", folder / "out"
    source.mkdir(parents=True)
    for one in made:
        (source / one.file_name).write_bytes(one.content)
    command = [sys.executable, "-m", "gongkai", "import", str(source), "--root", str(DEMO), "--output", str(target)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    marks = []
    for one in made:
        path = target / str(one.case.year) / f"{one.case.unit}.yml"
        marks.append(marked(one, facts_of(path.read_text(encoding="utf-8")) if path.is_file() else None))
    return marks, told.stdout + told.stderr


def main(arguments: Sequence[str]) -> None:
    """Print the table and everything that is not right."""
    chromium = shutil.which("chromium")
    folder = Path(arguments[0]) if arguments else Path(tempfile.mkdtemp())
    marks, told = judged(documents(cases(), chromium), folder)
    click.echo(told[-6000:])
    click.echo(table_of(marks))
    for mark in marks:
        for kind in ("wrong", "guessed", "lost", "displaced", "missing"):
            for line in getattr(mark, kind):
                click.echo(f"{kind}\t{mark.name}\t{line}")


if __name__ == "__main__":
    main(sys.argv[1:])
