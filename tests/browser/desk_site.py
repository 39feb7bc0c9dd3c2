"""A small site with the desk, for tests of its page: two units of the fictional district, a Word file of one."""

from __future__ import annotations

import shutil
from base64 import b64encode
from pathlib import Path
from typing import Any, Final, Self

from playwright.sync_api import Browser, ConsoleMessage, Download, Locator, Page, expect
from tests.conftest import DEMO, demo
from tests.desk.workers import built_with_desk
from tests.importer.documents import word_of
from tests.importer.printed_tables import page_blocks
from tests.importer.prose_documents import LAYOUTS, write_document

from gongkai.load.record_file import parse_record
from gongkai.model.report import Report

#: A unit whose report of 2019 is still to be written, and one that has all.
LIBRARY, CONGRESS = "yanshi-tushuguan", "yanshi-renda"
UNWRITTEN, LATEST = 2019, 2023
LIBRARY_NAME, CONGRESS_NAME = "演示区图书馆", "区人大常委会"
#: The program is 8.8 MB, and others use the machine.
LOADED: Final = 120_000
WAIT: Final = 20_000


def project_in(folder: Path) -> Path:
    """Where the data of the two units lie."""
    return folder / "demo"


def site_in(folder: Path) -> Path:
    """Where their site lies."""
    return folder / "built/site"


def small_project(folder: Path) -> Path:
    """The data of the two units alone; the folder is called demo, so that every page says that it is fictional."""
    project = project_in(folder)
    shutil.copytree(DEMO / "data", project / "data")
    for path in project.glob("data/20*/*.yml"):
        if path.stem not in {LIBRARY, CONGRESS, "_year"}:
            path.unlink()
    return project


def small_site(folder: Path) -> tuple[Path, Path]:
    """The project and its site."""
    project = small_project(folder)
    assert built_with_desk(folder / "built", project) == site_in(folder)
    return project, site_in(folder)


def report_of_2019() -> Report:
    """The report of the library for the year that it has none of: that of the year before, a year later."""
    text = (DEMO / f"data/2018/{LIBRARY}.yml").read_text(encoding="utf-8")
    for year in (2019, 2018, 2017):
        text = text.replace(str(year), str(year + 1))
    report, _ = parse_record(text, "x.yml", Report)
    assert report is not None
    return report


def word_of_2019() -> bytes:
    """That report as the unit would have written it in Word."""
    archive, report = demo().archive, report_of_2019()
    outline = archive.outlines[archive.years[UNWRITTEN].outline]
    name = archive.units[LIBRARY].name_in(UNWRITTEN)
    words = write_document(report, UNWRITTEN, name, outline, LAYOUTS[0], 0).document.blocks
    return word_of([*words, *page_blocks(report)])


class DeskPage:
    """The desk in a browser, as a clerk uses it."""

    def __init__(self, browser: Browser, address: str, width: int = 1366, token: str = "", **options: Any) -> None:
        self.address, self.asked, self.faults = address, list[str](), list[str]()
        height = 768 if width > 1000 else 844
        self.context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", **options)
        self.page: Page = self.context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._hear)
        self.page.goto(f"{address}desk/{token and f'#{token}'}")

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.faults.append(said.text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def choose(self, name: str, year: int) -> None:
        """Choose unit and year, once the program is loaded."""
        option = self.page.locator(f'#dk-units option[value*="{name}"]').first
        option.wait_for(state="attached")
        self.page.fill("#dk-unit", str(option.get_attribute("value")))
        self.page.locator("[data-loading]").wait_for(state="hidden", timeout=LOADED)
        self.page.locator("#dk-year option", has_text="已公开").first.wait_for(state="attached", timeout=WAIT)
        self.page.select_option("#dk-year", str(year))

    def begin(self, way: str) -> None:
        """Begin in one of the ways."""
        self.page.click(f"[data-way={way}]")
        self.working()

    def working(self) -> None:
        """A report is in hand."""
        self.page.locator("[data-work]").wait_for(timeout=WAIT)

    def drop(self, name: str, content: bytes) -> None:
        """Drop a file on the desk."""
        self.page.evaluate(
            """([name, content]) => {
              const transfer = new DataTransfer();
              transfer.items.add(new File([Uint8Array.from(atob(content), (c) => c.charCodeAt(0))], name));
              const init = { bubbles: true, cancelable: true, dataTransfer: transfer };
              document.querySelector("[data-desk]").dispatchEvent(new DragEvent("drop", init));
            }""",
            [name, b64encode(content).decode("ascii")],
        )

    def field(self, label: str) -> Locator:
        """The field of a name, with what it is in opened."""
        return self.page.get_by_label(label, exact=True).first

    def write(self, label: str, written: str) -> None:
        """Write into a field and leave it."""
        self.field(label).fill(written)
        self.field(label).blur()

    def problem(self, words: str) -> Locator:
        """An entry of the list of what is to be mended."""
        return self.page.locator("[data-problem-list] li", has_text=words)

    def turn_to(self, tab: str) -> None:
        """Turn to a tab."""
        self.page.get_by_role("tab", name=tab, exact=True).click()

    def saved(self) -> Download:
        """The file that is saved."""
        with self.page.expect_download() as waiting:
            self.page.locator("[data-save]").click()
        return waiting.value

    def is_done(self) -> None:
        """Nothing must be mended, nothing is asked."""
        expect(self.page.locator("#dk-leave .dk-done")).to_be_visible(timeout=WAIT)
