"""What is not set is told, in one line, and never fails a check."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.cli.settings import unset_settings
from gongkai.model.problem import Level

WHOLE = """
site_url: https://example.cn/
theme: {name: material}
markdown_extensions:
  - x: !!python/name:some.thing
extra:
  gongkai:
    preview: !ENV [GONGKAI_PREVIEW, false]
    publisher: 某某区财政局
    licence: CC BY 4.0
    site_id_code: "0000000000"
    column: {name: 预算绩效}
    footer: [{label: 主办单位, value: 某某区财政局}]
"""


def told(folder: Path, text: str) -> list[str]:
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
    problems = list(unset_settings(folder))
    assert all(problem.level is Level.HINT for problem in problems)
    return [problem.message for problem in problems]


def test_nothing_is_told_when_all_is_set(tmp_path: Path) -> None:
    assert told(tmp_path, WHOLE) == []


@pytest.mark.parametrize("key", ["site_url", "publisher", "licence", "site_id_code", "column", "footer"])
def test_each_setting_left_open_is_named(tmp_path: Path, key: str) -> None:
    lines = [line for line in WHOLE.splitlines() if not line.strip().startswith(f"{key}:")]
    (message,) = told(tmp_path, "\n".join(lines))
    assert f"{key}（" in message


def test_a_project_without_or_with_unreadable_settings_is_left_to_the_host(tmp_path: Path) -> None:
    assert list(unset_settings(tmp_path)) == []
    assert told(tmp_path, "a: [") == []
