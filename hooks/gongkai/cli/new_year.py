"""A year that begins: its rules are last year's until somebody changes them, and the schemas know it."""

from __future__ import annotations

import re
from pathlib import Path

import click

from ..build.schema_files import schema_texts
from ..load.inventory import take_inventory
from ..load.register import YEAR_FILE
from ..load.source import read_source
from .data_files import lacks_rules


def begin_year(root: Path, data: str, year: int) -> str:
    """Write the rules of a year that has none, copied from the latest before it; what is told of it, or "".

    Raises:
        UsageError: there is no earlier year, or its rules cannot be read.
    """
    rules = root / data / str(year) / YEAR_FILE
    if rules.exists():
        return ""
    source = _latest_rules(root / data, year)
    copied = _rules_for(_text_of(source, root), source.parent.name, year)
    rules.parent.mkdir(parents=True, exist_ok=True)
    rules.write_text(copied, encoding="utf-8")
    return f"{year} 年度的规则 {YEAR_FILE} 照抄 {source.parent.name} 年度，公开期限留空，请核对提纲、等级和期限。"


def _latest_rules(data: Path, year: int) -> Path:
    """The latest earlier year's rules hold until somebody changes them."""
    earlier = sorted(p for p in data.glob(f"*/{YEAR_FILE}") if p.parent.name < str(year))
    if not earlier:
        raise click.UsageError(f"{lacks_rules(f'{data.name}/{year}/{YEAR_FILE}', year)}，再运行一次。")
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


def write_schemas(root: Path, data: str) -> list[Path]:
    """The schema of all years, which changes only with the models and their grades, and that of own outlines."""
    texts = schema_texts(root, data, take_inventory(root, data))
    for name, text in texts.items():
        (root / data / name).write_text(text, encoding="utf-8", newline="\n")
    return [root / data / name for name in texts]
