"""The pictures of the guides and of the README, taken from the fictional district: ``make pictures``.

Each is as wide as a phone, or a part of a wide page that is still read there; WebP, because the same picture in PNG is
three times as large.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import pypdfium2  # type: ignore[import-untyped]
from markdown import markdown
from playwright.sync_api import Browser, sync_playwright
from tests.build.few_reports import change_figure, copy_few
from tests.conftest import DEMO, ROOT, build, project_copy
from tests.guide.desk_pictures import NAMES as OF_THE_DESK
from tests.guide.desk_pictures import take_desk
from tests.office import to_pdf

FOLDER: Final = ROOT / "docs/assets/guide"
#: Those of the README, which are not on the site.
README: Final = ROOT / "docs/assets/screenshots"
#: CSS pixels: a phone, and what it shows of a page at one time.
PHONE: Final = 390
MOST: Final = 760
#: The largest that a picture may be, in bytes.
LARGEST: Final = 120_000
_QUALITY: Final = 0.82
#: PNG, or points of four bytes with their width, cut to a box → WebP.
_TO_WEBP: Final = """async ([bytes, width, left, top, right, bottom, quality]) => {
  const canvas = document.createElement("canvas");
  let drawn;
  if (width) {
    const points = Uint8ClampedArray.from(atob(bytes), letter => letter.charCodeAt(0));
    for (let at = 3; at < points.length; at += 4) points[at] = 255;
    drawn = await createImageBitmap(new ImageData(points, width));
  } else {
    drawn = new Image();
    drawn.src = "data:image/png;base64," + bytes;
    await drawn.decode();
  }
  canvas.width = (right || drawn.width) - left;
  canvas.height = (bottom || drawn.height) - top;
  canvas.getContext("2d").drawImage(drawn, -left, -top);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""


#: As a code host shows it.
_STYLE: Final = (
    "body{font:14px/1.6 sans-serif;margin:16px}table{border-collapse:collapse}"
    "td,th{border:1px solid #ccc;padding:4px;word-break:break-all}td:nth-child(n+3){white-space:nowrap}"
    "pre{background:#eee;white-space:pre-wrap}"
)


class Picture(NamedTuple):
    """A picture.

    Attributes:
        name: of the file, without its ending.
        address: of the page, below the folder of its site.
        first: the selector of what stands at the top; "" for the top of the page.
        height: of what is shown, in CSS pixels.
        width: of the window, in CSS pixels.
    """

    name: str
    address: str
    first: str = ""
    height: int = MOST
    width: int = PHONE


#: Of the demo as it is published.
OF_THE_SITE: Final = (
    Picture("report", "units/yanshi-caizheng/2019/index.html", "h1"),
    Picture("checked", "units/yanshi-weijian/2023/index.html", "#jiaohe", 590),
    Picture("corrected", "units/yanshi-caizheng/2019/index.html", "#gengzheng", 290),
    Picture("home", "index.html"),
    Picture("unit", "units/yanshi-wenlv/index.html", "h1"),
)
#: Of the same pages on a wide screen, and side by side as phones show them: for the README.
WIDE: Final = (
    Picture("home", "index.html", height=1180, width=1440),
    Picture("report", "units/yanshi-weijian/2023/index.html", height=1180, width=1440),
)
PHONES: Final = tuple(
    Picture("phone", address, height=844)
    for address in ("index.html", "units/yanshi-weijian/2023/index.html", "units/yanshi-weijian/index.html")
)
#: Of pages that are made for it.
BROKEN: Final = Picture("broken", "units/yanshi-renda/2021/index.html", ".gk-notice", 310)
SUMMARY: Final = Picture("summary", "summary.html", height=640, width=470)
FORM: Final = "form"
#: Of the first page of the form, in points of the picture.
FORM_BOX: Final = (60, 80, 820, 580)
NAMES: Final = frozenset(
    {*(FOLDER / f"{name}.webp" for name in (*(each.name for each in OF_THE_SITE), BROKEN.name, SUMMARY.name, FORM))}
    | {FOLDER / f"{name}.webp" for name in OF_THE_DESK}
    | {README / f"{name}.webp" for name in (*(each.name for each in WIDE), PHONES[0].name)}
)


def take(browser: Browser, site: Path, picture: Picture, scale: int = 2) -> bytes:
    """One picture, PNG, with ``scale`` points to a CSS pixel."""
    context = browser.new_context(viewport={"width": picture.width, "height": MOST}, device_scale_factor=scale)
    page = context.new_page()
    page.goto((site / picture.address).as_uri())
    top = 0.0
    if picture.first:
        box = page.locator(picture.first).first.bounding_box()
        assert box, picture
        top = max(0.0, box["y"] - 12)
    clip = {"x": 0, "y": top, "width": picture.width, "height": picture.height}
    png = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]  # a plain dict is what it takes
    context.close()
    return png


