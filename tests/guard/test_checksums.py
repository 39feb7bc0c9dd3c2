"""The checksum that the guard asks for in 原校验值 is the one that is published of the same report."""

from __future__ import annotations

from tests.conftest import demo

from gongkai.model.checksum import checksum_of, checksum_of_record
from gongkai.open_data.files import json_text


def test_the_checksum_of_a_record_is_the_published_one() -> None:
    reports = [(key, entry.report) for key, entry in demo().archive.entries.items() if entry.report]
    assert len(reports) > 10
    for (unit_id, year), report in reports:
        stated = json_text(report.model_dump(by_alias=True, exclude_unset=True))
        assert checksum_of_record(unit_id, str(year), report) == checksum_of(unit_id, year, stated)
