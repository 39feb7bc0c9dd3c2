"""A compressed copy holds what the file beside it holds, and is made once for all releases that have the file."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from gongkai.build.compressed import SMALLEST, compress_texts
from gongkai.open_data.copies import ENDING, SUFFIXES

TEXT = b"<p>971.21</p>" * SMALLEST


def write(folder: Path, **files: bytes) -> None:
    """Write files; ``_`` in a name stands for a full stop."""
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_texts_are_compressed_and_nothing_else(tmp_path: Path) -> None:
    others = {"a_png": TEXT, "a_zip": TEXT, "a_xlsx": TEXT, "a_pf.index": TEXT, "_gongkai": TEXT, "small_html": b"x"}
    write(tmp_path, **{f"a{suffix}": TEXT for suffix in SUFFIXES}, **others)
    assert compress_texts(tmp_path, None) == len(SUFFIXES)
    assert {name for name in names(tmp_path) if name.endswith(ENDING)} == {f"a{suffix}{ENDING}" for suffix in SUFFIXES}


@given(st.binary(max_size=3000), st.integers(10**17, 2 * 10**18))
def test_a_copy_holds_the_same_and_has_the_same_time(tmp_path: Path, content: bytes, time: int) -> None:
    source, copy = tmp_path / "a.html", tmp_path / "a.html.gz"
    copy.unlink(missing_ok=True)
    source.write_bytes(content)
    os.utime(source, ns=(time, time))
    assert compress_texts(tmp_path, None) == (len(content) >= SMALLEST)
    if len(content) >= SMALLEST:
        assert gzip.decompress(copy.read_bytes()) == content
        assert copy.stat().st_mtime_ns == time


def test_what_did_not_change_is_not_compressed_again(tmp_path: Path) -> None:
    """A file that is the same in the present release, not one that only looks alike."""
    present, staged = tmp_path / "present", tmp_path / "staged"
    write(present, same_html=TEXT, other_html=TEXT, bare_html=TEXT)
    compress_texts(present, None)
    (present / "bare.html.gz").unlink()
    write(staged, other_html=TEXT.replace(b"971", b"571"), new_html=TEXT)
    for name in ("same.html", "bare.html"):
        (staged / name).hardlink_to(present / name)
    assert compress_texts(staged, present) == 4
    assert (staged / "same.html.gz").samefile(present / "same.html.gz")
    for path in staged.glob("*.html"):
        assert gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()) == path.read_bytes()


def test_what_somebody_publishes_under_that_name_stays_theirs(tmp_path: Path) -> None:
    write(tmp_path, a_html=TEXT, a_html_gz=b"ours")
    assert compress_texts(tmp_path, None) == 0
    assert (tmp_path / "a.html.gz").read_bytes() == b"ours"


def test_the_same_text_gives_the_same_copy(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, a_html=TEXT)
        os.utime(tmp_path / name / "a.html", (1, 1) if name == "one" else (2, 2))
        compress_texts(tmp_path / name, None)
    assert (tmp_path / "one/a.html.gz").read_bytes() == (tmp_path / "two/a.html.gz").read_bytes()
