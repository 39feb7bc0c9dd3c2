"""Indicators of which the text tells another achievement or score than their table: neither is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from ..model.problem import KeyPath
from ..text.numbers import half_unit, parse_number
from .chapters import PlacedParagraph
from .found import Found, FoundFigure, FoundText
from .plain_words import normal, plain

_LIST: Final = "指标"
_NAME: Final = "三级指标"
_ACHIEVED: Final = "实际完成值"
_MEASURE: Final = "计量单位"
_SCORE: Final = "得分"
#: What an entry, and the project that it is of, is known by.
_KNOWN_BY: Final = frozenset({"一级指标", "二级指标", _NAME, "项目", "名称"})
_SHORTEST: Final = 4
_SENTENCE: Final = re.compile(r"[^。！？\n]+")
#: What may stand before a name without making another of it.
_BEFORE: Final = re.compile(r"(?:^|[^\u4e00-\u9fff]|其中?|[和及与且使]|[0-9全本]年|年度|[一二三四五六七八九]是)$")
_QUANTITY: Final = re.compile(
    r"[”\"’]?(?:指标|情况)?(?:的?实际|已经?|全年|全部|共|累计|均|完成|完成值|达到?了?|为|是|[:：])*\s*"
    r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<many>[百千万亿]?)(?P<measure>[^\d\s，。；、,;（()）]{1,6})(?=[，。；、,;（()）]|$)"
)
_SCORED: Final = re.compile(
    r"[”\"’]?(?:指标)?(?:[（(][^（）()]{0,12}[)）])?[，,]?(?:的?(?:自评|评价|实际)?得分?(?:为|是|[:：])?|[:：])"
    r"\s*(?P<number>\d{1,3}(?:\.\d+)?)分(?![之值])"
)
_TABLED: Final = re.compile(r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<many>[百千万亿]?)(?P<measure>[^\d.,，、。；（(]{0,6})")
#: What is said of a target, of another time or of what was near it.
_OTHER: Final = re.compile(
    "目标|计划|预期|要求|应|不[低高少多]于|[以之][上下内]|不足|超过?|约|近|左右|≥|≤|上年|去年|往年|同期|上半年|季度|截[至止]|下一步|下年|明年|力争|将|拟"
    "|比|提高|增[加长]|下降|减少|原|满分|分值|抽[查评]|复[核评]"
)
_MANY: Final[Mapping[str, int]] = {"": 1, "百": 100, "千": 1000, "万": 10000, "亿": 100000000}


class _Quantity(NamedTuple):
    value: Decimal
    slack: Decimal
    measure: str

    def agrees(self, other: _Quantity) -> bool:
        """Whether both are the same, as far as their digits go."""
        return abs(self.value - other.value) <= max(self.slack, other.slack)


class _Row(NamedTuple):
    """An indicator: where it stands, and what its table gives."""

    path: KeyPath
    achieved: _Quantity | None
    is_apart: bool
    score: Decimal | None


def find_told_indicators(paragraphs: Iterable[PlacedParagraph], founds: Iterable[Found]) -> Iterator[Found]:
    """What the paragraphs tell otherwise of the indicators of each of ``founds``, with its numbers of entries."""
    told = tuple(paragraphs)
    for found in founds:
        rows = _rows(found)
        texts, figures = list[FoundText](), list[FoundFigure]()
        for name, row in rows.items():
            for paragraph in told:
                if name in paragraph.text:
                    _read(paragraph, name, row, rows, texts, figures)
        paths = [*(text.path for text in texts), *(figure.path for figure in figures)]
        entries = {path[:end] for path in paths for end in range(1, len(path))}
        if entries:
            known = (text for text in found.texts if text.path[-1] in _KNOWN_BY and text.path[:-1] in entries)
            yield Found(tuple(figures), (*known, *texts), is_beside=True)


def _rows(found: Found) -> dict[str, _Row]:
    """The indicators by their names; none that two share, or whose name is too short to tell it apart."""
    names = {text.path[:-1]: plain(text.text) for text in found.texts if text.path[-1] == _NAME}
    said = {text.path: text.text for text in found.texts if not text.doubt}
    scores = {figure.path: figure.value for figure in found.figures if not figure.doubt}
    shared = Counter(names.values())
    return {
        name: _Row(path, *_achieved(said, path), scores.get((*path, _SCORE)))
        for path, name in names.items()
        if shared[name] == 1 and len(name) >= _SHORTEST and path[-2] == _LIST
    }


def _achieved(said: Mapping[KeyPath, str], path: KeyPath) -> tuple[_Quantity | None, bool]:
    """What was achieved, and whether its measure stands apart."""
    apart = said.get((*path, _MEASURE), "")
    match = _TABLED.fullmatch(plain(said.get((*path, _ACHIEVED), "")))
    quantity = _quantity(match) if match else None
    if quantity and apart and not quantity.measure:
        quantity = quantity._replace(measure=plain(apart))
    return quantity, bool(apart)


def _quantity(match: re.Match[str]) -> _Quantity:
    many = _MANY[match["many"]]
    return _Quantity(parse_number(match["number"]) * many, half_unit(match["number"]) * many, match["measure"])


def _read(
    paragraph: PlacedParagraph, name: str, row: _Row, rows: Iterable[str], texts: list[FoundText],
    figures: list[FoundFigure],
) -> None:  # fmt: skip  # all that is filled
    longer = [other for other in rows if name in other and other != name]
    for printed in _SENTENCE.findall(paragraph.text):
        sentence, source = normal(printed), printed.strip()
        for at in (found.start() for found in re.finditer(re.escape(name), sentence)):
            before, rest = sentence[:at], sentence[at + len(name) :]
            is_longer = any(other in sentence[max(0, at - len(other)) : at + len(other)] for other in longer)
            if is_longer or not _BEFORE.search(before) or _OTHER.search(re.split("[，,；;]", before)[-1]):
                continue
            if (told := _QUANTITY.match(rest)) and not _OTHER.search(told[0]):
                texts += _other_achievement(told, row, source, paragraph.place)
            elif row.score is not None and (scored := _SCORED.match(rest)) and parse_number(scored[1]) != row.score:
                figures.append(FoundFigure((*row.path, _SCORE), "", parse_number(scored[1]), source, paragraph.place))


def _other_achievement(match: re.Match[str], row: _Row, source: str, place: str) -> Iterator[FoundText]:
    told = _quantity(match)
    if row.achieved is None or not row.achieved.measure or told.measure != row.achieved.measure:
        return
    if not told.agrees(row.achieved):
        words = f"{match['number']}{match['many']}{'' if row.is_apart else match['measure']}"
        yield FoundText((*row.path, _ACHIEVED), words, source, place)
