"""``gongkai schema``: the JSON Schema beside each year's data files, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ..export.schema import SCHEMA_FILE, report_schema
from ..load.folder import read_archive
from ..settings import examine_settings
from .words import Command

_ROOT = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(cls=Command, help="为每个年度写一份 JSON Schema（_schema.json），编辑器据此提示和检查。")
@click.option("--root", default=Path("."), type=_ROOT, metavar="文件夹", help="项目所在的文件夹，默认为当前文件夹。")
@click.option("--data", metavar="文件夹", help="数据文件夹，默认照 mkdocs.yml，没有写就是 data。")
def schema(root: Path, data: str | None) -> None:
    """Write ``_schema.json`` into every year's folder."""
    for path in write_schemas(root, data or examine_settings(root).data):
        click.echo(f"已写 {path.relative_to(root)}")


def write_schemas(root: Path, data: str) -> list[Path]:
    """The schema of every year, beside its data files."""
    archive, _ = read_archive(root, data)
    paths = {year: root / data / str(year) / SCHEMA_FILE for year in archive.years}
    for year, path in paths.items():
        path.write_text(schema_text(report_schema(year, archive.years[year])), encoding="utf-8")
    return list(paths.values())


def schema_text(value: object) -> str:
    """The file's text: stable, so that it changes only when the models do."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
