"""The house keeps its shape: one direction of imports, MkDocs at the edge only, files opened only at the rim."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
import yaml
from tests.conftest import ROOT

PACKAGE = ROOT / "hooks/gongkai"
MODULES = sorted(PACKAGE.rglob("*.py"))

#: What each part of the house may import, besides itself.
ALLOWED = {
    "model": set(),
    "progress": set(),
    "settings": {"model"},
    "load": {"model", "progress", "text"},  # a bureau's names must be such as sentences can be read by
    "derive": {"model"},
    "text": {"model"},
    "check": {"model", "text"},
    "pages": {"model", "derive"},
    "render": {"model", "pages"},
    "open_data": {"model", "derive", "pages"},
    "search": {"model", "derive", "pages", "render"},
    "read_and_check": {"model", "progress", "load", "check"},
    "lay_out": {"model", "derive", "pages", "open_data", "render", "read_and_check"},
    "build": {
        *("model", "progress", "load", "derive", "check", "read_and_check", "pages", "render", "open_data", "search"),
        *("lay_out", "desk"),
    },
    "mirror": {"model", "progress", "open_data", "build"},
    "site": {
        *("model", "settings", "load", "read_and_check", "pages", "render", "open_data", "search", "build", "progress"),
        "desk",
    },
    "audit": {
        "model",
        "settings",
        "progress",
        "load",
        "read_and_check",
        "pages",
        "render",
        "open_data",
        "search",
        "build",
        "site",
    },  # it looks at what all of them have made
    "verify": {"model", "progress", "open_data"},
    "guard": {"model", "load", "settings"},
    "importer": {"model", "text"},
    "official_form": {"model"},
    "desk": {
        *("model", "settings", "progress", "load", "derive", "check", "read_and_check", "guard", "pages", "render"),
        *("open_data", "search", "importer", "official_form", "lay_out"),
    },
    "cli": {
        *("model", "settings", "progress", "load", "check", "read_and_check", "guard", "desk"),
        *("pages", "open_data", "build", "mirror", "verify", "audit", "importer", "official_form"),
    },
    "__init__": set(),
    "__main__": {"cli"},
}
#: The parts that may touch the disk: the data reader, the template loader, the writers and the command line.
RIM = {"load", "guard", "build", "settings", "site", "cli", "open_data", "search", "mirror", "verify", "audit", "desk"}
READS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "iterdir", "glob", "stat"}


@cache
def nodes(module: Path) -> tuple[ast.AST, ...]:
    """The code of a module, parsed once."""
    return tuple(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))


def short(module: Path) -> str:
    """A module's name below the package."""
    return str(module.relative_to(PACKAGE))


def part(module: Path) -> str:
    """The part of the house that a module belongs to."""
    return module.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(module: Path) -> set[str]:
    """Parts of the package imported by ``module``, and ``mkdocs`` if it is."""
    found: set[str] = set()
    here = module.relative_to(PACKAGE.parent).with_suffix("").parts
    for node in nodes(module):
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


def called(node: ast.AST) -> str:
    """What a call calls, by its last name."""
    if isinstance(node, ast.Call):
        return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return ""


def test_imports_point_one_way() -> None:
    wrong = {short(m): found for m in MODULES if (found := imports(m) - {part(m)} - ALLOWED[part(m)])}
    assert not wrong


def test_files_are_opened_only_at_the_rim() -> None:
    inside = [module for module in MODULES if part(module) not in RIM]
    wrong = {short(m): found for m in inside if (found := {called(node) for node in nodes(m)} & READS)}
    assert not wrong


def test_only_publish_knows_mkdocs() -> None:
    knowing = {m.name for m in (ROOT / "hooks").rglob("*.py") if "mkdocs" in imports_of_file(m)}
    assert knowing == {"publish.py"}


def imports_of_file(module: Path) -> set[str]:
    """Top-level names of everything ``module`` imports."""
    plain = {a.name.split(".")[0] for n in nodes(module) if isinstance(n, ast.Import) for a in n.names}
    return plain | {
        (n.module or "").split(".")[0] for n in nodes(module) if isinstance(n, ast.ImportFrom) and not n.level
    }


