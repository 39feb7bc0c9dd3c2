"""The pictures of the guide to the desk: the desk as phones show it, and drawings of the three steps on a host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, expect
from tests.browser.conftest import serve_plainly
from tests.browser.desk_site import (
    CONGRESS_NAME,
    LATEST,
    LIBRARY_NAME,
    LOADED,
    UNWRITTEN,
    WAIT,
    DeskPage,
    small_site,
    word_of_2019,
)

#: CSS pixels.
_PHONE: Final = 390
_HIGH: Final = 700
_OF_THE_DESK: Final = ("desk-import", "desk-form", "desk-leave")
#: Name → what the drawing shows: its title, its lines, and the button that is pressed.
_STEPS: Final = {
    "desk-upload": ("1　上传文件", ("data / 2023 /", "把文件拖到这里", "caizheng.yml"), ""),
    "desk-propose": ("2　提交", ("写一句说明", "2023年度自评报告（演示数据）", "● 新建分支并发起合并请求"), "提交"),
    "desk-request": (
        "3　发起合并请求",
        ("caizheng.yml → main", "演示数据", "程序会自动校核，审核的人会看到"),
        "发起合并请求",
    ),
}
NAMES: Final = (*_OF_THE_DESK, *_STEPS)
_STYLE: Final = (
    "body{font:16px/1.6 sans-serif;margin:16px;color:#222}h1{font-size:18px}"
    "p{border:2px dashed #8a94a3;border-radius:8px;padding:12px;margin:10px 0}"
    "b{display:inline-block;background:#1d6b3c;color:#fff;border-radius:8px;padding:8px 18px}"
)


def take_desk(browser: Browser, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every picture's name with its content, PNG, two points to a CSS pixel."""
    _, site = small_site(folder)
    with serve_plainly(site) as address, DeskPage(browser, address, _PHONE, device_scale_factor=2) as desk:
        desk.choose(LIBRARY_NAME, UNWRITTEN)
        desk.drop("2019年度报告.docx", word_of_2019())
        expect(desk.page.locator("dialog tbody tr").first).to_be_visible(timeout=LOADED)
        desk.page.locator("dialog q").first.evaluate("(quote) => quote.scrollIntoView({ block: 'center' })")
        yield _OF_THE_DESK[0], _shot(desk)
    with serve_plainly(site) as address, DeskPage(browser, address, _PHONE, device_scale_factor=2) as desk:
        desk.choose(CONGRESS_NAME, LATEST)
        desk.begin("published")
        desk.page.get_by_role("button", name="全部展开").click()
        field = "授予中小企业 决算（万元）"
        desk.write(field, "3.21")
        expect(desk.problem("没有写更正")).to_be_attached(timeout=WAIT)
        desk.field(field).evaluate("(field) => field.scrollIntoView({ block: 'center' })")
        yield _OF_THE_DESK[1], _shot(desk)
        desk.turn_to("交出去")
        expect(desk.page.locator("#dk-leave h3").first).to_be_visible(timeout=WAIT)
        desk.page.locator("#dk-leave").scroll_into_view_if_needed()
        yield _OF_THE_DESK[2], _shot(desk)
    context = browser.new_context(viewport={"width": _PHONE, "height": 300}, device_scale_factor=2)
    page = context.new_page()
    for name, (title, lines, button) in _STEPS.items():
        body = "".join(f"<p>{line}</p>" for line in lines) + (f"<b>{button}</b>" if button else "")
        page.set_content(f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style><h1>{title}</h1>{body}")
        yield name, page.screenshot(full_page=True)
    context.close()


def _shot(desk: DeskPage) -> bytes:
    """What is seen."""
    clip = {"x": 0, "y": 0, "width": _PHONE, "height": _HIGH}
    return desk.page.screenshot(clip=clip)  # type: ignore[arg-type]  # a plain dict is what it takes
