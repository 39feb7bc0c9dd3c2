"""The search in the text: every word is found exactly where it stands, and an excerpt says what the page says."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page, expect
from tests.browser.search_texts import found_by, holding
from tests.conftest import ROOT

CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/search/cut_cases.yml").read_text(encoding="utf-8"))
HAN = re.compile(r"[\u3007\u3400-\u9fff]+")
FIGURE = re.compile(r"(?<![\d.\w])\d+\.\d+(?![\w.])")


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


def test_traditional_characters_are_read_as_simplified_ones(asking: Page, texts: tuple[Path, dict[str, str]]) -> None:
    script = """async () => {
      const { simplified } = await import("/assets/gongkai-simplified.js");
      return Promise.all(["財政預算決算", "圖書館", "乾杯里后面", "A1龘", "公务接待费"].map(simplified));
    }"""
    assert asking.evaluate(script) == ["财政预算决算", "图书馆", "乾杯里后面", "A1龘", "公务接待费"]
    assert found_by(asking, ["財政"]) == [holding(texts[1], "財政")]  # a text is found as it is written


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
