"""The quick reader gives nothing, or exactly what the other reader gives: value, problems and places."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.bench.workload import LAST_YEAR, unit_documents, units
from tests.conftest import DEMO, ROOT, SEED
from tests.demo.yaml_writer import dump

from gongkai.load import record_file
from gongkai.load.plain_yaml import read_plain
from gongkai.load.record_file import keys_of, parse_record
from gongkai.load.syntax_mistakes import find_mistakes
from gongkai.load.texts import check_texts
from gongkai.load.yaml_text import PlainDocument, parse_yaml
from gongkai.model.report import Report

KEYS: Final = keys_of(Report)
#: More than elsewhere: two readers must agree on every text.
SAMPLE: Final = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
TRIAL: Final = settings(SAMPLE, max_examples=50_000)
#: What a value, a piece of a line or a mutation may be: each has a meaning of its own to YAML or to a clerk.
PIECES: Final = [
    "971.21", "0", "-0", "0.00", "007", "1.", ".5", "1e5", "1_000", "1,000.50", "+5", "-5", "- 5", "--5", "0x1F",
    "0o7", "1" * 28, "1" * 29, "0." + "0" * 28, "12:30", "12:30:45", "2020-01-02", "是", "否", "yes", "no", "on",
    "OFF", "true", "null", "Null", "NULL", "nULL", "~", "None", ".nan", ".inf", "''", '""', '"null"', "'~'",
    '" null "', "'a''b'", '"a\\nb"', '"a\\x41"', "'a\\b'", '"甲', "甲\"乙", "甲'乙", "甲 #乙", "甲  # 乙", "甲#乙",
    "#乙", "5 # 乙", "甲：乙", "决算：5", "决算:5", "甲: 乙", "甲:", ":", ": ", " :", "：", "&甲", "&a b", "*甲",
    "*a", "**粗**", "!甲", "!!str 5", "@甲", "`甲`", "%", "%甲", "|", "|-", "|+", "|2", "| 甲", "| # 甲", ">", ">-",
    ">5", "> 甲", "[]", "{}", "[ ]", "{ }", "[甲, 乙]", "[1, 2]", "[甲,乙]", "[null, 甲]", "[甲] # 乙",
    "[2020-01-02]", "{甲: [乙, 丙], 丁: 5}", "{甲: [乙}",
    "[1, 2", "{", "}", "]", "[", "{决算: 5}",
    "{决算: 5, 说明: 甲}", "{决算: 5,说明: 甲}", "{决算: 5, }", "{决算: 5，说明: 甲}", "{决算: 5 说明: 甲}",
    "{决算：5}", "{决算:5}", "{决算}", "{甲: {乙: 1}}", "{甲: [1]}", "{甲: \"乙, 丙\"}", "{甲: 乙：丙}", "{甲: 5 }",
    "{ 甲: 5 }", "{甲: 5} # 乙", "{甲: 5}#", "{甲: 1, 甲: 2}", "{甲: , 乙: 1}", "{甲: -}", "{甲: - 1}", "{甲: 乙?}",
    "{甲: ?}", "{甲: http://a.cn}", "{甲: 乙；决算: 5}", "{null: 1}", "{甲: '乙', 丙: \"丁\"}", "{甲: \"乙\"丙}",
    "{甲: 乙 #丙}", "{甲: 乙 # 丙}", "（甲：5）", "（决算: 5）", "｛决算：5｝", "（一）甲", "（决算：5）", "? 甲",
    "?甲", "?", "- 甲", "-甲", "-", "- ", "- - 甲", "---", "--- 甲", "...", "<<", "<<: *a", "=",
    "http://a.cn/b?c=d#e", "甲,乙", "甲、乙", "\t", "甲\t乙", "\u3000", "\u3000甲", "甲\u3000", "\u00a0", "\u200b",
    "\ufeff", "\u2028", "\u2029", "\x85", "\r", "\x00", "\x1b", "\ufffd", "\ud800", "\U0001f600", "\ue000", "é", "\\",
    "\\x3c", "<script>", "onload=", "javascript:", "甲 " * 3, " " * 40, "[" * 25, "[ " * 25, "- " * 25, "{a: " * 20,
    "甲" * 1100, "标题", "决算", "其中", "说明", "问题", "甲|乙", "| 甲 | 乙 |", "张**和李**", "###标题", "　",
    "决算", "说明", "其中", "问题", "甲", "乙", "a", "2020", "因公出国（境）费", "甲-乙", "甲、决算", "甲 决算",
    "甲；决算", '"甲"', "'甲'", "null", "~", "", "甲 ", "?甲", "- 甲", "甲：", "#甲", "[甲]", "{甲: 1}", "&a 甲",
    "!t 甲", "*a", "<<", "甲\u3000", "-甲", "·甲", "“甲”", "甲" * 30, "甲" * 1100, "---", ".5",
]  # fmt: skip


def files() -> list[str]:
    """Demo, seed and bench files, whatever is read."""
    found = [
        path.read_text(encoding="utf-8") for home in (DEMO, SEED) for path in sorted((home / "data").rglob("*.yml"))
    ]
    years = range(LAST_YEAR - 1, LAST_YEAR + 1)
    return found + [dump(document, "注") for unit in units(5) for _, document in unit_documents(unit, years, 1)]


FILES: Final = files()
#: The cases of mistakes too: what is told there must be told.
CASES: Final = [
    path.read_bytes().decode("utf-8", "surrogateescape")
    for path in sorted((ROOT / "tests/cases/input").glob("*.yml"))
    if path.name != "expected.yml"
]


def is_read(text: str, keys: frozenset[str] = KEYS) -> bool:
    """Whether the quick reader reads ``text``; if it does, it must be right."""
    plain = read_plain(text, "x.yml", keys)
    if plain is None:
        return False
    other = parse_yaml(text, "x.yml")
    assert list(find_mistakes(text, keys, "x.yml")) == []
    assert (other.problems, other.broken) == ([], False)
    assert repr(plain.value) == repr(other.value), text  # as repr, types, digits and the order of keys count
    return True


def test_every_shape_is_plain() -> None:
    assert all(is_read(text) for text in SHAPES)


def test_every_file_of_demo_seed_and_bench_is_plain() -> None:
    assert all(is_read(text) for text in FILES)


def test_what_is_told_of_a_file_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Places too, though a plain document has found none before it is asked: a wrong value in every line."""
    texts = [
        text.replace(old, new, 7)
        for text in FILES
        for old, new in (("决算: ", "决算: 约"), ("：", "**"), ("\n  ", "\n  无"))
    ]
    plain = [said(text) for text in [*CASES, *texts]]
    assert any(place for place, *_ in filter(None, plain))
    monkeypatch.setattr(record_file, "read_plain", lambda *_: None)
    assert plain == [said(text) for text in [*CASES, *texts]]


