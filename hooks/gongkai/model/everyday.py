"""Everyday words by which readers look for a term or a figure; a bureau adds its own in ``data/名称.yml``, under 搜索.

They only help to search: no sentence of a report is read by them (those names stand in :mod:`.names`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from .indicator import COMPARED
from .names import OwnNames

#: The key in ``data/名称.yml`` below which a bureau's words stand.
EVERYDAY_KEY: Final = "搜索"
_TABLE: Final = """
    比年初预算 超支 超预算 超出预算 超额 多花 多花了多少 节约 节支 省了多少 少花
    本年支出合计 花了多少钱 花钱 花费 开支 开销 用了多少钱 支出
    收入总计 总收入 收入
    支出总计 总支出
    本年收入合计 进账 收了多少钱
    基本支出 日常开支 运转经费
    项目支出 专项 专项资金 专项经费 项目
    工资福利支出 工资 薪水 薪酬 薪资 奖金 绩效工资 津贴 补贴 社保 五险一金 公积金 福利 待遇
    商品和服务支出 办公费 差旅费 差旅 出差 水费 电费 水电费 印刷费 培训费 会议费 维修费 物业费 租赁费 劳务费
    对个人和家庭的补助 抚恤金 遗属补助 退休费 助学金 救济
    资本性支出 基建 买设备 买房 建设 装修 设备购置
    人员经费 人头费 养人
    公用经费 办公经费 日常公用
    机关运行经费 行政运行 行政成本
    政府采购支出 采购 招标 招投标 中标
    “三公”经费 三公 三公消费 公款消费
    因公出国（境）费 出国 出境 考察 公款旅游 国外 境外
    公务用车购置及运行维护费 公车 公家车 用车 买车 汽车 油费 加油 车辆费用 养车 车补
    公务接待费 吃喝 公款吃喝 吃饭 请客 请吃 宴请 招待 招待费 饭局 餐费 接待
    年初结转和结余 上年剩余 去年剩的钱
    年末结转和结余 剩余 结余 剩的钱 没花完 没花完的钱
    年末人数 多少人 职工人数 人数 员工
    编制数 编制 定编 编制人数 超编
    在职人员控制率 超编
    自评得分 打分 评分 得分 多少分 分数 成绩
    自评等级 评级 等次 优良中差
    部门整体支出绩效自评 绩效 绩效评价 自评 自评报告
    产出指标 完成了什么 做了什么
    效益指标 效果 成效
    满意度指标 满意度 满意不满意 群众满意
    年度指标值 目标值 绩效目标 目标
    实际完成值 完成情况
    年初预算 预算
    全年预算 调整预算 追加预算 预算调整
    决算 实际支出 决算数
    上年决算 去年决算 去年花的
    支出功能分类 功能科目 支出科目
    经济分类 经济科目
    国有资产占用情况 资产 国有资产 固定资产 房屋 房产
    批复日期 批复 什么时候公开 公开时限 逾期
    依法不公开 保密 涉密 不公开
    核实中 核实 核查中
    未收录 没有收录 找不到报告
    未公开 没有公开 没写
    撤下 删除 下架 撤回
    部门口径 口径 汇总
    本级口径 机关本级
"""


def _read(table: str) -> dict[str, tuple[str, ...]]:
    return {head: tuple(words) for head, *words in map(str.split, table.strip().splitlines())}


#: A term or a figure, by its name → what people call it.
EVERYDAY: Final[Mapping[str, tuple[str, ...]]] = _read(_TABLE)


@cache
def searched_names() -> tuple[str, ...]:
    """What everyday words may lead to: everything that has words here, and every figure by which units are compared."""
    return tuple(dict.fromkeys((*EVERYDAY, *(figure.label for figure in COMPARED))))


def everyday_words(name: str, own: OwnNames = ()) -> tuple[str, ...]:
    """What people call ``name``: everybody, then those of the bureau."""
    added = (word for called, words in own if called == name for word in words)
    return tuple(dict.fromkeys((*EVERYDAY.get(name, ()), *added)))
