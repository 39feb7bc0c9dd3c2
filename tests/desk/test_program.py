"""What the browser's Python is given: all that the desk needs, nothing that needs a machine, and the same bytes."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.conftest import ROOT

from gongkai.desk.program import ON_DEMAND, Bundle, modules_needed

HOOKS = ROOT / "hooks"
#: What the packages of the bundle are imported as.
GIVEN = {"annotated_types", "jinja2", "markupsafe", "pydantic", "pydantic_core", "yaml"}
#: Imported only where a table of readings does not hold a character, which no page of a report asks for.
NEVER_ASKED = {"pypinyin"}
#: Standard modules that a browser has not, or that would do nothing there.
ELSEWHERE = {"multiprocessing", "subprocess", "concurrent", "socket", "threading", "fcntl", "ssl", "sqlite3"}


def paths() -> dict[str, Path]:
    """The files of the modules."""
    found = {}
    for name in modules_needed():
        base = HOOKS / name.replace(".", "/")
        found[name] = next(path for path in (base / "__init__.py", base.with_suffix(".py")) if path.is_file())
    return found


def imported(path: Path) -> set[str]:
    """The packages and modules that a module imports, but for ours and those for the types alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            node.body = []
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.partition(".")[0] for name in plain | named}


def test_no_module_needs_what_a_browser_has_not() -> None:
    parts = {name.split(".")[1] for name in modules_needed() if "." in name}
    assert {"desk", "load", "check", "pages", "render", "importer", "official_form", "guard"} <= parts
    assert not parts & {"cli", "build", "site", "audit", "verify", "mirror"}


def test_every_package_that_is_imported_is_given() -> None:
    import sys

    foreign = {name: imported(path) - sys.stdlib_module_names for name, path in paths().items()}
    assert {one for found in foreign.values() for one in found} <= GIVEN | set(ON_DEMAND) | NEVER_ASKED


def test_no_module_starts_a_process_or_opens_a_connection_when_it_is_imported() -> None:
    wrong = {name: imported(path) & ELSEWHERE for name, path in paths().items()}
    assert {name for name, found in wrong.items() if found} <= {
        "gongkai.settings.git_environment",
        "gongkai.guard.repository",
        "gongkai.guard.history",
    }


def test_a_bundle_is_the_same_for_the_same_files_and_its_name_changes_with_them() -> None:
    files = {"a.py": b"1", "b/c.py": b"2" * 5000}
    assert Bundle("x", files).content() == Bundle("x", dict(files)).content()
    assert Bundle("x", files).path == Bundle("x", dict(files)).path
    names = {Bundle("x", changed).path for changed in (files, {**files, "a.py": b"2"}, {"a.py": b"1"}, {"a.pyb": b"1"})}
    assert len(names) == 4
