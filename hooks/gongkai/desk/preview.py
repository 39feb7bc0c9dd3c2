"""The very page of the report in hand, whole: what the build writes of the same files."""

from __future__ import annotations

from ..lay_out import framed, lay_out
from ..render.html import frame_kind, renderer
from .checking import CheckedText
from .opened import RefusedError


def page_of(now: CheckedText) -> str:
    """The page as HTML.

    Raises:
        RefusedError: the reference data has no frame for it.
    """
    opened = now.opened
    unit_id, entry, publication = opened.unit_id, now.entry, opened.publication()
    is_draft = not entry.is_shown
    laid_out = lay_out(now.checked, (unit_id,), publication, preview=is_draft, wanted=frozenset({(unit_id, now.year)}))
    page = next(page for page in laid_out.pages if page.source == entry.file)
    frames = opened.frames()
    if frame_kind(page) not in frames:
        raise RefusedError("参考数据里没有报告页的框架，不能预览。怎么改：刷新这一页，再选一次单位")
    return framed(page, publication, frames, renderer()).decode()
