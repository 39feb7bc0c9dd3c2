"""Headings that no form has for its columns: 计划金额, 合同价. What stands below them is not certain to be 决算.

The lowest row of a heading is known where nothing but words of the forms make it up: the year, the column, the name of
a line or of a kind of money, a measure. Any other word may make another thing of the figures.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from ...model.functional_classes import CLASSES
from ...model.lines import LINES
from ..plain_words import plain
from .labels import bare, lines_labelled

UNKNOWN: Final = "表上这一栏叫“{}”，没有写明是决算"
#: What the headings of the forms are made of, beside the names of lines.
_WORDS: Final = (
    "上年度 上年 上一年 去年 前一年 上期 本年度 本年 当年 全年 年度 年初 年末 年底 期初 期末 本期 年 度 末 底"
    " 截至 截止 部门 单位 本级 本 机关 批复 安排 初始 预算 决算 执行 实际 实支 完成 发生 实有 现有 在职 编制"
    " 核定 在编 统计 填报 填列 调整 变更 追加 后 前 原 其中 支出 收入 收支 开支 使用 列支 累计 结转 结余 财政"
    " 拨款 资金 经费 费 用 费用 公用 人员 项目 科目 名称 内容 指标 类别 事项 数 额 数量 数值 数据 人数 个数"
    " 面积 总量 总 值 情况 合计 小计 总计 共计 计 的 及 与 和 或 以 为 在 结果 现状 栏次 行次 序号 编码 代码"
    " 计量 金额 数额 万元 亿元 千元 元 人 个 辆 台 套 平方米 ㎡ m2 批次 人次 次 批 团组 一般公共预算 政府性基金"
    " 国有资本经营 财政专户 管理 其他 单位资金 自有 事业 经营 上级补助 附属单位 上缴 上级 对 补助 类 款 项 来源"
    " 功能 经济 分类 性质 按 货物 工程 服务 采购 公务用车 购置 运行 维护 因公 出国 境 公务接待 国内 国外 接待"
    " 保有量"
)
_NUMBERS: Final = r"(?:19|20)\d\d|12月(?:31日)?|\d{1,3}|[A-Za-z]|[^\w\s]"
#: What is none of the year's: such a word in any row of a heading, whatever else is there.
_OTHER: Final = re.compile(
    "(?<!政府)(?<!实际)采购(?:金额|数|额)|计划|合同|招标|中标|成交|下达|申报|申请|预计|预估|概算|测算|估算|到位|应付|应收|未付|欠付|限额|标准|控制数|目标|评审|审定|送审|审计"
    "|投资|拟|报价|控制价|最高|节约|[近前][两二三四五]年|季度|上半年|下半年|(?<!1)(?<!\\d)\\d{1,2}月|截[至止]\\d{1,2}月"
)


def doubt_of_name(heading: tuple[str, ...]) -> str:
    """Why the figures below a heading may not be those of the column that it seems to say; "" where they are.

    Args:
        heading: its rows from the top, as printed; () for none.
    """
    *above, last = heading or ("",)
    if not (_is_strange(last) or says_other(tuple(above))):
        return ""
    return UNKNOWN.format("".join(dict.fromkeys("".join(words.split()) for words in heading)))


def says_other(heading: tuple[str, ...]) -> bool:
    """Whether a heading says of its figures that they are planned, contracted or of a part of the year."""
    return any(_OTHER.search(plain(words)) and not lines_labelled(words) for words in heading)


@lru_cache(maxsize=4096)
def _is_strange(words: str) -> bool:
    is_named = bool(lines_labelled(words)) or bare(words) in CLASSES.values()
    return not is_named and (says_other((words,)) or _known().sub("", plain(words)) != "")


@cache
def _known() -> re.Pattern[str]:
    """What a known heading is made of, the longest words first."""
    names = (plain(name) for line in LINES for name in (line.label, line.path[-1], *line.names))
    words = sorted({*names, *CLASSES.values(), *_WORDS.split()}, key=len, reverse=True)
    return re.compile(f"{_NUMBERS}|{'|'.join(map(re.escape, words))}")
