"""Page: an address, a template with its view, its navigation and official tags; and the addresses of the site.

Addresses are stable for ever (design: Addresses and files) and relative to the site root.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote

from ...model.archive import Entry
from ...model.report import Report

HOME = ""
UNITS = "units/"
YEARS = "years/"
COMPARE = "compare/"
QUALITY = "quality/"
UPDATES = "updates/"
SEARCH = "search/"
DESK = "desk/"
ABOUT = "about/"
METHODOLOGY = "about/methodology/"
READING = "about/reading/"
GLOSSARY = "about/glossary/"


@dataclass(frozen=True, slots=True)
class Link:
    """A label, with the address it leads to (None: plain text) and a small note beside it.

    What is downloaded is kept under the name ``file``.
    The address is one as links write it: what may hold anything but a-z, digits and hyphens goes through :func:`href`.
    """

    label: str
    path: str | None = None
    note: str = ""
    current: bool = False
    file: str = ""


def unit_path(unit_id: str) -> str:
    """All years of a unit."""
    return f"{UNITS}{unit_id}/"


def report_path(unit_id: str, year: int) -> str:
    """One report."""
    return f"{UNITS}{unit_id}/{year}/"


def year_path(year: int) -> str:
    """All units of a year."""
    return f"{YEARS}{year}/"


def year_part_path(year: int, slug: str, number: int = 1) -> str:
    """The units of one category in a year of many units; those of a long category are continued on 2, 3 …"""
    return f"{year_path(year)}{slug}/{f'{number}/' if number > 1 else ''}"


def directory_path(slug: str, number: int = 1) -> str:
    """The same of the directory; no unit's id holds two hyphens in a row."""
    return f"{UNITS}category--{slug}{f'--{number}' if number > 1 else ''}/"


def compare_path(year: int, slug: str = "", part: int = 1) -> str:
    """Ready-made comparisons of a year, or of one category in it; a long one is continued on parts 2, 3 …"""
    steps = (str(year), slug, str(part) if part > 1 else "")
    return f"{COMPARE}{'/'.join(filter(None, steps))}/"


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


@dataclass(frozen=True, slots=True)
class SideGroup:
    """A titled group of links in the side navigation."""

    title: str
    links: tuple[Link, ...]


#: 怎么看: the pages that say what readers look at, in the order of the navigation.
READING_PAGES: Final = {
    READING: "怎么看这些数字",
    GLOSSARY: "名词解释",
    METHODOLOGY: "校核方法",
    f"{ABOUT}verify/": "怎样核对",
}


def reading_group(path: str) -> SideGroup:
    """The pages beside one of :data:`READING_PAGES`."""
    return SideGroup("怎么看", tuple(Link(label, one, current=one == path) for one, label in READING_PAGES.items()))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site, ready to be rendered.

    Attributes:
        path: address below the site root, ending in ``/``; "" is the home page.
        template: name below ``templates/``, which places ``view``.
        description: one sentence for search engines.
        crumbs: the way from the home page, this page last.
        source: data file below the project root that the page is made of, if one.
        previous, next: the neighbouring years' pages.
        attachments: published address → file below the project root.
        scripts, styles: files below the site root that only this page needs.
        csv: name of the file beside the page in which its figures stand, "" without one.
        csv_name: the name under which a reader keeps it.
        meta: official tags (name, content), as far as they are known.
        is_wide: nothing stands beside the page, not even its contents.
        linked: what the page says of itself to programs, as JSON-LD (:mod:`.schema_org`).
    """

    path: str
    title: str
    template: str
    view: object
    description: str = ""
    sidebar: tuple[SideGroup, ...] = ()
    crumbs: tuple[Link, ...] = ()
    source: str | None = None
    previous: Link | None = None
    next: Link | None = None
    attachments: dict[str, str] = field(default_factory=dict)
    feeds: tuple[Link, ...] = ()
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    csv: str = ""
    csv_name: str = ""
    meta: tuple[tuple[str, str], ...] = ()
    is_wide: bool = False
    linked: Mapping[str, Any] | None = None

    @property
    def base(self) -> str:
        """The way from this page up to the site root."""
        return "../" * self.path.count("/")


#: What reports are called together, self-evaluations and evaluations; and one that cannot be read.
REPORTS: Final = "部门整体支出绩效报告"
_YEAR: Final = re.compile(r"^\d{4}年度?")


def title_of(entry: Entry) -> str:
    """The title as published."""
    return entry.report.title if entry.report else f"{entry.year}年度{REPORTS}"


def full_title(entry: Entry) -> str:
    """The title, with 文种 as published behind it where it does not say it."""
    title, kind = title_of(entry), kind_beside(entry)
    return f"{title}（{kind}）" if kind else title


def kind_beside(entry: Entry) -> str:
    """文种 as published, where the title does not say it; "" otherwise."""
    kind = entry.report.kind if entry.report else None
    return "" if kind is None or kind in title_of(entry) else kind


def dated_title(entry: Entry) -> str:
    """The title for a list of years: with the year before it where it does not say it."""
    title = full_title(entry)
    return title if str(entry.year) in title else f"{entry.year}年度　{title}"


def called(entries: Iterable[Entry]) -> str:
    """What several reports are called where they agree: by 文种 as published, or else by the title without the year."""
    reports = [(entry, entry.report) for entry in entries]
    names = {report.kind or _YEAR.sub("", title_of(entry)) for entry, report in reports if report}
    return names.pop() if len(names) == 1 else REPORTS


def kinds_of(reports: Iterable[Report | None]) -> tuple[str, ...]:
    """文种 of several reports as published, each once; "" stands for those that publish none."""
    return tuple(dict.fromkeys(report.kind or "" for report in reports if report))


def official_tags(entry: Entry, unit: str, title: str) -> tuple[tuple[str, str], ...]:
    """ArticleTitle, PubDate and ContentSource of a report (国办发〔2017〕47号 附件).

    The data knows the day of publication and no hour; neither is made up.
    """
    published_on = entry.published.disclosure.published_on if entry.published else None
    dated = (("PubDate", published_on.isoformat()),) if published_on else ()
    return (("ArticleTitle", f"{unit} {title}"), *dated, ("ContentSource", unit))
