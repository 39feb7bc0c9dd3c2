"""The desk on this computer, ``gongkai desk``: from a change in the form to the file in the project's data folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.desk_site import CONGRESS, CONGRESS_NAME, LATEST, WAIT, DeskPage, small_project
from tests.cli.test_desk import free_port
from tests.desk.workers import project_with_desk

FILE: Final = f"data/{LATEST}/{CONGRESS}.yml"
FIELD: Final = "授予中小企业 决算（万元）"


class Local(NamedTuple):
    """A project at whose desk somebody sits, its address, and the token."""

    root: Path
    address: str
    token: str

    @property
    def saved(self) -> str:
        """The report as it lies in the project."""
        return (self.root / FILE).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def local(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    """The command at work, in a project with two units."""
    folder = tmp_path_factory.mktemp("local")
    root = project_with_desk(folder, small_project(folder))
    command = [sys.executable, "-m", "gongkai", "desk", "--root", str(root), "--port", str(free_port())]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        found = next(filter(None, (re.search(r"(http://\S+/)desk/#(\S+)", line) for line in process.stdout)))
        yield Local(root, found[1], found[2])
        process.terminate()


def sit_down(desk: DeskPage) -> None:
    """Take the public report in hand."""
    desk.choose(CONGRESS_NAME, LATEST)
    desk.begin("published")


def save(desk: DeskPage) -> None:
    """Save into the project."""
    desk.page.locator(".dk-whose [data-save-here]").click()


def is_told(desk: DeskPage, words: str) -> None:
    """Something is said to the person."""
    expect(desk.page.locator("[data-said]")).to_contain_text(words, timeout=WAIT)


def test_a_change_is_saved_into_the_project_and_what_others_changed_is_asked_about(
    browser: Browser, local: Local
) -> None:
    before = local.saved
    with DeskPage(browser, local.address, token=local.token) as desk:
        sit_down(desk)
        desk.write(FIELD, "3.21")
        save(desk)
        is_told(desk, f"已保存到 {FILE}。")
        assert "3.21" in local.saved.replace(before, "")
        desk.page.get_by_role("button", name="关上提示").click()
        desk.write(FIELD, "3.22")
        save(desk)
        is_told(desk, f"已保存到 {FILE}。")
        ours = local.saved
        assert "3.22" in ours
        (local.root / FILE).write_text(f"{before}# 演示数据\n", encoding="utf-8")
        desk.write(FIELD, "3.23")
        save(desk)
        asked = desk.page.locator("dialog")
        expect(asked).to_contain_text("没有覆盖", timeout=WAIT)
        asked.get_by_role("button", name="不换").click()
        assert local.saved == f"{before}# 演示数据\n"
        save(desk)
        asked.get_by_role("button", name="换成这一份").click()
        is_told(desk, f"已保存到 {FILE}。")
        assert local.saved == ours.replace("3.22", "3.23")
        assert [url for url in desk.asked if local.token in url.partition("#")[0]] == []
        assert [fault for fault in desk.faults if "412" not in fault] == []


def test_without_the_token_nothing_offers_to_save(browser: Browser, local: Local) -> None:
    with DeskPage(browser, local.address) as desk:
        sit_down(desk)
        desk.turn_to("交出去")
        expect(desk.page.locator("#dk-leave [data-save-here]")).to_have_count(0)
        expect(desk.page.locator("[data-save-here]")).to_have_count(0)
