"""What changed against the public report, the entry of 更正 for it, and what to say when the report is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ..model.changed import changed_values, needs_explaining
from ..model.checksum import checksum_of_record
from ..model.correction import ChangedValue
from ..model.disclosure import State
from ..model.problem import Level
from .answers import ChangedFigure, Leaving
from .checking import CheckedText
from .correction import NeededEntry, needed_entry
from .entry_text import with_edits
from .file_content import FileContent, read_content
from .forge import forge_pages
from .opened import is_public
from .places import joined
from .problem_list import listed
from .shapes import Section

_KEY: Final = ("更正",)


class WrittenCorrection(NamedTuple):
    """The file with the entry, the values that it names, and where it stands."""

    text: str
    changed: list[ChangedFigure]
    path: str


def changes_of(now: CheckedText) -> list[ChangedFigure]:
    """Every value that is not as it was published; [] for a report that is new, or cannot be read yet."""
    before, after = _both(now)
    if before is None or before.report is None or after.report is None:
        return []
    return _figures(changed_values(before.report, after.report))


def correction_of(now: CheckedText) -> WrittenCorrection | None:
    """The entry that ``gongkai correct`` would write; None where none is needed."""
    found = _needed(now)
    if found is None:
        return None
    written = with_edits(now.text.text, found.edits)
    return WrittenCorrection(written, _figures(found.values), joined((*_KEY, found.at)))


def leaving_of(now: CheckedText, form: Sequence[Section]) -> Leaving:
    """The summary."""
    levels = [problem.level for problem in now.problems]
    home, _, name = now.text.file.rpartition("/")
    is_new = now.opened.archive.find_entry(now.opened.unit_id, now.year) is None
    return Leaving(
        file_name=name,
        folder=home,
        must=levels.count(Level.ERROR),
        asked=levels.count(Level.WARNING),
        hints=levels.count(Level.HINT),
        changed=changes_of(now),
        needs_correction=_needed(now) is not None,
        elsewhere=listed(now.elsewhere, form, is_readable=False),
        forge=[*forge_pages(now.opened.publication().edit, now.text.file, is_new=is_new)],
    )


def _both(now: CheckedText) -> tuple[FileContent | None, FileContent]:
    """The report as it is public, and as it is now, without their 更正."""
    before = now.opened.published_text(now.year)
    file = now.text.file
    return (read_content(before, file) if before is not None else None), read_content(now.text.text, file)


def _needed(now: CheckedText) -> NeededEntry | None:
    before, after = _both(now)
    entry = now.opened.archive.find_entry(now.opened.unit_id, now.year)
    if before is None or before.report is None or after.report is None or not is_public(entry):
        return None
    needed = [value for value in changed_values(before.report, after.report) if needs_explaining(value)]
    whole = entry.report if entry and entry.state is State.PUBLISHED else None
    digest = checksum_of_record(now.opened.unit_id, str(now.year), whole) if whole else ""
    entries = (len(before.entries[_KEY]), after.entries[_KEY])
    return needed_entry(now.text.text, now.text.file, _KEY, needed, entries, now.opened.today, digest)


def _figures(values: Iterable[ChangedValue]) -> list[ChangedFigure]:
    return [ChangedFigure(label=value.item, old=value.before or "", new=value.after or "") for value in values]
