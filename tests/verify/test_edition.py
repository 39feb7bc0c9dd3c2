"""A mirror is what was published, whichever of its folders somebody opens."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from tests.mirror.sites import tiny_site

from gongkai.mirror.mirror import write_mirror
from gongkai.open_data.sums import parse_sums, sums_bytes
from gongkai.verify.places import open_source
from gongkai.verify.verify import verify

INDEX, UNITS, SUMS = "离线/index.html", "离线/units/index.html", "离线/SHA256SUMS"


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    write_mirror(tiny_site(tmp_path / "site"), tmp_path / "mirror.zip")
    return tmp_path / "mirror.zip"


def said(mirror: Path) -> set[str]:
    """What is told of a mirror, but for what the tiny site itself lacks."""
    found = verify(open_source(str(mirror)), is_published=False).differences
    about_the_site = ("data/manifest.json", "SHA256SUMS：没有列", "status.json")
    return {words for one in found if not any(part in (words := str(one)) for part in about_the_site)}


def forged(mirror: Path, changed: Mapping[str, bytes | None], *, before: bytes = b"") -> Path:
    """The same mirror with other members, its edition's list in step; None leaves one out."""
    with zipfile.ZipFile(mirror) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    listed = parse_sums(members[SUMS])
    for name, content in changed.items():
        path = name.removeprefix("离线/")
        members[name] = content or b""
        if name != SUMS and path in listed and content is not None:
            listed[path] = sha256(content).hexdigest()
    members = {name: content for name, content in members.items() if name not in changed or changed[name] is not None}
    members[SUMS] = changed.get(SUMS) or sums_bytes(listed)
    target = mirror.with_name("forged.zip")
    target.write_bytes(before)
    with zipfile.ZipFile(target, "a" if before else "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target


def page_of(mirror: Path, name: str = INDEX) -> str:
    with zipfile.ZipFile(mirror) as archive:
        return archive.read(name).decode()


def test_a_true_mirror_is_right(mirror: Path) -> None:
    assert said(mirror) == said(forged(mirror, {})) == set()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("单位", "部门", "说的与网站的 index.html 不同"),
        ("units/index.html", "https://example.com/", "说的与网站的 index.html 不同"),
        ("units/index.html", "index.html", "说的与网站的 index.html 不同"),
        ("<a ", "<a hidden ", "说的与网站的 index.html 不同"),
        ("</body>", "<!-- 别的 --></body>", "说的与网站的 index.html 不同"),
        ("</body>", "</body></html><p>别的", "说的与网站的 index.html 不同"),
        ("<head>", '<head><meta http-equiv="refresh" content="0;url=/">', "说的与网站的 index.html 不同"),
        ("<head>", '<head><base href="x">', "说的与网站的 index.html 不同"),
        ("</body>", "<script>x()</script></body>", "里面有脚本"),
        ("离线副本", "数字有误", "说的与网站的 index.html 不同"),
    ],
)
def test_a_forged_page_of_the_edition_is_named(old: str, new: str, words: str, mirror: Path) -> None:
    page = page_of(mirror)
    assert old in page
    assert said(forged(mirror, {INDEX: page.replace(old, new, 1).encode()})) == {f"改过  {INDEX}：{words}"}


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"离线/units/附件/一 表.pdf": b"%PDF-1.5"},
            "改过  离线/units/附件/一 表.pdf：与网站的 units/附件/一 表.pdf 不同",
        ),
        ({"离线/多.html": b"x"}, "多出  离线/多.html：网站里没有它"),
        ({"离线/404.html": "<p>没有这个页面</p>".encode()}, "多出  离线/404.html：离线/SHA256SUMS 没有列"),
        ({UNITS: None}, f"缺少  {UNITS}"),
        ({SUMS: b"x"}, f"读不了  {SUMS}"),
        ({"index.html": b"x"}, "多出  index.html：副本里没有它"),
        ({"../index.html": b"x"}, "多出  ../index.html：副本里没有它"),
        ({"网站\\index.html": b"x"}, "多出  网站\\index.html：副本里没有它"),
    ],
)
def test_what_is_no_part_of_a_mirror_is_named(changed: dict[str, bytes | None], expected: str, mirror: Path) -> None:
    (found,) = said(forged(mirror, changed))
    assert found.startswith(expected)


def test_a_program_before_the_zip_is_named(mirror: Path) -> None:
    assert said(forged(mirror, {}, before=b"<html>x</html>")) == {"多出  （ZIP 的开头）：前面接着别的内容"}


def test_a_name_that_stands_twice_beside_the_site_is_named(mirror: Path) -> None:
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(mirror, "a") as archive:
        archive.writestr("README.txt", "别的")
    assert said(mirror) == {"多出  （ZIP）：有 1 个文件名写了两次"}
