"""Forced colours: bars stand on the system's ground, and each swatch of a legend has the colour of what it explains."""

from __future__ import annotations

import base64
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

#: Pages with every kind of chart.
CHARTS = ("units/yanshi-jiaotong/2022/", "units/yanshi-wenlv/", "units/yanshi-weijian/2023/", "years/2022/")
#: Points of a page to be looked at: the ground, beside each shape within its chart, and each swatch with its shape.
POINTS = """() => {
  const box = (element) => element.getBoundingClientRect();
  const at = (x, y) => [Math.round(x + scrollX), Math.round(y + scrollY)];
  const line = (one) => one.top + one.height / 2;
  const middle = (element) => at(box(element).left + box(element).width / 2, line(box(element)));
  const large = (shape) => box(shape).width > 6 && box(shape).height > 6;
  const beside = [], swatches = [];
  for (const figure of document.querySelectorAll("figure.gk-figure")) {
    for (const svg of figure.querySelectorAll("svg")) {
      const all = [...svg.querySelectorAll("rect:not(.is-base)")].map(box).filter((one) => one.width && one.height);
      const ends = Math.max(...all.map((one) => one.right));
      const end = box(svg).right;
      if (all.length && end - ends > 8) beside.push(at((end + ends) / 2, line(box(svg))));
    }
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    for (const item of figure.querySelectorAll(".gk-legend > li")) {
      const shapes = [...figure.querySelectorAll(`svg .${item.classList[0]}`)].filter(large);
      const first = item.getClientRects()[0];
      const swatch = at(first.left + .3 * rem, first.top + Math.min(first.height, 1.44 * rem) / 2 + 1);
      if (shapes.length) swatches.push([swatch, middle(shapes[0])]);
    }
  }
  return { ground: at(2, box(document.querySelector("main")).top + 4), beside, swatches };
}"""
PIXELS = """async ([image, points]) => {
  const bitmap = await createImageBitmap(await (await fetch(image)).blob());
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  return points.map(([x, y]) => [...context.getImageData(x, y, 1, 1).data.slice(0, 3)]);
}"""
Point = list[int]


def colours(page: Page, points: list[Point]) -> list[list[int]]:
    """The colour of every point of a page as it is painted."""
    image = base64.b64encode(page.screenshot(full_page=True)).decode()
    blank = page.context.new_page()
    found: list[list[int]] = blank.evaluate(PIXELS, [f"data:image/png;base64,{image}", points])
    blank.close()
    return found


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.trial)])
def test_bars_stand_on_the_ground_and_swatches_have_the_colour_of_their_shapes(
    browser: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    options: dict[str, Any] = {"forced_colors": "active", "color_scheme": scheme}
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
    page, legends, bars = context.new_page(), 0, 0
    for path in CHARTS:
        page.goto(address + path)
        found = page.evaluate(POINTS)
        pairs, beside = found["swatches"], found["beside"]
        seen = colours(page, [found["ground"], *beside, *(point for pair in pairs for point in pair)])
        ground, rest = seen[0], seen[1 + len(beside) :]
        assert seen[1 : 1 + len(beside)] == [ground] * len(beside), path
        assert rest[::2] == rest[1::2], path
        legends, bars = legends + len(pairs), bars + len(beside)
    context.close()
    assert legends > 6
    assert bars > 10


#: Each tick of a bar above the bar, and what lies beside it there.
TICKS = """() => [...document.querySelectorAll(".gk-sketch.is-gauge")].map((svg) => {
  const one = svg.querySelector(".is-tick").getBoundingClientRect();
  const x = one.left + one.width / 2 + scrollX, y = svg.getBoundingClientRect().top + 2 + scrollY;
  return [[x, y], [x - 5, y], [x + 5, y]].map((point) => point.map(Math.floor));
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("forced", ["active", "none"])
def test_a_tick_stands_out_above_its_bar(
    browser: Browser, address: str, scheme: Literal["light", "dark"], forced: Literal["active", "none"]
) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme=scheme, forced_colors=forced, device_scale_factor=1
    )
    page, seen = context.new_page(), 0
    for path in ("units/yanshi-jiaotong/2021/", "units/yanshi-caizheng/2023/"):
        page.goto(address + path)
        ticks = page.evaluate(TICKS)
        ground, *found = colours(page, [[2, 300], *(point for tick in ticks for point in tick)])
        for tick, before, after in zip(found[::3], found[1::3], found[2::3], strict=True):
            assert before == after == ground
            assert abs(sum(tick) - sum(ground)) > 450
            seen += 1
    context.close()
    assert seen == 4
