"""更正 and 变更: the public record of what was changed after publication, value by value."""

from __future__ import annotations

from .record import Record, field, required
from .text import Checksum, Day, Line, Prose, Written


class ChangedValue(Record):
    """改动: one value as it was published and as it is now; ``gongkai correct`` writes it, people explain it."""

    item: Line = required("项目", "改的是哪一项，各级名称之间写 /", example="三公经费/其中/公务接待费/决算")
    before: Written | None = field("原来", "原来公开的；原来没有公开的写 null", example="3.20")
    after: Written | None = field("现在", "现在公开的；不再公开的写 null", example="3.02")


class Correction(Record):
    """更正: one public entry for each change of a report after publication."""

    corrected_on: Day = required("日期", "更正日期", example="2021-09-01")
    what: Prose = required("内容", "改了什么，写明原数和新数", example="公务接待费由3.20万元更正为3.02万元")
    why: Prose = required("原因", "为什么改", example="录入时数字颠倒")
    before_digest: Checksum | None = field(
        "原校验值",
        "改动以前公开的数据校验值（报告页“数据来源”里的 64 位），由 gongkai correct 写出",
        example="e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    )
    changed: tuple[ChangedValue, ...] = field("改动", "改了的每一个值，由 gongkai correct 写出", default_factory=tuple)


class Amendment(Correction):
    """变更: one public entry for each change of the register, of a year's rules, of an outline or of names."""
