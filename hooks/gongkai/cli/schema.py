"""``gongkai schema``: the JSON Schema beside each year's data files, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ..export.schema import SCHEMA_FILE, outline_schema, report_schema
from ..load.folder import read_archive
from ..load.outlines import OUTLINES_FOLDER
from .words import Command

_ROOT = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(cls=Command, help="为每个年度写一份 JSON Schema（_schema.json），编辑器据此提示和检查。")
@click.option("--root", default=Path("."), type=_ROOT, metavar="文件夹", help="项目所在的文件夹，默认为当前文件夹。")
@click.option("--data", default="data", metavar="文件夹", help="数据文件夹，默认为 data。")
def schema(root: Path, data: str) -> None:
    """Write ``_schema.json`` into every year's folder."""
    for path in write_schemas(root, data):
        click.echo(f"已写 {path.relative_to(root)}")


def write_schemas(root: Path, data: str) -> list[Path]:
    """The schema of every year, beside its data files, and that of own outlines."""
    archive, _ = read_archive(root, data)
    home = root / data
    paths = {year: home / str(year) / SCHEMA_FILE for year in archive.years}
    schemas = {path: report_schema(year, archive.years[year]) for year, path in paths.items()}
    if (home / OUTLINES_FOLDER).is_dir():
        schemas[home / OUTLINES_FOLDER / SCHEMA_FILE] = outline_schema()
    for path, schema in schemas.items():
        path.write_text(schema_text(schema), encoding="utf-8")
    return list(schemas)


def schema_text(value: object) -> str:
    """The file's text: stable, so that it changes only when the models do."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
