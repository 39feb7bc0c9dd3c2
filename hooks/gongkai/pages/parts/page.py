"""Page: an address, a template with its view, and the navigation that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from .links import Link


@dataclass(frozen=True, slots=True)
class SideGroup:
    """A titled group of links in the side navigation."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the site, ready to be rendered.

    Attributes:
        path: address below the site root, ending in ``/``; "" is the home page.
        title: the page's title for browser, search and lists.
        label: the short title for the main navigation.
        description: one sentence for search engines.
        template: name below ``templates/``.
        view: the typed view that the template places.
        tab: address of the main navigation's entry that is current.
        sidebar: groups of links beside the page.
        crumbs: the way from the home page, this page last.
        source: data file below the project root that the page is made of, if one.
        previous, next: the neighbouring years' pages.
        feeds: Atom feeds about what the page shows.
        scripts: files below the site root that only this page needs.
        meta: official tags of the page (name, content), as far as they are known.
        csv: name of the file beside the page in which its figures stand, "" without one.
    """

    path: str
    title: str
    template: str
    view: object
    label: str = ""
    description: str = ""
    tab: str = ""
    sidebar: tuple[SideGroup, ...] = ()
    crumbs: tuple[Link, ...] = ()
    source: str | None = None
    previous: Link | None = None
    next: Link | None = None
    attachments: dict[str, str] = field(default_factory=dict)
    feeds: tuple[Link, ...] = ()
    scripts: tuple[str, ...] = ()
    csv: str = ""
    meta: tuple[tuple[str, str], ...] = ()

    @property
    def base(self) -> str:
        """The way from this page up to the site root."""
        return "../" * self.path.count("/")
