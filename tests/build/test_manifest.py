"""What stands in the output folder is found again exactly; what is damaged or unknown is built again."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.build.few_reports import UNITS, YEARS, change_figure, copy_few, start_site, sums, times, write_site
from tests.conftest import demo

from gongkai.build.digests import Digests
from gongkai.build.faults import FaultError
from gongkai.build.fingerprint import BuildInputs, CheckInputs
from gongkai.build.lock import release
from gongkai.build.output import FINISHED, OutputFile, OutputFolder
from gongkai.build.unit_groups import unit_groups
from gongkai.load.inventory import take_inventory
from gongkai.pages.data import Publication


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its site, built once for all tests."""
    root = copy_few(tmp_path_factory.mktemp("kept"))
    write_site(root)
    return root


@pytest.fixture
def root(kept: Path, tmp_path: Path) -> Path:
    """The same, as if it had just been built here: with its times."""
    return shutil.copytree(kept, tmp_path / "project")


def built_again(root: Path, output: Path | None = None) -> tuple[dict[str, str], set[str]]:
    """The sums of a site, and which files were written now."""
    before = times(output or root / "site")
    made = write_site(root, output)
    after = times(output or root / "site")
    return made, {path for path, written in after.items() if before.get(path) != written}


def test_what_stands_is_not_written_again(root: Path) -> None:
    expected = sums(root / "site")
    assert built_again(root) == (expected, set())


def test_a_change_writes_what_shows_it_and_no_other_unit(root: Path, tmp_path: Path) -> None:
    change_figure(root)
    made, written = built_again(root)
    assert {"units/yanshi-renda/2021/index.html", "units/yanshi-renda/data.csv", "years/2021/data.json"} <= written
    assert not {path for path in written if re.match("units/(?!yanshi-renda/).+/", path)}
    assert made == write_site(copy_few_changed(tmp_path / "clean"))


def copy_few_changed(folder: Path) -> Path:
    root = copy_few(folder)
    change_figure(root)
    return root


def test_a_file_of_the_same_length_is_written_again(root: Path) -> None:
    expected = sums(root / "site")
    for path in ("units/yanshi-renda/2021/index.html", "years/2022/index.html", "data/dictionary.csv", "index.html"):
        content = (root / "site" / path).read_bytes()
        (root / "site" / path).write_bytes(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])
    assert sums(root / "site") != expected
    made, written = built_again(root)
    assert made == expected
    assert {"units/yanshi-renda/2021/index.html", "years/2022/index.html", "data/dictionary.csv", "index.html"} <= (
        written
    )


def test_a_file_that_is_gone_is_written_again(root: Path) -> None:
    expected = sums(root / "site")
    gone = sorted(expected)[::7]
    for path in gone:
        (root / "site" / path).unlink()
    made, written = built_again(root)
    assert made == expected
    assert set(gone) <= written


def test_parts_that_are_gone_or_changed_are_made_again(root: Path) -> None:
    expected = sums(root / "site")
    shutil.rmtree(root / ".cache/parts/yanshi-renda")
    change_figure(root, "yanshi-nongye")
    change_figure(root, "yanshi-nongye")
    assert write_site(root) == write_site(root, root / "other")
    assert expected.keys() == sums(root / "site").keys()


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("spoil", [flip, Path.unlink, lambda path: path.write_bytes(b"")], ids=["flip", "gone", "cut"])
@pytest.mark.parametrize("name", ["groups", "files", "both", FINISHED])
def test_a_manifest_that_is_damaged_or_lost_is_as_good_as_none(
    root: Path, name: str, spoil: Callable[[Path], None]
) -> None:
    expected = sums(root / "site")
    (folder,) = (root / ".cache/built").iterdir()
    (root / "site/stray.html").write_text("who knows", encoding="utf-8")
    for path in [folder / "groups", folder / "files"] if name == "both" else [folder / name]:
        spoil(root / "site" / name if name == FINISHED else path)
    made = write_site(root)
    assert made.keys() - {"stray.html"} == expected.keys()
    assert {path: made[path] for path in expected} == expected


