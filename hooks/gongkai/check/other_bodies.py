"""Whether an amount is of another body or of a part only: asked before anything is called wrong.

县农业综合行政执法大队保有执法用车3辆，运行费9.62万元，包含在上述18.36万元之内: the money of one body that the unit
has below it is no figure of the unit's. Nothing here makes a finding.
"""

from __future__ import annotations

import re
from typing import Final

from ..text.statement import Statement
from .context import CheckContext

_BREAKS: Final = "。！？\n；;"
_NEAR: Final = 200
#: A clause that begins with a body of its own name, and what is told of it.
_BODY: Final = re.compile(
    r"(?:^|[，：:、（(])(?:其中[，：:]?|下属的?|所属的?)?"
    r"(?P<body>[\u4e00-\u9fff]{2,16}?(?:[大支中]队|中心|所|站|院|校|[中小]学|局|办|馆|公司|协会|村|社区))"
    r"(?=[全本当]年|年[内中末底]|[现保共尚]?有|保留|使用|用[了于掉]?|的|花|开支|支出|列支|发生|实际|核算|承担|配备|占用|管护|运[行维]|车辆|公务|接待|“?三公"
    r"|基本|项目|人员|公用|日常|工资|采购|编制|在[编职岗]|[一二三四五六七八九十两0-9]|[，：:])"
)
#: The unit itself, any of them, or who only acts for it.
_NO_OTHER: Final = re.compile(
    "^(?:[我本全该各整]|经(?!济)|由|对(?!外)|向|为|与|给|报|据|按|在|从|受|因|根据|通过|加强)|[我本全该各](?:单位|部门|[局院校馆所站办]|中心)"
)
#: What is told after the other body is of the unit again.
_OWN_AGAIN: Final = re.compile("[我本全](?:单位|部门|系统|[局院校馆所站办镇乡])|合计|共计|总计|汇总")
#: The amount is part of another that is told.
_CONTAINED: Final = re.compile(
    r"^[^。；]{0,12}?(?:包含|包括|含|计|列|算)(?:在|入|进)了?[^，。；]{0,24}(?:内|[之其]中|里|数据|总[数额量])"
    r"|^[^，。；]{0,6}[，（(]?(?:均|都|已|也)?(?:包含|包括|含|计算)在(?:上述|前述|以上|其中|内|总)"
)
_CONTAINS: Final = re.compile(r"(?:已含|内含|其中包括|其中包含|里面?含有?)[^，。；\d]{0,20}[\d.,]*\s*[万亿千]?元?$")


def is_of_another_body(context: CheckContext, said: Statement) -> bool:
    """Whether the sentence gives the amount to a body of its own, or says that it is contained in another."""
    start = max([said.text.rfind(mark, max(0, said.end - _NEAR), said.end) for mark in _BREAKS]) + 1
    before, after = said.text[max(start, said.end - _NEAR) : said.end], said.text[said.end : said.end + _NEAR]
    if _CONTAINED.search(after) or _CONTAINS.search(before):
        return True
    bodies = [found for found in _BODY.finditer(before) if _is_other(context, found["body"])]
    return bool(bodies) and not _OWN_AGAIN.search(before, bodies[-1].end())


def _is_other(context: CheckContext, body: str) -> bool:
    names = (context.unit_name, context.unit.name, context.unit.short_name or "")
    return not _NO_OTHER.search(body) and not any(body in name or (name and name in body) for name in names)
