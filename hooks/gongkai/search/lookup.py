"""The index of the unit lookup: names once, and how their characters are read.

Readings are kept by character, not by unit, so that the index grows by little more than the names themselves; a
name in which a character is read otherwise than usual (重庆, 银行) carries its own reading.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from ..model.archive import Archive
from ..model.unit import Unit

#: Address of the index below the site root.
LOOKUP_PATH = "search/units.json"


def lookup_index(archive: Archive) -> bytes:
    """JSON: ``readings`` (character → syllable) and ``units`` ([id, [names], {position of name: own reading}])."""
    names = {unit_id: names_of(unit) for unit_id, unit in archive.units.items()}
    usual = usual_readings(name for listed in names.values() for name in listed)
    units = [[unit_id, listed, own_readings(listed, usual)] for unit_id, listed in names.items()]
    content = {"readings": usual, "units": [row if row[2] else row[:2] for row in units]}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def names_of(unit: Unit) -> list[str]:
    """Every name a reader may look for: full, short, former ones; each once."""
    names = [unit.name, unit.short_name, *(former.name for former in unit.former_names)]
    return list(dict.fromkeys(name for name in names if name))


def usual_readings(names: Iterable[str]) -> dict[str, str]:
    """How each character is mostly read in ``names``."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        for character, syllable in zip(name, syllables(name), strict=True):
            if syllable != character:
                counts[character][syllable] += 1
    return {character: found.most_common(1)[0][0] for character, found in sorted(counts.items())}


def own_readings(names: list[str], usual: Mapping[str, str]) -> dict[str, str]:
    """Readings, by position of the name, of names that are not read as usual."""
    return {
        str(at): " ".join(syllables(name))
        for at, name in enumerate(names)
        if any(usual.get(c, c) != s for c, s in zip(name, syllables(name), strict=True))
    }


@cache
def syllables(name: str) -> tuple[str, ...]:
    """One syllable for each character; what is not Han stands for itself."""
    from pypinyin import lazy_pinyin  # slow to load, and only a whole build asks

    return tuple(lazy_pinyin(name, errors=list))  # type: ignore[arg-type]  # takes lists too, its stubs do not say so
