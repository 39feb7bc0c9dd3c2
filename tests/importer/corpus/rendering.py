"""Fill the patterns of sentences and tables with a report's figures, and keep what was said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from tests.importer.corpus.facts import Facts

_PLACE: Final = re.compile(r"\[([^\]]+)\]|\{([^}]+)\}|<(%?)([^|>]+)\|([^>]+)>")
_SCALES: Final = {"元": Decimal(10000), "万元": Decimal(1)}
_CENT: Final = Decimal("0.01")


@dataclass(slots=True)
class Rendering:
    """One document's way with figures.

    Attributes:
        measure: of the amounts in its sentences.
        table_measure: of those in its tables.
        damage: what becomes of a number's digits on the way.
        said: places that the document states.
        swapped: what its tables say instead of the right figure.
    """

    facts: Facts
    year: int
    measure: str = "万元"
    table_measure: str = "万元"
    damage: Callable[[str], str] = str
    said: set[str] = field(default_factory=set)
    said_in_words: set[str] = field(default_factory=set)
    swapped: dict[str, str] = field(default_factory=dict)
    contradicted: set[str] = field(default_factory=set)

    def sentence(self, pattern: str) -> str | None:
        """The sentence, or None where the report lacks one of its figures."""
        said: set[str] = set()
        lacking = False

        def fill(place: re.Match[str]) -> str:
            nonlocal lacking
            amount, plain, share, actual, base = place.groups()
            if plain == "年":
                return str(self.year)
            if actual is not None:
                told = self._share(actual, base) if share else self._change(actual, f"{actual}/{base}")
            elif amount is not None:
                told = self._amount(amount)
            else:
                told = self.facts.digits.get(plain) or self.facts.words.get(plain)
            said.update(key for key in (amount, plain) if key)
            lacking = lacking or told is None
            return told or ""

        text = _PLACE.sub(fill, pattern)
        if lacking:
            return None
        self.said_in_words |= {key for key in said if key in self.facts.figures}
        self.said |= {key for key in said if key in self.facts.figures}
        return text

    def cell(self, pattern: str) -> str:
        """A cell of a table; blank where the report lacks the figure."""

        def fill(place: re.Match[str]) -> str:
            amount, plain = place.groups()[:2]
            key = amount or plain
            if key == "年":
                return str(self.year)
            told = self.facts.digits.get(key) or self.facts.words.get(key) or ""
            if key in self.facts.figures:
                self.said.add(key)
                if key in self.swapped:
                    told = self.swapped[key]
                    self.contradicted.add(key)
            return self.damage(self._scaled(told, self.table_measure) if amount and told else told)

        return _PLACE.sub(fill, pattern)

    def _amount(self, key: str) -> str | None:
        digits = self.facts.digits.get(key)
        return None if digits is None else f"{self.damage(self._scaled(digits, self.measure))}{self.measure}"

    @staticmethod
    def _scaled(digits: str, measure: str) -> str:
        return digits if measure == "万元" else f"{Decimal(digits) * _SCALES[measure]:.2f}"

    def _change(self, actual: str, base: str) -> str | None:
        now, then = self.facts.figures.get(actual), self.facts.figures.get(base)
        if now is None or not then:
            return None
        if now == then:
            return "持平"
        rate = (abs(now - then) / then * 100).quantize(_CENT)
        more, up = ("增加", "增长") if now > then else ("减少", "下降")
        return f"{more}{self.damage(self._scaled(str(abs(now - then)), self.measure))}{self.measure}，{up}{rate}%"

    def _share(self, part: str, whole: str) -> str | None:
        one, all_of = self.facts.figures.get(part), self.facts.figures.get(whole)
        return None if one is None or not all_of else f"{(one / all_of * 100).quantize(_CENT)}%"
