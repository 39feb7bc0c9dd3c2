"""The official forms as grids of patterns: ``<`` belongs to the cell on its left, ``^`` to the one above."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.importer.corpus.rendering import Rendering

from gongkai.importer.document import Grid, GridCell

Rows = Sequence[Sequence[str]]
PUBLIC = "三公经费"
CARS = f"{PUBLIC}/其中/公务用车购置及运行维护费"
OUT, IN = "收支/本年支出合计", "收支/本年收入合计"


def drawn(rows: Rows, rendering: Rendering, label: Callable[[str], str] = str) -> Grid:
    """The grid of patterns, filled; ``label`` is what becomes of its words."""
    cells: dict[tuple[int, int], list[int]] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            at = owner[r, c - 1] if text == "<" else owner[r - 1, c] if text == "^" else (r, c)
            owner[r, c] = at
            size = cells.setdefault(at, [1, 1])
            cells[at] = [max(size[0], r - at[0] + 1), max(size[1], c - at[1] + 1)]
    return Grid(
        tuple(
            GridCell(
                rendering.cell(rows[r][c]) if "[" in rows[r][c] or "{" in rows[r][c] else label(rows[r][c]), r, c, *size
            )
            for (r, c), size in sorted(cells.items())
        )
    )


def columns(line: str, *names: str) -> list[str]:
    """The patterns of a line's columns; 决算 stands under the line itself."""
    return [f"[{line}]" if name == "决算" else f"[{line}/{name}]" for name in names]


def base_form(rendering: Rendering) -> Rows:
    """附件一, 部门整体支出绩效评价基础数据表."""

    def row(label: str, line: str = "") -> list[str]:
        last, budget, actual = columns(line, "上年决算", "年初预算", "决算") if line else ("", "", "")
        return [label, last, "<", budget, "<", actual, "<"]

    special = [key for key in projects_of(rendering) if rendering.facts.words.get(f"{key}/类别") == "省级专项资金"]
    year = rendering.year
    return [
        [f"{year}年度部门整体支出绩效评价基础数据表", *["<"] * 6],
        ["财政供养人员情况(人)", "编制数", "<", f"{year}年实际在职人数", "<", "控制率 (%)", "<"],
        ["^", "{人员/编制数}", "<", "{人员/在职人员}", "<", "", "<"],
        ["经费控制情况(万元)", f"{year - 1}年决算数", "<", f"{year}年预算数", "<", f"{year}年决算数", "<"],
        row("三公经费：", PUBLIC),
        row("    1、公务用车购置和维护经费", CARS),
        row("    其中：公车购置", f"{CARS}/其中/公务用车购置费"),
        row("    公车运行维护", f"{CARS}/其中/公务用车运行维护费"),
        row("    2、出国经费", f"{PUBLIC}/其中/因公出国（境）费"),
        row("    3、公务接待", f"{PUBLIC}/其中/公务接待费"),
        row("项目支出：", "收支/项目支出"),
        row("    1、业务工作经费", "收支/项目支出/其中/业务工作经费"),
        row("    2、运行维护经费"),
        row("    3、省级专项资金（每个专项一行）"),
        *(row(f"    {key.rsplit('/', 1)[1]}", key) for key in special),
        row("公用经费", "公用经费"),
        row("    其中：办公经费", "公用经费/其中/办公经费"),
        row("    水费、电费、差旅费", "公用经费/其中/水费、电费、差旅费"),
        row("    会议费、培训费", "公用经费/其中/会议费、培训费"),
        row("政府采购金额", "政府采购"),
        ["厉行节约保障措施", "{厉行节约}", *["<"] * 5],
    ]


def evaluation_form(rendering: Rendering) -> Rows:
    """附件二, 部门整体支出绩效自评表."""
    money = "自评表/资金"
    half = f"{money}/按收入性质分", f"{money}/按支出性质分"
    total = columns(f"{money}/年度资金总额", "年初预算", "全年预算", "决算")
    rows = [
        [f"{rendering.year}年度部门整体支出绩效自评表", *["<"] * 7],
        ["年度预算申请（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        ["^", "年度资金总额", *total, "{自评表/资金/分值}", "", "{自评表/资金/得分}"],
        ["^", "按收入性质分：", "<", "<", "按支出性质分：", "<", "<", "<"],
    ]
    pairs = (("一般公共预算", "基本支出"), ("政府性基金拨款", "项目支出"))
    for left, right in pairs:
        rows.append(
            ["^", f"  其中：{left}：[{half[0]}/{left}]", "<", "<", f"其中：{right}：[{half[1]}/{right}]", *["<"] * 3]
        )
    return [*rows, *indicator_rows(rendering)]


def indicator_rows(rendering: Rendering) -> Rows:
    """The indicators of a self-evaluation, level by level."""
    heads = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
    rows = [heads]
    before = ("", "")
    for key in indicators_of(rendering):
        first, second, sign, unit, reason = (
            rendering.facts.words.get(f"{key}/{name}", "")
            for name in ("一级指标", "二级指标", "计算符号", "计量单位", "偏差原因")
        )
        sign, unit = ("", "") if sign == "定性" else (sign, unit)
        levels = ["^" if first == before[0] else first, "^" if (first, second) == before else second]
        values = [f"{sign}{{{key}/年度指标值}}{unit}", f"{{{key}/实际完成值}}{unit}"]
        rows.append([*levels, key.rsplit("/", 1)[1], *values, f"{{{key}/分值}}", f"{{{key}/得分}}", reason])
        before = first, second
    return rows


def project_forms(rendering: Rendering) -> list[Rows]:
    """The national form of each project."""
    forms: list[Rows] = []
    for key in projects_of(rendering):
        name = key.rsplit("/", 1)[1]
        own = f"项目自评/{name}/资金/年度资金总额"
        amounts = columns(own, "年初预算", "全年预算", "决算")
        granted = columns(f"{own}/其中/当年财政拨款", "年初预算", "全年预算", "决算")
        forms.append(
            [
                ["项目支出绩效自评表", *["<"] * 6],
                [f"（{rendering.year}年度）", *["<"] * 6],
                ["项目名称", name, *["<"] * 5],
                ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "得分"],
                ["^", "年度资金总额", *amounts, f"{{项目自评/{name}/资金/分值}}", ""],
                ["^", "其中：当年财政拨款", *granted, "—", "—"],
                ["^", "上年结转资金", "", "", "", "—", "—"],
                ["^", "其他资金", "", "", "", "—", "—"],
            ]
        )
    return forms


