"""Counts and grades that texts write in few ways, against the figures: part of D28."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ..model.finding import Finding, fails, holds
from ..model.problem import KeyPath
from ..model.report import Report
from ..text.numbers import parse_numeral
from ..text.sentence import Sentence, names_other_year
from .context import CheckContext

#: Whose count it is not.
_NOT_OWN: Final = re.compile("上年|去年|财政局|复核|复评|抽[查评取]|第三方|局属|所属")
_BODIES: Final = "机构|科室|股室|处室|部门"
TEXT_CURE: Final = "对照报表核对文字里的数和表里的数，哪一处录错改哪一处；口径不同的，在文字里写明口径"


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A figure other than money: its keys in the file, and how texts write it.

    Of ``word`` a sentence has a match that writes it; most have none and are done.
    """

    label: str
    measure: str
    path: KeyPath
    find: Callable[[Report], Decimal | int | str | None]
    word: re.Pattern[str]
    pattern: re.Pattern[str]


_QUANTITIES: Final = tuple(
    _Quantity(label, measure, path, find, re.compile(word), re.compile(pattern))
    for label, measure, path, find, word, pattern in (
        (
            "自评等级", "", ("绩效", "自评等级"), lambda r: r.evaluation.grade, "等级",
            r"(?:自评|评价|分)[^。；]{0,4}等级(?:为|是|：)[“\"「]?(?P<count>优秀?|良好?|中等?|差|合格|不合格)(?!\w)",
        ),
        (
            "内设机构", "个", ("人员", "内设机构"), lambda r: r.people.internal_bodies, "内设",
            rf"内设[^。；]{{0,400}}?(?<![至到—-])(?P<count>\d+|[一二三四五六七八九十两]{{1,3}})个(?:内设)?(?:职能)?(?:{_BODIES})",
        ),
        (
            "内设机构", "个", ("人员", "内设机构"), lambda r: r.people.internal_bodies, "个内设",
            r"[设有](?P<count>\d+|[一二三四五六七八九十两]{1,3})个内设(?:职能)?(?:机构|科室|股室|处室)",
        ),
        (
            "内设机构", "个", ("人员", "内设机构"), lambda r: r.people.internal_bodies, "内设",
            rf"内设(?:职能|行政)?(?:{_BODIES})(?:共有?|为|数)?(?P<count>\d+|[一二三四五六七八九十两]{{1,3}})(?:个|家)",
        ),
        (
            "内设机构", "个", ("人员", "内设机构"), lambda r: r.people.internal_bodies, "内设",
            r"(?<![下心站所队场])内设(?!机构|科室|股室|处室)[^。；，\d]{4,300}?(?P<count>\d+)个(?:办公室|室|工作机构)",
        ),
        (
            "内设机构", "个", ("人员", "内设机构"), lambda r: r.people.internal_bodies,
            "设(?<=[关局院校镇乡队办共]设)",
            r"^[^，；]{0,16}?(?:机关|[局院校镇乡队办])(?:共)?设(?!在|置在)[^。；，\d]{6,300}(?:等|共)(?P<count>\d+)个(?:职能|内部|工作)?(?:机构|办公室|科室|股室|处室|委室)",
        ),
        (
            "开展自评的项目数", "个", ("绩效", "管理", "项目数"),
            lambda r: _all_evaluated(r) and r.evaluation.management.project_count,
            "个项目",
            r"对(?P<count>\d+|[一二三四五六七八九十两]{1,3})个项目(?:支出)?(?:全部|全面|均|都)?(?:开展|进行|实施|组织)了?(?:绩效)?自评",
        ),
        (
            "项目自评平均分", "分", ("绩效", "管理", "平均分"), lambda r: r.evaluation.management.average_score, "平均",
            r"个项目[^。；]*[，、]平均(?:自评)?(?:得)?分(?:为|是)?(?P<count>\d+(?:\.\d+)?)分",
        ),
        *(
            (
                f"评为{grade}的项目数", "个", ("绩效", "管理", "等级"),
                lambda r, grade=grade: r.evaluation.management.grade_counts.get(grade), "自评",
                rf"个项目[^。；]*自评[^。；]*?(?P<count>\d+)个(?:项目)?(?:自评|评定|评|等级|结果)?为[“]?{grade}(?![于先])",
            )
            for grade in ("优", "良", "中", "差")
        ),
    )
)  # fmt: skip # two lines a row


def _all_evaluated(report: Report) -> bool | None:
    """Whether all projects under performance management were graded, so that 开展自评 is told of all; None if not."""
    management = report.evaluation.management
    return sum(management.grade_counts.values()) == management.project_count or None


def counts_and_grades(context: CheckContext) -> Iterator[Finding]:
    """Where a sentence tells one, it is the figure's."""
    for quantity in _QUANTITIES:
        value = quantity.find(context.report)
        for sentence in context.sentences.with_match(quantity.word) if value is not None else ():
            match = quantity.pattern.search(sentence.text)
            before = sentence.text[: match.start()] if match else ""
            if match and value is not None and not (names_other_year(before, context.year) or _NOT_OWN.search(before)):
                yield _compare_plain(sentence, quantity, match["count"], value)


def _compare_plain(sentence: Sentence, quantity: _Quantity, written: str, value: Decimal | int | str) -> Finding:
    relation, measure = f"正文的{quantity.label}与数据一致", quantity.measure
    if written[0] == value.strip('“”"')[0] if isinstance(value, str) else number_of(written) == Decimal(value):
        return holds(relation, quantity.path, formula=f"{written}{measure}")
    message = f"文中写{quantity.label} {written}{measure}，数据里是 {value}{measure}"
    return fails(relation, sentence.path, message, TEXT_CURE)


def number_of(text: str) -> Decimal | int | None:
    """The number in digits or as a numeral."""
    return Decimal(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else parse_numeral(text)
