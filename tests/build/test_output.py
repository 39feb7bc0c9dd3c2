"""A file appears as a whole; results and digests are found again or not at all."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.build import digests as digests_module
from gongkai.build.digests import Digests
from gongkai.build.output import FINISHED, OutputFile, OutputFolder
from gongkai.build.results import Results


@given(st.lists(st.binary(max_size=20), max_size=5))
def test_a_file_written_part_by_part_is_what_was_given(
    tmp_path_factory: pytest.TempPathFactory, p: list[bytes]
) -> None:
    folder, content = OutputFolder(tmp_path_factory.mktemp("out")), b"".join(p)
    written = folder.write_parts("a/b.txt", p)
    assert folder.read("a/b.txt") == content
    assert (written.size, written.sha256) == (len(content), sha256(content).hexdigest())
    assert folder.stands("a/b.txt", written)


def test_a_link_to_the_file_that_stood_there_keeps_its_content(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    folder.write("a.txt", b"old")
    os.link(tmp_path / "a.txt", tmp_path / "linked")
    folder.write("a.txt", b"new")
    assert (tmp_path / "linked").read_bytes() == b"old"
    assert folder.read("a.txt") == b"new"


def test_a_file_is_not_seen_before_it_is_whole_and_a_failed_one_never(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    folder.write("a.txt", b"old")

    def parts() -> Iterator[bytes]:
        yield b"half"
        assert folder.read("a.txt") == b"old"
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        folder.write_parts("a.txt", parts())
    assert folder.read("a.txt") == b"old"


def test_a_new_file_that_is_never_whole_is_not_there(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)

    def parts() -> Iterator[bytes]:
        yield b"half"
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        folder.write_parts("a.txt", parts())
    assert not any(tmp_path.iterdir())
    folder.write("a.txt", b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("parts", [(b"x" * 30_000,), (b"x" * 9_000, b"x" * 9_000), (b"x",) * 20_000])
def test_a_file_for_which_there_is_no_room_does_not_appear(tmp_path: Path, parts: tuple[bytes, ...]) -> None:
    """A limit stands for a full disk: the system takes what there is room for, and refuses the next piece."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            OutputFolder(tmp_path).write_parts("a.txt", parts)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not (tmp_path / "a.txt").exists()


def test_what_others_write_in_place_is_detached_first(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path / "site")
    folder.write("404.html", b"old")
    before = (tmp_path / "site/404.html").stat().st_mtime_ns
    os.link(tmp_path / "site/404.html", tmp_path / "linked")
    folder.detach(["404.html", "not/there.html"])
    assert (tmp_path / "site/404.html").stat().st_mtime_ns == before
    (tmp_path / "site/404.html").write_bytes(b"new")
    assert (tmp_path / "linked").read_bytes() == b"old"


def test_only_a_finished_folder_says_so(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    assert (folder.finished, folder.holds_site) == ("", False)
    folder.begin()
    assert (folder.finished, folder.holds_site) == ("", True)
    folder.finish("ab12")
    assert (folder.finished, folder.holds_site) == ("ab12", True)
    assert {path.name for path in tmp_path.iterdir()} == {FINISHED}
    folder.begin()
    assert not (tmp_path / FINISHED).exists()


def test_folders_that_a_removed_file_leaves_empty_are_gone(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    folder.write("a/b/c.txt", b"")
    folder.write("a/d.txt", b"")
    folder.remove("a/b/c.txt")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["d.txt"]
    folder.remove("a/b/c.txt")
    folder.remove("a/d.txt")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_a_file_does_not_stand(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert not OutputFolder(tmp_path).stands("a", OutputFile(0, 0))


_RESULTS = st.dictionaries(st.text("0123456789abcdef", min_size=4, max_size=4), st.text(), max_size=6)


@given(_RESULTS, st.data())
def test_results_are_found_again_and_a_damaged_one_is_unknown(
    tmp_path_factory: pytest.TempPathFactory, results: dict[str, str], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("r") / "results"
    Results[str](path, str).write(path, results, results.keys())
    found = Results[str](path, str)
    assert {key: found.find(key) for key in results} == results
    assert found.find("none") is None
    content = bytearray(path.read_bytes())
    if content:
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
        path.write_bytes(content)
        known = Results[str](path, str)
        right = {key for key in results if known.find(key) == results[key]}
        assert all(known.find(key) in {None, results[key]} for key in results)
        assert len(right) >= len(results) - 2, "no other line is lost but the damaged one, and one joined with it"


def test_results_that_stay_are_written_as_they_were_found(tmp_path: Path) -> None:
    path = tmp_path / "results"
    Results[str](path, str).write(path, {"ab": "one", "cd": "two"}, {"ab", "cd"})
    known = Results[str](path, str)
    known.write(path, {"cd": "not looked at", "ef": "three"}, {"ef"})
    again = Results[str](path, str)
    assert (again.find("ab"), again.find("cd"), again.find("ef")) == (None, "two", "three")


def old(path: Path, content: bytes, seconds: int = 100) -> Path:
    """A file that was changed a while ago."""
    path.write_bytes(content)
    at = time.time_ns() - seconds * 1_000_000_000
    os.utime(path, ns=(at, at))
    return path


def test_a_file_of_the_same_size_and_time_is_read_again(tmp_path: Path) -> None:
    """Its time of modification can be set back, its time of change and its inode cannot."""
    file, kept = old(tmp_path / "a", b"one"), tmp_path / "kept"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(digests_module, "_SETTLED", -1)
        first = Digests(kept)
        assert first.digest_of(file) == sha256(b"one").hexdigest()
        first.keep()
    status = file.stat()
    time.sleep(0.02)
    file.write_bytes(b"two")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (status.st_size, status.st_mtime_ns)
    assert Digests(kept).digest_of(file) == sha256(b"two").hexdigest()


def test_a_file_that_has_not_settled_is_not_remembered(tmp_path: Path) -> None:
    file, kept = tmp_path / "a", tmp_path / "kept"
    file.write_bytes(b"one")
    digests = Digests(kept)
    digests.digest_of(file)
    digests.keep()
    assert not kept.exists()


def test_what_has_settled_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, kept = tmp_path / "a", tmp_path / "kept"
    file.write_bytes(b"one")
    monkeypatch.setattr(digests_module, "_SETTLED", -1)
    digests = Digests(kept)
    expected = digests.digest_of(file)
    digests.keep()
    monkeypatch.setattr(digests_module, "digest_of", lambda _: "read again")
    assert Digests(kept).digest_of(file) == expected
    for damaged in (b"", b"[]", b"{", b'{"x": 1}', b"\xff"):
        kept.write_bytes(damaged)
        assert Digests(kept).digest_of(file) == "read again"
