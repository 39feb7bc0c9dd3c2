"""Names of rows that forms leave to the unit and most give: functional classes, economic items, kinds of staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from ..model.functional_classes import CLASSES
from ..model.problem import KeyPath
from ..text.statement import Subject, Subjects

#: Economic items (款) of 商品和服务支出, as reports break down 公用经费.
_OF_OPERATING: Final = (
    "办公费 印刷费 咨询费 手续费 水费 电费 水电费 邮电费 取暖费 物业管理费 差旅费 维修（护）费 维修费 租赁费 会议费"
    " 培训费 专用材料费 劳务费 委托业务费 工会经费 福利费 其他交通费用 税金及附加费用 办公设备购置"
    " 其他商品和服务支出"
)
_OF_STAFF: Final = "行政人员 参公人员 事业人员 工勤人员 机关工勤人员 参照公务员法管理人员 公务员 行政 参公 事业 工勤"
_OF_POSTS: Final = "行政编制 事业编制 工勤编制 参公编制 行政 事业 参公 工勤"
_PEOPLE: Final = frozenset({"概况", "人员", "引言"})


@cache
def known_rows(path: KeyPath) -> Mapping[str, Subjects]:
    """The rows that sentences in the text at ``path`` may name, by their names."""
    if path[:2] == ("收支", "项目支出"):
        return _below(("收支", "项目支出", "其中"), CLASSES.values())
    if path[0] == "公用经费":
        return _below(("公用经费", "其中"), _OF_OPERATING.split())
    if path[0] in _PEOPLE:
        posts, staff = _below(("人员", "编制其中"), _OF_POSTS.split()), _below(("人员", "其中"), _OF_STAFF.split())
        people = {name: (*posts.get(name, ()), *staff.get(name, ())) for name in {**posts, **staff}}
        return {name: tuple(row._replace(measure="人") for row in rows) for name, rows in people.items()}
    return {}


def _below(path: KeyPath, names: Iterable[str]) -> dict[str, Subjects]:
    return {name: (Subject(name, (*path, name)),) for name in names}
