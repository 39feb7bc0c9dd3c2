"""gongkai: the command line for staff. Every message is Chinese; nobody is shown a traceback."""

from __future__ import annotations

import sys
from typing import Final

import click

from ..build.faults import words_of
from ..settings import fault_of_python
from .command import Group, as_typed, complaint

#: Where each command stands below this package; it is loaded when it is used, and all are for the list of commands.
COMMANDS: Final = {
    "audit": "audit.audit",
    "check": "check.check",
    "correct": "correct.correct",
    "desk": "desk.desk",
    "fmt": "fmt.fmt",
    "import": "import_document.import_document",
    "init": "init.init",
    "mirror": "mirror.mirror",
    "new": "new.new",
    "publish": "publish.publish",
    "schema": "new.schema",
    "template": "template.template",
    "upgrade": "init.upgrade",
    "verify": "verify.verify",
}
BUG = "程序出错了（{kind}：{words}）。这不是数据的问题，请把这一行和所用的命令告诉维护人员。"


@click.group(
    cls=Group,
    places={name: f"{__name__}.{place}" for name, place in COMMANDS.items()},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="录入、校核数据，新建数据文件，发布网站。金额一律为万元。",
)
@click.version_option(package_name="gongkai", message="gongkai %(version)s")
def cli() -> None:
    """The group of commands."""


def main() -> None:
    """Run a command; whatever goes wrong is said in one Chinese line. Exit 0, 1 (problems found) or 2."""
    if fault := fault_of_python():
        _stop(fault)
    try:
        cli.main(prog_name="gongkai", standalone_mode=False)
    except click.ClickException as error:
        _stop(f"{complaint(error)}用法见 gongkai --help。")
    except (click.Abort, KeyboardInterrupt):
        _stop("已中断。")
    except Exception as error:  # the last guard: a clerk never sees a traceback
        _stop(words_of(error) or BUG.format(kind=type(error).__name__, words=str(error).replace("\n", " ")))


def _stop(words: str) -> None:
    click.echo(as_typed(words), err=True)
    sys.exit(2)
