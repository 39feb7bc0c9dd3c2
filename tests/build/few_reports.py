"""Some reports of the demo in a folder of their own, and a site of them without a host."""

from __future__ import annotations

import logging
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from tests.conftest import DEMO

from gongkai.build.output import FINISHED
from gongkai.render.frame import SLOTS, FrameKind, Frames, Slots
from gongkai.settings import Settings
from gongkai.site import Site, begin_site, build_site

#: Units with planted faults among these years, and one without.
LOG: Final = logging.getLogger(__name__)
UNITS: Final = ("yanshi-renda", "yanshi-shichang", "yanshi-jiaotong", "yanshi-nongye")
YEARS: Final = (2021, 2022)
#: Seconds since 1970 of the commit: what is told of a day does not change at midnight.
MOMENT: Final = 1_790_000_000


def copy_few(root: Path) -> Path:
    """The register, and the reports of a few units."""
    for file in ("units.yml", *(f"{year}/{name}.yml" for year in YEARS for name in ("_year", *UNITS))):
        (root / "data" / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DEMO / "data" / file, root / "data" / file)
    return root


def change_figure(root: Path, unit_id: str = "yanshi-renda", year: int = 2021) -> None:
    """Another figure of the same length."""
    path = root / f"data/{year}/{unit_id}.yml"
    text = path.read_text(encoding="utf-8")
    at = text.index("决算: ") + len("决算: ")
    path.write_text(text[:at] + ("8" if text[at] != "8" else "7") + text[at + 1 :], encoding="utf-8")


def render(_: FrameKind, slots: Slots) -> str:
    """The least of all frames."""
    return "\n".join(getattr(slots, name) for name in SLOTS)


def start_site(root: Path, output: Path | None = None, **settings: Any) -> Site:
    """All of a site that the host does not write; it is not finished."""
    known = {"site_name": "站", "site_url": "https://site.invalid/", "workers": 1, "search": False, "timestamp": MOMENT}
    setup = Settings.model_validate({"root": root, "output": output or root / "site", **known, **settings})
    return build_site(setup, begin_site(setup), (), Frames(render))


def write_site(root: Path, output: Path | None = None, **settings: Any) -> dict[str, str]:
    """A whole site; the SHA-256 of every file."""
    site, frames = start_site(root, output, **settings), Frames(render)
    for path, page in site.main_pages.items():
        kind, slots = site.main_page(path)
        if not site.is_current(path):
            site.manifest.output.write(page.file, frames.find(kind).fill(slots))
    site.finish(LOG)
    return sums(output or root / "site")


def sums(site: Path) -> dict[str, str]:
    """The SHA-256 of every file of a site."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file() and path.name != FINISHED)
    return {path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def times(site: Path) -> dict[str, int]:
    """When every file of a site was written, in nanoseconds."""
    files = (path for path in sorted(site.rglob("*")) if path.is_file() and path.name != FINISHED)
    return {path.relative_to(site).as_posix(): path.stat().st_mtime_ns for path in files}
