"""The search page: what a reader without script finds in its place."""

from __future__ import annotations

from dataclasses import dataclass

from .parts.links import HOME, QUALITY, SEARCH, UNITS, YEARS, Link
from .parts.page import Page


@dataclass(frozen=True, slots=True)
class SearchView:
    """The ways to a report that need no script."""

    ways: tuple[Link, ...]


def search_page() -> Page:
    """搜索: the script puts its field in the place of the list."""
    ways = (
        Link("单位名录", UNITS, "全部单位，按类别排列，注明简称和曾用名"),
        Link("年度目录", YEARS, "每个年度的全部单位"),
        Link("校核", QUALITY, "数字对不上的报告和单位的说明"),
        Link("数据下载", "data/", "全部报告的表格和文字，可以下载以后查找"),
    )
    return Page(
        path=SEARCH,
        title="搜索",
        description="按名称、拼音找单位，按文字和数字找报告。",
        template="search.html",
        view=SearchView(ways),
        crumbs=(Link("首页", HOME), Link("搜索")),
    )
