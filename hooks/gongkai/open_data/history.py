"""history.json of a corrected report: the checksum of each of its versions, and what every 更正 changed.

It is made of the report's own 更正 and of nothing else, so that the same commit gives the same bytes in any clone. The
entries are part of the data that the present checksum is of: who rewrites an earlier one changes all that follow.
"""

from __future__ import annotations

from typing import Any, Final

from ..model.disclosure import HISTORY_FILE
from ..pages.data import Publication
from ..pages.parts.page import report_path
from .files import Download, json_bytes
from .published import Published
from .record import about, unit_record

NOTE: Final = (
    "每条更正一项，按日期排列。更正前、更正后是那两版的数据校验值，算法见网站“怎样核对”一页；"
    "空的（null）是更正的记录里没有写。改动里的原来、现在照公开的写法，没有公开的是 null"
)


def history_file(published: Published, publication: Publication) -> Download | None:
    """The earlier versions of a report; None where it was never corrected."""
    if not published.report.corrections:
        return None
    entry = published.entry
    path = report_path(entry.unit_id, entry.year)
    said = {
        **about(publication),
        "单位": unit_record(entry.unit_id, published.unit, entry.year),
        "年度": entry.year,
        "网页": publication.address(path),
        "数据SHA-256": published.checksum,
        "说明": NOTE,
        "更正": history(published),
    }
    return Download.of(f"{path}{HISTORY_FILE}", json_bytes(said))


def history(published: Published) -> list[dict[str, Any]]:
    """What every 更正 changed, earliest first, with the checksums before and after it."""
    corrections = sorted(published.report.corrections, key=lambda correction: correction.corrected_on)
    after = [*(correction.before_digest for correction in corrections[1:]), published.checksum]
    return [
        {
            "日期": correction.corrected_on,
            "内容": correction.what,
            "原因": correction.why,
            "更正前数据SHA-256": correction.before_digest,
            "更正后数据SHA-256": checksum,
            "改动": [{"项目": one.item, "原来": one.before, "现在": one.after} for one in correction.changed],
        }
        for correction, checksum in zip(corrections, after, strict=True)
    ]
