"""A unit group built once more, into a folder of its own, and compared with what is published: letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ..build.fingerprint import BuildInputs, CheckInputs
from ..build.unit import build_unit_group, unit_frames
from ..build.unit_groups import UnitGroup
from ..load.inventory import Inventory
from ..pages.data import Publication
from ..render.frame import SLOTS, FrameKind, Frames, Slots
from ..render.html import renderer
from .fault import Fault, Group
from .page import SEPARATOR, ParsedPage

_BETWEEN: Final = "\x1e"
_EDIT: Final = re.compile(rb'<p class="gk-edit">.*?</p>\n', re.DOTALL)
#: What is in a page besides its content, as it is told.
_AROUND: Final = {
    "title": "标题", "description": "说明", "head": "页头的标记",
    "side": "旁边的链接", "menu": "菜单", "toc": "本页目录",
}  # fmt: skip  # two lines
#: Differences that are named of one page.
_MOST: Final = 5
#: So many characters of a text, and the rest of a number.
_EXCERPT: Final = re.compile(r".{0,59}(?:[\d.,]+|.)?", re.DOTALL)


def bare_frames() -> Frames:
    """Frames with nothing but the slots."""
    return Frames(lambda _, slots: _BETWEEN.join(getattr(slots, name) for name in SLOTS))


def bare_page(slots: Slots) -> bytes:
    """A page in its bare frame."""
    return bare_frames().find(FrameKind(0)).fill(slots)


@dataclass(frozen=True, slots=True)
class Again:
    """What building once more needs.

    Attributes:
        root: the project.
        site: the folder that is audited.
        inventory: the data folder but for its reports.
        publication: the site's settings.
    """

    root: Path
    site: Path
    inventory: Inventory
    publication: Publication

    def compare(self, group: UnitGroup) -> Iterator[Fault]:
        """Every difference between a group's files and what its data makes of it."""
        publication = replace(self.publication, edit="")
        check = CheckInputs(self.root, self.inventory, "")
        with TemporaryDirectory(prefix="gongkai-audit-") as folder:
            output, parts = Path(folder, "site"), Path(folder, "parts")
            inputs = BuildInputs(check, publication, False, output, parts, unit_frames(bare_frames()))
            for path in build_unit_group(group, inputs, renderer()).files:
                yield from self.differences(path, (output / path).read_bytes())

    def differences(self, path: str, expected: bytes) -> Iterator[Fault]:
        """What is different in a file; nothing of one that is missing, which is reported by itself."""
        try:
            content = (self.site / path).read_bytes()
        except OSError:
            return
        if path.endswith(".html"):
            yield from differences_of_page(path, content, expected)
        elif content != expected:
            yield _difference_of_file(path, content, expected)


def differences_of_page(path: str, content: bytes, expected: bytes) -> Iterator[Fault]:
    """What is different in a page, apart from what is around all pages."""
    content = _EDIT.sub(b"", content)
    parts = dict(zip(SLOTS, expected.split(_BETWEEN.encode()), strict=True))
    wrong = [name for name in ("content", *_AROUND) if parts[name] not in content]
    if "side" not in wrong and parts["menu"] in parts["side"] and content.count(parts["menu"]) < 2:  # it stands in both
        wrong.append("menu")
    if b"<title>" + parts["title"] not in content and parts["title"]:
        wrong.append("title")
    if "content" in wrong:
        ours, theirs = ParsedPage(path, content), ParsedPage(path, b"<article>" + parts["content"] + b"</article>")
        faults = differences_of_texts(ours, theirs)
        yield from faults[:_MOST] or [Fault(Group.WORDS, path, "内容和数据写成的不同")]
    elif wrong:
        yield Fault(Group.WORDS, path, f"{'、'.join(_AROUND[name] for name in wrong)}和数据写成的不同")


def differences_of_texts(ours: ParsedPage, theirs: ParsedPage) -> list[Fault]:
    """Every text that is different in the articles of two pages, with where it stands."""
    return [*_cells(ours, theirs)] or [*_texts(ours, theirs)]


def _cells(ours: ParsedPage, theirs: ParsedPage) -> Iterator[Fault]:
    """Cells of tables of one shape that are different: where each stands, and what should be there."""
    for one, other in zip(ours.tree.css("table"), theirs.tree.css("table"), strict=False):
        caption = one.css_first("caption")
        named = caption.text(separator=SEPARATOR).split(SEPARATOR)[0].split("\u2003")[0] if caption else "表"
        rows, right = ([[c.text() for c in row.css("th, td")] for row in t.css("tr")] for t in (one, other))
        for row, expected in zip(rows, right, strict=False):
            if row != expected and len(row) == len(expected) == len(rows[0]):
                for column, cell, should in zip(rows[0], row, expected, strict=True):
                    if cell != should:
                        place, (said, meant) = f"表“{named}”里“{expected[0]}”的“{column}”", _around(cell, should)
                        yield Fault(Group.FIGURES, ours.path, f"{place}写的是 {said}", f"照数据应为 {meant}")


def _texts(ours: ParsedPage, theirs: ParsedPage) -> Iterator[Fault]:
    """Texts that are different, each with the words before it."""
    texts, right = ours.texts, theirs.texts
    for what, a, b, c, d in SequenceMatcher(None, texts, right, autojunk=False).get_opcodes():
        if what != "equal":
            before = _words_before(texts, a)
            place = f"“{before}”后面" if before else "开头"
            said, should = " ".join(texts[a:b]) or "没有", " ".join(right[c:d]) or "没有"
            said, should = _around(said, should)
            yield Fault(Group.FIGURES, ours.path, f"{place}写的是 {said}", f"照数据应为 {should}")


def _words_before(texts: Sequence[str], at: int) -> str:
    return texts[at - 1][-30:] if at else ""


def _around(said: str, should: str) -> tuple[str, str]:
    """Two texts cut down to where they differ, with some words around; no number is cut."""
    start = next((at for at, (a, b) in enumerate(zip(said, should, strict=False)) if a != b), 0)
    start = max(start - 16, 0)
    return _cut(said[start:]), _cut(should[start:])


def _cut(words: str) -> str:
    return found[0] if (found := _EXCERPT.match(words)) else ""


def _difference_of_file(path: str, content: bytes, expected: bytes) -> Fault:
    if b"\0" in expected:  # no text: its bytes say nothing to a reader
        return Fault(Group.DATA, path, "和数据写成的不同")
    at = next((i for i, (a, b) in enumerate(zip(content, expected, strict=False)) if a != b), 0)
    at = min(at or min(len(content), len(expected)), len(content))
    said, should = (text[max(at - 40, 0) : at + 24].decode("utf-8", "ignore") for text in (content, expected))
    group = Group.FIGURES if len(content) == len(expected) else Group.DATA
    return Fault(group, path, f"和数据写成的不同：第 {at + 1} 个字节处是 …{said!r}…", f"应为 …{should!r}…")
