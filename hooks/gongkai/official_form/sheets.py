"""The sheets of the form, in their order; what none of them has a cell for stands on the last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, get_origin

from ..model.amounts import Item
from ..model.disclosure import Attachment
from ..model.evaluation import Indicator
from ..model.finance import FunctionalLine, Project
from ..model.paths import is_alone, is_prose, is_text, record_in
from ..model.record import Record
from ..model.report import Report
from .base_form import base_rows
from .cell import Cell, FormPath, FormSheet, Row, Step, row_of, words_of
from .evaluation_forms import project_rows, self_rows
from .lines import WIDTHS, headings, lines_of, note_of, spare_line
from .lists import columns_of, heading_of, list_of, single_values, text_rows
from .row_labels import REST
from .stated_values import StatedValues

BASIC, BASE, SELF, MONEY, FUNCTIONAL = "基本信息", "基础数据表", "自评表", "收支", "功能分类"
PROJECTS, PROJECT, INDICATORS, COUNTS = "项目", "项目自评", "指标", "人员采购资产"
TEXTS, ATTACHMENTS, ABOUT = "文字部分", "附件", "说明"
_BASIC_KEYS: Final = frozenset({"标题", "文种", "公开", "目录信息", "封面", "联系方式", "原文金额单位", "绩效"})
_MONEY_KEYS: Final = {"收支", "人员经费", "机关运行经费", "财政拨款"}
_COUNT_KEYS: Final = {"人员", "三公经费", "政府采购", "国有资产"}


@dataclass(frozen=True, slots=True)
class FormOf:
    """Whose form it is.

    Attributes:
        year: the year.
        unit: the unit's id.
        name: the unit's name.
        grades: those that the year's rules have.
        measure: in what amounts are written.
    """

    year: int | None = None
    unit: str = ""
    name: str = ""
    grades: tuple[str, ...] = ()
    measure: str = "万元"


def sheets_of(values: Mapping[str, Any], form: FormOf) -> tuple[FormSheet, ...]:
    """Every sheet, filled in with the values of a data file."""
    stated = StatedValues(values)
    basic = _sheet(BASIC, _basic_rows(stated, form), (0, 24, 56, 20, 70), 2, 4)
    base = FormSheet(BASE, tuple(base_rows(stated, form.year, form.measure)), WIDTHS, 1, 5, is_landscape=False)
    own = _sheet(SELF, self_rows(stated, form.measure), (0, 40, 14, 14, 14, 10, 10, 10, 26), 1, 7)
    evaluated = _project_sheets(stated, form)
    sheets = [
        basic, base, own, _sheet(MONEY, _money_rows(stated, form), WIDTHS, 2, 6),
        *(_list_sheet(stated, form.measure, listed) for listed in _LISTS),
        *evaluated, _sheet(COUNTS, _count_rows(stated, form), WIDTHS, 2, 5),
        _sheet(TEXTS, _text_rows(stated), (0, 26, 24, 100, 46), 2, 3),
    ]  # fmt: skip  # in the order of the workbook
    placed = _placed(sheets, {new: old for old, new in stated_projects(values).items()})
    rest = _sheet(REST, _rest_rows(stated, placed, stated_projects(values)), (0, 60, 90, 40), 2, 2)
    return (*sheets, rest, _sheet(ABOUT, _about_rows(form), (0, 110), 1, 1))


#: Name of the sheet, place of the list, what its entries are, empty rows.
_Listed = tuple[str, FormPath, type[Record], int]
_LISTS: Final[tuple[_Listed, ...]] = (
    (FUNCTIONAL, ("收支", "功能分类"), FunctionalLine, 10),
    (PROJECTS, ("收支", "项目支出", "项目"), Project, 10),
    (INDICATORS, ("自评表", "指标"), Indicator, 15),
    (ATTACHMENTS, ("附件",), Attachment, 5),
)


def _sheet(name: str, rows: Iterator[Row], widths: tuple[int, ...], top: int, printed: int) -> FormSheet:
    return FormSheet(name, tuple(rows), widths, top, printed)


def _list_sheet(stated: StatedValues, measure: str, listed: _Listed) -> FormSheet:
    """A list, printed up to 决算 where it has amounts."""
    name, path, kind, spare = listed
    columns = columns_of(kind)
    printed = next((at for at, (key, _) in enumerate(columns, 1) if key == ("决算",)), 0)
    title = Cell(1, "title", f"{name}（金额单位：{measure}）" if printed else name)
    rows = (row_of(title, *_sums(columns)), heading_of(columns), *list_of(stated, path, columns, spare))
    widths = (0, *(34 if key[-1] in _WIDE else 14 for key, _ in columns))
    return FormSheet(name, rows, widths, 2, printed or len(columns))


def _sums(columns: tuple[tuple[FormPath, Any], ...]) -> Iterator[Cell]:
    """The sums of points and of amounts, above their columns."""
    for at, (key, _) in enumerate(columns, 1):
        if key[-1] in _SUMMED:
            cells = f"{_LETTERS[at]}{_FIRST_ROW}:{_LETTERS[at]}{_LAST_ROW}"
            yield Cell(at, "formula", formula=f'=IF(COUNT({cells})=0,"",SUM({cells}))')


#: Columns that are summed up.
_SUMMED: Final = frozenset({"分值", "得分"})
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FIRST_ROW, _LAST_ROW = 4, 2000
_WIDE: Final = {"名称", "文件", "三级指标", "说明", "偏差原因"}


def _basic_rows(stated: StatedValues, form: FormOf) -> Iterator[Row]:
    whose = f"{form.name} {form.year or ''}年度 部门整体支出绩效自评填报表".strip()
    yield row_of(Cell(1, "title", whose))
    yield row_of(*(Cell(at, "heading", words) for at, words in enumerate(("项目", "内容", "属于", "怎么填"), 1)))
    yield from single_values(stated, Report, (), form.grades, _BASIC_KEYS)


def _money_rows(stated: StatedValues, form: FormOf) -> Iterator[Row]:
    yield row_of(Cell(1, "title", "收入支出和结转"))
    yield headings(form.year, form.measure)
    yield from lines_of(
        stated, Report, (), lambda path: path[0] in _MONEY_KEYS and path[-1] not in {"功能分类", "项目"}
    )
    yield row_of(Cell(1, "heading", _MORE, span=6))
    yield from (spare_line() for _ in range(_SPARE))


#: Above the empty rows at the end.
_MORE: Final = "另外的明细：写名称、金额，右边写“属于哪一项”，如：收支 / 基本支出 / 商品和服务支出"
_SPARE: Final = 8


def _count_rows(stated: StatedValues, form: FormOf) -> Iterator[Row]:
    yield row_of(Cell(1, "title", "人员、三公经费数量、政府采购和国有资产"))
    yield headings(form.year, form.measure)
    taken = {("三公经费", "其中"), ("人员", "编制数"), ("人员", "在职人员")}
    for row in lines_of(stated, Report, (), lambda path: path[0] in _COUNT_KEYS and path[:2] not in taken):
        if not any(cell.path[1:] == ("决算",) for cell in row.cells):
            yield row  # the lines themselves stand on the 基础数据表


def stated_projects(values: Mapping[str, Any]) -> dict[Step, Step]:
    """The entries of 项目自评, each with the sheet that it has."""
    count = len(values.get(PROJECT) or ())
    return {("+", str(at)): ("@", f"{PROJECT}{at}") for at in range(1, count + 1)}


def _project_sheets(stated: StatedValues, form: FormOf) -> list[FormSheet]:
    """A sheet for each project, one where there is none yet."""
    made = []
    for step in stated.steps((PROJECT,)) or (("+", "1"),):
        name = f"{PROJECT}{step[1]}"
        rows = project_rows(stated, (PROJECT, step), form.measure, form.grades)
        placed = (_replaced(row, step, ("@", name)) for row in rows)
        made.append(_sheet(name, placed, (0, 26, 26, 30, 14, 14, 14, 10, 10, 10, 34), 1, 10))
    return made


def _replaced(row: Row, old: Step, new: Step) -> Row:
    """A row whose places are those of the entry of a sheet."""
    cells = tuple(replace(cell, path=_path_with(cell.path, old, new)) for cell in row.cells)
    return replace(row, cells=cells, name=_path_with(row.name, old, new))


def _path_with(path: FormPath, old: Step, new: Step) -> FormPath:
    return (path[0], new, *path[2:]) if path[1:2] == (old,) and path[0] == PROJECT else path


def _text_rows(stated: StatedValues) -> Iterator[Row]:
    yield row_of(Cell(1, "title", "文字部分：照原文，段与段之间空一行（Alt+Enter 换行）；小标题行以 ### 开头"))
    named = ("部分", "小标题（或编号）", "正文", "怎么填")
    yield row_of(*(Cell(at, "heading", words) for at, words in enumerate(named, 1)))
    yield from _texts(stated, Report, ())


#: Paragraphs that the official form, or the sheet of single values, has a cell for.
_ELSEWHERE: Final = frozenset({("公开", "理由"), ("厉行节约",)})


def _texts(stated: StatedValues, kind: type[Record], path: FormPath) -> Iterator[Row]:
    """The paragraphs of a record, in the order of the form; a list has an empty row for one more."""
    for name, declared in kind.model_fields.items():
        below, inner = (*path, declared.alias or name), record_in(declared)
        label, note = Cell(1, "label", words_of(below)), Cell(4, "aside", note_of(declared))
        if is_alone(declared) and inner is not None:
            yield from () if issubclass(inner, Item) else _texts(stated, inner, below)
        elif is_alone(declared) and is_prose(declared) and below not in _ELSEWHERE:
            yield from text_rows(below, stated.at(below), 3, label, note)
        elif name == "sections":
            for step in _and_one(stated, below):
                title = Cell(2, "text", stated.at((*below, step, "标题")), (*below, step, "标题"))
                yield from text_rows((*below, step, "内容"), stated.at((*below, step, "内容")), 3, label, title, note)
        elif inner is None and get_origin(declared.annotation) is tuple and is_text(declared):
            more = Cell(4, "aside", f"{note_of(declared)}；多一条就在下面插入一行")
            for step in _and_one(stated, below):
                yield from text_rows((*below, step), stated.at((*below, step)), 3, label, more)
        elif name == "answers":
            for step in (*stated.steps(below), ("=", "")):
                named = Cell(2, "name", step[1] or None)
                rows = text_rows((*below, step), stated.at((*below, step)), 3, label, named, note)
                yield from (replace(row, name=(*below, step)) for row in rows)


def _and_one(stated: StatedValues, path: FormPath) -> tuple[Step, ...]:
    """The entries of a list and an empty one."""
    steps = stated.steps(path)
    return (*steps, ("+", str(max((int(step[1]) for step in steps), default=0) + 1)))


def _placed(sheets: Iterable[FormSheet], steps: Mapping[Step, Step]) -> set[FormPath]:
    """Every place that has a cell, or whose name has one; projects by their entries."""
    rows = [row for sheet in sheets for row in sheet.rows]
    found = {cell.path for row in rows for cell in row.cells} | {row.name for row in rows}
    return {_path_with(path, path[1], steps.get(path[1], path[1])) if len(path) > 1 else path for path in found}


def _rest_rows(stated: StatedValues, placed: set[FormPath], sheets: Mapping[Step, Step]) -> Iterator[Row]:
    """What no other sheet has a cell for: a value to a row."""
    yield row_of(Cell(1, "title", "其他内容：别的工作表上没有格子的，一行一个值；没有就不用填"))
    yield row_of(Cell(1, "heading", "位置"), Cell(2, "heading", "内容"))
    for path, value in stated.without(placed):
        place = (path[0], sheets.get(path[1], path[1]), *path[2:]) if path[0] == PROJECT else path
        label = Cell(1, "label", " / ".join(step if isinstance(step, str) else step[1] for step in path))
        if isinstance(value, str) or value is None:
            yield from text_rows(place, value, 2, label)
        else:
            yield row_of(label, Cell(2, "number" if isinstance(value, Decimal) else "day", value, place))


def _about_rows(form: FormOf) -> Iterator[Row]:
    yield row_of(Cell(1, "title", "怎么填"))
    for words in (
        f"单位：{form.name}（{form.unit}）　年度：{form.year or ''}",
        f"金额单位：{form.measure}，直接写数字，不写单位和逗号。",
        "黄色的格子可以填；其他的格子锁定，不用密码就可以在“审阅”里取消保护。",
        "空白＝未公开，0＝公开为零，两者不同。数字照原文写，合计、比率和核对是公式，自动算，不会写进数据；",
        "只有项目支出的合计，“收支”里空着的，导入时取“项目”各行的合计。",
        "“核对”一栏写出下面各项的合计和本项差多少：可能是漏填，也可能是原文如此；照原文填。",
        "单位自拟的明细：在黄色的名称格里写名称；要多一行，复制一行再改，或者插入一行，写明“属于哪一项”。",
        "指标、功能分类、项目可以插入、复制、排序；问题、改进措施每条一行，多一条就插入一行，不手写编号。",
        "多一个项目的自评表，复制整张“项目自评”工作表。",
        "正文超过一格能放的，写在下面一行（续）。",
        "填好以后交给管网站的人；自己管的，在网站的文件夹里运行 .venv/bin/gongkai import 文件名。",
        "隐藏的 A 列和第 1 行记着每一格的位置，供读回时用，请不要改动。",
    ):
        yield row_of(Cell(1, "aside", words))
