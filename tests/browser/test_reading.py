"""What a reader does, in a real browser: on a phone, without script, by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

#: One of every kind of page.
KINDS = (
    "", "units/", "units/yanshi-wenlv/", "units/yanshi-shirong/", "units/yanshi-weijian/2023/",
    "units/yanshi-jiaotong/2020/", "units/yanshi-nongye/2020/", "units/yanshi-jiedao/2022/",
    "units/yanshi-baomi/2020/", "years/", "years/2022/", "compare/", "compare/2022/",
    "compare/2020/zhengfubumen/", "quality/", "updates/", "data/", "data/fields/", "about/", "about/reading/",
    "about/methodology/", "about/glossary/", "about/verify/", "guide/clerk/",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_phone_never_scrolls_a_page_sideways(browser: Browser, address: str, kind: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + kind)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    assert wide == 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_request_stays_on_the_host_and_nothing_goes_wrong(page: Page, address: str, kind: str) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address + kind)
    page.wait_for_load_state("networkidle")
    assert asked
    assert not [url for url in asked if not url.startswith(address)]
    assert wrong == []


def test_without_script_everything_can_be_read_and_reached(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="2022年度全部单位").or_(page.get_by_role("link", name="2022年度")).first.click()
    page.get_by_role("link", name="云溪市演示区卫生健康局").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2022年度部门整体支出绩效自评报告")
    expect(page.get_by_role("row", name="工资福利支出").first).to_be_visible()
    page.locator(".gk-years a", has_text="2019").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("云溪市演示区卫生和计划生育局")
    expect(page.locator("[data-gk-find]")).to_have_count(0)
    page.goto(address + "units/")
    expect(page.get_by_role("link", name="云溪市演示区财政局")).to_be_visible()
    page.get_by_label("找单位").fill("财政局")
    page.get_by_role("button", name="查找").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("搜索")
    context.close()


def test_the_year_strip_leads_from_year_to_year(page: Page, address: str) -> None:
    page.goto(address + "units/yanshi-tushuguan/2018/")
    strip = page.locator(".gk-years")
    expect(strip.locator("[aria-current=page]")).to_have_text("2018")
    expect(strip.locator("li", has_text="2019")).to_contain_text("未收录")
    assert strip.locator("li", has_text="2019").locator("a").count() == 0
    strip.get_by_role("link", name="2023").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2023年度")


def test_a_keyboard_alone_goes_from_home_to_a_report(page: Page, address: str) -> None:
    page.goto(address)
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "云溪市演示区财政局":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("云溪市演示区财政局")
    page.go_back()
    expect(page).to_have_url(address)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("财政", "云溪市演示区财政局"),
        ("caizheng", "云溪市演示区财政局"),
        ("czj", "云溪市演示区财政局"),
        ("qrd", "云溪市演示区人民代表大会常务委员会"),
        ("计划生育", "云溪市演示区卫生健康局"),
        ("jianshelaji", ""),
        (
            "园林绿化",
            "云溪市演示区城市管理和综合行政执法局市容环境卫生与园林绿化联合养护服务保障中心",
        ),
    ],
)
def test_a_unit_is_found_by_name_pinyin_and_initials(page: Page, address: str, query: str, name: str) -> None:
    page.goto(address + "units/")
    page.get_by_label("找单位").fill(query)
    if not name:
        expect(page.get_by_role("status")).to_contain_text("没有找到")
        return
    hit = page.locator("[data-gk-find] li a").first
    expect(hit).to_contain_text(name)
    page.get_by_label("找单位").press("ArrowDown")
    expect(hit).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)


def test_the_keys_of_an_input_method_are_left_to_it(page: Page, address: str) -> None:
    """Arrows and Escape choose among its candidates while it composes; older ones say so by the code 229 alone."""
    page.goto(address + "units/")
    field = page.get_by_label("找单位")
    field.fill("财政")
    expect(page.locator("[data-gk-find] li a").first).to_be_visible()
    for composing in ("isComposing: true", "keyCode: 229"):
        for key in ("ArrowDown", "ArrowUp", "Escape"):
            event = f"new KeyboardEvent('keydown', {{key: '{key}', bubbles: true, cancelable: true, {composing}}})"
            assert field.evaluate(f"field => field.dispatchEvent({event})"), "its own action goes on"
            expect(field).to_be_focused()
            expect(field).to_have_value("财政")
    field.press("ArrowDown")
    expect(page.locator("[data-gk-find] li a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_have_value("")


def test_the_first_tab_skips_to_the_content(page: Page, address: str) -> None:
    for path in ("units/", "years/2022/"):
        page.goto(address + path)
        page.keyboard.press("Tab")
        expect(page.locator(".gk-skip")).to_be_focused()
        expect(page.locator(".gk-skip")).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('article') !== null")
        stops = page.locator("header a:visible, header button:visible, header summary:visible, .gk-side a:visible")
        assert stops.count() <= 13, path


def test_dark_and_light_follow_the_reader(browser: Browser, address: str) -> None:
    grounds = set()
    for scheme in ("light", "dark"):
        context = browser.new_context()
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(address + "units/yanshi-weijian/2023/")
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        context.close()
    assert len(grounds) == 2


def test_on_a_phone_the_menu_leads_to_the_headings_of_a_long_page_and_a_report_has_them_itself(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    for kind, place, heading in (
        ("guide/clerk/", ".gk-menu", "文件怎么写"),
        ("quality/", ".gk-menu", "按校核项目"),
        ("units/yanshi-weijian/2023/", ".gk-contents", "附件一"),
    ):
        page.goto(address + kind)
        page.locator(f"{place} > summary").click()
        link = page.locator(f"{place} .gk-numbers a", has_text=heading)
        target = link.get_attribute("href") or ""
        link.click()
        expect(page.locator(f"[id='{target.removeprefix('#')}']")).to_be_in_viewport()
    context.close()


def test_lists_in_a_row_show_no_numbers_or_bullets(page: Page, address: str) -> None:
    """The way to a page, its years, the menus; a list in text keeps its marks."""
    marked = """[...document.querySelectorAll("main ol, main ul, header ol, header ul")]
      .filter((list) => getComputedStyle(list).display !== "block" && list.children.length)
      .filter((list) => getComputedStyle(list.children[0]).listStyleType !== "none").map((list) => list.outerHTML)"""
    for kind in KINDS:
        page.goto(address + kind)
        assert page.evaluate(marked) == [], kind
    page.goto(address + "guide/clerk/")
    first = "getComputedStyle(document.querySelector('main .gk-written ol li')).listStyleType"
    assert page.evaluate(first) == "decimal"
