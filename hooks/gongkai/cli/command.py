"""What all commands share: click in Chinese, and the options for the folders."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import click

_HEADINGS = {
    "Usage:": "用法：",
    "Options:": "选项：",
    "Commands:": "命令：",
    "[OPTIONS]": "[选项]",
    "COMMAND [ARGS]...": "命令 [参数]...",
    "Show this message and exit.": "显示这段说明。",
    "Show the version and exit.": "显示版本。",
}
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
#: Options of every command.
root_option = click.option(
    "--root", default=Path("."), type=_FOLDER, metavar="文件夹", help="项目所在的文件夹，默认为当前文件夹。"
)
data_option = click.option("--data", metavar="文件夹", help="数据文件夹，默认照 mkdocs.yml，没有写就是 data。")
#: A command of ours inside a sentence.
_COMMAND: Final = re.compile(
    r"(?<![\w./-])gongkai"
    r"(?= (?:--help|audit|check|correct|desk|fmt|import|init|mirror|new|publish|schema|template|verify)\b)"
)
#: How click's own complaints begin; ours are Chinese.
_ENGLISH = ("No such command", "Got unexpected", "Missing")


class Command(click.Command):
    """A command whose help is Chinese throughout."""

    def get_help(self, ctx: click.Context) -> str:
        return translated(super().get_help(ctx))


class Group(click.Group):
    """A group of commands whose help is Chinese throughout; each is loaded when it is asked for.

    Args:
        places: the module and the name in it of each command: ``gongkai.cli.new.schema``.
    """

    command_class = Command

    def __init__(self, *args: Any, places: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self._places = places

    def get_help(self, ctx: click.Context) -> str:
        return translated(super().get_help(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._places:
            return None
        module, _, name = self._places[cmd_name].rpartition(".")
        found: click.Command = getattr(import_module(module), name)
        return found


def as_typed(words: str) -> str:
    """``words`` with every command as it can be typed here: ``gongkai`` alone is found only where it is on the path."""
    return _COMMAND.sub(_program(), words)


def _program() -> str:
    """How the program that runs is called from the folder in which it runs."""
    run = Path(sys.argv[0])
    if run.stem != "gongkai" or not run.is_file():
        return "gongkai"
    found = shutil.which("gongkai")
    if found and Path(found).resolve() == run.resolve():
        return "gongkai"
    here, whole = Path.cwd(), Path(os.path.abspath(run))
    return str(whole.relative_to(here) if whole.is_relative_to(here) else whole).replace("\\", "/")


def stop_when_told() -> None:
    """A command that is told to end stops as with Ctrl+C, so that nothing is left half done."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # a closed terminal; under nohup that is ignored
        which = getattr(signal, name, None)
        if which and signal.getsignal(which) is not signal.SIG_IGN:
            signal.signal(which, _interrupt)


def _interrupt(*_: object) -> None:
    """Stop; what was just being made, and so cannot be put away in order, says nothing about it."""
    sys.unraisablehook = lambda _: None
    raise KeyboardInterrupt


def translated(text: str) -> str:
    """click's own words in Chinese."""
    for words, chinese in _HEADINGS.items():
        text = text.replace(words, chinese)
    return text


def complaint(error: click.ClickException) -> str:
    """What is wrong with a command, in one line."""
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}。"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        return f"缺少 {name}。"
    if isinstance(error, click.BadParameter):
        name = (error.param.metavar or error.param.opts[0]) if error.param else ""
        return f"“{name}”的写法不对。"
    if isinstance(error, click.UsageError) and error.message.startswith(_ENGLISH):
        return "没有这个命令，或者多写、少写了参数。"
    return error.format_message()
