"""What a pull request changes, for the person who reviews it: every figure first, then the words around each change.

Nothing is left out without a word: long lists are folded, and what does not fit is counted by kind.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from ..build.check_folder import ChangedFile, CheckResult
from ..load.register import UNITS_FILE, YEAR_FILE
from ..model.archive import Archive
from ..model.changed import changed_values
from ..model.correction import ChangedValue
from ..model.differing_words import Piece, differing_words
from ..model.rates import percent, rounded
from .new_entries import new_entries

#: Rows that stand open; more are folded.
_OPEN: Final = 200
#: Bytes of all sections together: with the problems they stay below the 1 MiB of a job summary of GitHub.
_ROOM: Final = 550_000
#: Characters of a checksum that tell two files apart.
_DIGITS: Final = 12
_NOTHING: Final = "未公开"
_FIGURE: Final = re.compile(r"-?[0-9]{1,28}(?:\.[0-9]{1,28})?")
_CODES: Final = ("编码", "预算编码", "机构代码", "索引号", "文号")  # numbers that are names
_STATE: Final = "公开/状态"


class Change(NamedTuple):
    """A changed value and the file in which it stands."""

    file: str
    value: ChangedValue


@dataclass(slots=True)
class Section:
    """A list of changes of one kind: its title, the head of its table ("" for a list), and its rows."""

    title: str
    head: tuple[str, ...]
    rows: list[str] = field(default_factory=list)


def changes_of(result: CheckResult) -> Iterator[str]:
    """The lines about what has changed; that nothing has is said only where no byte is another."""
    if result.change is None:
        return
    if not result.changed_files and not any(_differ(*result.change)):
        yield "data 文件夹里没有一个字节变化。"
        return
    sections = [section for section in _sections(result, *result.change) if section.rows]
    counted = "，".join(f"{section.title} {len(section.rows)} 处" for section in sections)
    files = len({*(file.path for file in result.changed_files)})
    yield f"{files} 个文件有变化：{counted or '都不影响公开的内容'}。"
    room = _ROOM
    for section in sections:
        lines, left = _listed(section, room)
        room -= sum(len(line.encode()) + 1 for line in lines)
        yield from lines
        if left:
            yield f"\n**{section.title}另有 {left} 处，这里放不下**：用 `git diff 版本 -- data/` 看全部。"


def _listed(section: Section, room: int) -> tuple[list[str], int]:
    """A section within so many bytes, and how many of its rows did not fit."""
    fitting = 0
    for row in section.rows:
        room -= len(row.encode()) + 1
        if room < 0:
            break
        fitting += 1
    head = [f"| {' | '.join(section.head)} |", _rule(section.head)] if section.head else []
    lines = ["", f"#### {section.title}（{len(section.rows)} 处）", "", *head, *section.rows[: min(fitting, _OPEN)]]
    if fitting > _OPEN:
        folded = section.rows[_OPEN:fitting]
        lines += ["", f"<details><summary>其余 {len(folded)} 处</summary>", "", *head, *folded, "", "</details>"]
    return lines, len(section.rows) - fitting


def _rule(head: tuple[str, ...]) -> str:
    return f"|{'|'.join('---:' if title in _NUMERIC else '---' for title in head)}|"


_NUMERIC: Final = ("原数", "现数", "差额", "增减")


def _differ(base: Archive, now: Archive) -> Iterator[bool]:
    """Whether anything that was read is another, where no bytes are at hand to be compared."""
    yield base.entries.keys() != now.entries.keys()
    yield any(entry.digest != now.entries[key].digest for key, entry in base.entries.items() if key in now.entries)
    yield dict(base.units) != dict(now.units) or dict(base.years) != dict(now.years)


def _sections(result: CheckResult, base: Archive, now: Archive) -> Iterator[Section]:
    kinds: dict[str, list[Change]] = defaultdict(list)
    for change in sorted(_changes(base, now), key=lambda change: change.file):
        kinds[_kind(change)].append(change)
    told = {change.file for of_kind in kinds.values() for change in of_kind}
    words = ("项目", "原来", "现在")
    yield Section("数字", ("文件", "项目", "原数", "现数", "差额", "增减"), [*map(_figure_row, kinds["数字"])])
    entries = [_row(f, word, str(e.corrected_on), e.what, e.why) for f, word, e in new_entries(base, now)]
    yield Section("新的更正和变更", ("文件", "记录", "日期", "内容", "原因"), entries)
    yield Section("公开状态", ("文件", *words), [*map(_text_row, kinds["公开状态"])])
    yield Section("新增和删除的报告、单位", (), [*_come_and_gone(base, now)])
    yield Section("读不出来的报告", (), [*_unread(base, now)])
    yield Section("文字", ("文件", *words), [*map(_text_row, kinds["文字"])])
    yield Section("附件", (), [_file_row(file) for file in result.changed_files if _is_attachment(file.path)])
    yield Section("登记", ("单位", *words), [*map(_text_row, kinds["登记"])])
    yield Section("年度规则", ("文件", *words), [*map(_text_row, kinds["年度规则"])])
    yield Section("其他文件", (), [*_other_files(result.changed_files, told, base, now)])


def _kind(change: Change) -> str:
    """Under which heading a changed value stands."""
    if change.value.item == _STATE:
        return "公开状态"
    if is_figure(change.value):
        return "数字"
    if f"/{UNITS_FILE} " in change.file:
        return "登记"
    return "年度规则" if change.file.endswith(f"/{YEAR_FILE}") else "文字"


def _changes(base: Archive, now: Archive) -> Iterator[Change]:
    """Every changed value: of reports, of the register, of the rules of years."""
    for key, entry in now.entries.items():
        before = base.entries.get(key)
        if before and before.digest != entry.digest and before.report and entry.report:
            yield from (Change(entry.file, value) for value in changed_values(before.report, entry.report))
    folder = next((entry.file.split("/")[0] for entry in now.entries.values()), "data")
    for unit_id, unit in now.units.items():
        if (old := base.units.get(unit_id)) and old != unit:
            yield from (Change(f"{folder}/{UNITS_FILE} {unit_id}", value) for value in changed_values(old, unit))
    for year, rules in now.years.items():
        if (known := base.years.get(year)) and known != rules:
            yield from (Change(f"{folder}/{year}/{YEAR_FILE}", value) for value in changed_values(known, rules))


def is_figure(value: ChangedValue) -> bool:
    """Whether a figure came, went or is another."""
    sides = [side for side in (value.before, value.after) if side is not None]
    return value.item.rpartition("/")[2] not in _CODES and all(_FIGURE.fullmatch(side) for side in sides)


def _figure_row(change: Change) -> str:
    value = change.value
    return _row(change.file, value.item, *_sides(value), *_difference(value))


def _sides(value: ChangedValue) -> tuple[str, str]:
    return value.before or _NOTHING, value.after or _NOTHING


def _difference(value: ChangedValue) -> tuple[str, str]:
    """The difference, and what it is of the old figure."""
    if value.before is None or value.after is None:
        return "", ""
    before, after = Decimal(value.before), Decimal(value.after)
    rate = percent(after - before, before)
    return f"{after - before:+f}", "" if rate is None else _percentage(rate)


def _percentage(rate: Decimal) -> str:
    """+0.9%, −0.03%: as many digits as it takes to see that it is not zero, two at most."""
    digits = next((digits for digits in (1, 2) if rounded(rate, digits) or not rate), None)
    return f"{rounded(rate, digits):+f}%" if digits else "不到 0.01%"


def _text_row(change: Change) -> str:
    """A text as it was and as it is, what differs marked as such."""
    value = change.value
    if value.before is None or value.after is None:
        return _row(change.file, value.item, *_sides(value))
    before, after = differing_words(value.before, value.after)
    return f"| {cell_of(change.file)} | {cell_of(value.item)} | {_marked(before, 'del')} | {_marked(after, 'ins')} |"


def _marked(pieces: Iterable[Piece], tag: str) -> str:
    return "".join(
        f"<{tag}>{cell_of(piece.words)}</{tag}>" if piece.is_own else cell_of(piece.words) for piece in pieces
    )


def _come_and_gone(base: Archive, now: Archive) -> Iterator[str]:
    for word, here, there in (("新增", now, base), ("删除", base, now)):
        for key, entry in here.entries.items():
            if key not in there.entries:
                yield f"- {word} `{entry.file}`（{entry.state.value}）"
        for unit_id in here.units:
            if unit_id not in there.units:
                yield f"- {word}单位 `{unit_id}` {cell_of(here.units[unit_id].name)}"


def _unread(base: Archive, now: Archive) -> Iterator[str]:
    """Reports that changed and of which one side cannot be read: nobody can say what changed."""
    for key, entry in now.entries.items():
        before = base.entries.get(key)
        if before and before.digest != entry.digest and not (before.report and entry.report):
            which = "原来的" if before.report is None else "现在的"
            yield f"- `{entry.file}`：{which}读不出来，比不出改了什么"


def _is_attachment(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return len(parts) > 2 and parts[1].isdigit() and not (len(parts) == 3 and path.endswith(".yml"))


def _file_row(file: ChangedFile) -> str:
    if file.before is None or file.after is None:
        return f"- {'新增' if file.before is None else '删除'} `{_code(file.path)}`"
    return f"- `{_code(file.path)}` 的内容变了：SHA-256 {file.before[:_DIGITS]} → {file.after[:_DIGITS]}"


def _other_files(files: Iterable[ChangedFile], told: set[str], base: Archive, now: Archive) -> Iterator[str]:
    """Files that are told of nowhere else: other outlines, names, stray files, or only comments and layout."""
    told = {name.partition(" ")[0] for name in told}
    of_reports = {entry.file for archive in (base, now) for entry in archive.entries.values()}
    for file in files:
        if file.path in told or _is_attachment(file.path):
            continue
        if file.path in of_reports and file.before and file.after:
            yield f"- `{_code(file.path)}`：只改了更正、注释或写法，或者读不出来"
        elif file.path not in of_reports:
            yield _file_row(file)


def _row(*cells: str) -> str:
    return f"| {' | '.join(map(cell_of, cells))} |"


def _code(path: str) -> str:
    """A path between backticks, which it must not end."""
    return "".join(c if c.isprintable() and c != "`" else "?" for c in path)


_MARKUP: Final[Mapping[str, str]] = {mark: f"\\{mark}" for mark in "\\`*_[]<>|#~&@"}


def cell_of(words: str) -> str:
    """Text inside a table or list: nothing in it is markup."""
    return "".join(_MARKUP.get(c, " " if c == "\n" else c) for c in words)
