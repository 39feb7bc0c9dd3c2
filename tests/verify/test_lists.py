"""Lists that cannot be read are said, and nothing in them makes the command stumble."""

from __future__ import annotations

import os
import re
from hashlib import sha256
from pathlib import Path

import pytest
from tests.verify.serving import run, said
from tests.verify.small_site import REPORT

from gongkai.open_data.sums import SUMS, parse_sums, sums_bytes


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        ("data/manifest.json", '"报告":[', '"x":[', "读不了  data/manifest.json"),
        ("data/manifest.json", '"年度":2020', '"年度":[]', "读不了  data/manifest.json"),
        ("status.json", "{", "[", "不符  status.json：不是本程序写的发布状态"),
        ("chain.json", '"序号":"1"', '"序号":"1.5"', "发布链  chain.json"),
        ("chain.json", '"序号":"1"', '"序号":1.5', "读不了  chain.json：chain.json 读不出来：1.5 不是整数"),
        ("chain.json", '"序号":"1"', '"序号":1', "读不了  chain.json：chain.json 第 1 条的“序号”不是文字"),
        ("chain.json", '"格式"', '"x":[],"格式"', "读不了  chain.json：chain.json 多了“x”"),
        ("chain.json", "\n", "\n\n", "读不了  chain.json：chain.json 与本程序写的不是每个字节都相同"),
        ("units/jia/2020/report.json", REPORT[:5], "", "不符  units/jia/2020/report.json：不是一份"),
    ],
)  # fmt: skip  # a case to a line
def test_a_list_that_cannot_be_read_is_said(site: Path, path: str, old: str, new: str, words: str) -> None:
    content = (site / path).read_text(encoding="utf-8")
    assert old in content
    (site / path).write_text(content.replace(old, new, 1), encoding="utf-8")
    assert any(one.startswith(words) for one in said(site)), said(site)


@pytest.mark.parametrize(
    "number",
    ["1e999", "-1e999", "1e308", "1.0", "-1", "true", "NaN", "Infinity", "9" * 30, "9" * 5000, '"\\ud800"', "{}"],
)
@pytest.mark.parametrize(
    ("path", "before"),
    [
        ("data/manifest.json", '"字节数":'), ("data/manifest.json", '"年度":'), ("status.json", '"已公开":'),
        ("chain.json", '"序号":'), ("chain.json", '"提交":'), ("chain.json", '"校验值":'),
    ],
)  # fmt: skip  # a case to a line
def test_no_number_or_text_makes_the_command_stumble(site: Path, path: str, before: str, number: str) -> None:
    content = (site / path).read_text(encoding="utf-8")
    assert before in content
    content = re.sub(f'{before}(?:"[^"]*"|[0-9]+)', lambda found: before + number, content, count=1)
    (site / path).write_text(content, encoding="utf-8")
    sums = parse_sums((site / SUMS).read_bytes())
    sums |= {path: sha256((site / path).read_bytes()).hexdigest()} if path in sums else {}
    (site / SUMS).write_bytes(sums_bytes(sums))
    code, words = run(site)
    assert code == 1
    assert any(line.split()[1].partition("：")[0] == path for line in words.splitlines()), words
    assert "读不了" in words or "不是本程序写的发布状态" in words


@pytest.mark.parametrize("content", ["[" * 100_000, "{}", "null", '{"提交":1}', "\udcff"], ids=range(5))
@pytest.mark.parametrize("path", ["data/manifest.json", "status.json", "chain.json", "SHA256SUMS"])
def test_no_list_makes_it_stumble(site: Path, path: str, content: str) -> None:
    (site / path).write_bytes(os.fsencode(content))
    assert any(path in one for one in said(site))