def account_forms(rendering: Rendering) -> list[tuple[str, Rows]]:
    """决算 tables: all of it, by function, and the twelve columns of 三公."""
    lines = [
        ("一、一般公共预算财政拨款收入", f"{IN}/其中/一般公共预算财政拨款收入", "", ""),
        ("二、政府性基金预算财政拨款收入", f"{IN}/其中/政府性基金预算财政拨款收入", "", ""),
        ("八、其他收入", f"{IN}/其中/其他收入", "", ""),
        ("本年收入合计", IN, "本年支出合计", OUT),
        ("年初结转和结余", "收支/年初结转和结余", "年末结转和结余", "收支/年末结转和结余"),
        ("总计", "收支/收入总计", "总计", "收支/支出总计"),
    ]
    total: list[list[str]] = [
        ["收入", "<", "<", "支出", "<", "<"],
        ["项目", "行次", "金额", "项目", "行次", "金额"],
        ["栏次", "", "1", "栏次", "", "2"],
    ]
    for number, (left, income, right, outgo) in enumerate(lines, 1):
        total.append(
            [left, str(number), f"[{income}]", right, str(number + 30) if right else "", f"[{outgo}]" if outgo else ""]
        )
    keys = [key for key in rendering.facts.figures if key.startswith("收支/功能分类/") and key.count("/") == 2]
    function = [
        ["功能分类科目编码", "科目名称", "本年支出合计"],
        ["栏次", "<", "1"],
        ["合计", "<", f"[{OUT}]"],
        *([key.rsplit("/", 1)[1], rendering.facts.words[f"{key}/名称"], f"[{key}]"] for key in keys),
    ]
    places = (
        PUBLIC, f"{PUBLIC}/其中/因公出国（境）费", CARS, f"{CARS}/其中/公务用车购置费",
        f"{CARS}/其中/公务用车运行维护费", f"{PUBLIC}/其中/公务接待费",
    )  # fmt: skip  # columns, read in a row
    heads = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "<", "<", "公务接待费"]
    below = ["^", "^", "小计", "公务用车购置费", "公务用车运行维护费", "^"]
    twelve = [
        ["预算数", *["<"] * 5, "决算数", *["<"] * 5],
        [*heads, *heads],
        [*below, *below],
        [str(number) for number in range(1, 13)],
        [*(f"[{place}/年初预算]" for place in places), *(f"[{place}]" for place in places)],
    ]
    return [
        ("收入支出决算总表", total),
        ("支出决算表", function),
        ("财政拨款“三公”经费支出决算表（预算数为年初预算数）", twelve),
    ]


def plain_table(rendering: Rendering) -> Rows:
    """A table that a unit made itself."""
    heads = ["项目", f"{rendering.year}年年初预算数", "全年预算数", f"{rendering.year}年决算数"]
    lines = (
        ("收入总计", "收支/收入总计"), ("支出总计", "收支/支出总计"), ("基本支出", "收支/基本支出"),
        ("其中：工资福利支出", "收支/基本支出/其中/工资福利支出"),
        ("商品和服务支出", "收支/基本支出/其中/商品和服务支出"), ("项目支出", "收支/项目支出"),
        ("“三公”经费", PUBLIC), ("其中：公务接待费", f"{PUBLIC}/其中/公务接待费"), ("公用经费", "公用经费"),
    )  # fmt: skip  # rows
    return [heads, *([label, *columns(line, "年初预算", "全年预算", "决算")] for label, line in lines)]


def projects_of(rendering: Rendering) -> list[str]:
    """The places of its projects."""
    return sorted(
        {key.rsplit("/", 1)[0] for key in rendering.facts.words if _is_entry(key, "收支/项目支出/项目/", "类别")}
    )


def indicators_of(rendering: Rendering) -> list[str]:
    """The places of its indicators, in the order of the data file."""
    return [key.rsplit("/", 1)[0] for key in rendering.facts.words if _is_entry(key, "自评表/指标/", "一级指标")]


def _is_entry(key: str, start: str, end: str) -> bool:
    return key.startswith(start) and key.endswith(f"/{end}")
