"""撤下: the file of a report that was lawfully taken down says so, and holds nothing else. S30."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..model.empty_words import fault_of_words
from ..model.problem import KeyPath, Level, Problem
from ..model.report import Report
from .yaml_text import Document

CODE: Final = "S30"
_LEFT: Final = ("标题", "公开")
_SAID: Final = ("状态", "理由", "撤下日期", "原文件校验值")
_BARE: Final = "删去这一项：撤下的报告只留“标题”和“公开”，附件也一并删去"
_CURES: Final = {
    "理由": "写明为什么撤下，不重复撤下的内容",
    "撤下日期": "写从网站上撤下的日期",
    "原文件校验值": "运行 gongkai correct 加上这个文件，由程序写出",
}
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_EXAMPLE: Final = (
    "标题: 2020年度部门整体支出绩效自评报告\n公开:\n  状态: 撤下\n  理由: 附件误载个人信息，依法撤下\n"
    "  撤下日期: 2021-09-01\n  原文件校验值: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
)


def check_withdrawn(report: Report, document: Document) -> Iterator[Problem]:
    """What a withdrawn report still holds, and what it does not say."""
    disclosure = report.disclosure
    more: list[KeyPath] = [(key,) for key in document.value if key not in _LEFT]
    more += [("公开", key) for key in document.value["公开"] if key not in _SAID]
    for path in more:
        message = f"报告已撤下，文件里还有“{path[-1]}”"
        yield document.problem(path, Level.ERROR, CODE, message, _BARE, _EXAMPLE)
    facts = (
        ("理由", disclosure.reason),
        ("撤下日期", disclosure.withdrawn_on),
        ("原文件校验值", disclosure.withdrawn_digest),
    )
    for key, value in facts:
        if not value:
            message, cure = f"报告已撤下，没有写“{key}”", f"在“公开”下面补上“{key}”：{_CURES[key]}"
            yield document.problem(("公开",), Level.ERROR, CODE, message, cure, _EXAMPLE)
    if disclosure.reason and (fault := fault_of_words(disclosure.reason)):
        yield document.problem(("公开", "理由"), Level.ERROR, CODE, f"撤下的“理由”{fault}", _CURES["理由"], _EXAMPLE)
    if disclosure.withdrawn_digest and not _DIGEST.fullmatch(disclosure.withdrawn_digest):
        message = "“原文件校验值”不是 SHA-256：应为 64 个数字和小写字母 a–f"
        path = ("公开", "原文件校验值")
        yield document.problem(path, Level.ERROR, CODE, message, _CURES["原文件校验值"], _EXAMPLE)
