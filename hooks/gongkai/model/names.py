"""What sentences call the lines of the forms, beside their labels; a bureau adds its own in ``data/名称.yml``.

One table for the checks of the text, the search and the importer. Each line's field name with its names; a name means
one line, but for those of :data:`SHARED`, which reports use for either of two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: A bureau's names: (a name of a line, what else the line is called there).
OwnNames = tuple[tuple[str, tuple[str, ...]], ...]

_TABLE: Final = """
    authorized_posts 人员编制总数 编制总人数 编制数 编制人数 人员编制数 人员编制 核定编制数 核定编制 编制总数 总编制
    authorized_posts 编制
    serving_staff 在职人员 在职人数 在职在编人员 在职在编 在编在职人员 在编在职 在编人员 在编人数 在职干部职工
    serving_staff 在职职工 在职教职工 在编教职工 在职在岗 在职在岗人员 在编在岗人数 在编在岗人员 在编在岗 在岗人数
    serving_staff 在岗在编 在岗在编人员 在岗在职 在编职工 在编教职工 在职员工 在职干部职工人数 实际在编 实际在编人员
    serving_staff 现有在职人员 现有在编人员 在编干部职工 在职在编职工 在职干部 在岗人员 在职人员总数 实际在职人数
    serving_staff 实际在职人员 实际在职 在职 在编
    retirees 离退休人员 离退休人数 离退休干部 离退休
    retired_staff 退休人员 退休人数 退休职工 退休干部 退休干部职工 退休教职工 退休教师 退休民警 退休
    survivors 遗属 遗属人员 遗属人数 遗属补助人员 遗属补助对象
    costly_equipment 50万元以上通用设备和100万元以上专用设备 50万元以上的通用设备和100万元以上的专用设备
    costly_equipment 50万元以上通用设备及100万元以上专用设备
    temporary_staff 长期聘用 长期聘用人员 编外聘用 临聘用工 聘用制人员 编外合同制职工 编外合同制人员 编外职工
    temporary_staff 编外合同工 编外用工 临聘职工
    temporary_staff 临聘人员 临聘人数 临聘 临时聘用人员 编外聘用人员 编外人员 编外 聘用人员 临时人员
    internal_bodies 内设机构 内设科室 内设股室 内设处室
    income 本年收入 当年收入 本年度收入合计 本年度收入 本年实际收入 本年总收入
    general_public_budget 一般公共预算拨款收入 一般公共预算财政拨款 一般公共预算拨款 公共财政拨款收入 公共财政拨款
    government_fund 政府性基金预算收入 政府性基金预算拨款 政府性基金预算财政拨款 政府性基金拨款收入 政府性基金拨款
    government_fund 政府基金拨款
    state_capital 国有资本经营预算收入 国有资本经营预算拨款 国有资本经营预算财政拨款
    superior_subsidy 上级补助
    affiliated_remittance 附属单位上缴
    used_balance 用事业基金弥补收支差额
    opening_balance 年初结转结余 年初结转 年初结余 上年结转和结余 上年结转结余 上年结余结转 上年结转资金 上年结转
    opening_balance 上年结余
    expenditure 本年支出 当年支出 本年度支出合计 本年度支出 本年实际支出 本年总支出
    wages_and_benefits 工资和福利支出 工资福利 工资福利费
    goods_and_services 商品服务支出 商品和服务 商品与服务支出
    individual_and_family_subsidies 对个人和家庭补助支出 对个人和家庭的补助支出 对个人和家庭补助 对个人及家庭的补助
    individual_and_family_subsidies 对个人家庭的补助
    debt_interest 债务利息支出
    capital_expenditure 其他资本性支出
    basic_expenditure 基本总支出 基本支出总额 基本支出总计 基本支出合计
    project_expenditure 项目总支出 项目支出总额 项目支出总计 项目支出合计
    project_expenditure 专项支出 项目经费支出 项目经费 项目支出经费
    remitted_to_superior 上缴上级单位支出
    affiliated_subsidy 对附属单位补助
    supplementary_budget 追加预算 预算追加 年中追加预算 年中追加 年中预算追加 本年追加预算 本年追加 全年追加预算
    supplementary_budget 当年追加 净追加 净追加预算 净调增
    closing_balance 年末结转结余 年末结转 年末结余 结转下年 结余结转下年 结转下年使用 结转和结余 结转结余
    closing_balance 年末滚存结转 年末滚存结余 滚存结转 滚存结余 年末结转资金
    personnel_funds 人员经费支出 人员支出
    operating_funds 公用经费支出 公用支出 日常公用经费 日常公用支出
    office_running 机关运行经费支出
    three_public “三公”经费支出 “三公”支出 “三公经费”支出 三公经费支出 三公支出
    overseas_visits 因公出国（境） 因公出国（境）费用 因公出国（境）经费 因公出国（境）支出 因公出国(境)费用
    overseas_visits 因公出国(境)费 因公出国(境) 出国（境）费用 出国（境）费 出国（境）经费 因公出国费用 因公出国费
    overseas_visits 因公出国经费 出国经费 出国费
    official_vehicles 公务用车购置及运行费 公务用车购置和运行维护费 公务用车购置及运行维护 公务用车购置和维护经费
    official_vehicles 公务用车购置和维护 公务用车购置与运行维护费 公务用车费用 公务用车费 公务用车经费
    official_vehicles 公车购置及运行维护费
    vehicle_purchase 公务用车购置 公务用车购置支出 公务车购置费 公车购置费 公车购置
    vehicle_running 公务用车运行费 公务用车运行维护 公务用车运行维护支出 公务用车运行经费 公务车运行维护费
    vehicle_running 公车运行维护费 公车运行费 公务用车维护费 车辆运行维护费 车辆运行费
    official_receptions 公务接待 公务接待费用 公务接待经费 共接待 全年接待 全年接待费 全年接待支出 接待 公务接待费支出
    official_receptions 公务接待支出
    official_receptions 国内公务接待费 国内公务接待支出 国内公务接待 国内接待费 接待费用 接待费 接待支出 接待经费
    overseas_groups 因公出国（境）团组数 因公出国（境）团组 因公出国(境)团组 出国（境）团组 出国团组
    overseas_persons 因公出国（境）人次 出国（境）人次
    vehicles_bought 更新公务用车 公务用车购置数 公务用车购置数量 购置公务用车 新购公务用车 购置车辆
    vehicles_kept 公务用车 公务用车保有量 公务用车保有 保有车辆 保有公务用车 公车保有量 车辆保有量 保有量 公务用车实有数
    reception_batches 国内公务接待批次 公务接待批次 接待批次
    reception_persons 国内公务接待人次 公务接待人次 接待人次 接待人数
    procurement 政府采购支出总额 政府采购支出 政府采购总额 政府采购金额 实际采购 采购 采购总额 采购金额 采购支出
    procurement 政府采购
    procurement 政府采购成交总额 政府采购成交额 政府采购成交 采购成交总额 采购成交额 成交总额 采购支出总额 采购总量
    goods 采购货物 货物采购 货物类采购 政府采购货物支出 货物采购支出 货物类采购支出
    works 采购工程 工程采购 工程类采购 政府采购工程支出 工程采购支出 工程类采购支出
    services 采购服务 服务采购 服务类采购 政府采购服务支出 服务采购支出 服务类采购支出
    small_and_medium 授予中小企业的合同金额 授予中小企业采购合同 授予中小企业采购合同金额 授予中小企业合同金额
    small_and_medium 授予中小企业合同总额 授予中小企业合同 授予中小企业
    small_and_medium 中小企业获得合同 中小企业获得 中小企业中标 中小企业合同 面向中小企业的合同 面向中小企业
    small_and_medium 面向中小企业采购 面向中小企业的采购
    micro_and_small 小微企业获得合同 小微企业获得 小微企业中标 小微企业合同 面向小微企业
    micro_and_small 授予小微企业合同金额 授予小微企业合同总额 授予小微企业合同 授予小微企业
    total_assets 资产总额 资产总计 总资产
    fixed_assets 固定资产原值 固定资产账面原值 固定资产总额 固定资产
    vehicles 车辆总数 车辆 共有车辆 拥有车辆
    score 绩效综合得分 绩效自评分 自评分 绩效得分 自评得分 自评总分 自评总得分 自评分数 自评综合得分 综合得分
    score 自我评分 评价总分 最终得分 综合自评得分 评价总得分 绩效自评总分 评价综合得分 自评最终得分 自评得
    score 最后得分 最后评分 最终评分 自评最后得分
    score 绩效自评得分 自评评分 评价得分 绩效评价得分 自评
