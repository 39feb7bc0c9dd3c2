"""Charts → HTML: shapes in SVG, words in HTML beside them. Written here and not by a template, as tables are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from ..pages.parts.bars import Bar, Bars, Share
from ..pages.parts.columns import Block, Columns, Year
from ..pages.parts.sketch import Sketch
from .escaping import escape
from .tables import Address

#: What there is to draw.
Chart = Share | Bars | Columns


def render_chart(chart: Chart | None, address: Address, csv: str) -> Markup:
    """The chart with its caption; ``csv`` is the link to the file in which the same figures stand."""
    if chart is None:
        return Markup("")
    if isinstance(chart, Share):
        return Markup(_share(chart, csv))  # here and below every value is escaped where it is put in
    return Markup(_bars(chart, address, csv) if isinstance(chart, Bars) else _columns(chart, address, csv))


def render_sketch(sketch: Sketch | None) -> Markup:
    """A drawing beside the figures that it draws, which say the same to those who cannot see it."""
    if sketch is None:
        return Markup("")
    bars = [
        f'<rect class="is-{kind}" x="{x}" y="{y}" width="{length}" height="{tall}"/>'
        for kind, x, y, length, tall in sketch.bars
    ]
    paths = [f'<path class="is-{kind}" d="{d}"/>' for kind, d in sketch.paths]
    box = f'viewBox="{sketch.box}" preserveAspectRatio="none" aria-hidden="true"'
    return Markup(f'<svg class="gk-sketch is-{sketch.kind}" {box}>{"".join([*bars, *paths])}</svg>')  # figures alone


#: A drawing of what stands beside it in words and figures, which is what a program reads aloud.
_UNSAID: Final = 'preserveAspectRatio="none" aria-hidden="true"'


def _figure(chart: Chart, kind: str) -> str:
    return f'<figure class="gk-figure{kind}" aria-labelledby="tu-{escape(chart.key)}">\n'


def _head(chart: Chart, measure: str, csv: str) -> str:
    words = f"{escape(chart.caption)}&emsp;<small>单位：{escape(measure)}</small>"
    return f'<figcaption><span id="tu-{escape(chart.key)}">{words}</span>{csv}</figcaption>\n'


def _share(chart: Share, csv: str) -> str:
    shapes = [f'<rect class="is-{p.tone}" x="{p.start}" width="{p.length}" height="10"/>' for p in chart.parts]
    legend = [
        f'<li class="is-{p.tone}">{escape(p.label)} <b>{escape(p.value)}</b> <small>{escape(p.share)}</small></li>'
        for p in chart.parts
    ]
    return (
        f"{_figure(chart, '')}{_head(chart, '万元', csv)}"
        f'<svg class="gk-share" viewBox="0 0 1000 10" {_UNSAID}>{"".join(shapes)}</svg>\n'
        f'<ul class="gk-legend">{"".join(legend)}</ul>\n</figure>\n'
    )


def _bars(chart: Bars, address: Address, csv: str) -> str:
    groups = [
        f"{f'<p>{escape(label)}</p>' if label else ''}<ul>{''.join([_bar(bar, address) for bar in bars])}</ul>\n"
        for label, bars in chart.groups
    ]
    kind = " is-long" if chart.is_long else ""
    return f"{_figure(chart, f' gk-bars{kind}')}{_head(chart, chart.measure, csv)}{''.join(groups)}</figure>\n"


def _bar(bar: Bar, address: Address) -> str:
    length = f"{bar.length // 10}.{bar.length % 10}%"
    svg = f'<svg aria-hidden="true"><rect class="is-{bar.tone}" width="{length}" height="100%"/></svg>'
    label = escape(bar.label)
    label = label if bar.path is None else f'<a href="{escape(address(bar.path))}">{label}</a>'
    return f"<li><span>{label}</span>{svg}<b>{escape(bar.value)}</b></li>"


def _columns(chart: Columns, address: Address, csv: str) -> str:
    base = f'<rect class="is-base" y="120" width="{chart.width}" height="1"/>'
    lines = [f'<polyline points="{points}"/>' for points in chart.lines]
    tones = [f'<li class="is-{tone}">{escape(name)}</li>' for tone, name in chart.legend]
    legend = f'<ul class="gk-legend">{"".join(tones)}</ul>' if tones else ""
    return (
        f"{_figure(chart, ' gk-columns')}{_head(chart, chart.measure, csv)}"
        f'<svg viewBox="0 0 {chart.width} 121" {_UNSAID}>{base}{"".join(lines)}{_blocks(chart)}</svg>\n'
        f"<ol>{''.join([_year(year, address) for year in chart.years])}</ol>\n{legend}</figure>\n"
    )


def _blocks(chart: Columns) -> str:
    """The columns; what the parts of one stand for is said nowhere else."""
    names = dict(chart.legend)
    return "".join([_column(chart, year, names) for year in chart.years])


def _column(chart: Columns, year: Year, names: Mapping[str, str]) -> str:
    shapes = "".join([_block(year, block) for block in year.blocks])
    if not names or not shapes:
        return shapes
    parts = [f"{escape(names[block.tone])} {block.value}" for block in year.blocks]
    said = "，".join([*parts, f"{escape(chart.figure)} {escape(year.value)}"])
    return f"<g><title>{escape(year.label)}年 {said}</title>{shapes}</g>"


def _block(year: Year, block: Block) -> str:
    kind = f"is-{block.tone}{' is-now' if year.current else ''}"
    return f'<rect class="{kind}" x="{year.left}" y="{block.top}" width="56" height="{block.height}"/>'


def _year(year: Year, address: Address) -> str:
    kind = ' class="is-now"' if year.current else ' class="is-quiet"' if year.quiet else ""
    is_link, label = year.path is not None and not year.current, escape(year.label)
    label = f'<a href="{escape(address(year.path or ""))}">{label}</a>' if is_link else f"<span>{label}</span>"
    said = f"<b>{escape(year.value)}</b>" if year.value else f"<small>{escape(year.note)}</small>"
    return f"<li{kind}>{label}{said}</li>"
