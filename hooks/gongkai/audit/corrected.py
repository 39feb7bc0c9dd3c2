"""What a corrected report has besides: the history of its corrections, and what pages say of them.

A page that leaves out what it must say – a correction, a check that does not hold, a delay – is built once more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any, Final

from ..model.archive import Entry
from ..open_data.history import history_file
from ..open_data.published import Published
from .again import Again
from .fault import Fault
from .opening import delay_said
from .seen import Seen
from .several import report_of

_CORRECTIONS: Final = "更正"
_SECTION: Final = '<h2 id="gengzheng">'
#: Where each correction begins; what stands between the words of a page and those of the data.
_ONE: Final = re.compile(r"<p><b>\d{4}-\d\d-\d\d</b></p>")
_MARKS: Final = re.compile(r"<[^>]*>|[\s*…]+")


def faults_of_history(again: Again, seen: Seen) -> Iterator[Fault]:
    """The history of a report's corrections against what its data makes of it."""
    report = report_of(again.site, again.root, seen)
    entry = Entry.of(seen.unit_id, seen.year, seen.file, seen.digest, report)
    history = history_file(Published.of(again.inventory.frame, {}, entry), again.publication)
    if history is not None:
        yield from again.differences(history.path, b"".join(history.parts()))


def words_of_corrections(document: Mapping[str, Any]) -> Iterator[str]:
    """Days, words, and what stood there before and stands there now, as a page writes each."""
    for correction in document["公开数"].get(_CORRECTIONS) or ():
        yield from _texts_of(correction)


def _texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for part in value.values():
            yield from _texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts_of(part)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, int | float):
        yield from (str(value), f"{value:,.2f}")


def says_what_it_must(article: str, document: Mapping[str, Any]) -> bool:
    """Whether the page of a report says every correction in its order, every check that fails, and a delay."""
    failing = (one["关系"] for one in document["计算数"]["校核"] if "级别" in one)
    delay, corrections = delay_said(document["公开数"]), document["公开数"].get(_CORRECTIONS) or ()
    text = unescape(article) if corrections or any("级别" in one for one in document["计算数"]["校核"]) else article
    if delay not in article or not all([said in text for said in failing]):
        return False
    section = article.partition(_SECTION)[2].partition("</section>")[0]
    if len(_ONE.findall(section)) != len(corrections):
        return False
    at, plain = 0, _plain(section)
    for words in map(_plain, (words for one in corrections for words in _said_of(one))):
        at = plain.find(words, at) + len(words)
        if at < len(words):
            return False
    return True


def _plain(text: str) -> str:
    return _MARKS.sub("", unescape(_MARKS.sub("", text)))


def _said_of(correction: Mapping[str, Any]) -> Iterator[str]:
    """What a page says of a correction, from its day to the last value, in this order."""
    yield from (str(correction.get(key) or "") for key in ("日期", "内容", "原因"))
    for change in correction.get("改动") or ():
        yield from (str(change.get(key) or "") for key in ("项目", "原来", "现在"))