def said(text: str) -> tuple[str, ...]:
    """All that reading a report brings about."""
    report, document = parse_record(text, "x.yml", Report)
    problems = [*document.problems, *(check_texts(text, document) if report else ())]
    return repr(report), *map(repr, problems)


def test_places_are_found_when_they_are_asked_for() -> None:
    text = "标题: 甲\n引言: |\n  一\n\n  二\n问题:\n- 甲\n- {乙: 1, 丙: 2}\n"
    plain, other = read_plain(text, "x.yml", KEYS), parse_yaml(text, "x.yml")
    assert isinstance(plain, PlainDocument)
    for path in (("标题",), ("引言",), ("问题", 0), ("问题", 1, "丙"), ("没有",), ("问题", 7), ()):
        assert plain.place(path) == other.place(path)
        assert plain.has(path) == other.has(path)
        assert path == () or plain.key_place(path) == other.key_place(path)
    assert plain.line_place(("引言",), 2, text.split("\n")) == other.line_place(("引言",), 2, text.split("\n"))


#: Where a piece may stand.
HOLES: Final = [
    "甲: ¤\n乙: 1\n", "甲: 乙¤\n", "甲: 乙¤", "甲: 5¤\n", "甲: 5 ¤\n", "¤: 1\n", "¤: 1\n甲: 1\n¤: 2\n",
    "甲¤: 1\n", "¤\n", "甲:\n  ¤\n乙: 1\n", "甲:\n- ¤\n- 乙¤\n", "甲:\n  - 乙: ¤\n    丙: 1\n",
    "甲:\n  - ¤: 1\n", "甲: {乙: ¤, 丙: 1}\n", "甲: {乙: 1, 丙: 戊¤}\n", "甲: {乙: 1, ¤: 2}\n", "甲: {¤}\n",
    "甲: {乙: 1}¤\n", "甲: {乙: 1} ¤\n", "甲: \"¤\"\n", "甲: '¤'\n", "甲: {乙: \"¤\", 丙: '¤'}\n",
    "甲: \"乙\"¤\n", "甲: |\n  ¤\n乙: 1\n", "甲: |\n  乙\n  ¤\n  丙\n", "甲: |\n¤\n  丙\n", "甲: |\n  丙\n¤",
    "甲: |¤\n  丙\n", "甲: |\n    丙\n  ¤\n", "甲: 乙\n  ¤\n", "甲: 乙\n¤丙: 1\n", "# ¤\n甲: 1\n",
    "甲: 1  # ¤\n", "甲: [¤]\n", "¤甲: 1\n", "甲: {乙: 1, 丙: 2 ¤}\n", "甲: - 乙¤\n",
]  # fmt: skip


