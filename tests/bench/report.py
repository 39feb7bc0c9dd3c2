"""Results → docs/performance.md: every number in it comes from a result, none is written by hand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from tests.bench.acceptance import read_bounds, slopes, table
from tests.bench.meter import Cost
from tests.bench.result import Result

#: Step → how the document calls it.
LABELS: Final = {
    "gongkai": "本项目，从零开始", "gongkai-same": "本项目，没有改动",
    "gongkai-changed": "本项目，改了一份报告", "check": "本项目，只校核", "audit": "本项目，核对网站",
    "hugo": "Hugo", "eleventy": "Eleventy", "hugo-yaml": "Hugo（读 YAML）", "eleventy-yaml": "Eleventy（读 YAML）",
    "hugo-downloads": "Hugo（读 YAML，写同样的下载文件）",
    "eleventy-downloads": "Eleventy（读 YAML，写同样的下载文件）",
    "plain": "纯 Python",
}  # fmt: skip
#: Ours is compared with the faster of each row.
AGAINST: Final = (
    ("hugo", "eleventy"),
    ("hugo-yaml", "eleventy-yaml"),
    ("hugo-downloads", "eleventy-downloads"),
    ("plain",),
)
#: Fewer runs than this, and the document says that its times are rough.
ENOUGH: Final = 3

_HEAD: Final = """\
# 性能

本页由 `make bench WRITE=1` 按实测结果写成，不手工改。为什么这样比、怎样算公平，见 [0011](decisions/0011-benchmark.md)。
同一份数据，几个生成器在同一台机器、同一次运行里轮流生成网站，取中位数。机器忙闲不同，秒数会变；比值比秒数可靠。

"""
_OVERVIEW: Final = """\
## 一览

“改了一份”和“预览”与同一规模从零开始的生成比；“手机”是第一次打开一份报告要传的全部字节（压缩后）。

"""
_BOUNDS: Final = """\
## 要达到的数

上限写在 `tests/bench/bounds.yml`，`make bench SIZE=M ACCEPT=1` 逐个核对，超过一个就失败。
比值由同一轮里先后测得的两个数相除，再取各轮的中位数。处理器时间包括全部子进程，机器忙的时候也比时间可靠。
“每份报告的处理器时间（一个进程）”是 300 份与 20 份之差除以 280，不含每次启动要用的时间；
其中的纯 Python 读同样的文件，不检查，不写下载文件。
全文索引和 Excel 另计，不在这些数里。

"""
_MORE: Final = """\
## 我们的网页多了什么

各家的网页有同样的表格、比率、历年比较、正文、上一年和下一年、单位页和年度页，测试核对数字和句子都相同。我们的网页另有：

- 读数据时的严格检查：不合格的写法、未知的键、重复的键，都指出行列和改法；其他几家只读，不检查内容。
- 每份报告几十项勾稽关系的校核，结果印在网页上；按公开数字计算的比率和算式。
- 一句话的概述、四个主要数字、由数字写成的收支和“三公”句子，千分位，编号的标题。
- 每份报告的 CSV 和 JSON，每个单位、每个年度的汇总文件。“写同样的下载文件”的两行也写，测试核对内容相同，
  只是它们的 JSON 里没有数据文件的校验值。
- 全部数据的压缩包、数据字典、目录和逐个文件的校验值。
- 每份报告和每个年度的图，画在网页里；名词解释；年度页的合计、逾期、增减最多、排序和筛选。
- 按类别和年度做好的比较表，自选单位和年度比较用的数据文件。
- Material 的外壳：手机菜单、目录、深色、关怀版、打印样式、无障碍标记；按名称和拼音找单位的索引。
- 校核汇总、校核方法、数据下载、使用说明等页面。
"""
_KINDER: Final = """\
## 对其他生成器更宽的地方

