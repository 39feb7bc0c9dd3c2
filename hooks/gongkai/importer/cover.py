"""What a report says about itself: title, year, unit, days, the catalogue entry, whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from ..model.problem import KeyPath
from .dates import DAY, parse_day
from .document import Paragraph
from .found import FoundText
from .numbering import parse_number
from .years import year_of_title, year_said_most

#: Labels of lines that give one thing → its place; they stand above the title, on the cover or at the end.
_LABELS: Final[Mapping[str, KeyPath]] = {
    label: tuple(place.split("."))
    for place, labels in (
        ("目录信息.索引号", "索引号"),
        ("目录信息.文号", "文号 发文字号"),
        ("目录信息.发布机构", "发布机构 发布单位 公开机构 信息发布机构"),
        ("目录信息.信息类别", "信息类别 信息分类 主题分类 公开类别"),
        ("目录信息.公开范围", "公开范围 公开对象"),
        ("目录信息.公开方式", "公开方式"),
        ("目录信息.生成日期", "生成日期 成文日期"),
        ("目录信息.有效性", "有效性 信息有效性"),
        ("公开.发布日期", "发布日期 发布时间 公开日期 公开时间"),
        ("公开.报告日期", "报告日期 填报日期 报告时间"),
        ("封面.预算编码", "预算编码 部门预算编码 单位编码 部门编码"),
        ("封面.评价方式", "评价方式"),
        ("封面.评价机构", "评价机构"),
        ("联系方式.联系人", "联系人"),
        ("联系方式.联系科室", "联系科室 联系股室 责任科室"),
        ("联系方式.办公电话", "办公电话 联系电话 电话 咨询电话"),
        ("联系方式.地址", "地址 单位地址 办公地址"),
        ("单位", "单位名称 填报单位 部门名称 部门（单位）名称 预算单位 评价单位 预算单位名称 预算部门"),
    )
    for label in labels.split()
}
_LABEL: Final = re.compile(
    rf"(?:^|(?<=[\s（(，,；;|]))(?P<label>{'|'.join(sorted(map(re.escape, _LABELS), key=len, reverse=True))})"
    r"(?:[（(](?:盖章|公章|签字|签章|章)[)）])?\s*[：:](?P<value>[^：:|]*?)"
    r"(?=\s*[)）]?\s*$|[\s（(，,；;|]+(?:[\u4e00-\u9fff（）()]{2,12})[：:])"
)
_DAYS: Final = frozenset({"生成日期", "发布日期", "报告日期"})
#: What stands beside labels above a form, and is no words of the report.
_MEASURE: Final = re.compile(r"(?:金额)?单位\s*[：:]\s*(?:人民币)?[亿万千]?元")
_MOBILE: Final = re.compile(r"(?<!\d)1\d{10}(?!\d)")
_TITLE_END: Final = re.compile(r"(?:报告|说明|总结|自评表|材料)(?:[（(][^（()）]*[)）])?$")
_TITLE_WORDS: Final = re.compile("绩效|自评|评价|整体支出|决算|预算")
_UNIT_END: Final = re.compile(
    "(?:局|委员会|委|办公室|办|院|校|学校|中学|小学|幼儿园|中心|所|站|队|馆|会|社|处|部|政府|街道|乡|镇|厅|署|团|联合会|医院|集团|公司|支队|大队|机关|库|台|场|法庭)(?:本级|机关)?$"
)
_SEAL: Final = re.compile(r"[（(](?:盖章|公章|单位公章|加盖公章)(?:[)）]|$)|\s+")
_UNIT_AFTER_YEAR: Final = re.compile(r"20\d\d年?-?度?(?P<unit>[^年度]{2,40}?)(?:部门|单位)?(?:整体支出|绩效|预算)")
_SHORTEST_TITLE: Final = 6
_LONGEST_TITLE: Final = 70
#: How many of the first paragraphs a title, and of the last a signature, may stand in.
_FIRST: Final = 40
_LAST: Final = 6


class Cover(NamedTuple):
    """What a report says about itself.

    Attributes:
        year: None where nothing says.
        used: the paragraphs that say nothing else, by their place in the list.
        left: those lines of labels among them that say something which no place can hold, such as 填报日期：2023年3月.
    """

    title: str
    unit: str
    year: int | None
    texts: tuple[FoundText, ...]
    used: frozenset[int]
    left: tuple[str, ...] = ()


def find_cover(paragraphs: Sequence[Paragraph]) -> Cover:
    """What the paragraphs before the first chapter, and the last of all, say about the report."""
    first = next((at for at, p in enumerate(paragraphs) if _is_chapter(p.text)), len(paragraphs))
    head = paragraphs[: min(first, _FIRST)]
    at_title = _find_title(head)
    title = "".join(paragraphs[at].text.strip() for at in at_title)
    labelled = dict(_labelled(paragraphs, first))
    signed = _find_signature(paragraphs, first)
    units = [text.text for texts in labelled.values() for text in texts if text.path == ("单位",)]
    labels = {at for at in (*labelled, *range(first)) if _is_labels_alone(paragraphs[at].text)}
    used = {*at_title, *labels, *signed}
    if title:
        used |= {at for at, p in enumerate(head) if _is_day(p.text) or (at < at_title.stop and _is_annex_mark(p.text))}
    unit = _unit_in(title) or next(iter(units), "") or _unit_beside(paragraphs, at_title, signed)
    used |= {at for at in range(first) if unit and _SEAL.sub("", paragraphs[at].text) == unit}
    days = [paragraphs[at] for at in sorted(used) if _is_day(paragraphs[at].text)]
    texts = [text for found in labelled.values() for text in found if text.path != ("单位",)]
    texts += _dated(days[-1:])
    titled = _titled(title, unit) if title else _like_titles(head, labelled)
    year = year_of_title(title) or year_said_most(paragraph.text for paragraph in paragraphs)
    left = tuple(paragraphs[at].text for at in sorted(labels - {*labelled}) if _says_value(paragraphs[at].text))
    return Cover(title, unit, year, (*titled, *_each_once(texts)), frozenset(used), left)


def _dated(days: Sequence[Paragraph]) -> Iterator[FoundText]:
    """The day that stands alone at the end, or on the cover."""
    for paragraph in days:
        if day := parse_day(_SEAL.sub("", paragraph.text)):
            yield FoundText(("公开", "报告日期"), day, f"落款 {paragraph.text.strip()}", paragraph.place)


def _each_once(texts: Iterable[FoundText]) -> Iterator[FoundText]:
    """Each place once; what is said otherwise a second time makes it doubted."""
    found: dict[KeyPath, FoundText] = {}
    for text in texts:
        first = found.setdefault(text.path, text)
        if first.text != text.text:
            found[text.path] = replace(first, doubt=f"原文还写了“{text.text}”")
    yield from found.values()


def _is_chapter(text: str) -> bool:
    numbered = parse_number(text)
    return numbered is not None and numbered.rank <= 1 and bool(numbered.words) and "报告" not in text


def _is_annex_mark(text: str) -> bool:
    """附件1 alone, as it stands above the title of a report that is one."""
    numbered = parse_number(text)
    return numbered is not None and numbered.rank == 0 and not numbered.words


def _find_title(head: Sequence[Paragraph]) -> range:
    """The lines that make up the title, which may be broken over several."""
    for end, paragraph in enumerate(head):
        if len(paragraph.text) > _LONGEST_TITLE or not _TITLE_END.search(paragraph.text.strip()):
            continue
        for start in range(end, max(end - 4, -1), -1):
            words = "".join(p.text.strip() for p in head[start : end + 1])
            if not all(_is_title_line(p.text) for p in head[start : end + 1]):
                break
            if _TITLE_WORDS.search(words) and (year_of_title(words) or start == 0):
                return range(start, end + 1)
        if _TITLE_WORDS.search(paragraph.text) and _is_title_line(paragraph.text):
            return range(end, end + 1)
    return range(0)


def _like_titles(head: Sequence[Paragraph], labelled: Mapping[int, object]) -> Iterator[FoundText]:
    """The lines that may be meant as a title where none says that it is a report's."""
    for at, paragraph in enumerate(head):
        text = paragraph.text.strip()
        is_line = at not in labelled and _is_title_line(text) and parse_number(text) is None
        if is_line and len(text) >= _SHORTEST_TITLE and _TITLE_WORDS.search(text):
            yield FoundText(("标题",), text, text, paragraph.place, doubt="像是标题，没有写明是什么报告")


