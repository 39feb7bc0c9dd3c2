"""Outlines (提纲): the built-in ones, and a bureau's own under ``data/提纲/``, with what is wrong in them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from ..model.outline import RESERVED, RESERVED_STARTS, SECTIONS, Kind, Outline, Slot, placeable
from ..model.problem import KeyPath, Level, Place, Problem
from .record_file import parse_record
from .source import one_line, read_source
from .yaml_text import Document

#: A bureau's own outlines, below the data folder.
OUTLINES_FOLDER: Final = "提纲"
_BUILT_IN: Final = Path(__file__).parent.parent / "outlines"
_NAME: Final = re.compile(r"[\w（）()·—-]{1,40}")
_DEEPEST: Final = 3
_KINDS: Final = "、".join(Kind)
_NEEDED: Final = {Kind.TEXT: "它不是一段文字", Kind.TABLE: "它不是一张表", Kind.LIST: "它不是一条一条的内容"}


def read_outlines(root: Path, folder: str, problems: list[Problem]) -> dict[str, Outline | None]:
    """Every outline by its name; None where a file of that name cannot be read as one."""
    return {**built_in(), **dict(_own(root, f"{folder}/{OUTLINES_FOLDER}", problems))}


@cache
def built_in() -> Mapping[str, Outline]:
    """The outlines that come with the program."""
    files = sorted(_BUILT_IN.glob("*.yml"))
    read = ((file.stem, parse_outline(file.read_text(encoding="utf-8"), file.name)[0]) for file in files)
    return {name: outline for name, outline in read if outline}


def _own(root: Path, folder: str, problems: list[Problem]) -> Iterator[tuple[str, Outline | None]]:
    top = root / folder
    for path in sorted(top.iterdir()) if top.is_dir() and not top.is_symlink() else ():
        if path.name.startswith(("_", ".")) or path.suffix.lower() not in {".yml", ".yaml", ".txt"}:
            continue
        file = f"{folder}/{one_line(path.name)}"
        if wrong := _wrong_name(path, file):
            problems.append(wrong)
            continue
        source = read_source(path, file)
        problems.extend(source.problems)
        outline, document = parse_outline(source.text, file) if source.text is not None else (None, Document(file))
        problems.extend(document.problems)
        yield path.stem, outline


def _wrong_name(path: Path, file: str) -> Problem | None:
    if path.suffix != ".yml" or not _NAME.fullmatch(path.stem):
        message, example = f"提纲的文件名“{one_line(path.name)}”不对", "我区2023.yml"
        cure = "用提纲的名称作文件名，不用空格，以 .yml 结尾"
    elif path.stem in built_in():
        message, example = f"“{path.stem}”是自带提纲的名称", f"我区{path.stem}.yml"
        cure = "换一个文件名，`_year.yml` 里的“提纲”也跟着改"
    else:
        return None
    return Problem(Place(file), Level.ERROR, "R11", message, cure, example)


def parse_outline(text: str, file: str) -> tuple[Outline | None, Document]:
    """Text → outline; the document carries every problem."""
    outline, document = parse_record(text, file, Outline)
    if outline is not None:
        document.problems.extend(_wrong_slots(outline, document))
    failed = any(problem.level is Level.ERROR for problem in document.problems)
    return (None if failed else outline), document


def _wrong_slots(outline: Outline, document: Document) -> Iterator[Problem]:
    placed: dict[str, KeyPath] = {}
    addresses: dict[str, KeyPath] = {}
    for path, slot, depth in outline.slots():
        at, wrong = path, _wrong_shape(slot, depth)
        if wrong is None and slot.name:
            kind, entry = slot.kinds[0], f"“{slot.kinds[0]}: {slot.name}”"
            at, wrong = (*path, kind), _wrong_kind(slot)
            if first := _before(placed, entry, path, document):
                wrong = wrong or ("R09", f"{entry}写了两次，{first}", "每样只放一处，删掉一条", "")
        if wrong is None and slot.is_addressed:
            at, wrong = (*path, "地址" if slot.anchor else "标题"), _wrong_address(slot)
            if first := _before(addresses, slot.address, path, document):
                cure, example = "给其中一条写上另一个“地址”", f"地址: {slot.address}-er"
                wrong = wrong or ("R09", f"地址“{slot.address}”有两处，{first}", cure, example)
        if wrong is not None:
            yield Problem(document.place(at), Level.ERROR, *wrong, at)


def _before(seen: dict[str, KeyPath], name: str, path: KeyPath, document: Document) -> str:
    """Where a name stood before, in words; "" where this is the first time."""
    first = seen.setdefault(name, path)
    return "" if first is path else f"第一次在第 {document.place(first).line} 行"


#: Code, message, cure and example.
_Wrong = tuple[str, str, str, str]


def _wrong_shape(slot: Slot, depth: int) -> _Wrong | None:
    """An entry places one thing; what stands over others has a title."""
    kinds = slot.kinds
    named = f"“{one_line(slot.title)}”" if slot.title else "这一条"
    if not kinds:
        return "R10", f"{named}下面没有内容", f"写上其中一样：{_KINDS}；或者删掉这一条", "文字: 概况.基本情况"
    if len(kinds) > 1:
        cure, example = (
            "一条只写一样；要放在同一个标题下，写在“内容”里，每样一条",
            "内容:\n  - 句子: 基本支出\n  - 表: 收支.基本支出",
        )
        return "R10", f"{named}写了 {len(kinds)} 样：{'、'.join(kinds)}", cure, example
    own_titles = slot.items == SECTIONS
    if own_titles and slot.title:
        return "R10", "“其他章节”各有自己的标题", "删掉这里的标题", "列表: 其他章节"
    if not slot.title and not own_titles and (slot.parts or depth == 1):
        return "R10", "章没有标题" if depth == 1 else "“内容”上面没有标题", "补上标题", "标题: 部门概况"
    if slot.anchor and not slot.is_addressed:
        return "R10", "这一条没有标题，地址用不上", "补上标题，或者删掉地址", ""
    if slot.other_title and not slot.title:
        return "R10", "“另题”要和“标题”一起写", "补上标题", "标题: 一般公共预算支出情况"
    if depth > _DEEPEST:
        return "R10", f"标题套了 {depth} 层，最多 {_DEEPEST} 层", "把这一条移到上一级", ""
    return None


def _wrong_kind(slot: Slot) -> _Wrong | None:
    """A name is one of the form's, and what it stands for can be placed so."""
    kind = slot.kinds[0]
    if kind not in _NEEDED:
        return None
    names = placeable()
    if slot.name not in names:
        return "R08", f"数据文件里没有“{one_line(slot.name)}”", *_meant(slot.name, kind)
    right = names[slot.name]
    if right is kind:
        return None
    if right is not None:
        message = f"“{slot.name}”不能写在“{kind}”里，{_NEEDED[kind]}"
        return "R08", message, f"写成“{right}”", f"{right}: {slot.name}"
    above, message = slot.name.rpartition(".")[0], f"“{slot.name}”不能单独摆放"
    if names.get(above) is Kind.TABLE:
        return "R08", message, f"它印在“{above}”的表里，写那张表", f"表: {above}"
    return "R08", message, "删掉这一条：它印在网页的开头，或者排在最后的“其他公开内容”里", ""


def _meant(name: str, kind: Kind) -> tuple[str, str]:
    """Cure and example for a name that is none."""
    right = [known for known, placed in placeable().items() if placed is kind]
    last = name.rpartition(".")[2]
    near = [known for known in right if known.rpartition(".")[2] == last]
    near = near or difflib.get_close_matches(name, right, n=1, cutoff=0.5)
    if near:
        return f"是不是“{near[0]}”？", f"{kind}: {near[0]}"
    return "名称照数据文件里写，逐级用点隔开；有哪些，见数据字典", f"{kind}: {right[0]}"


def _wrong_address(slot: Slot) -> _Wrong | None:
    address = slot.address
    if not address:
        return "R10", "标题读不出地址", "写上“地址”，用拼音", "地址: niandu-qingkuang"
    if address in RESERVED or address.startswith(RESERVED_STARTS):
        return "R10", f"地址“{address}”是网页自己用的", "换一个地址", f"地址: z-{address}"
    return None
