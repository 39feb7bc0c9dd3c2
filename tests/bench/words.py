"""The words of the workload, from ``words.yml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

_TOLD: Final[dict[str, Any]] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))


def _words(key: str) -> tuple[str, ...]:
    return tuple(_TOLD[key].split())


def _places(key: str) -> tuple[tuple[str, str], ...]:
    return tuple((place.split("=")[0], place.split("=")[1]) for place in _words(key))


#: (id, name) of the cities and counties; (id, name, theme, kind) of the bureaus in each county.
CITIES: Final = _places("cities")
COUNTIES: Final = _places("counties")
BUREAUS: Final[tuple[tuple[str, str, str, str], ...]] = tuple(map(tuple, _TOLD["bureaus"]))
#: Theme → what is worked at, and for whom.
THEMES: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    name: (tuple(theme["work"].split()), theme["people"]) for name, theme in _TOLD["themes"].items()
}
COMMON: Final = _words("common")
TIMES: Final[tuple[tuple[str, int, int], ...]] = tuple(map(tuple, _TOLD["times"]))
DEEDS: Final = _words("deeds")
MANNERS: Final = _words("manners")
TOWNS: Final = _words("towns")
PROJECT_KINDS: Final = _words("project_kinds")
OPENINGS: Final[tuple[str, ...]] = tuple(_TOLD["openings"])
SENTENCES: Final[dict[str, list[str]]] = _TOLD["sentences"]
INDICATORS: Final[list[list[Any]]] = _TOLD["indicators"]
