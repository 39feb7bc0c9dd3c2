"""The classes (类) of 政府收支分类科目, 支出功能分类: each code with its name and its earlier names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

_TABLE: Final = """
201 一般公共服务支出
202 外交支出
203 国防支出
204 公共安全支出
205 教育支出
206 科学技术支出
207 文化旅游体育与传媒支出 文化体育与传媒支出
208 社会保障和就业支出
209 社会保险基金支出
210 卫生健康支出 医疗卫生与计划生育支出 医疗卫生支出
211 节能环保支出 环境保护支出
212 城乡社区支出 城乡社区事务支出
213 农林水支出 农林水事务支出
214 交通运输支出
215 资源勘探工业信息等支出 资源勘探信息等支出 资源勘探电力信息等支出 资源勘探电力信息等事务支出 采掘电力信息等事务支出
216 商业服务业等支出 商业服务业等事务支出
217 金融支出 金融监管等事务支出 金融监管支出
218 地震灾后恢复重建支出
219 援助其他地区支出
220 自然资源海洋气象等支出 国土海洋气象等支出 国土资源气象等支出 国土资源气象等事务支出
221 住房保障支出
222 粮油物资储备支出 粮油物资储备事务支出 粮油物资管理事务支出
223 国有资本经营预算支出
224 灾害防治及应急管理支出
227 预备费
228 国债还本付息支出
229 其他支出
230 转移性支出
231 债务还本支出
232 债务付息支出
233 债务发行费用支出
234 抗疫特别国债安排的支出
"""
_MARK: Final = re.compile(r"[（(]?类[）)]?$|[\s　、]")


def _bare(name: str) -> str:
    """A name without what forms leave out: 支出, 事务, （类）."""
    return _MARK.sub("", name).removesuffix("支出").removesuffix("事务")


#: Code → the name in use now.
CLASSES: Final[Mapping[str, str]] = {line.split()[0]: line.split()[1] for line in _TABLE.split("\n") if line}
_CODES: Final = {_bare(name): line.split()[0] for line in _TABLE.split("\n") if line for name in line.split()[1:]}


@lru_cache(maxsize=256)
def class_named(name: str) -> str | None:
    """The code of the class that a form calls ``name`` now or called so in an earlier year; None for any other name."""
    return _CODES.get(_bare(name))
