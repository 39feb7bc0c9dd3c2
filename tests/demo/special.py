"""What single reports are there to show: catalogue bars, attachments, corrections, tables – and the planted faults."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from typing import Any, Final

from tests.demo.yaml_writer import Figure

from gongkai.load.original_measure import map_amounts
from gongkai.model.report import Report

Document = dict[str, Any]
Key = tuple[str, int]

#: (unit, year) → what a check must find there; nothing else in the demo may need mending or answering.
PLANTED: Final[dict[Key, str]] = {
    ("yanshi-weijian", 2023): "D09",
    ("yanshi-tuanwei", 2023): "D34",
    ("yanshi-jiedao", 2020): "D27",
    ("yanshi-minzheng-benji", 2023): "D22",
    ("yanshi-nongye", 2022): "D38",
    ("yanshi-jiaotong", 2022): "D40",
    ("yanshi-shichang", 2021): "D23",
}


def make_special(key: Key, document: Document) -> None:
    """Change ``document`` in place."""
    if change := _CHANGES.get(key):
        change(document)


def _catalogue(document: Document) -> None:
    year = int(document["标题"][:4]) + 1
    document["目录信息"] = {
        "索引号": f"YS-CZ/{year}-00018", "发布机构": "云溪市演示区财政局", "信息类别": "财政信息",
        "公开方式": "主动公开", "生成日期": f"{year}-08-01",
    }  # fmt: skip
    document["联系方式"] = {"联系科室": "办公室", "办公电话": "0000-0000000"}


def _attachments(document: Document) -> None:
    _catalogue(document)
    document["附件"] = [
        {"名称": "项目支出绩效自评汇总表", "文件": "附件/caizheng-xiangmu.csv"},
        {"名称": "绩效自评表", "文件": "附件/caizheng-ziping.xlsx"},
    ]


def _correction(what: str, why: str, day: str, *changed: Document) -> Document:
    return {"日期": day, "内容": what, "原因": why, "改动": list(changed)}


def _changed(item: str, before: Any, after: Any) -> Document:
    return {"项目": item, "原来": before, "现在": after}


def _corrected_once(document: Document) -> None:
    _catalogue(document)
    change = _changed("人员/离退休", 26, document["人员"]["离退休"])
    document["更正"] = [_correction("离退休人数由26人更正为现数", "统计时点有误", "2020-10-12", change)]


def _corrected_twice(document: Document) -> None:
    value = document["国有资产"]["固定资产"]
    figures = _changed("国有资产/固定资产", Figure("711.06"), value)
    words = "……养护机械分工区登记，区交通局年末固定资产{}{}万元。"
    text = _changed("资产管理", words.format("净值", "711.06"), words.format("原值", value))
    added = _changed("问题/第1条", None, document["问题"][0])
    document["更正"] = [
        _correction("国有资产的固定资产更正为年末原值", "原填净值", "2022-09-05", figures, text),
        _correction("问题一节补充一条", "印发稿漏排", "2022-11-20", added),
    ]


def _published_in_yuan(document: Document) -> None:
    """Every amount in 元, as it was printed."""
    written = map_amounts(document, Report, lambda amount: Figure(f"{Decimal(amount) * 10000:.2f}"), of=Figure)
    document.update(written, 原文金额单位="元")


def _with_table(document: Document) -> None:
    table = "\n".join(
        ("各镇人居环境整治验收情况：", "", "| 批次 | 验收结果 | 说明 |", "|---|---|---|", "| 第一批 | 合格 | 无 |",
         "| 第二批 | **基本合格** | 限期整改后复验 |", "", "下一步安排：", "", "- 逐村建立台账", "- 按月公示进度",
         "  1. 先公示再验收",
         "  2. 验收后再拨付")
    )  # fmt: skip
    document["绩效"]["成效"] += "\n\n### 验收情况\n\n" + table


def _gap(document: Document) -> None:
    """D09, answered: one of the parts was left out of the published table."""
    del document["人员经费"]
    wages = document["收支"]["基本支出"]["其中"]["工资福利支出"]
    wages["决算"] = Figure(f"{float(wages['决算']) - 3.6:.2f}")
    document["校核说明"] = {"D09": "公开时漏列其他工资福利支出3.60万元，总数无误。"}


def _other_base(document: Document) -> None:
    """D34: the 上年决算 is not what last year's report said."""
    document["三公经费"]["上年决算"] = Figure(f"{float(document['三公经费']['上年决算']) + 0.5:.2f}")


