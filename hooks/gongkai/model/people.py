"""人员: posts and people at the year's end (domain A1 在职人员控制率, D18)."""

from __future__ import annotations

from .money import Count
from .record import Record, field


class People(Record):
    """Posts, people and bodies of the unit."""

    authorized_posts: Count | None = field(
        "编制数", "机构编制部门核定的编制数", measure="人", example=45, group="人员和自评"
    )
    serving_staff: Count | None = field("在职人员", "年末在职人员数，不含离退休和临聘人员", measure="人", example=43)
    year_end_staff: Count | None = field("年末实有", "年末实有人数", measure="人", example=43)
    kinds: dict[str, Count] = field("其中", "在职人员按身份分，如行政、参公、事业", default_factory=dict, measure="人")
    retirees: Count | None = field("离退休", "离退休人数", measure="人")
    temporary_staff: Count | None = field("临聘", "编外聘用人数", measure="人")
    internal_bodies: Count | None = field("内设机构", "内设机构数", measure="个", example=8)
