"""Published sites for the tests of mirrors: a tiny one, and any built one with its list of checksums."""

from __future__ import annotations

import os
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path

from gongkai.build.output import FINISHED
from gongkai.open_data.sums import SUMS, UNLISTED, sums_bytes

#: A site as small as can be, with everything that the two editions treat differently.
FILES = {
    "index.html": '<!doctype html><html><head><meta charset="utf-8">'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\">"
    '<script src="assets/x.js"></script></head><body><header></header><a href="units/">单位</a></body></html>',
    "404.html": "<p>没有这个页面</p>",
    "units/index.html": '<header></header><a href=\'..\'>x</a><a href="..">首页</a><a href="附件/一%20表.pdf">附件</a>',
    "units/附件/一 表.pdf": "%PDF-1.4",
    "assets/x.js": "1",
    "search/index.html": "<header></header>",
    "search/units.json": "[]",
    "status.json": '{"网站": "甲区 & 乙区", "网址": "https://example.gov.cn/jixiao/",'
    ' "提交": "0123456789abcdef", "时间": "2023-11-14T22:13:21Z"}',
}


def tiny_site(folder: Path) -> Path:
    """The tiny site, published."""
    for path, content in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    (folder / FINISHED).write_text("0", encoding="ascii")
    return with_sums(folder)


def with_sums(site: Path) -> Path:
    """The same site with a list of all its files."""
    files = {str(path.relative_to(site)): path for path in site.rglob("*") if path.is_file()}
    listed = {name: path for name, path in files.items() if name not in UNLISTED and name != FINISHED}
    (site / SUMS).write_bytes(
        sums_bytes({name: sha256(path.read_bytes()).hexdigest() for name, path in listed.items()})
    )
    return site


def linked_copy(site: Path, folder: Path) -> Path:
    """A copy of a built site with its list, on links to the same files."""
    shutil.copytree(site, folder, copy_function=os.link)
    (folder / SUMS).unlink(missing_ok=True)
    return with_sums(folder)


def unzipped(file: Path, folder: Path) -> Path:
    """What a ZIP holds."""
    with zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    return folder
