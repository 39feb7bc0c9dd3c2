"""What a data file says: every number by the path of its keys, every text's paragraphs, what is left to be decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

import yaml

#: The parts of a data file that hold figures.
_FIGURES: Final = frozenset(
    {"人员", "收支", "人员经费", "公用经费", "机关运行经费", "三公经费", "财政拨款", "政府采购", "国有资产", "自评表",
     "绩效", "项目自评", "部门基本支出预算调整", "部门整体支出预算调整", "楼堂馆所"}
)  # fmt: skip  # names, read in a row
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
#: What tells the entries of a list apart.
_NAMES: Final = ("编码", "名称", "三级指标", "项目", "标题", "单位")


@dataclass(slots=True)
class Facts:
    """A data file.

    Attributes:
        figures: by keys parted by “/”; the actual figure of a line stands under the line itself.
        words: short texts of the same places, such as the grade.
        texts: paragraphs by place, without marks of headings.
        unsure: places that hold nothing because somebody has to decide.
    """

    figures: dict[str, Decimal] = field(default_factory=dict)
    digits: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)


def facts_of(text: str) -> Facts:
    """Read a data file as plain YAML, digit by digit."""
    facts = Facts()
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    lines = text.splitlines()
    for path, node in _leaves(root, ""):
        value = node.value
        if value in ("null", "~", "") and "待核对" in lines[node.start_mark.line]:
            facts.unsure.add(path)
        elif path.split("/")[0] in _FIGURES and _NUMBER.fullmatch(value):
            facts.figures[path], facts.digits[path] = Decimal(value), value
        elif value != "null":
            facts.words[path] = value.strip()
            place = "/".join(key for key in path.split("/") if not key.startswith("#"))
            facts.texts.setdefault(place, []).extend(paragraphs_of(value))
    return facts


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a text, without marks of headings."""
    return [paragraph.strip().lstrip("# ") for paragraph in text.split("\n\n") if paragraph.strip()]


def _leaves(node: yaml.Node | None, path: str) -> Iterator[tuple[str, yaml.ScalarNode]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _leaves(value, f"{path}/{key.value}".lstrip("/"))
    elif isinstance(node, yaml.SequenceNode):
        for position, entry in enumerate(node.value):
            yield from _leaves(entry, f"{path}/{_name_of(entry, position)}")
    elif isinstance(node, yaml.ScalarNode):
        yield path.removesuffix("/决算"), node


def _name_of(entry: yaml.Node, position: int) -> str:
    if isinstance(entry, yaml.MappingNode):
        said = {key.value: value.value for key, value in entry.value}
        for name in _NAMES:
            if name in said:
                return str(said[name])
    return f"#{position}"
