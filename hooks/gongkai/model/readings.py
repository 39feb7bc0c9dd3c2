"""How Chinese words are read; what knows it is slow to load, so what was asked for is kept."""

from __future__ import annotations

from typing import Final


class Readings(dict[str, tuple[str, ...]]):
    """Words → their syllables, worked out when they are first asked for."""

    def __missing__(self, words: str) -> tuple[str, ...]:
        from pypinyin import lazy_pinyin  # slow to load

        self[words] = read = tuple(lazy_pinyin(words))
        return read


READINGS: Final = Readings()
