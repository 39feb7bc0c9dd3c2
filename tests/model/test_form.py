"""The lines of the forms: every one once, found where the file has it, and by nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import reduce
from operator import getitem
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.open_data.stock import archive

from gongkai.model import form
from gongkai.model.amounts import COLUMN_LABELS, OpenItem
from gongkai.model.beside import StatedChanges
from gongkai.model.form import LINES, figures_of
from gongkai.model.indicator import offered_lines
from gongkai.model.report import Report
from gongkai.text.sentence import Sentence, Sentences

HEAD: dict[str, Any] = {"标题": "报告", "公开": {"状态": "已公开"}}
#: Labels that say too little in a sentence to mean the unit's own line.
COMMON = {"其他收入", "其他支出", "货物", "工程", "服务"}
SLOTS = [(line, column) for line in LINES for column in line.columns]
#: A score's measure bounds nothing, a count is whole, an amount has a limit: this fits them all.
NUMBERS = st.integers(0, 10**6).map(Decimal)
STATED = st.dictionaries(st.sampled_from(SLOTS), NUMBERS, min_size=1, max_size=12)


def report_of(stated: dict[tuple[form.Line, str], Decimal]) -> Report:
    """A report that states these amounts, written under the keys of the form and nothing else."""
    document: dict[str, Any] = {}
    for (line, column), value in stated.items():
        place = document
        for key in line.path[:-1]:
            place = place.setdefault(key, {})
        if line.columns == ("actual",):
            place[line.path[-1]] = value
        else:
            place.setdefault(line.path[-1], {})[COLUMN_LABELS[column]] = value
    return Report.model_validate(HEAD | document)


#: The lines whose parts the unit names itself, with such parts; one is called as a line is.
OWN = st.dictionaries(
    st.sampled_from([line for line in LINES if isinstance(line.find(Report.model_validate(HEAD)), OpenItem)]),
    st.dictionaries(st.sampled_from(["甲", "基本支出", "办公费"]), NUMBERS | st.none(), min_size=1),
)
ROWS = st.lists(st.fixed_dictionaries({"名称": st.sampled_from(["甲", "乙"]), "决算": NUMBERS}), max_size=3)


def numbers(schema: dict[str, Any], node: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where the published schema lets one number be written; lists and names of the unit's own are left out."""
    node = schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
    choices = node.get("anyOf", [node])
    if any(choice.get("type") in {"number", "integer"} for choice in choices):
        yield path
    for choice in choices:
        found = schema["$defs"][choice["$ref"].rpartition("/")[2]] if "$ref" in choice else choice
        if found is not choice and "anyOf" in found:
            yield from numbers(schema, found, path)
        for key, part in found.get("properties", {}).items():
            yield from numbers(schema, part, (*path, key))


def test_every_number_of_a_report_is_one_line() -> None:
    schema = Report.model_json_schema()
    beside = {*COLUMN_LABELS.values(), "上年预算", *StatedChanges.known_keys()}  # of the line above, no lines
    found = Counter(path for path in numbers(schema, schema) if path[-1] not in beside)
    assert found == Counter(line.path for line in LINES)
    assert len(LINES) > 60


def test_keys_are_used_once_and_fit_for_an_address() -> None:
    assert len({line.key for line in LINES}) == len({line.path for line in LINES}) == len(LINES)
    assert all(re.fullmatch(r"[a-z_]+", line.key) for line in LINES)
    assert all(form.line_of(line.key) is form.find_line(line.path) is line for line in LINES)


@given(stated=STATED)
def test_a_value_is_found_by_its_line_and_by_no_other(stated: dict[tuple[form.Line, str], Decimal]) -> None:
    report = report_of(stated)
    found = {(line, column): line.value(report, column) for line, column in SLOTS}
    assert {slot: value for slot, value in found.items() if value is not None} == stated
    shown = {
        (figure.path, column): value
        for figure in figures_of(report)
        for column in COLUMN_LABELS
        if (value := figure.value(column)) is not None
    }
    assert shown == {(line.path, column): value for (line, column), value in stated.items()}


