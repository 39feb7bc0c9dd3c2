"""What the models refuse → problems in plain words, each with a right example from the field's own declaration."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from ..model.amounts import Item
from ..model.disclosure import PublishedMeasure
from ..model.money import MAX_PLACES
from ..model.paths import fields_by_key, find_field, record_in
from ..model.problem import KeyPath, Level, Problem
from ..model.record import Record, measure_of
from .original_measure import KEY, measure_in
from .source import one_line
from .wrong_values import GENERIC, QUOTES, day_in, is_no_day, wrong_number
from .yaml_text import MOST, Document

_NUMBER_TYPES: Final = frozenset({"not_a_number", "decimal_type", "int_type"})
_MAPPING_TYPES: Final = frozenset({"model_type", "model_attributes_type", "dict_type"})
#: Fixed words: pydantic's error type → (code, message, cure).
_WORDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "negative_amount": ("S08", "金额不能是负数", "检查正负号；净减少写在“追加预算”里"),
    "negative_number": ("S08", "这里不能是负数", "检查正负号"),
    "negative_zero": ("S08", "零前面有负号", "公开为零写 0；是负数的，写出它的数字"),
    "number_too_large": ("S09", "数字太大，不可能是这一项的数", "核对位数；编码、号码加英文引号"),
    "amount_too_large": ("S09", "金额超过一万亿元，多半把元当成了万元", "金额写万元：元数除以 10000"),
    "too_many_places": ("S09", "小数超过六位", "金额写万元，最多六位小数"),
    "bound_too_wide": ("S09", "校核的幅度太大", "写日常核对用的幅度"),  # the fact says how much
    "not_a_count": ("S15", "这里要写不小于零的整数", "人数、辆数、批次只写整数"),
    "not_a_year": ("S11", "这里要写年度", "写四位数字"),
    "not_a_unit_id": ("S11", "单位标识只能用小写字母、数字和短横线", "与 units.yml 左边的标识一致"),
    "not_an_anchor": ("S11", "地址只能用小写字母和短横线", "用拼音，不用数字和汉字"),
    "not_a_date": ("S10", "日期的写法不对", "写成 年-月-日，月和日各两位"),
    "not_a_checksum": ("S11", "这里要写校验值", "写 64 位的校验值，只有 0-9 和 a-f；不知道就删去这一项"),
    "no_such_date": ("S10", "没有这一天", "检查月份和日期"),
    "number_for_text": ("S12", "这里要写文字，写的是数字", "编号、代码要加英文引号，否则开头的 0 会丢失"),
    "not_one_line": ("S12", "这里只能写一行", "去掉换行"),
    "empty_text": ("S12", "这里是空的文字", "没有就写 null"),
    "not_text": ("S12", "这里要写文字", "检查缩进：这里不能有下一级"),
    "unseen_character": ("F04", "文字里有看不见的符号", "删掉这个符号，或者整行重新输入；多半是从别处粘贴带来的"),
    "derived_column": ("S11", "“推算”写得不对", "只写由录入的人推算的栏目"),  # the fact says which
    "attachment_path": ("S16", "附件的路径不对", "只写本年度文件夹里的相对路径"),  # the fact says which
    "tuple_type": ("S14", "这里要一条一条写", "每条另起一行，以“- ”开头"),
    "list_type": ("S14", "这里要一条一条写", "每条另起一行，以“- ”开头"),
}
#: What stands after the comma of 1,000.50 inside braces.
_THOUSANDS: Final = re.compile(r"\d{3}(?:\.\d+)?")
#: A value that can be repeated in an example as it is.
_SHORT: Final = re.compile(r"[\w.%-]{1,20}")


def problems_of(
    error: ValidationError, record: type[Record], document: Document, base: KeyPath = ()
) -> Iterator[Problem]:
    """One problem for each refusal, in the order of the file."""
    measure = measure_in(document.value, record)
    refusals = error.errors(include_url=False, include_context=True)
    for refused in refusals[:MOST]:
        yield _problem(refused, record, measure, document, base)
    if len(refusals) > MOST:
        message = f"另有 {len(refusals) - MOST} 处不对，没有一一列出"
        yield Problem(document.place(base), Level.ERROR, "Y09", message, "先改列出的，再校核一次")


def _problem(
    refused: Any, record: type[Record], measure: PublishedMeasure, document: Document, base: KeyPath
) -> Problem:
    kind, path = str(refused["type"]), tuple(refused["loc"])
    if path and path[-1] == "决算" and not document.has((*base, *path)) and kind != "missing":
        path = path[:-1]  # a bare number stands for its 决算
    declared = find_field(record, path)
    where, example = _where((*base, *path)), _example_of(path, declared)
    if kind == "extra_forbidden":
        return _unknown_key(record, path, refused["input"], document, base)
    if kind == "missing":
        return _missing(path, declared, document, base, example)
    if kind in {"enum", "literal_error"}:
        code, message = "S11", f"{where}写的是“{one_line(refused['input'])}”"
        cure, example = f"只能写：{_allowed(declared)}", _meant(refused["input"], path, declared) or example
    elif kind in _NUMBER_TYPES or (kind in _MAPPING_TYPES and _is_line(declared)):
        code, words, cure, right = wrong_number(refused["input"], measure)
        message, right = f"{where}：{words}", _count_example(declared) if right == GENERIC else right
        example = f"{path[-1]}: {right}" if isinstance(path[-1], str) else right
    elif kind in _MAPPING_TYPES:
        code, message, cure = "S13", f"{where}下面要分项写，现在写的是别的", "换行，缩进两格，每项写成“名称: 内容”"
        example = _nested_example(path, declared)
    else:
        kind = "no_such_date" if kind == "not_a_date" and is_no_day(refused["input"]) else kind
        code, words, cure = _of_amount(kind, measure) or _WORDS.get(kind, ("S11", "这里的写法不对", "对照例子改写"))
        context = refused.get("ctx", {})
        message, cure = f"{where}：{one_line(context.get('fact', words), 120)}", context.get("cure", cure)
        example = f"{path[-1]}:\n  - 第一条的内容" if code == "S14" else example
        example = f"{path[-1]}: {day}" if code == "S10" and (day := day_in(refused["input"])) else example
    return document.problem((*base, *path), Level.ERROR, code, message, cure, example)


def _missing(path: KeyPath, declared: FieldInfo | None, document: Document, base: KeyPath, example: str) -> Problem:
    """A required key that is not there, or that says null."""
    inside = f"（{_where(path[:-1])}里面）" if path[:-1] else ""
    is_null = document.has((*base, *path))
    message = f"“{path[-1]}”{inside}还没有写" if is_null else f"缺少“{path[-1]}”{inside}"
    asked = "在冒号后面写上，换掉 null" if is_null else "补上这一项"
    cure = f"{asked}：{declared.description}" if declared else asked
    place = document.key_place((*base, *path)) if is_null else document.place((*base, *path[:-1]))
    return Problem(place, Level.ERROR, "S01", message, cure, example, (*base, *path))


def _of_amount(kind: str, measure: PublishedMeasure) -> tuple[str, str, str] | None:
    """What is said of an amount that is not written in 万元."""
    if measure is PublishedMeasure.WANYUAN or kind not in {"amount_too_large", "too_many_places"}:
        return None
    if kind == "amount_too_large":
        return "S09", "金额超过一万亿元", f"核对位数：本文件写了“{KEY}: {measure}”，金额照原文写{measure}数"
    return "S09", "小数位过多", f"金额写{measure}，最多{MAX_PLACES - measure.places}位小数"


def _unknown_key(record: type[Record], path: KeyPath, value: Any, document: Document, base: KeyPath) -> Problem:
    key = str(path[-1])[:100]
    place = document.key_place((*base, *path))
    if _THOUSANDS.fullmatch(key):
        message = f"{_where((*base, *path[:-1]))}里的数字有逗号，逗号后面的“{key}”被当成了另一项"
        return Problem(place, Level.ERROR, "S05", message, "不写千分位逗号", "决算: 12345.60", (*base, *path))
    above = find_field(record, path[:-1])
    holder = record_in(above) if above else record if len(path) == 1 else None
    known = list(fields_by_key(holder)) if holder else []
    near = _near(key, known)
    here = tuple(step for step in path[:-1] if isinstance(step, str))
    homes = [where for where in _homes(record).get(key, ()) if where != here]
    if near:
        cure, example = f"是不是“{near[0]}”？", _line(near[0], value)
    elif len(homes) == 1:  # a key of many lines, such as 其中, could be meant for any
        home = f"“{'.'.join(homes[0])}”下面" if homes[0] else "最左边，不缩进"
        cure, example = f"“{key}”应写在{home}", _line(key, value)
    else:
        cure, example = "删掉这一项，或者改成表上的名称" + (f"：{'、'.join(known[:12])}" if known else ""), ""
        if not here and isinstance(value, str) and re.search(r"[\u4e00-\u9fff]", key):
            cure = f"是上面一段文字里的一行，就在行首加空格，与那一段对齐；不是，就{cure}"
    inside = f"{_where((*base, *path[:-1]))}里面" if (*base, *path[:-1]) else "报告里"
    message = f"{inside}没有“{one_line(key)}”这一项"
    return Problem(place, Level.ERROR, "S02", message, cure, example, (*base, *path))


def _near(key: str, known: list[str]) -> list[str]:
    """The name that was meant; one that begins alike (基本支出合计: 基本支出) before one that only looks alike."""
    alike = [name for name in known if name.startswith(key) or key.startswith(name)]
    found = (difflib.get_close_matches(key, names, n=1, cutoff=0.5) for names in (alike, known))
    return next(filter(None, found), [])


def _line(key: str, value: Any) -> str:
    """The line as it should be: the right key with what is written there, if that is short."""
    written = f"{value:f}" if isinstance(value, Decimal) else "null" if value is None else value
    return f"{key}: {written}" if isinstance(written, str) and _SHORT.fullmatch(written) else f"{key}:"


def _where(path: KeyPath) -> str:
    """收支.基本支出, 问题第2条."""
    text = ""
    for key in path:
        text += f"第{key + 1}条" if isinstance(key, int) else f".{one_line(key)}" if text else one_line(key)
    return f"“{text}”"


def _example_of(path: KeyPath, declared: FieldInfo | None) -> str:
    """A right line to copy."""
    key = next((p for p in reversed(path) if isinstance(p, str)), "")
    if declared is not None and declared.examples:
        return f"{declared.alias}: {declared.examples[0]}"
    return f"{key}: 971.21" if _is_line(declared) else ""


def _count_example(declared: FieldInfo | None) -> str:
    """A right number of the field's own kind: an amount, or a count."""
    if declared is not None and declared.examples:
        return str(declared.examples[0])
    return GENERIC if declared is None or _is_line(declared) or measure_of(declared) == "万元" else "8"


