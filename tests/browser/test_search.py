"""The search in a real browser: every word is found exactly where it stands, and a reader gets there by any way."""

from __future__ import annotations

import functools
import http.server
import random
import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from tests.browser.conftest import Quiet
from tests.conftest import ROOT, SEED, demo

from gongkai.build.read_and_check import read_and_check
from gongkai.model.everyday import EVERYDAY
from gongkai.pages.glossary import GROUPS, terms_by_name
from gongkai.pages.report.report import ReportView, report_page
from gongkai.search import bundle
from gongkai.search.bundle import Text, write_index
from gongkai.search.fulltext import index_entry, sections
from gongkai.search.lookup import LOOKUP_PATH, lookup_index, names_of
from gongkai.search.words import WORDS_PATH, words_index

QUERIES: list[dict[str, str]] = yaml.safe_load((ROOT / "tests/search/queries.yml").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/search/cut_cases.yml").read_text(encoding="utf-8"))
HAN = re.compile(r"[\u3007\u3400-\u9fff]+")
FIGURE = re.compile(r"(?<![\d.\w])\d+\.\d+(?![\w.])")
STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


class Strict(Quiet):
    """Serves with the policy that the site is to have."""

    def end_headers(self) -> None:
        """Add the policy."""
        self.send_header("Content-Security-Policy", STRICT)
        super().end_headers()


def plain(text: str) -> str:
    """Text as a reader writes it: no quotation marks, no thousands separators."""
    return re.sub(r"(?<=\d),(?=\d{3})", "", re.sub("[“”‘’]", "", text))


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The reports of the demo and of the seed, indexed in several bundles, and their texts by address."""
    folder, found, listed = tmp_path_factory.mktemp("texts"), {}, list[Text]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundle, "MOST", 40)
        for surveyed in (demo(), read_and_check(SEED)):
            archive = surveyed.archive.for_readers(preview=False)
            for key, entry in archive.entries.items():
                page = report_page(archive, entry, surveyed.findings[key])
                assert isinstance(page.view, ReportView)
                small = index_entry(page)
                listed.append(Text(page.path, entry.year, sha256(small.encode()).hexdigest(), partial(str, small)))
                said = "\n".join(f"{s.heading.words}\n{s.text}" for s in sections(page.view))
                names = " ".join(page.view.names)
                found[page.path] = plain(f"{page.title}\n{names}\n{said}")
        write_index(listed, folder / bundle.BUNDLES, folder / "cache")
    (folder / LOOKUP_PATH).write_bytes(lookup_index(demo().archive))
    (folder / WORDS_PATH).write_bytes(words_index(demo().archive.for_readers(preview=False)))
    shutil.copytree(ROOT / "docs/assets", folder / "assets")
    (folder / "index.html").write_text('<!doctype html><html lang="zh"><meta charset="utf-8"><title>查</title>')
    return folder, found


@pytest.fixture(scope="module")
def asking(browser: Browser, texts: tuple[Path, dict[str, str]]) -> Iterator[Page]:
    """An empty page from which the modules can be asked, under the strict policy."""
    handler = functools.partial(Strict, directory=str(texts[0]))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context(locale="zh-CN")
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/")
        yield page
        context.close()
        server.shutdown()


def found_by(page: Page, queries: list[str]) -> list[set[str]]:
    """The addresses of the reports that each query finds."""
    script = """async (queries) => {
      const { searchText } = await import("/assets/gongkai-search.js");
      const found = [];
      for (const query of queries) found.push((await searchText(query, { everything: true })).addresses);
      return found;
    }"""
    return [set(addresses) for addresses in page.evaluate(script, queries)]


def holding(texts: dict[str, str], *words: str) -> set[str]:
    return {path for path, text in texts.items() if all(word in text for word in words)}


def sample_words(texts: dict[str, str], count: int, seed: int) -> list[str]:
    """Substrings of two to six characters from anywhere in a run, as likely from inside a longer word as not."""
    chance, runs = random.Random(seed), sorted({run for text in texts.values() for run in HAN.findall(text)})
    words: set[str] = set()
    while len(words) < count:
        run, length = chance.choice(runs), chance.randint(2, 6)
        if len(run) >= length:
            start = chance.randint(0, len(run) - length)
            words.add(run[start : start + length])
    return sorted(words)


def test_both_sides_cut_alike(asking: Page) -> None:
    script = """async (cases) => {
      const { cut, join, phrases, pieces } = await import("/assets/gongkai-cut.js");
      return cases.map((text) => [cut(text), pieces(text).flatMap(phrases), join(cut(text).split(" "))]);
    }"""
    made = asking.evaluate(script, [case["文字"] for case in CASES])
    assert made == [[case["索引"], case["查"], case.get("复原", case["文字"])] for case in CASES]


def test_every_word_is_found_exactly_where_it_stands(asking: Page, texts: tuple[Path, dict[str, str]]) -> None:
    seed = {path: text for path, text in texts[1].items() if "zhengxiang" in path}
    words = sorted({*sample_words(texts[1], 240, 1), *sample_words(seed, 80, 2), "脱贫攻坚", "三公经费", "公务接待费"})
    assert len(words) > 300
    wrong = [
        (word, sorted(found ^ holding(texts[1], word)))
        for word, found in zip(words, found_by(asking, words), strict=True)
        if found != holding(texts[1], word)
    ]
    assert wrong == []


def test_words_that_stand_nowhere_are_not_found(asking: Page, texts: tuple[Path, dict[str, str]]) -> None:
    chance, known = random.Random(3), sample_words(texts[1], 200, 4)
    made = {chance.choice(known)[-2:] + chance.choice(known)[:2] for _ in range(300)}
    absent = sorted(word for word in made if not holding(texts[1], word))
    assert len(absent) > 100
    assert [word for word, found in zip(absent, found_by(asking, absent), strict=True) if found] == []


def test_every_figure_is_found_as_a_whole(asking: Page, texts: tuple[Path, dict[str, str]]) -> None:
    figures = sorted({figure for text in texts[1].values() for figure in FIGURE.findall(text)})
    chosen = [*random.Random(5).sample(figures, 60), "971.21"]
    for figure, found in zip(chosen, found_by(asking, chosen), strict=True):
        whole = re.compile(rf"(?<![\d.]){re.escape(figure)}(?!\.?\d)")
        assert found == {path for path, text in texts[1].items() if whole.search(text)}, figure
    assert "units/zhengxiang-renda/2020/" in found_by(asking, ["971.21"])[0]


def test_a_figure_and_the_words_after_it_stand_together(asking: Page, texts: tuple[Path, dict[str, str]]) -> None:
    pattern = re.compile(r"\d+(?:\.\d+)?[\u4e00-\u9fff]{2,3}")
    mixed = sorted({found for text in texts[1].values() for found in pattern.findall(text)})
    chosen = [*random.Random(8).sample(mixed, 60), "2022年度", "971.21万元"]
    for words, found in zip(chosen, found_by(asking, chosen), strict=True):
        whole = re.compile(rf"(?<![\d.A-Za-z]){re.escape(words)}")
        assert found == {path for path, text in texts[1].items() if whole.search(text)}, words


def test_all_of_several_words_must_occur(asking: Page, texts: tuple[Path, dict[str, str]]) -> None:
    chance, words = random.Random(6), sample_words(texts[1], 120, 7)
    pairs = [tuple(chance.sample(words, 2)) for _ in range(20)] + [("财政局", "公务接待费"), ("基本支出", "2022年度")]
    for pair, found in zip(pairs, found_by(asking, [" ".join(pair) for pair in pairs]), strict=True):
        assert found == holding(texts[1], *pair), pair


def test_a_search_goes_back_by_a_few_bundles_at_a_time(asking: Page, texts: tuple[Path, dict[str, str]]) -> None:
    script = """async ([query, reach]) => {
      const { searchText } = await import("/assets/gongkai-search.js");
      return searchText(query, { reach });
    }"""
    near, far = (asking.evaluate(script, ["量子纠缠对撞机", reach]) for reach in (1, 100))
    assert near["searched"] < far["searched"] == len(texts[1])
    assert (near["rest"], far["rest"]) == (len(texts[1]) - near["searched"], 0)
    assert near["found"] == far["found"] == 0


def test_initials_beside_other_words_narrow_to_the_unit(asking: Page, texts: tuple[Path, dict[str, str]]) -> None:
    found = found_by(asking, ["qrd 公务接待费"])[0]
    assert found == {path for path in holding(texts[1], "公务接待费") if path.startswith("units/yanshi-renda/")}


def named_by(page: Page, queries: list[str]) -> list[dict[str, list[str]]]:
    """The units and terms that each query names, as a reader is shown them: the first three of each."""
    script = """async (queries) => {
      const { searchNames } = await import("/assets/gongkai-names.js");
      const found = [];
      for (const query of queries) {
        const { units, words } = await searchNames(query);
        const terms = words.filter(({ term }) => term);
        found.push({ 单位: units.slice(0, 3).map(({ id }) => id), 名词: terms.slice(0, 3).map(({ term }) => term) });
      }
      return found;
    }"""
    return list(page.evaluate(script, queries))


def test_everyday_queries_lead_to_the_unit_or_term_among_the_first_three(asking: Page) -> None:
    found = named_by(asking, [query["查"] for query in QUERIES])
    missed = [
        query["查"]
        for query, names in zip(QUERIES, found, strict=True)
        if any(query[kind] not in names[kind] for kind in ("单位", "名词") if kind in query)
    ]
    assert len(QUERIES) == 60
    assert len(QUERIES) - len(missed) >= 57, missed


def test_a_name_with_one_wrong_or_missing_character_is_found(asking: Page) -> None:
    """Of every name of four characters or more, one changed, and one left out."""
    chance, archive = random.Random(9), demo().archive
    named = [(unit_id, name) for unit_id, unit in archive.units.items() for name in names_of(unit) if len(name) > 3]
    queries, wanted = list[str](), list[str]()
    for unit_id, name in named:
        at = chance.randrange(1, len(name) - 1)
        queries += [f"{name[:at]}龘{name[at + 1 :]}", name[:at] + name[at + 1 :]]
        wanted += [unit_id, unit_id]
    found = named_by(asking, queries)
    assert len(queries) > 50
    assert [q for q, id_, names in zip(queries, wanted, found, strict=True) if id_ not in names["单位"]] == []


def test_characters_of_a_name_in_its_order_are_found(asking: Page) -> None:
    """First, last and any between them of the short name and the full one: 卫…计…局."""
    chance, archive = random.Random(10), demo().archive
    named = [(unit_id, name) for unit_id, unit in archive.units.items() for name in names_of(unit) if len(name) > 5]
    queries, wanted = list[str](), list[str]()
    for unit_id, name in named:
        places = sorted(chance.sample(range(len(name)), 4))
        queries.append("".join(name[place] for place in places))
        wanted.append(unit_id)
    script = """async (queries) => {
      const { lookup } = await import("/assets/gongkai-lookup.js");
      return Promise.all(queries.map(async (query) => (await lookup(query)).map(({ id }) => id)));
    }"""
    found = asking.evaluate(script, queries)
    assert len(queries) > 25
    assert [q for q, id_, ids in zip(queries, wanted, found, strict=True) if id_ not in ids] == []


def test_every_term_is_found_by_each_of_its_names(asking: Page) -> None:
    named = [
        (term.id, name) for _, terms in GROUPS for term in terms for name in (term.name, *term.others) if name != "—"
    ]
    named += [
        (terms_by_name()[name].id, word)
        for name, words in EVERYDAY.items()
        for word in words
        if name in terms_by_name()
    ]
    script = """async (queries) => {
      const { wordsNamed } = await import("/assets/gongkai-words.js");
      return Promise.all(queries.map(async (query) => (await wordsNamed(query)).slice(0, 3).map(({ term }) => term)));
    }"""
    found = asking.evaluate(script, [name for _, name in named])
    assert len(named) > 200
    assert [name for (id_, name), ids in zip(named, found, strict=True) if id_ not in ids] == []


def test_traditional_characters_are_read_as_simplified_ones(asking: Page, texts: tuple[Path, dict[str, str]]) -> None:
    script = """async () => {
      const { simplified } = await import("/assets/gongkai-simplified.js");
      return Promise.all(["財政預算決算", "圖書館", "乾杯里后面", "A1龘", "公务接待费"].map(simplified));
    }"""
    assert asking.evaluate(script) == ["财政预算决算", "图书馆", "乾杯里后面", "A1龘", "公务接待费"]
    assert found_by(asking, ["財政"]) == [holding(texts[1], "財政")]  # a text is found as it is written


def test_results_stand_in_groups_with_what_is_worth_knowing(page: Page, address: str) -> None:
    page.goto(address + "search/?q=财政局 公务接待费")
    expect(page.locator(".gk-hit")).to_have_count(1)
    assert page.locator(".gk-search section:not([hidden]) h2").all_inner_texts() == ["单位", "名词", "数字", "报告正文"]
    expect(page.locator(".gk-search__units small")).to_have_text(re.compile(r"2023年度 本年支出合计 [\d,.]+ 万元$"))
    expect(page.locator(".gk-search__words")).to_contain_text("按规定接待公务来访的花费")
    expect(page.locator(".gk-search__figures p")).to_have_text(re.compile(r"^2023年度决算（万元）：区财政局 [\d.]+$"))
    page.locator(".gk-hit summary").click()
    expect(page.locator(".gk-hit details a")).to_have_text([f"{year}年度" for year in range(2022, 2017, -1)])
    expect(page.locator(".gk-hit mark").first).to_have_text("公务接待费")
    link = page.get_by_role("link", name="比较这一项：公务接待费")
    expect(link).to_have_text("比较这一项")
    link.click()
    expect(page).to_have_url(re.compile(r"compare/\?units=yanshi-caizheng&.*figures=official_receptions"))
    expect(page.locator("[data-result]")).to_contain_text("公务接待费")


def test_a_term_leads_to_its_place_in_the_glossary(page: Page, address: str) -> None:
    page.goto(address + "search/?q=超预算")
    page.get_by_role("link", name="比年初预算").click()
    expect(page.locator("#bi-nianchu")).to_be_in_viewport()


def test_excerpts_are_sentences_with_the_words_marked(asking: Page) -> None:
    """No cells of a table beside each other, but where a figure is looked for."""
    script = """async (queries) => {
      const { searchText } = await import("/assets/gongkai-search.js");
      const answers = await Promise.all(queries.map((query) => searchText(query, { most: 20, reach: 9 })));
      return answers.flatMap(({ hits }) => hits.map(({ excerpt }) => excerpt));
    }"""
    excerpts = asking.evaluate(script, ["公务接待费", "基本支出", "资本性支出", "项目支出", "三公经费", "编制数"])
    told = ["".join(words for words, _ in excerpt) for excerpt in excerpts]
    assert len(told) > 80
    assert [text for text in told if re.search(r"[\d.]+%? [−+]?[\d.]+%? ", text)] == []
    assert sum(any(marked for _, marked in excerpt) for excerpt in excerpts) > len(excerpts) * 0.9


def test_an_empty_result_helps_on(page: Page, address: str) -> None:
    page.goto(address + "search/?q=量子纠缠对撞机")
    expect(page.locator(".gk-search__help")).to_contain_text("政府部门")
    page.get_by_label("搜索单位和报告").fill("财证")
    expect(page.locator(".gk-search__help")).to_contain_text("财证")
    page.get_by_role("link", name="云溪市演示区财政局").click()
    expect(page.locator(".gk-search__units li > a")).to_have_text("云溪市演示区财政局")
    page.get_by_label("搜索单位和报告").fill("卫生建康局")
    expect(page.locator(".gk-search h2").first).to_have_text("是不是要找这些单位")
    expect(page.locator(".gk-search__units li > a")).to_have_text("云溪市演示区卫生健康局")
    expect(page.locator(".gk-search__help")).to_be_hidden()
    page.get_by_role("button", name="搜索").click()
    expect(page).to_have_url(re.compile("q=%E5%8D%AB"))


def test_a_page_that_is_not_there_offers_the_search(browser: Browser, demo_site: Path, address: str) -> None:
    """At any depth, without script: the links of the page stand at the root."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    missing = (demo_site / "404.html").read_text(encoding="utf-8")
    context.route(
        "**/units/nowhere/2020/", lambda route: route.fulfill(status=404, body=missing, content_type="text/html")
    )
    page.goto(address + "units/nowhere/2020/")
    page.get_by_label("搜索单位和报告").fill("财政局")
    page.get_by_role("button", name="搜索").click()
    expect(page).to_have_url(re.compile(r"/search/\?q="))
    expect(page.get_by_role("heading", level=1)).to_have_text("搜索")
    context.close()


def opened(page: Page, address: str, query: str) -> Page:
    """The dialog, opened by ``/``, with an answer to ``query``."""
    page.goto(address)
    page.keyboard.press("/")
    page.get_by_label("搜索单位和报告").fill(query)
    expect(page.locator(".gk-search [role=status]")).to_contain_text(re.compile("找到|没有"))
    return page


def test_slash_opens_arrows_move_enter_goes_to_the_section(page: Page, address: str) -> None:
    opened(page, address + "units/", "卫健局 做实家庭医生签约")
    hit = page.locator(".gk-hit").first
    expect(hit).to_contain_text("云溪市演示区卫生健康局")
    expect(hit).to_contain_text("2023年度")
    expect(hit.locator("mark").first).to_contain_text(re.compile("家庭医生签约|卫健局"))
    expect(page.locator(".gk-search__units li > a")).to_have_text("云溪市演示区卫生健康局")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(hit.locator("> a")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("搜索单位和报告")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"units/yanshi-weijian/2023/#[\w-]+$"))
    target = page.locator(f"[id='{page.url.partition('#')[2]}']")
    expect(target).to_contain_text("家庭医生签约")
    expect(target).to_be_in_viewport()


