"""What a search says of a figure: of the units found, or of those of all units that have most, in the year chosen."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import serve_plainly
from tests.conftest import ROOT
from tests.pages.money.districts import YEAR, archive, report

from gongkai.model.archive import Archive
from gongkai.open_data.comparison import comparisons
from gongkai.search.lookup import LOOKUP_PATH, lookup_index
from gongkai.search.most import MOST, most_json, most_path, ranked_years
from gongkai.search.words import WORDS_PATH, words_index

#: More than one file of figures holds.
_UNITS: Final = 150
_CHANCE: Final = random.Random(14)
#: What each unit spent in each year, the more the later it stands in the register.
SPENT: Final = {
    (f"u{at:03d}", year): Decimal(_CHANCE.randrange(at * 1000, at * 1000 + 900)) / 100
    for at in range(_UNITS)
    for year in (YEAR - 1, YEAR)
}


@pytest.fixture(scope="module")
def many() -> Archive:
    """150 units with two years of figures, and one without."""
    empty = {(unit_id, YEAR - 2): report(None) for unit_id, _ in SPENT}
    return archive(empty | {key: report({"决算": value}) for key, value in SPENT.items()})


@pytest.fixture(scope="module")
def asked(browser: Browser, many: Archive, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """An empty page, from which what is shown can be asked for."""
    folder = tmp_path_factory.mktemp("many")
    shutil.copytree(ROOT / "docs/assets", folder / "assets")
    (folder / "index.html").write_text('<!doctype html><html lang="zh"><meta charset="utf-8"><title>查</title>')
    files = {LOOKUP_PATH: lookup_index(many), WORDS_PATH: words_index(many, ranked_years(many))}
    files |= {most_path(year): most_json(many, year) for year in ranked_years(many)}
    files |= {file.path: b"".join(file.parts()) for year in many.years for file, _ in comparisons(many, year)}
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    with serve_plainly(folder) as address:
        context = browser.new_context(locale="zh-CN")
        page = context.new_page()
        page.goto(address)
        yield page
        context.close()


def shown(page: Page, units: list[str], year: int | None) -> dict[str, Any]:
    """What stands below 数字 for 本年支出合计: its words, and where 比较这一项 leads."""
    script = """async ([names, year]) => {
      const { figureItem } = await import("/assets/gongkai-search-show.js");
      const { wordsNamed } = await import("/assets/gongkai-words.js");
      const { lookup } = await import("/assets/gongkai-lookup.js");
      const [word] = await wordsNamed("本年支出合计");
      const units = (await Promise.all(names.map((name) => lookup(name)))).map(([first]) => first);
      const item = figureItem(word, units, year ?? undefined);
      const values = item.querySelector("p");
      for (let n = 0; n < 200 && !values.textContent; n++) await new Promise((go) => setTimeout(go, 10));
      return { words: values.textContent, link: item.querySelector("a").href.split("?")[1] };
    }"""
    found: dict[str, Any] = page.evaluate(script, [units, year])
    return found


def said(ids: list[str], year: int) -> str:
    return "、".join(f"{unit_id}局 {SPENT[unit_id, year]:,.2f}" for unit_id in ids)


@pytest.mark.parametrize("chosen", [None, YEAR, YEAR - 1])
def test_the_most_are_ranked_among_all_units_in_the_year_chosen(asked: Page, chosen: int | None) -> None:
    year = chosen or YEAR
    most = sorted((unit_id for unit_id, of in SPENT if of == year), key=lambda i: SPENT[i, year], reverse=True)[:MOST]
    assert min(most) > "u100"  # none of them is in the first file of figures
    found = shown(asked, [], chosen)
    assert found["words"] == f"{year}年度决算（万元）全部单位里最多的：{said(most, year)}"
    years = f"years={chosen}&" if chosen else ""
    assert found["link"] == f"units={','.join(most)}&{years}figures=expenditure"


@pytest.mark.parametrize("chosen", [None, YEAR, YEAR - 1])
def test_of_units_that_are_found_the_figures_of_the_year_chosen_are_shown(asked: Page, chosen: int | None) -> None:
    """Of units in different files of figures, in the order in which they were found."""
    ids = ["u149", "u003", "u120"]
    assert shown(asked, [f"{one}局" for one in ids], chosen)["words"] == (
        f"{chosen or YEAR}年度决算（万元）：{said(ids, chosen or YEAR)}"
    )


def test_a_year_of_which_nobody_has_a_figure_is_not_asked_for(asked: Page, many: Archive) -> None:
    requests: list[str] = []
    asked.on("request", lambda request: requests.append(request.url))
    assert shown(asked, [], YEAR - 2)["words"] == ""
    assert ranked_years(many) == (YEAR - 1, YEAR)
    assert not [url for url in requests if "most" in url]


def test_what_nobody_has_is_not_ranked() -> None:
    nothing = archive({("a", YEAR): report({"决算": Decimal(0)}), ("b", YEAR): report(None)})
    assert ranked_years(nothing) == ()


def test_the_year_of_the_form_is_that_of_the_figures(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=公务接待费")
    figures = page.locator(".gk-search__figures p")
    expect(figures.first).to_contain_text("2023年度决算（万元）全部单位里最多的：")
    page.get_by_label("年度").select_option("2019")
    expect(figures.first).to_contain_text("2019年度决算（万元）全部单位里最多的：")
    page.get_by_role("link", name="比较这一项：公务接待费").click()
    expect(page.locator("[data-result]")).to_contain_text("2019")
    expect(page.locator("[data-result]")).not_to_contain_text("2018")
