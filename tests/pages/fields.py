"""Every field of a report with a value of its own, generated from the models; and what a page says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from html import unescape
from typing import Any, get_args, get_origin
from urllib.parse import unquote

from pydantic import ValidationError

from gongkai.load.outlines import built_in
from gongkai.load.record_file import validate
from gongkai.model.archive import Archive, Entry
from gongkai.model.finding import Finding
from gongkai.model.outline import Outline
from gongkai.model.problem import KeyPath
from gongkai.model.record import Record
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules
from gongkai.pages.parts.page import Page
from gongkai.pages.report.report import report_page
from gongkai.render.html import Renderer

EMPTY: dict[str, Any] = {"标题": "报告的标题", "公开": {"状态": "已公开"}}
#: The state is not words on the page: it is why there is a page.
_UNSEEN = {("公开", "状态")}
#: Names of columns, which say nothing without the figures: tests/pages/test_derived.py has them.
_NAMES = "推算"
#: Where own names are taken inside own names too: 其中 of 其中 is the same field everywhere.
_DEEP = {"公用经费", "自评表"}
RENDERER = Renderer()


def fields(kind: type[Record] = Report, path: KeyPath = (), depth: int = 0) -> Iterator[KeyPath]:
    """The keys of every field of a report down to the last; one entry of each list, one own name of each mapping."""
    for name, declared in kind.model_fields.items():
        yield from _below(declared.annotation, (*path, declared.alias or name), depth)


def _below(kind: Any, path: KeyPath, depth: int) -> Iterator[KeyPath]:
    origin, inner = get_origin(kind), get_args(kind)
    if record := next((one for one in inner if isinstance(one, type) and issubclass(one, Record)), None):
        kind = kind if origin in {tuple, dict} else record  # a record that may be absent
    if isinstance(kind, type) and issubclass(kind, Record):
        yield from fields(kind, path, depth)
    elif origin is tuple and path[-1] != _NAMES:
        yield from _below(inner[0], (*path, 0), depth)
    elif origin is dict:
        if depth < (2 if path[0] in _DEEP else 1):
            yield from _below(inner[1], (*path, f"自拟名{'甲乙丙'[depth]}"), depth + 1)
    elif path not in _UNSEEN and path[-1] != _NAMES:
        yield path


def values_of(path: KeyPath, number: int) -> tuple[Any, ...]:
    """Right values for some field, different for every ``number``; the first that the model takes is the one."""
    day = f"20{number % 90 + 10}-{number // 90 % 12 + 1:02}-{number // 1080 % 28 + 1:02}"
    words = f"第{number}号内容"
    texts = (words, day, f"附件/{words}.pdf", "千元", sha256(words.encode()).hexdigest())
    return Decimal(f"{1000 + number}.56"), Decimal(90000 + number), *texts


def report_of(*paths: KeyPath) -> tuple[Report, dict[KeyPath, str]]:
    """A report in which these fields alone are published, and what must stand on its page for each."""
    data: dict[str, Any] = {"标题": EMPTY["标题"], "公开": dict(EMPTY["公开"])}
    said: dict[KeyPath, str] = {}
    for path in paths:
        said[path] = _put(data, path)
    return validate(Report, data), said


NUMBERS: dict[KeyPath, int] = {path: at for at, path in enumerate(fields())}
_TAKEN: dict[KeyPath, Any] = {}


def _put(data: dict[str, Any], path: KeyPath) -> str:
    """Write the field's value into ``data``; returns it as it must be read."""
    for at, key in enumerate(path[:-1]):
        data = _step(data, key, path[at + 1])
    data[path[-1]] = value = _value(path)  # type: ignore[index]
    return str(value)


def _step(data: Any, key: str | int, following: str | int) -> Any:
    if isinstance(key, int):
        return data[key]
    if isinstance(following, int):
        return data.setdefault(key, [dict(_NEEDED.get(key, {}))] if key in _NEEDED else [None])
    return data.setdefault(key, {})


#: What an entry of a list cannot be without.
_NEEDED: dict[str, dict[str, Any]] = {
    "项目": {"名称": "必填的名称"},
    "功能分类": {"名称": "必填的名称"},
    "指标": {"三级指标": "必填的名称"},
    "总体目标": {},
    "项目自评": {"项目": "必填的名称"},
    "其他章节": {"标题": "必填的标题", "内容": "必填的内容"},
    "附件": {"名称": "必填的名称", "文件": "x.pdf"},
    "更正": {"日期": "2024-01-01", "内容": "必填的内容", "原因": "必填的原因"},
    "改动": {"项目": "必填的项目"},
}


def _value(path: KeyPath) -> Any:
    if path not in _TAKEN:
        _TAKEN[path] = next(value for value in values_of(path, NUMBERS[path]) if _is_taken(path, value))
    return _TAKEN[path]


def _is_taken(path: KeyPath, value: Any) -> bool:
    data: dict[str, Any] = {"标题": "题", "公开": dict(EMPTY["公开"])}
    _TAKEN[path] = value
    try:
        _put(data, path)
        validate(Report, data)
    except ValidationError:
        return False
    finally:
        del _TAKEN[path]
    return True


def page_of(report: Report, outline: Outline) -> str:
    """The HTML of the report's page."""
    return RENDERER.render(laid_out(report, outline)).content


def laid_out(report: Report, outline: Outline, findings: tuple[Finding, ...] = ()) -> Page:
    """The report's page before it is rendered."""
    entry = Entry.of("jia", 2023, "data/2023/jia.yml", "0" * 64, report)
    rules = YearRules.model_validate({"提纲": "某提纲"})
    archive = Archive(
        {"jia": Unit.model_validate({"名称": "甲"})}, {2023: rules}, {("jia", 2023): entry}, {"某提纲": outline}
    )
    return report_page(archive, entry, findings)


def words_of(html: str) -> str:
    """What a page says of its own year, and the names of the files it leads to; without commas, days in digits."""
    html = re.sub(r'<section>\s*<h2 id="linian">.*?</section>', "", html, flags=re.DOTALL)
    text = unquote(unescape(re.sub(r"<(?!a )[^>]*>", "\n", html)))
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return re.sub(r"(\d{4})年(\d\d?)月(\d\d?)日", lambda day: f"{day[1]}-{int(day[2]):02}-{int(day[3]):02}", text)


OUTLINES = {**built_in(), "没有提纲": Outline.model_validate({"章节": []})}
