"""``gongkai check --fix``: what was meant is there afterwards, everything else is the same, byte for byte."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.cli.test_check import gongkai
from tests.conftest import DEMO, SEED, project_copy

from gongkai.cli.cured import Cured, cured
from gongkai.cli.data_files import data_files, read_data_file
from gongkai.model.paths import fields_by_key, is_prose, record_in
from gongkai.model.record import Record
from gongkai.model.report import Report

FILE: Final = "data/2020/a.yml"
HEAD: Final = "标题: 甲乙\n公开: {状态: 待公开}\n"
BLOCK: Final = "引言: |\n  决算：５，“1,234”\u3000\u200b。\n\n    1月5日\n"


class Slot(NamedTuple):
    """A field of the form with a value that is right for it."""

    path: tuple[str, ...]
    value: str
    kind: str


def _paths(kind: type[Record], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, declared in fields_by_key(kind).items():
        inner = record_in(declared)
        if "tuple" in str(declared.annotation) or "dict" in str(declared.annotation):
            continue
        if inner is None:
            yield (*above, key), declared
        elif len(above) < 3:
            yield from _paths(inner, (*above, key))


@cache
def slots() -> tuple[Slot, ...]:
    """Every field of a report that holds one value, with a value that can be read there."""
    found = []
    tried = {"words": "甲乙丙", "number": "1234.50", "count": "1234", "day": "2021-06-18", "year": "2021"}
    for path, declared in _paths(Report):
        if path[0] in {"标题", "引言", "公开", "原文金额单位"} and path[:2] != ("公开", "批复日期"):
            continue
        for kind, value in tried.items():
            if not is_prose(declared) and not _errors(text_of([Slot(path, value, kind)])):
                found.append(Slot(path, value, kind))
                break
    return tuple(found)


def _errors(text: str) -> list[str]:
    return [problem.code for problem in read_data_file(text, FILE).errors if problem.code != "F04"]


def text_of(chosen: list[Slot]) -> str:
    """A report with those values, each in a line of its own, and a text under ``|``."""
    tree: dict[str, Any] = {}
    for slot in chosen:
        holder = tree
        for key in slot.path[:-1]:
            holder = holder.setdefault(key, {})
        holder[slot.path[-1]] = slot.value
    head = HEAD.replace("公开: {状态: 待公开}\n", "公开:\n  状态: 待公开\n") if "公开" in tree else HEAD
    opened = [f"  {key}: {value}" for key, value in tree.pop("公开", {}).items()]
    return "\n".join([head + "\n".join([*opened, *_rows(tree, 0)]), BLOCK])


def _rows(tree: dict[str, Any], depth: int) -> Iterator[str]:
    for key, value in tree.items():
        is_tree = isinstance(value, dict)
        yield f"{'  ' * depth}{key}:{'' if is_tree else f' {value}'}"
        yield from _rows(value, depth + 1) if is_tree else ()


def wide(text: str) -> str:
    """In the signs of a Chinese keyboard."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def grouped(value: str) -> str:
    """With commas between the thousands."""
    whole, point, part = value.partition(".")
    return f"{int(whole):,}{point}{part}"


#: Slips of a line ``key: value``: of any, of numbers, of days.
OF_ANY: Final[dict[str, Callable[[str, str], str]]] = {
    "colon": lambda key, value: f"{key}：{value}",
    "colon and blank": lambda key, value: f"{key}： {value}",
    "no blank": lambda key, value: f"{key}:{value}",
    "wide blank": lambda key, value: f"{key}:\u3000{value}",
    "no-break blank": lambda key, value: f"{key}:\u00a0{value}",
    "tab": lambda key, value: f"{key}:\t{value}",
    "invisible in the key": lambda key, value: f"{key[0]}\u200b{key[1:]}: {value}",
    "invisible in the value": lambda key, value: f"{key}: {value[0]}\u2060{value[1:]}",
    "mark of bytes": lambda key, value: f"\ufeff{key}: {value}",
    "direction": lambda key, value: f"{key}: \u202d{value}\u202c",
}
OF_NUMBERS: Final[dict[str, Callable[[str, str], str]]] = {
    "wide": lambda key, value: f"{key}: {wide(value)}",
    "wide with its colon": lambda key, value: f"{key}：{wide(value)}",
    "thousands": lambda key, value: f"{key}: {grouped(value)}",
    "wide thousands": lambda key, value: f"{key}: {wide(grouped(value))}",
    "no-break thousands": lambda key, value: f"{key}: {grouped(value).replace(',', chr(0xA0))}",
    "quotation marks": lambda key, value: f"{key}: “{value}”",
    "straight marks": lambda key, value: f'{key}: "{value}"',
    "full stop": lambda key, value: f"{key}: {value}。",
    "comma": lambda key, value: f"{key}: {value}，",
    "no-break blank behind": lambda key, value: f"{key}: {value}\u00a0",
}
OF_DAYS: Final[dict[str, Callable[[str, str], str]]] = {
    "points": lambda key, _: f"{key}: 2021.6.18",
    "Chinese": lambda key, _: f"{key}: 2021年6月18日",
    "Chinese, wide": lambda key, _: f"{key}：２０２１年 ６月１８日。",
    "strokes": lambda key, _: f"{key}: 2021/6/18",
    "short": lambda key, _: f"{key}: 2021-6-18",
    "wide": lambda key, value: f"{key}: {wide(value)}",
}