def test_the_excerpt_reads_as_the_page_does(page: Page, address: str) -> None:
    page.goto(address + "search/?q=−23.03&year=2023")
    excerpt = page.locator(".gk-hit p").first
    expect(excerpt).to_contain_text(" 11.73 −23.03 34.76 15.84 16.77")


def test_an_excerpt_never_shows_half_a_figure(asking: Page, texts: tuple[Path, dict[str, str]]) -> None:
    script = """async (queries) => {
      const { searchText } = await import("/assets/gongkai-search.js");
      const answers = await Promise.all(queries.map((query) => searchText(query, { most: 20 })));
      const text = (excerpt) => excerpt.map(([words]) => words).join("");
      return answers.flatMap(({ hits }) => hits.map(({ address, excerpt }) => [address, text(excerpt)]));
    }"""
    pattern = re.compile(r"[−+]?\d[\d.]*%?")
    whole = {path: set(pattern.findall(text)) for path, text in texts[1].items()}
    excerpts = asking.evaluate(script, ["公务接待费", "基本支出", "资本性支出", "项目支出", "固定资产"])
    assert len(excerpts) > 60
    made_up = [(path, figures) for path, text in excerpts if (figures := set(pattern.findall(text)) - whole[path])]
    assert made_up == []


def test_escape_closes_and_gives_the_focus_back(page: Page, address: str) -> None:
    page.goto(address)
    link = page.get_by_role("link", name="搜索")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="搜索")).to_be_visible()
    expect(page.get_by_label("搜索单位和报告")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="搜索")).to_be_hidden()
    expect(link).to_be_focused()


