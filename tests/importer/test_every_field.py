"""Every figure of the schema that a sentence may state, in three wordings: in its field or 待核对, never wrong."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Final, NamedTuple

import pytest

from gongkai.importer.document import Paragraph, SourceDocument
from gongkai.importer.in_text import find_in_text
from gongkai.model import form
from gongkai.model.problem import KeyPath

YEAR: Final = 2024


class Case(NamedTuple):
    """A report of a heading and a sentence, and what it states."""

    heading: str
    sentence: str
    truth: dict[KeyPath, Decimal]


#: Lines whose parts stand in one sentence, how it begins, and the parts as reports call them.
_WHOLES: Final[tuple[tuple[str, tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]], ...]] = (
    (
        "一、收支情况",
        ("本年收入合计{0}万元，其中：", "2024年本年收入{0}万元，其中", "我局2024年本年收入共{0}万元，包括："),
        tuple(
            (line.label, line.path)
            for line in form.LINES
            if line.total == form.INCOME
        ),
    ),
    (
        "一、政府采购情况",
        ("全年政府采购支出{0}万元，其中", "政府采购支出总额{0}万元，其中：", "2024年政府采购金额{0}万元，其中："),
        tuple((line.label, line.path) for line in form.LINES if line.total == form.PROCUREMENT),
    ),
    (
        "一、政府采购情况",
        ("全年政府采购支出{0}万元，其中：", "政府采购支出{0}万元，其中：", "2024年政府采购金额{0}万元，其中："),
        tuple(
            (f"政府采购{line.label}支出", line.path) for line in form.LINES if line.total == form.PROCUREMENT
        ),
    ),
)  # fmt: skip  # a table
_JOINTS: Final = ("，", "、", "；")


def money() -> Iterator[Case]:
    """A whole with all its parts, in every wording and with every joint."""
    for heading, begins, parts in _WHOLES:
        values = [Decimal(f"{at * 7 + 3}.{at + 10}") for at in range(len(parts))]
        for begin, joint in product(begins, _JOINTS):
            listed = joint.join(f"{name}{value}万元" for (name, _), value in zip(parts, values, strict=True))
            truth: dict[KeyPath, Decimal] = {path: value for (_, path), value in zip(parts, values, strict=True)}
            yield Case(heading, f"{begin.format(sum(values))}{listed}。", truth)


_KINDS: Final = {"行政": 14, "事业": 36, "工勤": 2}
_OTHERS: Final = (
    ("在职人员", "在职人员", 49),
    ("离休人员", "离休", 1),
    ("离休", "离休", 1),
    ("退休人员", "退休", 31),
    ("临聘人员", "临聘", 5),
    ("编外人员", "临聘", 5),
    ("遗属补助人员", "遗属", 3),
    ("内退人员", "协议离岗", 2),
)


def people() -> Iterator[Case]:
    """Posts with their kinds, and each of those who are told beside them, in three wordings."""
    posts = (
        "我局编制52名，其中行政编制14名，事业编制36名，工勤编制2名",
        "核定编制52名（行政编制14名、事业编制36名、工勤编制2名）",
        "我单位现有编制52个，其中行政编制14个，工勤编制2个，全额拨款事业编制36个",
        "截至2024年12月31日，编制52人，其中：行政编制14人，事业编制36人，工勤编制2人",
    )
    kinds: dict[KeyPath, Decimal] = {("人员", "编制其中", kind): Decimal(count) for kind, count in _KINDS.items()}
    for said, (name, key, count) in product(posts, _OTHERS):
        whole: dict[KeyPath, Decimal] = {("人员", "编制数"): Decimal(52), ("人员", key): Decimal(count)}
        yield Case("一、人员情况", f"{said}，{name}{count}人。", {**whole, **kinds})
    for name, key, count in _OTHERS[1:]:
        said = (
            f"年末在职人员49人，退休20人，{name}{count}人。"
            if key != "退休"
            else f"年末在职人员49人，{name}{count}人。"
        )
        yield Case("一、人员情况", said, {("人员", "在职人员"): Decimal(49), ("人员", key): Decimal(count)})


#: Counts and amounts that stand for themselves, each in three wordings.
_ALONE: Final = (
    ("一、“三公”经费情况", form.line_of("vehicles_kept").path,
     ("公务用车运行维护费7.95万元，保有车辆{0}辆。", "公务用车保有量{0}辆。", "年末公务用车保有量为{0}辆。")),
    ("一、“三公”经费情况", form.line_of("reception_batches").path,
     ("公务接待费3.97万元，接待{0}批次。", "国内公务接待{0}批次。", "国内公务接待批次{0}批次。")),
    ("一、“三公”经费情况", form.line_of("reception_persons").path,
     ("公务接待费3.97万元，接待38批次{0}人次。", "国内公务接待38批次、{0}人次。", "公务接待38批次，{0}人次。")),
    ("一、政府采购情况", form.line_of("small_and_medium").path,
     ("政府采购支出900万元，授予中小企业合同金额{0}万元。", "政府采购支出900万元，其中授予中小企业{0}万元。",
      "全年政府采购支出900万元，授予中小企业合同金额{0}万元。")),
    ("一、政府采购情况", form.line_of("micro_and_small").path,
     ("政府采购支出900万元，授予小微企业合同金额{0}万元。", "政府采购支出900万元，其中授予小微企业{0}万元。",
      "全年政府采购支出900万元，授予小微企业合同金额{0}万元。")),
    ("一、资产管理情况", form.line_of("fixed_assets").path,
     ("资产总额5000万元，固定资产{0}万元。", "固定资产原值{0}万元。", "资产总额5000万元，其中固定资产{0}万元。")),
    ("一、资产管理情况", form.line_of("fixed_assets_in_use").path,
     ("资产总额5000万元，在用固定资产{0}万元。", "固定资产800万元，在用固定资产{0}万元。",
      "固定资产800万元，其中在用固定资产{0}万元。")),
)  # fmt: skip  # a table


def alone() -> Iterator[Case]:
    """The lines that are told by themselves."""
    for heading, path, wordings in _ALONE:
        for wording in wordings:
            yield Case(heading, wording.format(36), {path: Decimal(36)})


CASES: Final = (*money(), *people(), *alone())


def stated(case: Case) -> tuple[dict[KeyPath, set[Decimal]], dict[KeyPath, set[Decimal]]]:
    """What is certain and what is doubted, by path."""
    words = (
        Paragraph("2024年度某区水利局部门整体支出绩效自评报告"),
        Paragraph(case.heading),
        Paragraph(case.sentence, 0, "第3段"),
    )
    found = find_in_text(SourceDocument("报告.docx", "Word", words), year=YEAR, own_names=("某区水利局",))
    certain: dict[KeyPath, set[Decimal]] = {}
    doubted: dict[KeyPath, set[Decimal]] = {}
    for figure in found.figures:
        (doubted if figure.doubt else certain).setdefault(figure.path, set()).add(figure.value)
    return certain, doubted


@pytest.mark.parametrize("case", CASES, ids=[case.sentence for case in CASES])
def test_figure_is_in_its_field_or_doubted_and_never_wrong(case: Case) -> None:
    certain, doubted = stated(case)
    for path, value in case.truth.items():
        assert value in certain.get(path, set()) | doubted.get(path, set()), path
        assert certain.get(path, {value}) == {value}, path
    strange = certain.keys() - case.truth.keys()
    values = {value for path in strange for value in certain[path]}
    assert values.isdisjoint(case.truth.values()), strange


def test_nearly_all_are_certain() -> None:
    told = [(case, path, value) for case in CASES for path, value in case.truth.items()]
    certain = [1 for case, path, value in told if stated(case)[0].get(path) == {value}]
    assert len(certain) >= 0.95 * len(told)


#: Sentences of others, of other times, of plans and of parts, and the places of which nothing is certain then.
TRAPS: Final = (
    ("一、人员情况", "下属单位水利站编制20名，其中行政编制2名，事业编制18名，退休5人，离休1人。", "人员"),
    ("一、人员情况", "年末在职人员49人，慰问后新增退休人员3人，离休1人。", "人员/离休"),
    ("一、人员情况", "编制52名，其中行政编制14名，在职人员12人，事业编制38名。", "人员/在职人员"),
    ("一、人员情况", "编制52名，其中行政编制14名，事业编制30名。", "人员/编制其中"),
    ("一、人员情况", "年末在职人员49人，比上年减少，退休3人，调入2人，离休1人。", "人员/离休"),
    ("一、人员情况", "在职职工50人，其中行政编制14人，事业编制36人；退休人员9人。", "人员/编制其中"),
    ("一、人员情况", "内部人员调整，现有退休人员28人，其中离休1人。", "人员/离休"),
    ("一、政府采购情况", "2023年政府采购支出100万元，其中货物40万元、服务60万元。", "政府采购/其中"),
    ("一、政府采购情况", "政府采购预算100万元，其中货物40万元、服务60万元。", "政府采购"),
    ("一、政府采购情况", "政府采购支出132万元，授予中小企业100万元，其中货物40万元、服务60万元。", "政府采购/其中"),
    (
        "一、收支情况",
        "年初预算收入2000万元，其中事业收入1900万元，其他收入100万元。",
        "收支/本年收入合计/其中/其他收入",
    ),
    ("一、收支情况", "上年本年收入200万元，其中事业收入190万元，其他收入10万元。", "收支/本年收入合计/其中/其他收入"),
    ("一、“三公”经费情况", "公务用车运行维护费7.95万元，车辆16辆。", "国有资产/车辆"),
)


@pytest.mark.parametrize(("heading", "sentence", "place"), TRAPS)
def test_nothing_is_certain_of_what_is_told_of_others(heading: str, sentence: str, place: str) -> None:
    certain, _ = stated(Case(heading, sentence, {}))
    assert [path for path in certain if "/".join(map(str, path)).startswith(place)] == []


def projects(*lines: str) -> list[tuple[str, Decimal]]:
    """The projects that the text on 项目支出 gives."""
    words = (Paragraph("2024年度部门整体支出绩效自评报告"), Paragraph("（一）项目支出情况"), *map(Paragraph, lines))
    found = find_in_text(SourceDocument("报告.docx", "Word", words), year=YEAR)
    names = [text.text for text in found.texts if text.path[-1] == "名称"]
    spent = [figure.value for figure in found.figures if figure.path[:3] == form.PROJECTS.path]
    return list(zip(names, spent, strict=True))


THREE: Final = [("食品安全抽检", Decimal(246)), ("特种设备监管", Decimal("88.2")), ("执法办案经费", Decimal(180))]


@pytest.mark.parametrize(
    "lines",
    [
        "项目支出514.2万元，其中：食品安全抽检246万元、特种设备监管88.2万元、执法办案经费180万元。",
        "2024年项目支出5142000元：|食品安全抽检2460000元；特种设备监管882000元；执法办案经费1800000元。",
        "项目支出514.2万元：|1.食品安全抽检246万元，用于抽检。|2.特种设备监管88.2万元。|3.执法办案经费180万元。",
        "项目支出514.2万元。|（1）食品安全抽检支出246万元。|（2）特种设备监管支出88.2万元。|（3）执法办案经费180万元。",
    ],
)
def test_projects_that_come_to_all_are_entries(lines: str) -> None:
    assert [(name, value.normalize()) for name, value in projects(*lines.split("|"))] == [
        (name, value.normalize()) for name, value in THREE
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "项目支出514.2万元，其中：食品安全抽检246万元、特种设备监管88.2万元。",
        "项目支出514.2万元，其中：一般公共服务支出334.2万元、农林水支出180万元。",
        "项目支出514.2万元，其中：一般公共预算拨款334.2万元、政府性基金180万元。",
        "项目支出年初预算410万元，决算514.2万元，其中：年初预算410万元，追加104.2万元。",
        "项目支出514.2万元，其中：业务工作经费334.2万元、运行维护经费180万元。",
        "项目支出514.2万元，其中区本级项目334.2万元，省级项目180万元。",
        "2023年项目支出514.2万元，其中：食品安全抽检334.2万元、特种设备监管180万元。",
    ],
)
def test_what_is_no_list_of_all_projects_stays_in_the_text(sentence: str) -> None:
    assert projects(sentence) == []