- 数据在计时以外按它们的表格整理好，并转成 JSON；“读 YAML”的几行也整理好了，只是没有转。
- 写同样的下载文件，要用的校核结果由我们先算好，按 JSON 交给它们；它们只读、只写，不校核。
- 本项目和纯 Python 读的是经办人写的文件；纯 Python 用 PyYAML 里 C 写的读法，不记位置，不检查。
- 它们按二进制小数计算，小数末尾的 0 不保留；我们逐位保留公布的数字。
- Hugo 直接运行程序，Eleventy 不经过 npm，模板用它最快的一种。
- 它们的网页没有千分位和外壳，字节数少得多；不写下载文件的几行，写出的只有我们的十分之一。
"""


def performance(results: Iterable[Result], judged: Collection[Result] = ()) -> str:
    """The whole document; results from S to XL, and those from which the figures with a bound are taken."""
    listed = list(results)
    overview = _OVERVIEW + "\n".join(_overview(listed)) + "\n\n"
    bounds = _BOUNDS + "\n".join(table(judged or listed, read_bounds())) + "\n\n"
    parts = [_HEAD, overview, bounds, *(part for result in listed for part in (_title(result), summary(result), "\n"))]
    return "".join([*parts, _MORE, "\n", _KINDER, "\n", _conditions(listed[-1])])


def _overview(results: list[Result]) -> Iterator[str]:
    """How the work grows with the site."""
    yield "| 规模 | 报告 | 从零开始（秒） | 每份处理器时间（毫秒） | 内存峰值（MB） | 改了一份 | 预览 | 手机（KB） |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for result in results:
        if cold := result.typical("gongkai"):
            changed, wait = result.typical("gongkai-changed"), result.wait
            cells = (
                result.size,
                f"{result.reports:,}",
                f"{cold.wall:.1f}",
                f"{1000 * cold.cpu / result.reports:.1f}",
                _mb(cold.memory),
                f"{changed.wall / cold.wall:.2f} 倍" if changed else "—",
                f"{wait / cold.wall:.2f} 倍" if wait is not None else "—",
                f"{result.visit_bytes / 1000:.1f}" if result.visit_bytes else "—",
            )
            yield f"| {' | '.join(cells)} |"


def _title(result: Result) -> str:
    size = f"{result.reports:,} 份报告，共同的网页 {result.pages:,} 个，数据 {_mb(result.data_bytes)} MB"
    return f"## {result.size}：{size}\n\n"


def summary(result: Result) -> str:
    """The tables of one size."""
    parts = ["\n".join(_costs(result)), "\n".join(_ratios(result)), "\n".join(_apart(result)), *_words(result)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _costs(result: Result) -> Iterator[str]:
    yield "| 生成 | 时间（秒） | 处理器时间（秒） | 内存峰值（MB） | 文件 | 写出（MB） |"
    yield "|---|---:|---:|---:|---:|---:|"
    for step, label in LABELS.items():
        if cost := result.typical(step):
            written = f"{cost.files:,} | {_mb(cost.size)}" if cost.files else "— | —"
            yield f"| {label} | {cost.wall:.2f} | {cost.cpu:.2f} | {_mb(cost.memory)} | {written} |"


def _ratios(result: Result) -> Iterator[str]:
    """Ours against the faster peer of each form of data in the same session, and against the floor."""
    ours = [result.typical(step) for step in ("gongkai", "gongkai-same", "gongkai-changed")]
    against = [found for names in AGAINST if (found := _fastest(result, names))]
    if ours[0] is None or not against:
        return
    yield "| 本项目是几倍 | 从零开始 | 没有改动 | 改了一份 |"
    yield "|---|---:|---:|---:|"
    for name, other in against:
        for label, of in (("时间", _wall), ("处理器时间", _cpu), ("内存峰值", _memory)):
            cells = [f"{of(cost) / of(other):.2f}" if cost and of(other) else "—" for cost in ours]
            space = " " if LABELS[name][0].isascii() else ""
            yield f"| {label}，比{space}{LABELS[name]} | {' | '.join(cells)} |"


def _fastest(result: Result, names: tuple[str, ...]) -> tuple[str, Cost] | None:
    found = [(name, cost) for name in names if (cost := result.typical(name))]
    return min(found, key=lambda pair: pair[1].wall, default=None)


def _wall(cost: Cost) -> float:
    return cost.wall


def _cpu(cost: Cost) -> float:
    return cost.cpu


def _memory(cost: Cost) -> float:
    return cost.memory


def _apart(result: Result) -> Iterator[str]:
    """What is switched off above, each by itself: the difference it makes."""
    base, found = result.typical("gongkai"), result.typical("pagefind")
    rows = [
        (label, cost.wall - base.wall, cost.cpu - base.cpu, cost.memory, cost.files - base.files, cost.size - base.size)
        for label, step in (("Excel 文件", "gongkai-excel"), ("全文索引", "gongkai-search"))
        if base and (cost := result.typical(step)) and cost.files > base.files
    ]
    if found:
        rows.append(("Pagefind 索引 Hugo 的网页", found.wall, found.cpu, found.memory, found.files, found.size))
    if not rows:
        return
    yield "| 另计 | 多用时间（秒） | 多用处理器时间（秒） | 内存峰值（MB） | 多出文件 | 多写（MB） |"
    yield "|---|---:|---:|---:|---:|---:|"
    for label, wall, cpu, memory, files, size in rows:
        yield f"| {label} | {wall:.2f} | {cpu:.2f} | {_mb(memory)} | {files:,} | {_mb(size)} |"


def _words(result: Result) -> Iterator[str]:
    if found := slopes(result):
        ours, plain = (f"{1000 * seconds:.1f} 毫秒" for seconds in found)
        yield f"只用一个进程，每多一份报告多用的处理器时间：本项目 {ours}，纯 Python {plain}。"
    if result.wait is not None:
        yield f"预览（`mkdocs serve`）：保存一份数据文件以后，{result.wait:.2f} 秒网页上是新的数字。"
    if result.page_bytes:
        sizes = {re.split("[，（]", LABELS[name])[0]: size for name, size in result.page_bytes.items()}
        told = "，".join(f"{name} {size / 1000:.1f} KB" for name, size in sizes.items())
        yield f"一份报告的网页（HTML，未压缩，中位数）：{told}。"
    doubts = [f"每项只测了 {result.repetitions} 次"] if result.repetitions < ENOUGH else []
    doubts += ["测量时机器还有别的负载"] if result.is_busy else []
    if doubts:
        yield f"**{'，'.join(doubts)}，时间只供参考。**"


def _conditions(result: Result) -> str:
    machine = "，".join(f"{label} {value}" for label, value in result.machine.items())
    versions = "，".join(f"{label} {value}" for label, value in result.versions.items())
    return f"## 机器和版本\n\n{machine}。\n\n{versions}。\n\n每项至少 {result.repetitions} 次，轮流先后，取中位数。\n"


def _mb(size: float) -> str:
    return f"{size / 1e6:,.1f}" if size < 1e8 else f"{size / 1e6:,.0f}"
