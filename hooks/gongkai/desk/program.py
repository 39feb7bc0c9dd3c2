"""What the browser's Python is given: the program as far as the desk needs it, and the packages it stands on."""

from __future__ import annotations

import ast
import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Final

from .runtime import Runtime
from .zipped import zipped

_PACKAGE: Final = Path(__file__).parents[1]
#: What the worker calls; everything else follows from their imports.
ENTRIES: Final = ("gongkai.desk.worker",)
#: What the modules read beside themselves.
_READ: Final = ("templates/**/*.html", "outlines/*.yml")
#: Packages of each bundle: what every report needs, and what some files do.
PROGRAM: Final = (
    *("annotated-types", "jinja2", "markupsafe", "pydantic", "pydantic-core", "pyyaml", "typing-extensions"),
    "typing-inspection",
)
#: By the module whose absence says that a bundle is wanted.
ON_DEMAND: Final = {"python_calamine": ("python-calamine",), "xlsxwriter": ("xlsxwriter",), "pypdfium2": ("pypdfium2",)}
#: Of a wheel not needed: types for editors, sources of what is compiled, and compiled code for another platform.
_LEFT_OUT: Final = frozenset({".pyi", ".c", ".h", ".typed", ".exe"})
#: Of pydantic: what version 1 was, and a plugin for mypy.
_NEVER_IMPORTED: Final = ("pydantic/v1/", "pydantic/mypy.py", "pydantic/_hypothesis_plugin.py")
_COMPILED_HERE: Final = ("pydantic_core", "python_calamine", "pypdfium2_raw")
#: Beside the code of a package only its name and version are asked for.
_INFO: Final = frozenset({"METADATA"})


@dataclass(frozen=True)
class Bundle:
    """A ZIP of files, the same bytes for the same content.

    Attributes:
        name: what it is.
        files: path → content.
    """

    name: str
    files: Mapping[str, bytes]

    @cached_property
    def path(self) -> str:
        """Its name, with a checksum of what is in it."""
        digest = hashlib.sha256()
        for path, content in self.files.items():
            digest.update(f"{path} {len(content)}\n".encode() + content)
        return f"{self.name}-{digest.hexdigest()[:16]}.zip"

    def content(self) -> bytes:
        """The ZIP."""
        return zipped(self.files.items(), 9)


def bundles(runtime: Runtime) -> dict[str, Bundle]:
    """The program with what it always needs, and what it needs on demand, by the module that is then missing."""
    always = {**_program_files(), **dict(_of_wheels(runtime, PROGRAM))}
    more = {name: Bundle(name.replace("_", "-"), dict(_of_wheels(runtime, of))) for name, of in ON_DEMAND.items()}
    return {"": Bundle("program", always), **more}


def _program_files() -> dict[str, bytes]:
    """The modules that the entries import, and what those read."""
    names = {module.replace(".", "/") for module in modules_needed()}
    paths = [path for name in sorted(names) for path in (f"{name}.py", f"{name}/__init__.py")]
    found = [_PACKAGE.parent / path for path in paths if (_PACKAGE.parent / path).is_file()]
    found += [path for pattern in _READ for path in sorted(_PACKAGE.glob(pattern))]
    return {path.relative_to(_PACKAGE.parent).as_posix(): path.read_bytes() for path in found}


def _of_wheels(runtime: Runtime, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        with zipfile.ZipFile(runtime.wheels[name]) as wheel:
            for path in wheel.namelist():
                if _is_needed(PurePosixPath(path)):
                    yield path, wheel.read(path)


def _is_needed(path: PurePosixPath) -> bool:
    home = path.parts[0]
    if home.endswith(".dist-info"):
        return path.name in _INFO and len(path.parts) == 2
    if path.as_posix().startswith(_NEVER_IMPORTED):
        return False
    return path.suffix not in _LEFT_OUT and (path.suffix != ".so" or home in _COMPILED_HERE)


@cache
def modules_needed(entries: tuple[str, ...] = ENTRIES) -> frozenset[str]:
    """The modules of this program that ``entries`` import, directly or not, themselves among them."""
    found, todo = {"gongkai"}, set(entries)
    while todo:
        name = todo.pop()
        path = _path_of(name)
        if path is None or name in found:
            continue
        found.add(name)
        todo.update(name.rsplit(".", depth)[0] for depth in range(1, name.count(".") + 1))
        todo.update(_imported(name, path))
    return frozenset(found)


def _path_of(name: str) -> Path | None:
    """The file of a module of ours; None for what is none."""
    base = _PACKAGE.parent / name.replace(".", "/")
    return next((path for path in (base / "__init__.py", base.with_suffix(".py")) if path.is_file()), None)


def _imported(name: str, path: Path) -> Iterator[str]:
    """Every name that a module may import from ours."""
    steps = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in _statements(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("gongkai"))
        elif isinstance(node, ast.ImportFrom):
            base = steps[: len(steps) - node.level + 1] if node.level else []
            home = ".".join((*base, *filter(None, (node.module,))))
            if home.startswith("gongkai"):
                yield from (home, *(f"{home}.{alias.name}" for alias in node.names))


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Everything in a tree but what is there for the types alone."""
    for child in ast.iter_child_nodes(tree):
        if not (isinstance(child, ast.If) and getattr(child.test, "id", "") == "TYPE_CHECKING"):
            yield child
            yield from _statements(child)
