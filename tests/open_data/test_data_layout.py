"""Every report of seed and demo, laid out anew, reads the same; laid out once more it is the same text."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import ROOT

from gongkai.load.yaml_text import parse_yaml
from gongkai.open_data.data_layout import Notes, laid_out

FILES = [
    *sorted((ROOT / "tests/seed/data").glob("*/*.yml")),
    *sorted((ROOT / "tests/demo/data").glob("*/*.yml")),
]
REPORTS = [path for path in FILES if not path.name.startswith("_") and parse_yaml(path.read_text("utf-8"), "").value]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_reads_the_same_and_stays_as_it_is(path: Path) -> None:
    read = parse_yaml(path.read_text("utf-8"), path.name)
    if read.problems:
        return  # what is read differently from how it is written is not for a layout to say
    text = laid_out(read.value)
    again = parse_yaml(text, path.name)
    assert (again.value, again.problems) == (read.value, [])
    assert laid_out(again.value) == text


def test_a_note_stands_beside_its_value() -> None:
    values = parse_yaml("三公经费: {年初预算: 1.20, 决算: null}\n", "").value
    notes = Notes({("三公经费", "决算"): "待核对：第3页写 1.10"}, {("三公经费",): ("第一行",)}, ("完",))
    assert laid_out(values, notes, ("# 头",)).splitlines() == [
        "# 头",
        "",
        "# 第一行",
        "三公经费:",
        "  年初预算: 1.20",
        "  决算: null    # 待核对：第3页写 1.10",
        "# 完",
    ]
