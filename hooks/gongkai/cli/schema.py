"""``gongkai schema``: the JSON Schema of the data files, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ..load.inventory import take_inventory
from ..load.outlines import OUTLINES_FOLDER
from ..open_data.data_file import SCHEMA_FILE, outline_schema, report_schema
from ..settings import examine_settings
from .words import Command

_ROOT = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(cls=Command, help="在数据文件夹里写 JSON Schema（_schema.json），编辑器据此提示和检查。")
@click.option("--root", default=Path("."), type=_ROOT, metavar="文件夹", help="项目所在的文件夹，默认为当前文件夹。")
@click.option("--data", metavar="文件夹", help="数据文件夹，默认照 mkdocs.yml，没有写就是 data。")
def schema(root: Path, data: str | None) -> None:
    """Write ``_schema.json`` into the data folder, and beside a bureau's own outlines."""
    for path in write_schemas(root, data or examine_settings(root).data):
        click.echo(f"已写 {path.relative_to(root)}")


def write_schemas(root: Path, data: str) -> list[Path]:
    """The schema of all years, which changes only with the models and their grades, and that of own outlines."""
    home = root / data
    schemas = {home / SCHEMA_FILE: report_schema(take_inventory(root, data).years.values())}
    if (home / OUTLINES_FOLDER).is_dir():
        schemas[home / OUTLINES_FOLDER / SCHEMA_FILE] = outline_schema()
    for path, schema in schemas.items():
        path.write_text(json.dumps(schema, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return list(schemas)