def test_publish_stays_thin_and_alone() -> None:
    publish = ROOT / "hooks/publish.py"
    assert len(publish.read_text(encoding="utf-8").splitlines()) <= 80
    assert {entry.name for entry in (ROOT / "hooks").iterdir() if entry.suffix == ".py"} == {"publish.py"}


def test_modules_and_functions_stay_small() -> None:
    sources = {short(module): module.read_text(encoding="utf-8") for module in MODULES}
    assert not {name: lines for name, text in sources.items() if (lines := len(text.splitlines())) > 250}
    functions = ((m, node) for m in MODULES for node in nodes(m) if isinstance(node, ast.FunctionDef))
    assert not [f"{short(m)}: {f.name}" for m, f in functions if (f.end_lineno or f.lineno) - f.lineno >= 40]


def test_theme_holds_only_templates() -> None:
    stray = [f for f in (PACKAGE / "theme").rglob("*") if f.is_file() and f.suffix != ".html"]
    assert not stray, "of the theme folder only templates are used"


#: Test files that use the root itself: they copy the program, run make, or build what lives there.
USES_ROOT = {
    "conftest.py", "site/test_live_data.py", "test_makefile.py", "load/test_hostile.py", "bench/builders.py",
    "workflows/test_line_ends.py", "build/test_archive.py", "cli/init/test_whole_program.py", "guide/test_commands.py",
}  # fmt: skip  # names, read in a row


def reads_live_data(source: str) -> bool:
    """Whether code names ``data/`` or ``mkdocs.yml`` of the repository, or hands its root to something that may."""
    walked = list(ast.walk(ast.parse(source)))
    below = [n for n in walked if isinstance(n, ast.BinOp) and isinstance(n.op, ast.Div) and is_root(n.left)]
    named = [str(getattr(node.right, "value", "data")).partition("/")[0] for node in below]
    opened = [n.args[0] for n in walked if isinstance(n, ast.Call) and called(n) in {"Path", "open"} and n.args]
    named += [str(getattr(argument, "value", "")).partition("/")[0] for argument in opened]
    return bool({"data", "mkdocs.yml"} & set(named)) or sum(map(is_root, walked)) > len(below)


def is_root(node: ast.AST) -> bool:
    """The repository's root, by its name in the tests."""
    return isinstance(node, ast.Name) and node.id == "ROOT" and isinstance(node.ctx, ast.Load)


def test_only_one_test_reads_the_data_that_the_bureau_publishes() -> None:
    files = {str(path.relative_to(ROOT / "tests")): path for path in (ROOT / "tests").rglob("*.py")}
    reading = {name for name, path in files.items() if reads_live_data(path.read_text(encoding="utf-8"))}
    assert reading <= USES_ROOT
    assert "site/test_live_data.py" in reading


@pytest.mark.parametrize(
    "source",
    [
        'ROOT / "data"', 'ROOT / "data/2020/a.yml"', "ROOT / f'data/{year}'", 'ROOT / "mkdocs.yml"', "ROOT / name",
        "demo(ROOT)", 'gongkai(cwd=ROOT)', 'Path("data")', 'open("data/a.yml")', "for root in (DEMO, ROOT): pass",
    ],
)  # fmt: skip
def test_reading_the_live_data_is_noticed(source: str) -> None:
    assert reads_live_data(source)
    assert not reads_live_data('ROOT / "tests/demo/data"; Path("x"); SEED / "data"')


def test_the_tests_fix_every_setting_that_the_guide_lets_a_bureau_change() -> None:
    guide = (ROOT / "docs/guide/bureau.md").read_text(encoding="utf-8").partition("{#shezhi}")[2]
    named = yaml.safe_load(guide.partition("```yaml\n")[2].partition("```")[0].replace("!ENV ", ""))
    fixed = yaml.safe_load((ROOT / "tests/mkdocs.yml").read_text(encoding="utf-8").replace("!ENV ", ""))
    assert named.keys() <= fixed.keys()
    assert named["extra"]["gongkai"].keys() <= fixed["extra"]["gongkai"].keys()
