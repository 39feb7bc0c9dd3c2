"""The figures of the reader's own comparison: exact in table and file, and compared only where they may be."""

from __future__ import annotations

import json
import random
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.compare_page import TWO, download, published, serve, table, unfold
from tests.open_data.stock import archive

from gongkai.derive.columns import COMPUTED_COLUMNS, columns_of, has_computed
from gongkai.model.archive import find_prior
from gongkai.model.form import Line
from gongkai.model.indicator import COMPARED


def test_the_table_shows_the_published_figures(page: Page, address: str, demo_site: Path) -> None:
    page.goto(address + TWO)
    rows = table(page)
    for unit, name in (("yanshi-caizheng", "云溪市演示区财政局"), ("yanshi-jiaoyu", "云溪市演示区教育局")):
        row = next(row for row in rows if row[0] == name)
        before, now = (Decimal(published(demo_site, year, unit, "basic_expenditure") or "") for year in (2022, 2023))
        words = "增加" if now > before else "减少"
        rate = ((now - before) / before * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert row[1:3] == [f"{before:,.2f}", f"{now:,.2f}"]
        sign = "+" if rate > 0 else "−" if rate < 0 else ""
        assert row[3] == f"{words} {abs(now - before):,.2f}（{sign}{abs(rate):,}%）"


def test_only_the_files_of_the_years_chosen_are_asked_for(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(address + TWO)
    table(page)
    assert [url for url in asked if re.match(r"compare/\d", url)] == ["compare/2022.json", "compare/2023.json"]
    unfold(page)
    page.get_by_role("checkbox", name="2019").check()
    expect(page.locator("[data-tables] thead").first).to_contain_text("2019")
    assert sorted(url for url in asked if re.match(r"compare/\d", url)) == [
        "compare/2019.json", "compare/2022.json", "compare/2023.json",
    ]  # fmt: skip


def test_the_csv_holds_what_is_shown_digit_by_digit(page: Page, address: str, demo_site: Path) -> None:
    page.goto(address + TWO)
    table(page)
    head, *rows = download(page)
    assert head == ["单位标识", "单位", "年度", "项目", "栏目", "数值", "计量单位", "性质", "数字", "日期"]
    assert len(rows) == 2 * 2 * 2
    keys = {"基本支出": "basic_expenditure", "年末人数": "serving_staff"}
    for unit, _, year, item, _, value, _, nature, number, day in rows:
        assert (number, day) == (value, "")
        assert value == published(demo_site, int(year), unit, keys[item])
        assert nature == "公开"


def test_the_csv_says_what_is_withheld_or_missing(page: Page, address: str) -> None:
    page.goto(address + "compare/?units=yanshi-baomi,yanshi-tushuguan&years=2019,2020&figures=three_public")
    table(page)
    found = {(unit, year): (value, nature) for unit, _, year, _, _, value, _, nature, *_ in download(page)[1:]}
    assert found["yanshi-baomi", "2020"] == ("", "依法不公开")
    assert found["yanshi-tushuguan", "2019"] == ("", "未收录")


def test_a_formula_in_a_name_stays_text(page: Page, address: str, demo_site: Path) -> None:
    file = json.loads((demo_site / "compare/2023.json").read_bytes())
    file["units"]["yanshi-caizheng"][0] = '=HYPERLINK("x")'
    serve(page, 2023, file)
    page.goto(address + "compare/?units=yanshi-caizheng&years=2023&figures=basic_expenditure")
    table(page)
    assert download(page)[1][1] == '\'=HYPERLINK("x")'


def test_withheld_and_broken_series_are_not_compared(page: Page, address: str) -> None:
    page.goto(address + "compare/?units=yanshi-baomi&years=2019,2020,2021&figures=basic_expenditure,score")
    row = next(row for row in table(page) if row[0] == "云溪市演示区国家保密局")
    assert row[2] == "依法不公开"
    page.goto(address + "compare/?units=yanshi-caizheng&years=2021,2023&figures=score")
    assert table(page)[1][-2] == "指标体系不同，不比较"


def test_a_rescoped_unit_is_not_compared_across_the_change(page: Page, address: str, demo_site: Path) -> None:
    file = json.loads((demo_site / "compare/2023.json").read_bytes())
    file["units"]["yanshi-caizheng"][5] = 2022
    serve(page, 2023, file)
    page.goto(address + "compare/?units=yanshi-caizheng&years=2021,2023&figures=basic_expenditure")
    assert table(page)[1][-2] == "2022年起口径已变，不比较"


#: Everything that a comparison shows, worked out in the page: year → unit → figure → column → text or null.
WORKED = """async ([base, years, units, figures, columns]) => {
  const { cell, load } = await import(`${base}assets/gongkai-compare-figures.js`);
  const known = new Map(units.map((id, place) => [id, { name: id, place }]));
  const labels = new Map(columns.map((key) => [key, { label: key, measure: "", signed: false }]));
  const c = { units, years, known, columns: labels, column: "", found: new Map(), base, block: 100 };
  c.found = await load(c);
  return years.map((year) => units.map((id) => figures.map((figure) => columns.map((column) => {
    c.column = column;
    return cell(c, id, year, { ...figure, label: "", measure: "万元", computed: false, signed: false }).value;
  }))));
}"""


def test_what_is_computed_in_the_page_is_what_the_pages_are_made_of(page: Page, address: str) -> None:
    years = [str(year) for year in sorted(archive().years)]
    units = list(archive().units)
    lines = [line for line in COMPARED if isinstance(line, Line) and has_computed(line)]
    keys = [column.key for column in COMPUTED_COLUMNS]
    figures = [{"key": line.key, "columns": [*columns_of(line)]} for line in lines]
    page.goto(address + "compare/")
    found = page.evaluate(WORKED, [address, years, units, figures, keys])
    checked = 0
    for year, of_year in zip(years, found, strict=True):
        for unit, of_unit in zip(units, of_year, strict=True):
            entry = archive().find_entry(unit, int(year))
            report = entry.published if entry else None
            prior = find_prior(archive(), unit, int(year))
            for line, of_line in zip(lines, of_unit, strict=True):
                for column, value in zip(COMPUTED_COLUMNS, of_line, strict=True):
                    wanted = column.value(line, report, prior) if report else None
                    assert (None if value is None else Decimal(value)) == wanted, (year, unit, line.key, column.key)
                    checked += value is not None
    assert checked > 3000


def test_a_computed_column_is_chosen_and_said_to_be_computed(page: Page, address: str) -> None:
    page.goto(address + TWO.replace("2022,2023", "2023"))
    unfold(page)
    page.get_by_label("金额看哪一栏").select_option("on_budget_rate")
    expect(page).to_have_url(re.compile(r"&column=on_budget_rate$"))
    expect(page.get_by_role("heading", name="基本支出比年初预算（%）")).to_be_visible()
    row = next(row for row in table(page) if row[0] == "云溪市演示区财政局")
    assert re.fullmatch(r"[+−]?\d+\.\d%", row[1])
    assert row[2].isdigit(), "people have no budget"
    expect(page.locator("[data-notes]")).to_contain_text("由本站计算：（决算－年初预算）÷年初预算×100%。")
    natures = {(item, nature) for _, _, _, item, _, _, _, nature, *_ in download(page)[1:]}
    assert natures == {("基本支出", "计算"), ("年末人数", "公开")}


def test_decimal_texts_are_reckoned_exactly(page: Page, address: str) -> None:
    chance = random.Random(7)

    def number() -> str:
        digits = chance.choice((0, 0, 1, 2, 2, 6))
        return f"{Decimal(chance.randint(-(10**15), 10**15)).scaleb(-chance.randint(6, 15)):.{digits}f}"

    pairs = [(number(), number()) for _ in range(400)]
    pairs += [
        ("0", "0"),
        ("-0.05", "0"),
        ("100000000", "0.000001"),
        ("0.1", "0.3"),
        ("2.675", "100"),
        ("-0.125", "100"),
    ]
    page.goto(address + "compare/")
    found = page.evaluate(
        """async (pairs) => {
          const { compare, minus, percent, show } = await import("/assets/gongkai-decimal.js");
          return pairs.map(([a, b]) => [minus(a, b), percent(a, b, 1), compare(a, b), show(a, 2)]);
        }""",
        [list(pair) for pair in pairs],
    )
    for (a, b), (less, rate, order, shown) in zip(pairs, found, strict=True):
        one, other = Decimal(a), Decimal(b)
        assert Decimal(less) == one - other
        expected = (one / other * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) if other else None
        assert (None if rate is None else Decimal(rate)) == expected
        assert order == (one > other) - (one < other)
        places = max(len(a.partition(".")[2]), 2)
        assert shown == f"{'−' if one < 0 else ''}{abs(one):,.{places}f}"
