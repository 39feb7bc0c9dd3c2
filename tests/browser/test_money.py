"""The district's money for everybody: chosen without script and by keyboard, in bars on a phone, in any dress."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect


def names_of_links(context: BrowserContext, page: Page) -> set[str]:
    """The names by which a program that reads aloud finds links, as the browser itself tells them."""
    nodes = context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    links = (node for node in nodes if node.get("role", {}).get("value") == "link")
    return {str(node.get("name", {}).get("value", "")) for node in links}


def test_the_reader_chooses_how_the_money_is_taken_apart_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("花了")
    ways = page.get_by_role("radio")
    expect(ways).to_have_count(3)
    ways.first.focus()
    for key in ("bumen", "yongtu", "leibie"):
        expect(page.locator(".gk-map__way:visible")).to_have_count(1)
        expect(page.locator(f"#zhichu-{key}")).to_be_visible()
        expect(page.locator(f"#zhichu-{key} .gk-map__areas")).to_be_visible()
        page.keyboard.press("ArrowRight")
    page.locator("#zhichu-bumen summary").click()
    expect(page.locator("#zhichu-bumen").get_by_role("row", name="合计")).to_be_visible()
    name = "区教育局：8,528.74 万元，比年初预算 +0.5%，比上年 −0.6%"
    assert name in names_of_links(context, page)
    page.locator("#zhichu-bumen .gk-map__areas a", has_text=name).click(position={"x": 40, "y": 60})
    expect(page.get_by_role("heading", level=1)).to_contain_text("教育局")
    context.close()


def test_who_exceeded_its_budget_most_is_a_click_away(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("navigation", name="各年度的支出").get_by_role("link", name="2022").click()
    listed = page.locator("#chaochu + ol li").first
    expect(listed).to_contain_text("区教育局本级")
    expect(listed).to_contain_text("+2.5%")
    expect(listed).to_contain_text("多 92.68 万元")
    expect(page.locator(".gk-map__blanks")).to_contain_text("云溪街道")
    expect(page.locator(".gk-map__blanks")).to_contain_text("核实中")


def test_words_of_areas_stay_inside_and_large_enough(page: Page, address: str) -> None:
    page.goto(address)
    sizes: list[float] = page.evaluate(
        """[...document.querySelectorAll("#zhichu-bumen .gk-map__areas tspan")]
          .map((words) => parseFloat(getComputedStyle(words).fontSize))"""
    )
    assert len(sizes) > 20
    assert min(sizes) >= 12
    beyond: list[str] = page.evaluate(
        """[...document.querySelectorAll("#zhichu-bumen .gk-map__areas svg")].filter((area) => {
          const box = area.querySelector("rect").getBoundingClientRect(), text = area.querySelector("text");
          const words = text?.getBoundingClientRect();
          return words && (words.right > box.right + 1 || words.bottom > box.bottom + 1);
        }).map((area) => area.textContent)"""
    )
    assert beyond == []


def test_a_phone_has_bars_and_the_answer_on_its_first_screen(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".gk-map__areas:visible")).to_have_count(0)
    expect(page.locator(".gk-map__bars:visible li")).to_have_count(12)
    for words in (page.get_by_role("heading", level=1), page.locator(".gk-hero__details")):
        box = words.bounding_box()
        assert box
        assert box["y"] + box["height"] < 844
    context.close()


def test_every_point_can_be_reached_and_none_hides_another(page: Page, address: str) -> None:
    page.goto(address)
    points = page.locator(".gk-scatter a")
    count = points.count()
    assert count >= 15
    places = page.evaluate(
        """[...document.querySelectorAll(".gk-scatter circle")].map((point) => {
          const { x, y } = point.getBoundingClientRect();
          return [x, y];
        })"""
    )
    assert len({tuple(place) for place in places}) == count
    hidden = page.evaluate(
        """[...document.querySelectorAll(".gk-scatter circle")].filter((point) => {
          point.scrollIntoView({ block: "center" });
          const { x, y, width } = point.getBoundingClientRect();
          const spots = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]];
          return !spots.some(([dx, dy]) => document.elementFromPoint(x + width * dx, y + width * dy) === point);
        }).map((point) => point.textContent)"""
    )
    assert hidden == []


#: Words of an area that leave it.
CUT_OFF = """() => [...document.querySelectorAll(".gk-map__areas svg")].filter((area) => area.getClientRects().length)
  .flatMap((area) => {
    const box = area.querySelector("rect").getBoundingClientRect();
    return [...area.querySelectorAll("tspan")].filter((words) => {
      const place = words.getBoundingClientRect();
      return place.right > box.right + 1 || place.bottom > box.bottom + 2;
    }).map((words) => words.textContent);
  })"""


@pytest.mark.parametrize(("media", "width"), [("screen", 1440), ("screen", 1024), ("screen", 960), ("print", 700)])
@pytest.mark.parametrize("path", ["", "years/2022/"])
def test_no_word_of_an_area_is_cut_off(browser: Browser, address: str, media: Any, width: int, path: str) -> None:
    """Names are broken for a page of 1190 pixels; on a narrower one, and on paper, their letters are smaller."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.emulate_media(media=media)
    page.goto(address + path)
    expect(page.locator(".gk-map__areas:visible")).to_have_count(1)
    assert page.evaluate(CUT_OFF) == []
    context.close()


@pytest.mark.parametrize(("width", "care"), [(768, ""), (390, ""), (1280, "1")])
def test_bars_stand_for_areas_where_their_words_have_no_room(
    browser: Browser, address: str, width: int, care: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    context.add_init_script(f"localStorage.setItem('gk-care', '{care}')")
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".gk-map__areas:visible")).to_have_count(0)
    expect(page.locator(".gk-map__bars:visible")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
