"""The manifest seals every file, and a stranger recomputes the checksum of each report."""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha256

import pytest
from tests.open_data.published import PUBLISHED, read
from tests.open_data.stock import archive, files

from gongkai.model.checksum import checksum_of
from gongkai.pages.data import (
    MANIFEST,
)


def test_the_manifest_seals_every_file_once() -> None:
    listed = read(MANIFEST)["文件"]
    sealed = {file["路径"]: (file["字节数"], file["SHA-256"]) for file in listed}
    assert [*sealed] == sorted(file["路径"] for file in listed)
    assert sealed == {p: (len(c), sha256(c).hexdigest()) for p, c in files().items() if p != MANIFEST}


#: What a stranger runs, in an empty Python, as the manifest and the guide say it.
RECIPE = """
import hashlib, json, sys
d = json.load(sys.stdin, parse_float=str, parse_int=str)
v = {"单位": d["单位"]["标识"], "年度": d["年度"], "公开数": d["公开数"]}
t = json.dumps(v, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
print(hashlib.sha256(t.encode()).hexdigest())
"""


def recomputed(content: bytes) -> str:
    """The checksum of a report's data by the published recipe."""
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", RECIPE], input=content, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


def test_a_stranger_recomputes_the_checksum_of_the_data() -> None:
    listed = {(report["单位"], report["年度"]): report for report in read(MANIFEST)["报告"]}
    assert listed.keys() == archive().entries.keys()
    assert {key for key, report in listed.items() if "数据SHA-256" in report} == {*PUBLISHED}
    for unit_id, year in [*PUBLISHED][::7]:
        content = files()[f"units/{unit_id}/{year}/report.json"]
        assert recomputed(content) == listed[unit_id, year]["数据SHA-256"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"决算":971.21}', '{"决算":971.210}'), ('{"决算":971.21}', '{"决算":571.21}'),
        ('{"决算":0}', '{"决算":null}'), ('{"决算":0}', "{}"),
        ('{"甲":1,"乙":2}', '{"甲":2,"乙":1}'), ('{"文":"a b"}', '{"文":"a  b"}'),
    ],
)  # fmt: skip  # values, read in a row
def test_any_other_value_has_another_checksum(one: str, other: str) -> None:
    assert checksum_of("jia", 2020, one) != checksum_of("jia", 2020, other)
    assert checksum_of("jia", 2020, one) != checksum_of("yi", 2020, one)
    assert checksum_of("jia", 2020, one) != checksum_of("jia", 2021, one)


def test_the_order_of_keys_does_not_matter() -> None:
    assert checksum_of("jia", 2020, '{"甲":1,"乙":2.50}') == checksum_of("jia", 2020, '{ "乙": 2.50, "甲": 1 }')
