"""文种: which documents a data file may hold. One place for all: names, words of addresses, and how they are told.

Today a unit has one document for a year, the evaluation; its 预算, 决算 and 项目自评 will stand beside it, each at an
address of its own. Until then a 预算 or 决算 given as the evaluation is refused, and only where its name is certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document.

    Attributes:
        name: what it is called in short, 预算.
        addresses: words of addresses that are kept free for it.
        is_accepted: whether a data file may hold one.
        names: what its title or 文种 ends in, read without blanks and quotation marks; None where it is never told so.
    """

    name: str
    addresses: tuple[str, ...]
    is_accepted: bool
    names: re.Pattern[str] | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """What nothing else may be called beside a report: its name and the words of its addresses."""
        return (self.name, *self.addresses) if self.addresses else ()


#: What may follow 预算 or 决算 in the name of the document that is one: 部门决算公开情况说明, 预算编制说明, 预算公开表.
_FORMS: Final = (
    "草案|文本|报表|总表|表格?|批复|信息|情况|基本|相关|有关|公开|编制|编报|及|和|与|等|的|其他|“?三公”?经费|绩效目标|"
    "财政拨款|收支|说明书?|报告书?|目录"
)


def _named(word: str) -> re.Pattern[str]:
    return re.compile(rf"{word}(?:{_FORMS})*$")


EVALUATION: Final = DocumentKind("绩效评价", (), is_accepted=True)
FINAL_ACCOUNTS: Final = DocumentKind("决算", ("juesuan", "final-accounts"), is_accepted=False, names=_named("决算"))
BUDGET: Final = DocumentKind("预算", ("yusuan", "budget"), is_accepted=False, names=_named("预算"))
PROJECT_EVALUATION: Final = DocumentKind(
    "项目自评", ("xiangmu-ziping", "xiangmu-zipingjia", "project-evaluation"), is_accepted=True
)
KINDS: Final = (EVALUATION, FINAL_ACCOUNTS, BUDGET, PROJECT_EVALUATION)

#: An evaluation says that it is one, or what it is about; 绩效目标 is a part of a budget.
_EVALUATES: Final = re.compile("绩效(?!目标)|自评|评价|考评|评估|评审|整体支出")
_SIGNS: Final = re.compile(r"[\s《》〈〉“”\"'‘’、，。·：:—\-]")
#: （2024年）, （盖章）, 2024, 2024年度 behind the name; and 预决算, which is both.
_BEHIND: Final = re.compile(r"(?:[（(〔\[][^（(〔\[）)〕\]]*[）)〕\]]|(?:19|20)\d\d年?度?)$")


def kind_of(names: Iterable[str | None]) -> DocumentKind:
    """What a document is by its names (文种, 标题); the first that says anything decides."""
    for name in names:
        words = _SIGNS.sub("", name or "")
        if _EVALUATES.search(words):
            return EVALUATION
        while (cut := _BEHIND.sub("", words)) != words:
            words = cut
        for kind in KINDS:
            if kind.names and kind.names.search(words):
                return kind
    return EVALUATION
