"""Web pages say what their document says: navigation, boxes of labels and footers are not part of it."""

from __future__ import annotations

import base64
import quopri

import pytest
from tests.importer.documents import page_of
from tests.importer.sample import BLOCKS

from gongkai.importer.document import Grid, GridCell, Paragraph
from gongkai.importer.reading import read_document

TITLE = BLOCKS[0].text if isinstance(BLOCKS[0], Paragraph) else ""
INSIDE = page_of(BLOCKS)
LINKS = "".join(f"<li><a href='#'>{word}</a></li>" for word in ("首页", "政务公开", "办事服务", "互动交流"))
LABELS = (
    "<table><tr><td>索引号：</td><td>YS-2022-001</td><td>发布机构：</td><td>演示区图书服务中心</td></tr>"
    "<tr><td>公开范围：</td><td>面向社会</td><td>成文日期：</td><td>2022-03-01</td></tr></table>"
)
FOOT = "主办单位：演示区人民政府办公室<br>技术支持：演示公司 网站标识码：0000000000 演示ICP备000号<br>地址：演示路1号"
#: The document in pages as they are built: in boxes of a content system, in tables, in a form, in one long body.
PAGES = {
    "boxes": f"<div class='header'><ul>{LINKS}</ul></div>"
    "<div class='crumb'>当前位置：<a>首页</a> &gt; <a>公开</a> &gt; 正文</div>"
    f"<div class='box'>{LABELS}<div class='tools'>字体：【大 中 小】 打印 关闭</div>"
    f"<div class='from'>来源：演示区 发布时间：2022-03-02 浏览次数：33</div><div class='TRS_Editor'>{INSIDE}</div>"
    f"<div class='share'>分享到：<a>微信</a></div></div><div class='foot'>{FOOT}</div>",
    "tables": f"<table><tr><td><table><tr><td>{LINKS}</td></tr></table></td></tr><tr><td>{INSIDE}</td></tr>"
    f"<tr><td>{FOOT}</td></tr></table>",
    "form": f"<form id='aspnet'><div>{LINKS}</div><div><div><div>{INSIDE}</div></div></div><div>{FOOT}</div></form>",
    "article": f"<nav>{LINKS}</nav><main>{INSIDE}<footer>{FOOT}</footer></main><aside>相关链接：<a>甲</a></aside>",
    "bare": INSIDE,
    "title outside": f"<div>{LINKS}</div><div class='title'>{TITLE}</div><div id='zoom'>{page_of(BLOCKS[1:])}</div>"
    f"<div>{FOOT}</div>",
    "two parts": f"<div>{LINKS}</div><div><div>{page_of(BLOCKS[:9])}</div><div>{page_of(BLOCKS[9:])}</div></div>"
    f"<div>{FOOT}</div>",
}


def said(content: bytes) -> list[object]:
    """The words of paragraphs and the cells of tables."""
    blocks = read_document("报告.html", content).blocks
    return [block.text if isinstance(block, Paragraph) else block.cells for block in blocks]


EXPECTED = [block.text if isinstance(block, Paragraph) else block.cells for block in BLOCKS]


@pytest.mark.parametrize("name", PAGES)
def test_the_document_is_found_in_its_page(name: str) -> None:
    head = f"<!DOCTYPE html><html><head><title>{TITLE}</title><script>var a='<p>脚本</p>'</script></head>"
    assert said(f"{head}<body>{PAGES[name]}</body></html>".encode()) == EXPECTED


@pytest.mark.parametrize("word", ["承办单位", "主办单位", "技术支持"])
def test_a_paragraph_that_names_what_a_footer_names_is_no_footer(word: str) -> None:
    words = f"食堂服务没有分包，{word}的履约情况由办公室打分存档，名单公示七天。"
    page = f"<body><article>{INSIDE}<div class='text'><p>{words}</p></div></article></body>"
    assert said(page.encode()) == [*EXPECTED, words]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "gb2312"),
        ("gbk", "gb2312"),
        ("gb18030", "utf-8"),
        ("utf-16", ""),
        ("utf-8-sig", ""),
    ],
)
def test_encodings_by_what_is_declared_and_by_the_bytes(encoding: str, declared: str) -> None:
    meta = f"<meta http-equiv='Content-Type' content='text/html; charset={declared}'>" if declared else ""
    assert said(f"<html><head>{meta}</head><body>{INSIDE}</body></html>".encode(encoding)) == EXPECTED


