"""What the guard tells people: every code with its cure, and examples made of the values that changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from ..load.source import printable
from ..model.correction import ChangedValue
from ..model.problem import KeyPath, Level, Place, Problem

_REVIEW: Final = "公开: {状态: 核实中, 理由: 正在核实工资福利支出}"
_WITHDRAWN: Final = (
    "公开:\n  状态: 撤下\n  理由: 附表里有个人的身份证号\n  撤下日期: 2021-09-01\n  原文件校验值: （照上面写的抄）"
)
#: So long before the public version that lacks it an entry may be dated. It is signed on its day, then reviewed and
#: merged; the longest holidays (春节, 国庆) take nine days, and a working week remains.
MOST_DELAY: Final = timedelta(days=15)
#: Code → what to do about it, and an example; ``{file}`` is the file.
_CURES: Final = {
    "G01": ("网址定了就不改。恢复这个文件；需要撤下的，把状态改为“核实中”“依法不公开”或“撤下”并写明理由", _REVIEW),
    "G02": ("运行 gongkai correct {file}，它写好原来和现在的值，再补上内容和原因；没有要改的，恢复原来的", ""),
    "G03": ("恢复原来的记录，一个字不改，新的写在最后", ""),
    "G04": ("需要撤下核实的，把状态改为“核实中”，并写明理由", _REVIEW),
    "G05": (
        "单位标识就是网址，不能删除或改名。单位撤销写“撤销年度”，更名写“曾用名”，合并在新单位写“前身”",
        "{unit}:\n  撤销年度: 2020",
    ),
    "G10": ("运行 gongkai correct {file} 重新写出“改动”；没有改的一条删掉", ""),
    "G11": ("先取得完整的历史再校核：git fetch --unshallow；取不到的，保持现在的状态，交站点维护人员", ""),
    "G12": ("先按列出的问题改好，再校核一次", ""),
    "G13": (
        f"日期写实际改动的那一天：在所改的内容公开以后、今天以前，不比上一个公开的版本早 {MOST_DELAY.days} 天以上；"
        "内容写原数和新数，原因写为什么",
        "",
    ),
    "G14": ("只有公开过的报告可以撤下。文件里只留标题和“公开”的这几项，其余全部删掉", _WITHDRAWN),
    "G15": ("运行 gongkai correct {file}，再补上内容和原因；没有要改的，恢复原来的", ""),
    "G16": ("恢复原来的先后；新单位可以插在任何位置", ""),
    "G17": ("提交文件本身：普通文件，权限 644。链接、子模块、程序都换掉", ""),
    "G18": ("改正 {file} 里这一条“变更”的“改动”；没有改的删掉", ""),
    "G19": ("恢复原来的写法", ""),
    "G20": ("在 {file} 的“变更”最后加一条，照例子写全，补上内容和原因；没有要改的，恢复原来的", ""),
    "G21": ("恢复这个文件；不再公开的，在“附件”里删去这一条，再运行 gongkai correct {file}", ""),
    "G22": (
        "照提交 {commit} 的那一版恢复；真的要改的，运行 gongkai correct {file} --base {commit}，再补上内容和原因",
        "",
    ),
    "G25": (
        "早就在别处公开过的，在“目录信息”里写“来源”：原来的网址，或者登在哪里；没有的，日期写 {day} 或者留空",
        "目录信息: {来源: https://…}",
    ),
    "G24": ("照“改动”写“内容”里的数；“改动”不对的，运行 gongkai correct {file} 重新写出", ""),
    "G23": ("日期改写成 {day}；真的早就改过的，在文字里写明是哪一天", "日期: {day}"),
}
#: More values than a person would copy.
_MOST_SHOWN: Final = 40


def problem(
    file: str,
    code: str,
    message: str,
    *,
    place: Place | None = None,
    path: KeyPath = (),
    example: str | None = None,
    level: Level = Level.ERROR,
    commit: str = "",
    day: date | None = None,
) -> Problem:
    """A problem of ``file``, a path below the project; ``commit`` and ``day`` are such as its cure names."""
    cure, usual = _CURES[code]
    name = printable(file)
    told = cure.format(file=name, commit=commit, day=day)
    shown = usual.format(day=day) if code == "G23" else usual
    return Problem(place or Place(name), level, code, message, told, example or shown, path)


def gone(unit_id: str, file: str) -> Problem:
    """A unit left the register."""
    example = _CURES["G05"][1].format(unit=unit_id)
    return problem(file, "G05", f"单位 {unit_id} 从登记表里消失了", example=example)


def entry_of(word: str, changes: Sequence[ChangedValue], day: date) -> str:
    """An entry of 更正 or 变更 that names ``changes``, for people to say what and why."""
    lines = [f"{word}:", f"  - 日期: {day}", "    内容: ……", "    原因: ……", "    改动:"]
    for change in changes[:_MOST_SHOWN]:
        before, after = map(_quoted, (change.before, change.after))
        lines.append(f"      - {{项目: {_quoted(change.item)}, 原来: {before}, 现在: {after}}}")
    rest = len(changes) - _MOST_SHOWN
    return "\n".join([*lines, *([f"      # 其余 {rest} 处照样写"] if rest > 0 else [])])


def _quoted(value: str | None) -> str:
    return "null" if value is None else json.dumps(value, ensure_ascii=False)
