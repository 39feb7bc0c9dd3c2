"""The JSON Schemas in a data folder: what ``gongkai schema`` writes, and nothing else under their names. F13."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..load.inventory import Inventory
from ..load.outlines import OUTLINES_FOLDER
from ..model.problem import Level, Place, Problem
from ..open_data.data_file import SCHEMA_FILE, outline_schema, report_schema, schema_text


def schema_texts(root: Path, folder: str, inventory: Inventory) -> dict[str, str]:
    """Name below the data folder → what it holds: of all years, and of own outlines where there are some."""
    texts = {SCHEMA_FILE: schema_text(report_schema(inventory.years.values()))}
    if (root / folder / OUTLINES_FOLDER).is_dir():
        texts[f"{OUTLINES_FOLDER}/{SCHEMA_FILE}"] = schema_text(outline_schema())
    return texts


def check_schemas(root: Path, folder: str, inventory: Inventory) -> Iterator[Problem]:
    """Schemas with another content; where a year's rules cannot be read, nobody knows what that of reports holds."""
    names = (f"{OUTLINES_FOLDER}/{SCHEMA_FILE}", *(() if inventory.unruled else (SCHEMA_FILE,)))
    there = [name for name in names if (path := root / folder / name).is_symlink() or path.exists()]
    texts = schema_texts(root, folder, inventory) if there else {}
    return (_wrong(folder, name) for name in there if not _holds(root / folder / name, texts[name]))


def _holds(path: Path, text: str) -> bool:
    """Whether a file is a plain one that holds ``text``, whatever its line ends."""
    try:
        return not path.is_symlink() and path.read_bytes().replace(b"\r\n", b"\n") == text.encode()
    except OSError:
        return False


def _wrong(folder: str, name: str) -> Problem:
    message = f"“{name}”不是程序写的那一份：被改过，或者程序、等级标准换了以后没有重新写"
    cure = "运行 gongkai schema 重新写出，一起提交；不用编辑器提示的，删掉它也可以"
    return Problem(Place(f"{folder}/{name}"), Level.ERROR, "F13", message, cure, "gongkai schema")
