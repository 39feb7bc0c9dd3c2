"""Which documents are made: unit, year, layout, kind of file, damages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tests.importer.corpus.facts import Facts
from tests.importer.corpus.layouts import LABELS, LAYOUTS, NUMBERS, Layout
from tests.importer.corpus.odd_tables import odd_tables
from tests.importer.corpus.rendering import Rendering

#: Units of the documents that state figures of something else alone.
OTHERS: Final = (
    "jiaoyu-benji",
    "diyi-zhongxue",
    "weijian",
    "jiedao",
    "renda",
    "minzheng",
    "wenhua",
    "lvyou",
    "jiaoyu",
    "tuanwei",
)

#: Units of the documents with an odd table.
ODD: Final = ("jiaoyu-benji", "diyi-zhongxue", "minzheng-benji", "tushuguan", "wenlv")
_BEFORE_2021: Final = {"minzheng-benji": "minzheng", "wenlv": "wenhua"}


@dataclass(frozen=True, slots=True)
class Case:
    """One document to make; ``other`` says what else is wrong with it."""

    unit: str
    year: int
    layout: Layout
    kind: str
    numbers: str = "无"
    labels: str = "无"
    other: str = ""

    @property
    def name(self) -> str:
        """How it is told of."""
        harm = "、".join(word for word in (self.numbers, self.labels, self.other) if word not in ("无", ""))
        return f"{self.layout.name} {self.kind} {harm or '完好'}（{self.unit.removeprefix('yanshi-')} {self.year}）"


def _odd_unit(number: int) -> str:
    unit = ODD[number % 5]
    return f"yanshi-{unit if number < 15 else _BEFORE_2021.get(unit, unit)}"


def cases() -> list[Case]:
    """Forty documents: each layout four times, each with another kind of file and another damage."""
    units = ("renda", "caizheng", "jiaoyu", "weijian", "jiaotong", "nongye", "shirong", "jiedao", "shichang", "tuanwei")
    kinds = ("docx", "html", "txt", "pdf", "doc")
    numbers, labels = list(NUMBERS), list(LABELS)
    others = ("", "前后矛盾", "表用元", "", "缺章", "文用元", "前后矛盾")
    made = []
    for index in range(40):
        layout, turn = LAYOUTS[index % 10], index // 10
        year = (2022, 2020, 2023, 2021)[turn] if layout.name != "得分表" else 2019 if turn % 2 else 2018
        kind = "html" if layout.is_page else kinds[(index + turn) % 5]
        if kind == "txt" and layout.tables in (("指标表",), ("项目表",), ("决算表",)):
            kind = "docx"
        number = numbers[index % 6] if turn and labels[(index + turn) % 7] != "年变横线" else "无"
        made.append(
            Case(
                f"yanshi-{units[(index + 3 * turn) % 10]}",
                year,
                layout,
                kind,
                number,
                labels[(index + turn) % 7] if turn else "无",
                others[(index + turn) % 7] if turn else "",
            )
        )
    plain = Layout("没有表")
    odd = [one[0] for one in odd_tables(Rendering(Facts(), 2022))]
    return (
        made
        + [
            Case(
                _odd_unit(number),
                2023 - number // 5,
                plain,
                ("docx", "html")[number % 2],
                other=f"怪表{name}",
            )
            for number, name in enumerate(odd)
        ]
        + [
            Case(f"yanshi-{unit}", 2018 if number < 10 else 2019, plain, "docx", other="只有别处")
            for number, unit in enumerate(OTHERS + OTHERS)
        ]
    )
