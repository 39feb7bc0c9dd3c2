"""Word files say what Word shows: numbers of headings, merged cells, changes taken as made, nothing twice."""

from __future__ import annotations

import pytest
from tests.importer.documents import grid, paragraph, run, word, word_of, word_table, zipped

from gongkai.importer.document import Grid, Paragraph
from gongkai.importer.reading import read_document

_LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"))
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    + "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(_LEVELS)
    )
    + '</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6">'
    '<w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="2"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="我的标题"/><w:basedOn w:val="b"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="d"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="e"><w:name w:val="暗"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


def numbered(text: str, level: int, number: int = 5) -> str:
    """A paragraph of a list."""
    return paragraph(run(text), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def styled(text: str, style: str) -> str:
    """A paragraph of a style."""
    return paragraph(run(text), f'<w:pStyle w:val="{style}"/>')


def field(instruction: str, result: str, *, ends: bool = True) -> str:
    """A field and what it shows."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begun = mark.format("begin") + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>" + mark.format("separate")
    return begun + result + (mark.format("end") if ends else "")


def said(body: str, **parts: str) -> list[str]:
    """The paragraphs of a document."""
    blocks = read_document("报告.docx", word(body, **parts)).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def test_numbers_of_lists_are_words_of_their_headings() -> None:
    body = styled("部门概况", "b") + numbered("职责", 1) + numbered("甲", 2) + numbered("乙", 2) + numbered("人员", 1)
    body += (
        numbered("丙", 2) + styled("收支", "c") + numbered("总体", 1) + numbered("新的", 2, 6) + numbered("接着", 2, 6)
    )
    expected = [
        "一、部门概况",
        "（一）职责",
        "1. 甲",
        "2. 乙",
        "（二）人员",
        "1. 丙",
        "二、收支",
        "（一）总体",
        "1. 新的",
        "2. 接着",
    ]
    assert said(body, styles=STYLES, numbering=NUMBERING) == expected


def test_a_list_counts_past_ten_as_chinese_does() -> None:
    texts = said("".join(numbered("项", 0) for _ in range(112)), numbering=NUMBERING)
    assert [texts[n - 1] for n in (10, 11, 20, 21, 100, 101, 110, 112)] == [
        f"{number}、项" for number in ("十", "十一", "二十", "二十一", "一百", "一百〇一", "一百一十", "一百一十二")
    ]


def test_levels_of_headings_come_from_styles_and_outlines() -> None:
    body = (
        styled("甲", "b") + styled("乙", "c") + paragraph(run("丙"), '<w:outlineLvl w:val="2"/>') + paragraph(run("丁"))
    )
    blocks = read_document("x", word(body, styles=STYLES)).blocks
    assert [block.level for block in blocks if isinstance(block, Paragraph)] == [1, 1, 3, 0]


def test_changes_are_taken_as_made() -> None:
    moved = f'<w:moveFrom w:id="1">{run("甲")}</w:moveFrom><w:moveTo w:id="2">{run("乙")}</w:moveTo>'
    gone = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('前半')}</w:p>"
    body = paragraph(run("支出") + f"<w:del>{run('旧')}</w:del><w:ins>{run('新')}</w:ins>" + moved) + gone
    assert said(body + paragraph(run("后半"))) == ["支出新乙", "前半后半"]


def test_contents_and_page_numbers_are_left_out_and_links_stay() -> None:
    body = styled("一、概况\t3", "d") + paragraph(field(" TOC ", run("一、目录"), ends=False))
    body += paragraph(
        field(" PAGEREF _Toc1 ", run("4")) + run("二、目录") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body += paragraph(run("见") + field(' HYPERLINK "a" ', run("附表")) + field(" PAGE ", run("7")))
    body += f'<w:p><w:fldSimple w:instr=" PAGE ">{run("8")}</w:fldSimple>{run("完")}</w:p>'
    assert said(body, styles=STYLES) == ["见附表", "完"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('框里'))}</w:txbxContent>"
    drawn = f"<mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
    old = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    body = paragraph(f"<w:r><mc:AlternateContent>{drawn}{old}</mc:AlternateContent></w:r>" + run("框外"))
    assert said(body) == ["框外", "框里"]


def test_hidden_words_are_left_out_and_told() -> None:
    body = paragraph(run("看得见") + run("看不见", "<w:vanish/>") + run("也不见", '<w:rStyle w:val="e"/>'))
    document = read_document("x", word(body + paragraph(run("在", '<w:vanish w:val="0"/>')), styles=STYLES))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["看得见", "在"]
    assert document.notes == ("有 2 处隐藏的文字没有读",)


def test_breaks_notes_and_signs() -> None:
    broken = "<w:r><w:t>支出812.</w:t><w:br/><w:t>40万元</w:t></w:r><w:r><w:br/><w:t>第二行</w:t><w:softHyphen/></w:r>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    signs = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>95%</w:t><w:noBreakHyphen/></w:r>'
    ruby = f"<w:r><w:ruby><w:rt>{run('gong')}</w:rt><w:rubyBase>{run('公')}</w:rubyBase></w:ruby></w:r>"
    body = paragraph(broken + note) + paragraph(signs) + paragraph(ruby + run("开"))
    notes = f'<w:footnote w:id="2">{paragraph(run("注的内容"))}</w:footnote>'
    assert said(body, footnotes=notes) == ["支出812.40万元", "第二行", "注的内容", "≥95%-", "公开"]


def test_tables_are_read_as_drawn() -> None:
    drawn = grid("项目|2020年|2021年", "三公经费|5.10|4.85", "^|5.10|5.10", "合计|<|9.95")
    (read,) = read_document("x", word(word_table(drawn))).blocks
    assert isinstance(read, Grid)
    assert read.cells == drawn.cells


def test_a_table_in_a_cell_comes_after_its_table_and_a_frame_is_none() -> None:
    inner = word_table(grid("甲|1", "乙|2"))
    row = f"<w:tr><w:tc>{paragraph(run('外'))}{inner}</w:tc><w:tc>{paragraph(run('右'))}</w:tc></w:tr>"
    frame = f"<w:tbl><w:tr><w:tc>{paragraph(run('框中一段'))}{paragraph(run('框中二段'))}</w:tc></w:tr></w:tbl>"
    outer, nested, *framed = read_document("x", word(f"<w:tbl>{row}</w:tbl>{frame}")).blocks
    tables = [[cell.text for cell in each.cells] for each in (outer, nested) if isinstance(each, Grid)]
    assert tables == [["外", "右"], ["甲", "1", "乙", "2"]]
    assert [block.text for block in framed if isinstance(block, Paragraph)] == ["框中一段", "框中二段"]


def test_rows_that_were_deleted_and_columns_left_free() -> None:
    def row(*cells: str, properties: str = "") -> str:
        inside = "".join(f"<w:tc>{paragraph(run(cell))}</w:tc>" for cell in cells)
        return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"

    body = row("甲", "乙") + row("旧", "旧", properties="<w:del/>") + row("丙", properties='<w:gridBefore w:val="1"/>')
    (read,) = read_document("x", word(f"<w:tbl>{body}</w:tbl>")).blocks
    assert isinstance(read, Grid)
    assert [(cell.text, cell.row, cell.column) for cell in read.cells] == [("甲", 0, 0), ("乙", 0, 1), ("丙", 1, 1)]


def test_what_names_a_table_is_its_title() -> None:
    table = word_table(grid("项目|数", "甲|1"))
    body = (
        paragraph(run("附件1：基础数据表")) + paragraph(run("单位：万元")) + table + paragraph(run("一段话。")) + table
    )
    grids = [block for block in read_document("x", word(body)).blocks if isinstance(block, Grid)]
    assert [(each.title, each.place) for each in grids] == [("附件1：基础数据表", "第1个表"), ("", "第2个表")]


def test_pictures_are_told() -> None:
    picture = '<w:r><w:drawing><a:blip xmlns:a="a"/></w:drawing></w:r>'
    notes = read_document("x", word(paragraph(run("字") + picture))).notes
    assert notes == ("有 1 处图片、公式或嵌入的文件没有读，其中的文字和数字请自己补上",)


def test_macros_are_never_touched() -> None:
    body = f'<w:document xmlns:w="w"><w:body>{paragraph(run("字"))}</w:body></w:document>'
    (block,) = read_document("x.docm", zipped({"word/document.xml": body, "word/vbaProject.bin": b"\0"})).blocks
    assert isinstance(block, Paragraph)
    assert block.text == "字"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("公用经费 单位：万元", "公用经费 单位：万元"),
        ("“三公”经费（单位：元）", "“三公”经费（单位：元）"),
        ("单位：万元", ""),
        ("全年支出，单位：万元", ""),
        ("预算单位：区图书馆", ""),
    ],
)
def test_a_name_with_the_measure_in_its_line_names_the_table_below(line: str, title: str) -> None:
    blocks = read_document(
        "报告.docx", word_of([Paragraph("演示数据。"), Paragraph(line), grid("项目|决算", "甲|1")])
    ).blocks
    assert [block.title for block in blocks if isinstance(block, Grid)] == [title]
