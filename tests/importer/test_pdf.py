"""PDF files with text say what was printed (``printed/``, by print_pages.py); pictures are told, never guessed."""

from __future__ import annotations

import io

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importer.print_pages import FOLDER, PARAGRAPHS, RUNNING
from tests.importer.sample import BLOCKS

from gongkai.importer.cover import find_cover
from gongkai.importer.document import Grid, GridCell, Paragraph, SourceDocument, UnreadableError
from gongkai.importer.formats.pdf_lines import Line, Margins, lines_of, paragraphs_of, words_of_cell
from gongkai.importer.formats.pdf_page import Glyph, Rule
from gongkai.importer.formats.pdf_tables import aligned, tables_of
from gongkai.importer.mending import mend_line
from gongkai.importer.reading import read_document


def document(name: str) -> SourceDocument:
    """One of the printed files."""
    return read_document(name, (FOLDER / name).read_bytes())


def said(blocks: tuple[Paragraph | Grid, ...]) -> list[object]:
    """The words of paragraphs and the cells of tables."""
    return [block.text if isinstance(block, Paragraph) else block.cells for block in blocks]


def test_a_report_is_read_as_it_was_written() -> None:
    read = document("report.pdf")
    assert said(read.blocks) == said(BLOCKS)
    assert read.kind == "PDF"
    assert read.notes == ()
    assert [block.title for block in read.blocks if isinstance(block, Grid)] == [
        "附件1：2021年度部门整体支出绩效评价基础数据表",
        "附件2：2021年度部门整体支出绩效自评表",
    ]


def test_headers_and_page_numbers_are_left_out_and_paragraphs_go_on() -> None:
    read = document("running.pdf")
    assert said(read.blocks) == [RUNNING.replace("9", str(9 + number)) for number in range(PARAGRAPHS)]
    assert {block.place for block in read.blocks} == {"第1页", "第2页", "第3页"}


def test_pages_that_are_pictures_are_told() -> None:
    assert document("picture.pdf").notes == ("第 2 页是图片，没有读，其中的文字和数字请自己补上",)
    with pytest.raises(UnreadableError, match="全是图片"):
        document("pictures.pdf")


@pytest.mark.parametrize("says_so", [True, False])
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_drawn_sideways_is_read_upright(turn: int, says_so: bool) -> None:
    """Wide tables are drawn so, and some files turn the page for the reader."""
    made = pdfium.PdfDocument((FOLDER / "report.pdf").read_bytes())
    for page in made:
        width, height = page.get_size()
        matrix = {90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}[turn]
        seen = (width, height) if turn == 180 else (height, width)
        pdfium.raw.FPDFPage_TransFormWithClip(page.raw, pdfium.raw.FS_MATRIX(*matrix), None)
        page.set_mediabox(0, 0, *seen)
        page.set_cropbox(0, 0, *seen)
        page.set_rotation(turn if says_so else 0)
    buffer = io.BytesIO()
    made.save(buffer)
    assert said(read_document("x", buffer.getvalue()).blocks) == said(BLOCKS)


def glyphs(text: str, left: float, middle: float, size: float = 10.0) -> list[Glyph]:
    """Letters in a row."""
    lefts = (left + number * size for number in range(len(text)))
    return [
        Glyph(each, at, middle - size / 2, at + size, middle + size / 2, middle - size * 0.4)
        for each, at in zip(text, lefts, strict=True)
    ]


def test_merged_cells_are_where_lines_are_missing() -> None:
    rules = [Rule(True, y, 0, 300) for y in (0, 20, 60)] + [Rule(True, 40, 100, 300)]
    rules += [Rule(False, x, 0, 60) for x in (0, 100, 300)] + [Rule(False, 200, 20, 60)]
    (table,) = tables_of(rules)
    assert table.cells == (
        (0, 0, 2, 1),
        (0, 1, 1, 1),
        (0, 2, 1, 1),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
        (2, 0, 1, 1),
        (2, 1, 1, 2),
    )


def test_a_frame_around_words_and_lines_below_words_are_no_tables() -> None:
    frame = [Rule(True, y, 0, 300) for y in (0, 60)] + [Rule(False, x, 0, 60) for x in (0, 300)]
    assert tables_of([*frame, Rule(True, 500, 0, 300), Rule(True, 510, 0, 300)]) == []


def test_columns_without_ruled_lines_stand_below_each_other() -> None:
    rows = (("项目", "预算数", "决算数"), ("三公经费", "6.20", "4.85"), ("公务接待", "2.60", "1.90"))
    lines = lines_of(
        glyph
        for number, row in enumerate(rows)
        for column, words in enumerate(row)
        for glyph in glyphs(words, 50 + 120 * column, 700 - 20 * number)
    )
    ((_, cells),) = aligned(lines)
    assert [cell.text for cell in cells] == [words for row in rows for words in row]
    assert (
        aligned(lines_of(glyphs("一段话没有列", 50, 700) + glyphs("第二行", 50, 680) + glyphs("第三行", 50, 660))) == []
    )


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["基本支出", "其中：", "工资福利支出", "商品和服务支出", "三公经费", "年末结转和结余"]),
        *(st.sampled_from(["", "", "6.20", "1034.85", "0.00"]) for _ in range(3)),
    ),
    min_size=3, max_size=9,
)  # fmt: skip  # labels, and figures that may be missing


