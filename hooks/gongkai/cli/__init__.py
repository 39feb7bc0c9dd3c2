"""gongkai: the command line for staff. Every message is Chinese; nobody is shown a traceback."""

from __future__ import annotations

import sys

import click

from .check import check
from .new import new
from .schema import schema

BUG = "程序出错了：{kind}：{words}\n这不是数据的问题。请把这一行和所用的命令告诉维护人员。"


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="校核数据、新建数据文件。金额一律为万元。",
)
@click.version_option(package_name="gongkai", message="gongkai %(version)s")
def cli() -> None:
    """The group of commands."""


cli.add_command(check)
cli.add_command(new)
cli.add_command(schema)


def main() -> None:
    """Run a command; whatever goes wrong is said in one Chinese line."""
    try:
        cli(prog_name="gongkai")
    except Exception as error:  # the last guard: a clerk never sees a traceback
        click.echo(BUG.format(kind=type(error).__name__, words=error), err=True)
        sys.exit(2)
