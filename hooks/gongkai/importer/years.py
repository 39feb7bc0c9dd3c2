"""Years as documents write them: in titles, names of files and tables, and among words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_TITLE: Final = re.compile(r"(20\d\d)\s*(?:年|-?度)")
_SAID: Final = re.compile(r"(20\d\d)\s*年(?!\s*\d)")
_IN_WORDS: Final = re.compile("20[0-9]{2}(?=年)")
_IN_NAME: Final = re.compile(r"(?<!\d)(20\d\d)(?!\d)(?=\s*年|[^\d月日.\-〕】\]]|$)")
_OF_TABLE: Final = re.compile(
    r"((?:19|20)\d\d)年?度?(?=[^\d月.%]{0,40}(?:自评|评价|决算|基础数据|整体支出|绩效|报告|支出|收入|三公|$))"
)
_ALONE: Final = re.compile(r"[（(]\s*20\d\d\s*年?度?\s*[)）]|20\d\d\s*年度?")
_NUMERALS: Final = {digit: str(at) for at, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_IN_NUMERALS: Final = re.compile("二[〇零○一二三四五六七八九]{3}(?=年)")


def year_of_title(title: str) -> int | None:
    """The first year that the title of a report names; None where it names none."""
    found = _TITLE.search(title)
    return int(found[1]) if found else None


def year_said_most(texts: Iterable[str]) -> int | None:
    """The year that words name by far the most: at least twice as often as any other."""
    counted = Counter(found for text in texts for found in _SAID.findall(text))
    most = counted.most_common(2)
    is_clear = bool(most) and (len(most) == 1 or most[0][1] >= 2 * most[1][1])
    return int(most[0][0]) if is_clear else None


def years_said(words: str) -> set[int]:
    """Every year that words name: 2023年."""
    return {int(found) for found in _IN_WORDS.findall(words)}


def year_in_name(name: str) -> int | None:
    """The year in the name of a file, or of the nearest folder; None where there is none or more than one.

    2022年度部门整体支出绩效自评报告.docx is of 2022, 20230615报告.docx of no year.
    """
    for part in reversed(re.sub(r"\.[A-Za-z]+$", "", name).split("/")):
        years = {int(found) for found in _IN_NAME.findall(part)}
        if years:
            return years.pop() if len(years) == 1 else None
    return None


def years_of_table(title: str) -> set[int]:
    """The years that the title of a table is of: those with the kind of document or table behind them."""
    plain = re.sub(r"\s", "", title)
    plain = _IN_NUMERALS.sub(lambda found: "".join(_NUMERALS.get(digit, "2") for digit in found[0]), plain)
    return {int(found) for found in _OF_TABLE.findall(plain)}


def year_of_table(title: str) -> int | None:
    """That year, where there is one and no other."""
    years = years_of_table(title)
    return years.pop() if len(years) == 1 else None


def is_year_alone(text: str) -> bool:
    """Whether words are a year and nothing else: （2023年度）."""
    return _ALONE.fullmatch(text) is not None
