"""Each correction keeps the checksum of the version before it, and history.json shows all of them."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.conftest import SEED, project_copy
from tests.pages.fields import report_of
from tests.pages.test_derived import published as in_the_demo

from gongkai.build.check_folder import check_folder
from gongkai.cli.correct import correct
from gongkai.open_data.history import history_file
from gongkai.open_data.published import Published
from gongkai.pages.data import Publication
from gongkai.read_and_check import read_and_check

UNIT, YEAR = "zhengxiang-renda", 2020
FILE = f"data/{YEAR}/{UNIT}.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The seed in a repository of its own."""
    project = project_copy(tmp_path / "project", SEED)
    git(project, "init", "-q", "-b", "main")
    commit(project)
    return project


def git(project: Path, *arguments: str) -> None:
    """Run git as somebody."""
    who = ("-c", "user.name=x", "-c", "user.email=x@example.invalid", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(project), *who, *arguments], check=True, capture_output=True)


def commit(project: Path) -> None:
    """What stands there is public."""
    git(project, "add", "data")
    git(project, "commit", "-q", "-m", "x")


def published(project: Path) -> Published:
    """The report as it stands."""
    checked = read_and_check(project)
    return Published.of(checked.archive, checked.findings, checked.archive.entries[UNIT, YEAR])


def history(report: Published) -> dict[str, Any]:
    """Its history.json."""
    download = history_file(report, Publication())
    assert download
    assert download.path == f"units/{report.entry.unit_id}/{report.entry.year}/history.json"
    return dict(json.loads(download.content()))


def change(project: Path, old: str, new: str) -> None:
    """Change the file, have the entry written, and explain it as a person does."""
    path = project / FILE
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    run(project)
    text = path.read_text(encoding="utf-8")
    text = text.replace("内容: null  # 写明改了什么", "内容: 决算数由原数更正为现数")
    path.write_text(text.replace("原因: null  # 写明为什么改", "原因: 录入时看错了行"), encoding="utf-8")


def run(project: Path) -> None:
    """The command."""
    done = CliRunner().invoke(correct, [str(project / FILE), "--root", str(project)])
    assert done.exit_code == 0, done.output


def test_every_correction_keeps_the_checksum_that_readers_had(project: Path) -> None:
    versions = [published(project).checksum]
    assert history_file(published(project), Publication()) is None
    for old, new in (("719.29", "719.92"), ("719.92", "720.01"), ("154.91", "145.91")):
        change(project, old, new)
        commit(project)
        versions.append(published(project).checksum)
    assert len({*versions}) == 4
    kept = history(published(project))
    assert kept["数据SHA-256"] == versions[-1]
    assert [(one["更正前数据SHA-256"], one["更正后数据SHA-256"]) for one in kept["更正"]] == [*pairwise(versions)]
    assert [(one["改动"][0]["原来"], one["改动"][0]["现在"]) for one in kept["更正"]] == [
        ("719.29", "719.92"),
        ("719.92", "720.01"),
        ("154.91", "145.91"),
    ]


def test_an_entry_that_is_not_public_yet_is_brought_up_to_date(project: Path) -> None:
    before = published(project).checksum
    change(project, "719.29", "719.92")
    change(project, "154.91", "145.91")
    (entry,) = published(project).report.corrections
    assert entry.before_digest == before
    path = project / FILE
    path.write_text(path.read_text(encoding="utf-8").replace(before, "0" * 64), encoding="utf-8")
    change(project, "9.12", "9.21")
    (entry,) = published(project).report.corrections
    assert entry.before_digest == before
    assert len(entry.changed) == 3


def test_an_entry_without_a_checksum_gets_one(project: Path) -> None:
    before = published(project).checksum
    change(project, "719.29", "719.92")
    path = project / FILE
    path.write_text(re.sub("  +原校验值: .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    change(project, "154.91", "145.91")
    (entry,) = published(project).report.corrections
    assert entry.before_digest == before


def test_an_earlier_entry_cannot_be_rewritten_unnoticed(project: Path) -> None:
    """The entries are part of the data that the present checksum is of."""
    change(project, "719.29", "719.92")
    checksum = published(project).checksum
    path = project / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("录入时看错了行", "录入时看错了列"), encoding="utf-8")
    assert published(project).checksum != checksum


@pytest.mark.parametrize("wrong", ["0" * 63, "0" * 65, "G" * 64, "E3" * 32, "e3b0c442…"])
def test_what_is_no_checksum_is_refused(project: Path, wrong: str) -> None:
    path, text = project / FILE, (project / FILE).read_text(encoding="utf-8")
    entry = f'更正: [{{日期: 2024-01-01, 内容: 决算数由原数更正为现数, 原因: 录入时看错了行, 原校验值: "{wrong}"}}]\n'
    path.write_text(f"{re.sub('(?m)^更正:.*', '', text).rstrip()}\n{entry}", encoding="utf-8")
    (problem,) = [one for one in check_folder(project).problems if "校验值" in one.message]
    assert problem.cure == "写 64 位的校验值，只有 0-9 和 a-f；不知道就删去这一项"


def generated() -> Iterator[tuple[str | None, ...]]:
    """Which of three corrections say the checksum before them."""
    digests = [sha256(bytes([at])).hexdigest() for at in range(3)]
    for which in range(8):
        yield tuple(digest if which >> at & 1 else None for at, digest in enumerate(digests))


@pytest.mark.parametrize("digests", [*generated()])
def test_what_is_not_known_of_a_version_is_said_to_be_unknown(digests: tuple[str | None, ...]) -> None:
    report = report_of(("引言",))[0]
    days = ("2023-03-01", "2021-01-01", "2022-02-01")  # the page has them in the order of the file, a history by date
    entry = {"内容": "决算数由原数更正为现数", "原因": "录入时看错了行"}
    made = type(report).model_validate(
        {
            **report.model_dump(by_alias=True, exclude_unset=True),
            "更正": [{"日期": day, **entry, "原校验值": one} for day, one in zip(days, digests, strict=True)],
        }
    )
    one = replace(in_the_demo(made), checksum="f" * 64)
    said = history(one)["更正"]
    assert [row["日期"] for row in said] == sorted(days)
    assert [row["更正前数据SHA-256"] for row in said] == [digests[1], digests[2], digests[0]]
    assert [row["更正后数据SHA-256"] for row in said] == [digests[2], digests[0], "f" * 64]
