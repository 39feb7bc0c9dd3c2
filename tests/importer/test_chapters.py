"""Headings, entries, covers and what is no word of a report; nothing that a document says is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.importer.dates import parse_day
from gongkai.importer.document import Grid, GridCell, Paragraph, SourceDocument
from gongkai.importer.found import Found
from gongkai.importer.furniture import is_furniture
from gongkai.importer.in_text import find_in_text
from gongkai.importer.numbering import parse_number
from gongkai.importer.titles import BOTH, titles_of
from gongkai.load.outlines import built_in
from gongkai.model.problem import KeyPath

TITLE: Final = "2023年度部门整体支出绩效自评报告"


def find(*lines: str) -> Found:
    """What is found below a title."""
    paragraphs = tuple(Paragraph(line) for line in (TITLE, *lines))
    return find_in_text(SourceDocument("报告.txt", "文本", paragraphs), built_in()["湖南2022"])


def texts(found: Found) -> dict[KeyPath, str]:
    """Texts by their place, without what the title says."""
    return {text.path: text.text for text in found.texts if text.path not in {("标题",), ("文种",)}}


@pytest.mark.parametrize(
    ("text", "rank", "words"),
    [
        ("一、部门概况", 1, "部门概况"),
        ("十二、其他", 1, "其他"),
        ("（一）基本情况", 2, "基本情况"),
        ("（一）、基本情况", 2, "基本情况"),
        ("(三)三公经费", 2, "三公经费"),
        ("1、职责", 3, "职责"),
        ("2.编制", 3, "编制"),
        ("3．编制", 3, "编制"),
        ("4.2023年的工作", 3, "2023年的工作"),
        ("（1）办公费", 4, "办公费"),
        ("2）水费", 4, "水费"),
        ("①差旅费", 5, "差旅费"),
        ("第一部分 部门概况", 0, "部门概况"),
        ("附件2：自评表", 0, "自评表"),
        ("附件1", 0, ""),
    ],
)
def test_numbers_are_read(text: str, rank: int, words: str) -> None:
    found = parse_number(text)
    assert found is not None
    assert (found.rank, found.words) == (rank, words)


@pytest.mark.parametrize("text", ["2023年完成", "1.5万元", "12.30", "一是加强", "十分重视", "（略）", "一", "3"])
def test_what_is_no_number_of_a_heading(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("部门（单位）基本情况", "概况.基本情况"),
        ("单位概况", "概况.基本情况"),
        ("我局主要职能", "概况.主要职责"),
        ("2023年度“三公”经费支出情况", "三公经费.说明"),
        ("在公经费", "三公经费.说明"),
        ("自评得分情况", "绩效.综述"),
        ("存在的主要问题和原因分析", "问题"),
        ("下一步改进措施及建议", "改进措施"),
        ("政府采购支出情况说明", "政府采购.说明"),
        ("部门项目组织实施情况", "项目组织实施"),
        ("绩效自评结果拟应用和公开情况", "绩效.结果应用"),
    ],
)
def test_titles_are_known_however_they_are_spelt(title: str, place: str) -> None:
    assert titles_of().place_of(title) == tuple(place.split("."))
    assert titles_of(built_in()["湖南2016"]).place_of(title) == tuple(place.split("."))


@pytest.mark.parametrize(
    "title",
    [
        "强化四个意识",
        "古树名木保护",
        "下一年度工作",
        "项目支出绩效自评表",
        "聚力脱贫攻坚",
        "部门整体支出绩效评价工作情况",
        "",
    ],
)
def test_titles_that_mean_no_place(title: str) -> None:
    assert titles_of().place_of(title) is None


def test_titles_of_an_outline_have_their_places() -> None:
    for outline in built_in().values():
        titles = titles_of(outline)
        for _, slot, _ in outline.slots():
            if slot.title and (slot.text or slot.items):
                assert titles.place_of(slot.title) == slot.path, slot.title


def test_run_in_headings_and_headings_without_numbers() -> None:
    found = texts(
        find(
            "一、部门概况",
            "1、主要职责。负责图书借阅。",
            "机构设置",
            "内设五个科室。",
            "二、资产管理情况",
            "账实相符。",
        )
    )
    assert found == {
        ("概况", "主要职责"): "负责图书借阅。",
        ("概况", "机构设置"): "内设五个科室。",
        ("资产管理",): "账实相符。",
    }


def test_figures_of_run_in_headings_are_read() -> None:
    lines = (
        "（一）公用经费：2023年支出120.50万元。",
        "（二）党建经费：按标准列支。",
        "二、绩效自评情况",
        "（一）自评得分：95分。",
    )
    found = find("一、部门整体支出管理及使用情况", *lines)
    assert texts(found)["公用经费", "说明"] == "2023年支出120.50万元。"
    assert texts(found)["绩效", "综述"] == "### 自评得分\n\n95分。"
    assert found.left == (("党建经费", "按标准列支。"),)
    assert {(figure.path[-1], str(figure.value)) for figure in found.figures} == {
        ("公用经费", "120.50"),
        ("自评得分", "95"),
    }


def test_a_number_that_stands_alone_is_that_of_the_next_line() -> None:
    found = texts(find("一、", "部门概况", "负责民政。", "二、存在的问题", "1.", "甲不细。", "2.", "乙偏慢。"))
    assert found == {("概况", "基本情况"): "负责民政。", ("问题", 0): "甲不细。", ("问题", 1): "乙偏慢。"}


def test_where_headings_are_marked_no_other_short_line_is_one() -> None:
    lines = [
        ("部门概况", 1),
        ("负责民政。", 0),
        ("自评得分", 0),
        ("94分", 0),
        ("资产管理情况", 1),
        ("账实相符。", 0),
        ("附则", 1),
    ]
    paragraphs = (Paragraph(TITLE), *(Paragraph(text, level) for text, level in lines))
    found = texts(find_in_text(SourceDocument("报告.docx", "Word", paragraphs)))
    assert found == {("概况", "基本情况"): "负责民政。\n\n自评得分\n\n94分", ("资产管理",): "账实相符。"}


def test_what_has_no_place_goes_under_its_heading() -> None:
    found = find(
        "一、部门概况", "（一）党建工作", "按月学习。", "二、疫情防控", "1、措施", "每日消毒。", "2、成效", "无一感染。"
    )
    assert found.left == (("党建工作", "按月学习。"), ("疫情防控", "### 措施\n\n每日消毒。\n\n### 成效\n\n无一感染。"))


def test_headings_inside_a_text_are_marked_and_lists_stay_lists() -> None:
    found = texts(
        find(
            "一、部门整体支出绩效情况",
            "总体良好。",
            "（一）夯实基础",
            "1、抓学习",
            "学了。",
            "2、抓落实",
            "做了。",
            "（二）三项活动",
            "1、读书",
            "2、展览",
        )
    )
    assert found["绩效", "综述"] == "总体良好。"
    assert found["绩效", "成效"].split("\n\n") == [
        *("### 夯实基础", "#### 抓学习", "学了。", "#### 抓落实", "做了。"),
        *("### 三项活动", "1、读书", "2、展览"),
    ]


@pytest.mark.parametrize(
    ("lines", "entries"),
    [
        (("（一）甲不细。说明甲。", "（二）乙偏慢。"), ["甲不细。说明甲。", "乙偏慢。"]),
        (("1.甲不细", "说明甲。", "2.乙偏慢", "说明乙。"), ["甲不细\n\n说明甲。", "乙偏慢\n\n说明乙。"]),
        (("主要存在以下问题：一是甲不细；二是乙偏慢；三是丙不足。",), ["甲不细。", "乙偏慢。", "丙不足。"]),
        (
            ("受疫情影响，存在两个问题：一是甲不细；二是乙偏慢。",),
            ["受疫情影响，存在两个问题：\n\n甲不细。", "乙偏慢。"],
        ),
        (("存在以下问题：", "甲不细。", "乙偏慢。"), ["甲不细。", "乙偏慢。"]),
        (("甲不细。",), ["甲不细。"]),
        (("（一）甲不细。（二）乙偏慢。",), ["甲不细。", "乙偏慢。"]),
        (("主要问题：1.甲不细；2.乙偏慢。",), ["甲不细。", "乙偏慢。"]),
        (("1.甲不细，共2.5万元。",), ["甲不细，共2.5万元。"]),
        (("1、预算方面。一是甲不细；二是乙偏慢。",), ["预算方面。\n\n甲不细。", "乙偏慢。"]),
        (("1.甲不细。详见（2）。",), ["甲不细。详见（2）。"]),
        (
            ("（一）预算方面", "1、甲不细。", "2、乙偏慢。", "（二）资产方面", "丙不足。"),
            ["预算方面\n\n1、甲不细。\n\n2、乙偏慢。", "资产方面\n\n丙不足。"],
        ),
    ],
)
def test_problems_are_taken_apart(lines: tuple[str, ...], entries: list[str]) -> None:
    found = texts(find("一、存在的问题", *lines))
    assert [text for path, text in found.items() if path[0] == "问题"] == entries


@pytest.mark.parametrize(
    "lines",
    [
        ("（一）存在的问题", "甲不细。", "（二）改进措施", "细化甲。"),
        ("1、甲不细。改进措施：细化甲。",),
        ("1、甲不细。", "改进措施：", "1、细化甲。"),
        ("甲不细。", "整改措施：细化甲。"),
    ],
)
def test_measures_are_parted_from_problems(lines: tuple[str, ...]) -> None:
    found = texts(find("一、存在的问题及改进措施", *lines))
    assert titles_of().place_of("存在的问题及改进措施") == BOTH
    assert found == {("问题", 0): "甲不细。", ("改进措施", 0): "细化甲。"}


def test_problems_and_measures_that_nothing_parts_are_doubted() -> None:
    found = find("一、存在的问题及改进措施", "甲不细，今后要细化甲。")
    (only,) = [text for text in found.texts if text.path[0] == "问题"]
    assert "分不开" in only.doubt or "没有分开" in only.doubt
    assert only.text == "甲不细，今后要细化甲。"


def test_cover_catalogue_and_signature() -> None:
    lines = (
        *(
            "附件1",
            "索引号：430408/2021-00012　发布机构：某区财政局",
            "某区民政局",
            "2023年度部门整体支出",
            "绩效评价报告",
        ),
        *("部门（单位）名称：某区民政局（盖章）", "预算编码：201008", "目录", "一、部门概况…………1", "二、存在的问题 3"),
        *("一、部门概况", "负责民政。", "二、存在的问题", "甲不细。", "某区民政局", "2024年5月20日"),
        "联系人：张某 联系电话：0734-8888888",
    )
    found = find_in_text(SourceDocument("报告.docx", "Word", tuple(map(Paragraph, lines))))
    assert (found.year, found.unit) == (2023, "某区民政局")
    assert {text.path: text.text for text in found.texts} == {
        ("标题",): "2023年度部门整体支出绩效评价报告",
        ("文种",): "部门整体支出绩效评价报告",
        ("目录信息", "索引号"): "430408/2021-00012",
        ("目录信息", "发布机构"): "某区财政局",
        ("封面", "预算编码"): "201008",
        ("公开", "报告日期"): "2024-05-20",
        ("联系方式", "联系人"): "张某",
        ("联系方式", "办公电话"): "0734-8888888",
        ("概况", "基本情况"): "负责民政。",
        ("问题", 0): "甲不细。",
    }
    assert found.left == ()


def test_mobile_phones_are_not_taken_but_their_words_are_kept() -> None:
    found = find("一、部门概况", "负责民政。", "联系人：张某 手机：13800000000")
    assert "13800000000" in texts(found)["概况", "基本情况"]
    assert ("联系方式", "办公电话") not in texts(found)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2021年6月30日", "2021-06-30"),
        ("2021-6-3", "2021-06-03"),
        ("2021.06.30", "2021-06-30"),
        ("二〇二一年六月三十日", "2021-06-30"),
        ("二○二一年十月十一日", "2021-10-11"),
        ("2021年2月30日", None),
    ],
)
def test_days(words: str, day: str | None) -> None:
    assert parse_day(words) == day


@pytest.mark.parametrize(
    "text",
    ["- 3 -", "第3页", "第 3 页 共 12 页", "— 1 —", "【打印】【关闭】", "单位：万元", "首页 > 公开", "浏览次数：12"],
)
def test_page_numbers_and_buttons_are_no_words(text: str) -> None:
    assert is_furniture(text)


@pytest.mark.parametrize("text", ["第3页的数有误。", "3月", "小结", "打印费3万元", "单位：某区民政局", "中小学"])
def test_words_are_no_page_furniture(text: str) -> None:
    assert not is_furniture(text)


def test_contents_are_left_out_whether_or_not_their_lines_come_again() -> None:
    contents = (
        "目 录",
        "第一部分 部门概况",
        "一、主要职责",
        "第二部分 决算表",
        "一、收入支出决算总表",
        "第三部分 名词解释",
    )
    found = find(*contents, "第一部分 部门概况", "一、主要职责", "负责民政。", "第三部分 名词解释", "略。")
    assert texts(found) == {("概况", "主要职责"): "负责民政。"}
    assert found.left == (("名词解释", "略。"),)


def test_the_name_of_a_table_is_not_a_paragraph() -> None:
    grid = Grid((GridCell("科目", 0, 0),), "基础数据表")
    blocks = (Paragraph(TITLE), Paragraph("一、资产管理情况"), Paragraph("账实相符。"), Paragraph("基础数据表"), grid)
    found = find_in_text(SourceDocument("报告.docx", "Word", blocks))
    assert texts(found) == {("资产管理",): "账实相符。"}


def test_further_reports_stay_whole_under_their_titles() -> None:
    """Reports of projects or of other units in the same file: neither their words nor their figures are the unit's."""
    found = find(
        *("一、部门概况", "负责民政。", "二、部门整体支出总体情况", "2023年收入总计100.00万元。"),
        *("2023年度养老服务项目支出绩效自评报告", "一、项目概况", "惠及老人。", "二、存在的问题", "进度偏慢。"),
        *("2023年度某区园林所整体支出绩效自评报告", "一、部门概况", "管护公园。2023年收入总计70.00万元，编制9名。"),
    )
    assert texts(found) == {("概况", "基本情况"): "负责民政。", ("收支", "说明"): "2023年收入总计100.00万元。"}
    assert found.left == (
        ("2023年度养老服务项目支出绩效自评报告", "### 项目概况\n\n惠及老人。\n\n### 存在的问题\n\n进度偏慢。"),
        ("2023年度某区园林所整体支出绩效自评报告", "### 部门概况\n\n管护公园。2023年收入总计70.00万元，编制9名。"),
    )
    assert [(figure.path, str(figure.value)) for figure in found.figures] == [(("收支", "收入总计"), "100.00")]


