"""What an import tells at its end: found, unsure, missing, and what the check finds; of many units who is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from ..build.check_folder import CheckResult
from ..importer.asked_once import is_asked_before
from ..importer.excerpts import excerpt
from ..importer.forms.measures import UNSAID
from ..importer.identity import is_called
from ..importer.written import Draft
from ..load.inventory import Inventory
from ..model.problem import KeyPath, Level
from .formats import READY, text
from .import_files import Outcome
from .import_groups import Chosen

_NOT_YET: Final = "还有“# 待核对”的各处没有填，填好再提交。"
#: As many of a kind as are read on a screen; the file has them all.
_MOST: Final = 20


def account_of_one(
    outcomes: Sequence[Outcome], unassigned: Mapping[str, str], chosen: Chosen, inventory: Inventory
) -> Iterator[str]:
    """Everything about one report."""
    yield from (f"{name}：{why}" for name, why in unassigned.items())
    for outcome in outcomes:
        files = outcome.group.files
        yield f"读了 {'、'.join(f'{PurePosixPath(file.name).name}（{file.kind}）' for file in files)}"
        yield from (f"    {note}" for note in _notes(outcome, inventory))
        if outcome.draft is None:
            yield f"没有写：{outcome.fault}"
            continue
        yield f"写成 {outcome.path}，状态是“待公开”"
        yield from found_in(outcome.draft)
        yield ""
        checked = text(CheckResult((outcome.path,), outcome.problems)).rstrip("\n")
        yield checked.removesuffix(READY) + _NOT_YET if outcome.draft.unsure and checked.endswith(READY) else checked
        yield from _next(outcome, chosen)
    if not outcomes:
        yield "没有写任何文件。"


def _notes(outcome: Outcome, inventory: Inventory) -> Iterator[str]:
    """What could not be read, and units that are called otherwise than in the register."""
    unit = inventory.units[outcome.group.unit_id]
    for file in outcome.group.files:
        name = PurePosixPath(file.name).name
        yield from (f"{name}：{note}" for note in file.notes)
        for stated in file.stated_units:
            is_among = outcome.group.unit_id in file.of_tables
            if outcome.draft and not is_among and not is_called(stated, unit):
                yield f"{name}：里面写的单位是“{stated}”，登记的是“{unit.name}”，请核对是不是这个单位的"


def found_in(draft: Draft) -> Iterator[str]:
    """Found, unsure, missing, what the page says by itself, left."""
    yield f"找到：{draft.figures} 个数，{draft.texts} 处文字。"
    if draft.aside:
        yield f"别的单位的，没有录进来：{len(draft.aside)} 处："
        yield from _listed(draft.aside)
    if draft.unsure:
        yield f"待核对：{len(draft.unsure)} 处，文件里写着“# 待核对”："
        asked = {path: words for path, words in draft.unsure.items() if not is_asked_before(words)}
        yield from _listed(f"{_name(path)}：{words}" for path, words in asked.items())
    if draft.missing:
        yield f"没有找到：{'、'.join(draft.missing)}（读者会比较的数；原文有的补上，没有的保留 null）。"
    if draft.unwritten:
        yield "推算的数不写，网站自己算："
        yield from _listed(f"{table}的“{column}”一栏" for table, column in draft.unwritten)
    if UNSAID in " ".join(draft.unsure.values()):
        cure = "在原文的表上面写一行“单位：万元”（是元的写元），把写出的文件移走，再导入一次"
        yield f"{UNSAID}的：{cure}，这几处一次写好。"
    if draft.left_out:
        yield f"网页由数据写的、没有再录进“说明”的句子：{len(draft.left_out)} 句，每个数和增减都与写出的数据一样："
        yield from _listed(f"{_name(path)}：{excerpt(sentence)}" for path, sentence in draft.left_out)
    if draft.staying:
        yield f"写到同样的数、留在“说明”里的句子：{len(draft.staying)} 句，请看是不是写了两遍："
        yield from _listed(f"{_name(path)}：{excerpt(words)}（{why}）" for path, words, why in draft.staying)
    if draft.left:
        yield f"没有位置、放进“其他章节”的：{len(draft.left)} 段："
        yield from _listed(f"{heading or '（没有标题）'}：{excerpt(words, width=40)}" for heading, words in draft.left)


def _listed(lines: Iterable[str]) -> Iterator[str]:
    rows = list(lines)
    yield from (f"    {row}" for row in rows[:_MOST])
    if len(rows) > _MOST:
        yield f"    另有 {len(rows) - _MOST} 处，见文件。"


def _name(path: KeyPath) -> str:
    """A place as a clerk finds it: 三公经费/其中/公务接待费/决算, an entry of a list as 第2条."""
    return "/".join(f"第{key + 1}条" if isinstance(key, int) else key for key in path)


def _next(outcome: Outcome, chosen: Chosen) -> Iterator[str]:
    todo = ["对照原文看一遍数字"]
    todo += ["填好“# 待核对”的各处"] if outcome.draft and outcome.draft.unsure else []
    todo += ["看“必须改”的各处是录错还是原文如此"] if outcome.worst is Level.ERROR else []
    home = chosen.path_of(outcome.group.unit_id, outcome.group.year or 0, in_data=True).relative_to(chosen.root)
    moved = "" if outcome.path == home.as_posix() else f"放到 {home.as_posix()}，"
    yield f"接下来：打开 {outcome.path}，{'，'.join(todo)}，{moved}再运行 gongkai check {home.as_posix()}"


def account_of_all(
    outcomes: Sequence[Outcome], unassigned: Mapping[str, str], chosen: Chosen, inventory: Inventory
) -> Iterator[str]:
    """Who is written, who is doubtful, of whom nothing was written and why, and who is not there."""
    written = [outcome for outcome in outcomes if outcome.draft]
    yield ""
    yield f"写了 {len(written)} 份，没有写的 {len(outcomes) - len(written)} 份，没有录入的文件 {len(unassigned)} 个。"
    doubtful = [one for one in written if (one.draft and one.draft.unsure) or one.worst is Level.ERROR]
    yield from _section("有待核对或必须改的", (_doubts(one) for one in doubtful))
    yield from _section("没有写的", (f"{_unit(one, inventory)}：{one.fault}" for one in outcomes if one.fault))
    yield from _section("没有录入的文件", (f"{name}：{why}" for name, why in unassigned.items()))
    yield from _section("别的单位的，没有录进来", (words for one in written if one.draft for words in one.draft.aside))
    yield from _section("请注意", (note for one in outcomes for note in _notes(one, inventory)))
    stated = [chosen.year] if chosen.year else [one.group.year for one in outcomes]
    for year in sorted({year for year in stated if year is not None}):
        yield from _section(f"{year} 年度还没有报告的单位", _missing(year, written, inventory))
    if written:
        yield "接下来：逐份对照原文，填好“# 待核对”的各处，再运行 gongkai check"


def _section(title: str, rows: Iterable[str]) -> Iterator[str]:
    lines = list(rows)
    if lines:
        yield f"{title}（{len(lines)}）："
        yield from (f"    {line}" for line in lines)


def _doubts(outcome: Outcome) -> str:
    unsure = outcome.draft.unsure if outcome.draft else {}
    errors = sum(problem.level is Level.ERROR for problem in outcome.problems)
    places = "、".join(map(_name, list(unsure)[:3])) + ("等" if len(unsure) > 3 else "")
    parts = [f"待核对 {len(unsure)} 处（{places}）"] if unsure else []
    parts += [f"必须改 {errors} 处"] if errors else []
    return f"{outcome.path}：{'，'.join(parts)}"


def _unit(outcome: Outcome, inventory: Inventory) -> str:
    return f"{inventory.units[outcome.group.unit_id].name}（{outcome.group.unit_id}）"


def _missing(year: int, written: Sequence[Outcome], inventory: Inventory) -> Iterator[str]:
    """The registered units that have no report for the year, before this import or by it."""
    there = {file.unit_id for file in inventory.files if file.year == year}
    there |= {one.group.unit_id for one in written if one.group.year == year}
    frame = inventory.frame
    for unit_id, unit in inventory.units.items():
        if unit_id not in there and frame.exists_in(unit_id, year):
            yield f"{unit.name_in(year)}（{unit_id}）"
