"""The page of the reader's own comparison: its form, its tables and its file, as a reader gets at them."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

TWO = "compare/?units=yanshi-caizheng,yanshi-jiaoyu&years=2022,2023&figures=basic_expenditure,serving_staff"


def unfold(page: Page) -> None:
    """Open the form, which is folded where the address has a choice."""
    expect(page.locator("[data-tables] table").first).to_be_visible()
    page.locator("[data-choice] > summary").click()
    expect(page.get_by_role("combobox", name="单位")).to_be_visible()


def table(page: Page) -> list[list[str]]:
    """Every row of every table of the result."""
    rows = page.locator("[data-tables] tr")
    expect(rows.first).to_be_visible()
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def published(site: Path, year: int, unit: str, column: str) -> str | None:
    """A figure from the file of open data."""
    file: dict[str, Any] = json.loads((site / f"compare/{year}.json").read_bytes())
    text: str | None = file["units"][unit][-1][file["columns"].index(column)]
    return text


def serve(page: Page, year: int | str, file: dict[str, Any]) -> None:
    """Give the page another file of figures than the site's."""
    body = json.dumps(file)
    page.route(f"**/compare/{year}.json", lambda route: route.fulfill(body=body, content_type="application/json"))


def download(page: Page) -> list[list[str]]:
    """The downloaded file, row by row."""
    with page.expect_download() as found:
        page.get_by_role("link", name="下载 CSV").click()
    text = Path(found.value.path()).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    assert text.count("\r\n") == text.count("\n")
    return list(csv.reader(text.removeprefix("\ufeff").splitlines()))