@pytest.mark.parametrize("way", ["quoted-printable", "base64"])
def test_a_page_in_one_file_by_the_name_of_word(way: str) -> None:
    page = f"<html><body>{INSIDE}</body></html>".encode("gbk")
    body = quopri.encodestring(page) if way == "quoted-printable" else base64.encodebytes(page)
    head = (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="==x"\n\n--==x\nContent-Location: file:///C:/a.htm\n'
        f'Content-Transfer-Encoding: {way}\nContent-Type: text/html; charset="gb2312"\n\n'
    )
    assert said(head.encode() + body + b"\n--==x--\n") == EXPECTED


def test_spans_hidden_words_entities_and_tags_left_open() -> None:
    page = (
        "<table><caption>收支表 <a>CSV</a></caption><tr><th rowspan=2>项目<th colspan=2>2021年<tr><td>预算<td>决算"
        "<tr><td>三公&nbsp;经费<td>6.20<td>4.85<td style='display:none'>9</table>"
        "<p>第一段<p>第二段&ldquo;引号&rdquo;<br>第三段<span hidden>看不见</span><p style='display: none'>看不见</p>"
        "<ol><li>甲<li>乙</ol><!-- 注释 --><p>支出\n 812.40万元，<del>旧</del><b>新</b><ruby>公<rt>gong</rt></ruby>开"
    )
    table, *paragraphs = read_document("x", page.encode()).blocks
    assert isinstance(table, Grid)
    assert table.title == "收支表"
    places = [(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells]
    assert places[:4] == [("项目", 0, 0, 2, 1), ("2021年", 0, 1, 1, 2), ("预算", 1, 1, 1, 1), ("决算", 1, 2, 1, 1)]
    assert [place[0] for place in places[4:]] == ["三公 经费", "6.20", "4.85"]
    expected = ["第一段", "第二段“引号”", "第三段", "1. 甲", "2. 乙", "支出812.40万元，新公开"]
    assert [block.text for block in paragraphs if isinstance(block, Paragraph)] == expected


def test_lines_of_contents_are_left_out() -> None:
    page = "<p>目 录</p><p>一、概况……3</p><p>二、收支\tPAGEREF _Toc1 \\h 5</p><p>一、概况</p><p>合计……812</p>"
    assert said(page.encode()) == ["一、概况", "合计……812"]


def test_pictures_and_attachments_are_told() -> None:
    page = "<p>一段话，说明见附件。</p><p><img src='a.png'></p>"
    page += "<p><a href='/b.xlsx?x=1'>附件1：基础数据表</a><a href='/c'>别的</a></p>"
    assert read_document("x", page.encode()).notes == (
        "网页里有 1 张图片没有读，其中的文字和数字请自己补上",
        "网页上的附件没有读，请下载后另外导入：附件1：基础数据表",
    )


def test_the_pages_that_word_and_excel_write() -> None:
    """Their lines are broken anywhere; what only Word knows stands in comments and in tags of its own."""
    page = (
        "<html xmlns:w='urn:schemas-microsoft-com:office:word'><head><meta http-equiv=Content-Type content='text/html; "
        "charset=gb2312'><!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head><body>"
        "<p class=MsoNormal><span\nlang=EN-US>2021</span><span\nstyle='font-family:宋体'>年收入\n支出总计</span><span\n"
        "lang=EN-US>812.40</span><span>万元。<o:p></o:p></span></p><![if !supportLists]><p>一、概况</p><![endif]>"
        "<table><tr><td><p>项目<o:p></o:p></p></td><td x:num='161.8'><p>161.80</p></td></tr></table></body></html>"
    )
    table = (("项目", 0, 0), ("161.80", 0, 1))
    cells = tuple(GridCell(*cell) for cell in table)
    assert said(page.encode("gb2312")) == ["2021年收入支出总计812.40万元。", "一、概况", cells]


@pytest.mark.parametrize(
    "line",
    [
        "【字体：大 中 小】 来源：区林业局",
        "[字号: 大中小] 发布时间：2024-08-29 来源：区财政局",
        "来源：区林业局 【字体：大 中 小】",
    ],
)
def test_how_large_letters_are_is_no_word_of_the_document(line: str) -> None:
    first, *rest = BLOCKS
    page = page_of([first, Paragraph(line), *rest])
    assert said(f"<body><article>{page}</article></body>".encode()) == EXPECTED
