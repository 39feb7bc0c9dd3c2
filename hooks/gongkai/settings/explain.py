"""What is wrong with a setting, in plain words: place, fact, cure and a right line to copy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any, Final

from pydantic import BaseModel, ValidationError

from ..model.problem import KeyPath, Level, Problem
from .host_file import HostFile, Value
from .model import Column, Fact, Keys, Settings

TIME: Final = "SOURCE_DATE_EPOCH"
COMMIT: Final = "GONGKAI_COMMIT"
#: What the environment alone says: setting → variable.
OF_ENVIRONMENT: Final = {"timestamp": TIME, "commit": COMMIT}
BASE: Final[KeyPath] = ("extra", "gongkai")
#: Keys that belong elsewhere, and where.
_HOMES: Final = {
    **dict.fromkeys(
        ("site_name", "site_url", "site_description", "repo_url", "edit_uri", "copyright"), "写在最左边，不缩进"
    ),
    **{key: "写在 column 下面" for key in Column.model_fields},
    **{key: "写在 footer 的一条里" for key in Fact.model_fields},
    **dict.fromkeys(Keys.model_fields, "写在 gongkai 下面，缩进四格"),
}
_YES: Final = frozenset({"true", "yes", "y", "on", "1", "是", "对", "开", "真"})
#: pydantic's error → what should be there, and how to write it.
_WANTED: Final = {
    "bool_type": ("只能写 true 或 false", "写 true（是）或 false（否），全小写，不加引号"),
    "int_type": ("要写 0 到 256 的整数", "只写数字，不加引号"),
    **dict.fromkeys(("greater_than_equal", "less_than_equal"), ("要写 0 到 256 的整数", "有几个处理器用几个，写 0")),
    "missing": ("缺少这一项", "补上"),
    "model_type": ("下面要分项写", "照例子写成“名称: 内容”"),
    "tuple_type": ("要一条一条写", "每条另起一行，以“- ”开头"),
}


def error(code: str, value: Value, message: str, cure: str, example: str = "") -> Problem:
    return Problem(value.place, Level.ERROR, code, message, cure, example)


def refusal(file: HostFile, refused: Any) -> Problem:
    """What a validation error says to the person who writes the settings."""
    loc: KeyPath = tuple(refused["loc"])
    if loc[0] in OF_ENVIRONMENT:
        value = Value(refused["input"], file.top.place, OF_ENVIRONMENT[str(loc[0])])
    else:
        path = (*BASE, *loc) if loc[0] in Keys.model_fields else loc
        if refused["type"] == "extra_forbidden":
            return unknown(file, path)
        value = file.top.nearest(path)
    wanted, cure = _WANTED.get(refused["type"]) or (refused["ctx"]["fact"], refused["ctx"]["cure"])
    example = _example(loc, refused["input"])
    if refused["type"] == "missing":
        return error("G09", value, f"“{_where(loc[:-1])}”里缺少“{loc[-1]}”", cure, example)
    if value.variable:
        word = example.partition(": ")[2] or example
        cure = f"把环境变量 {value.variable} 改对：{cure}；用不着就运行 unset {value.variable}"
        words = f"环境变量 {value.variable} {written(value)}，{wanted}"
        return error("G09", value, words, cure, f"{value.variable}={word}")
    return error("G09", value, f"“{_where(loc)}”{written(value)}，{wanted}", cure, example)


def written(value: Value) -> str:
    """What is written, in a sentence."""
    return f"写的是“{shown}”" if (shown := _short(value.content)) else "是空的"


def _short(content: Any) -> str:
    """A value on one line of at most 40 characters."""
    if content is None or isinstance(content, dict | list):
        return "" if content is None else "下一级内容"
    words = str(content).lower() if isinstance(content, bool) else str(content)
    line = "".join(c if c.isprintable() else " " for c in words)
    return line if len(line) <= 40 else f"{line[:40]}…"


def _where(loc: KeyPath) -> str:
    """preview, column.keywords, footer 第2条.label."""
    return "".join(f" 第{key + 1}条" if isinstance(key, int) else f".{key}" for key in loc).removeprefix(".")


def _record(loc: KeyPath) -> type[BaseModel]:
    """The record that the last key of ``loc`` belongs to."""
    return Settings if len(loc) < 2 else Fact if loc[0] == "footer" else Column


def _example(loc: KeyPath, written: Any = None) -> str:
    """The right line for a setting; a yes in other words stays a yes."""
    loc = loc[:1] if isinstance(loc[-1], int) else loc
    name = str(loc[-1])
    field = _record(loc).model_fields[name]
    if field.annotation is bool and str(written).strip().lower() in _YES:
        return f"{name}: true"
    return str((field.examples or [""])[0])


def unknown(file: HostFile, path: KeyPath) -> Problem:
    """A key that no setting has: what was meant, where it belongs, or what there is."""
    loc, value, key = path[len(BASE) :], file.top.nearest(path), str(path[-1])
    known = list(_record(loc).model_fields) if len(loc) > 1 else list(Keys.model_fields)
    words = f"“{_where(path[:-1])}”里没有“{_short(key)}”这一项"
    near = difflib.get_close_matches(key.replace("-", "_").lower(), known, n=1, cutoff=0.6)
    if "：" in key:
        name, _, rest = key.partition("：")
        return error("G08", value, words, "冒号换成英文的，后面加一个空格", f"{name}: {rest}")
    if home := _HOMES.get(key):
        return error("G08", value, words, home)
    if near:
        return error("G08", value, words, f"是不是“{near[0]}”？", _again(near[0], value, loc))
    return error("G08", value, words, f"删掉这一项，或改成：{'、'.join(known)}；电话、备案号等写在 footer 里")


def _again(name: str, value: Value, loc: KeyPath) -> str:
    """The right key with what is written there, if that can stand; else with its own example."""
    path: KeyPath = (*loc[:-1], name)
    content, record = value.content, _record(path)
    written = str(content).lower() if isinstance(content, bool) else str(content)
    try:
        record.model_validate({"label": "x", name: content} if record is Fact else {name: content})
    except ValidationError:
        return _example(path, content)
    can_stand = content is not None and re.fullmatch(r"[\w.][\w. /:-]*", written)
    return f"{name}: {written}" if can_stand else _example(path, content)


def torn(value: Value, name: str = "") -> Iterator[Problem]:
    """Words that a comma in braces has torn off: each would be a key of its own, without a value."""
    for key, child in value.below.items():
        yield from torn(child, str(key))
    if value.torn:
        words = f"“{name}”的内容里有英文逗号，花括号里逗号后面的“{_short(','.join(value.torn))}”会丢失"
        right = ",".join((str(value.content), *value.torn))
        yield error("G08", value, words, "整段内容放在英文引号里", f'{name}: "{right}"')


def misplaced(top: Value) -> Iterator[Problem]:
    """Settings outside ``extra.gongkai``, which nobody would read."""
    extra = top.find(BASE[:1])
    inside = extra.below if extra else {}
    for holder, where in ((top.below, "最左边"), (inside, " extra 下面")):
        for key, value in holder.items():
            if key in Keys.model_fields:
                words = f"“{key}”写在{where}，没有在 gongkai 下面"
                yield error("G08", value, words, "移到 extra 的 gongkai 下面，缩进四格", _again(key, value, (key,)))
    for key, value in top.below.items():
        child = value.find(BASE[1:])
        if key == BASE[1] or (child and key != BASE[0]):
            words, cure = "gongkai 没有写在 extra 下面", "写在 extra 下面，缩进两格"
            yield error("G08", child or value, words, cure, "extra:\n  gongkai:")
    for key, value in inside.items():
        if key != BASE[1] and difflib.get_close_matches(str(key).lower(), ["gongkai"], cutoff=0.7):
            yield error("G08", value, f"“extra”里的“{_short(key)}”没有人读", "是不是“gongkai”？", "extra:\n  gongkai:")
