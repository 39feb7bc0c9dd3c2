"""The lines of a page, each judged once however often it stands on a site: what is plain needs no parser.

A page is plain where every ``<`` begins a tag of the strictest form that ends on its line, no comment or raw text can
hide any, and each tag was found harmless. Of such a page a browser makes what its tags say. Any other is read by a
parser (:mod:`.page`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Final, NamedTuple

from .links import Links
from .page import is_json
from .sayable import DIGIT
from .tags import Tags
from .written import PARTS_OF_TABLES, Written

_SCRIPT: Final = re.compile(r"<script((?: [^<>\n]*)?)>([^<\n]*)</script>")
_TITLE: Final = re.compile(r"<title(?: [^<>\n]*)?>([^<\n]*)</title>")
_POLICY: Final = "<meta http-equiv="
#: Lines that are remembered in a process, of pages that lie equally deep.
_MOST: Final = 30_000


class Plain(NamedTuple):
    """A page in which nothing is wrong that its tags tell.

    Attributes:
        text: the page.
        title: its title.
        links: how many addresses it leads to or loads.
        ids: how many anchors it has.
        anchors: (page, id) on other pages that it leads to, and itself.
        is_plain: False where only a parser reads it.
    """

    text: str
    title: str
    links: int
    ids: int
    anchors: frozenset[tuple[str, str, str]]
    is_plain: bool = True


class _Marks(NamedTuple):
    """What of some lines matters to their page.

    Attributes:
        links: how many addresses there are.
        policies: how many policies.
        ids: their anchors.
        inner: anchors of the page itself that they lead to.
        own: other addresses that are of the page or its folder.
        away: (page, id) that they lead to.
        foreign: addresses of other sites that only a page's own data can allow.
    """

    links: int
    policies: int
    ids: tuple[str, ...]
    inner: tuple[str, ...]
    own: tuple[str, ...]
    away: tuple[tuple[str, str], ...]
    foreign: tuple[str, ...]


@dataclass
class _Lines:
    """Lines of the pages that lie equally deep, all of harmless tags.

    Attributes:
        tags: their tags.
        once: those that were met once; most have a figure and are never met again.
        seen: those that were met more often.
        quiet: those of them that hold no figure, and are of no table.
        marks: what of them matters to a page.
        rows: what begins rows of tables: the label in it, if it is one text, and what matters to a page.
    """

    tags: Tags
    once: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    quiet: set[str] = field(default_factory=set)
    rows: dict[str, tuple[str | None, _Marks]] = field(default_factory=dict)
    marks: dict[str, _Marks] = field(default_factory=dict)

    def read(self, lines: Sequence[str], left: Sequence[str], path: str) -> list[_Marks] | None:
        """What of the lines of a page matters to it; None where one of those that are ``left`` is not harmless."""
        new = [line for line in left if line not in self.seen]
        joined = "\n".join(new)
        tags = joined.replace(">", "<").split("<")[1::2]
        if not _is_whole(joined) or not all([self.tags.judge(tag, path) for tag in {*tags} - self.tags.seen]):
            return None
        found = [self._marks_of(tags), *filter(None, map(self.marks.get, lines))]
        self._remember({*new})
        return found

    def _remember(self, new: set[str]) -> None:
        again = {line for line in new & self.once if not line.startswith("<tr")}  # rows are counted by what begins them
        for line in again:
            pieces = line.replace(">", "<").split("<")
            marks = self._marks_of(pieces[1::2])
            if any(marks):
                self.marks[line] = marks
            if line[:3] not in PARTS_OF_TABLES and not DIGIT.search("".join(pieces[::2])):
                self.quiet.add(line)
        self.seen |= again
        if len(self.once) > _MOST:
            self.once.clear()
        self.once |= new

    def begin(self, before: str, path: str) -> tuple[str | None, _Marks]:
        """What begins a row of a table."""
        found = self.rows.get(before)
        if found is None:
            pieces = before.replace(">", "<").split("<")
            is_plain = _is_whole(before) and all([self.tags.judge(tag, path) for tag in pieces[1::2]])
            texts = [text for text in pieces[::2] if text]
            label = texts[0] if is_plain and len(texts) == 1 and "&" not in texts[0] else None
            if len(self.rows) > _MOST:
                self.rows.clear()
            found = self.rows[before] = label, self._marks_of(pieces[1::2])
        return found

    def _marks_of(self, tags: Sequence[str]) -> _Marks:
        known, marked = self.tags, self.tags.marked
        tags = [tag for tag in tags if tag in marked]
        own = [address for tag in tags if tag in known.own for address in known.own[tag]]
        return _Marks(
            links=sum([" href=" in tag or " src=" in tag for tag in tags]),
            policies=sum([tag in known.policies for tag in tags]),
            ids=tuple([known.ids[tag] for tag in tags if tag in known.ids]),
            inner=tuple([address[1:] for address in own if address[:1] == "#"]),
            own=tuple([address for address in own if address[:1] != "#"]),
            away=tuple([known.away[tag] for tag in tags if tag in known.away]),
            foreign=tuple([known.foreign[tag] for tag in tags if tag in known.foreign]),
        )


@dataclass
class Markup:
    """The lines that were judged.

    Attributes:
        links: where addresses lead.
    """

    links: Links
    _known: dict[int, _Lines] = field(default_factory=dict)

    def read(
        self, path: str, content: bytes, own_text: Callable[[], str] = str, written: Written | None = None
    ) -> Plain | None:
        """A page in which nothing is wrong; None for one that must be read by a parser.

        Args:
            path: the file below the folder.
            content: its bytes.
            own_text: gives what the page was made of, in which an address of another site may stand.
            written: what the lines of its article should be; it keeps those that have to be looked at.
        """
        try:
            text = content.decode()
        except UnicodeDecodeError:
            return None
        depth, lines, marks = path.count("/"), text.split("\n"), list[_Marks]()
        left = lines
        known = self._known.get(depth) or self._known.setdefault(depth, _Lines(Tags(self.links, "../" * depth)))
        if written:
            left = _left(text, lines, written, known, path)
            marks += [known.begin(before, path)[1] for before in written.begun]
        found = None if "\0" in text else known.read(lines, left, path)
        title = _TITLE.search(text)
        if found is None or title is None or not title[1].strip() or not _is_guarded(text, found):
            return None
        marks += found
        listed = [name for of_line in marks for name in of_line.ids]
        ids = {*listed}
        anchors = self._anchors(path, marks, known.tags, ids, own_text) if len(ids) == len(listed) else None
        if anchors is None:
            return None
        return Plain(text, unescape(title[1]), sum([of_line.links for of_line in marks]), len(ids), anchors)

    def _anchors(
        self, path: str, marked: Iterable[_Marks], tags: Tags, ids: set[str], own_text: Callable[[], str]
    ) -> frozenset[tuple[str, str, str]] | None:
        """Where a page leads to besides whole pages; None where one of its own addresses leads nowhere."""
        if any([not ids.issuperset(marks.inner) for marks in marked if marks.inner]):
            return None
        away = {found for marks in marked for found in marks.away}
        for address in {address for marks in marked for address in marks.own}:
            found = tags.lead(address, path)
            if found is None:
                return None
            away |= {found} if found[1] else set()
        foreign = {address for marks in marked for address in marks.foreign}
        if not all(self.links.is_allowed(address, own_text) for address in foreign):
            return None
        if any(target == path and anchor not in ids for target, anchor in away):
            return None
        return frozenset((target, anchor, path) for target, anchor in away if target != path)


def _left(text: str, lines: list[str], written: Written, known: _Lines, path: str) -> list[str]:
    """The lines whose tags have to be looked at."""
    begin, end = text.find("<article"), text.rfind("</article>")
    first, last = text.count("\n", 0, begin), text.count("\n", 0, end) + 1
    left = written.left(lines[first:last], known.quiet, lambda before: known.begin(before, path)[0])
    return [*lines[:first], *left, *lines[last:]]


def _is_guarded(text: str, marks: Iterable[_Marks]) -> bool:
    """Whether a page has one policy, before anything that is loaded."""
    at, loads = text.find(_POLICY), (text.find("<script"), text.find("<link"))
    return sum([of_line.policies for of_line in marks]) == 1 and all(load < 0 or at < load for load in loads)


def _is_whole(text: str) -> bool:
    """Whether ``<`` and ``>`` take turns, scripts and titles end before another tag begins, and none holds code."""
    opened = text.split("<")
    if text.count(">") != len(opened) - 1 or ">" in opened[0]:
        return False
    if not all([">" in piece for piece in opened[1:]]):
        return False
    scripts = _SCRIPT.findall(text)
    if text.count("<script") != len(scripts) or text.count("<title") != len(_TITLE.findall(text)):
        return False
    return all((" src=" in said) != bool(words.strip()) and _is_data(words) for said, words in scripts)


def _is_data(words: str) -> bool:
    """Whether a script holds nothing but data."""
    return not words.strip() or is_json(words.encode())
