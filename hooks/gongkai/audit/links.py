"""Links: where each leads, and whether that is there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from .fault import Fault, Group
from .page import ParsedPage, is_foreign

_PAGE: Final = "index.html"
#: What an address has a meaning for.
_QUOTED: Final = re.compile(r"[%?#:]")
#: What a style sheet loads.
_IN_STYLES: Final = re.compile(r"""url\(\s*["']?([^"')]*)|@import\s+["']?([^"');\s]*)""")


@dataclass
class Links:
    """The addresses of a site.

    Attributes:
        files: every file below the folder.
        url: the site's address, ending in ``/``; "" while it has none.
        allowed: the text in which an address of another site must stand: settings, and the pages by hand.
        repository: the address of the project at its host, where data files can be edited, ending in ``/``; or "".
    """

    files: Set[str]
    url: str
    allowed: str
    repository: str = ""
    _known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """The addresses that pages have, as links from them to others write them, but those that are quoted there."""
        names = {file for file in self.files if not _QUOTED.search(file)}
        self._known |= names
        self._known |= {name.removesuffix(_PAGE) for name in names if name.endswith(_PAGE)}

    def is_page_or_file(self, address: str, up: str) -> bool:
        """Whether an address leads up to the site's top and down to another page or file, and is plainly written."""
        return address.startswith(up) and address != up and address[len(up) :] in self._known

    @property
    def _base(self) -> str:
        """The path of the site on its host as people read it, ``/``, ``/jixiao/`` or ``/预算/``."""
        return unquote(urlsplit(self.url).path) or "/"

    def faults(self, page: ParsedPage, own_text: Callable[[], str] = str) -> Iterator[Fault | tuple[str, str, str]]:
        """What is wrong with a page's links; and (page, id, from) of the anchors that stand on other pages.

        Args:
            page: the page.
            own_text: gives what the page was made of, in which an address of another site may stand too.
        """
        folder = page.path.rpartition("/")[0]
        up = "../" * page.path.count("/")
        for address in {*page.addresses, *page.loaded}:
            way, _, anchor = address.partition("#")
            way = way.partition("?")[0]
            inner = way[len(up) :] if way.startswith(up) else ""
            if inner in self._known and inner and not anchor:
                continue
            if way == "" and "?" not in address:
                if anchor and unquote(anchor) not in page.ids:
                    yield Fault(Group.LINKS, page.path, f"链接 #{anchor} 指的地方不在这一页上")
                continue
            yield from self._follow(page, folder, address, own_text)

    def _follow(
        self, page: ParsedPage, folder: str, address: str, own: Callable[[], str]
    ) -> Iterator[Fault | tuple[str, str, str]]:
        inner = self.inner(address, folder)
        if inner is None:
            if not self.is_allowed(address, own):
                yield Fault(Group.SAFETY, page.path, f"链接到别处：{address[:100]}", "设置和数据里都没有这个地址")
            return
        path, anchor = inner
        target = self.find(path)
        if target is None:
            yield Fault(Group.LINKS, page.path, f"链接 {address[:100]} 指的页面或文件不在")
        elif anchor and target == page.path:
            if anchor not in page.ids:
                yield Fault(Group.LINKS, page.path, f"链接 #{anchor} 指的地方不在这一页上")
        elif anchor and target.endswith(".html"):
            yield target, anchor, page.path

    def inner(self, address: str, folder: str) -> tuple[str, str] | None:
        """(path below the site, anchor) that an address means when it stands in ``folder``; None for another site."""
        if self.url and address.startswith(self.url):
            address = self._base + address[len(self.url) :]
        if is_foreign(address):
            return None
        way, _, anchor = address.partition("#")
        way = unquote(way.partition("?")[0])
        if way.startswith("/") and not self._is_below(way):
            return "..", ""
        if way.startswith("/"):
            return posixpath.normpath(way[len(self._base) :] or "."), unquote(anchor)
        return posixpath.normpath(posixpath.join(folder, way) or "."), unquote(anchor)

    def _is_below(self, way: str) -> bool:
        return way.startswith(self._base) or f"{way}/" == self._base

    def find(self, path: str) -> str | None:
        """The file that a path below the site leads to; None where there is none."""
        names = (path, posixpath.normpath(f"{path}/{_PAGE}"))
        return next((name for name in names if name in self.files), None)

    def is_allowed(self, address: str, own: Callable[[], str] = str) -> bool:
        """Whether the settings, the pages by hand or the data of a page name an address of another site."""
        plain = unquote(address)
        if self.repository and plain.startswith(self.repository) and self._names_own_file(plain, own()):
            return True
        return any(word in self.allowed or word in own() for word in (address, plain))

    @staticmethod
    def _names_own_file(address: str, own: str) -> bool:
        """Whether an address ends with year and name of a data file that the page was made of: where it is edited."""
        return f"/{'/'.join(address.rsplit('/', 2)[1:])}\n" in own

    def faults_of_listed(self, file: str, addresses: Iterable[str]) -> Iterator[Fault]:
        """Addresses in a file of data that lead nowhere."""
        folder = file.rpartition("/")[0]
        for address in addresses:
            inner = self.inner(address, folder)
            if inner is not None and self.find(inner[0]) is None:
                yield Fault(Group.LINKS, file, f"里面的地址 {address[:100]} 指的页面或文件不在")
            elif inner is None and self.url and not self.is_allowed(address):
                yield Fault(Group.LINKS, file, f"里面的地址 {address[:100]} 不是本站的")


def loaded_by_styles(text: str) -> Iterator[str]:
    """What a style sheet loads."""
    return ("".join(match) for match in _IN_STYLES.findall(text))
