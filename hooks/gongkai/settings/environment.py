"""The environment in which the host is started."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from .explain import TIME


def host_environment(root: Path) -> dict[str, str]:
    """Names and texts are UTF-8, and the same commit of the project gives the same bytes."""
    known = {"PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}
    if TIME not in os.environ and shutil.which("git"):
        command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        known |= {TIME: done.stdout.strip()} if done.stdout.strip().isdigit() else {}
    return {**os.environ, **known}
