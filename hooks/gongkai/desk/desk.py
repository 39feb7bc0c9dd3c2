"""The desk: what the browser's worker calls by name, and the tests call natively. One report is in hand at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..load.original_measure import measure_in
from ..model.problem import KeyPath
from ..model.report import Report
from ..official_form.sheets import FormOf
from ..official_form.writing import TooLongError, official_form
from .answers import Corrected, Imported, Leaving, Page, UnitOpened
from .asked import answered, asked_in, decided
from .beginnings import begin
from .checking import CheckedText
from .differences import difference
from .edit_steps import NotPossibleError
from .edits import EditedText
from .form import FormMaker, FormOfYear, named_values
from .leaving import changes_of, correction_of, leaving_of
from .offered import offered
from .opened import OpenedUnit, RefusedError, is_public, open_unit
from .places import joined, parted
from .preview import page_of
from .problem_list import listed
from .row_edits import add_row, paste_rows, remove_row, rename_row
from .shapes import Change, Problem, Section, SourceName, SourceText, State
from .typed import cleaned, value_of
from .unfilled import unfilled, usual_places
from .unit_names import UnitNames, unit_names

_NO_REPORT: Final = "还没有打开报告。怎么改：先选单位和年度"
_UNREADABLE: Final = "文件现在读不出来，这一处没有改。怎么改：先在“文本”里照提示把“必须改”的改好，表单能用了再填"
#: An edit of the text in hand: the new text, and the place that it is about ("" for none).
_Step = Callable[[EditedText], tuple[EditedText, str]]


class Desk:
    """One clerk's desk; ``root`` is the folder on the (virtual) disk that everything lies in."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._opened: OpenedUnit | None = None
        self._now: CheckedText | None = None
        self._maker = FormMaker(FormOfYear())
        self._form: list[Section] = []
        self._usual: tuple[KeyPath, ...] = ()
        self._names = UnitNames()

    def open_unit(self, packed: bytes) -> UnitOpened:
        """Take the reference data of a unit; what was in hand is put away."""
        self._now, self._form = None, []
        self._opened = open_unit(self._root, packed)
        return self._opened.described()

    def start(self, year: int, source: SourceName | SourceText, content: bytes | None = None) -> State:
        """Take a report in hand: the public one, one like last year's, an empty one, or a file with its ``content``."""
        opened = self._unit
        begun, file = begin(opened, year, source, content), opened.file_of(year)
        if self._now is not None:
            opened.put_back(self._now.text.file)
        (self._root / file).parent.mkdir(parents=True, exist_ok=True)
        (self._root / file).write_bytes(begun.ends.written(begun.text))
        opened = self._opened = opened.with_file(year)
        before = opened.published_text(year - 1)
        last = named_values(EditedText(before, opened.file_of(year - 1)).values) if before else {}
        self._maker = FormMaker(FormOfYear(opened.outline_of(year), opened.grades_of(year), last))
        self._now = CheckedText(opened, year, EditedText(begun.text, file), begun.ends, self._names.named)
        self._form = self._maker.make(self._now.text.values, asked_in(self._now.text))
        self._usual = usual_places(opened, year)
        return self._state(begun.said, "" if begun.stored == begun.text else begun.stored)

    def set_value(self, path: str, written: str | None) -> Change:
        """Write a value: None for 未公开, "" for nothing."""
        place, value = parted(path), value_of(parted(path), written)
        return self._edit(lambda text: (answered(text, {place: value}), path))

    def set_values(self, values: Mapping[str, str | None], asked: Mapping[str, str] | None = None) -> Change:
        """Write several values at once: cells that are pasted, or what was taken of a document with its new rows. What
        is ``asked`` of the document, in whose words, and was not decided stays open.
        """
        meant = {parted(path): value_of(parted(path), written) for path, written in values.items()}
        left = {parted(path): words for path, words in (asked or {}).items()}
        return self._edit(lambda text: (decided(text, meant, left), ""))

    def add_row(self, path: str, name: str = "") -> Change:
        """Add an entry to a list, or a row under a name of the unit's own."""

        def add(text: EditedText) -> tuple[EditedText, str]:
            found, place = add_row(text, parted(path), name)
            return found, joined(place)

        return self._edit(add)

    def remove_row(self, path: str, index: int) -> Change:
        """Take an entry out of a list, or a row under a name of the unit's own."""
        return self._edit(lambda text: (remove_row(text, parted(path), index), ""))

    def rename_row(self, path: str, name: str) -> Change:
        """Give a row of the unit's own another name."""
        called = " ".join(cleaned(name).split())
        place = joined((*parted(path)[:-1], called))
        return self._edit(lambda text: (rename_row(text, parted(path), called), place))

    def paste_rows(self, path: str, index: int, rows: Sequence[Sequence[str]], column: str = "") -> Change:
        """Put cells of a spreadsheet over the rows of a list from ``index`` on, and below the last."""
        return self._edit(lambda text: (paste_rows(text, parted(path), index, rows, column), ""))

    def set_text(self, text: str) -> Change:
        """Take the file as it was typed; while it cannot be read the form stays as it is."""
        before = self._form
        self._replace(EditedText(cleaned(text), self._report.text.file))
        return self._change(before)

    def file(self) -> bytes:
        """The file to save."""
        return self._report.content

    def check(self) -> list[Problem]:
        """What ``gongkai check --base`` says of the file."""
        return self._problems()

    def page(self) -> Page:
        """The report's page as it would be published; of one that is being prepared as a preview."""
        return Page(html=page_of(self._report), changed=changes_of(self._report))

    def know_units(self, listed: bytes) -> int:
        """Take the list of the units of the site, of any of which a document may be; how many there are."""
        self._names = unit_names(listed)
        return len(self._names.named)

    def import_file(self, name: str, content: bytes) -> Imported:
        """What a document says for this report; nothing is written, and nothing of it is kept."""
        return offered(name, content, self._report, self._names)

    def workbook(self) -> bytes:
        """The official Excel form with what is written."""
        now = self._readable
        values = now.text.values
        name, grades = now.opened.unit.name_in(now.year), now.opened.grades_of(now.year)
        form = FormOf(now.year, now.opened.unit_id, name, grades, measure_in(values, Report).value)
        try:
            return official_form(values, form)
        except TooLongError as error:
            raise RefusedError(f"{error}。怎么改：把名称写短，长的文字写在“说明”里") from None

    def correction(self) -> Corrected:
        """Write the entry of 更正 that ``gongkai correct`` would write, for the person to explain."""
        now = self._readable
        found = correction_of(now)
        if found is None:
            return Corrected(needed=False, changed=[], path="", change=self._change(self._form))
        change = self._edit(lambda old: (EditedText(found.text, old.file), found.path))
        return Corrected(needed=True, changed=found.changed, path=found.path, change=change)

    def leaving(self) -> Leaving:
        """What to say when the report is done."""
        return leaving_of(self._report, self._form)

    def add_attachment(self, name: str, content: bytes) -> Change:
        """Put a file beside the report, as ``附件/…/文件`` names it."""
        now = self._readable
        path = (self._root / now.text.file).parent / name
        if not path.resolve().is_relative_to((self._root / now.text.file).parent.resolve()):
            raise RefusedError(f"附件的名称“{name}”不对。怎么改：只写文件夹和文件的名称，中间写一个 /")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self._now = replace(now)
        return self._change(self._form)

    @property
    def _unit(self) -> OpenedUnit:
        if self._opened is None:
            raise RefusedError(_NO_REPORT)
        return self._opened

    @property
    def _report(self) -> CheckedText:
        if self._now is None:
            raise RefusedError(_NO_REPORT)
        return self._now

    @property
    def _readable(self) -> CheckedText:
        """The report in hand, which can be edited: where nothing can be read, an edit would be all that is left."""
        if not self._report.text.is_readable:
            raise RefusedError(_UNREADABLE)
        return self._report

    def _edit(self, step: _Step) -> Change:
        """Make an edit, and say what came of it; one that cannot be made is said in words."""
        before = self._form
        try:
            edited, place = step(self._readable.text)
        except RefusedError as refused:
            return self._change(before, said=str(refused))
        except NotPossibleError:
            words = "这里写的是一段文字，不能再填各项。怎么改：在“文本”里把它挪到“说明”，或者删掉"
            return self._change(before, said=words)
        self._replace(edited)
        return self._change(before, path=place)

    def _replace(self, text: EditedText) -> None:
        now = self._report
        self._now = now.with_text(text)
        if text.is_readable:
            self._form = self._maker.make(text.values, asked_in(text))

    def _change(self, before: list[Section], *, path: str = "", said: str = "") -> Change:
        found, text = difference(before, self._form), self._report.text
        return Change(
            text=text.text,
            is_readable=text.is_readable,
            changed_fields=found.fields,
            changed_sections=found.sections,
            order=found.order,
            totals=found.totals,
            is_checked=self._report.is_checked,
            problems=self._problems(),
            unfilled=unfilled(self._usual, text, self._form),
            said=said,
            path=path,
        )

    def _problems(self) -> list[Problem]:
        now = self._report
        return listed(now.problems, self._form, is_readable=now.text.is_readable)

    def _state(self, said: str, stored: str) -> State:
        now = self._report
        opened = now.opened
        return State(
            text=now.text.text,
            unit=opened.unit_id,
            name=opened.unit.name_in(now.year),
            year=now.year,
            path=now.text.file,
            measure=measure_in(now.text.values, Report).value,
            is_public=is_public(opened.archive.find_entry(opened.unit_id, now.year)),
            is_readable=now.text.is_readable,
            is_checked=now.is_checked,
            fields=self._form,
            problems=self._problems(),
            unfilled=unfilled(self._usual, now.text, self._form),
            said=said,
            stored=stored,
        )
