"""Addresses of the site, stable for ever (design: Addresses and files). All are relative to the site root."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

HOME = ""
UNITS = "units/"
YEARS = "years/"
COMPARE = "compare/"
QUALITY = "quality/"
SEARCH = "search/"
ABOUT = "about/"
METHODOLOGY = "about/methodology/"


@dataclass(frozen=True, slots=True)
class Link:
    """A label, with the address it leads to (None: plain text) and a small note beside it.

    The address is one as links write it: what may hold anything but a-z, digits and hyphens goes through :func:`href`.
    """

    label: str
    path: str | None = None
    note: str = ""
    current: bool = False

    @property
    def url(self) -> str | None:
        """The address under the name that MkDocs' own templates use."""
        return self.path


def unit_path(unit_id: str) -> str:
    """All years of a unit."""
    return f"{UNITS}{unit_id}/"


def report_path(unit_id: str, year: int) -> str:
    """One report."""
    return f"{UNITS}{unit_id}/{year}/"


def year_path(year: int) -> str:
    """All units of a year."""
    return f"{YEARS}{year}/"


def compare_path(year: int, slug: str = "", part: int = 1) -> str:
    """Ready-made comparisons of a year, or of one category in it; a long one is continued on parts 2, 3 …"""
    steps = [str(year), *[slug] * bool(slug), *[str(part)] * (part > 1)]
    return f"{COMPARE}{'/'.join(steps)}/"


def compare_data(year: int, slug: str) -> str:
    """The CSV file of a ready-made comparison."""
    return f"{compare_path(year, slug)}data.csv"


def comparison_of(unit_ids: Iterable[str], years: Iterable[int]) -> str:
    """The reader's own comparison with a choice made already."""
    return f"{COMPARE}?units={','.join(unit_ids)}&years={','.join(map(str, years))}"


def href(path: str) -> str:
    """A path of files as a link writes it, so that #, ?, % and blanks in a name lead where they should."""
    return quote(path, safe="/", errors="replace")


def attachment_path(unit_id: str, year: int, file: str) -> str:
    """The path of an attachment, which is published beside its report; :func:`href` makes the link to it."""
    return f"{report_path(unit_id, year)}{file}"
