"""What stands between the words that say something: filling that changes nothing, or the name of something else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from .statement import NOBODY, Subjects

#: Words that change nothing about whose figure follows.
_FILLING: Final = """
    一年 对照 全部门 类 社 队 馆 园 本次 经 相比 比较 相较 比 即 均为 降为 升为 增为 减为 降到 升到 的 了 为 是 共
    有 在 于 至 到 达 按 就 其 数 额 总 各 项 均 也 又 则 仅 只 约合 计 共计 合计 总计 累计 总共 达到 支出 收入 总额
    金额 总数 人数 数额 经费 费用 资金 决算 实际 完成 实现 发生 开支 使用 安排 批复 核定 下达 列支 形成 执行 全年
    当年 本年 年度 本年度 今年 单位 部门 我 本 该 局 院 校 镇 乡 委 办 会 中心 所 站 处 厅 略有 有所 小幅 大幅 明显
    总体 整体 各项 全部 实有 现有 目前 截至 截止 年末 年底 末 底 人员 干部 职工 口径 情况 方面 国内 人民币 数为 额为
    同期 期末 付出 支付 付款 付 结出 用去 拨付 资金共 钱 项目 到年底 来访团组 来访 来宾 团组 开支财政拨款的 教职工
    由 从 增至 减至 降至 增加到 减少到 下降到 上升到 增加至 减少至 下降至 另有 另 收到 全局 全院 全校 全委 学校 我校
    本校 医院 年末年初 教师 比例 比重 比率 一是 二是 三是 四是 五是 六是 年中 年内
    一年间 一年来 若以 如以 若按 如按 以 花费 花去 花了 用了 用去 额度 规模 涉及来访 涉及来宾
    绩效 整体支出绩效 一类 一项 一块 执行中 年度执行中 预算执行中
    未突破 没有突破 单价 单位价值
    提高到 提高至 上升到 上升至 降低到 降低至 压减到 压减至 缩减到 缩减至 增长到 增长至 回落到 上涨到 上涨至
    花 用掉 花掉 花出去 用出去 给了 批了 最后 最终 才 一年下来 给足了 用到 花到 掏了 掏 就 里头 光 花得最多
    绝对额 绝对数 同时 总量
    之比 年终 保有 公务 两年相比 两年比较 两年对比 年度内 一年来共
"""
_FILLER: Final = re.compile(
    r"(?:\d{1,2}月(?:\d{1,2}日|底|末)?|[\s“”\"'—*#\-①-⑳]|\d{1,2}[.．](?!\d)|"
    + "|".join(sorted(_FILLING.split(), key=len, reverse=True))
    + ")*+"
)
#: Money of another scope than the unit's own.
_SCOPE: Final = re.compile(
    "财政|拨款|基金|国有资本|专户|上级|下级|本级|所属|下属|附属|中央|省|市|全区|全县|全镇|各|其他|专项|项目|追加|用于|压减|增加|减少|按|每|人均"
    "|年初|预算|计划|应|拟|除|不含|扣|跨|续|新[增建]|历年|往年"
)
_FISCAL: Final = re.compile("拨款|一般公共预算|政府性基金|国有资本|本级|财政资金")
#: What goes on about a name.
_GOES_ON: Final = re.compile(
    "[严用主均全按由从因随受略较在未没得实坚持厉继为超控执有已应需共合总年本当决预支收的了方情金数额总比同与和及其同一即也都各财上，、]"
)
_LEADS: Final = re.compile(
    "(?:核定(?:我.|本单位)?|合同授予|授予|核算|列报|完成|实现|发生|安排|为|的|年|度|全年|其中|实际|聘请|聘有|另聘|聘任|加上?|而|另有|此外|另外|减去|扣)$"
)
#: 财政拨款即一般公共预算拨款: what follows is the name on the form.
_SAME_AS: Final = frozenset({"财政拨款即", "财政拨款收入即", "财政补助收入即", "财政补助即", "财政拨款（即", "即"})
#: After the whole: 本年支出中，基本支出占….
WITHIN: Final = frozenset({"中", "里", "当中", "之中"})
_LONGEST: Final = 40
#: How much filling may stand around a name.
_MOST_FILLING: Final = 10


@lru_cache(maxsize=4096)
def is_filling(gap: str) -> bool:
    """Whether ``gap`` changes nothing about whose figure follows."""
    return not gap or _FILLER.fullmatch(gap) is not None


def bare(gap: str) -> str:
    """What ``gap`` names, without the filling around it."""
    gap = gap[-_LONGEST:]
    start = next((at for at in range(len(gap), 0, -1) if is_filling(gap[:at])), 0)
    end = next((at for at in range(start, len(gap)) if is_filling(gap[at:])), len(gap))
    return gap[start:end] or gap


def is_scope(gap: str) -> bool:
    """Whether ``gap`` narrows what follows to one kind of money: 财政拨款基本支出."""
    return _FISCAL.search(gap[-12:]) is not None


def ends_alike(label: str, name: str) -> bool:
    """Whether a label said before is what ``name`` means: 财政拨款基本支出 and 基本支出."""
    trimmed = bare(name)
    return len(trimmed) > 1 and bare(label).endswith(trimmed) and ("总" in label) >= ("总" in name[:1])


def is_compound(gap: str) -> bool:
    """Whether ``gap`` after a name makes another word of it: 政府采购 and 监管股."""
    return not is_filling(gap) and gap not in WITHIN and not _GOES_ON.match(gap)


def leads_to_name(gap: str) -> bool:
    """Whether a name after ``gap`` is the unit's own line, and no part or other scope of it."""
    return is_filling(gap) or gap in _SAME_AS or (_LEADS.search(gap) is not None and not _SCOPE.search(gap[-12:]))


def find_named(gap: str, rows: Mapping[str, Subjects]) -> Subjects:
    """The rows of the report that ``gap`` names, with nothing but filling around the name."""
    if found := rows.get(gap):
        return found
    if not rows or len(gap) > _LONGEST:
        return NOBODY
    starts = [at for at in range(min(len(gap), _MOST_FILLING)) if is_filling(gap[:at])]
    ends = [at for at in range(len(gap), max(len(gap) - _MOST_FILLING, 0), -1) if is_filling(gap[at:])]
    return next((found for i in starts for j in ends if i < j and (found := rows.get(gap[i:j].strip()))), NOBODY)
