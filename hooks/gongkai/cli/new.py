"""``gongkai new``: next year's file from the last. ``gongkai schema``: the JSON Schema of the data files."""

from __future__ import annotations

import re
from pathlib import Path

import click

from ..build.schema_files import schema_texts
from ..load.folder import read_archive
from ..load.inventory import take_inventory
from ..load.register import YEAR_FILE
from ..load.source import read_source
from ..model.archive import Archive, Entry
from ..open_data.data_file import new_data_file
from ..settings import examine_settings
from .command import Command, as_typed, data_option, root_option


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
    rules = path.parent / YEAR_FILE
    source = None if rules.exists() else _latest_rules(root / data, year)
    copied = None if source is None else _rules_for(_text_of(source, root), source.parent.name, year)
    path.parent.mkdir(parents=True, exist_ok=True)
    if copied is not None and source is not None:
        rules.write_text(copied, encoding="utf-8")
        click.echo(
            f"{year} 年度的规则 {YEAR_FILE} 照抄 {source.parent.name} 年度，公开期限留空，请核对提纲、等级和期限。"
        )
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


def _latest_rules(data: Path, year: int) -> Path:
    """The latest earlier year's rules hold until somebody changes them."""
    earlier = sorted(p for p in data.glob(f"*/{YEAR_FILE}") if p.parent.name < str(year))
    if not earlier:
        raise click.UsageError(
            f"还没有 {year} 年度的规则。先写 {data.name}/{year}/{YEAR_FILE}，里面写“提纲: 湖南2016”。"
        )
    return earlier[-1]


def _text_of(source: Path, root: Path) -> str:
    """The text of last year's rules; nothing is written where they cannot be read."""
    read = read_source(source, str(source.relative_to(root)))
    if read.text is None:
        (problem,) = read.problems
        raise click.UsageError(f"{problem}。怎么改：{problem.cure}，再运行一次。")
    return read.text


def _rules_for(text: str, before: str, year: int) -> str:
    """Last year's rules for a new year: its name changed, its deadline open."""
    text = re.sub(r"(截止日期:\s*)[^,}\n]*", r"\g<1>null", text)
    return text.replace(f"{before}年度", f"{year}年度")


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


def write_schemas(root: Path, data: str) -> list[Path]:
    """The schema of all years, which changes only with the models and their grades, and that of own outlines."""
    texts = schema_texts(root, data, take_inventory(root, data))
    for name, text in texts.items():
        (root / data / name).write_text(text, encoding="utf-8", newline="\n")
    return [root / data / name for name in texts]
