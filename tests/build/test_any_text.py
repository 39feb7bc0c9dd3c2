"""Whatever a file holds, who checks it and who builds the site is told in words, never by a traceback."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.conftest import ROOT

from gongkai.load.source import CONTROL
from gongkai.render.frame import SLOTS, FrameKind, Frames, Slots
from gongkai.settings import Settings
from gongkai.site import begin_site, build_site

DEMO: Final = ROOT / "tests/demo/data"
#: One file of each outline, with the register and the rules of the year.
FILES: Final = ("2020/yanshi-renda.yml", "2023/yanshi-renda.yml", "units.yml", "名称.yml", "2023/_year.yml")
REGISTER: Final = """yanshi-renda:
  名称: 云溪市演示区人民代表大会常务委员会
  简称: 区人大常委会
  类别: 人大机关
  曾用名: [{名称: 云溪市演示区人大, 起: 2014, 止: 2020}]
yanshi-benji: {名称: 区人大常委会本级, 范围: 本级, 主管部门: yanshi-renda}
"""
OWN_NAMES: Final = "公务接待费: [招待费, 来客接待]\n编制数: [定编人数]\n基本支出:\n  - 基础开支\n"
#: What is written for the test, by file.
MADE: Final = {"units.yml": REGISTER, "名称.yml": OWN_NAMES}
NASTY: Final = (
    *"\r\n\t\0\v\f\x1c\x1e\x85\u2028\u2029\u200b\u200e\u202e\ufeff\ufffd\xad \u3000\u0301",
    *"：，“”{}[]|>#&*!%@`'\"\\-?,:~=+<_/.0一—²½٣①〇😀",
    *("null", "~", "\\r", "\\x85", '"\\r"', "---", "...", "{}", "[]", "<<", "!!int ", "? ", "- ", "说明: ", "其中: "),
    *("![", "1e999", "-0", "9" * 29, "<script>", "{{", "null\n      文字", '{其中: {"": 1}}', "“优”", "文字" * 400),
)
_CHANGE: Final = st.tuples(st.sampled_from("piscdv"), st.floats(0, 0.999), st.floats(0, 0.999), st.sampled_from(NASTY))


def changed(text: str, change: tuple[str, float, float, str]) -> str:
    """``text`` with something put in, put instead, cut, or with lines swapped, doubled or given another value."""
    kind, one, other, nasty = change
    at, rows = int(one * len(text)), text.split("\n")
    a, b = int(one * len(rows)), int(other * len(rows))
    if kind in "pi":
        return text[:at] + nasty + text[at + (kind == "i") :]
    if kind == "c":
        return text[:at] + text[at + int(other * 40) :]
    if kind == "s":
        rows[a], rows[b] = rows[b], rows[a]
    elif kind == "d":
        rows.insert(a, rows[b])
    else:
        rows[a] = f"{rows[a].partition(': ')[0]}: {nasty}"
    return "\n".join(rows)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of one unit, which each example changes in one file."""
    return tmp_path_factory.mktemp("any")


def _lay_down(root: Path, file: str, content: bytes) -> None:
    for name in (*FILES[:2], "2023/_year.yml", "2020/_year.yml"):
        (root / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DEMO / name, root / "data" / name)
    for name, text in MADE.items():
        (root / "data" / name).write_text(text, encoding="utf-8")
    (root / "data" / file).write_bytes(content)


def _render(_: FrameKind, slots: Slots) -> str:
    """The least of all frames."""
    return "\n".join(getattr(slots, name) for name in SLOTS)


def _make_everything(root: Path) -> dict[str, bytes]:
    """Read, check, render and write all there is; every page and file by its address."""
    frames = Frames(_render)
    setup = Settings(
        root=root,
        output=root / "site",
        site_name="站",
        site_url="https://site.invalid/",
        edit="https://git.invalid/{source}",
        workers=1,
        preview=True,
        search=True,
    )
    site = build_site(setup, begin_site(setup), (), frames)
    assert all(c.isprintable() for problem in site.problems for c in f"{problem}{problem.cure}")
    for text in site.search_texts:
        json.loads(text.read().partition("\n")[0])
    main = {path: site.main_page(path) for path in site.main_pages}
    pages = {f"{path}.html": frames.find(kind).fill(slots) for path, (kind, slots) in main.items()}
    files = (path for path in (root / "site").rglob("*") if path.is_file())
    return pages | {path.relative_to(root / "site").as_posix(): path.read_bytes() for path in files}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))  # each builds a site
@given(st.sampled_from(FILES), st.lists(_CHANGE, min_size=1, max_size=4), st.binary(max_size=2))
@example("units.yml", [("v", 0.5, 0.0, '"优\\r良"')], b"")
@example("2023/yanshi-renda.yml", [("v", 0.1, 0.0, '"优\\r良"')], b"")
def test_no_file_whatever_it_holds_ends_in_a_traceback(
    root: Path, file: str, changes: list[tuple[str, float, float, str]], noise: bytes
) -> None:
    text = MADE.get(file) or (DEMO / file).read_text(encoding="utf-8")
    for change in changes:
        text = changed(text, change)
    content = text.encode()
    _lay_down(root, file, content[: len(content) // 2] + noise + content[len(content) // 2 :])
    for path, made in _make_everything(root).items():
        if path.endswith(".json"):
            json.loads(made)
        elif path.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"), newline="")))
            assert len({len(row) for row in rows}) == 1, path
        elif path.endswith(".xml"):
            ElementTree.fromstring(made)
        elif path.endswith(".html"):
            assert not CONTROL.search(made.decode()), path
