"""A day that lies ahead is refused until it comes: neither the checks nor a build remember it beyond that."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.build.few_reports import copy_few, write_site

from gongkai.build.check_folder import check_folder
from gongkai.pages.data import SITE_FEED

REPORT = "data/2022/yanshi-renda.yml"
PAGE = "units/yanshi-renda/2022/index.html"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Some reports of the demo, one of which was published in 2031."""
    copy_few(tmp_path)
    text = (tmp_path / REPORT).read_text(encoding="utf-8")
    before, _, after = text.partition("发布日期: ")
    (tmp_path / REPORT).write_text(f"{before}发布日期: 2031-05-06{after[10:]}", encoding="utf-8")
    return tmp_path


def moment(day: str) -> int:
    """Noon of a day in China, in seconds since 1970."""
    return int(datetime.fromisoformat(f"{day}T04:00:00").replace(tzinfo=UTC).timestamp())


def codes(project: Path, day: str) -> list[str]:
    """What must be mended on a day."""
    found = check_folder(project, today=date.fromisoformat(day)).problems
    return [problem.code for problem in found if problem.place.file == REPORT and problem.code == "S28"]


def test_a_check_asks_again_until_the_day_has_come(project: Path) -> None:
    assert [codes(project, day) for day in ("2031-05-05", "2031-05-05", "2031-05-06", "2031-05-07")] == [
        ["S28"], ["S28"], [], [],
    ]  # fmt: skip  # day by day


def test_a_site_shows_it_from_that_day_on(project: Path) -> None:
    for day, is_shown in (("2030-01-01", False), ("2031-05-05", False), ("2031-05-06", True)):
        write_site(project, timestamp=moment(day))
        page = (project / "site" / PAGE).read_text(encoding="utf-8")
        feed = (project / "site" / SITE_FEED).read_text(encoding="utf-8")
        assert ("数据核实中" not in page) == is_shown, day
        assert ("2031-05-06" in feed) == is_shown, day
