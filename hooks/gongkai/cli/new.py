"""``gongkai new``: next year's file from the last. ``gongkai schema``: the JSON Schema of the data files."""

from __future__ import annotations

from pathlib import Path

import click

from ..load.folder import read_archive
from ..model.archive import Archive, Entry
from ..open_data.data_file import new_data_file
from ..settings import examine_settings
from .command import Command, as_typed, data_option, root_option
from .new_year import begin_year, write_schemas


@click.command(
    cls=Command,
    short_help="新建一份数据文件，沿用上一年的结构。",
    help="新建一份数据文件：沿用上一年的结构，填好上年决算，其余留空并写明怎么填。已有的文件不会被覆盖。",
)
@click.argument("year", metavar="年度", type=click.IntRange(2000, 2100))
@click.argument("unit", metavar="单位标识")
@root_option
@data_option
def new(year: int, unit: str, root: Path, data: str | None) -> None:
    """Write the file, and the rules of a new year."""
    data = data or examine_settings(root).data
    archive, _ = read_archive(root, data)
    path = root / data / str(year) / f"{unit}.yml"
    _refuse(archive, unit, year, path, data)
    if begun := begin_year(root, data, year):
        click.echo(begun)
    last = _last_entry(archive, unit, year)
    is_prior = last is not None and last.year == year - 1
    text = new_data_file(year, archive.units[unit], last.report if last else None, with_prior=is_prior)
    path.write_text(text, encoding="utf-8")
    write_schemas(root, data)
    click.echo(_template_of(last, is_prior, year))
    name = path.relative_to(root)
    click.echo(as_typed(f"已新建 {name}。填好以后运行 gongkai check {name}"))


def _refuse(archive: Archive, unit: str, year: int, path: Path, data: str) -> None:
    """Stop where no file can be written, and say why."""
    if unit not in archive.units:
        raise click.UsageError(f"单位“{unit}”没有在 {data}/units.yml 登记。先登记，再新建。")
    if not archive.exists_in(unit, year):
        raise click.UsageError(f"照登记表，单位“{unit}”在 {year} 年度还没有设立或者已经撤销。")
    if path.exists():
        raise click.UsageError(f"{data}/{year}/{path.name} 已经有了，没有改动它。")


def _last_entry(archive: Archive, unit: str, year: int) -> Entry | None:
    earlier = [entry for entry in archive.entries_of_unit(unit) if entry.year < year and entry.report]
    return earlier[-1] if earlier else None


def _template_of(last: Entry | None, is_prior: bool, year: int) -> str:
    """What the new file takes its structure and figures from."""
    if last is None:
        return "这个单位没有更早的报告，按通用的结构新建。"
    if is_prior:
        return f"照 {last.year} 年度的结构新建，上年决算取自 {last.file}。"
    return f"没有可以读的 {year - 1} 年度报告：结构照 {last.year} 年度，上年决算留空。"


@click.command(
    cls=Command,
    short_help="写 JSON Schema，编辑器据此提示和检查。",
    help="在数据文件夹里写 JSON Schema（_schema.json），编辑器据此提示和检查。",
)
@root_option
@data_option
def schema(root: Path, data: str | None) -> None:
    """Write ``_schema.json`` into the data folder, and beside a bureau's own outlines."""
    for path in write_schemas(root, data or examine_settings(root).data):
        click.echo(f"已写 {path.relative_to(root)}")