def is_title(text: str) -> bool:
    """Whether a line is the whole title of a report."""
    is_report = _TITLE_WORDS.search(text) is not None and text.endswith("报告") and _is_title_line(text)
    return is_report and year_of_title(text) is not None and parse_number(text) is None


def _is_title_line(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not re.search("[。；：:，]", text) and not _is_day(text)


def _labelled(paragraphs: Sequence[Paragraph], first: int) -> Iterator[tuple[int, list[FoundText]]]:
    """Lines of labels with what they give: before the first chapter and at the end."""
    last = max(first, len(paragraphs) - _LAST)
    for at in (*range(first), *range(last, len(paragraphs))):
        paragraph = paragraphs[at]
        if len(paragraph.text) < 200 and (found := list(_values_in(paragraph))):
            yield at, found


def _values_in(paragraph: Paragraph) -> Iterator[FoundText]:
    for match in _LABEL.finditer(paragraph.text):
        path, value = _LABELS[match["label"]], _SEAL.sub("", match["value"]).strip("（()）")
        if path[-1] in _DAYS:
            day = re.search(DAY, value)
            value = (parse_day(day["day"]) or "") if day else ""
        if value and not _MOBILE.search(value):
            yield FoundText(path, value, paragraph.text, paragraph.place)


def _is_labels_alone(text: str) -> bool:
    """Whether nothing but labels with their values stands in a line, all of them kept elsewhere."""
    rest = _MEASURE.sub("", _LABEL.sub("", text))
    is_label = _LABEL.search(text) is not None and not _MOBILE.search(text)
    return is_label and not re.search(r"[^\s（()）|，,；;。]", rest)


def _says_value(text: str) -> bool:
    """Whether one of the labels in a line has anything behind it but the blanks of a day."""
    return any(re.search(r"[^\s年月日（()）_]", match["value"]) for match in _LABEL.finditer(text))


def _is_day(text: str) -> bool:
    return re.fullmatch(rf"[（(]?\s*{DAY}\s*[)）]?", text.strip()) is not None


def _find_signature(paragraphs: Sequence[Paragraph], first: int) -> set[int]:
    """The day at the end, and the name above it."""
    start = max(first, len(paragraphs) - _LAST)
    for at in range(len(paragraphs) - 1, start - 1, -1):
        if _is_day(paragraphs[at].text):
            before = _SEAL.sub("", paragraphs[at - 1].text) if at - 1 >= start else ""
            is_name = 0 < len(before) <= 30 and _UNIT_END.search(before) and not parse_number(before)
            return {at - 1, at} if is_name and not re.search("[，。；：]", before) else {at}
    return set()


def _unit_in(title: str) -> str:
    """某区财政局 in 某区财政局2023年度部门整体支出绩效自评报告."""
    words = re.sub(r"\s", "", title)
    before = re.split(r"(?:关于)?20\d\d", words)[0].removesuffix("关于")
    after = _UNIT_AFTER_YEAR.search(words)
    names = (before, after["unit"] if after else "")
    return next((name for name in names if 3 < len(name) <= 40 and _UNIT_END.search(name)), "")


def _unit_beside(paragraphs: Sequence[Paragraph], title: range, signed: set[int]) -> str:
    """A line that is a name alone, just above or below the title or above the day."""
    beside = [at for at in (title.start - 1, title.stop) if title and 0 <= at < len(paragraphs)]
    for at in (*sorted(signed), *beside):
        name = _SEAL.sub("", paragraphs[at].text)
        if 3 < len(name) <= 30 and _UNIT_END.search(name) and not re.search("[，。；：:]", name) and not _is_day(name):
            return name
    return ""


def _titled(title: str, unit: str) -> Iterator[FoundText]:
    """The title, and the kind of document that it names."""
    if title:
        yield FoundText(("标题",), title, title)
        kind = re.sub(r"^(?:关于)?(?:20\d\d\s*年?-?度?)?(?:关于)?", "", title.replace(unit, "", 1).strip())
        if kind and _TITLE_END.search(kind):
            yield FoundText(("文种",), kind, title)
