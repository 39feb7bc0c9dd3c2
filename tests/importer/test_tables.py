"""Tables as documents have them, each a picture in a file of cases: what is certain, what is not, what stays words."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.importer.pictures import grid

from gongkai.importer.document import Grid, GridCell, Paragraph, SourceDocument
from gongkai.importer.forms.cells import tidy
from gongkai.importer.forms.tables import find_in_tables, wrong_kind
from gongkai.importer.found import Found
from gongkai.importer.mending import mend

CASES = [
    pytest.param(case, id=case["案例"])
    for file in sorted((Path(__file__).parent / "tables").glob("*.yml"))
    for case in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
]


def document(case: dict[str, Any]) -> SourceDocument:
    """The document of a case: words above, tables one after another, words below."""
    blocks: list[Paragraph | Grid] = [Paragraph(text) for text in case.get("上文", [])]
    pictures = case["表"] if isinstance(case["表"], list) else [case["表"]]
    for picture in pictures:
        blocks += [grid(picture, case.get("表名", ""))] if "|" in picture else [Paragraph(picture)]
    return SourceDocument(case.get("文件", "文件.docx"), "Word", tuple(blocks))


def key(path: tuple[str | int, ...], column: str) -> str:
    """三公经费/其中/公务接待费 决算."""
    return f"{'/'.join(map(str, path))} {column}".strip()


def read(case: dict[str, Any]) -> Found:
    """What is found in the tables of a case."""
    year = case.get("年度")
    return find_in_tables(document(case), year=int(year) if year else None, unit=case.get("单位", ""))


@pytest.mark.parametrize("case", CASES)
def test_a_table_gives_its_figures_and_no_others(case: dict[str, Any]) -> None:
    found = read(case)
    certain = {key(f.path, f.column): f"{f.value:f}" for f in found.figures if not f.doubt}
    unsure = {key(f.path, f.column): f.doubt for f in found.figures if f.doubt}
    assert certain == case.get("数字", {})
    wanted = case.get("待核对", {})
    assert unsure.keys() == wanted.keys()
    assert all(words in unsure[name] for name, words in wanted.items())


@pytest.mark.parametrize("case", CASES)
def test_a_table_gives_its_words_and_loses_none(case: dict[str, Any]) -> None:
    found = read(case)
    texts = {key(text.path, ""): text.text for text in found.texts}
    assert texts == {name: words.rstrip("\n") for name, words in case.get("文字", {}).items()}
    left = "\n".join(words for _, words in found.left)
    assert [words for words in case.get("留下", []) if words not in left] == []
    if "留下" not in case:
        assert left == ""
    assert found.unit == case.get("单位名称", found.unit)


@pytest.mark.parametrize("case", CASES)
def test_every_figure_says_where_it_stands(case: dict[str, Any]) -> None:
    for figure in read(case).figures:
        assert figure.is_table
        assert "第1页" in figure.place
        assert "行" in figure.place
        assert "：" in figure.source or ":" in figure.source


def test_there_are_cases_of_every_form() -> None:
    assert len(CASES) >= 60
    assert len({case.id for case in CASES}) == len(CASES)


def test_a_budget_is_refused_in_words_and_a_report_is_not() -> None:
    table = grid("| 项目 | 预算数 |\n| 基本支出 | 100.00 |", "2023年部门收支预算总表")
    budget = SourceDocument("预算.docx", "Word", (Paragraph("2023年部门预算公开说明"), table))
    assert "不是绩效自评报告" in wrong_kind(budget)
    report = SourceDocument("x.docx", "Word", (Paragraph("2022年度部门整体支出绩效自评报告"), table))
    assert wrong_kind(report) == ""


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("-度资金总额", "年度资金总额"),
        ("上-结转资金", "上年结转资金"),
        ("2023-度自评表", "2023年度自评表"),
        ("-12.5", "-12.5"),
    ],
)
def test_year_that_became_a_dash_is_read(damaged: str, right: str) -> None:
    assert tidy(damaged) == right


#: Between two Chinese letters of a cell; figures and their measures are damaged elsewhere.
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff）])(?=[\u4e00-\u9fff（])")


def with_blanks(document: SourceDocument, blank: str) -> SourceDocument:
    """The same with a blank between all letters of labels and headings, mended as every document is."""
    blocks = []
    for block in document.blocks:
        if isinstance(block, Grid):
            cells = (
                replace(c, text=c.text if re.search(r"\d", c.text) else _BETWEEN.sub(blank, c.text))
                for c in block.cells
            )
            block = replace(block, cells=tuple(cells))
        blocks.append(mend(block))
    return replace(document, blocks=tuple(filter(None, blocks)))


@pytest.mark.parametrize("case", CASES)
def test_blanks_in_labels_and_headings_change_no_figure(case: dict[str, Any]) -> None:
    """合　计, 公务接 待费, （万　元）: words are spaced out to fill their cells."""
    year = case.get("年度")
    plain, *spaced = [
        {key(f.path, f.column): (f.value, bool(f.doubt)) for f in found.figures}
        for blank in ("", " ", "\u3000")
        for found in [
            find_in_tables(
                with_blanks(document(case), blank), year=int(year) if year else None, unit=case.get("单位", "")
            )
        ]
    ]
    assert spaced == [plain, plain]


@pytest.mark.parametrize("name", ["预算执行率", "预算执行", "资金支付进度"])
@pytest.mark.parametrize("columns", [3, 4, 5])
def test_a_merged_row_among_indicators_has_its_words_once(name: str, columns: int) -> None:
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    first = ("产出指标", "数量指标", "会议次数", "8次", "9次", "20", "20")
    merged = [(name, 0, columns), *(("10", at, 1) if at == 5 else ("9.5", at, 1) for at in (5, 6))]
    rows = [*([(words, at, 1) for at, words in enumerate(row)] for row in (heads, first)), merged]
    cells = [GridCell(words, row, at, 1, width) for row, line in enumerate(rows) for words, at, width in line]
    found = find_in_tables(SourceDocument("x.docx", "Word", (Grid(tuple(cells)),)), year=2023)
    texts = {text.path[3:]: text.text for text in found.texts if text.path[:3] == ("自评表", "指标", 1)}
    assert texts == {("三级指标",): name}
    figures = {
        figure.path[3]: str(figure.value) for figure in found.figures if figure.path[:3] == ("自评表", "指标", 1)
    }
    assert figures == {"分值": "10", "得分": "9.5"}


_HEADS = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")


@given(st.lists(st.sampled_from([(1, 1, 1), (1, 2), (2, 1), (3,)]), min_size=1, max_size=6))
def test_a_cell_over_several_levels_has_its_words_once(rows: list[tuple[int, ...]]) -> None:
    cells = [GridCell(words, 0, at) for at, words in enumerate(_HEADS)]
    for row, widths in enumerate(rows, 1):
        starts = [sum(widths[:at]) for at in range(len(widths))]
        cells += [GridCell(f"甲{row}{at}", row, at, 1, width) for at, width in zip(starts, widths, strict=True)]
        cells += [GridCell(words, row, at) for at, words in ((3, "8次"), (4, "9次"), (5, "10"), (6, "9"))]
    found = find_in_tables(SourceDocument("x.docx", "Word", (Grid(tuple(cells)),)), year=2023)
    for row, widths in enumerate(rows, 1):
        texts = {text.path[3]: text.text for text in found.texts if text.path[:3] == ("自评表", "指标", row - 1)}
        assert texts["三级指标"] == f"甲{row}{3 - widths[-1]}"
        levels = {0: "一级指标", 1: "二级指标"}
        told = {levels[at]: f"甲{row}{at}" for at in (0, 1) if at in {0, widths[0]} and at < 3 - widths[-1]}
        assert {key: words for key, words in texts.items() if key in levels.values()} == told