def _nested_example(path: KeyPath, declared: FieldInfo | None) -> str:
    """The key with the first of its parts below it."""
    inner = record_in(declared) if declared else None
    first = next(iter(fields_by_key(inner)), None) if inner else None
    return f"{path[-1]}:\n  {first}: " if first and isinstance(path[-1], str) else ""


def _is_line(declared: FieldInfo | None) -> bool:
    kind = record_in(declared) if declared else None
    return kind is not None and issubclass(kind, Item)


def _allowed(declared: FieldInfo | None) -> str:
    kinds = (declared.annotation, *get_args(declared.annotation)) if declared else ()
    members: Mapping[str, Any] = next((kind.__members__ for kind in kinds if hasattr(kind, "__members__")), {})
    return "、".join(str(member.value) for member in members.values())


def _meant(value: Any, path: KeyPath, declared: FieldInfo | None) -> str:
    """The line with the word that was meant, without quotation marks."""
    bare = str(value).strip(QUOTES)
    return f"{path[-1]}: {bare}" if bare in _allowed(declared).split("、") else ""


@cache
def _homes(record: type[Record]) -> Mapping[str, list[tuple[str, ...]]]:
    """Where each key of a file belongs."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for key, above in _keys(record, ()):
        found.setdefault(key, []).append(above)
    return found


def _keys(record: type[Record], above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, declared in fields_by_key(record).items():
        yield key, above
        inner = record_in(declared)
        if inner is not None and len(above) < 3 and inner is not record:
            yield from _keys(inner, (*above, key))
