"""What is downloaded has a name that says of whom and of when it is; addresses stay."""

from __future__ import annotations

import re

from tests.conftest import demo

from gongkai.pages.downloads import report_downloads, unit_downloads, year_downloads

#: 区教育局-2018—2023年度.xlsx: of whom, of which years, of what kind.
NAME = re.compile(r"[^/\\:*?\"<>|]+-\d{4}(—\d{4})?年度\.(xlsx|csv|json|zip)")


def test_every_download_of_every_unit_report_and_year_is_named_and_no_two_alike() -> None:
    archive = demo().archive
    links = [link for unit_id in archive.units for link in unit_downloads(archive, unit_id)]
    links += [link for year in archive.years for link in year_downloads(archive, year)]
    links += [
        link
        for entry in archive.entries.values()
        if entry.is_shown
        for link in report_downloads(archive, entry.unit_id, entry.year)
    ]
    files = {(link.path, link.file) for link in links}
    assert len(files) > 200
    assert [file for _, file in files if not NAME.fullmatch(file)] == []
    assert [path for path, file in files if path and path.rpartition(".")[2] != file.rpartition(".")[2]] == []
    assert len({path for path, _ in files}) == len(files) == len({file for _, file in files})


def test_the_years_are_those_in_the_file() -> None:
    archive = demo().archive
    (excel, *_) = unit_downloads(archive, "yanshi-weijian")
    assert excel.file == "区卫健局-2018—2023年度.xlsx"
    assert excel.path == "units/yanshi-weijian/data.xlsx"