def _claim(document: Document) -> None:
    """D27: the words say the opposite of the figures."""
    document["收支"]["基本支出"]["说明"] = "本年度基本支出严格控制在年初预算范围之内。"


def _wrong_grade(document: Document) -> None:
    """D22: the grade is not that of the score."""
    document["绩效"]["自评等级"] = "中"
    document["绩效"]["综述"] = "本年度各项重点工作按计划完成。"


def _left_over(document: Document) -> None:
    """D38: a prompt of the template was published."""
    document["资产管理"] += "本年度资产总额比上年增加（减少）XX万元。"


def _miscounted(document: Document) -> None:
    """D40: six are said, five are named."""
    document["概况"]["机构设置"] = "内设办公室、计划财务股、建设管理股、运输管理股、安全监督股六个机构。"


def _wrong_percent(document: Document) -> None:
    """D23: the amount is right, the percentage is not."""
    project = document["收支"]["项目支出"]
    project["说明"] = re.sub(r"\d+\.\d+(?=%)", lambda found: f"{float(found[0]) + 4:.2f}", project["说明"])


def _base_withheld(document: Document) -> None:
    """Last year's report is withheld, so last year's figures are not told here either."""
    _drop(document, {"上年决算", "说明", "年初结转和结余"})


def _drop(value: Any, keys: set[str]) -> None:
    if isinstance(value, dict):
        for key in keys & value.keys():
            del value[key]
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _drop(part, keys)


_CHANGES: Final = {
    ("yanshi-shichang", 2021): _wrong_percent,
    ("yanshi-baomi", 2021): _base_withheld,
    ("yanshi-caizheng", 2018): _catalogue,
    ("yanshi-caizheng", 2019): _corrected_once,
    ("yanshi-caizheng", 2020): _catalogue,
    ("yanshi-caizheng", 2021): _catalogue,
    ("yanshi-caizheng", 2022): _attachments,
    ("yanshi-caizheng", 2023): _catalogue,
    ("yanshi-jiaotong", 2021): _corrected_twice,
    ("yanshi-tushuguan", 2021): _published_in_yuan,
    ("yanshi-nongye", 2020): _with_table,
    ("yanshi-weijian", 2023): _gap,
    ("yanshi-tuanwei", 2023): _other_base,
    ("yanshi-jiedao", 2020): _claim,
    ("yanshi-minzheng-benji", 2023): _wrong_grade,
    ("yanshi-nongye", 2022): _left_over,
    ("yanshi-jiaotong", 2022): _miscounted,
}


def attachment_files() -> dict[str, bytes]:
    """The attachments, below the data folder; the same bytes every time."""
    table = "项目,自评得分,等级\n预算编制改革工作经费,95,优\n财政评审工作经费,92,优\n"
    return {
        "2022/附件/caizheng-xiangmu.csv": b"\xef\xbb\xbf" + table.encode(),
        "2022/附件/caizheng-ziping.xlsx": _workbook(),
    }


def _workbook() -> bytes:
    """The smallest workbook: one sheet, one cell."""
    spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{spreadsheet}" xmlns:r="{office}"><sheets>'
        '<sheet name="自评表" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/sheet1.xml": f'<worksheet xmlns="{spreadsheet}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is>'
        "<t>演示数据</t></is></c></row></sheetData></worksheet>",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, text in parts.items():
            packed.writestr(
                zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), '<?xml version="1.0" encoding="UTF-8"?>' + text
            )
    return buffer.getvalue()
