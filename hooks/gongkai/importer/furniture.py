"""Lines that are no words of the report: its contents, page numbers, the catalogue box of a web page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from .document import Grid, Paragraph
from .numbering import parse_number

_CONTENTS_LINE: Final = re.compile(
    r"PAGEREF|_Toc\d|HYPERLINK|[.．。…·﹒⋯\-_]{4,}\s*\d{1,3}$|[….·⋯]{2,}\s*\d{1,3}$|\t+\d{1,3}$"
)
_CONTENTS: Final = re.compile(r"目\s*[录次]")
_PAGE: Final = re.compile(
    r"[-—–－·\s]*(?:第\s*)?(?:\d{1,3}|[IVXivx]{1,5})\s*页?(?:[,，/／共\s]*\d{1,3}\s*页?)?[-—–－·\s]*"
)
#: The number of a page in a line with other words.
_PAGE_IN: Final = re.compile(r"\s|第\d{1,3}页(?:[,，/]?共\d{1,3}页)?|[-—]\s*\d{1,3}\s*[-—]")
_BUTTONS: Final = re.compile(
    r"(?:[【\[]?\s*(?:打印(?:本页)?|关闭(?:窗口)?|返回(?:顶部|首页)?|收藏|分享(?:到)?|字号|字体|大|中|小|上一篇|下一篇|相关附件|扫一扫.*)"
    r"\s*[】\]]?[：:|\s]*)+|(?:当前位置|您(?:当前|现在)?的?位置|首页)\s*[：:>＞»].*|(?:浏览|点击|阅读)(?:次数|量|数)?[：:]?\s*\d*次?"
    r"|(?:版权所有|主办单位|承办单位|网站标识码|备案号|.{0,4}ICP备).*|上一[篇条][：:].*|下一[篇条][：:].*"
)
_MEASURE: Final = re.compile(r"[（(]?\s*(?:金额)?单位[：:]\s*(?:人民币)?[亿万千]?元\s*[)）]?")
_NUMBER_ALONE: Final = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）][、.]?|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．]"
)
_LONGEST_CONTENTS: Final = 80
#: Longer contents are none.
_MOST_CONTENTS: Final = 80
_LAST_PAGE: Final = re.compile(r"[\s.．…·⋯]*\d{1,3}$")


def is_furniture(text: str) -> bool:
    """Whether a line is a page number, a button, or the measure of a table."""
    return any(pattern.fullmatch(text.strip()) for pattern in (_PAGE, _BUTTONS, _MEASURE))


def is_page_number(text: str) -> bool:
    """Whether a line is the number of its page: - 3 -, 第3页 共9页, iv."""
    return _PAGE.fullmatch(text) is not None


def running_head(text: str) -> str:
    """A line as it stands on every page: without blanks and the number of the page."""
    return _PAGE_IN.sub("", text)


def without_contents(blocks: Sequence[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    """The blocks but for lines of contents that stand together, two or more, and the word 目录 above them."""
    marks = [_is_contents(block) for block in blocks]
    for at, block in enumerate(blocks):
        beside = marks[max(at - 1, 0) : at] + marks[at + 1 : at + 2]
        is_heading = isinstance(block, Paragraph) and _CONTENTS.fullmatch(block.text) is not None
        if not (marks[at] and any(beside)) and not (is_heading and marks[at + 1 : at + 2] == [True]):
            yield block


def _is_contents(block: Paragraph | Grid) -> bool:
    is_short = isinstance(block, Paragraph) and len(block.text) <= _LONGEST_CONTENTS
    return is_short and isinstance(block, Paragraph) and _CONTENTS_LINE.search(block.text) is not None


def with_numbers_joined(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs; a number that stands alone in a line is that of the next: “1.” above its words."""
    number = ""
    for paragraph in paragraphs:
        if number:
            paragraph = replace(paragraph, text=f"{number}{paragraph.text}")
        number = paragraph.text.strip() if _NUMBER_ALONE.fullmatch(paragraph.text.strip()) else ""
        if not number:
            yield paragraph
    if number:
        yield Paragraph(number)


def without_furniture(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs that are words of the report."""
    listed = [paragraph for paragraph in paragraphs if paragraph.text.strip() and not is_furniture(paragraph.text)]
    contents = _find_contents(listed)
    for at, paragraph in enumerate(listed):
        if at not in contents and not _CONTENTS_LINE.search(paragraph.text):
            yield paragraph


def _find_contents(paragraphs: list[Paragraph]) -> set[int]:
    """目录 and the lines below it, up to where the first of them stands again as a heading."""
    found: set[int] = set()
    for at, paragraph in enumerate(paragraphs):
        if _CONTENTS.fullmatch(paragraph.text.strip()):
            later = [_bare(other.text) for other in paragraphs[at + 1 :]]
            found |= set(range(at, at + 1 + _contents_below(later)))
    return found


def _contents_below(lines: list[str]) -> int:
    """How many of the lines are contents: all before the first comes again, or else those that do come again."""
    again = lines.index(lines[0], 1) if lines and lines[0] in lines[1:] else 0
    if 0 < again <= _MOST_CONTENTS and not any("。" in line for line in lines[:again]):
        return again
    return next((n for n, words in enumerate(lines) if words not in lines[n + 1 :]), len(lines))


def _bare(text: str) -> str:
    """A heading without blanks and the number of its page."""
    words = re.sub(r"\s", "", text if parse_number(text) is None else _LAST_PAGE.sub("", text))
    return _LAST_PAGE.sub("", words) or words
