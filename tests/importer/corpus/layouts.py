"""The ten layouts seen in real reports, and what happens to words and numbers on their way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

_NUMERALS: Final = "零一二三四五六七八九十"
_FULL_WIDTH: Final = str.maketrans("0123456789.", "０１２３４５６７８９．")
_RADICALS: Final = str.maketrans("人一小工大车行支用日月水", "⼈⼀⼩⼯⼤⻋⾏⽀⽤⽇⽉⽔")

#: Chapters by what is in them: names of data-file texts (with a full stop before) and of sentences.
USUAL: Final = (
    (
        "部门概况",
        (
            ("基本情况", (".概况/基本情况",)),
            ("主要职责", (".概况/主要职责",)),
            ("机构设置及人员情况", (".概况/机构设置", "人员")),
        ),
    ),
    (
        "部门整体支出管理及使用情况",
        (
            ("收入支出总体情况", ("收支",)),
            ("基本支出情况", ("基本支出", "机关运行经费")),
            ("项目支出情况", ("项目支出",)),
            ("“三公”经费支出情况", ("三公经费",)),
            ("政府采购支出情况", ("政府采购",)),
        ),
    ),
    ("资产管理情况", (("", (".资产管理", "国有资产")),)),
    ("部门整体支出绩效情况", (("", (".绩效/综述", "得分", ".绩效/成效")),)),
    ("存在的主要问题", (("", (".问题",)),)),
    ("改进措施和有关建议", (("", (".改进措施",)),)),
)


def numeral(number: int) -> str:
    """12 → 十二."""
    return _NUMERALS[number] if number <= 10 else f"十{_NUMERALS[number - 10]}"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report is laid out.

    Attributes:
        first, second: numbers of its chapters and of what is below; ``{}`` is 一二三, ``#`` 123.
        titles: its own names of chapters.
        tables: its forms; ``tables_first`` before the words.
        start: the chapter that stands first.
    """

    name: str
    first: str = "{}、"
    second: str = "（{}）"
    titles: dict[str, str] = field(default_factory=dict)
    tables: tuple[str, ...] = ()
    tables_first: bool = False
    start: str = ""
    is_marked: bool = False
    runs_in: bool = False
    has_cover: bool = False
    is_page: bool = False

    def number(self, depth: int, count: int) -> str:
        """The number of a heading."""
        return (self.second if depth else self.first).replace("{}", numeral(count)).replace("#", str(count))


LAYOUTS: Final = (
    Layout("一（一）1", tables=("基础数据表",)),
    Layout(
        "（一）、", "{}、", "（{}）、", {"部门概况": "部门（单位）概况", "存在的主要问题": "存在的问题"}, ("自制表",)
    ),
    Layout("条内标题", "{}、", "#、", {"部门概况": "部门基本情况"}, ("自制表",), runs_in=True),
    Layout("得分在前", "{}、", "（{}）", {"部门概况": "单位基本情况"}, ("基础数据表",), start="部门整体支出绩效情况"),
    Layout("封面", "{}、", "#.", {"资产管理情况": "国有资产管理情况"}, ("自制表", "指标表"), has_cover=True),
    Layout("得分表", "#、", "（#）", {"改进措施和有关建议": "下一步改进措施"}, ("指标表",), tables_first=True),
    Layout("附件", "{}、", "（{}）", {}, ("基础数据表", "自评表"), is_marked=True),
    Layout("项目自评表", "{}、", "#.", {"存在的主要问题": "存在的主要问题及原因"}, ("项目表",)),
    Layout("决算五部分", "第{}部分 ", "{}、", {"部门概况": "单位概况"}, ("决算表",), is_marked=True),
    Layout("网页", "{}、", "（{}）", {}, ("自制表",), is_page=True),
)


def thousands(digits: str) -> str:
    """12345.60 → 12,345.60."""
    whole, point, cents = digits.partition(".")
    return f"{int(whole):,}{point}{cents}" if whole.isdigit() else digits


def _broken(digits: str) -> str:
    whole, point, cents = digits.partition(".")
    return f"{whole}.\n{cents}" if point else digits


def _spaced(digits: str) -> str:
    whole, point, cents = digits.partition(".")
    return f"{whole[:1]} {whole[1:]}{point}{cents}" if len(whole) > 1 and whole.isdigit() else digits


#: What happens to numbers, and whether it may happen inside a sentence.
NUMBERS: Final[dict[str, tuple[Callable[[str], str], bool]]] = {
    "无": (str, True),
    "千分位": (thousands, True),
    "全角数字": (lambda digits: digits.translate(_FULL_WIDTH), True),
    "断行": (_broken, False),
    "多一个点": (lambda digits: f"{digits}." if "." in digits else digits, False),
    "数字里的空格": (_spaced, False),
}
#: What happens to the labels of tables.
LABELS: Final[dict[str, Callable[[str], str]]] = {
    "无": str,
    "空格": lambda label: " ".join(label) if len(label) < 6 else label,
    "丢括号": lambda label: label.replace("）", "").replace(")", ""),
    "在公经费": lambda label: label.replace("三公经费", "在公经费").replace("“三公”经费", "在公经费"),
    "年变横线": lambda label: label.replace("年度", "-度").replace("上年结转", "上-结转"),
    "部首": lambda label: label.translate(_RADICALS),
    "符号": lambda label: label.replace("≤", "≦").replace("“", '"').replace("”", '"'),
}
