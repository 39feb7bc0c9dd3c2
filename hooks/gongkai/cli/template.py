"""``gongkai template``: the official forms of a unit and year as an Excel workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..load.inventory import take_inventory
from ..load.original_measure import KEY, measure_in
from ..load.record_file import parse_record
from ..load.source import read_source
from ..model.archive import Archive
from ..model.disclosure import PublishedMeasure
from ..model.report import Report
from ..official_form.last_year import begun
from ..official_form.sheets import FormOf
from ..official_form.writing import TooLongError, official_form
from ..settings import examine_settings
from .command import Command, as_typed, data_option, root_option
from .data_files import fault_of_rules


@click.command(
    cls=Command,
    short_help="写一份 Excel 填报表。",
    help="写一份 Excel 填报表（基础数据表、自评表、收支、项目、指标、文字部分），照财政的表样。"
    "已有数据文件的，内容都写进去；没有的，填好上年决算。填好以后用 gongkai import 读回。",
)
@click.argument("year", metavar="年度", type=click.IntRange(2000, 2100))
@click.argument("unit", metavar="单位标识")
@click.option(
    "--output", metavar="文件", type=click.Path(path_type=Path), help="写到这个文件，默认为 年度-单位标识.xlsx。"
)
@root_option
@data_option
def template(year: int, unit: str, output: Path | None, root: Path, data: str | None) -> None:
    """Write the workbook; a file that exists is left alone."""
    data = data or examine_settings(root).data
    inventory = take_inventory(root, data)
    frame = inventory.frame
    path = output or Path(f"{year}-{unit}.xlsx")
    _refuse(frame, unit, year, path, data)
    file = f"{data}/{year}/{unit}.yml"
    values, told = _values(root, data, unit, year)
    rules = frame.years.get(year)
    grades = tuple(band.grade for band in rules.grades) if rules else ()
    name = frame.units[unit].name_in(year)
    form = FormOf(year, unit, name, grades, measure_in(values, Report).value)
    try:
        path.write_bytes(official_form(values, form))
    except TooLongError as error:
        raise click.UsageError(f"{error}。怎么改：在数据文件里把名称写短，长的文字写在“说明”里。") from None
    except OSError as error:
        raise click.UsageError(
            f"写不了 {path}（{error.strerror}）。怎么改：用 --output 换一个可以写的文件夹，如 --output /tmp/{path.name}"
        ) from None
    click.echo(as_typed(f"已写 {path}。{told.format(file=file)}填好以后运行 gongkai import {path}"))
    if fault := fault_of_rules(root, year, data, inventory):
        click.echo(as_typed(f"{fault}，再导入填好的表。"), err=True)


def _refuse(frame: Archive, unit: str, year: int, path: Path, data: str) -> None:
    """Stop where no form can be written, and say why."""
    if unit not in frame.units:
        raise click.UsageError(f"单位“{unit}”没有在 {data}/units.yml 登记。先登记，再写填报表。")
    if not frame.exists_in(unit, year):
        raise click.UsageError(f"照登记表，单位“{unit}”在 {year} 年度还没有设立或者已经撤销。")
    if path.suffix.lower() != ".xlsx":
        raise click.UsageError(
            f"{path} 不是 Excel 文件的名称。怎么改：文件名以 .xlsx 结尾，如 --output {year}-{unit}.xlsx"
        )
    if path.exists():
        raise click.UsageError(f"{path} 已经有了，没有改动它。怎么改：先移走它，或者用 --output 写到别的文件。")


def _values(root: Path, data: str, unit: str, year: int) -> tuple[dict[str, Any], str]:
    """What the form begins with, and where that comes from."""
    if (root / data / str(year) / f"{unit}.yml").exists():
        return _read(root, f"{data}/{year}/{unit}.yml"), "内容取自 {file}。"
    before = f"{data}/{year - 1}/{unit}.yml"
    if not (root / before).exists():
        return begun(year, None), f"没有 {year - 1} 年度的数据文件，上年决算留空。"
    last = _read(root, before)
    values, measure = begun(year, last), measure_in(last, Report)
    if measure is not PublishedMeasure.WANYUAN:
        values[KEY] = measure.value
    return values, f"上年决算取自 {before}。"


def _read(root: Path, file: str) -> dict[str, Any]:
    """The values of a data file as written."""
    source = read_source(root / file, file)
    report, document = parse_record(source.text or "", file, Report)
    if source.text is None or report is None or not isinstance(document.value, dict):
        raise click.UsageError(f"{file} 里有必须改的地方，读不了。怎么改：先运行 gongkai check {file}，照提示改好。")
    return document.value
