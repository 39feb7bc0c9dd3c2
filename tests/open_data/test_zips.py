"""ZIPs hold every file without the clock, with the bytes that zipfile itself writes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import partial

from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import demo
from tests.open_data.published import PUBLISHED
from tests.open_data.stock import PUBLICATION, few, files, made

from gongkai.open_data.bundle import zip_parts
from gongkai.pages.data import (
    BUNDLE,
    DICTIONARY,
    PACKAGE,
    SCHEMA,
    Publication,
)
from gongkai.pages.downloads import year_data, year_zip


def test_the_bundle_holds_everything_and_no_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(files()[BUNDLE])) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        years = sorted(path for path in files() if re.fullmatch(r"years/\d+/data\.(csv|json)", path))
        assert names == ["README.txt", PACKAGE, DICTIONARY, SCHEMA, *years]
        assert all(packed.read(name) == files()[name] for name in names[1:])
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        readme = packed.read("README.txt").decode("utf-8-sig")
    assert "金额单位一律为万元" in readme
    assert "许可" not in readme, "no licence is set, none is claimed"


def test_a_year_has_a_zip_of_its_own_csv_and_json() -> None:
    for year in {year for _, year in PUBLISHED}:
        with zipfile.ZipFile(io.BytesIO(files()[year_zip(year)])) as packed:
            assert packed.testzip() is None
            assert packed.namelist() == ["README.txt", year_data(year, "csv"), year_data(year, "json")]
            assert all(packed.read(name) == files()[name] for name in packed.namelist()[1:])


def zipped(content: bytes) -> bytes:
    """The files of a ZIP as ``zipfile`` itself would pack them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as ours, zipfile.ZipFile(out, "w") as theirs:
        for info in ours.infolist():
            again = zipfile.ZipInfo(info.filename, info.date_time)
            again.compress_type, again.external_attr, again.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            theirs.writestr(again, ours.read(info.filename), compresslevel=4)
    return out.getvalue()


def test_zips_put_together_part_by_part_have_the_bytes_that_zipfile_writes() -> None:
    packed = {path: content for path, content in files().items() if path.endswith(".zip")}
    assert len(packed) == 1 + len({year for _, year in PUBLISHED})
    assert {path for path, content in packed.items() if zipped(content) != content} == set()


_CONTENTS = st.dictionaries(st.text("甲乙ab/. ", min_size=1, max_size=9), st.binary(max_size=300), max_size=6)


@given(_CONTENTS, _CONTENTS, st.sampled_from([None, 0, 1_700_000_001]))
def test_any_files_and_any_zip_taken_over_give_the_bytes_that_zipfile_writes(
    own: dict[str, bytes], others: dict[str, bytes], timestamp: int | None
) -> None:
    publication = Publication(name="站", timestamp=timestamp)

    def zip_of(contents: dict[str, bytes], *packed: bytes) -> bytes:
        parts = [(name, partial(contents.__getitem__, name)) for name in contents]
        return b"".join(zip_parts(parts, packed, publication))

    others = {name: content for name, content in others.items() if name not in own}
    whole = zip_of(own, zip_of(others))
    assert whole == zip_of(own | others) == zipped(whole)
    with zipfile.ZipFile(io.BytesIO(whole)) as opened:
        assert {name: opened.read(name) for name in opened.namelist()[1:]} == own | others


def test_the_bundle_carries_the_commit_time_and_the_licence_where_they_are_known() -> None:
    known = replace(PUBLICATION, timestamp=1_700_000_001, licence="许可甲", licence_url="https://site.invalid/l")
    content = made(few(), demo().findings, known)[BUNDLE]
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {info.date_time for info in packed.infolist()} == {(2023, 11, 14, 22, 13, 20)}
        assert "许可：许可甲 https://site.invalid/l" in packed.read("README.txt").decode("utf-8-sig")