@pytest.mark.parametrize("hole", HOLES)
def test_whatever_stands_anywhere(hole: str) -> None:
    for piece in PIECES:
        is_read(hole.replace("¤", piece))


@pytest.mark.parametrize(
    "text",
    [
        "甲: " + " " * 1_500_000 + "乙\n",
        "甲: 乙" + " #" * 700_000 + "\n",
        "甲: {" + "乙: 1, " * 200_000 + "\n",
        "甲: {" + "乙: '丙', " * 150_000 + "丁}\n",
        "甲: {乙: 1" + " " * 1_500_000 + "}\n",
        '甲: {乙: "' + "丙" * 1_500_000 + "\n",
        "甲: '" * 300_000 + "\n",
        "甲: |\n" + "\n" * 1_500_000,
        "甲: |\n" + "  乙\n\n" * 300_000,
        "甲:\n" + "- 乙:\n" * 300_000,
        "".join(f"甲{number}: 1\n" for number in range(150_000)),
        "".join(f"{' ' * depth}甲:\n" for depth in range(1500)),
        "- " * 700_000 + "\n",
        "{" * 1_500_000 + "\n",
        "甲" * 1_500_000 + "\n",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_the_time_is_linear_whatever_is_written(text: str) -> None:
    """Each as large as a file may be."""
    begun = time.process_time()
    read_plain(text, "x.yml", KEYS)
    assert time.process_time() - begun < 5


# ---- data written in many styles ----

NAMES: Final = st.sampled_from(["甲", "乙", "丙", "决算", "说明", "a1", "因公出国（境）费"])
SCALARS: Final = st.one_of(
    st.none(),
    st.integers(-9, 999),
    st.decimals(-9, 9, places=2).map(str),
    st.sampled_from(PIECES),
    st.text("甲乙：:#- 1.\n", max_size=9),
)
PARTS: Final = SCALARS | st.lists(SCALARS, max_size=3) | st.dictionaries(NAMES, SCALARS, max_size=3)
DATA: Final[st.SearchStrategy[dict[str, Any]]] = st.dictionaries(
    NAMES, PARTS | st.lists(PARTS, max_size=3) | st.dictionaries(NAMES, PARTS, max_size=3), min_size=1, max_size=4
)
STYLES: Final[st.SearchStrategy[dict[str, Any]]] = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([False, None, True]),
        "default_style": st.sampled_from([None, None, None, "'", '"', "|"]),
        "indent": st.integers(2, 6),
        "width": st.sampled_from([20, 10_000]),
        "explicit_start": st.sampled_from([False, False, False, True]),
    }
)


