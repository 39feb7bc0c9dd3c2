"""A command loads what it needs and no more: none waits for the readers of documents, the audit or the desk's server.

Each is loaded in a process of its own, forked where only the command line stands.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache

import click
import pytest

from gongkai.cli import COMMANDS, cli

#: What every command may load, and what some may besides.
_ALL = {"__main__", "build", "cli", "desk", "load", "model", "open_data", "pages", "progress", "settings", "text"}
_CHECKS = {"check", "derive", "read_and_check", "render"}
_SITE = {"lay_out", "search"}
MAY_LOAD = {
    "audit": _CHECKS | _SITE | {"audit", "site"},
    "check": _CHECKS | {"guard"},
    "correct": _CHECKS | {"guard"},
    "desk": _CHECKS | _SITE,
    "fmt": _CHECKS,
    "import": _CHECKS | {"importer", "official_form"},
    "init": {"guard"},
    "mirror": {"mirror"},
    "new": set[str](),
    "publish": _CHECKS | _SITE | {"audit", "guard", "mirror", "site", "verify"},
    "schema": set[str](),
    "template": {"official_form"},
    "upgrade": {"guard"},
    "verify": {"verify"},
}
#: Packages that only what reads documents, pages or workbooks needs.
_HEAVY = {"selectolax": {"audit", "publish"}, "xlsxwriter": {"template"}, "python_calamine": {"import"}}
_PROGRAM = """
import json, os, sys
import click
from gongkai.cli import COMMANDS, cli
for name in COMMANDS:
    sys.stdout.flush()
    if not os.fork():
        cli.get_command(click.Context(cli), name)
        print(json.dumps([name, *sys.modules]), flush=True)
        os._exit(0)
    os.wait()
"""


@cache
def loaded() -> dict[str, list[str]]:
    """Every module that is there when a command is."""
    done = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True)
    return {name: modules for name, *modules in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_loads_only_what_it_needs(name: str) -> None:
    modules = loaded()[name]
    parts = {module.split(".")[1] for module in modules if module.startswith("gongkai.")}
    assert parts - _ALL - MAY_LOAD[name] == set()
    packages = {module.partition(".")[0] for module in modules}
    assert {package for package, names in _HEAVY.items() if package in packages and name not in names} == set()
    own = COMMANDS[name].partition(".")[0]
    others = {place.partition(".")[0] for place in COMMANDS.values()} - {own}
    with_own = {"publish": {"audit", "mirror"}}.get(name, set())
    assert {other for other in others if f"gongkai.cli.{other}" in modules} == with_own


def test_every_command_is_found_by_its_name_and_no_other() -> None:
    context = click.Context(cli)
    assert cli.list_commands(context) == sorted(MAY_LOAD) == sorted(COMMANDS)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        assert command.name == name
    assert cli.get_command(context, "build") is None
