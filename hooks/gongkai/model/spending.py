"""Spending that the public asks for by name: 三公经费, 政府采购, 国有资产, 楼堂馆所."""

from __future__ import annotations

from .amounts import Item, Parts, line
from .money import Count, Measurement, Money
from .record import Record, field


class VehicleParts(Parts):
    """公务用车: bought and run (D12)."""

    vehicle_purchase: Item = line("公务用车购置费", "购置公务用车的费用", names=("公务用车购置",))
    vehicle_running: Item = line("公务用车运行维护费", "公务用车运行维护的费用", names=("公务用车运行费",))


class OfficialVehicles(Item):
    """公务用车购置及运行维护费."""

    parts: VehicleParts = field("其中", "购置与运行维护分列", default_factory=VehicleParts)


class ThreePublicParts(Parts):
    """The three kinds (财预〔2016〕143号)."""

    overseas_visits: Item = line(
        "因公出国（境）费", "因公出国（境）的费用", names=("因公出国（境）",), group="“三公”经费"
    )
    official_vehicles: OfficialVehicles = line(
        "公务用车购置及运行维护费", "公务用车的购置和运行维护", of=OfficialVehicles,
        names=("公务用车购置及运行费",), group="“三公”经费",
    )  # fmt: skip
    official_receptions: Item = line("公务接待费", "公务接待的费用", names=("公务接待",), group="“三公”经费")


class ThreePublicCounts(Record):
    """What the money was spent on, counted (D13)."""

    overseas_groups: Count | None = field("因公出国（境）团组", "因公出国（境）团组数", measure="个")
    overseas_persons: Count | None = field("因公出国（境）人次", "因公出国（境）累计人次", measure="人次")
    vehicles_bought: Count | None = field("公务用车购置数", "本年购置公务用车", measure="辆")
    vehicles_kept: Count | None = field("公务用车保有量", "年末公务用车保有量", measure="辆")
    reception_batches: Count | None = field("国内公务接待批次", "国内公务接待批次", measure="批次")
    reception_persons: Count | None = field("国内公务接待人次", "国内公务接待人次", measure="人次")


class ThreePublic(Item):
    """“三公”经费: total, three kinds, counts."""

    parts: ThreePublicParts = field("其中", "三项分列", default_factory=ThreePublicParts)
    counts: ThreePublicCounts = field("数量", "团组、车辆、批次等数量", default_factory=ThreePublicCounts)


class ProcurementParts(Parts):
    """政府采购 by kind (D15)."""

    goods: Item = line("货物", "政府采购货物支出", names=None)
    works: Item = line("工程", "政府采购工程支出", names=None)
    services: Item = line("服务", "政府采购服务支出", names=None)


class Procurement(Item):
    """政府采购支出 (预算法第十四条)."""

    parts: ProcurementParts = field("其中", "货物、工程、服务分列", default_factory=ProcurementParts)
    small_and_medium: Money | None = field("授予中小企业", "授予中小企业合同金额", measure="万元")
    micro_and_small: Money | None = field("授予小微企业", "其中授予小微企业合同金额", measure="万元")


class StateAssets(Record):
    """国有资产占用情况, at the year's end (D33)."""

    total_assets: Money | None = field("资产总额", "年末资产总额", measure="万元")
    fixed_assets: Money | None = field("固定资产", "年末固定资产原值", measure="万元")
    fixed_assets_in_use: Money | None = field("在用固定资产", "实际在用的固定资产", measure="万元")
    vehicles: Count | None = field("车辆", "年末车辆总数", measure="辆")
    vehicle_kinds: dict[str, Count] = field("车辆用途", "车辆按用途分", default_factory=dict, measure="辆")
    costly_equipment: Count | None = field(
        "大型设备", "单价50万元以上的通用设备与100万元以上的专用设备", measure="台（套）"
    )
    building_area: Measurement | None = field("房屋面积", "年末房屋建筑面积", measure="平方米")


class Building(Record):
    """楼堂馆所: approved and real size and investment (domain A1, A3)."""

    approved_area: Measurement | None = field("批复规模", "批准建设面积", measure="平方米")
    actual_area: Measurement | None = field("实际规模", "实际建设面积", measure="平方米")
    approved_investment: Money | None = field("预算投资", "批准投资概算", measure="万元")
    actual_investment: Money | None = field("实际投资", "实际投资", measure="万元")
