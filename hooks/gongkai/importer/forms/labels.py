"""The names of lines as forms print them, with their marks, brackets and losses → the lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from ...model.amounts import COLUMNS, OpenItem
from ...model.line_names import known_names
from ...model.lines import LINES, Line
from ...model.names import OwnNames
from ...model.paths import find_field, record_in
from ...model.problem import KeyPath
from ...model.report import Report
from ..plain_words import normal
from .measures import counted_measure

_CIRCLED: Final = re.compile("[①-⑳⑴-⒇❶-❿]")
_MARKS: Final = re.compile(
    r"(?:[(（](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]、?|[一二三四五六七八九十]{1,3}[、.．,，]"
    r"|\d{1,2}(?:[、．)）]|\.(?!\d))|其中[:：、]?|其[:：]|[加减][:：]|[*•·△▲●-]+)+"
)
_MEASURES: Final = re.compile(
    r"[(（](?:单位[:：]?)?(?:金额)?[,，]?(?:亿元|万元|千元|元|人次|批次|人|个|辆|台[（(]套[)）]|台|套|平方米|㎡|m2|分|%|名|次|批)(?:[)）]|$)"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d年(?:度|末|底)?|截至.{2,14}日|^(?:本年度|年末|期末)(?=实际在职|实有人数)")
_OTHER: Final = re.compile(r"[^\u3400-\u9fffA-Za-z0-9]")
#: What the forms call lines beside what sentences do.
_FORM_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "three_public": ("三公经费合计", "在公经费", "三公经费支出合计", "三公经费总额"),
    "official_vehicles": ("公务用车购置和维护经费", "公务用车购置和维护", "公务用车购置及运行维护费小计"),
    "vehicle_purchase": ("公车购置", "公务用车购置费", "公务用车购置经费"),
    "vehicle_running": ("公车运行维护", "公务用车运行维护费", "公车运行维护经费", "公务用车运行维护经费"),
    "overseas_visits": ("出国经费", "因公出国境", "出国境经费", "因公出国境费用", "出国境费"),
    "official_receptions": ("公务接待", "公务接待经费"),
    "procurement": ("政府采购金额", "政府采购支出合计"),
    "goods": ("政府采购货物支出", "政府采购货物"),
    "works": ("政府采购工程支出", "政府采购工程"),
    "services": ("政府采购服务支出", "政府采购服务"),
    "serving_staff": ("实际在职人数", "在职人数", "实际在职人员数"),
    "authorized_posts": ("编制数", "编制人数"),
    "whole_adjustment": ("部门整体支出预算调整",),
    "basic_adjustment": ("部门基本支出预算调整",),
    "approved_area": ("批复规模", "批复规", "批准规模"),
    "actual_area": ("实际规模", "实际规", "实际建设规模"),
    "approved_investment": ("预算投资",),
    "actual_investment": ("实际投资",),
    "annual_funds": ("年度资金总额", "年度预算资金总额", "资金总额", "年度资金总"),
    "income": ("本年收入合计",),
    "expenditure": ("本年支出合计",),
    "opening_balance": ("年初结转和结余", "上年结转和结余", "年初财政拨款结转和结余"),
    "closing_balance": ("年末结转和结余", "年末财政拨款结转和结余"),
    "used_balance": ("使用非财政拨款结余", "使用非财政拨款结余含专用结余", "用事业基金弥补收支差额"),
    "fixed_assets_in_use": ("在用固定资产", "实际在用固定资产"),
    "vehicles_bought": ("公务用车购置数量",),
    "vehicles_kept": ("公务用车保有数量",),
    "vehicles": ("车辆数合计", "车辆数"),
    "small_and_medium": ("政府采购授予中小企业合同金额", "政府采购授予中小企业"),
    "micro_and_small": ("政府采购授予小微企业合同金额", "政府采购授予小微企业"),
    "office_running": ("机关运行经费", "机关运行经费支出"),
}
#: Sentences call these so, but in a table they may be another thing.
_VAGUE: Final = frozenset(
    {"公务用车", "车辆", "接待", "采购", "自评", "编制", "在职", "在编", "退休", "现有", "实有", "专项支出", "总支出"}
)


def bare(label: str) -> str:
    """A label without marks, brackets, measures, years: 其中：1、公务接待费（万元） → 公务接待费."""
    plain = normal(_CIRCLED.sub("", label))
    plain = re.sub(r"\s", "", plain)
    plain = _MEASURES.sub("", plain)
    plain = _MARKS.sub("", plain) if not _MARKS.match(plain) else plain[_marked(plain) :]
    return _OTHER.sub("", _YEAR.sub("", plain))


def _marked(plain: str) -> int:
    found = _MARKS.match(plain)
    return found.end() if found else 0


def printed(label: str) -> str:
    """A name of the unit's own, as it stands but for its mark and measure: 1、办公费 → 办公费."""
    plain = _CIRCLED.sub("", label).strip()
    kept = plain[_marked(normal(plain)) :] if len(normal(plain)) == len(plain) else plain
    return _MEASURES.sub("", kept).strip("：: ")


#: How deep a mark sets a label, from the top: nothing, 一、, （一）, 1、, （1）, ①, 其中：.
_DEPTHS: Final = (
    re.compile("[一二三四五六七八九十]{1,3}[、.．]"), re.compile("[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"\d{1,2}[、．.](?!\d)"), re.compile(r"[(（]?\d{1,2}[)）]"), _CIRCLED, re.compile("其中|其[:：]"),
)  # fmt: skip  # a table of marks


def mark_of(label: str) -> int:
    """How deep the mark of a label sets it; 0 where it has none."""
    plain = label.strip()
    return next((depth for depth, mark in enumerate(_DEPTHS, 1) if mark.match(plain)), 0)


@lru_cache(maxsize=4)
def _index(extra: OwnNames) -> Mapping[str, tuple[Line, ...]]:
    found: dict[str, dict[Line, None]] = {}
    for line in LINES:
        own = (line.label, line.path[-1], *line.names, *_FORM_NAMES.get(line.key.removeprefix("fiscal_"), ()))
        for name in own:
            found.setdefault(bare(name), {})[line] = None
    for name, lines in known_names(extra).items():
        if bare(name):
            found.setdefault(bare(name), dict.fromkeys(lines))
    return {name: tuple(lines) for name, lines in found.items() if name}


def lines_labelled(label: str, extra: OwnNames = ()) -> tuple[Line, ...]:
    """Every line that a label may mean, wherever it stands."""
    known, name = _index(extra), bare(label)
    if name in _VAGUE:
        return tuple(line for line in known.get(name, ()) if line.measure != "万元") if counted_measure(label) else ()
    if name in known:
        return known[name]
    shorter = re.sub(r"^\d{1,2}(?=[\u3400-\u9fff])", "", name)  # ① that was made 1
    return known.get(shorter, ())


def is_vague(label: str) -> bool:
    """Whether a label may mean a line and may as well be another thing: 专项支出, 接待."""
    return bare(label) in _VAGUE


def is_below(mark: int, above: int) -> bool:
    """Whether the mark of a label sets it below another; 一、 and （一） begin lists of their own below none."""
    return mark > (above or mark_of("（一）"))


def is_common(line: Line) -> bool:
    """Whether the label is too common to mean the line outside its own whole: 货物, 其他收入."""
    return line.columns == COLUMNS and line.label not in line.names and line.path[0] != "财政拨款"


def is_open(path: KeyPath) -> bool:
    """Whether the line may have parts that the unit names itself."""
    declared = find_field(Report, path)
    holds = record_in(declared) if declared else None
    return holds is not None and issubclass(holds, OpenItem)
