"""What names a table: a line above it, its own first rows, or, less surely, a line near to it."""

from __future__ import annotations

import re
from typing import Final

from .document import Grid
from .forms.area import Area

_TITLE: Final = re.compile(
    r"(?!公开\s*\d{2}\s*表$)(?!.*[。；;]).{0,50}(?:表|情况|清单|目录)\s*(?:[（(][^（）()]{0,20}[）)])?"
)
#: 公用经费　单位：万元, all in one line; whose table it is (公开09表　部门：某局　单位：万元) is no name of it.
_NAME_AND_MEASURE: Final = re.compile(
    r"(?!(?:公开\s*\d{2}\s*表)?\s*(?:预算|编制|填报|编报|金额)?(?:部门|单位)(?:名称)?\s*[:：])(?!公开\s*\d{2}\s*表\s*(?:金额)?单位)"
    r"(?!.*[。；;，,]).{2,40}?\s*[（(]?(?:金额)?单位[:：]\s*(?:[万千亿]?元|人)\s*[)）]?"
)
_BETWEEN: Final = re.compile(
    r"(?:公开\s*\d{2}\s*表)?\s*(?:.{0,30}(?:(?:单位|编制日期|填报日期|年度|公开\d{2}表)[:：]?|部门[:：]).{0,30})?"
)
_TITLE_IN: Final = re.compile("表|情况|明细|附件|目标|指标|主要数字")
_LONGEST: Final = 60
#: What may stand behind a title.
_MEASURE: Final = re.compile(r"[（(]?\s*(?:金额)?单位\s*[:：].*$")
#: A title is one of so many paragraphs above.
_ABOVE: Final = 3


def title_above(above: list[str]) -> str:
    """What surely names a table, of the paragraphs before it: 单位：万元 may stand between; "" where nothing does."""
    for text in reversed(above[-_ABOVE:]):
        if _TITLE.fullmatch(text) or _NAME_AND_MEASURE.fullmatch(text):
            return text
        if not _BETWEEN.fullmatch(text):
            return ""
    return ""


def title_of(area: Area, near: list[str]) -> str:
    """What names a table that is read: what stands above it, or in it, or else near to it."""
    sheet, inside = area.grid.title, title_in(area)
    if sheet and area.grid.place.endswith(f"“{sheet}”") and inside not in sheet:
        return _MEASURE.sub("", f"{sheet} {inside}").strip()
    return _MEASURE.sub("", sheet or inside or _title_near(near)).strip()


def title_in(area: Area) -> str:
    """The words over the whole width of its first rows."""
    for row in range(min(_ABOVE, area.height)):
        texts = {text for cell in area.row(row) if (text := area.text(row, cell.column))}
        if len(texts) == 1 and _TITLE_IN.search(text := next(iter(texts))) and len(text) <= _LONGEST:
            return text
        if len(texts) > _ABOVE:
            break
    return ""


def titles_of_grid(grid: Grid) -> list[str]:
    """Every title that a table has: that above it and that in it."""
    return [title for title in (grid.title, title_in(Area(grid))) if title]


def _title_near(near: list[str]) -> str:
    for text in reversed(near):
        title = _MEASURE.sub("", text).strip()
        if len(title) <= _LONGEST and _TITLE_IN.search(title) and not title.endswith(("。", "；")):
            return title
    return ""
