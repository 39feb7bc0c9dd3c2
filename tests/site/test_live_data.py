"""The bureau's own data and settings, whatever they hold: the one test that reads ``data/`` and ``mkdocs.yml``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.conftest import ROOT, build
from tests.html_text import read_page

from gongkai.load.folder import read_archive
from gongkai.open_data.data_file import SCHEMA_FILE, report_schema


def test_the_site_is_built_strictly_with_a_page_for_every_report(tmp_path: Path) -> None:
    done = build(ROOT / "mkdocs.yml", tmp_path, "--strict")
    assert done.returncode == 0, done.stderr
    shown = read_archive(ROOT)[0].for_readers(preview=False).entries
    pages = {key: tmp_path / f"units/{key[0]}/{key[1]}/index.html" for key in shown}
    assert not [page for page in pages.values() if not page.is_file()]
    titles = {key: "".join(entry.published.title.split()) for key, entry in shown.items() if entry.published}
    assert not [key for key, title in titles.items() if title not in "".join(read_page(pages[key]).article.split())]


def without_grades(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema but for what the rules of the years say."""
    del schema["$defs"]["Evaluation"]["properties"]["自评等级"]
    return schema


def test_the_schema_beside_the_data_is_that_of_the_models() -> None:
    file = ROOT / "data" / SCHEMA_FILE
    written = [json.loads(file.read_text(encoding="utf-8"))] if file.exists() else []
    assert all(without_grades(found) == without_grades(report_schema()) for found in written), "运行 gongkai schema"
