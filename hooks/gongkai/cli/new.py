"""``gongkai new``: next year's file from the last."""

from __future__ import annotations

from pathlib import Path

import click

from ..export.data_file import new_data_file
from ..load.folder import read_archive
from ..load.register import YEAR_FILE
from ..model.archive import Archive
from ..model.report import Report
from .words import Command

_ROOT = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(
    cls=Command, help="新建一份数据文件：沿用上一年的结构，填好上年决算，其余留空并写明怎么填。已有的文件不会被覆盖。"
)
@click.argument("year", metavar="年度", type=click.IntRange(2000, 2100))
@click.argument("unit", metavar="单位标识")
@click.option("--root", default=Path("."), type=_ROOT, metavar="文件夹", help="项目所在的文件夹，默认为当前文件夹。")
@click.option("--data", default="data", metavar="文件夹", help="数据文件夹，默认为 data。")
def new(year: int, unit: str, root: Path, data: str) -> None:
    """Write the file, and the year's rules if the year is new."""
    archive, _ = read_archive(root, data)
    if unit not in archive.units:
        raise click.UsageError(f"单位“{unit}”没有在 {data}/units.yml 登记。先登记，再新建。")
    path = root / data / str(year) / f"{unit}.yml"
    if path.exists():
        raise click.UsageError(f"{path.relative_to(root)} 已经有了，没有改动它。")
    path.parent.mkdir(parents=True, exist_ok=True)
    if not (rules := path.parent / YEAR_FILE).exists():
        _copy_rules(root / data, rules, year)
    path.write_text(new_data_file(year, archive.units[unit], _last_report(archive, unit, year)), encoding="utf-8")
    click.echo(f"已新建 {path.relative_to(root)}。填好以后运行 gongkai check {path.relative_to(root)}")


def _last_report(archive: Archive, unit: str, year: int) -> Report | None:
    earlier = [entry for entry in archive.entries_of_unit(unit) if entry.year < year and entry.report]
    return earlier[-1].report if earlier else None


def _copy_rules(data: Path, rules: Path, year: int) -> None:
    """The latest earlier year's rules hold until somebody changes them."""
    earlier = sorted(p for p in data.glob(f"*/{YEAR_FILE}") if p.parent.name < str(year))
    if not earlier:
        raise click.UsageError(f"还没有 {year} 年度的规则。先写 {rules.parent.name}/{YEAR_FILE}，例：提纲: 湖南2016")
    rules.write_text(earlier[-1].read_text(encoding="utf-8"), encoding="utf-8")
    click.echo(f"{year} 年度的规则 {YEAR_FILE} 照抄 {earlier[-1].parent.name} 年度，请核对提纲、等级和期限。")
