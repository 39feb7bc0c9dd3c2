"""What a reader sees of a report on its page, by section: read from the HTML, as the search never does."""

from __future__ import annotations

import re
from html.parser import HTMLParser

#: Id, level, heading and text of a section, without white space.
Seen = tuple[str, int, str, str]
#: Sections that repeat other pages or are made by the site.
LEFT_OUT = {"jisuan", "linian", "xiazai", "yiwen", "laiyuan"}
HEADINGS = {"h2", "h3", "h4", "h5", "h6"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[list[str | int]] = [["", 1, "", ""]]
        self.stack: list[tuple[str, bool]] = []
        self.begun = self.left_out = self.in_heading = self.in_text = self.folds_table = False

    @property
    def quiet(self) -> bool:
        return not self.begun or self.left_out or any(is_aside for _, is_aside in self.stack)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        kinds = set(named.get("class", "").split())
        self.begun = self.begun or bool({"gk-outline", "is-withheld"} & kinds)
        self.left_out = self.left_out or named.get("id") in LEFT_OUT
        self.in_text = not kinds if tag == "table" else self.in_text  # a table of a text has no class
        if tag in HEADINGS and named.get("id") and not self.quiet:
            self.found.append([named["id"], int(tag[1]), "", ""])
            self.in_heading = True
        if tag != "br":
            self.stack.append((tag, self._is_aside(tag, named, kinds)))
        self.folds_table = tag == "details" and "is-table" in kinds

    def _is_aside(self, tag: str, named: dict[str, str], kinds: set[str]) -> bool:
        column = tag == "th" and named.get("scope") == "col" and not self.in_text
        is_file = tag == "a" and "download" in named
        is_closed = tag == "details" and "gk-fold" not in kinds
        is_said_of_table = tag == "summary" and self.folds_table
        is_beside = column or is_file or is_closed or is_said_of_table
        return is_beside or "gk-mark" in kinds or tag in {"figure", "small", "nav"}

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A shape of a chart holds no words."""

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass
        self.in_heading = self.in_heading and tag not in HEADINGS
        self.left_out = self.left_out and tag != "section"

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            at = 2 if self.in_heading else 3
            self.found[-1][at] = f"{self.found[-1][at]}{bare(data)}"


def bare(text: str) -> str:
    """``text`` without white space."""
    return re.sub(r"\s+", "", text)


def seen_sections(html: str) -> list[Seen]:
    """The sections of a report's page that have any words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [(str(id_), int(level), str(title), str(text)) for id_, level, title, text in reader.found if title or text]
