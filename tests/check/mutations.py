"""Every number in a report's texts written wrong: what is noticed? ``python -m tests.check.mutations FOLDER``."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import click
from tests.check.changed_numbers import Change, changes_of
from tests.check.stated_numbers import KINDS, Number, numbers_of

from gongkai.check import check_entry
from gongkai.load.folder import read_archive
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.archive import Archive, Entry
from gongkai.model.finding import Finding, Outcome
from gongkai.model.problem import KeyPath
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules

#: Texts that are names or belong to the publishing; plans stand in 自评表.
_NO_TEXTS: Final = frozenset(
    ("标题", "名称", "编码", "类别", "文种", "公开", "目录信息", "联系方式", "附件", "自评表", "校核说明", "更正")
)
RULES: Final[Mapping[str, Any]] = {
    "提纲": "湖南2022",
    "等级": [{"等级": grade, "下限": least} for grade, least in (("优", 90), ("良", 80), ("中", 60), ("差", 0))],
}


@dataclass(frozen=True)
class Told:
    """One report as the mapping of its file, in the archive that it is checked in."""

    name: str
    archive: Archive
    key: tuple[str, int]
    stated: Mapping[str, Any]

    def texts(self) -> Iterator[tuple[KeyPath, str]]:
        """Its texts with the keys under which they stand."""
        return _texts((), self.stated)

    def findings(self, path: KeyPath = (), text: str = "") -> tuple[Finding, ...]:
        """What does not hold, with the text at ``path`` put in the place of its own."""
        stated = _with_text(self.stated, path, text) if path else self.stated
        file = f"data/{self.key[1]}/{self.key[0]}.yml"
        entry = Entry.of(*self.key, file, "", Report.model_validate(stated))
        archive = replace(self.archive, entries={**self.archive.entries, self.key: entry})
        return tuple(f for f in check_entry(archive, entry) if f.outcome is Outcome.FAILS)


class Tried(NamedTuple):
    """One number, changed: where, how, and the findings that came with it."""

    told: Told
    path: KeyPath
    number: Number
    change: Change
    found: tuple[Finding, ...]

    @property
    def is_noticed(self) -> bool:
        """Whether a new finding points to the text or names the wrong number."""
        return any(self._points(finding) for finding in self.found)

    def _points(self, finding: Finding) -> bool:
        shorter = min(len(finding.path), len(self.path))
        is_near = finding.path[:shorter] == self.path[:shorter] and shorter > 0
        wrong = self.change.text[self.number.start :][: len(self.number.text)]
        return is_near or wrong in finding.message

    def __str__(self) -> str:
        start = max(0, self.number.start - 24)
        around = self.change.text[start : self.number.end + 12].replace("\n", " ")
        place = ".".join(map(str, self.path))
        was = self.number.written()
        return f"{self.number.kind:10} {self.change.way} {self.told.name} {place} 原为{was}：…{around}…"


#: Chooses the numbers of a report that somebody could prove wrong.
Decidable = Callable[[Told, KeyPath, str, Number], bool]


def tried(told: Told, decidable: Decidable, *, every_way: bool = False) -> Iterator[Tried]:
    """Each decidable number of a report changed, once or in every way."""
    before = _by_relation(told.findings())
    for path, text in told.texts():
        for number in numbers_of(text):
            if decidable(told, path, text, number):
                seed = f"{told.name}:{path}"
                changes = list(changes_of(text, number, seed))
                for change in changes if every_way else _turn(seed, number, changes):
                    after = told.findings(path, change.text)
                    yield Tried(told, path, number, change, _new(before, after))


def _turn(seed: str, number: Number, changes: list[Change]) -> list[Change]:
    """The one whose turn it is: all ways are met about as often, the sign every other time."""
    turn = sum(map(ord, f"{seed}{number.start}"))
    if changes and changes[-1].way == "反向" and turn % 2:
        return changes[-1:]
    return [changes[turn % len(changes)]] if changes else []


def _by_relation(findings: Iterable[Finding]) -> Counter[tuple[str, KeyPath, str]]:
    return Counter(_relation(finding) for finding in findings)


def _relation(finding: Finding) -> tuple[str, KeyPath, str]:
    return finding.code, finding.path, re.sub(r"[\d.]+", "", finding.relation)


def _new(before: Counter[tuple[str, KeyPath, str]], after: tuple[Finding, ...]) -> tuple[Finding, ...]:
    rest = Counter(before)
    found = []
    for finding in after:
        if rest[_relation(finding)] > 0:
            rest[_relation(finding)] -= 1
        else:
            found.append(finding)
    return tuple(found)


def _texts(path: KeyPath, value: Any) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _NO_TEXTS:
                yield from _texts((*path, key), inner)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _texts((*path, at), inner)


def _with_text(value: Any, path: KeyPath, text: str) -> Any:
    if not path:
        return text
    first = path[0]
    if isinstance(value, list):
        return [_with_text(inner, path[1:], text) if at == first else inner for at, inner in enumerate(value)]
    return {**value, first: _with_text(value[first], path[1:], text)}


def counted(trials: Iterable[Tried]) -> dict[str, tuple[int, int]]:
    """Kind → (noticed, tried), every kind named."""
    trials = tuple(trials)
    return {
        kind: (sum(t.is_noticed for t in own), len(own))
        for kind in KINDS
        for own in [[t for t in trials if t.number.kind == kind]]
    }


def as_table(counts: Mapping[str, tuple[int, int]]) -> str:
    """One line a kind, and one for all."""
    noticed, of = (sum(column) for column in zip(*counts.values(), strict=True))
    rows = [*counts.items(), ("all", (noticed, of))]
    return "\n".join(f"{kind:10} {n:5} / {of:5}  {100 * n / of if of else 100:5.1f} %" for kind, (n, of) in rows)


def read_folder(folder: Path) -> Iterator[Told]:
    """The reports of a project, of its data folder, or of any folder of report files."""
    root, name = (folder, "data") if (folder / "data").is_dir() else (folder.parent, folder.name)
    archive = read_archive(root, name)[0] if (root / name / "units.yml").is_file() else None
    for file in sorted((root / name).rglob("*.yml")):
        if file.name[0] != "_" and file.name not in {"units.yml", "名称.yml"}:
            told = read_told(file, archive)
            try:
                told.findings()
            except ValueError as problem:
                click.echo(f"{file}: {problem}", err=True)
            else:
                yield told


def read_told(file: Path, archive: Archive | None) -> Told:
    """One report file, in the archive that it is checked in; without one it stands alone."""
    stated = parse_yaml(file.read_text(encoding="utf-8"), file.name).value
    year = next(map(int, re.findall(r"20\d\d", f"{file.parent.name} {file.stem} {stated['标题']}")), 2023)
    own = archive or _own_archive(file.stem, year, stated)
    return Told(f"{file.parent.name}/{file.stem}", own, (file.stem, year), stated)


def _own_archive(unit_id: str, year: int, stated: Mapping[str, Any]) -> Archive:
    name = (stated.get("目录信息") or {}).get("发布机构") or unit_id
    units = {unit_id: Unit.model_validate({"名称": name})}
    return Archive(units, {at: YearRules.model_validate(RULES) for at in (year - 1, year)})


def has_measure(told: Told, path: KeyPath, text: str, number: Number) -> bool:
    """Every number with a measure: what a folder of unknown reports is tried with."""
    return bool(number.measure) or number.is_grade


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--every-way", is_flag=True, help="every number in every way, not once")
def main(folder: Path, every_way: bool) -> None:
    """Change every number in the texts of the reports in FOLDER; print what is noticed and what is not."""
    told = tuple(read_folder(folder))
    trials = [trial for each in told for trial in tried(each, has_measure, every_way=every_way)]
    click.echo("-- findings on the unchanged")
    for each in told:
        for finding in each.findings():
            click.echo(f"{each.name} {finding.code} {'.'.join(map(str, finding.path))} {finding.message}")
    click.echo("-- not noticed")
    for trial in trials:
        if not trial.is_noticed:
            click.echo(str(trial))
    click.echo(f"-- noticed, of {len(told)} reports\n{as_table(counted(trials))}")


if __name__ == "__main__":
    sys.exit(main())
