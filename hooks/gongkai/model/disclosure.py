"""公开: the state, dates, catalogue entry, attachments and corrections of a published report."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Final

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from .kind import KINDS
from .record import Record, field, required
from .text import DEVICES, Day, Line, Prose, folded, is_device

#: Kinds of file a report may carry; anything else stays out of the published site.
ATTACHMENT_TYPES = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".csv", ".ofd", ".wps", ".et", ".png", ".jpg", ".jpeg")
#: What is made for a report at its address; every part of the site that makes or names one of them takes it from here.
PAGE_FILE: Final = "index.html"
REPORT_FILES: Final = {"json": "report.json", "csv": "report.csv"}
#: What stands beside a report that was corrected: its earlier versions.
HISTORY_FILE: Final = "history.json"
#: What no attachment, and no folder of one, may be called at the top.
RESERVED: Final = frozenset(
    map(
        folded,
        (
            PAGE_FILE,
            *REPORT_FILES.values(),
            "report.xlsx",
            HISTORY_FILE,
            *(word for kind in KINDS for word in kind.words),
        ),
    )
)
#: Bytes of a part of a path, and of a whole path: file systems hold 255, and each is put below the folder of a site.
LONGEST_PART: Final = 200
LONGEST_PATH: Final = 600


def _fault_of_path(path: str) -> tuple[str, str] | None:
    """What is wrong with the path of an attachment, and what to do."""
    parts = path.split("/")
    if "\\" in path:
        return "附件的路径里有反斜线 \\", "文件夹和文件名之间写 /"
    if ".." in parts or parts[0] == "" or ":" in path:
        return "附件的路径离开了本年度的文件夹", "只写本年度文件夹里的相对路径，不写 .. 和冒号，不以 / 开头"
    if "" in parts or "." in parts:
        return "附件的路径里有多余的 / 或 .", "只写文件夹和文件的名称，中间写一个 /"
    for part in parts:
        if fault := _fault_of_part(part):
            return f"附件的路径里“{part[:20]}”{fault[0]}", f"改名：{fault[1]}；这里跟着改"
    if folded(parts[0]) in RESERVED:
        return f"“{parts[0]}”是本站自己要用的名称", "给这个文件或文件夹改名；这里跟着改"
    if len(path.encode("utf-8", "replace")) > LONGEST_PATH:
        return f"附件的路径超过 {LONGEST_PATH} 个字节", "少放几层文件夹，名称写短些；这里跟着改"
    if not path.lower().endswith(ATTACHMENT_TYPES):
        return "不支持这种附件", "用 pdf、doc、docx、xls、xlsx、csv、ofd、wps、et、png、jpg"
    return None


def _fault_of_part(part: str) -> tuple[str, str] | None:
    """What is wrong with the name of a file or folder, and what to do."""
    if part.startswith((".", "~")):
        return "以 . 或 ~ 开头，是隐藏或临时的文件", "去掉开头的符号"
    if part != part.strip() or part.endswith("."):
        return "的开头或结尾有空格或点", "去掉开头和结尾的空格和点"
    if any(character < " " or character == "\x7f" for character in part):
        return "里有制表符一类看不见的字符", "删掉这个字符"
    if is_device(part):
        return "是 Windows 留给设备的名称", "在开头加上几个别的字"
    if len(part.encode("utf-8", "replace")) > LONGEST_PART:
        return f"太长，超过 {LONGEST_PART} 个字节（一个汉字三个字节）", "写短些"
    return None


def _check_attachment_path(path: str) -> str:
    if fault := _fault_of_path(path):
        raise PydanticCustomError("attachment_path", "附件的路径不对", {"fact": fault[0], "cure": fault[1]})
    return path


def _any_case(words: Iterable[str]) -> str:
    """A pattern of ``words`` in capitals or not, as JSON Schema can say it."""
    spelt = ("".join(f"[{c}{c.upper()}]" if c.isalpha() and c.isascii() else c for c in word) for word in words)
    return "|".join(spelt).replace(".", r"\.")


#: What an editor can tell at once: neither all forms of a letter nor lengths in bytes.
_PATTERN: Final = (
    rf"^(?!({_any_case(sorted(RESERVED))})(/|$))(?!.*(^|/)([ .~/]|({_any_case(DEVICES)})([./]|$)))(?!.*[. ](/|$))"
    rf"[^\\:\x00-\x1f]+({_any_case(ATTACHMENT_TYPES)})$"
)
AttachmentPath = Annotated[
    Line, AfterValidator(_check_attachment_path), WithJsonSchema({"type": "string", "pattern": _PATTERN})
]


class State(StrEnum):
    """Whether the report can be read here (domain C1). A draft is being prepared: no figure of it is shown."""

    DRAFT = "待公开"
    PUBLISHED = "已公开"
    UNDER_REVIEW = "核实中"
    EXEMPT = "依法不公开"
    WITHDRAWN = "撤下"


class PublishedMeasure(StrEnum):
    """原文金额单位: in what the report prints its amounts, and its data file writes them."""

    YUAN = "元"
    THOUSAND = "千元"
    WANYUAN = "万元"
    HUNDRED_MILLION = "亿元"

    @property
    def places(self) -> int:
        """By how many places the point moves to the left to make it 万元."""
        return {"元": 4, "千元": 1, "亿元": -4}.get(self.value, 0)

    @property
    def said(self) -> str:
        """What readers are told: the measure, and that this page has another."""
        return f"{self.value}，已换算为万元" if self.places else self.value


class Disclosure(Record):
    """公开: state, dates and legal reason."""

    state: State = required(
        "状态", "待公开、已公开、核实中、依法不公开或撤下", source="政府信息公开条例", example="已公开"
    )
    published_on: Day | None = field("发布日期", "首次向社会公开的日期", source="预算法第十四条", example="2021-06-30")
    approved_on: Day | None = field("批复日期", "财政部门批复决算的日期", source="预算法第十四条", example="2021-06-15")
    reported_on: Day | None = field("报告日期", "报告落款日期", example="2021-05-20")
    reason: Prose | None = field("理由", "核实中、依法不公开或撤下的理由，依法不公开时写明法律条款")
    withdrawn_on: Day | None = field("撤下日期", "从网站上撤下的日期，撤下时写", example="2021-09-01")
    withdrawn_digest: Line | None = field(
        "原文件校验值", "撤下以前公开的数据文件的 SHA-256，由 gongkai 写出", example="e3b0c442…"
    )


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


class Cover(Record):
    """封面: what the cover of the report says beside the title and the day (domain A1, Yueyang)."""

    budget_code: Line | None = field("预算编码", "部门预算编码，加引号", example='"201008"')
    manner: Line | None = field("评价方式", "如部门（单位）绩效自评", example="部门绩效自评")
    evaluator: Line | None = field("评价机构", "如部门（单位）评价组", example="部门评价组")


class Contact(Record):
    """联系方式: an office, never a person's mobile phone (domain D45)."""

    person: Line | None = field("联系人", "原文写明的办公联系人；只写姓名或称呼，不写手机号")
    office: Line | None = field("联系科室", "负责解答的科室")
    phone: Line | None = field("办公电话", "办公室固定电话，不写手机号", example="0734-8888888")
    address: Line | None = field("地址", "办公地址")


class Attachment(Record):
    """附件: a file beside the data file, in its year's folder."""

    name: Line = required("名称", "附件名称", example="2020年度整体支出绩效自评表")
    file: AttachmentPath = required("文件", "本年度文件夹里的相对路径", example="附件/zipingbiao.xlsx")