def to_webp(browser: Browser, image: bytes, width: int = 0, box: tuple[int, int, int, int] = (0, 0, 0, 0)) -> bytes:
    """PNG, or the points of a picture that is ``width`` wide, → WebP of the part in ``box``: left, top, right, bottom.

    The browser does it, so that nothing is installed for it.
    """
    context = browser.new_context()
    given = [base64.b64encode(image).decode(), width, *box, _QUALITY]
    made = context.new_page().evaluate(_TO_WEBP, given)
    context.close()
    return base64.b64decode(str(made))


def write_summary(folder: Path) -> None:
    """What a reviewer is told of a changed figure, as a code host shows it."""
    root = copy_few(folder / "change")
    run_git(root, "init", "-q", "-b", "main")
    run_git(root, "add", "-A")
    run_git(root, "commit", "-qm", "x")
    change_figure(root)
    command = [sys.executable, "-m", "gongkai", "check", "--root", str(root), "--format", "markdown", "--base", "HEAD"]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    body = markdown(said, extensions=["tables", "fenced_code"])
    page = f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style><p>演示数据</p>{body}"
    (folder / SUMMARY.address).write_text(page, encoding="utf-8")


def run_git(root: Path, *words: str) -> None:
    """Run git in ``root``."""
    subprocess.run(
        ["git", "-C", str(root), "-c", "user.name=x", "-c", "user.email=x@example.invalid", *words], check=True
    )


def take_form(browser: Browser, folder: Path) -> bytes:
    """The first page of the Excel form, as LibreOffice prints it: the part with the labels and the first columns."""
    form = folder / "form.xlsx"
    command = [sys.executable, "-m", "gongkai", "template", "2023", "yanshi-caizheng", "--root", str(DEMO)]
    subprocess.run([*command, "--output", str(form)], check=True, capture_output=True)
    pdf = pypdfium2.PdfDocument(to_pdf(form, folder))
    bitmap = pdf[1].render(scale=2, rev_byteorder=True, prefer_bgrx=True)
    return to_webp(browser, bytes(bitmap.buffer), bitmap.width, FORM_BOX)


def take_broken(browser: Browser, folder: Path) -> bytes:
    """The page of a report whose file cannot be read, in a preview."""
    root = project_copy(folder / "broken", DEMO)
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("demo: false", "demo: true"), encoding="utf-8")
    file = root / "data/2021/yanshi-renda.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("\n收支:\n", "\n收支\n", 1), encoding="utf-8")
    with preview():
        done = build(settings, folder / "preview")
    assert done.returncode == 0, done.stderr
    return to_webp(browser, take(browser, folder / "preview", BROKEN))


@contextmanager
def preview() -> Iterator[None]:
    """Build with the reports that are not published yet."""
    os.environ["GONGKAI_PREVIEW"] = "true"
    yield
    del os.environ["GONGKAI_PREVIEW"]


def take_phones(browser: Browser, site: Path, folder: Path) -> bytes:
    """Three pages side by side."""
    shown = [base64.b64encode(take(browser, site, phone)).decode() for phone in PHONES]
    pictures = "".join(f'<img width={PHONE} src="data:image/png;base64,{image}">' for image in shown)
    page = f"<body style='margin:0;display:flex;gap:24px;background:#d8dce2;padding:24px'>{pictures}"
    (folder / "phones.html").write_text(page, encoding="utf-8")
    width = 3 * PHONE + 2 * 24 + 48
    return take(browser, folder, Picture("phone", "phones.html", height=PHONES[0].height + 48, width=width), scale=1)


def take_all(browser: Browser, folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every picture with its file."""
    site = folder / "site"
    done = build(DEMO / "mkdocs.yml", site)
    assert done.returncode == 0, done.stderr
    write_summary(folder)
    for each in OF_THE_SITE:
        yield FOLDER / f"{each.name}.webp", to_webp(browser, take(browser, site, each))
    yield FOLDER / f"{SUMMARY.name}.webp", to_webp(browser, take(browser, folder, SUMMARY))
    yield FOLDER / f"{BROKEN.name}.webp", take_broken(browser, folder)
    yield FOLDER / f"{FORM}.webp", take_form(browser, folder)
    for name, image in take_desk(browser, folder / "desk"):
        yield FOLDER / f"{name}.webp", to_webp(browser, image)
    for each in WIDE:
        yield README / f"{each.name}.webp", to_webp(browser, take(browser, site, each, scale=1))
    yield README / f"{PHONES[0].name}.webp", to_webp(browser, take_phones(browser, site, folder))


def main() -> None:
    """Make all of them anew."""
    program = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for file, content in take_all(browser, Path(folder)):
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
        browser.close()


if __name__ == "__main__":
    main()
