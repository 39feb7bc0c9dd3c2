"""What a built site says, in a form that can be compared between builders."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

#: Tables that only our pages have: relations checked, rates worked out, a year's money, a year in sum and in changes.
OURS: Final = (
    "相符的关系", "不符的关系", "缺少数字、未能核对的关系", "按公开数字计算的指标",
    "支出按部门", "支出按用途", "支出按类别", "决算比年初预算，和自评得分",
    "各单位合计", "支出增减最多", "“三公”经费增减最多",
)  # fmt: skip
_FIGURE: Final = re.compile(r"[−-]?\d[\d,]*(?:\.\d+)?%?")
_ADDRESS: Final = re.compile(r"units/[^/]+/\d{4}/|units/[^/]+/|years/\d{4}/")


@dataclass
class Tables(HTMLParser):
    """The tables of a page: (caption, text of each cell); and its links that say previous or next."""

    tables: list[tuple[str, list[str]]] = field(default_factory=list)
    neighbours: dict[str, str] = field(default_factory=dict)
    text: str = ""
    _inside: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def sentences(self) -> set[str]:
        """The sentences outside tables that are long enough to be told apart."""
        return set(re.findall(r"[^。\n]{16,}(?=。)", self.text))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "table":
            self.tables.append(("", []))
        elif tag in {"td", "th"}:
            self.tables[-1][1].append("")
            self._inside = "cell"
        elif tag == "caption":
            self._inside = "caption"
        elif tag == "a" and named.get("rel") in {"prev", "next"}:
            self.neighbours[str(named["rel"])] = str(named.get("href"))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "caption"}:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "cell":
            self.tables[-1][1][-1] += data
        elif self._inside == "caption":
            self.tables[-1] = (self.tables[-1][0] + data, self.tables[-1][1])
        else:
            self.text += data


def tables_of(page: Path) -> Tables:
    """Parse one page."""
    found = Tables()
    found.feed(page.read_text(encoding="utf-8"))
    return found


def pages_of(site: Path) -> set[str]:
    """The addresses of report, unit and year pages."""
    found = {f"{page.parent.relative_to(site).as_posix()}/" for page in site.rglob("index.html")}
    return {address for address in found if _ADDRESS.fullmatch(address)}


def figures_of_page(tables: Tables) -> set[str]:
    """Every figure in the tables that all builders have, without thousands marks and plus signs."""
    cells = [cell for caption, cells in tables.tables if not caption.startswith(OURS) for cell in cells]
    return {figure.replace(",", "").replace("−", "-") for cell in cells for figure in _FIGURE.findall(cell)}
