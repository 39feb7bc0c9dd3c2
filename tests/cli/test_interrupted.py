"""A command that is told to end says so in its own words alone, whatever it was just making."""

from __future__ import annotations

import subprocess
import sys

import pytest

HALF_MADE = """
import os, signal
from gongkai.cli.command import stop_when_told

class Half:
    def __init__(self):
        os.kill(os.getpid(), signal.{which})
        self.file = None
    def __del__(self):
        self.file.close()

stop_when_told()
try:
    Half()
except KeyboardInterrupt:
    print("stopped")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("which", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_what_is_half_made_says_nothing(which: str) -> None:
    command = [sys.executable, "-c", HALF_MADE.replace("{which}", which)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("stopped\n", "")
