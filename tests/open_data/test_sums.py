"""SHA256SUMS is what ``sha256sum -c`` reads, whatever the names, and is read back exactly."""

from __future__ import annotations

import re
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.open_data.sums import SumsError, parse_sums, sums_bytes

NAMES = ("index.html", "a b.pdf", "附件/表.xlsx", "back\\slash", "line\nbreak", "re\rturn", "*star", "-", "é", "Z", "a")
_DIGEST = "0" * 64
_part = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=8)
_path = st.lists(_part.filter(lambda part: part not in {".", ".."}), min_size=1, max_size=4).map("/".join)


def test_sha256sum_agrees(tmp_path: Path) -> None:
    for number, name in enumerate(NAMES):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(str(number), encoding="utf-8")
    sums = {name: sha256(str(number).encode()).hexdigest() for number, name in enumerate(NAMES) if name != "-"}
    (tmp_path / "SHA256SUMS").write_bytes(sums_bytes(sums))
    done = subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b": OK") == len(sums)


def test_lines_are_sorted_by_bytes(tmp_path: Path) -> None:
    content = sums_bytes(dict.fromkeys(("é", "a", "Z", "a-b", "a/b", "附"), _DIGEST))
    done = subprocess.run(
        ["sort", "-k", "2"], input=content, env={"LC_ALL": "C"}, capture_output=True, check=True, cwd=tmp_path
    )
    assert content == done.stdout


@given(st.dictionaries(_path, st.binary(max_size=2).map(lambda content: sha256(content).hexdigest()), max_size=6))
def test_what_is_written_is_read_back(sums: dict[str, str]) -> None:
    assert parse_sums(sums_bytes(sums)) == sums


@pytest.mark.parametrize(
    "line",
    [
        "", "x", f"{_DIGEST} a", f"{_DIGEST[1:]}  a", f"{_DIGEST}  ", f"{_DIGEST}  /etc/passwd", f"{_DIGEST}  ../a",
        f"{_DIGEST}  a/../../b", f"{_DIGEST}  a//b", f"{_DIGEST}  ./a", f"{_DIGEST.replace('0', 'G')}  a",
        f"{_DIGEST}  a\n{_DIGEST}  a",
    ],
)  # fmt: skip  # lines, read in a row
def test_what_is_no_list_is_refused_in_words(line: str) -> None:
    with pytest.raises(SumsError, match=r"SHA256SUMS 第 . 行"):
        parse_sums(f"{line}\n".encode())
    with pytest.raises(SumsError, match=re.escape("最后一行没有写完")):
        parse_sums(f"{_DIGEST}  a".encode())