def slips_of(kind: str) -> dict[str, Callable[[str, str], str]]:
    """The slips that may happen to a value."""
    more = {"number": OF_NUMBERS, "count": OF_NUMBERS, "day": OF_DAYS}.get(kind, {})
    return {**OF_ANY, **{f"{kind}: {name}": slip for name, slip in more.items()}}


def slipped(text: str, slot: Slot, slip: Callable[[str, str], str]) -> str:
    """The text with a slip in the line of one value."""
    line = f"{slot.path[-1]}: {slot.value}\n"
    at = text.find(f"  {line}") + 2 if f"  {line}" in text else text.find(line)
    return text[:at] + slip(slot.path[-1], slot.value) + "\n" + text[at + len(line) :]


def test_every_kind_of_field_is_tried() -> None:
    assert {slot.kind for slot in slots()} >= {"words", "number", "count", "day"}
    assert len(slots()) > 300


@pytest.mark.parametrize(
    "name", sorted({*OF_ANY, *(f"number: {n}" for n in OF_NUMBERS), *(f"day: {n}" for n in OF_DAYS)})
)
def test_every_slip_is_cured_in_every_kind_of_field(name: str) -> None:
    """In each kind of field that it may happen to, in some of its fields."""
    for kind in ("words", "number", "count", "day"):
        slip = slips_of(kind).get(name.replace("number:", f"{kind}:"))
        if slip is None:
            continue
        fields = [slot for slot in slots() if slot.kind == kind]
        for slot in random.Random(name).sample(fields, min(3, len(fields))):
            text = text_of([slot])
            wrong = slipped(text, slot, slip)
            found = cured(wrong.encode(), FILE)
            assert found.content.decode() == text, (slot, wrong)
            assert len(found.changes) == (wrong != text)
            assert cured(found.content, FILE).content == found.content


@settings(max_examples=60, deadline=None, phases=[Phase.generate])
@given(data=st.data(), ends=st.sampled_from(["\n", "\r\n", "\r"]), mark=st.sampled_from([b"", b"\xef\xbb\xbf"]))
def test_several_slips_at_once(data: Any, ends: str, mark: bytes) -> None:
    chosen = data.draw(st.lists(st.sampled_from(slots()), min_size=1, max_size=6, unique_by=lambda slot: slot.path[-1]))
    text = text_of(chosen)
    if _errors(text):
        return
    wrong = text
    for slot in chosen:
        wrong = slipped(wrong, slot, data.draw(st.sampled_from([*slips_of(slot.kind).values()])))
    found = cured(mark + wrong.replace("\n", ends).encode(), FILE)
    assert found.content.decode() == text
    assert cured(found.content, FILE) == Cured(found.content, ())


#: What is left as it is, for it could mean something else; the line, and what is told of it.
UNSURE = {
    "三公经费: {决算: 约5}": "S07",
    "三公经费: {决算: 12,34}": "S02",
    "三公经费: {决算: 5万元}": "S06",
    "三公经费: {决算: 971。21}": "S03",
    "三公经费: {决算: 5²}": "S04",
    "三公经费: {决算: ①}": "S04",
    "三公经费: {决算: 95.}": "S03",
    "三公经费: {决算: 。97}": "S03",
    "公开: {批复日期: 2021-08-2}": "S10",
    "公开: {批复日期: 1月5日}": "S10",
    "公开: {批复日期: 2021.2.30}": "S10",
    "公开: {批复日期: 2021年6月}": "S10",
    "公开: {批复日期: 21.6.18}": "S10",
    "问题:\n  - 决算：编制不细": "Y01",
    "三公经费: {说明: 支出减少，决算：5}": "Y15",
    "收支:\n  项目支出:\n    其中:\n      甲专项: 5\n      乙专项：约6": "Y18",
    "引言: 第一行\n  决算：第二行": "Y01",
    '引言: "第一行\n  决算：第二行"': "Y01",
}


