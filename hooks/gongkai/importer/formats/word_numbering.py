"""Numbers of headings and lists in .docx files, which stand in no text: 一、 （一） 1."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from .package import child, is_on, local, value_of

_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL: Final = str.maketrans("〇一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def chinese(number: int) -> str:
    """12 → 十二, 105 → 一百〇五; up to 9999."""
    if number < 10:
        return _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number - 10] if number > 10 else "")
    scale, sign = (10, "十") if number < 100 else (100, "百") if number < 1000 else (1000, "千")
    head, rest = divmod(number, scale)
    between = "〇" if 0 < rest < scale // 10 else ""
    tail = f"一{chinese(rest)}" if 10 <= rest < 20 else chinese(rest)
    return f"{_DIGITS[head % 10]}{sign}{between}{tail if rest else ''}"


def roman(number: int) -> str:
    """4 → iv."""
    found = ""
    for value, sign in _ROMAN:
        found += sign * (number // value)
        number %= value
    return found


def written(number: int, form: str) -> str:
    """A number in a form of Word's: ``chineseCounting``, ``decimal`` …; plain digits where it is a form of its own."""
    if form.startswith(("chineseCounting", "japaneseCounting", "taiwaneseCounting", "ideographDigital", "koreanCount")):
        return chinese(number)
    if form.startswith(("chineseLegal", "ideographLegal", "japaneseLegal")):
        return chinese(number).translate(_LEGAL)
    if form.lower().endswith("roman"):
        return roman(number).upper() if form.startswith("upper") else roman(number)
    if form.endswith("Letter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if form.startswith("upper") else letter
    if form.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(ord("①") + number - 1)
    if form == "ideographTraditional" and number <= 10:
        return "甲乙丙丁戊己庚辛壬癸"[number - 1]
    return f"{number:02}" if form == "decimalZero" else str(number)


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Element | None) -> None:
        """Read ``numbering.xml``; a document without lists has none."""
        self._kinds: dict[str, dict[int, Element]] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._replaced: dict[tuple[str, int], Element] = {}
        self._links: dict[str, str] = {}
        self._counted: dict[str, dict[int, int]] = {}
        self.by_style: dict[tuple[str, str], int] = {}
        for each in root if root is not None else ():
            if local(each) == "abstractNum":
                self._read_kind(each)
            elif local(each) == "num":
                self._read_list(each)

    def _read_kind(self, each: Element) -> None:
        kind = value_of(each, "abstractNumId") or ""
        self._kinds[kind] = {int(value_of(lvl, "ilvl") or 0): lvl for lvl in each if local(lvl) == "lvl"}
        if style := value_of(child(each, "numStyleLink")):
            self._links[kind] = style
        for level, lvl in self._kinds[kind].items():
            if style := value_of(child(lvl, "pStyle")):
                self.by_style[kind, style] = level

    def _read_list(self, each: Element) -> None:
        name = value_of(each, "numId") or ""
        self._lists[name] = value_of(child(each, "abstractNumId")) or ""
        for changed in each:
            if local(changed) == "lvlOverride":
                level = int(value_of(changed, "ilvl") or 0)
                if start := value_of(child(changed, "startOverride")):
                    self._starts[name, level] = int(start)
                if (lvl := child(changed, "lvl")) is not None:
                    self._replaced[name, level] = lvl

    def linked_style(self, name: str) -> str:
        """The style of lists that a list follows; "" where it has levels of its own."""
        return self._links.get(self._lists.get(name, ""), "")

    def level_of(self, name: str, style: str) -> int:
        """The level that paragraphs of a style have in a list."""
        return self.by_style.get((self._lists.get(name, ""), style), 0)

    def outline_level(self, name: str, level: int) -> str | None:
        """The outline level that the list itself gives its paragraphs."""
        return value_of(child(self._level(name, level), "pPr", "outlineLvl"))

    def _level(self, name: str, level: int) -> Element | None:
        return self._replaced.get((name, level), self._kinds.get(self._lists.get(name, ""), {}).get(level))

    def next(self, name: str, level: int) -> str:
        """Count one paragraph; the number that stands before its words, "" for bullets and hidden numbers."""
        lvl = self._level(name, level)
        if lvl is None:
            return ""
        counted = self._counted.setdefault(self._lists[name], {})
        start = self._starts.pop((name, level), None)
        if start is None and level in counted:
            counted[level] += 1
        else:
            counted[level] = self._start(name, level) if start is None else start
        for deeper in [each for each in counted if each > level]:
            del counted[deeper]
        return self._text(name, level, lvl, counted)

    def _start(self, name: str, level: int) -> int:
        return int(value_of(child(self._level(name, level), "start")) or 1)

    def _text(self, name: str, level: int, lvl: Element, counted: dict[int, int]) -> str:
        form = value_of(child(lvl, "numFmt")) or "decimal"
        if form in {"bullet", "none"} or is_on(child(lvl, "rPr", "vanish")):
            return ""

        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            own = value_of(child(self._level(name, at), "numFmt")) or "decimal"
            plain = at < level and is_on(child(lvl, "isLgl"))
            return written(counted.setdefault(at, self._start(name, at)), "decimal" if plain else own)

        text = re.sub(r"%(\d)", number, value_of(child(lvl, "lvlText")) or "")
        return f"{text} " if text and text[-1].isascii() and value_of(child(lvl, "suff")) != "nothing" else text
