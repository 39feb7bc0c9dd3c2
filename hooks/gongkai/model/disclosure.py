"""公开: the state, dates, catalogue entry, attachments and corrections of a published report."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from .record import Record, field, required
from .text import Day, Line, Prose

#: Kinds of file a report may carry; anything else stays out of the published site.
ATTACHMENT_TYPES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".csv", ".ofd", ".wps", ".et", ".png", ".jpg", ".jpeg")
_UNSAFE = re.compile(r"(^[/\\~])|(^|[/\\])\.\.([/\\]|$)|[\\:\x00-\x1f]")


def _check_attachment_path(path: str) -> str:
    if _UNSAFE.search(path):
        raise PydanticCustomError("attachment_outside", "附件只能放在本年度的文件夹里面")
    if not path.lower().endswith(ATTACHMENT_TYPES):
        raise PydanticCustomError("attachment_type", "不支持的附件类型")
    return path


_ENDINGS = "|".join("".join(f"[{c}{c.upper()}]" for c in ending[1:]) for ending in ATTACHMENT_TYPES)
AttachmentPath = Annotated[
    Line,
    AfterValidator(_check_attachment_path),
    WithJsonSchema({"type": "string", "pattern": rf"^(?![/~])(?!(.*/)?\.\.(/|$))[^\\:\x00-\x1f]+\.({_ENDINGS})$"}),
]


class State(StrEnum):
    """Whether the report can be read here (domain C1). A draft is being prepared: no figure of it is shown."""

    DRAFT = "待公开"
    PUBLISHED = "已公开"
    UNDER_REVIEW = "核实中"
    EXEMPT = "依法不公开"


class Disclosure(Record):
    """公开: state, dates and legal reason."""

    state: State = required("状态", "待公开、已公开、核实中或依法不公开", source="政府信息公开条例", example="已公开")
    published_on: Day | None = field("发布日期", "首次向社会公开的日期", source="预算法第十四条", example="2021-06-30")
    approved_on: Day | None = field("批复日期", "财政部门批复决算的日期", source="预算法第十四条", example="2021-06-15")
    reported_on: Day | None = field("报告日期", "报告落款日期", example="2021-05-20")
    reason: Prose | None = field("理由", "核实中或依法不公开的理由，依法不公开时写明法律条款")


class Catalogue(Record):
    """目录信息: the catalogue bar of the official site (政府信息公开条例第十二条); only what is known is shown."""

    index_number: Line | None = field("索引号", "政府信息公开索引号", example="430408/2021-00012")
    document_number: Line | None = field("文号", "发文字号", example="蒸财绩〔2021〕3号")
    issuer: Line | None = field("发布机构", "发布机构全称")
    subject: Line | None = field("信息类别", "信息分类")
    audience: Line | None = field("公开范围", "公开的对象")
    manner: Line | None = field("公开方式", "主动公开或依申请公开", example="主动公开")
    made_on: Day | None = field("生成日期", "信息生成日期")
    validity: Line | None = field("有效性", "有效、失效或废止")
    source: Line | None = field("来源", "原文出处，如原发布页面的地址")


class Contact(Record):
    """联系方式: an office, never a person's mobile phone (domain D45)."""

    office: Line | None = field("联系科室", "负责解答的科室")
    phone: Line | None = field("办公电话", "办公室固定电话，不写手机号", example="0734-8888888")
    address: Line | None = field("地址", "办公地址")


class Attachment(Record):
    """附件: a file beside the data file, in its year's folder."""

    name: Line = required("名称", "附件名称", example="2020年度整体支出绩效自评表")
    file: AttachmentPath = required("文件", "本年度文件夹里的相对路径", example="附件/zipingbiao.xlsx")


class Correction(Record):
    """更正: one public entry for each change after publication."""

    corrected_on: Day = required("日期", "更正日期", example="2021-09-01")
    what: Prose = required("内容", "改了什么，写明原数和新数", example="公务接待费由3.20万元更正为3.02万元")
    why: Prose = required("原因", "为什么改", example="录入时数字颠倒")