@pytest.mark.parametrize("line", UNSURE)
def test_what_is_not_certain_is_left_and_told(line: str) -> None:
    head = HEAD if not line.startswith("公开") else "标题: 甲乙\n"
    text = f"{head}{line.replace('公开: {', '公开: {状态: 待公开, ')}\n"
    assert cured(text.encode(), FILE) == Cured(text.encode(), ())
    assert UNSURE[line] in {problem.code for problem in read_data_file(text, FILE).errors}


#: Slips in braces, in lists and at the left, and what was meant.
OTHERS = {
    "三公经费：｛年初预算：１２，决算：5｝": "三公经费: {年初预算: 12, 决算: 5}",
    "三公经费: {年初预算: 1,234,567.00, 决算: 1,234}": "三公经费: {年初预算: 1234567.00, 决算: 1234}",
    "三公经费:\n\t决算: 5\n\t年初预算: 6": "三公经费:\n  决算: 5\n  年初预算: 6",
    "三公经费:\n\u3000\u3000决算: 5": "三公经费:\n  决算: 5",
    "收支:\n  项目支出:\n    其中:\n      甲专项: 5\n      乙专项：6    # 全年：６": (
        "收支:\n  项目支出:\n    其中:\n      甲专项: 5\n      乙专项: 6    # 全年：６"
    ),
    "收支:\n  项目支出:\n    其中:\n      甲专项: 5\n      乙专项：\n        决算: 6": (
        "收支:\n  项目支出:\n    其中:\n      甲专项: 5\n      乙专项:\n        决算: 6"
    ),
    "其他章节:\n  - 标题：章\n    内容：字": "其他章节:\n  - 标题: 章\n    内容: 字",
    "三公经费: {决算: “971.21”}   # 说明：５": "三公经费: {决算: 971.21}   # 说明：５",
    "三公经费: {增减: {比上年: −5}}": "三公经费: {增减: {比上年: -5}}",
    "项目自评:\n  - 项目名称：甲\n    资金: {年度资金总额: {全年预算：5}}": None,
}


@pytest.mark.parametrize("wrong", OTHERS)
def test_slips_between_lines_and_in_braces(wrong: str) -> None:
    found = cured(f"{HEAD}{wrong}\n{BLOCK}".encode(), FILE)
    if (meant := OTHERS[wrong]) is not None:
        assert found.content.decode() == f"{HEAD}{meant}\n{BLOCK}"
    assert cured(found.content, FILE) == Cured(found.content, ())


@pytest.mark.parametrize("project", [DEMO, SEED], ids=["demo", "seed"])
def test_a_right_file_is_not_touched(project: Path) -> None:
    for path in [*data_files(project / "data")][::4]:
        content = path.read_bytes()
        assert cured(content, path.relative_to(project).as_posix()) == Cured(content, ())


def test_command(tmp_path: Path) -> None:
    project = project_copy(tmp_path / "project", SEED)
    file = project / "data/2020/zhengxiang-renda.yml"
    right = file.read_text("utf-8")
    wrong = right.replace("年末实有: 43", "年末实有：４３").replace("发布日期: null", "发布日期: 2021年6月18日")
    wrong = wrong.replace("自评得分: 94", "自评得分: 约94")
    file.write_bytes(wrong.replace("\n", "\r\n").encode("utf-8-sig"))
    done = gongkai("check", "--fix", cwd=project)
    meant = right.replace("发布日期: null", "发布日期: 2021-06-18").replace("自评得分: 94", "自评得分: 约94")
    assert file.read_bytes().decode() == meant
    line = right[: right.index("年末实有: 43")].count("\n") + 1
    shown = "人员: {编制数: null, 年末实有：４３, 内设机构: 8} → 人员: {编制数: null, 年末实有: 43, 内设机构: 8}\n"
    assert f"zhengxiang-renda.yml:{line}: {shown}" in done.stdout
    assert "改好了 1 份文件里的 4 处" in done.stdout
    assert (done.returncode, "S07" in done.stdout) == (1, True)
    again = gongkai("check", "--fix", "--format", "json", cwd=project)
    assert again.stdout.startswith("{") or again.stdout.startswith("[")
    assert "文件没有动" in again.stderr
    assert file.read_bytes().decode() == meant
