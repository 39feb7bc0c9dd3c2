"""What the desk says beside the form: which reports there are, what a file held, what is left to do."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from .shapes import Change, Problem


class YearOfUnit(TypedDict):
    """A year of which the unit has, or may have, a report.

    Attributes:
        state: 已公开, 核实中, 依法不公开, 撤下; 未收录 where there is no file.
        has_text: the file is at hand, so that ``start(year, "published")`` works.
        can_begin: ``start(year, "empty")`` and ``"last_year"`` work: the year has rules and no file.
        last: the year of the latest earlier report that one like it can be made of; None where there is none.
        why: why nothing can be written for the year, with 怎么改: its rules are not there, or cannot be read; "".
    """

    year: int
    state: str
    has_text: bool
    can_begin: bool
    last: int | None
    why: str


class UnitOpened(TypedDict):
    """The unit whose reference data was opened."""

    unit: str
    name: str
    years: list[YearOfUnit]
    writable_years: list[int]


class ChangedFigure(TypedDict):
    """A value that is not as it was published; "" stands for nothing."""

    label: str
    old: str
    new: str


class FoundValue(TypedDict):
    """What an import found for a place: certain, to be confirmed or not.

    Attributes:
        path: where it goes in the file in hand; the values that are confirmed are written by ``set_values``.
        label: where that is, in words: 三公经费 / 公务接待费 / 决算.
        written: the value.
        source: the words of the document that state it, and where they stand.
        now: what the form has there; "".
        is_begun: that is what the desk began with, as the title that it makes: nobody wrote it.
    """

    path: str
    label: str
    written: str
    source: str
    now: str
    is_begun: bool


class Candidate(TypedDict):
    """One of the values that a document may mean for a place, with the words that state it, and why it is doubtful."""

    written: str
    source: str
    doubt: str


class UnsureValue(TypedDict):
    """A place that the document states differently, or not certainly: the person chooses, or it is left open.

    Attributes:
        path: where it goes in the file in hand.
        label: where that is, in words.
        said: all that was stated, for ``leave_open``.
        candidates: to choose from; [] where nothing of it can be written.
        now: what the form has there; "".
    """

    path: str
    label: str
    said: str
    candidates: list[Candidate]
    now: str


class Imported(TypedDict):
    """What a dropped file says.

    Attributes:
        name, kind: of the file: Word, PDF …
        found, unsure: places.
        missing: figures that readers compare, of which nothing was found, by name.
        notes: what could not be read, and contradictions of unit or year.
        said: why nothing could be read, with 怎么改; "".
        other_unit: that it names another unit of the site and not this one, in words; "".
        text: the data file that ``gongkai import`` would write; "" where it would write none.
    """

    name: str
    kind: str
    found: list[FoundValue]
    unsure: list[UnsureValue]
    missing: list[str]
    notes: list[str]
    said: str
    other_unit: str
    text: str


class Corrected(TypedDict):
    """The entry of 更正 that a changed public report needs.

    Attributes:
        needed: values changed that an entry must name.
        changed: those values, old → new.
        path: of the entry, whose 内容 and 原因 the person writes: ``更正/0``; "".
        change: what the writing of the entry did; the text has it now.
    """

    needed: bool
    changed: list[ChangedFigure]
    path: str
    change: Change


class ForgePage(TypedDict):
    """A page of the host on which the file is handed in, and what to do there, step by step."""

    name: str
    url: str
    steps: list[str]


class Leaving(TypedDict):
    """What to say when the report is done.

    Attributes:
        file_name, folder: what the file is called and where it belongs.
        must, asked, hints: how many 必须改, 请核对, 建议 are left.
        changed: every value that is not as it was published; [] for a report that is new.
        needs_correction: some of them need 更正 and none names them.
        elsewhere: what the check asks anew of other files because of this one: the report of the year after.
        forge: pages of the host.
    """

    file_name: str
    folder: str
    must: int
    asked: int
    hints: int
    changed: list[ChangedFigure]
    needs_correction: bool
    elsewhere: list[Problem]
    forge: list[ForgePage]


class Page(TypedDict):
    """The report's page, whole, and what on it is not as it was published."""

    html: str
    changed: list[ChangedFigure]
    said: NotRequired[str]
