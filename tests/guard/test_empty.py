"""What is written without a value passes where it shows nothing: page and findings are the same to the letter."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any, Final

import pytest
from pydantic import ValidationError
from tests.guard.test_every_field import REPORT, compared, text_of
from tests.pages.fields import NUMBERS, OUTLINES, page_of

from gongkai.check import check_archive
from gongkai.guard.reports import compare_reports
from gongkai.load.record_file import validate
from gongkai.model.archive import Archive, Entry
from gongkai.model.finding import Finding
from gongkai.model.outline import Outline
from gongkai.model.problem import KeyPath
from gongkai.model.report import Report
from gongkai.model.unit import Unit
from gongkai.model.year import YearRules

#: A report with little in it, and one with figures that do not add up and a text, beside every empty key.
SPARSE: Final[dict[str, Any]] = {"标题": "报告的标题", "公开": {"状态": "已公开"}}
BUSY: Final[dict[str, Any]] = {
    **SPARSE,
    "引言": "支出总计120万元，其中项目支出30万元，公用经费12万元。",
    "收支": {"收入总计": {"决算": 100}, "支出总计": {"年初预算": 80, "决算": 120}, "基本支出": {"决算": 70}},
    "三公经费": {"决算": 3, "其中": {"公务接待费": {"决算": 2}}},
    "绩效": {"自评得分": 94},
}
#: What can be written for nothing.
NOTHING: Final[tuple[Any, ...]] = (None, {}, [], "")
#: The lines of a page that hold checksums.
_DIGESTS: Final = re.compile(r'<p class="gk-digest">.*?</p>', re.DOTALL)


def places() -> list[KeyPath]:
    """Every key of the form that is in no row of a list and below no name of the unit's own."""
    prefixes = (path[:length] for path in NUMBERS for length in range(1, len(path) + 1))
    own = (path for path in prefixes if not any(isinstance(key, int) or key.startswith("自拟名") for key in path))
    return [path for path in dict.fromkeys(own) if path[0] not in {"标题", "更正"} and path != ("公开", "状态")]


def emptied(base: dict[str, Any], path: KeyPath) -> Iterator[dict[str, Any]]:
    """A report with nothing at ``path``, written in every way that the form takes."""
    for nothing in NOTHING:
        data = copy.deepcopy(base)
        holder: Any = data
        for key in path[:-1]:
            holder = holder.setdefault(key, {})
        if not isinstance(holder, dict) or path[-1] in holder:
            return
        holder[path[-1]] = nothing
        try:
            validate(Report, data)
        except ValidationError:
            continue
        yield data


def seen(data: dict[str, Any], outline: Outline) -> tuple[str, tuple[Finding, ...]]:
    """The page without its checksums, and what is found."""
    report = validate(Report, data)
    entry = Entry.of("jia", 2023, "data/2023/jia.yml", "0" * 64, report)
    rules = YearRules.model_validate({"提纲": "某提纲"})
    units = {"jia": Unit.model_validate({"名称": "甲"})}
    archive = Archive(units, {2023: rules}, {("jia", 2023): entry}, {"某提纲": outline})
    return _DIGESTS.sub("", page_of(report, outline)), check_archive(archive)["jia", 2023]


@pytest.mark.parametrize("base", [SPARSE, pytest.param(BUSY, marks=pytest.mark.trial)], ids=["sparse", "busy"])
@pytest.mark.parametrize("top", sorted({path[0] for path in places()}, key=str))
def test_what_is_written_without_a_value_is_refused_where_it_can_be_seen(base: dict[str, Any], top: str) -> None:
    """增减 is there or not, and puts its line into a table that had none; no other empty key shows anywhere."""
    pages = {name: seen(base, outline) for name, outline in OUTLINES.items()}
    tried = 0
    for path in (path for path in places() if path[0] == top):
        for data in emptied(base, path):
            is_there = '"增减": {' in text_of(data)
            for before, after in ((base, data), (data, base)):
                found = compared(compare_reports, {REPORT: text_of(before)}, {REPORT: text_of(after)})
                assert bool(found.problems) == is_there, (path, text_of(data), [*map(str, found.problems)])
            if not is_there:
                assert {name: seen(data, outline) for name, outline in OUTLINES.items()} == pages, text_of(data)
            tried += 1
    assert tried or isinstance(base.get(top), str)  # a text has no keys