@pytest.mark.parametrize("spoil", [flip, Path.unlink])
def test_a_folder_of_an_unknown_build_is_emptied(root: Path, spoil: Callable[[Path], None]) -> None:
    expected = sums(root / "site")
    (root / "site/units/old").mkdir()
    (root / "site/units/old/index.html").write_text("a unit of long ago", encoding="utf-8")
    spoil(root / "site" / FINISHED)
    assert write_site(root) == expected


@pytest.mark.parametrize("other", ["letter.txt", "sitemap.xml", "sub/index.html"])
def test_a_folder_that_holds_no_site_is_refused_and_not_touched(tmp_path: Path, other: str) -> None:
    root = copy_few(tmp_path)
    mine = root / "site" / other
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(FaultError, match=r"里有别的东西.*怎么改"):
            write_site(root)
        release()
    assert [path for path in (root / "site").rglob("*") if path.is_file()] == [mine]


def set_states(root: Path, states: tuple[bool, ...]) -> None:
    """Which reports of the first unit are being prepared, by year."""
    for year, is_draft in zip(YEARS, states, strict=True):
        path = root / f"data/{year}/{UNITS[0]}.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"状态: \w+", f"状态: {'待公开' if is_draft else '已公开'}", text), encoding="utf-8")


_STEPS = st.tuples(st.booleans(), st.tuples(st.booleans(), st.booleans()))


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_STEPS, min_size=1, max_size=2), st.tuples(st.booleans(), st.booleans()))
def test_drafts_and_previews_leave_no_trace_in_the_folder(
    tmp_path_factory: pytest.TempPathFactory, kept: Path, steps: list[tuple[bool, tuple[bool, ...]]], last: Any
) -> None:
    """Reports go public and back, previews are built into the same folder: in the end it is as if it were new."""
    home = tmp_path_factory.mktemp("drafts")
    root, clean = (shutil.copytree(kept, home / name) for name in ("used", "clean"))
    for preview, states in [*steps, (False, last)]:
        set_states(root, states)
        made = write_site(root, preview=preview)
    shutil.rmtree(clean / "site")
    shutil.rmtree(clean / ".cache", ignore_errors=True)
    set_states(clean, last)
    assert made == write_site(clean)
    everything = {path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*")}
    for year, is_draft in zip(YEARS, last, strict=True):
        assert is_draft == (f"units/{UNITS[0]}/{year}" not in everything)


def test_hidden_files_of_the_folder_stay(root: Path) -> None:
    (root / "site/.git").mkdir()
    (root / "site/.git/HEAD").write_text("ref", encoding="utf-8")
    (root / "site" / FINISHED).unlink()
    write_site(root)
    assert (root / "site/.git/HEAD").read_text(encoding="utf-8") == "ref"


def test_what_a_killed_build_left_is_no_part_of_the_site(tmp_path: Path) -> None:
    root = copy_few(tmp_path)
    start_site(root)  # and killed
    (root / "data/2022/yanshi-renda.yml").unlink()
    (root / "site/sitemap.xml").unlink()
    assert not (root / "site" / FINISHED).exists()
    made = write_site(root)
    assert not [path for path in made if "yanshi-renda/2022" in path]
    assert made == write_site(root, root / "other")


def test_the_folder_is_unfinished_from_the_first_write_to_the_end(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (root / "site" / FINISHED).is_file()
    change_figure(root)
    seen, replace, write = [], os.replace, OutputFolder.write_parts

    def note(target: str) -> None:
        if target.startswith(f"{root}/site/"):
            seen.append((root / "site" / FINISHED).exists())

    def replaced(source: str, target: str) -> None:
        note(str(target))
        replace(source, target)

    def written(folder: OutputFolder, path: str, parts: Iterable[bytes]) -> OutputFile:
        note(f"{folder.root}/{path}")
        return write(folder, path, parts)

    monkeypatch.setattr(os, "replace", replaced)
    monkeypatch.setattr(OutputFolder, "write_parts", written)
    write_site(root)
    assert len(seen) > 10
    assert not any(seen)
    assert (root / "site" / FINISHED).is_file()


def test_a_folder_moved_or_linked_elsewhere_is_known_there(root: Path) -> None:
    expected = sums(root / "site")
    (root / "site").rename(root / "moved")
    assert built_again(root, root / "moved") == (expected, set())
    subprocess.run(["cp", "-al", root / "moved", root / "linked"], check=True)
    assert built_again(root, root / "linked") == (expected, set())


def test_a_linked_copy_is_untouched_by_a_build(root: Path) -> None:
    subprocess.run(["cp", "-al", root / "site", root / "linked"], check=True)
    expected = sums(root / "linked")
    change_figure(root)
    (root / "data/2022/yanshi-nongye.yml").unlink()
    write_site(root)
    assert sums(root / "site") != expected
    assert sums(root / "linked") == expected
    assert built_again(root, root / "linked")[0] == sums(root / "site")


def test_only_the_last_few_manifests_are_kept(root: Path) -> None:
    for number in range(9):
        folder = root / f".cache/built/{number}"
        folder.mkdir()
        os.utime(folder, (number, number))
    write_site(root)
    folders = list((root / ".cache/built").iterdir())
    assert len(folders) == 6
    assert (root / "site" / FINISHED).read_text(encoding="ascii") in {folder.name for folder in folders}


def test_summaries_hold_every_figure_that_pages_of_several_units_show(root: Path) -> None:
    archive, found = demo().archive, list(start_site(root).build.reports)
    assert len(found) == 8
    for summary in found:
        whole, short = archive.entries[summary.unit_id, summary.year].report, summary.entry.report
        assert whole is not None
        assert short is not None
        for name in ("title", "disclosure", "people", "three_public", "operating_funds", "procurement"):
            assert getattr(short, name) == getattr(whole, name)
        assert short.finance.total_expenditure == whole.finance.total_expenditure
        assert (short.evaluation.score, short.evaluation.grade) == (whole.evaluation.score, whole.evaluation.grade)


def test_the_fingerprint_changes_with_a_data_file_and_with_the_settings(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "2020"
    folder.mkdir(parents=True)
    (tmp_path / "data/units.yml").write_text("jia: {名称: 甲单位}\nyi: {名称: 乙单位}\n", encoding="utf-8")
    (folder / "_year.yml").write_text("提纲: 湖南2016\n", encoding="utf-8")
    for name in ("jia", "yi"):
        (folder / f"{name}.yml").write_text("标题: 报告\n公开: {状态: 已公开}\n", encoding="utf-8")

    def keys(publication: Publication = Publication(), *, preview: bool = False, search: bool = False) -> list[str]:  # noqa: B008
        inventory, digests = take_inventory(tmp_path), Digests()
        check = CheckInputs.of(tmp_path, "data", inventory, digests)
        inputs = BuildInputs(check, publication, preview, tmp_path / "site", tmp_path / "parts", {}, search=search)
        return [inputs.fingerprint_of(check.fingerprint_of(group, digests), group) for group in unit_groups(inventory)]

    first = keys()
    assert first == keys()
    assert not set(first) & set(keys(preview=True))
    assert not set(first) & set(keys(search=True))
    (folder / "jia.yml").write_text("标题: 新报告\n公开: {状态: 已公开}\n", encoding="utf-8")
    assert [a == b for a, b in zip(first, keys(), strict=True)] == [False, True]
    assert not set(keys()) & set(keys(Publication(name="另一个网站")))
    (folder / "附件.pdf").write_bytes(b"x")
    assert not set(first) & set(keys())
