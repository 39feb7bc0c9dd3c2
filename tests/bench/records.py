"""A report file as the plain record that every peer renders: tables of numbers, sections of Markdown.

The numbers stay numbers: differences, shares, rates and the table of all years are for the builder to work out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

Document = dict[str, Any]
#: (title of the section, keys from the top of the file); a list is printed as a numbered list.
SECTIONS: Final = (
    ("部门、单位基本情况", ("概况", "基本情况")), ("主要职能职责", ("概况", "主要职责")),
    ("项目组织实施情况", ("项目组织实施",)), ("资产管理情况", ("资产管理",)),
    ("部门整体支出绩效情况", ("绩效", "成效")), ("存在的问题及原因分析", ("问题",)),
    ("下一步改进措施", ("改进措施",)), ("自评结果拟应用和公开情况", ("绩效", "结果应用")),
)  # fmt: skip
_COLUMNS: Final = ("年初预算", "全年预算", "决算")
_MEASURES: Final = {
    "公务用车保有量": "辆", "国内公务接待批次": "批次", "国内公务接待人次": "人次", "车辆": "辆", "固定资产": "万元",
}  # fmt: skip


def record_of(unit_id: str, name: str, year: int, document: Document) -> Document:
    """The record of one report; money in 万元."""
    return {
        "unit": unit_id, "name": name, "year": year, "title": document["标题"],
        "published": _day(document["公开"]["发布日期"]), "introduction": document["引言"],
        "tables": list(_tables(document)), "people": _counts(document["人员"], "人"),
        "rate": {"part": document["人员"]["在职人员"], "whole": document["人员"]["编制数"]},
        "counts": [
            _titled("“三公”经费相关数量", document["三公经费"]["数量"]),
            _titled("国有资产占用情况", document["国有资产"]),
        ],
        "indicators": [_indicator(row) for row in document["自评表"]["指标"]],
        "sections": [{"title": title, "text": _text(document, keys)} for title, keys in SECTIONS],
        "figures": _figures(document),
    }  # fmt: skip


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _tables(document: Document) -> Iterator[Document]:
    finance = document["收支"]
    bare = {key: {column: finance[key].get(column) for column in _COLUMNS} for key in finance}
    yield _table("收支总体情况", bare | {"本年收入合计": finance["本年收入合计"]})
    yield _table("基本支出", {"基本支出": finance["基本支出"]}, share=True)
    yield _table("项目支出", {"项目支出": bare["项目支出"]})
    yield _table("项目支出明细", {project["名称"]: project for project in finance["项目支出"]["项目"]})
    yield _table("“三公”经费", {"“三公”经费": document["三公经费"]}, share=True)
    yield _table("公用经费", {"公用经费": document["公用经费"]})
    yield _table("政府采购", {"政府采购支出": document["政府采购"]}, share=True)
    yield _table("年度资金及执行情况", {"年度资金总额": document["自评表"]["资金"]["年度资金总额"]})


def _table(caption: str, lines: Document, *, share: bool = False) -> Document:
    """Rows of numbers; ``share``: a column of shares of the first row's 决算 follows."""
    rows = list(_rows(lines, 0))
    used = [c for c in _COLUMNS if c != "全年预算" or any(line.get(c) is not None for _, _, line in rows)]
    return {
        "caption": caption, "columns": used, "whole": rows[0][2]["决算"] if share else 0,
        "gap": any(line.get("年初预算") is not None for _, _, line in rows),
        "rows": [
            {"label": label, "level": level}
            | {"initial": line.get("年初预算"), "adjusted": line.get("全年预算"), "actual": line.get("决算")}
            for label, level, line in rows
        ],
    }  # fmt: skip


def _rows(lines: Document, level: int) -> Iterator[tuple[str, int, Document]]:
    for label, line in lines.items():
        yield label, level, line
        yield from _rows(line.get("其中", {}), level + 1)


def _counts(counts: Document, measure: str = "") -> list[Document]:
    return [
        {"label": f"{label}（{measure or _MEASURES[label]}）", "value": value, "money": _MEASURES.get(label) == "万元"}
        for label, value in counts.items()
    ]


def _titled(caption: str, counts: Document) -> Document:
    return {"caption": caption, "rows": _counts(counts)}


def _indicator(row: Document) -> Document:
    return {
        "name": row["三级指标"], "kind": f"{row['一级指标']} · {row['二级指标']}",
        "target": f"{row['计算符号']}{row['年度指标值']}{row['计量单位']}",
        "achieved": f"{row['实际完成值']}{row['计量单位']}",
        "weight": row["分值"], "score": row["得分"], "note": row.get("偏差原因", "—"),
    }  # fmt: skip


def _text(document: Document, keys: tuple[str, ...]) -> str:
    found: Any = document
    for key in keys:
        found = found[key]
    return "\n".join(f"{at}. {point}" for at, point in enumerate(found, 1)) if isinstance(found, list) else str(found)


def _figures(document: Document) -> Document:
    """What the tables of all years and of a year show of a report."""
    finance = document["收支"]
    return {
        **{key: finance[key]["决算"] for key in ("收入总计", "支出总计", "本年支出合计", "基本支出", "项目支出")},
        "公用经费": document["公用经费"]["决算"], "“三公”经费": document["三公经费"]["决算"],
        "年末人数（人）": document["人员"]["在职人员"], "自评得分（分）": document["绩效"]["自评得分"],
        "自评等级": document["绩效"]["自评等级"], "年初预算": finance["本年支出合计"]["年初预算"],
    }  # fmt: skip
