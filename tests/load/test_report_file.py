"""Units of money inside one file: no part of any line is a thousand times its whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.load.report_file import read_entry
from gongkai.model.form import LINES


def problems(root: Path, document: dict[str, Any]) -> list[tuple[str, tuple[str | int, ...]]]:
    """Code and keys of what is found in a file of this content."""
    (root / "jia.yml").write_text(yaml.dump(document, allow_unicode=True), encoding="utf-8")
    return [(problem.code, problem.path) for problem in read_entry(root, "jia.yml", "jia", 2020).problems]


@pytest.mark.parametrize("column", ["上年决算", "年初预算", "全年预算", "决算"])
def test_a_part_in_yuan_is_found_below_every_total(tmp_path: Path, column: str) -> None:
    for line in LINES:
        for amount in (900, 5000000) if line.total else ():
            document: dict[str, Any] = {"标题": "报告", "公开": {"状态": "待公开"}}
            place = document
            for key in line.path:
                place = place.setdefault(key, {})
                if key not in {"收支", "财政拨款", "其中"}:
                    place[column] = 900
            place[column] = amount
            found = [path for code, path in problems(tmp_path, document) if code == "S17"]
            assert found == ([line.path] if amount > 900 else []), line.key
