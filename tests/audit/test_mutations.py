"""Amounts on report pages with one digit flipped: each is told by the proof, and the audit says where it stands."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

from tests.audit.planted import linked, look
from tests.conftest import DEMO

from gongkai.audit.figures import prove
from gongkai.audit.links import Links
from gongkai.audit.markup import Markup
from gongkai.audit.page import ParsedPage
from gongkai.audit.proof import prove_left
from gongkai.audit.sayable import Around, History
from gongkai.audit.site_files import files_of
from gongkai.audit.stated import Stated
from gongkai.audit.written import Written
from gongkai.load.inventory import take_inventory

#: An amount between two tags of an article.
_AMOUNT = re.compile(rb"(?<![\d,.])\d[\d,]*\.\d\d(?![\d%])(?=[^<>]*<)")
_FLIPS = 600
_WHOLE = 8


def flips(page: bytes, chance: random.Random, number: int) -> list[tuple[bytes, bytes]]:
    """Some pages with one digit of one amount changed, each with the changed amount."""
    start = page.index(b"<article")
    spots = [m for m in _AMOUNT.finditer(page, start)]
    found = []
    for spot in chance.sample(spots, min(number, len(spots))):
        at = chance.choice([i for i in range(*spot.span()) if page[i : i + 1].isdigit()])
        digit = chance.choice([d for d in b"123456789" if d != page[at]])
        changed = page[:at] + bytes([digit]) + page[at + 1 :]
        found.append((changed, changed[slice(*spot.span())]))
    return found


def links_of(site: Path) -> Links:
    """Every address of a site, and any of another."""
    return Links(files_of(site).keys(), "", "")


def reports(site: Path) -> list[Path]:
    """The folders of all reports with figures."""
    return sorted(path.parent for path in site.glob("units/*/*/report.json"))


def test_a_flipped_digit_is_never_proved(demo_site: Path) -> None:
    chance, frame = random.Random(571), take_inventory(DEMO).frame
    told, missed = 0, []
    for folder in chance.sample(reports(demo_site), 60):
        beside = (json.loads((f / "report.json").read_bytes()) for f in reports(demo_site) if f.parent == folder.parent)
        years = History({stated.year: stated for stated in map(Stated, beside)})
        around = Around.of(frame, folder.parent.name)
        content = (folder / "index.html").read_bytes()
        true = len(prove(ParsedPage("", content).article, years.years[int(folder.name)], years, around).open)
        for page, amount in flips(content, chance, _FLIPS // 60):
            proof = prove(ParsedPage("", page).article, years.years[int(folder.name)], years, around)
            told += len(proof.open) > true
            if len(proof.open) <= true:
                at = page.index(amount)
                missed.append((folder.parent.name, folder.name, page[at - 90 : at + 60].decode("utf-8", "ignore")))
    assert told + len(missed) > _FLIPS * 0.95
    assert not missed, missed


def changed_anywhere(page: bytes, chance: random.Random, number: int) -> list[bytes]:
    """Some pages with one character of the article changed: every other time a digit between two tags."""
    text = page.decode()
    start, end = text.index("<article"), text.rindex("</article>")
    digits = [m.start() for m in re.finditer(r"\d(?=[^<>]*<)", text[start:end])]
    spots = [start + chance.choice(digits) if at % 2 else chance.randrange(start, end) for at in range(number)]
    return [(text[:at] + chance.choice("0123456789,.—<\n") + text[at + 1 :]).encode() for at in spots]


def test_nothing_is_proved_by_letter_that_is_not_proved_by_figure(demo_site: Path) -> None:
    """Any change of one character that the figures tell is told by the lines too, whatever they know of other pages."""
    chance, frame, markup = random.Random(972), take_inventory(DEMO).frame, Markup(links_of(demo_site))
    told, passed = 0, []
    for folder in chance.sample(reports(demo_site), 30):
        beside = (json.loads((f / "report.json").read_bytes()) for f in reports(demo_site) if f.parent == folder.parent)
        years = History({stated.year: stated for stated in map(Stated, beside)})
        stated, around = years.years[int(folder.name)], Around.of(frame, folder.parent.name)
        path, content = f"{folder.relative_to(demo_site).as_posix()}/index.html", (folder / "index.html").read_bytes()
        before = len(prove(ParsedPage(path, content).article, stated, years, around).open)
        for page in [content, content, *changed_anywhere(content, chance, 20)]:
            written = Written(stated, years)
            plain = markup.read(path, page, lambda: "http", written)
            if plain is not None and not prove_left(written, around).open:
                after = len(prove(ParsedPage(path, page).article, stated, years, around).open)
                passed += [(path, [line for line in page.splitlines() if line not in content])] * (after > before)
            else:
                told += 1
    assert told > 100
    assert not passed, passed


def test_the_audit_says_where_a_flipped_digit_stands(demo_site: Path, tmp_path: Path) -> None:
    chance = random.Random(971)
    site, expected = linked(demo_site, tmp_path / "site"), dict[str, str]()
    for folder in chance.sample(reports(site), _WHOLE):
        page = folder / "index.html"
        content, amount = flips(page.read_bytes(), chance, 1)[0]
        page.unlink()
        page.write_bytes(content)
        expected[page.relative_to(site).as_posix()] = amount.decode()
    found = look(site, DEMO)
    told = {path: " ".join(fault.what for fault in found.faults if fault.file == path) for path in expected}
    assert {path for path, amount in expected.items() if amount not in told.get(path, "")} == set(), told
