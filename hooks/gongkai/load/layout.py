"""Which files of the data folder are reports, and what is wrong with those that only look like one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..model.problem import Level, Place, Problem
from ..model.text import UNIT_ID
from .outlines import OUTLINES_FOLDER
from .register import UNITS_FILE, Register
from .words import shown

_YEAR: Final = re.compile(r"20\d\d")


def year_folders(root: Path, folder: str, problems: list[Problem]) -> Iterator[tuple[int, list[Path]]]:
    top = root / folder
    for path in sorted(top.iterdir()) if top.is_dir() else ():
        file = f"{folder}/{shown(path.name)}"
        if path.is_dir() and path.is_symlink():
            problems.append(Problem(Place(file), Level.ERROR, "F08", "这个文件夹是一个链接", "提交文件夹本身"))
        elif path.is_dir() and _YEAR.fullmatch(path.name):
            yield int(path.name), sorted(path.iterdir())
        elif path.is_dir() and path.name != OUTLINES_FOLDER and not path.name.startswith("."):
            problems.append(
                Problem(
                    Place(file),
                    Level.ERROR,
                    "F07",
                    f"文件夹“{shown(path.name)}”不是年度",
                    "年度文件夹只写四位数字",
                    "data/2020/",
                )
            )
        elif path.suffix in {".yml", ".yaml"} and path.name != UNITS_FILE:
            cure = "报告放在年度文件夹里"
            problems.append(
                Problem(
                    Place(file),
                    Level.ERROR,
                    "F07",
                    f"“{shown(path.name)}”没有放在年度文件夹里",
                    cure,
                    "data/2020/zhengxiang-renda.yml",
                )
            )


def unit_files(
    root: Path, folder: str, year: int, files: list[Path], register: Register, problems: list[Problem]
) -> Iterator[tuple[str, str]]:
    """(unit id, file) of every report in a year's folder; anything that only looks like one is a problem."""
    for path in files:
        file = f"{folder}/{year}/{shown(path.name)}"
        if path.name.startswith(("_", ".")) or path.suffix.lower() not in {".yml", ".yaml", ".txt"}:
            continue
        if path.is_dir() and path.suffix == ".txt":
            continue
        if path.is_symlink():
            problems.append(Problem(Place(file), Level.ERROR, "F08", "这是一个链接，不是文件", "提交文件本身"))
        elif path.suffix != ".yml" or not UNIT_ID.fullmatch(path.stem):
            right = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "zhengxiang-renda"
            cure = "用单位标识作文件名：小写字母、数字和短横线，以 .yml 结尾"
            problems.append(
                Problem(Place(file), Level.ERROR, "F06", f"文件名“{shown(path.name)}”不对", cure, f"{right}.yml")
            )
        elif path.stem in register.units:
            yield path.stem, file
        elif register.known is not None and path.stem not in register.known:
            problems.append(_unknown_unit(path.stem, file, register.known))


def _unknown_unit(unit_id: str, file: str, known: frozenset[str]) -> Problem:
    near = difflib.get_close_matches(unit_id, sorted(known), n=1, cutoff=0.6)
    cure = f"是不是 {near[0]}？文件名要与 units.yml 一致" if near else "先在 units.yml 里登记这个单位"
    return Problem(
        Place(file),
        Level.ERROR,
        "R01",
        f"单位“{unit_id}”没有在 units.yml 登记",
        cure,
        f"{near[0] if near else unit_id}.yml",
    )
