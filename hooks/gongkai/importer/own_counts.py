"""Counts and grades that only whole sentences tell: 内设办公室、财务科等八个机构, 等级为“优”."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from ..model.form import SCORE, line_of
from ..text.numbers import parse_count
from .chapters import PlacedParagraph
from .found import FoundFigure, FoundText
from .years import years_said

_SENTENCE: Final = re.compile(r"[^。；;\n]+[。；;]?")
_NUMBER: Final = r"(?:(?P<digits>\d{1,2})|(?P<numeral>[一二三四五六七八九十]{1,3}))"
_BODIES: Final = re.compile(
    rf"内设(?:机构)?(?:有|为|：)?(?P<names>[^。；\d]*?){_NUMBER}\s*个(?:职能|内设|正科级|副科级|业务|综合)*"
    r"(?:机构|科室|股室|处室|部门|科(?!级)|股|室|处)(?![^，。；]{0,6}[、和及]\s*[\d一二三四五六七八九十]+\s*个)"
)
_ONE: Final = re.compile(r"(?:\d|[一二三四五六七八九十])\s*个")
_SUBORDINATE: Final = re.compile(rf"(?:所属|下属|二级)(?:预算)?单位(?:共|共有|有)?{_NUMBER}\s*[个家]")
_POINTS: Final = re.compile(r"(\d{1,3}(?:\.\d+)?)\s*分(?![之值钟类析别布配])")
_SCORED: Final = re.compile(r"(?:得分|评分|总分|评为|评定)[^，。；\d]{0,6}\d")
_OF_PARTS: Final = re.compile(
    "项目|指标|扣|满分|平均|部分|方面|上年|上一年|类|应得|局|所|队|站|中心(?!工作)|满意度|[低高]于"
)
_OTHER_EVALUATION: Final = re.compile("上年|上一年|去年|初评|复评|复核|抽[查评]|主管部门|财政部门|第三方")
_NO_COUNT: Final = re.compile("增加|减少|新增|撤销|其中|上年|原|调整|改革|合并")
_SEVERAL: Final = "原文写了几处内设机构，可能不都是本单位的"
_GRADE: Final = re.compile(
    r"(?:等级|等次|档次|评级|评定|评为|自评结果|评价结果|评价结论|自评结论)[^。；，“”\"\d]{0,8}?[“\"]?"
    r"(?P<grade>优秀|优|良好|良|中等|中|合格|较差|差|不合格)[”\"]?(?=等级|[。；，、）)”\"]|$)"
)
_ABOUT: Final = frozenset({"概况", "引言", "人员"})


def find_own_counts(paragraph: PlacedParagraph, year: int) -> Iterator[FoundFigure]:
    """内设机构 and 所属单位数 as the text about the unit tells them, and the score where one is told."""
    if paragraph.path == ("绩效", "综述"):
        yield from _scores(paragraph, year)
    if paragraph.path[0] not in _ABOUT:
        return
    for sentence in _SENTENCE.findall(paragraph.text):
        if _NO_COUNT.search(sentence):
            continue
        for pattern, path in (
            (_BODIES, line_of("internal_bodies").path),
            (_SUBORDINATE, line_of("subordinate_count").path),
        ):
            match = pattern.search(sentence)
            if match and len(_ONE.findall(match[0])) <= 1:
                value = parse_count(match["digits"], match["numeral"])
                if value is not None:
                    doubt = _SEVERAL if paragraph.text.count("内设") > 1 else _miscounted(match, int(value))
                    yield FoundFigure(path, "", value, sentence.strip(), paragraph.place, doubt=doubt)


def _scores(paragraph: PlacedParagraph, year: int) -> Iterator[FoundFigure]:
    """经自评，得分92分: the only points that the sentence tells, and of no part."""
    for sentence in _SENTENCE.findall(paragraph.text):
        points = _POINTS.findall(sentence)
        years = years_said(sentence)
        is_other = _OF_PARTS.search(sentence) or _OTHER_EVALUATION.search(sentence) or (years and year not in years)
        if len(points) == 1 and _SCORED.search(sentence) and not is_other:
            yield FoundFigure(SCORE.path, "", Decimal(points[0]), sentence.strip(), paragraph.place)


def _miscounted(match: re.Match[str], value: int) -> str:
    """Why the number is doubted: as many names stand before it as it says, unless 等 leaves some out."""
    names = match.groupdict().get("names") or ""
    listed = len([name for name in re.split("[、，和及]", names) if name.strip()])
    is_whole = "等" not in names and "、" in names
    return f"原文列出 {listed} 个名称，写的是 {value} 个" if is_whole and listed != value else ""


def find_grade(paragraphs: Iterable[PlacedParagraph]) -> FoundText | None:
    """The grade of the whole report; doubted where the text gives several."""
    found: dict[str, FoundText] = {}
    for paragraph in paragraphs:
        if paragraph.path[0] in {"问题", "改进措施", "项目组织实施"}:
            continue
        for match in _GRADE.finditer(paragraph.text):
            before = re.split("[。；]", paragraph.text[: match.start()])[-1]
            if _OTHER_EVALUATION.search(before):
                continue
            if "整体" in before or "项目" not in before:
                said = FoundText(("绩效", "自评等级"), match["grade"], match[0], paragraph.place)
                found.setdefault(match["grade"], said)
    if not found:
        return None
    first, *others = found.values()
    doubt = f"原文还写了{'、'.join(f'“{other.text}”' for other in others)}" if others else ""
    return FoundText(first.path, first.text, first.source, first.place, doubt)
