"""The column and the footer, item by item."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.settings.asking import below, errors, only_error, read


@pytest.mark.parametrize("holder", ["column: {%s}", "footer: [{label: x, %s}]"])
@pytest.mark.parametrize("words", ["预算,绩效", "预算, 绩效", "预算,绩效,公开", "1,234.5", "一路1号,2号楼"])
def test_a_comma_in_braces_tears_nothing_off_in_silence(project: Path, holder: str, words: str) -> None:
    key = "keywords" if holder.startswith("column") else "value"
    torn = f"{key}: {words}"
    for text in (holder % torn, holder % torn.replace("绩效", "label").replace("公开", "type")):
        problem = only_error(read(project, below(text)))
        assert "英文引号" in problem.cure
        whole = read(project, below(holder % problem.example))
        assert not errors(whole)
        kept = whole.column.keywords if key == "keywords" else whole.footer[0].value
        assert kept == re.search(f"{key}: (.*?)}}", text)[1].replace(", ", ",")  # type: ignore[index]


def test_a_column_and_a_footer_are_read_item_by_item(project: Path) -> None:
    for wrong in (
        "column: 预算", "column: [a]", "column:\n  name: [a]", "footer: 主办", "footer: {label: a}", "footer: [主办]",
        "footer: [null]", "footer:\n  - {value: x}", "footer:\n  - {label: '', value: x}",
    ):  # fmt: skip
        problem = only_error(read(project, below(wrong)))
        assert problem.code == "G09", wrong
    found = read(
        project,
        below("column: {name: 预算}\nfooter:\n  - {label: 电话, value: 4008888888}\n  - {label: 备案号, value: }"),
    )
    assert not errors(found)
    assert found.column.name == "预算"
    assert [(fact.label, fact.value) for fact in found.footer] == [("电话", "4008888888"), ("备案号", "")]


@pytest.mark.parametrize(
    ("facts", "email", "phone"),
    [
        ("{label: 联系电话, value: 0000-1234567}", "", "tel:00001234567"),
        ('{label: 办公电话, value: "+86 （000） 1234567"}', "", "tel:+860001234567"),
        ("{label: 电话, value: 0000-1234567转8}", "", ""),
        ("{label: 传真, value: 0000-1234567}", "", ""),
        ("{label: 电话, value: }", "", ""),
        ("{label: 邮箱, value: a@site.invalid, url: mailto:a@site.invalid}", "mailto:a@site.invalid", ""),
        ("{label: 邮箱, value: , url: mailto:a@site.invalid}", "", ""),
        ("{label: 主办单位, value: 甲局, url: https://site.invalid/}", "", ""),
    ],
)
def test_who_answers_questions_is_what_the_footer_shows(project: Path, facts: str, email: str, phone: str) -> None:
    """For the catalogue: a mailbox that leads somewhere, and a telephone that can be dialled; neither is made up."""
    found = read(project, below(f"footer:\n  - {facts}"))
    assert not errors(found)
    assert (found.email, found.phone) == (email, phone)
