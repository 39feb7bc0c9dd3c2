"""``gongkai schema``: the JSON Schema of the data files, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ..export.schema import SCHEMA_FILE, report_schema
from ..load.inventory import take_inventory
from .words import Command

_ROOT = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(cls=Command, help="在数据文件夹里写 JSON Schema（_schema.json），编辑器据此提示和检查。")
@click.option("--root", default=Path("."), type=_ROOT, metavar="文件夹", help="项目所在的文件夹，默认为当前文件夹。")
@click.option("--data", default="data", metavar="文件夹", help="数据文件夹，默认为 data。")
def schema(root: Path, data: str) -> None:
    """Write ``_schema.json`` into the data folder."""
    write_schema(root, data)
    click.echo(f"已写 {data}/{SCHEMA_FILE}")


def write_schema(root: Path, data: str) -> None:
    """The schema of all years; its text changes only with the models and the grades of the years."""
    schema = report_schema(take_inventory(root, data).years.values())
    text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    (root / data / SCHEMA_FILE).write_text(text, encoding="utf-8")