def test_a_slash_typed_in_a_field_stays_there(page: Page, address: str) -> None:
    page.goto(address + "units/")
    page.get_by_label("找单位").click()
    page.keyboard.press("/")
    expect(page.get_by_label("找单位")).to_have_value("/")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_filters_narrow_and_the_address_keeps_them(page: Page, address: str) -> None:
    page.goto(address + "search/?q=公务接待费")
    status = page.locator(".gk-search [role=status]")
    expect(status).to_contain_text("份报告")
    everything = status.inner_text()
    page.get_by_label("年度").select_option("2019")
    page.get_by_label("类别").select_option("政府部门")
    page.get_by_label("等级").select_option("良")
    expect(status).to_have_text(re.compile(r"^找到 1 个名词，\d+ 份报告(?:（\d+ 个单位）)?$"))
    expect(status).not_to_have_text(everything)
    expect(page).to_have_url(re.compile("year=2019"))
    titles = page.locator(".gk-hit__title").all_inner_texts()
    assert titles
    assert all(title.startswith("2019年度") for title in titles)
    narrowed = status.inner_text()
    page.locator(".gk-hit > a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2019年度")
    page.go_back()
    expect(page.get_by_label("搜索单位和报告")).to_have_value("公务接待费")
    expect(page.locator(".gk-search [role=status]")).to_have_text(narrowed)
    expect(page.get_by_label("等级")).to_have_value("良")


