"""How words are read is remembered: a second build asks only for words that are new."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.build.known_readings import find_readings, keep_readings
from gongkai.model.readings import READINGS, Readings


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    for words in list(READINGS):
        monkeypatch.delitem(READINGS, words)


def test_what_was_read_is_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = READINGS["银行 A b"]
    assert read == ("yin", "hang", " A b")
    keep_readings(tmp_path)
    READINGS.clear()
    monkeypatch.setattr(Readings, "__missing__", lambda *_: pytest.fail("asked for again"))
    find_readings(tmp_path)
    assert READINGS["银行 A b"] == read


def test_another_dictionary_or_a_damaged_file_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    READINGS["政府"] = ("other",)
    keep_readings(tmp_path)
    path = tmp_path / "readings"
    path.write_bytes(path.read_bytes().replace(b"other", b"0ther"))
    READINGS.clear()
    find_readings(tmp_path)
    assert READINGS["政府"] == ("zheng", "fu")
    READINGS["政府"] = ("other",)
    keep_readings(tmp_path)
    READINGS.clear()
    monkeypatch.setattr("gongkai.build.known_readings.version", lambda _: "0")
    find_readings(tmp_path)
    assert READINGS["政府"] == ("zheng", "fu")