@given(stated=STATED, own=OWN, rows=ROWS)
def test_own_rows_are_all_that_are_no_lines(
    stated: dict[tuple[form.Line, str], Decimal], own: dict[form.Line, dict[str, Decimal | None]], rows: list[Any]
) -> None:
    whole = {**stated, **{(line, "actual"): Decimal(9) for line in own}}
    document = report_of(whole).model_dump(by_alias=True, exclude_unset=True, exclude_defaults=True)
    for line, parts in own.items():
        reduce(getitem, line.path, document)["其中"] = parts
    document.setdefault("收支", {})["功能分类"] = rows
    report = Report.model_validate(document)
    expected = [figure for figure in form.money_of(report) if not form.find_line(figure.path)]
    found = list(form.own_rows_of(report))
    assert {figure.path: figure for figure in found} == {figure.path: figure for figure in expected}
    assert len(found) == len(expected)


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Decimal]]:
    """Every number of a report as it was read, but the rows of the indicators' table."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, (*path, key))
    elif isinstance(value, list | tuple) and path != ("自评表", "指标"):
        for at, part in enumerate(value):
            yield from leaves(part, (*path, at))
    elif isinstance(value, Decimal | int):
        yield (path[:-1] if path[-1] == "决算" else path), Decimal(value)


def test_every_published_number_is_a_figure_under_its_own_keys() -> None:
    seen = 0
    for report in filter(None, (entry.published for entry in archive().entries.values())):
        shown = {
            figure.path_of(column): value
            for figure in figures_of(report)
            for column in COLUMN_LABELS
            if (value := figure.value(column)) is not None
        }
        assert shown == dict(leaves(report.model_dump(by_alias=True)))
        seen += len(shown)
    assert seen > 5000


def test_parts_stand_below_their_total() -> None:
    for line in LINES:
        assert line.total is None or line in line.total.parts
        for part in line.parts:
            assert part.path == (*line.path, "其中", part.path[-1])
    assert [part.key for part in form.OFFICIAL_VEHICLES.parts] == ["vehicle_purchase", "vehicle_running"]


def test_a_figure_alone_has_no_parts() -> None:
    report = report_of({(form.OVERSEAS_VISITS, "actual"): Decimal(3)})
    whole = form.THREE_PUBLIC.of(report)
    assert whole.is_given
    assert [part.label for part in whole.parts()] == [form.OVERSEAS_VISITS.label]
    assert not whole.alone().is_given
    assert whole.alone().parts() == ()


def test_a_name_in_a_sentence_means_one_line() -> None:
    named = [(name, line) for line in LINES for name in line.names]
    assert len({name for name, _ in named}) == len(named)
    for name, line in named:
        mentions = Sentence(("引言",), f"{name}100万元").mentions()
        assert [mention.line for mention in mentions] == [line], name


def test_every_line_of_money_has_its_label_as_a_name_unless_it_is_too_common() -> None:
    silent = {line.label for line in LINES if len(line.columns) > 1 and line.label not in line.names}
    assert silent == COMMON


def test_a_note_belongs_to_the_line_it_stands_in() -> None:
    for line in LINES:
        (sentence,) = Sentences([((*line.path, "说明"), "比上年增加。")])
        assert sentence.home is line
    (sentence,) = Sentences([(("收支", "项目支出", "项目", 0, "说明"), "比上年增加。")])
    assert sentence.home is None


def test_staff_falls_back_on_the_year_end() -> None:
    people = [{"在职人员": 43, "年末实有": 45}, {"年末实有": 45}, {"在职人员": 0, "年末实有": 45}, {}]
    found = [form.STAFF.value(Report.model_validate(HEAD | {"人员": stated})) for stated in people]
    assert found == [43, 45, 0, None]


def test_spending_is_the_year_s_or_else_the_total() -> None:
    year, total = (form.EXPENDITURE, "actual"), (form.TOTAL_EXPENDITURE, "actual")
    assert form.spending_of(report_of({year: Decimal(0), total: Decimal(9)})) is form.EXPENDITURE
    assert form.spending_of(report_of({total: Decimal(9)})) is form.TOTAL_EXPENDITURE


def test_readers_are_offered_money_first_and_each_group_once() -> None:
    groups = [line.group for line in offered_lines()]
    assert list(dict.fromkeys(groups)) == ["收入和支出", "支出构成", "“三公”经费", "人员和自评"]
    assert groups == sorted(groups, key=list(dict.fromkeys(groups)).index)