@pytest.mark.parametrize(
    ("query", "name"), [("qrd", "人民代表大会"), ("caizheng", "财政局"), ("计划生育", "卫生健康局")]
)
def test_units_come_first_by_pinyin_initials_and_former_name(page: Page, address: str, query: str, name: str) -> None:
    opened(page, address, query)
    expect(page.locator(".gk-search__units li > a").first).to_contain_text(name)


def test_what_is_not_there_is_said(page: Page, address: str) -> None:
    opened(page, address, "量子纠缠对撞机")
    expect(page.locator(".gk-search [role=status]")).to_contain_text("没有找到")
    expect(page.locator(".gk-hit")).to_have_count(0)
    expect(page.locator(".gk-search__more")).to_be_hidden()


def test_more_reports_come_on_demand(page: Page, address: str) -> None:
    opened(page, address, "公务接待费")
    expect(page.locator(".gk-hit")).to_have_count(6)
    page.get_by_role("button", name="更多单位").click()
    expect(page.locator(".gk-hit")).to_have_count(12)
    expect(page.locator(".gk-hit").nth(6).locator("> a")).to_be_focused()


def test_without_an_index_units_are_found_and_a_reader_is_told(browser: Browser, address: str) -> None:
    context = browser.new_context()
    nothing = '{"bundles":[],"categories":[],"grades":[]}'
    context.route("**/search/text/index.json", lambda route: route.fulfill(body=nothing))
    page = context.new_page()
    opened(page, address, "财政局")
    expect(page.locator(".gk-search__units li > a")).to_have_text(["云溪市演示区财政局"])
    expect(page.locator(".gk-search [role=status]")).to_have_text(re.compile("本站没有全文索引"))
    context.close()


