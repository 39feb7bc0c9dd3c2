"""Readings that a build before asked for, so that what knows them need not be loaded for the same words again."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Final

from ..model.readings import READINGS
from .results import Results

#: Where they are kept, below the cache.
_FILE: Final = "readings"
_Found = dict[str, tuple[str, ...]]


def find_readings(cache: Path) -> None:
    """Know the readings again that were kept in ``cache``."""
    READINGS.update(_results(cache).find(_fingerprint()) or {})


def keep_readings(cache: Path) -> None:
    """Keep those that are known now.

    Raises:
        OSError: they cannot be written; they are only worked out again.
    """
    known = _results(cache)
    if known.find(_fingerprint()) != READINGS:
        known.write(cache / _FILE, {_fingerprint(): dict(READINGS)}, {_fingerprint()})


def _results(cache: Path) -> Results[_Found]:
    return Results[_Found](cache / _FILE, _Found)


def _fingerprint() -> str:
    return f"pypinyin-{version('pypinyin')}"
