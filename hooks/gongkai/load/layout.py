"""Which files of the data folder are reports, and what is wrong with those that only look like one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..model.problem import Level, Place, Problem
from ..model.text import LONGEST_ID, fault_of_id, folded
from .outlines import OUTLINES_FOLDER
from .register import UNITS_FILE, Register
from .words import printable, shown

_YEAR: Final = re.compile(r"20[0-9]{2}")
#: The ending of what is a report, or is meant to be one.
_LIKE: Final = re.compile(r"\.(?:yml|yaml|txt)$")


def year_folders(root: Path, folder: str, problems: list[Problem]) -> Iterator[tuple[int, list[Path]]]:
    """(year, what lies in its folder), in order."""
    top = root / folder
    for path in sorted(top.iterdir()) if top.is_dir() else ():
        name = shown(path.name)
        if path.is_dir() and path.is_symlink():
            problems.append(_problem(path, folder, "F08", "这个文件夹是一个链接", "提交文件夹本身"))
        elif path.is_dir() and _YEAR.fullmatch(path.name):
            yield int(path.name), sorted(path.iterdir())
        elif path.is_dir() and path.name != OUTLINES_FOLDER and not path.name.startswith("."):
            message, cure = f"文件夹“{name}”不是年度", "年度文件夹只写四位数字"
            problems.append(_problem(path, folder, "F07", message, cure, "data/2020/"))
        elif path.suffix.lower() in {".yml", ".yaml"} and path.name != UNITS_FILE:
            message, cure = f"“{name}”没有放在年度文件夹里", "报告放在年度文件夹里"
            problems.append(_problem(path, folder, "F07", message, cure, "data/2020/zhengxiang-renda.yml"))


def unit_files(
    root: Path, folder: str, year: int, files: list[Path], register: Register, problems: list[Problem]
) -> Iterator[tuple[str, str]]:
    """(unit id, file) of every report in a year's folder; anything that only looks like one is a problem."""
    names, home = frozenset(path.name for path in files), f"{folder}/{year}"
    for path in files:
        if path.name.startswith(("_", ".")) or not _LIKE.search(folded(path.name)):
            continue
        if path.is_dir() and path.suffix == ".txt":
            continue
        if path.is_symlink():
            problems.append(_problem(path, home, "F08", "这是一个链接，不是文件", "提交文件本身"))
        elif path.suffix != ".yml" or fault_of_id(path.stem):
            problems.append(_wrong_name(path, home, names))
        elif path.stem in register.units:
            yield path.stem, f"{home}/{path.name}"
        elif register.known is not None and path.stem not in register.known:
            problems.append(_unknown_unit(path, home, register.known))


def _wrong_name(path: Path, home: str, names: frozenset[str]) -> Problem:
    """A file whose name is no unit's; where the right one is taken, renaming it would lose the other."""
    wrong, stem = shown(path.name), _LIKE.sub("", folded(path.name))
    fault = fault_of_id(stem) if path.suffix == ".yml" and re.fullmatch(r"[a-z0-9-]+", path.stem) else None
    fact = f"：{fault[0]}" if fault else ""
    right = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:LONGEST_ID].strip("-") or "zhengxiang-renda"
    right = f"{right}-danwei" if fault_of_id(right) else right
    if f"{right}.yml" in names and right == stem:
        message = f"文件名“{wrong}”不对，而且已经有 {right}.yml"
        return _problem(path, home, "F06", message, "两份里留一份，文件名全用小写；多余的删掉", f"{right}.yml")
    cure = "用单位标识作文件名：小写字母、数字和短横线，以 .yml 结尾"
    return _problem(path, home, "F06", f"文件名“{wrong}”不对{fact}", cure, f"{right}.yml")


def _unknown_unit(path: Path, home: str, known: frozenset[str]) -> Problem:
    near = difflib.get_close_matches(path.stem, sorted(known), n=1, cutoff=0.6)
    cure = f"是不是 {near[0]}？文件名要与 units.yml 一致" if near else "先在 units.yml 里登记这个单位"
    message, right = f"单位“{path.stem}”没有在 units.yml 登记", near[0] if near else path.stem
    return _problem(path, home, "R01", message, cure, f"{right}.yml")


def _problem(path: Path, home: str, code: str, message: str, cure: str, example: str = "") -> Problem:
    return Problem(Place(f"{home}/{printable(path.name)}"), Level.ERROR, code, message, cure, example)
