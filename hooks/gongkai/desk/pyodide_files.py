"""Pyodide's files as the site has them: with names that every web server knows, and without what the desk never asks.

Servers of today still send ``.mjs`` as unknown bytes, which no browser runs as a script; so the scripts end in ``.js``.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from .runtime import INTEGRITY, PYODIDE, MissingRuntimeError, Runtime
from .zipped import zipped

#: The script that starts it, and the one that it loads.
LOADER: Final = "pyodide.js"
_LOADED: Final = ("pyodide.asm.mjs", "pyodide.asm.js")
#: Modules of the standard library that need a terminal, another process or a mail server, or test programs.
_NOT_ASKED: Final = frozenset(
    {
        "_pyrepl", "bdb.py", "doctest.py", "ftplib.py", "imaplib.py", "mailbox.py", "multiprocessing", "optparse.py",
        "pdb.py", "pickletools.py", "poplib.py", "pydoc.py", "smtplib.py", "trace.py", "unittest", "wsgiref", "xmlrpc",
    }
)  # fmt: skip  # names, read in a row
#: Goes up when the files are made otherwise of the same package.
_MADE: Final = "2"


class PyodideFiles:
    """The files of a runtime.

    Attributes:
        runtime: what was fetched.
    """

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime

    @cached_property
    def folder(self) -> str:
        """The name of their folder, with a checksum of what they are made of."""
        return f"runtime-{hashlib.sha256(f'{PYODIDE} {INTEGRITY} {_MADE}'.encode()).hexdigest()[:16]}/"

    def contents(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Name and content of each."""
        files = self.runtime.pyodide
        yield LOADER, partial(_loader, files["pyodide.mjs"])
        yield _LOADED[1], files[_LOADED[0]].read_bytes
        yield "pyodide.asm.wasm", files["pyodide.asm.wasm"].read_bytes
        yield "python_stdlib.zip", partial(_library, files["python_stdlib.zip"])


def _loader(path: Path) -> bytes:
    content = path.read_bytes()
    before, after = (name.encode() for name in _LOADED)
    if content.count(before) != 1:
        raise MissingRuntimeError(f"Pyodide {PYODIDE} 的文件不是预想的样子。怎么改：换回程序原来写的版本")
    return content.replace(before, after)


def _library(path: Path) -> bytes:
    """The standard library but for what is not asked; the same bytes each time."""
    with zipfile.ZipFile(path) as whole:
        names = sorted(name for name in whole.namelist() if name.partition("/")[0] not in _NOT_ASKED)
        return zipped(((name, whole.read(name)) for name in names), 9)
