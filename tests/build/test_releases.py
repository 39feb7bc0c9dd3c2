"""Publishing is a rename: what is published is one whole release, and the way back is open."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.build.faults import FaultError
from gongkai.build.modes import make_readable
from gongkai.build.output import FINISHED, UNFINISHED
from gongkai.build.releases import PublishedSite, exchange


def site(folder: Path, words: str) -> None:
    """A finished site."""
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(words, encoding="utf-8")
    (folder / FINISHED).write_text(f"{hash(words) & 0xFFFFFFFFFFFF:012x}", encoding="ascii")


def put(published: PublishedSite, words: str, keep: int = 5) -> bool:
    """Publish a site; whether there was a gap."""
    published.begin()
    before = published.present
    site(published.staged.root, words)
    gap = published.swap_in()
    published.clear(keep, before.root.name if before else "")
    return gap


def seen(published: PublishedSite) -> str:
    return (published.folder / "index.html").read_text(encoding="utf-8")


@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=1, max_size=12), st.integers(2, 4), st.booleans())
def test_any_publishing_and_going_back_shows_the_right_release(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int | None], keep: int, is_there: bool
) -> None:
    """``None`` goes back; the model is a list of what was published, cut off where it was gone back and published."""
    published = PublishedSite(tmp_path_factory.mktemp("www") / "site")
    model, at = ["old"] if is_there else [], 0
    if is_there:
        site(published.folder, "old")
    begun = False
    for number, step in enumerate(steps):
        if step is not None:
            words = f"{number}-{step}"
            assert put(published, words, keep) is False
            model = [*model[: at + 1], words][-keep:] if model else [words]
            at, begun = len(model) - 1, True
        elif begun and at > 0:
            published.back(lambda _: None)
            at -= 1
        else:
            with pytest.raises(FaultError, match="怎么改"):
                published.back(lambda _: None)
        if model:
            assert seen(published) == model[at]
        assert len(published.releases) <= keep + (0 if begun else 1)
    assert not [path for path in published.work.glob(".*")] or not begun


@pytest.mark.parametrize("name", ["site", "1site", "2020", "公开", "99990101T000000-x"])
def test_a_plain_folder_becomes_the_release_before(tmp_path: Path, name: str) -> None:
    published = PublishedSite(tmp_path / name)
    site(published.folder, "plain")
    assert put(published, "new") is False
    assert published.folder.is_symlink()
    assert not os.readlink(published.folder).startswith("/")
    published.back(lambda _: None)
    assert seen(published) == "plain"


def test_without_exchange_there_is_a_gap_and_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.build.releases.exchange", lambda *_: False)
    for is_plain in (True, False):
        published = PublishedSite(tmp_path / f"site{is_plain}", is_plain)
        site(published.folder, "old")
        assert put(published, "new") is True
        assert seen(published) == "new"
        assert put(published, "newer") is is_plain
        assert seen(published) == "newer"


def test_killed_in_the_gap_the_old_one_comes_back(tmp_path: Path) -> None:
    for is_plain in (True, False):
        published = PublishedSite(tmp_path / f"site{is_plain}", is_plain)
        site(published.folder, "old")
        published.begin()
        site(published.staged.root, "new")
        published.folder.rename(published.work / ".old")
        published.begin()
        assert seen(published) == "old"
        assert not published.staged.root.exists()


#: What a stranger's folder may hold; a sitemap and pages are in every website.
_FOREIGN = ("letter.txt", "sitemap.xml", "index.html", "404.html", "units/index.html", "years/a.html", "信/家书.doc")


@given(st.sets(st.sampled_from(_FOREIGN), min_size=1), st.booleans())
def test_what_is_no_site_is_not_touched(
    tmp_path_factory: pytest.TempPathFactory, files: set[str], is_plain: bool
) -> None:
    home = tmp_path_factory.mktemp("www")
    published = PublishedSite(home / "home", is_plain)
    for file in files:
        (published.folder / file).parent.mkdir(parents=True, exist_ok=True)
        (published.folder / file).write_text("dear", encoding="utf-8")
    with pytest.raises(FaultError, match=r"里有别的东西.*怎么改"):
        published.begin()
    assert {path.name for path in home.iterdir()} == {"home"}
    assert {str(path.relative_to(published.folder)) for path in published.folder.rglob("*.*")} == files


@pytest.mark.parametrize("is_plain", [True, False])
def test_what_is_hidden_beside_a_site_is_not_lost(tmp_path: Path, is_plain: bool) -> None:
    """A branch of GitHub Pages is a site and its ``.git``."""
    published = PublishedSite(tmp_path / "pages", is_plain)
    site(published.folder, "old")
    (published.folder / ".git").mkdir()
    with pytest.raises(FaultError, match=r"里有 \.git.*怎么改：把 \.git 移走"):
        published.begin()
    (published.folder / ".git").rename(tmp_path / "moved")
    put(published, "new")
    assert seen(published) == "new"


@pytest.mark.parametrize("is_plain", [True, False])
def test_a_file_or_a_mount_point_is_refused_before_anything_is_built(
    tmp_path: Path, is_plain: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = PublishedSite(tmp_path / "home", is_plain)
    published.folder.write_text("dear", encoding="utf-8")
    with pytest.raises(FaultError, match=r"是一个文件.*怎么改"):
        published.begin()
    monkeypatch.setattr("os.path.ismount", lambda path: path == published.folder)
    published.folder.unlink()
    published.folder.mkdir()
    with pytest.raises(FaultError, match=r"是挂载点.*怎么改"):
        published.begin()
    assert {path.name for path in tmp_path.iterdir()} == {"home"}


def test_a_foreign_link_is_not_touched(tmp_path: Path) -> None:
    site(tmp_path / "real", "old")
    for target in ("real", "nowhere"):
        (tmp_path / "site").symlink_to(target)
        for is_plain in (True, False):
            with pytest.raises(FaultError, match=r"是一个链接.*怎么改.*先删掉这个链接"):
                PublishedSite(tmp_path / "site", is_plain).begin()
        (tmp_path / "site").unlink()


def test_a_link_is_not_taken_for_a_plain_folder(tmp_path: Path) -> None:
    put(PublishedSite(tmp_path / "site"), "one")
    with pytest.raises(FaultError, match=r"是发布用的链接.*怎么改：去掉 --plain"):
        PublishedSite(tmp_path / "site", is_plain=True).begin()


def test_an_unfinished_release_is_not_gone_back_to(tmp_path: Path) -> None:
    published = PublishedSite(tmp_path / "site")
    put(published, "one")
    put(published, "two")
    first = published.releases[0]
    (first / FINISHED).rename(first / UNFINISHED)
    with pytest.raises(FaultError, match="没有更早的一版"):
        published.back(lambda _: None)
    assert seen(published) == "two"


def test_the_clock_may_go_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published = PublishedSite(tmp_path / "site")
    for number, now in enumerate((2e9, 1e9, 1e9, 3e9)):
        monkeypatch.setattr("time.time", lambda now=now: now)
        put(published, str(number))
        assert published.releases[-1] == published.folder.resolve()
        assert seen(published) == str(number)


def test_names_are_exchanged_in_one_call(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").symlink_to("c")
    assert exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a").is_symlink()
    assert (tmp_path / "b").is_dir()
    assert not exchange(tmp_path / "a", tmp_path / "none")


@given(st.integers(0, 0o777), st.integers(0, 0o777))
def test_a_web_server_may_read_everything(tmp_path_factory: pytest.TempPathFactory, folder: int, file: int) -> None:
    home = tmp_path_factory.mktemp("modes")
    (home / "units").mkdir()
    (home / "units/index.html").touch()
    (home / "units/index.html").chmod(file)
    (home / "units").chmod(folder | 0o700)
    make_readable(home)
    assert [path.stat().st_mode & 0o777 for path in (home, home / "units", home / "units/index.html")] == [
        0o755,
        0o755,
        0o644,
    ]
