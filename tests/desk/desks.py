"""Desks for tests: the data of a project packed as a unit's reference data."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from tests.conftest import DEMO, SEED

from gongkai.desk.desk import Desk
from gongkai.desk.shapes import Cell, Row, Section, State

SEED_UNIT, SEED_YEAR = "zhengxiang-renda", 2020
DEMO_UNIT, DEMO_YEAR = "yanshi-renda", 2023


def packed(project: Path, unit: str, *, is_whole: bool = False, **site: Any) -> bytes:
    """The data of a project for one of its units: its own reports, or all of them."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for path in sorted((project / "data").rglob("*")):
            is_other = path.parent.name.isdecimal() and path.suffix == ".yml" and path.stem not in {unit, "_year"}
            if path.is_file() and path.name != "_schema.json" and (is_whole or not is_other):
                archive.write(path, path.relative_to(project).as_posix())
        about = {"unit": unit, "folder": "data", "publication": {}, "frames": [], "withheld": []}
        archive.writestr("site.json", json.dumps(about | site))
    return written.getvalue()


def desk_of(root: Path, project: Path, unit: str, *, is_whole: bool = False, **site: Any) -> Desk:
    """A desk at which a unit is opened."""
    desk = Desk(root)
    desk.open_unit(packed(project, unit, is_whole=is_whole, **site))
    return desk


def seed_desk(root: Path) -> tuple[Desk, State]:
    """The seed's report in hand."""
    desk = desk_of(root, SEED, SEED_UNIT)
    return desk, desk.start(SEED_YEAR, "published")


def demo_desk(root: Path, unit: str = DEMO_UNIT, year: int = DEMO_YEAR) -> tuple[Desk, State]:
    """A report of the fictional district in hand."""
    desk = desk_of(root, DEMO, unit)
    return desk, desk.start(year, "published")


def rows_of(form: list[Section]) -> dict[str, Row]:
    """The rows by their paths."""
    return {row["path"]: row for section in form for row in section["rows"]}


def cells_of(form: list[Section]) -> dict[str, Cell]:
    """The cells by their paths."""
    return {cell["path"]: cell for section in form for row in section["rows"] for cell in row["cells"].values()}
