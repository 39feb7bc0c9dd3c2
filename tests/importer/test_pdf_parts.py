"""What a PDF shows of a deleted text is not read, and the parts of a table on several pages have the same columns."""

from __future__ import annotations

from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from gongkai.importer.document import GridCell
from gongkai.importer.formats.pdf_page import Glyph, Page, Rule
from gongkai.importer.formats.pdf_pages import PageTable, with_columns_of_all
from gongkai.importer.formats.pdf_struck import without_struck

SIZE: Final = 10.0


def letters(words: str, left: float = 72.0, base: float = 500.0) -> list[Glyph]:
    return [
        Glyph(letter, left + at * SIZE, base - 2, left + (at + 1) * SIZE, base + SIZE - 2, base)
        for at, letter in enumerate(words)
    ]


def page(glyphs: list[Glyph], rules: list[Rule]) -> Page:
    return Page(595, 842, tuple(glyphs), tuple(rules), 0, 0.0)


def across(glyphs: list[Glyph], height: float) -> Rule:
    return Rule(True, glyphs[0].base + height, glyphs[0].left, glyphs[-1].right)


@given(st.integers(0, 7), st.integers(1, 4), st.floats(2, 5))
def test_struck_letters_are_no_words(start: int, count: int, height: float) -> None:
    glyphs = letters("支出901.11860.64万元")
    struck = glyphs[start : start + count]
    left = without_struck(page(glyphs, [across(struck, height)]))
    assert left.glyphs == tuple(glyph for glyph in glyphs if glyph not in struck)
    assert left.rules == ()


@given(st.integers(0, 7), st.integers(1, 4))
def test_other_lines_strike_nothing(start: int, count: int) -> None:
    glyphs = letters("支出901.11860.64万元")
    some = glyphs[start : start + count]
    below, above = across(some, -1.5), across(some, 9)
    of_table = across(some, 3)._replace(start=60, end=400)
    crossed = across(some, 3)
    down = Rule(False, crossed.end, crossed.at - 20, crossed.at)
    for rules in ([below], [above], [of_table], [crossed, down]):
        assert without_struck(page(glyphs, rules)) == page(glyphs, rules)


def part(page_number: int, down: tuple[float, ...]) -> PageTable:
    cells = tuple(GridCell(f"{down[at]}", 0, at) for at in range(len(down) - 1))
    return PageTable(cells, page_number, down)


lines = st.lists(st.integers(1, 40), min_size=1, max_size=6, unique=True).map(
    lambda places: (60.0, *(60.0 + 12 * place for place in sorted(places)), 560.0)
)


@given(lines, st.data())
def test_parts_of_a_table_have_the_columns_of_all(fine: tuple[float, ...], data: st.DataObject) -> None:
    inner = data.draw(st.lists(st.sampled_from(fine[1:-1]), unique=True))
    rough = (fine[0], *sorted(inner), fine[-1])
    for first, second in ((fine, rough), (rough, fine)):
        found = [*with_columns_of_all([part(1, first), part(2, second)])]
        for table, down in zip(found, (first, second), strict=True):
            assert [cell.text for cell in table.cells] == [f"{at}" for at in down[:-1]]
            for cell, begin, end in zip(table.cells, down, down[1:], strict=False):
                assert (fine[cell.column], fine[cell.column + cell.columns]) == (begin, end)


@given(lines, lines)
def test_tables_that_are_not_one_keep_their_columns(one: tuple[float, ...], other: tuple[float, ...]) -> None:
    tables = [part(1, one), part(2, (*other[:-1], 500.0 + 30))]
    assert [*with_columns_of_all(tables)] == tables
    apart = [part(1, one), part(3, one[:1] + one[-1:])]
    assert [*with_columns_of_all(apart)] == apart