"""
#: Names that reports use for any of several lines; what is said is wrong only where it fits none of them.
SHARED: Final[Mapping[str, tuple[str, ...]]] = {
    name: tuple(keys.split())
    for keys, names in (
        (
            "total_income income",
            "收入总额 总计收入 本年收入总额 总收入 收入合计 全年收入 全年总收入 本年收入总计 年度收入 年度总收入"
            " 收入： 收入: 收入决算 决算总收入"
            " 各项收入 部门收入",
        ),
        (
            "total_expenditure expenditure",
            "支出总额 总计支出 本年支出总额 总支出 支出合计 全年支出"
            " 全年总支出 年度总支出 决算总支出 支出总决算 各项支出 部门支出 实际总支出"
            " 本年列支 当年列支 全年列支 本年支出总计 年度支出 全年实际支出 支出： 支出:",
        ),
        (
            "year_end_staff serving_staff",
            "年末实有人数 年末实有人员 年末实有 实有人数 实有人员 现有人员 实有干部职工 实有 实有在职人员"
            " 实有在职 年末实有在职人员 年末在职人员 年末在职 实有在编人员 实有在编",
        ),
        ("total_income total_expenditure", "收、支 收支 收入支出总计 收支总计 收支总额 收、支总计 收入、支出总计"),
    )
    for name in names.split()
}


def _read(table: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in table.strip().splitlines():
        key, *names = row.split()
        found[key] = (*found.get(key, ()), *names)
    return found


#: The field name of a line → what sentences call it beside its label.
NAMES: Final[Mapping[str, tuple[str, ...]]] = _read(_TABLE)