def test_annex_keeps_its_headings() -> None:
    found = find(
        "一、部门概况", "负责民政。", "附件2：项目情况", "一、资产管理情况", "共3项。", "二、三公经费", "3万元。"
    )
    assert texts(found) == {("概况", "基本情况"): "负责民政。"}
    assert found.left == (("项目情况", "### 资产管理情况\n\n共3项。\n\n### 三公经费\n\n3万元。"),)


def test_a_letter_before_the_report_opens_no_annex() -> None:
    lines = ("附件", TITLE, "根据通知，报告如下。", TITLE, "一、部门概况", "负责民政。")
    found = find_in_text(SourceDocument("报告.docx", "Word", tuple(map(Paragraph, lines))))
    assert texts(found) == {("引言",): "根据通知，报告如下。", ("概况", "基本情况"): "负责民政。"}
    assert (found.year, found.left) == (2023, ())


#: Lines of which documents are made.
LINES: Final = (
    "一、部门概况",
    "（一）主要职责",
    "1、机构设置。内设五个科室",
    "二、绩效情况",
    "（二）夯实基础",
    "①抓学习",
    "（1）抓落实",
    "第三部分 说明",
    "三、存在的问题",
    "四、存在的问题及改进措施",
    "五、下一步改进措施",
    "六、天气晴好",
    "主要职责",
    "负责民政。",
    "一是甲不细；二是乙偏慢。",
    "改进措施：细化甲。",
    "针对上述问题，细化丁。",
    "1.读书",
    "2.展览",
    "支出12.30万元。",
    "某区民政局",
    "附件1",
    "附件",
    "自评表",
    "丙不足。",
    "2023年度",
    "存在以下问题：",
    "其中：",
    "（略）",
    "甲",
    "2、项目支出：30万元",
    "结果应用。公开。",
)


