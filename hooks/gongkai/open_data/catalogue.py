"""What there is to download: the dictionary and the schema."""

from __future__ import annotations

import json
from functools import cache
from typing import Final

from ..model.form import LINES
from ..model.line_names import other_names
from ..model.names import OwnNames
from ..pages.fields import dictionary
from ..pages.parts.page import REPORTS
from .data_file import report_schema
from .files import csv_bytes, csv_text, file_bytes
from .published import NOTE
from .record import LAYOUT

DICTIONARY_COLUMNS: Final = ("键", "含义", "计量单位", "依据", "性质", "又称")
#: 计算数 in the JSON files: key, meaning, measure.
COMPUTED: Final = (
    ("计算数/比上年", "本年、上年、增减和增减百分比；上年数取上年报告，没有时取本报告的上年决算", "万元、%"),
    (
        "计算数/比年初预算",
        "决算、年初预算、增减和增减百分比；取本年支出合计，没有这两个数的依次取支出总计、自评表的年度资金总额、基本支出",
        "万元、%",
    ),
    ("计算数/比率", "按公开数算出的指标，写明公式、算式和依据；有评分标准的写最低和最高得分", "%"),
    ("计算数/等级", "按本年度等级标准，自评得分对应的等级", ""),
    (
        "计算数/校核",
        "每项勾稽关系的结果（相符、不符、未说明、已说明、要核对、文字、建议、未能核对）、算式和单位说明；数字之间不符的写应为和差额",
        "万元",
    ),
)


def dictionary_csv(names: OwnNames = ()) -> bytes:
    """dictionary.csv: every stated field with what texts call it, and what is computed beside them."""
    also = {"/".join(line.path): "、".join(other_names(line, names)) for line in LINES}
    rows = [(*row, "公开", also.get(row.key, "")) for row in dictionary()]
    rows += [(*row, NOTE, "计算", "") for row in COMPUTED]
    return csv_bytes(DICTIONARY_COLUMNS, (csv_text(rows),))


@cache
def schema_json() -> bytes:
    """The schema of 公开数 in every JSON file."""
    titled = {**report_schema(), "title": f"{REPORTS}的公开数（格式版本 {LAYOUT}）"}
    return file_bytes(json.dumps(titled, ensure_ascii=False, indent=1) + "\n")  # holds examples, no figures of reports
