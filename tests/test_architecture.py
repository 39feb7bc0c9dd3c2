"""The house keeps its shape: one direction of imports, MkDocs at the edge only, files opened only at the rim."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from tests.conftest import ROOT

PACKAGE = ROOT / "hooks/gongkai"
MODULES = sorted(PACKAGE.rglob("*.py"))

#: What each part of the house may import, besides itself.
ALLOWED = {
    "model": set(),
    "settings": {"model"},
    "load": {"model", "progress"},
    "check": {"model"},
    "derive": {"model"},
    "present": {"model", "derive"},
    "render": {"present", "model"},
    "export": {"model", "derive", "present"},
    "search": {"model", "present", "render"},
    "survey": {"model", "load", "check", "progress"},
    "works": {"model", "load", "check", "derive", "present", "render", "export", "search", "survey", "progress"},
    "outlay": {"model", "check", "present", "render", "works"},
    "site": {"model", "load", "present", "export", "search", "works", "settings", "outlay", "progress", "pace"},
    "progress": set(),
    "pace": set(),
    "cli": {
        "progress",
        "pace",
        "model",
        "settings",
        "load",
        "check",
        "derive",
        "present",
        "render",
        "export",
        "search",
        "survey",
        "works",
        "site",
    },
    "__init__": set(),
    "__main__": {"cli"},
}
#: The parts that may touch the disk: the data reader, the template loader, the writers and the command line.
RIM = {"load", "survey", "works", "settings", "site", "cli", "export", "search"}
READS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "iterdir", "glob", "stat"}


def part(module: Path) -> str:
    """The part of the house that a module belongs to."""
    return module.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(module: Path) -> set[str]:
    """Parts of the package imported by ``module``, and ``mkdocs`` if it is."""
    found: set[str] = set()
    here = module.relative_to(PACKAGE.parent).with_suffix("").parts
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = list(here[: len(here) - node.level]) if node.level else []
            stem = [*base, *(node.module or "").split(".")]
            names = [[*stem, alias.name] for alias in node.names]
        else:
            continue
        for name in names:
            clean = [piece for piece in name if piece]
            if clean[:1] == ["gongkai"] and len(clean) > 1:
                found.add(clean[1])
            if clean[:1] == ["mkdocs"]:
                found.add("mkdocs")
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_imports_point_one_way(module: Path) -> None:
    own = part(module)
    assert imports(module) - {own} <= ALLOWED[own]


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_files_are_opened_only_at_the_rim(module: Path) -> None:
    if part(module) in RIM:
        return
    calls = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    }
    assert not calls & READS


def test_only_publish_knows_mkdocs() -> None:
    knowing = {m.name for m in (ROOT / "hooks").rglob("*.py") if "mkdocs" in imports_of_file(m)}
    assert knowing == {"publish.py"}


def imports_of_file(module: Path) -> set[str]:
    """Top-level names of everything ``module`` imports."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    plain = {a.name.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    return plain | {
        (n.module or "").split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and not n.level
    }


def test_publish_stays_thin_and_alone() -> None:
    publish = ROOT / "hooks/publish.py"
    assert len(publish.read_text(encoding="utf-8").splitlines()) <= 80
    assert {entry.name for entry in (ROOT / "hooks").iterdir() if entry.suffix == ".py"} == {"publish.py"}


@pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(PACKAGE)))
def test_modules_and_functions_stay_small(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 250
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or node.lineno) - node.lineno < 40, f"{module.name}: {node.name}"


def test_theme_holds_only_templates() -> None:
    stray = [f for f in (PACKAGE / "theme").rglob("*") if f.is_file() and f.suffix != ".html"]
    assert not stray, "everything but .html in the theme folder would be published"
