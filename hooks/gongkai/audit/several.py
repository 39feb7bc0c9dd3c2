"""What is about several units: every page and file laid out once more from the JSON of the reports, and compared."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from typing import Final, cast

from ..build.build import Build
from ..build.file_list import FileTask, list_desk_files, list_files
from ..build.output import OutputFolder
from ..build.page_list import PageTask, list_pages, methods
from ..build.unit_groups import unit_groups
from ..load.record_file import validate
from ..load.report_file import read_entry
from ..model.archive import Archive, Entry
from ..model.disclosure import REPORT_FILES, State
from ..model.finding import Finding, Nature, Outcome
from ..model.report import Report
from ..open_data.feeds import unit_feeds
from ..pages.desk import SITE
from ..pages.home import answered, home_year
from ..pages.news import AllNews, all_news
from ..pages.parts.page import report_path
from ..pages.quality import AllChecked, Checked, Quality
from ..read_and_check import read_and_check_files
from ..render.html import renderer
from .again import Again, bare_page
from .by_hand import host_settings
from .fault import Fault, Group
from .record_text import parts_of
from .seen import Seen
from .site_files import digest

#: Compared by what they hold, not byte for byte; the last holds the frames, which are not made again.
_PACKED: Final = (".zip", ".xlsx", SITE)
#: Reports kept in memory while the pages about a year and its neighbours are laid out.
_IN_MEMORY: Final = 2500


class _Unfingerprinted:
    """Stands for what a build knows of its reports: nothing is looked up by fingerprint here."""

    alone = of_checks = ""

    def of_states(self, *_: object) -> str:
        return ""

    of_year = of_entries = of_files = of_states


class _Built:
    """Stands for a build: the reports as the site's own JSON has them."""

    def __init__(self, again: Again, news: AllNews) -> None:
        self.shown, self.output = _Unfingerprinted(), OutputFolder(again.site)
        self.news = news

    def sheets(self, *_: object) -> str:
        return ""

    def known(self, path: str) -> tuple[int, str]:
        content = self.output.read(path)
        return len(content), digest(content)


def archive_of(again: Again, seen: Iterable[Seen]) -> Archive:
    """The reports that were looked at, each read when a page asks for it; what is being prepared is left out."""
    found = {(one.unit_id, one.year): one for one in seen}
    read = lru_cache(maxsize=_IN_MEMORY)(lambda key: report_of(again.site, again.root, found[key]))
    entries = {
        key: Entry(one.unit_id, one.year, one.file, one.digest, one.state, partial(read, key))
        for key, one in found.items()
    }
    archive = replace(again.inventory.frame, entries=dict(sorted(entries.items(), key=lambda item: item[0])))
    return archive.for_readers(preview=False)


def report_of(site: Path, root: Path, seen: Seen) -> Report | None:
    """A report as its JSON has it, which was set against its data file; from the data file where it has none."""
    path = site / report_path(seen.unit_id, seen.year) / REPORT_FILES["json"]
    if seen.state is State.PUBLISHED and path.is_file() and (report := report_in(path.read_bytes())):
        return report
    return read_entry(root, seen.file, seen.unit_id, seen.year).entry.report


def report_in(content: bytes) -> Report | None:
    """The report that a report.json states; None where it states none."""
    try:
        return validate(Report, json.loads(parts_of(content)[0], parse_float=Decimal))
    except (ValueError, TypeError):
        return None


#: What decides a check that is counted so.
_NATURES: Final[Mapping[str, Nature]] = {
    "不符": "arithmetic", "未说明": "reason", "已说明": "reason", "要核对": "question", "文字": "wording",
}  # fmt: skip  # what it is counted as, and a nature that is


def checks_of(again: Again, archive: Archive, seen: Iterable[Seen]) -> AllChecked:
    """The checks of all reports, as their JSON has them; of the one that the home page tells of, made once more."""
    found = {(one.unit_id, one.year): _checked(archive, one) for one in seen if one.state is not State.DRAFT}
    told = answered(archive, home_year(archive))
    return {**found, **_made_again(again, told)} if told else found


def _made_again(again: Again, entry: Entry) -> AllChecked:
    """The checks of a report, from the data files of its group."""
    group = next(group for group in unit_groups(again.inventory) if entry.unit_id in group.units)
    checked, key = read_and_check_files(again.root, again.inventory, group.files), (entry.unit_id, entry.year)
    return {key: Checked.of(checked.findings.get(key, ()), checked.archive.entries[key].report)}


def _checked(archive: Archive, seen: Seen) -> Checked:
    failing = tuple(
        Finding(
            Outcome.FAILS, "", message=said, code=code, nature=_NATURES.get(result, "question"),
            is_answered=bool(answer),
        )
        for code, result, said, answer in seen.failing
    )  # fmt: skip  # a finding
    answers = {code: answer for code, _, _, answer in seen.failing if answer}
    entry = archive.find_entry(seen.unit_id, seen.year) if seen.is_corrected else None
    report = entry.published if entry else None
    return Checked(seen.counts, failing, answers, report.corrections if report else ())


def news_of(archive: Archive, seen: Iterable[Seen]) -> AllNews:
    """The news of every report; read only of those of which they are not known."""
    known = {(one.unit_id, one.year): one.news for one in seen if one.news is not None}
    read = all_news(replace(archive, entries={key: e for key, e in archive.entries.items() if key not in known}))
    return {key: read[key] if key in read else known[key] for key in archive.entries}


def pages_and_files(
    again: Again, archive: Archive, checked: AllChecked, news: AllNews
) -> tuple[tuple[PageTask, ...], tuple[FileTask, ...]]:
    """Every page and file about several units, and the feeds of units."""
    build, publication = cast(Build, _Built(again, news)), replace(again.publication, edit="")
    quality = Quality(archive, checked, methods())
    pages = tuple(list_pages(archive, quality, build, publication))
    files = tuple(list_files(archive, quality, build, publication, preview=False))
    docs = again.root / str(host_settings(again.root).get("docs_dir", "docs"))
    return pages, (*files, *list_desk_files(archive, build, docs, publication, {}))


def feeds_of_units(again: Again, archive: Archive, news: AllNews) -> Iterator[str]:
    """The feeds of units that have something to say."""
    return (feed.path for feed in unit_feeds(archive, archive.units, news, again.publication))


def compare(
    again: Again, pages: Iterable[PageTask], files: Iterable[FileTask], is_known: Callable[[str], bool]
) -> Iterator[Fault]:
    """Every difference between these pages and files and what the reports make of them."""
    for page in pages:
        if not is_known(page.file):
            yield from again.differences(page.file, bare_page(renderer().render(page.lay_out())))
    for file in files:
        if file.path.endswith(_PACKED) or is_known(file.path):
            continue
        try:
            expected = b"".join(file.parts())
        except OSError as error:
            yield Fault(Group.DATA, file.path, f"不能核对：{error.filename} 不在")
            continue
        yield from again.differences(file.path, expected)
