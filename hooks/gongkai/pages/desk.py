"""The desk (/desk/): where a clerk fills in, checks and sees a report in the browser, and takes the file along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .parts.page import DESK, HOME, Link, Page

#: The reference data of each unit, the list of units, and what of the site shows on the page of every report.
DATA: Final = f"{DESK}data/"
UNITS_LIST: Final = f"{DATA}units.json"
SITE: Final = f"{DATA}site.json"
#: The page's script and style, which nothing else loads.
SCRIPT: Final = "assets/desk.js"
STYLE: Final = "assets/desk.css"


@dataclass(frozen=True, slots=True)
class DeskView:
    """What the page's script has to know.

    Attributes:
        runtime: address of the folder with Pyodide's files.
        program: address of the ZIP with the program.
        more: the module that is missing → address of the ZIP that has it.
        whole, sent: bytes of all that is loaded the first time, and about how many a server sends that packs them.
        site, units, reference: addresses of what the site shows on every page, of the list of units, and of the folder
            with the reference data of each unit.
    """

    runtime: str
    program: str
    more: Mapping[str, str]
    whole: int
    sent: int
    site: str = SITE
    units: str = UNITS_LIST
    reference: str = DATA


def desk_page(view: DeskView) -> Page:
    """The desk."""
    return Page(
        path=DESK,
        title="在线填报",
        description="在浏览器里填写、校核、预览一份报告，文件只在这台电脑上，不上传。",
        template="desk.html",
        view=view,
        crumbs=(Link("首页", HOME), Link("在线填报")),
        scripts=(SCRIPT,),
        styles=(STYLE,),
        is_wide=True,
    )
