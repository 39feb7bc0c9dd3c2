"""Addresses of the site, stable for ever (design: Addresses and files). All are relative to the site root."""

from __future__ import annotations

from dataclasses import dataclass

HOME = ""
UNITS = "units/"
YEARS = "years/"
QUALITY = "quality/"
SEARCH = "search/"
ABOUT = "about/"
METHODOLOGY = "about/methodology/"


@dataclass(frozen=True, slots=True)
class Link:
    """A label, with the address it leads to (None: plain text) and a small note beside it."""

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


def attachment_path(unit_id: str, year: int, file: str) -> str:
    """An attachment, published beside its report."""
    return f"{report_path(unit_id, year)}{file}"
