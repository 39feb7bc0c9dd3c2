"""The edition that opens from a folder, without a web server: links name their file, and no script is left."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final

from ..model.disclosure import PAGE_FILE

#: A script with its content, a comment, or one tag with its attributes, whatever stands in their values.
_TAG: Final = re.compile(
    r"""<script\b.*?</script\s*>|<!--.*?-->|<[a-zA-Z/!][^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""", re.DOTALL
)
#: An attribute that leads somewhere; all are written with double quotes.
_ADDRESS: Final = re.compile(r'(?<=\s)((?:href|src)=")([^"]*)"')
#: What stays as it is: another scheme or host, a place on the same page, an address from the root of a server.
_KEPT: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|#|$")
_POLICY: Final = "Content-Security-Policy"
#: Nothing runs; styles and pictures come from the folder itself, which browsers call by different names.
POLICY: Final = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self' file:; "
    "img-src 'self' file: data:; form-action 'none'; base-uri 'none'\">"
)
#: Where the note of the edition goes: above the head of the page, below the link that skips it.
_HEADER: Final = "<header"
_LEFT_OUT: Final = re.compile(
    r"(?:search|desk)/(?!index\.html$).*|compare/[^/]*\.json|.*\.(?:js|gz|br|zst|sig)|404\.html|robots\.txt|sitemap[^/]*\.xml"
    r"|about/glossary/terms\.json|SHA256SUMS"
)


def is_in_edition(path: str) -> bool:
    """Whether a file of the site belongs to the edition: not what only scripts, servers or search engines ask for."""
    return _LEFT_OUT.fullmatch(path) is None


def offline_page(content: str, note: str) -> str:
    """A page as it reads from a folder.

    Args:
        content: the published page.
        note: what stands above it, in words.
    """
    page = _TAG.sub(_offline_tag, content)
    above = f'<aside class="gk-banner" aria-label="离线副本"><p>{escape(note)}</p></aside>\n{_HEADER}'
    return page.replace(_HEADER, above, 1)


def _offline_tag(found: re.Match[str]) -> str:
    tag = found[0]
    if tag.startswith("<script"):
        return ""
    if tag.startswith("<meta"):
        return POLICY if _POLICY in tag else tag
    if tag.startswith(("</", "<!")) or ("href=" not in tag and "src=" not in tag):
        return tag
    return _ADDRESS.sub(_offline_address, tag)


def _offline_address(found: re.Match[str]) -> str:
    return f'{found[1]}{escape(file_address(unescape(found[2])))}"'


def file_address(address: str) -> str:
    """The address of a page as the name of its file; a question to the page, which only a script reads, is left out."""
    if _KEPT.match(address):
        return address
    path, mark, place = address.partition("#")
    folder = path.partition("?")[0]
    if folder.rpartition("/")[2] in ("", ".", ".."):
        slash = "/" if folder and not folder.endswith("/") else ""
        folder = f"{folder}{slash}{PAGE_FILE}"
    return f"{folder}{mark}{place}"
