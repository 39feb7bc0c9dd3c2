"""What the measurements ran on and with: no host name, no path."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

from tests.bench.builders import NODE_MODULES, hugo_binary


def describe_machine(folder: Path) -> dict[str, str]:
    """Processor, cores, memory and system, and the kind of file system that ``folder`` is on."""
    model = re.search(r"model name\s*:\s*(.+)", _read("/proc/cpuinfo"))
    system = re.search(r'PRETTY_NAME="([^"]+)"', _read("/etc/os-release"))
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "处理器": model[1].strip() if model else platform.machine(),
        "核数": str(_cores()),
        "内存": f"{memory / 1024**3:.0f} GB",
        "系统": system[1] if system else f"{platform.system()} {platform.release()}",
        "文件系统": _file_system(folder),
    }


def describe_versions() -> dict[str, str]:
    """Every builder and what it stands on; asking each also warms its program files."""
    hugo = re.search(r"v(\d+\.\d+\.\d+)", _said(hugo_binary(), "version"))
    return {
        "Python": platform.python_version(),
        "MkDocs": version("mkdocs"),
        "Material": version("mkdocs-material"),
        "Markdown": version("markdown"),
        "PyYAML": version("pyyaml"),
        "Hugo": hugo[1] if hugo else "未知",
        "Node.js": _said("node", "--version").removeprefix("v"),
        "Eleventy": _said("node", str(NODE_MODULES / "@11ty/eleventy/cmd.cjs"), "--version"),
        "Pagefind": _npm_version("pagefind"),
    }


def load(seconds: float = 3) -> float:
    """The share of the processors' time that others use while nothing of ours runs."""
    before = _spent()
    time.sleep(seconds)
    spent = [now - then for now, then in zip(_spent(), before, strict=True)]
    return 1 - sum(spent[3:5]) / sum(spent) if sum(spent) else os.getloadavg()[0] / _cores()


def _spent() -> list[int]:
    """Time of all processors by what it was spent on: user, nice, system, idle, waiting, …; [] where none tells."""
    first = _read("/proc/stat").partition("\n")[0]
    return [int(part) for part in first.split()[1:]]


def _file_system(folder: Path) -> str:
    """The kind of the innermost mount that holds ``folder``."""
    mounts = [line.split()[1:3] for line in _read("/proc/mounts").splitlines()]
    around = [(len(Path(at).parts), kind) for at, kind in mounts if folder.resolve().is_relative_to(at)]
    return max(around)[1] if around else "未知"


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _read(file: str) -> str:
    """What the system says of itself there; "" where it does not."""
    path = Path(file)
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _npm_version(package: str) -> str:
    found = re.search(r'"version": "([^"]+)"', (NODE_MODULES / package / "package.json").read_text(encoding="utf-8"))
    return found[1] if found else "未知"
