"""Tables that say figures of something else, or of the report in an unusual way; 8**** is never one of the report's."""

from __future__ import annotations

from collections.abc import Sequence

from tests.importer.corpus.rendering import Rendering

Rows = Sequence[Sequence[str]]
_LINES = (
    ("收入总计", "收支/收入总计"),
    ("支出总计", "收支/支出总计"),
    ("基本支出", "收支/基本支出"),
    ("项目支出", "收支/项目支出"),
    ("“三公”经费", "三公经费"),
    ("公务接待费", "三公经费/其中/公务接待费"),
    ("公用经费", "公用经费"),
    ("政府采购", "政府采购"),
)


def odd_tables(rendering: Rendering) -> list[tuple[str, str, Rows]]:
    """Each with its name, the line above it, and its rows."""
    year = rendering.year

    def foreign(*heads: str) -> Rows:
        rows = [
            [label, *(f"8{line}{column}57.{column}{line}" for column in range(len(heads)))]
            for line, (label, _) in enumerate(_LINES)
        ]
        return [["项目", *heads], *rows]

    def own(*heads: tuple[str, str]) -> Rows:
        rows = [[label, *(f"[{line}{column}]" for _, column in heads)] for label, line in _LINES]
        return [["项目", *(head for head, _ in heads)], *rows]

    def units(*names: str) -> Rows:
        return [
            ["单位名称", "收入总计", "支出总计", "基本支出", "项目支出", "三公经费"],
            *([name, *(f"8{row}{column}68.0{row}" for column in range(5))] for row, name in enumerate(names)),
        ]

    three = own((f"{year - 1}年决算数", "/上年决算"), (f"{year}年决算数", ""))
    across = [
        ["项目", *(label for label, _ in _LINES)],
        ["年初预算", *(f"[{line}/年初预算]" for _, line in _LINES)],
        ["决算", *(f"[{line}]" for _, line in _LINES)],
    ]
    measure = "单位：万元"
    return [
        ("各单位", measure, units("会计核算中心", "信息中心", "环境卫生服务中心", "合计")),
        ("季度", measure, foreign("一季度", "二季度", "三季度", "四季度")),
        ("下年预算", measure, foreign(f"{year + 1}年预算数")),
        ("增减", measure, foreign("比上年增减额", "增减率（%）")),
        ("占比", measure, foreign("占比（%）")),
        ("三年", measure, [[*row, f"8{at}79.01" if at else f"{year - 2}年决算数"] for at, row in enumerate(three)]),
        ("没有单位", "", own(("年初预算数", "/年初预算"), ("决算数", ""))),
        ("横排", measure, across),
        ("下属单位决算", f"云溪市演示区环境卫生服务中心收入支出决算总表\n{measure}", foreign("年初预算数", "决算数")),
        ("上半年", f"{year}年上半年预算执行情况表\n{measure}", foreign("预算数", "执行数")),
        (
            "采购明细",
            measure,
            [
                ["采购品目", "数量", "单价", "金额"],
                ["货物", "81", "8123.00", "8134.00"],
                ["服务", "82", "8124.00", "8135.00"],
            ],
        ),
        (
            "期初期末",
            measure,
            [
                ["项目", "期初数", "期末数"],
                ["固定资产", "81234.01", "[国有资产/固定资产]"],
                ["资产总额", "81235.01", "[国有资产/资产总额]"],
            ],
        ),
        ("人均", "单位：元", foreign("人均")),
        ("两种单位", measure, own(("年初预算数（万元）", "/年初预算"), ("决算数（元）", ""))),
        ("科目", measure, foreign("借方", "贷方", "余额")),
        ("审计", f"审计调整表\n{measure}", foreign("账面数", "审计调整数")),
        (
            "中期规划",
            f"{year + 1}—{year + 3}年支出规划表\n{measure}",
            foreign(f"{year + 1}年", f"{year + 2}年", f"{year + 3}年"),
        ),
        ("全区", f"全区各部门{year}年度收支汇总表\n{measure}", foreign("年初预算数", "决算数")),
        ("上年表", f"{year - 1}年度收入支出决算总表\n{measure}", foreign("年初预算数", "决算数")),
        ("控制数", measure, foreign("控制数", "标准")),
    ]
