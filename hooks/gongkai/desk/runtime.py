"""What runs the program in a browser: Pyodide from npm and packages from PyPI, each by its hash.

``make desk`` puts them into ``.cache/desk/``; nothing of them is run there. The packages are those of requirements.txt,
so that the same versions run here and there.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_HOME: Final = Path(__file__).parents[3]
LOCK: Final = _HOME / "requirements.txt"
CACHE: Final = _HOME / ".cache/desk"
#: The version of npm's package, and the SHA-512 of its file as npm's locks write it.
PYODIDE: Final = "314.0.7"
INTEGRITY: Final = "sha512-0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
#: The Python in it, and the platforms whose wheels can be taken: its own, and of packages whose compiled part is not
#: needed that of any machine.
_PYTHON: Final = "3.14"
_PLATFORMS: Final = {
    "pyemscripten_2026_0_wasm32": ("pydantic-core", "python-calamine", "pypdfium2"),
    "manylinux2014_x86_64": (
        *("annotated-types", "jinja2", "markupsafe", "pydantic", "pyyaml", "typing-extensions", "typing-inspection"),
        "xlsxwriter",
    ),
}
#: Of Pyodide's files those that a browser asks for.
PROGRAM_FILES: Final = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
_FOR: Final = "生成在线填报（desk: true）要的"
_OR: Final = "暂时不用就写 desk: false"
_NO_NPM: Final = f"{_FOR} Pyodide 用 npm 取，这里没有 npm。怎么改：先运行 apt-get install nodejs npm；{_OR}"
_NOT_FETCHED: Final = (
    f"{_FOR}{{what}}没有取到。怎么改：检查网络，再运行 make desk；使用镜像时先设置环境变量 {{variable}}；{_OR}"
)
_ALTERED: Final = "取到的 Pyodide {version} 与记下的校验值不同，没有用。怎么改：换一个镜像，再运行 make desk"


class MissingRuntimeError(Exception):
    """The runtime is not at hand and could not be fetched; the message is for the person who runs the build."""


@dataclass(frozen=True, slots=True)
class Runtime:
    """Everything that was fetched.

    Attributes:
        folder: where it lies.
        wheels: the packages' files, by the name of the package.
    """

    folder: Path
    wheels: dict[str, Path]

    @property
    def pyodide(self) -> dict[str, Path]:
        """Pyodide's files, by name."""
        return {name: self.folder / name for name in PROGRAM_FILES}


def find_runtime(lock: Path = LOCK, cache: Path = CACHE) -> Runtime:
    """The runtime of this lock, fetched where it is not at hand.

    Raises:
        MissingRuntimeError: it cannot be fetched.
    """
    pinned = {name: _pinned(lock, names) for name, names in _PLATFORMS.items()}
    known = hashlib.sha256("\n".join((PYODIDE, INTEGRITY, *pinned.values())).encode()).hexdigest()[:16]
    folder = cache / known
    if not folder.is_dir():
        _fetch(folder, pinned)
    wheels = {path.name.partition("-")[0].replace("_", "-"): path for path in sorted(folder.glob("*.whl"))}
    return Runtime(folder, wheels)


def _pinned(lock: Path, names: Iterable[str]) -> str:
    """The lines of a lock about some packages: name, version and hashes."""
    try:
        text = lock.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = ""
    found = {
        entry[1]: entry[0] for entry in re.finditer(r"^([a-z0-9-]+)==\S+(?: \\\n +--hash=\S+)+", text, re.MULTILINE)
    }
    if missing := set(names) - found.keys():
        raise MissingRuntimeError(
            f"{lock.name} 里没有 {'、'.join(sorted(missing))}。怎么改：从程序的仓库恢复 {lock.name}"
        )
    return "\n".join(found[name] for name in names) + "\n"


def _fetch(folder: Path, pinned: dict[str, str]) -> None:
    """Fetch everything beside ``folder``, and put it there when it is whole."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".") as name:
        new = Path(name) / "new"
        new.mkdir()
        _fetch_pyodide(Path(name), new)
        for platform, lines in pinned.items():
            _fetch_wheels(Path(name), new, platform, lines)
        shutil.rmtree(folder, ignore_errors=True)
        new.rename(folder)


def _fetch_pyodide(home: Path, folder: Path) -> None:
    """Pyodide's files that a browser needs, out of the file whose hash is known; nothing of the package is run."""
    npm = shutil.which("npm")
    if npm is None:
        raise MissingRuntimeError(_NO_NPM)
    command = (npm, "pack", f"pyodide@{PYODIDE}", "--ignore-scripts", "--silent", "--pack-destination", str(home))
    _run(command, home, "Pyodide", "npm_config_registry")
    content = (home / f"pyodide-{PYODIDE}.tgz").read_bytes()
    if f"sha512-{base64.b64encode(hashlib.sha512(content).digest()).decode()}" != INTEGRITY:
        raise MissingRuntimeError(_ALTERED.format(version=PYODIDE))
    with tarfile.open(home / f"pyodide-{PYODIDE}.tgz") as packed:
        for name in PROGRAM_FILES:
            if member := packed.extractfile(f"package/{name}"):
                (folder / name).write_bytes(member.read())


def _fetch_wheels(home: Path, folder: Path, platform: str, lines: str) -> None:
    """Wheels for one platform; pip compares the hashes, and runs nothing."""
    wanted = home / f"{platform}.txt"
    wanted.write_text(lines, encoding="utf-8")
    command = (
        *(sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps", "--require-hashes"),
        *("--only-binary", ":all:", "--platform", platform, "--python-version", _PYTHON, "--implementation", "cp"),
        *("--dest", str(folder), "--requirement", str(wanted)),
    )
    _run(command, home, "软件包", "PIP_INDEX_URL")


def _run(command: tuple[str, ...], home: Path, what: str, variable: str) -> None:
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise MissingRuntimeError(_NOT_FETCHED.format(what=what, variable=variable))


def lines_of(runtime: Runtime) -> Iterator[str]:
    """What was fetched, a line for each file."""
    for path in (*runtime.pyodide.values(), *runtime.wheels.values()):
        yield f"{path.stat().st_size:>10,}  {path.name}"


if __name__ == "__main__":
    try:
        sys.stdout.write("".join(f"{line}\n" for line in lines_of(find_runtime())))
    except MissingRuntimeError as error:
        sys.exit(str(error))