@given(
    ROWS,
    st.booleans(),
    st.integers(12, 30),
    st.sampled_from(["一、部门概况", "以上数据取自决算报表。", "（二）项目支出"]),
)
def test_a_cell_of_a_table_without_rules_stands_in_no_other_column(
    rows: list[tuple[str, ...]], to_the_right: bool, step: int, below: str
) -> None:
    """Whatever cells are empty, and to whichever side of its column a figure stands: it is in its own, or nowhere."""
    head = ("项目", "上年决算", "年初预算", "决算")
    place = dict(zip(range(4), (50, 200, 300, 400), strict=True))
    lines = []
    for number, row in enumerate((head, *rows)):
        drawn = [
            glyph
            for column, words in enumerate(row)
            for glyph in glyphs(
                words, place[column] + (40 - 10 * len(words)) * (to_the_right and column > 0), 700 - step * number
            )
        ]
        lines += lines_of(drawn)
    lines += lines_of(glyphs(below, 50, 700 - step * (len(rows) + 1)))
    tables = aligned(lines)
    read = [row for _, cells in tables for row in _rows(cells)]
    assert all(row in {tuple(each) for each in (head, *rows)} for row in read)
    told = [line.text for run, _ in tables for line in run]
    assert below not in told
    if (
        rows
        and sum(any(row[1:]) for row in rows[-1:])
        and all(any(row[column] for row in rows) for column in (1, 2, 3))
    ):
        assert len(read) == len(rows) + 1


def _rows(cells: tuple[GridCell, ...]) -> list[tuple[str, ...]]:
    """The words of a table, row by row."""
    count = 1 + max(cell.row for cell in cells)
    return [tuple(cell.text for cell in cells if cell.row == row) for row in range(count)]


def test_letters_drawn_twice_to_look_bold_are_one() -> None:
    twice = [glyph for each in glyphs("合计11", 50, 700) for glyph in (each, each._replace(left=each.left + 0.4))]
    assert [line.text for line in lines_of(twice)] == ["合计11"]


def test_a_letter_of_which_only_the_black_is_known_stands_in_its_line() -> None:
    """Quotation marks and 一 are small: neither a line of their own nor gaps around them."""
    letters = glyphs("统一、“管", 50, 700)
    letters[1] = letters[1]._replace(bottom=699.0, top=700.5, right=69.0)
    letters[3] = letters[3]._replace(bottom=702.0, top=705.0)
    assert [line.text for line in lines_of(letters)] == ["统一、“管"]


def test_more_room_parts_paragraphs_where_they_have_no_indent() -> None:
    full, short = "这一行字写满了整页。", "短的。"
    rows = [(full, 700), (full, 680), (short, 660), (full, 620), (short, 600), (full, 560), (full, 540)]
    lines = [line for text, at in rows for line in lines_of(glyphs(text, 50, at), 1)]
    read = [text.replace("\n", "") for text, _ in paragraphs_of(lines, Margins.of(lines))]
    assert read == [full + full + short, full + short, full + full]


TITLES = (
    ("某区财政局2023年度部门整体支出绩效自评报告",),
    ("某市某区市场监督管理局2023年度", "部门整体支出绩效自评报告"),
    ("2023年度部门整体支出绩效评价报告",),
    ("某区财政局关于2023年度部门整体支出", "绩效自评情况的报告"),
)
BELOW = (
    "一、部门基本情况", "（一）主要职责", "1、人员情况", "某区财政局：", "某区财政局",
    "根据要求，我局开展了绩效自评，现将情况报告如下。",
)  # fmt: skip  # what may come next
WORDS = "我局按照预算管理的要求开展工作，全年各项任务都已经完成，资金使用规范，没有发现问题，绩效目标基本实现。" * 6
WIDE = 36


@given(
    st.sampled_from(TITLES), st.sampled_from(BELOW), st.sampled_from([1.0, 1.05, 1.3, 1.8]),
    st.sampled_from([1.5, 2.0, 3.0]), st.integers(1, 4), st.booleans(), st.booleans(),
)  # fmt: skip  # how a page is laid out
def test_a_title_is_found_however_it_is_printed(
    title: tuple[str, ...], below: str, larger: float, step: float, count: int, indents: bool, is_short: bool
) -> None:
    """In letters as large as the others or larger, near to what stands below it or not, on one line or two."""
    size, top, lines = 10.0, 780.0, list[Line]()
    for words in title:
        left = 50 + (WIDE * size - len(words) * size * larger) / 2
        lines += lines_of(glyphs(words, left, top, size * larger), 1)
        top -= step * size
    ends = range(0, count * (WIDE - 2), WIDE - 2)
    rows = ["我局编制41名，年末在职人员40人。"] if is_short else [WORDS[at : at + WIDE - 2] for at in ends]
    for words in [below, *rows]:
        lines += lines_of(glyphs(words, 50 + 2 * size * indents, top, size), 1)
        top -= step * size
    texts = [mend_line(text) for text, _ in paragraphs_of(lines, Margins.of(lines))]
    cover = find_cover([Paragraph(text) for text in texts])
    assert cover.title == "".join(title)
    assert below in "".join(texts[1:])


def test_a_line_that_fills_its_cell_goes_on_but_two_numbers_are_never_made_one() -> None:
    def cell(*texts: str) -> str:
        lines = [line for n, text in enumerate(texts) for line in lines_of(glyphs(text, 5, 700 - 12 * n))]
        return words_of_cell(lines, 0, 50)

    assert cell("公务接", "待费") == "公务接待费"
    assert cell("预算", "决算数") == "预算\n决算数"
    assert cell("一、概况", "（一）") == "一、概况\n（一）"
    assert cell("1234", "5678") == "1234\n5678"
    assert cell("123.4", "5") == "123.4\n5"
