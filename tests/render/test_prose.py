"""Free text is literal: whatever is none of the documented marks is on the page, in order; and it is safe."""

from __future__ import annotations

import re
import time
from html import escape
from html.parser import HTMLParser

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from tests.conftest import ROOT

from gongkai.load.texts import check_texts
from gongkai.load.yaml_text import parse_yaml
from gongkai.model.prose import plain_text
from gongkai.render.prose import render_brief, render_prose

TAGS = {"p", "br", "strong", "ul", "ol", "li", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td", "a"}
#: The box around a table, the only place of other attributes.
BOX = [("class", "gk-scroll")]


class Shown(HTMLParser):
    """What a browser shows of a text: its words, and the numbers before the items of a list. Refuses other tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words, self.number, self.links = "", 0, list[str]()
        self.feed(html)
        self.close()
        assert self.open == [], "every tag is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS or (tag, attrs) == ("div", BOX)
        named = dict(attrs)
        assert named.keys() <= {"a": {"href"}, "li": {"value"}, "th": {"scope"}, "div": dict(BOX).keys()}.get(
            tag, {"id"} if tag in {"h3", "h4", "h5", "h6"} else set()
        )
        self.links += [str(named["href"])] if tag == "a" else []
        self.number = 0 if tag == "ol" else self.number
        if tag == "li" and self.open[-1] == "ol":
            self.number = int(named.get("value") or self.number + 1)
            self.words += f"{self.number}."
        self.words += " " if tag == "br" else ""
        self.open += [tag] if tag != "br" else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def shown(text: str) -> str:
    """The visible characters on the page."""
    return "".join(Shown(render_prose(text, prefix="p").html).words.split())


# ---- the marks once more, as the guide for clerks tells them, in another way than the program does ----

NUMBER = re.compile(r"(?!0)[0-9]{1,3}\. +(?=[^ ])")
LINK = re.compile(r"\[([^\[\]\n]+)\]\(((?:(?:https?://|mailto:)(?=[^()\s])|\.{1,2}/|#[A-Za-z])(?:[^()\s<>\"']|\([^()\s<>\"']*\))*)\)")  # fmt: skip  # noqa: E501
FIGURE = re.compile(r"(?:\*\*|\[)*[(（]?[¥￥$]?[.．]?\d")
DATED = re.compile(r"(?:\*\*|\[)*[(（]?[¥￥$]?[.．]?(?:(?:19|20)[0-9][0-9]年|[0-9]{1,2}月)")


def is_rule(line: str) -> bool:
    cells = line.strip().strip("|").split("|") if line.strip(" |") else []
    return (
        "|" in line
        and "||" not in line.strip()
        and all(re.fullmatch(r" *:?-+:? *", cell) for cell in cells)
        and bool(cells)
    )


def is_mark(line: str, mark: str) -> bool:
    """Whether a line that begins with a list mark is an item: no figure follows, but for a year or a month."""
    rest = line[len(mark) :].lstrip(" ")
    return not FIGURE.match(rest) or DATED.match(rest) is not None


def unmarked_line(line: str) -> tuple[str, bool, bool]:
    """A line without its mark; whether it begins something, and whether lines may go on with it."""
    if re.match(r"#{3,6} +\S", line):
        return line.lstrip("#"), True, False
    if re.match(r"- +\S", line) and is_mark(line, "-"):
        return line[1:], True, True
    if (found := NUMBER.match(line)) and is_mark(line, found[0]):
        return line[found.end() :], True, True
    return line, False, True


def unmarked(text: str) -> str:
    """All visible characters of ``text`` but its marks; the numbers of items stay, since they are shown."""
    lines = [line.rstrip() for line in text.split("\n")]
    blocks: list[str] = []
    goes_on, at = False, 0
    while at < len(lines):
        line = lines[at]
        if "|" in line and not is_rule(line) and at + 1 < len(lines) and is_rule(lines[at + 1]):
            rows = [at, *range(at + 2, len(lines))]
            rows = rows[: next((n for n, row in enumerate(rows) if "|" not in lines[row]), len(rows))]
            blocks += [cell for row in rows for cell in re.sub(r"^\||\|$", "", lines[row].strip()).split("|")]
            at, goes_on = rows[-1] + 1 if len(rows) > 1 else at + 2, False
            continue
        bare, begins, may_go_on = unmarked_line(line)
        if not line:
            goes_on = False
        elif begins or not goes_on:
            number = NUMBER.match(line)[0] if begins and line[0].isdigit() else ""  # type: ignore[index]
            blocks += [number, bare]
            goes_on = may_go_on
        else:
            blocks[-1] += "\n" + line
        at += 1
    return "".join("".join(map(unmarked_words, blocks)).split())


def unmarked_words(block: str) -> str:
    """A block without the stars of bold words and what belongs to links."""
    block = "\n".join(line.strip() for line in block.split("\n"))
    spans = [(found.start(), found.end()) for found in LINK.finditer(block)]
    gone: set[int] = {
        place for found in LINK.finditer(block) for place in (found.start(), *range(found.end(1), found.end()))
    }
    begun = -1
    for found in re.finditer(r"(?<!\*)\*\*(?!\*)", block):
        start, end = found.span()
        before, after = block[start - 1 : start], block[end : end + 1]
        if any(a <= start < b for a, b in spans):
            continue
        if re.match(r"[0-9A-Za-z.)%]", before) and re.match(r"[0-9A-Za-z.(]", after):
            continue
        if begun >= 0 and before.strip() and before not in "（《〈“‘「『【〔([{":
            gone |= {begun, begun + 1, start, start + 1}
            begun = -1
        elif after.strip() and after not in "，。、；：！？）》〉”’」』】〕,.;:!?)]}%％":
            begun = start
    return "".join(c for place, c in enumerate(block) if place not in gone)


PIECES = (
    *("字", "句。", "，", "“好”", "（一）", "12.5%", "3.2万元", "2021年", "ab", "12", "0.5*12*3", "0.8*2场", "#1楼"),
    *("-12.5", " ", "  ", "\n", "\n", "\n", "\n\n", "\n \n", "\t", "　", "# ", "## ", "### ", "#### ", "#", "- ", "- "),
    *("-", "**", "**", "*", "***", "_", "`", "~~", "> ", "\\", "&amp;", "<b>", "</p>", "'", '"', "1. ", "3. ", "007. "),
    *("2021. ", "1) ", "12. ", "| ", "|", "|---|", "|---|---|", "|---|---|\n", "｜", "===", "---", "[", "]", "(", ")"),
    *("](", "[甲](http://a.cn/b)", "[乙](./表(1).pdf)", "[丙](javascript:x)", "[丁](含税)", "[^1]: ", "[1]: http://a.cn"),
    *("<http://a.cn>", "![图](", "¥5"),
)  # fmt: skip
TEXTS = st.lists(
    st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=("C", "Z")), max_size=3), max_size=24
).map("".join)


@given(TEXTS)
@example("- 甲\n- 12.5万元\n- **3** 万\n- 2021年\n乙")
@example("a | b\n|---|---|\n1 | 2 | 3\n|4|\n后")
@example("**甲\n乙**丙 3**2+4**2 张**，李**")
@example("[甲**乙](http://a.cn)丙**")
def test_every_visible_character_but_the_marks_is_on_the_page_in_order(text: str) -> None:
    assume(not re.search(r"\*\*\s*\n|\n\s*\*\*", text))  # where two lines are put together comes into it
    assert shown(text) == unmarked(text)


@given(TEXTS)
def test_nothing_is_ever_lost_but_stars_bars_dashes_and_signs_of_headings(text: str) -> None:
    """Without knowing where the marks are: what is missing on the page can only be these characters."""
    if LINK.search(text):
        return
    left = iter("".join(text.split()))
    lost = "".join(other for c in shown(text) for other in iter(lambda: next(left), c))
    assert set(lost + "".join(left)) <= set("#*|:-")


@given(TEXTS)
def test_a_text_in_a_cell_or_a_message_says_the_same(text: str) -> None:
    cell = "".join(Shown(render_brief(text)).words.split())
    assert cell == shown(text)
    plain = "".join(plain_text(text.strip()).split())
    numbers = re.compile(r"[0-9.|:-]")
    assert numbers.sub("", plain) == numbers.sub("", shown(text.strip()))


UNMARKED = st.text(st.sampled_from("字句，。、；：“”（）《》一二ab12.%*_`~<>&\\'\"/=+!?^￥…—")).filter(
    lambda t: "**" not in t
)


@given(st.lists(UNMARKED.map(str.strip).filter(bool), min_size=1, max_size=5))
def test_a_text_without_marks_is_exactly_itself(lines: list[str]) -> None:
    html = render_prose("\n\n".join(lines)).html
    assert [" ".join(Shown(part).words.split()) for part in html.split("\n") if part] == [
        " ".join(x.split()) for x in lines
    ]


@given(st.text(max_size=300))
def test_any_text_is_safe(text: str) -> None:
    seen = Shown(render_prose(text).html)
    assert all(re.match(r"(?i)https?://|mailto:|\.\.?/|#[a-z]", link) for link in seen.links)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>", "字<img src=x onerror=alert(1)>字", "[点这里](javascript:alert(1))",
        "[点](java\nscript:alert(1))", "<javascript:alert(1)>", "[图](data:text/html;base64,PHNjcmlwdD4=)",
        "[a](//evil.cn/x)", '[a](http://x" onclick="y)',
        '<a href="javascript:x" onclick="y">z</a>', "[a](\x01javascript:x)",
        "### 标题<script>x</script>", "| a | b |\n|---|---|\n| <iframe src=x> | y |",
    ],
)  # fmt: skip
def test_nothing_active_survives_and_nothing_of_it_is_hidden(text: str) -> None:
    seen = Shown(render_prose(text).html)
    assert seen.links == []
    assert "".join(text.split()).strip("#") in "".join(seen.words.split()) or "|" in text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("一句话写成\n两行。", "<p>一句话写成两行。</p>"),
        ("支出\n12.5万元", "<p>支出12.5万元</p>"),
        ("two\nwords", "<p>two words</p>"),
        ("句。\n**重点**", "<p>句。<strong>重点</strong></p>"),
        ("**重点**\n**两处**", "<p><strong>重点</strong> <strong>两处</strong></p>"),
        ("[甲](./a)\n[乙](./b)", '<p><a href="./a">甲</a><a href="./b">乙</a></p>'),
        ("一段\n\n又一段", "<p>一段</p>\n<p>又一段</p>"),
        ("（一）甲\n（二）乙", "<p>（一）甲<br>\n（二）乙</p>"),
        ("甲\t1\n乙\t2", "<p>甲\t1<br>\n乙\t2</p>"),
        ("　　一段\n　　又一段", "<p>一段<br>\n又一段</p>"),
        ("- 12.5万元为上年结余\n- 3万元", "<p>- 12.5万元为上年结余<br>\n- 3万元</p>"),
        ("3. 甲\n4. 乙\n7. 丙", '<ol>\n<li value="3">甲</li>\n<li>乙</li>\n<li value="7">丙</li>\n</ol>'),
        ("如下：\n- 甲\n- 乙", "<p>如下：</p>\n<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"),
        ("- 甲写成\n  两行", "<ul>\n<li>甲写成两行</li>\n</ul>"),
        ("**见[甲](./a.pdf)**", '<p><strong>见<a href="./a.pdf">甲</a></strong></p>'),
    ],
)
def test_lines_and_marks_are_put_as_documented(text: str, html: str) -> None:
    assert render_prose(text).html == html


def test_headings_move_below_their_section_have_stable_ids_and_are_told() -> None:
    made = render_prose("### 甲\n字\n\n#### **乙**\n\n字\n\n### 丙", level=3, prefix="chengxiao")
    assert '<h3 id="chengxiao-1">甲</h3>\n<p>字</p>\n<h4 id="chengxiao-1-1"><strong>乙</strong></h4>' in made.html
    assert [(h.level, h.id, h.words) for h in made.headings] == [
        (3, "chengxiao-1", "甲"), (4, "chengxiao-1-1", "乙"), (3, "chengxiao-2", "丙"),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join))
@example("![")
@example("**a ")
@example("[a](.")
@example("[a](./(")
@example("|-")
@example("a  b")
@example("|\n|-|\n")
def test_the_cost_is_bounded_by_the_length(piece: str) -> None:
    """A tenth of a microsecond for each step that looks back at all others would be minutes here."""
    text = piece * (60_000 // len(piece))
    begun = time.process_time()
    render_prose(text)
    assert time.process_time() - begun < 3


GUIDE = (ROOT / "docs/guide/clerk.md").read_text(encoding="utf-8").partition("{#biaoji}")[2].partition("\n## ")[0]


def test_the_example_of_the_guide_shows_every_mark() -> None:
    text = yaml.safe_load(GUIDE.partition("```yaml\n")[2].partition("```")[0])["成效"].strip()
    html = render_prose(text).html
    assert {tag for tag in TAGS - {"h5", "h6", "br"} if f"<{tag}" not in html} == set()
    assert shown(text) == unmarked(text)
    assert re.findall(r"[*#|]", shown(text)) == []
    source = yaml.safe_dump({"成效": text})
    assert list(check_texts(source, parse_yaml(source, "x.yml"))) == []


def test_what_the_guide_says_is_printed_as_written_is() -> None:
    told = re.findall(r"`([^`]+)`", GUIDE.partition("照原样印出来")[2].partition("贴进来")[0])
    assert len(told) >= 18
    for text in told:
        assert render_prose(text).html == f"<p>{escape(text, quote=False)}</p>"
