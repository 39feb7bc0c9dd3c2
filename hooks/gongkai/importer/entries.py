"""The words of a chapter of problems or measures → its entries, however they are numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..text.numbers import parse_numeral
from .headings import Block
from .numbering import SENTENCE_NUMBERS
from .plain_words import normal

#: A line that says nothing but that a list follows.
_LEAD_IN: Final = re.compile(
    "(?:存在|的|主要|问题|以下|如下|几个|几点|方面|有|不足|我单位|我局|本单位|单位|部门|目前|还|仍|一些|是|为|在|绩效|工作|中|原因"
    "|分析|改进|措施|建议|下一步|针对|上述|以上|将|采取|今后|拟|从|对|和|及|并|困难|整改|做好|[，、：:。])+"
)
_MEASURE: Final = re.compile(
    r"(?:(?<=[。；;！\n])|^)\s*(?:下一步|拟采取的?)?(?:改进|整改|解决|工作|应对)?(?:措施|办法|建议)(?:和建议|及建议)?[：:]\s*"
)
_FROM_HERE: Final = re.compile("(?:针对(?:上述|以上|存在|这些)|下一步[，、]|今后[，、]|为此[，、])")
_ENDS: Final = "；;"
_NO_NUMBER: Final = re.compile("[^一二三四五六七八九十0-9]")


def entries_of(blocks: Sequence[Block]) -> tuple[str, ...]:
    """One text for each entry; a lead-in that says more than that a list follows goes with the first."""
    lead, groups = _grouped(blocks)
    entries = ["\n\n".join(filter(None, group)) for group in groups]
    if len(groups) == 1 and len(groups[0]) == 1:
        block = blocks[-1]
        entries = _by_sentence_number(block.text if _begins(block.text) else groups[0][0])
    elif not any(block.numbered or block.depth for block in blocks):
        entries = [part for entry in entries for part in (_by_sentence_number(entry) if _begins(entry) else [entry])]
    kept = [text for text in lead if not _LEAD_IN.fullmatch(text)]
    if kept:
        entries[:1] = ["\n\n".join([*kept, *entries[:1]])]
    return tuple(entry for entry in entries if entry)


def _begins(text: str) -> bool:
    """Whether a paragraph begins with the first of the numbers within it: 一是……；二是……"""
    return any(marks and not marks[0].start() for way in SENTENCE_NUMBERS if (marks := _counting(way, text)))


def _grouped(blocks: Sequence[Block]) -> tuple[list[str], list[list[str]]]:
    """The paragraphs before the first number, and those of each entry."""
    first = next((block.numbered.rank for block in blocks if block.numbered), -1)
    if first < 0 and not any(block.depth == 1 for block in blocks):
        texts = [block.text for block in blocks]
        has_lead = len(texts) > 1 and _LEAD_IN.fullmatch(texts[0])
        return (texts[:1], [[text] for text in texts[1:]]) if has_lead else ([], [[text] for text in texts])
    lead: list[str] = []
    groups: list[list[str]] = []
    for block in blocks:
        if block.numbered.rank <= first if block.numbered else block.depth == 1:
            groups.append([block.words])
        elif groups:
            groups[-1].append(block.text)
        else:
            lead.append(block.text)
    return lead, groups


def _by_sentence_number(text: str) -> list[str]:
    """一是…；二是…, or （一）…（二）…: each for itself, what stands before the first with it."""
    marks = next((found for way in SENTENCE_NUMBERS if (found := _counting(way, text))), [])
    if not marks:
        return [text]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    parts = [_ended(text[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]
    before = text[: marks[0].start()].strip()
    if before and not _LEAD_IN.fullmatch(before):
        parts[0] = f"{before}\n\n{parts[0]}"
    return parts


def _counting(way: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """The numbers of one way, where they count from one up."""
    marks = list(way.finditer(text))
    numbers = [_NO_NUMBER.sub("", normal(mark["number"])) for mark in marks]
    is_counting = [parse_numeral(number) for number in numbers] == list(range(1, len(marks) + 1))
    return marks if len(marks) > 1 and is_counting else []


def _ended(text: str) -> str:
    """A part of a sentence as an entry of its own."""
    text = text.strip()
    return f"{text[:-1]}。" if text[-1:] in _ENDS else text


def divided(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The problems and the measures of a chapter that holds both; no measures where nothing parts them."""
    problems: list[Block] = []
    measures: list[Block] = []
    for at, block in enumerate(blocks):
        if problems and _FROM_HERE.match(block.words):
            return problems, [*measures, *blocks[at:]]
        match = _MEASURE.search(block.words)
        if match is None:
            problems.append(block)
            continue
        before, after = block.words[: match.start()].strip(), block.words[match.end() :].strip()
        if before:
            problems.append(block._replace(words=before, text=before))
        if after:
            measures.append(block._replace(words=after, text=after))
        elif not before:
            return problems, [*measures, *blocks[at + 1 :]]
    return problems, measures