def write(data: dict[str, Any], style: dict[str, Any]) -> str:
    """``data`` as YAML."""
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, **style))


# ---- real files, a little changed ----

MUTATIONS: Final = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "replace", "line", "drop", "double", "indent", "swap", "cut"]),
        st.integers(0, 10**6),
        st.sampled_from(PIECES),
    ),
    min_size=1,
    max_size=3,
)


#: Every shape that is plain, as small as can be, so that a change seldom leaves it alone.
SHAPES: Final = [
    "甲: 5\n乙: 戊\n\n决算: 971.20\n",
    "甲:\n  乙: 5\n  丙: 戊 # 己\n丁: 7  # 己\n",
    "甲:\n- 乙\n- 丙：庚\n# 己\n丁: 5\n",
    "甲:\n  - 乙: 1\n    丙: 2\n  - 乙: 3\n丁: null\n",
    "甲: |\n  乙\n\n    丙\n丁: 5\n",
    "问题:\n  - |\n    乙\n    丙\n  - 丁\n",
    '甲: {乙: 5, 丙: 戊, 丁: "己"}\n庚: []\n',
    "甲:\n乙:\n  丙:\n  丁: '戊'\n",
    '甲:\n    乙:\n        - {决算: 1}\n        - "丙"\n',
]


def excerpt(text: str, at: int) -> str:
    """Some top-level items of a file, about 30 lines."""
    lines = text.split("\n")
    tops = [number for number, line in enumerate(lines) if line[:1].strip()]
    first = tops[at % len(tops)]
    last = next((top for top in tops if top >= first + 30), len(lines))
    return "\n".join(lines[first:last]).rstrip("\n") + "\n"


def mutate(text: str, changes: list[tuple[str, int, str]]) -> str:
    """``text`` with characters or lines put in, taken out or changed."""
    for kind, number, piece in changes:
        at = number % (len(text) + 1)
        lines = text.split("\n")
        row = number % len(lines)
        line = lines[row]
        if kind in {"insert", "delete", "replace"}:
            text = text[:at] + ("" if kind == "delete" else piece) + text[at + (kind != "insert") :]
            continue
        other = number // 7 % len(lines)
        lines[row : row + 1] = {
            "line": [piece, line],
            "drop": [],
            "double": [line, line],
            "indent": [" " * (number // 11 % 4) + (line if number % 2 else line.lstrip(" "))],
            "swap": [lines[other]],
            "cut": [
                line[: number // 13 % (len(line) + 1)],
                *([line[number // 13 % (len(line) + 1) :]] if number % 3 else []),
            ],
        }[kind]
        text = "\n".join(lines)
    return text


TRIES: Final[dict[str, Callable[[Any], bool]]] = {
    "shapes": lambda data: is_read(mutate(data.draw(st.sampled_from(SHAPES)), data.draw(MUTATIONS))),
    "styles": lambda data: is_read(write(data.draw(DATA), data.draw(STYLES))),
    "writer": lambda data: is_read(dump(data.draw(DATA), "注")),
    "changed": lambda data: is_read(
        mutate(excerpt(data.draw(st.sampled_from(FILES)), data.draw(st.integers(0, 99))), data.draw(MUTATIONS))
    ),
}


@pytest.mark.parametrize("kind", TRIES)
@SAMPLE
@given(data=st.data())
def test_nothing_or_the_same(kind: str, data: Any) -> None:
    TRIES[kind](data)


@pytest.mark.trial
@pytest.mark.parametrize("kind", TRIES)
@TRIAL
@given(data=st.data())
def test_nothing_or_the_same_at_length(kind: str, data: Any) -> None:
    TRIES[kind](data)