def test_when_the_text_cannot_be_searched_units_are_found_still(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.route("**/search/text/wasm*", lambda route: route.abort())
    page = context.new_page()
    opened(page, address, "财政局")
    expect(page.locator(".gk-search__units li > a")).to_have_text(["云溪市演示区财政局"])
    expect(page.locator(".gk-search [role=status]")).to_contain_text("正文没有查成")
    context.close()


@pytest.mark.parametrize("part", ["path", "entry"], ids=["a folder", "a file in it"])
def test_the_search_goes_on_when_the_site_is_published_anew(browser: Browser, address: str, part: str) -> None:
    """What the page has read of the index names files of the release before, which are there no longer."""
    context = browser.new_context()
    read: list[str] = []

    def read_old(route: Route) -> None:
        answer = route.fetch()
        read.append(answer.text())
        names = r'"path":"[0-9a-f]{16}/' if part == "path" else r'"hash":"\w+'
        old = re.sub(names, lambda found: found.group()[:-8] + "01234567", read[-1])
        assert old != read[-1]
        route.fulfill(response=answer, body=old if len(read) == 1 else read[-1])

    context.route("**/search/text/index.json", read_old)
    page = context.new_page()
    opened(page, address, "做实家庭医生签约")
    expect(page.locator(".gk-hit").first).to_contain_text("卫生健康局")
    assert len(read) == 2
    context.close()


def test_what_is_not_there_is_never_taken_for_nothing_found(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.route("**/search/text/*/index/*", lambda route: route.fulfill(status=404, body="x"))
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("/")
    page.get_by_label("搜索单位和报告").fill("做实家庭医生签约")
    expect(page.locator(".gk-search [role=status]")).to_contain_text("正文没有查成")
    context.close()


def test_nothing_is_loaded_before_the_search_is_opened(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("response", lambda response: asked.append(response.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/search/" in url or "worker" in url or "lookup" in url or "cut" in url]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_search_fits_a_phone_and_a_finger(browser: Browser, address: str, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, color_scheme=scheme)
    page = context.new_page()
    page.goto(address + "units/yanshi-weijian/2023/")
    page.get_by_role("link", name="搜索").tap()
    page.get_by_label("搜索单位和报告").fill("财政")
    expect(page.locator(".gk-hit").first).to_be_visible()
    small = page.evaluate(
        """() => [...document.querySelectorAll("dialog :is(a, button, input, select), .gk-open-search")]
          .filter((e) => e.offsetParent).map((e) => [e.className || e.tagName, e.getBoundingClientRect()])
          .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
          .map(([name, box]) => [name, box.width, box.height])"""
    )
    wide = page.evaluate("document.querySelector('dialog').scrollWidth - document.querySelector('dialog').clientWidth")
    context.close()
    assert small == []
    assert wide == 0


def test_without_script_the_page_says_so_and_lists_the_ways(browser: Browser, address: str) -> None:
    context: BrowserContext = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="搜索").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("搜索")
    expect(page.locator("[data-gk-search]")).to_contain_text("搜索要用浏览器的脚本")
    page.locator("[data-gk-search]").get_by_role("link", name="单位名录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("单位名录")
    context.close()
