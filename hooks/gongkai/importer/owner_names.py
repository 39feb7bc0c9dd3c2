"""The names by which the units of a register are known in tables, with their region or without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ..model.unit import Unit
from .identity import longest_named, spellings
from .owners import REGION
from .plain_words import plain

#: What names of institutions end in.
BODY: Final = re.compile(
    "(?:局|委员会|委|办公室|办|学院|学校|中学|小学|幼儿园|中心|所|站|大队|支队|联合会|协会|法院|检察院|医院|卫生院|院|馆"
    "|街道|街道办事处|乡|镇|公司|场|校|园|政府)(?:[（(]?本级[)）]?)?$"
)
#: 2023年度某局部门整体支出绩效自评表: what may stand before the name that a title begins with.
_BEFORE_NAME: Final = re.compile(r"^(?:附[件表]?\d*[：:.、]?|\d+[.、]?|20\d\d年?-?度?|关于)*")
#: What a name in a title does to others, and others to it.
_ACTS: Final = re.compile("^(?:关于|批复|下达|拨付|印发|对|制|监制|要求|布置|下发|委托|代)")
#: What sheets are called beside the unit's name: 林业基础表.
_FORMS: Final = re.compile(
    r"整体支出|部门|单位|绩效|基础|数据|自评|评价|决算|公开|附|表|汇总|报告|情况|20\d\d年?度?|[\d\s\-_—.()（）·、]"
)
_SHORTEST_STEM: Final = 2


class Owners:
    """The names by which the units of a register are known in tables."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        named = {
            key: (unit.name, unit.short_name, *(old.name for old in unit.former_names)) for key, unit in units.items()
        }
        self.names = {key: tuple(spellings(names)) for key, names in named.items()}
        self._tails = {key: frozenset(_tails(names)) for key, names in self.names.items()}

    def name_of(self, units: frozenset[str]) -> str:
        """What a unit is called in the register, as it is looked for."""
        return self.names[min(units)][0]

    def is_like(self, name: str, unit_id: str) -> bool:
        """Whether a name may be the unit's, shortened, or that of a room in it."""
        words = plain(name)
        return any(words in own or own in words or _is_short(words, own) for own in self.names[unit_id])

    def units_called(self, name: str) -> frozenset[str]:
        """The units that a name is one of, with its region or without; those that have it in theirs otherwise."""
        words = plain(name)
        same = frozenset(key for key, tails in self._tails.items() if words in tails)
        return same or frozenset(longest_named(words, self.names))

    def units_of_sheet(self, name: str) -> frozenset[str]:
        """林业基础表: the unit that the name of a sheet has beside the name of a form."""
        words = plain(name)
        if found := longest_named(words, self.names):
            return frozenset(found)
        rest = _FORMS.sub("", words)
        if len(rest) < _SHORTEST_STEM:
            return frozenset()
        stems = {key: tails | {BODY.sub("", tail) for tail in tails} for key, tails in self._tails.items()}
        return frozenset(key for key, own in stems.items() if rest in own)

    def unit_of_title(self, title: str) -> frozenset[str]:
        """The unit with whose name a title begins."""
        words = _BEFORE_NAME.sub("", plain(title))
        found = [
            (len(name), key)
            for key, names in self.names.items()
            for name in names
            if words.startswith(name) and not _ACTS.match(words[len(name) :])
        ]
        return frozenset({max(found)[1]}) if found else frozenset()


def _tails(names: Iterable[str]) -> Iterator[str]:
    """临水县林业局, 县林业局, 林业局."""
    for name in names:
        yield name
        for found in REGION.finditer(name):
            yield name[found.start() :]
            yield name[found.end() :]


def _is_short(short: str, name: str) -> bool:
    """县文旅局 is short for 临水县文化旅游局: its letters stand there in their order."""
    letters = iter(name)
    return all(letter in letters for letter in short)
