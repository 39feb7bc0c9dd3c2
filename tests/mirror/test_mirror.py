"""A mirror holds the published bytes or is not written; nothing that stands elsewhere is ever touched."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest
from click.testing import CliRunner, Result
from tests.mirror.sites import FILES, tiny_site, unzipped, with_sums

from gongkai.cli.mirror import mirror


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published site."""
    return tiny_site(tmp_path / "www/jixiao")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where the mirror is to be."""
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept/jixiao.zip"


def run(site: Path, target: Path) -> Result:
    """The command."""
    return CliRunner().invoke(mirror, [str(site), str(target)])


def refused(site: Path, target: Path) -> str:
    """What is said; what stood at the target and beside it is as it was."""
    before = {path: path.is_file() and path.read_bytes() for path in target.parent.glob("*")}
    done = run(site, target)
    assert done.exit_code == 1, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert {path: path.is_file() and path.read_bytes() for path in target.parent.glob("*")} == before
    assert "怎么改：" in done.output
    return done.output


def test_the_site_stands_in_it_byte_by_byte(site: Path, target: Path, tmp_path: Path) -> None:
    (site / "chain.json").write_text("{}", encoding="utf-8")
    done = run(site, target)
    assert done.exit_code == 0, done.output
    assert sha256(target.read_bytes()).hexdigest() in done.output
    kept = unzipped(target, tmp_path / "unzipped")
    assert {*os.listdir(kept)} == {"README.txt", "网站", "离线"}
    for path in (*FILES, "SHA256SUMS", "chain.json"):
        assert (kept / "网站" / path).read_bytes() == (site / path).read_bytes()
    left_out = {"404.html", "assets/x.js", "search/units.json"}
    edition = {str(path.relative_to(kept / "离线")) for path in (kept / "离线").rglob("*") if path.is_file()}
    assert edition == {*FILES, "SHA256SUMS", "chain.json"} - left_out


def test_compressed_copies_for_a_server_are_left_out(site: Path, target: Path) -> None:
    assert run(site, target).exit_code == 0
    before = target.read_bytes()
    (site / "index.html.gz").write_bytes(b"x")
    assert run(site, target).exit_code == 0
    assert target.read_bytes() == before
    (site / "other.html.gz").write_bytes(b"x")
    assert "other.html.gz 不在 SHA256SUMS 里" in refused(site, target)


@pytest.mark.parametrize("folder", ["网站", "离线"])
def test_the_commands_of_its_readme_work(site: Path, target: Path, tmp_path: Path, folder: str) -> None:
    assert run(site, target).exit_code == 0
    kept = unzipped(target, tmp_path / "unzipped")
    said = (kept / "README.txt").read_bytes().decode("utf-8-sig")
    commands = [line.strip() for line in said.splitlines() if "--check" in line]
    assert [command.split()[0] for command in commands] == ["sha256sum", "shasum"]
    for command in commands:
        done = subprocess.run(command.split(), cwd=kept / folder, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout + done.stderr) == (0, "")
        page = kept / folder / "units/index.html"
        content = page.read_bytes()
        page.write_bytes(content.replace(b"x", b"y"))
        done = subprocess.run(command.split(), cwd=kept / folder, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert done.stdout == "units/index.html: FAILED\n"
        page.write_bytes(content)


def test_the_readme_says_what_it_is_of(site: Path, target: Path, tmp_path: Path) -> None:
    assert run(site, target).exit_code == 0
    said = (unzipped(target, tmp_path / "unzipped") / "README.txt").read_bytes().decode("utf-8-sig")
    for words in (
        "甲区 & 乙区",
        "https://example.gov.cn/jixiao/",
        "0123456789abcdef",
        "2023-11-14",
        f"{len(FILES)} 个",
    ):
        assert words in said
    page = (tmp_path / "unzipped/离线/index.html").read_text(encoding="utf-8")
    assert "离线副本（2023-11-14，提交 0123456789ab）：以网站公布的为准" in page


def test_the_same_site_gives_the_same_bytes(site: Path, target: Path, tmp_path: Path) -> None:
    assert run(site, target).exit_code == 0
    other = tmp_path / "elsewhere/other"
    shutil.copytree(site, other)
    for path in other.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (1, 1))
    before = target.read_bytes()
    assert run(other, target).exit_code == 0  # in place of the mirror before
    assert target.read_bytes() == before
    with zipfile.ZipFile(target) as archive:
        assert {info.external_attr >> 16 for info in archive.infolist()} == {0o100644}
        assert archive.testzip() is None


#: What is done to a site after it was published, and the words of the refusal.
FAULTS: dict[str, tuple[Callable[[Path], Any], str]] = {
    "a figure of the same length": (lambda site: edit(site / "units/index.html", b"x", b"y"), "units/index.html 和"),
    "a page emptied": (lambda site: (site / "index.html").write_bytes(b""), "index.html 和"),
    "a page deleted": (lambda site: (site / "units/index.html").unlink(), "少了 units/index.html"),
    "a folder in place of a file": (lambda site: replaced(site / "404.html"), "404.html"),
    "a file added": (lambda site: (site / "units/x.html").write_text("x"), "units/x.html 不在 SHA256SUMS 里"),
    "a hidden file added": (lambda site: (site / ".htaccess").write_text("x"), ".htaccess 不在 SHA256SUMS 里"),
    "no list": (lambda site: (site / "SHA256SUMS").unlink(), "没有 SHA256SUMS"),
    "a list cut off": (lambda site: edit(site / "SHA256SUMS", b"\n", b"", -1), "最后一行没有写完"),
    "a list of other things": (lambda site: (site / "SHA256SUMS").write_text("x\n"), "第 1 行"),
    "a list that leads out": (lambda site: edit(site / "SHA256SUMS", b"  404", b"  ../404"), "第 1 行"),
    "no status": (lambda site: (site / "status.json").unlink(), "没有 status.json，不是发布的网站"),
    "a status of other things": (lambda site: (site / "status.json").write_text("[]"), "status.json 写得不对"),
    "a status without a time": (lambda site: edit(site / "status.json", b"2023-", b"x"), "status.json 写得不对"),
}


def edit(path: Path, old: bytes, new: bytes, at: int = 0) -> None:
    """Change some bytes, the first or the last of them."""
    content = path.read_bytes()
    path.write_bytes(new.join(content.rsplit(old, 1) if at else content.split(old, 1)))


def replaced(path: Path) -> None:
    """A folder takes the place of a file."""
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_site_that_is_not_as_published_is_not_copied(site: Path, target: Path, fault: str) -> None:
    change, words = FAULTS[fault]
    change(site)
    assert words in refused(site, target)


def test_a_folder_that_is_no_site_is_refused(tmp_path: Path, target: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "none", Path(__file__)):
        assert "不是发布的网站" in refused(folder, target)


@pytest.mark.parametrize("name", ["x.zip", "units/x.zip", "../jixiao.releases/x.zip", "../.jixiao.building/x.zip"])
def test_a_mirror_is_not_put_into_the_site(site: Path, name: str) -> None:
    (site / name).parent.mkdir(exist_ok=True)
    assert "在网站自己的文件夹里" in refused(site, site / name)


def test_nor_through_a_link(tmp_path: Path) -> None:
    release = tiny_site(tmp_path / "www/jixiao.releases/1")
    link = tmp_path / "www/jixiao"
    link.symlink_to(release)
    (tmp_path / "other").symlink_to(release / "units")
    for target in (link / "x.zip", release / "x.zip", tmp_path / "other/x.zip", release.parent / "x.zip"):
        assert "在网站自己的文件夹里" in refused(link, target)
    assert run(link, tmp_path / "x.zip").exit_code == 0


def test_nothing_else_is_replaced(site: Path, target: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(target, "w") as other:
        other.writestr("a", "b")
    assert "不是本命令写的副本" in refused(site, target)
    target.write_bytes(b"")
    assert "不是本命令写的副本" in refused(site, target)
    target.unlink()
    target.mkdir()
    assert "不是本命令写的副本" in refused(site, target)
    target.rmdir()
    target.symlink_to(tmp_path / "none.zip")
    assert "不是本命令写的副本" in refused(site, target)


def test_a_name_and_a_folder_that_cannot_be(site: Path, target: Path) -> None:
    assert "以 .zip 结尾" in refused(site, target.with_suffix(".tar"))
    assert "mkdir -p" in refused(site, target.parent / "no/x.zip")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_disk_that_fails_leaves_nothing(
    site: Path, target: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fail(path: Path) -> Any:
        raise OSError(number, os.strerror(number))

    assert run(site, target).exit_code == 0
    monkeypatch.setattr("gongkai.mirror.mirror.content_of", fail)
    assert "jixiao.zip" in refused(site, target)


def test_a_disk_that_gets_full_is_said_in_words(site: Path, target: Path) -> None:
    (site / "large.pdf").write_bytes(os.urandom(3 << 20))
    with_sums(site)
    limit = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20)); "
    program = f"{limit}sys.argv[0] = 'gongkai'; from gongkai.cli import main; main()"
    command = [sys.executable, "-c", program, "mirror", str(site), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=target.parent, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("磁盘满了， jixiao.zip 没有写完。怎么改：腾出空间".replace("， ", "，"))
    assert not list(target.parent.glob("*"))


#: Runs the command, which gets a signal when it has read a part of the site's first file.
INTERRUPTED: Final = """
import os, sys
from gongkai.cli import main
from gongkai.mirror import mirror

read = mirror.content_of

def parts(path):
    for part in read(path):
        yield part
        os.kill(os.getpid(), {which:d})

mirror.content_of = parts
sys.argv[0] = "gongkai"
main()
"""


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_one_that_is_interrupted_leaves_nothing(site: Path, target: Path, which: signal.Signals) -> None:
    command = [sys.executable, "-c", INTERRUPTED.format(which=which), "mirror", str(site), str(target)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=site.parent, check=False)
    assert done.returncode == 1
    assert done.stderr == "已中断，没有做副本。\n"
    assert not list(target.parent.glob("*"))
