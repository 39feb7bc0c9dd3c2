"""One report's data file → its entry and problems: what must hold inside it before its figures can be believed."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from ..model.archive import Entry
from ..model.disclosure import Attachment, State
from ..model.empty_words import fault_of_words, is_scanty
from ..model.kind import kind_of
from ..model.problem import KeyPath, Level, Problem
from ..model.report import Report
from ..model.text import folded
from .asked import asked_places, find_asked, find_asked_apart
from .attachment_content import fault_of_content
from .corrections import check_corrections
from .dates import check_days, day_of
from .outsized import wrong_measures
from .record_file import parse_record
from .source import one_line, read_source
from .texts import check_texts
from .withdrawn import check_withdrawn
from .yaml_text import Document

#: Bytes of one attachment.
MAX_ATTACHMENT: Final = 20 * 1024 * 1024
#: What Windows refuses in a name; elsewhere the file can be kept, published and opened.
_REFUSED: Final = re.compile(r'[<>"|?*]')
_FULL_SCORE: Final = 100
#: What must be mended before a report is published, and leaves its figures as they are: attachments, answers, entries.
_BESIDE_FIGURES: Final = frozenset({"R05", "S16", "S24", "S28", "S29"})
#: Code, message and cure.
_Wrong = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """One data file read: its entry and its problems."""

    entry: Entry
    problems: tuple[Problem, ...]


def read_entry(root: Path, file: str, unit_id: str, year: int, today: date | None = None) -> ReadEntry:
    """Read one report; pure but for reading, so that files can be read in any order and process."""
    today = today or day_of(None)
    source = read_source(root / file, file)
    if source.text is None:
        return ReadEntry(Entry.of(unit_id, year, file, source.digest, None), source.problems)
    report, document = parse_record(source.text, file, Report)
    problems = [*source.problems, *document.problems]
    if report is not None:
        problems += check_file(report, document)
        problems += check_days(document, Report, today)
        published_on = report.disclosure.published_on
        problems += check_corrections(report.corrections, document, ("更正",), published_on)
        problems += check_texts(source.text, document)
        asked = asked_places(document)
        problems += find_blanks(report, document, asked)
        problems += find_asked(document, asked)
        problems += find_asked_apart(document)
        problems += check_attachments(root, file, report.attachments, document)
    wrong = {problem.code for problem in problems if problem.level is Level.ERROR}
    entry = Entry.of(unit_id, year, file, source.digest, None if wrong else report)
    if wrong <= _BESIDE_FIGURES:
        entry = replace(entry, withheld=report if wrong else None)
    return ReadEntry(entry, tuple(problems))


def check_file(report: Report, document: Document) -> Iterator[Problem]:
    """What must hold inside one readable report: units of money, totals, reasons, words of its own."""
    yield from _other_kind(report, document)
    yield from wrong_measures(report, document)
    yield from _incomplete(report, document)
    yield from _empty_answers(report, document)
    score = report.evaluation.score
    if score is not None and score > _FULL_SCORE:
        message, cure = f"自评得分 {score:f} 超过 {_FULL_SCORE} 分", "核对小数点；有加分的，在综述里写明"
        yield document.problem(("绩效", "自评得分"), Level.WARNING, "S23", message, cure, "自评得分: 94")
    if report.disclosure.state is State.EXEMPT and (fault := fault_of_words(report.disclosure.reason or "")):
        is_written = bool(report.disclosure.reason)
        message = f"“依法不公开”的理由{fault}" if is_written else "“依法不公开”没有写理由"
        cure = f"在“公开”下面{'把“理由”改成' if is_written else '写“理由”，写明'}法律条款"
        example = "公开: {状态: 依法不公开, 理由: 涉及国家秘密（预算法第十四条）}"
        yield document.problem(("公开", "状态"), Level.ERROR, "S18", message, cure, example)
    if report.disclosure.state is State.WITHDRAWN:
        yield from check_withdrawn(report, document)


def _empty_answers(report: Report, document: Document) -> Iterator[Problem]:
    """An answer that says nothing would settle a question, and readers would find it on the page."""
    for code, answer in report.answers.items():
        told = answer.replace(code, "")
        fault = fault_of_words(answer) or fault_of_words(told)
        if fault or is_scanty(told):
            level = Level.ERROR if fault else Level.HINT
            message = f"校核说明 {code} {fault}" if fault else f"校核说明 {code} 只写了“{one_line(answer)}”，没有写原因"
            cure = "写明核对的结果和原因；还没有核对的，删去这一条" if fault else "知道原因的写上；没有要补充的可以不改"
            example = f"校核说明: {{{code}: 公开时漏列一项，总数无误}}"
            yield document.problem(("校核说明", code), level, "S24", message, cure, example)


def _other_kind(report: Report, document: Document) -> Iterator[Problem]:
    """A 预算 or 决算 is another document (design: kinds)."""
    found = kind_of((report.kind, report.title))
    if found.is_accepted:
        return
    key = "标题" if kind_of((report.kind,)).is_accepted else "文种"
    name = one_line(report.kind if key == "文种" else report.title, 40)
    message = f"“{key}”写的是“{name}”，这是{found.name}，不是绩效评价、自评报告"
    cure = "换成本年度的绩效评价或自评报告；这一份就是的，标题照报告原文写全，“文种”也照原文写，原文没有的删去"
    example = {"标题": "标题: 2020年度部门整体支出绩效自评报告", "文种": "文种: 部门整体支出绩效自评报告"}[key]
    yield document.problem((key,), Level.ERROR, "S27", message, cure, example)


def _incomplete(report: Report, document: Document) -> Iterator[Problem]:
    """A report that is public says at least what came in and what was spent (domain F).

    The form from 2022 on has both in 年度资金总额 of the 自评表, and a budget has 年初预算 alone.
    """
    finance, funds = report.finance, report.self_evaluation.funds
    totals = (finance.total_income, finance.total_expenditure, finance.income, finance.expenditure, funds.annual_funds)
    if report.disclosure.state is State.PUBLISHED and not finance.note and not any(t.is_stated for t in totals):
        message, cure = (
            "报告已公开，收入总计和支出总计都没有写",
            "填上这两个数；确实没有公开的，在“收支”的“说明”里写明理由",
        )
        example = "收支: {收入总计: 971.21, 支出总计: 971.21}"
        yield document.problem(("收支",), Level.WARNING, "S22", message, cure, example)


def find_blanks(report: Report, document: Document, asked: Container[KeyPath] = ()) -> Iterator[Problem]:
    """One 建议 that counts the blanks under each top-level key, but for what is asked; the clerk decides on them."""
    if report.disclosure.state is not State.DRAFT or not isinstance(document.value, dict):
        return
    found = {key: blank_paths(value, (key,)) for key, value in document.value.items()}
    blanks = {key: [path for path in paths if path not in asked] for key, paths in found.items()}
    open_keys = {key: paths for key, paths in blanks.items() if paths}
    if open_keys:
        named = "、".join(key if paths == [(key,)] else f"{key}（{len(paths)} 处）" for key, paths in open_keys.items())
        path = next(iter(open_keys.values()))[0]
        message = f"还有 {sum(map(len, open_keys.values()))} 处没有填：{named}"
        yield document.problem(path, Level.HINT, "S21", message, "把 null 换成数字或文字；确实不公开的保留 null")


def blank_paths(value: Any, path: KeyPath) -> Iterator[KeyPath]:
    """The places in ``value``, which stands at ``path``, at which nothing is written but that there is nothing."""
    if value is None or value in ([], {}):
        yield path
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from blank_paths(part, (*path, key))


def check_attachments(
    root: Path, file: str, attachments: tuple[Attachment, ...], document: Document
) -> Iterator[Problem]:
    """Whether each can be published, and whether all can stand beside each other."""
    home = (root / file).parent
    taken: dict[str, str] = {}
    for at, attachment in enumerate(attachments):
        place = document.place(("附件", at, "文件"))
        found = _clash(attachment.file, taken) or _fault(home / attachment.file, attachment.file, home)
        if found:
            yield Problem(place, Level.ERROR, *found)
        elif mark := _REFUSED.search(attachment.file):
            message = f"附件“{one_line(attachment.file)}”的文件名里有“{mark[0]}”，在 Windows 电脑上存不了、打不开"
            yield Problem(place, Level.WARNING, "S16", message, "改掉文件名里的这个符号，这里跟着改")


def _clash(path: str, taken: dict[str, str]) -> _Wrong | None:
    """A file that would take the place of another, on one file system or the other."""
    steps = path.split("/")
    ways = ["/".join(map(folded, steps[: at + 1])) for at in range(len(steps))]
    for at, way in enumerate(ways):
        other = taken.setdefault(way, path if at + 1 == len(steps) else f"{'/'.join(steps[: at + 1])}/")
        if other.endswith("/") != (at + 1 < len(steps)):
            words = f"附件“{one_line(path)}”与“{one_line(other)}”，一个是文件，一个是同名的文件夹"
            return "S16", words, "改掉其中一个的名称"
        if at + 1 == len(steps) and other != path:
            words = f"附件“{one_line(path)}”与“{one_line(other)}”的名称只差大小写、全角半角或字形，发布以后会互相覆盖"
            return "S16", words, "改掉其中一个的文件名；是同一份文件的，两处照一样写"
    return None


def _fault(path: Path, name: str, home: Path) -> _Wrong | None:
    """Why the file cannot be published."""
    way = path.relative_to(home).parts
    if any(os.path.islink(home.joinpath(*way[: at + 1])) for at in range(len(way))):
        return "S16", f"附件“{one_line(name)}”是链接，指到别处", "提交文件本身"
    if not os.path.isfile(path):
        near = _file_like(path)
        cure = f"文件夹里的是“{one_line(near)}”：两处改成一样" if near else "把文件放进去，或者改正文件名"
        return "R05", f"附件“{one_line(name)}”不在本年度的文件夹里", cure
    if path.stat().st_size > MAX_ATTACHMENT:
        return "S16", f"附件“{one_line(name)}”超过 20 MB", "压缩或拆分后再放"
    if fault := fault_of_content(path):
        return "S16", f"附件“{one_line(name)}”{fault[0]}", fault[1]
    return None


def _file_like(path: Path) -> str:
    """The file in the same folder whose name differs only in case, width or form; "" without one."""
    try:
        return next((other.name for other in path.parent.iterdir() if folded(other.name) == folded(path.name)), "")
    except (OSError, ValueError):
        return ""
