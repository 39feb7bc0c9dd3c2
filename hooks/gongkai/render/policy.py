"""The Content-Security-Policy of a page: scripts and files of this site alone, and no script or style inside a page.

It stands in every page, so that it holds on a host whose headers cannot be set; the example for a web server
(docs/guide/nginx.conf.example) sends the same one, and a test holds the two together (docs/decisions/0027).
"""

from __future__ import annotations

from typing import Final

from ..pages.parts.page import DESK, SEARCH

#: What every page may load; search and desk add to its scripts.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'{more}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)
#: Allows WebAssembly, which searches the text of all reports, and runs the program on the desk. It runs in a worker,
#: whose policy is that of its own file; browsers that give it the page's find on these pages what it needs, and
#: elsewhere the names of units.
_PROGRAM: Final = " 'wasm-unsafe-eval'"


def policy_of(tab: str) -> str:
    """The policy of the pages below the main navigation's entry ``tab``; "" for pages of none."""
    return _POLICY.format(more=_PROGRAM if tab in {SEARCH, DESK} else "")
