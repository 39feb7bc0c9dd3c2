"""Words that say how much of a budget was done, of last year's figure, or by how much a budget was adjusted."""

from __future__ import annotations

import re
from typing import Final

from .base_words import budget_of
from .columns import SPENDING
from .numbers import parse_amount
from .paragraph import Paragraph
from .statement import Kind
from .topic import Topic
from .words import Word

_FAR: Final = 40
_OVERALL: Final = re.compile("总体|整体|综合|合计|平均|总")
#: 支出138.52万元，超预算8.52万元，完成106.55%.
_BEFORE_DONE: Final = frozenset({Kind.VALUE, Kind.CHANGE})
_CLAUSES: Final = re.compile("[。；\n]")


def completion(r: Paragraph, word: Word, gap: str) -> None:
    """完成年初预算的; after a cause the line's own figure goes on."""
    r.go_on_about_all()
    if r.is_caused and r.is_muted and r.last == "stop" and not gap and word.match["of"] != "计划":
        r.is_muted = False
    r.of, r.own = "" if r.is_of_other_year else budget_of(word.match["of"]), ""
    if r.of and word.match["budget"] and r.here.subjects and r.is_heard:
        number, slack = parse_amount(word.match["budget"], word.match["budgeted"])
        r.say(word, Kind.VALUE, number, slack=slack, column=r.of, measure=word.match["budgeted"])
        r.here.said[r.of] = number


def ratio(r: Paragraph, word: Word, gap: str) -> None:
    """为上年的87%: of last year's figure, which is a change by the rest."""
    r.go_on_about_all()
    named = word.match["ratio_year"]
    is_last = (not named or int(named) == r.setting.year - 1) and not (r.is_of_other_year or r.is_of_last_year)
    column = r.here.column if r.column in {"", r.era} else r.column
    r.is_ratio = is_last and not column.endswith("budget")
    r.base, r.own, r.way, r.is_direct = "prior_actual" if r.is_ratio else "other", "", 1, True


def rate(r: Paragraph, word: Word, gap: str) -> None:
    """预算执行率; that of all is of no one part, and 完成率 alone may be of works."""
    r.go_on_about_all()
    if r.last == "column" and r.column in {"prior_actual", "other"}:
        r.of = ""  # 上年同期支出进度
        return
    if word.match["bare_"]:
        said = r.here.said
        budget = next((column for column in reversed(said) if column.endswith("budget")), "")
        is_next = bool(r.found) and r.found[-1].kind in _BEFORE_DONE and r.found[-1].end == word.start - 1
        is_told = is_next and "" in said and not r.is_of_other_year and (r.here.is_known or not r.is_divided)
        r.of, r.own = budget if is_told else "", ""
        return
    if _OVERALL.search(gap):
        own = () if "平均" in gap else (*r.home.subjects, *SPENDING)
        r.here = Topic(r.home.subjects if r.home.is_default else own)
    elif not word.match["by"] and word.match.group().startswith("完成"):
        near = _CLAUSES.split(r.text[max(0, word.start - _FAR * 2) : word.start])[-1]
        r.here = r.here if "元" in near else Topic()
    r.of, r.own = "" if r.is_of_other_year else budget_of(word.match["by"] or ""), ""


def adjusting(r: Paragraph, word: Word, gap: str) -> None:
    """预算调整率."""
    r.base, r.own, r.way = "initial_budget", "adjusted_budget", 1
