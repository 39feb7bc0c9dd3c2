"""The fictional district 云溪市演示区: its units, and the special case that each one is there for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

YEARS: Final = range(2018, 2024)
#: From this year the outline 湖南2022 holds.
NEW_OUTLINE: Final = 2022


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """One unit and what is peculiar about it; amounts in units of 0.01 万元."""

    id: str
    name: str
    short: str
    category: str
    theme: str
    size: int
    staff: int
    scope: str = "部门"
    first: int = 2018
    last: int = 2023
    register: dict[str, Any] = field(default_factory=dict)
    missing: tuple[int, ...] = ()
    state: dict[int, dict[str, str]] = field(default_factory=dict)
    three_public: str = "given"
    projects: dict[int, int] = field(default_factory=dict)


UNITS: Final = (
    DemoUnit("yanshi-renda", "云溪市演示区人民代表大会常务委员会", "区人大常委会", "人大机关", "人大", 96_800, 44),
    DemoUnit("yanshi-caizheng", "云溪市演示区财政局", "区财政局", "政府部门", "财政", 214_300, 86),
    DemoUnit("yanshi-jiaoyu", "云溪市演示区教育局", "区教育局", "政府部门", "教育", 0, 0),
    DemoUnit(
        "yanshi-jiaoyu-benji", "云溪市演示区教育局本级", "区教育局本级", "政府部门", "教育", 388_000, 62, scope="本级",
        register={"主管部门": "yanshi-jiaoyu"},
    ),
    DemoUnit(
        "yanshi-diyi-zhongxue", "云溪市演示区第一中学", "区一中", "事业单位", "学校", 452_600, 238, scope="单位",
        register={"主管部门": "yanshi-jiaoyu"},
    ),
    DemoUnit(
        "yanshi-weijian", "云溪市演示区卫生健康局", "区卫健局", "政府部门", "卫生", 176_400, 71,
        register={"曾用名": [{"名称": "云溪市演示区卫生和计划生育局", "起": 2014, "止": 2019}]},
    ),
    DemoUnit(
        "yanshi-jiaotong", "云溪市演示区交通运输局", "区交通局", "政府部门", "交通", 325_700, 94,
        projects={2020: 40},
    ),
    DemoUnit(
        "yanshi-nongye", "云溪市演示区农业农村局", "区农业农村局", "政府部门", "农业", 268_900, 103,
        three_public="null",
    ),
    DemoUnit(
        "yanshi-wenhua", "云溪市演示区文化局", "区文化局", "政府部门", "文化", 84_200, 36, last=2020,
        register={"撤销年度": 2020},
    ),
    DemoUnit(
        "yanshi-lvyou", "云溪市演示区旅游局", "区旅游局", "政府部门", "旅游", 57_900, 24, last=2020,
        register={"撤销年度": 2020},
    ),
    DemoUnit(
        "yanshi-wenlv", "云溪市演示区文化和旅游局", "区文旅局", "政府部门", "文旅", 144_800, 57, first=2021,
        register={
            "前身": {"年度": 2021, "方式": "合并", "单位": ["yanshi-wenhua", "yanshi-lvyou"]}, "设立年度": 2021,
        },
    ),
    DemoUnit("yanshi-shichang", "云溪市演示区市场监督管理局", "区市场监管局", "政府部门", "市场", 198_500, 112),
    DemoUnit(
        "yanshi-zhishi-chanquan", "云溪市演示区知识产权保护中心", "区知识产权中心", "事业单位", "知识产权", 42_600, 18,
        scope="单位", first=2022,
        register={"前身": {"年度": 2022, "方式": "分立", "单位": ["yanshi-shichang"]}, "设立年度": 2022},
    ),
    DemoUnit(
        "yanshi-tushuguan", "云溪市演示区图书馆", "区图书馆", "事业单位", "图书馆", 38_700, 21, scope="单位",
        missing=(2019,), three_public="zero",
    ),
    DemoUnit(
        "yanshi-baomi", "云溪市演示区国家保密局", "区保密局", "政府部门", "保密", 26_400, 11,
        state={2020: {"状态": "依法不公开", "理由": "本年度报告的内容涉及国家秘密（预算法第十四条）。"}},
    ),
    DemoUnit(
        "yanshi-jiedao", "云溪市演示区云溪街道办事处", "云溪街道", "乡镇街道", "街道", 231_500, 78,
        state={2022: {"状态": "核实中", "理由": "项目支出明细与总数正在核对，核对以后重新公开。"}},
    ),
    DemoUnit(
        "yanshi-minzheng", "云溪市演示区民政局", "区民政局", "政府部门", "民政", 305_200, 49, last=2020,
        register={"撤销年度": 2020},
    ),
    DemoUnit(
        "yanshi-minzheng-benji", "云溪市演示区民政局本级", "区民政局本级", "政府部门", "民政", 118_300, 33,
        scope="本级", first=2021,
        register={"前身": {"年度": 2021, "方式": "口径变更", "单位": ["yanshi-minzheng"]}, "设立年度": 2021},
    ),
    DemoUnit(
        "yanshi-shirong",
        "云溪市演示区城市管理和综合行政执法局市容环境卫生与园林绿化联合养护服务保障中心（区建筑垃圾处置管理办公室）",
        "区市容保障中心", "事业单位", "市容", 164_900, 147, scope="单位",
    ),
    DemoUnit("yanshi-tuanwei", "演示区团委", "团委", "群团组织", "共青团", 17_300, 7, three_public="total"),
)  # fmt: skip

#: Departments whose figures are those of the units below them, added up.
MADE_OF: Final = {"yanshi-jiaoyu": ("yanshi-jiaoyu-benji", "yanshi-diyi-zhongxue")}