@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from([0, 0, 0, 1, 2])), max_size=25))
def test_no_word_is_lost_or_said_twice(lines: list[tuple[str, int]]) -> None:
    """Every paragraph stands somewhere, once; a heading alone may be said by the chapter that it opens."""
    paragraphs = (Paragraph(TITLE), *(Paragraph(text, level) for text, level in lines))
    found = find_in_text(SourceDocument("报告.txt", "文本", paragraphs))
    kept = [text.text for text in found.texts] + [word for pair in found.left for word in pair] + [found.unit]
    for text, _ in lines:
        if text.endswith("。") and "存在" not in text:
            assert _bare([text]) in _bare(kept), text
            count = sum(other == text for other, _ in lines)
            assert _bare(kept).count(_bare([text])) == count, text


def _bare(words: Iterable[str]) -> str:
    """Words without numbers, marks and signs."""
    joined = "\n".join(words)
    joined = re.sub(
        r"(?m)^(?:[一-十]、|（.{1,2}）|\d+[、.]|[①-⑳])|[一二]是|改进措施：|机构设置。|结果应用。", "", joined
    )
    return re.sub(r"[\W_]", "", joined)


def test_numbered_sentences_of_one_paragraph_are_parted_whatever_paragraph_follows() -> None:
    found = find("七、改进措施", "一是优化施工组织；二是明确资料清单。", "以上措施由办公室督促。")
    measures = [text for path, text in texts(found).items() if path[0] == "改进措施"]
    assert measures == ["优化施工组织。", "明确资料清单。", "以上措施由办公室督促。"]


def test_the_name_of_a_table_is_no_text_though_its_measure_stands_between() -> None:
    lines = (TITLE, "二、收支情况", "收入稳定。", "收支情况表", "单位：万元")
    table = Grid((GridCell("收入", 0, 0),), "收支情况表")
    found = find_in_text(SourceDocument("报告.txt", "文本", (*map(Paragraph, lines), table)), built_in()["湖南2022"])
    said = "".join((*texts(found).values(), *(words for pair in found.left for words in pair)))
    assert "收入稳定。" in said
    assert "情况表" not in said
