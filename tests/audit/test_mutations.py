"""Amounts on report pages with one digit flipped: each is told by the proof, and the audit says where it stands."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

from tests.audit.planted import linked, look
from tests.conftest import DEMO

from gongkai.audit.figures import prove
from gongkai.audit.page import ParsedPage
from gongkai.audit.record_text import parts_of, same_figures
from gongkai.audit.sayable import Around, History
from gongkai.audit.stated import Stated
from gongkai.load.inventory import take_inventory

#: An amount between two tags of an article.
_AMOUNT = re.compile(rb"(?<![\d,.])\d[\d,]*\.\d\d(?![\d%])(?=[^<>]*<)")
#: What a row of a CSV has of a figure: its value, and the same once more behind 公开.
_OF_ROW = re.compile("(?<=,)-?[\\d.]+(?=,[^,\r\n]*,公开,)|(?<=,公开,)-?[\\d.]+".encode())
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


def test_a_changed_digit_of_a_csv_is_never_the_same(demo_site: Path) -> None:
    """Any digit of a value, or of the same once more in its own column, in any row of what a report states."""
    chance, told = random.Random(97), 0
    for folder in chance.sample(reports(demo_site), 40):
        stated, _ = parts_of((folder / "report.json").read_bytes())
        rows = (folder / "report.csv").read_bytes()
        assert same_figures(stated, rows)
        spots = [at for m in _OF_ROW.finditer(rows) for at in range(*m.span()) if rows[at : at + 1].isdigit()]
        for at in chance.sample(spots, 20):
            digit = chance.choice([d for d in b"0123456789" if d != rows[at]])
            changed = rows[:at] + bytes([digit]) + rows[at + 1 :]
            assert not same_figures(stated, changed), (folder, changed.count(b"\n", 0, at))
            told += 1
    assert told == 800


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


def test_the_spending_of_an_earlier_year_is_not_proved(demo_site: Path) -> None:
    """Wherever a report says what was spent; the year before's, which its columns state, is seen by the second step."""
    frame, told, missed = take_inventory(DEMO).frame, 0, []
    for home in sorted({folder.parent for folder in reports(demo_site)}):
        beside = map(
            Stated, [json.loads((f / "report.json").read_bytes()) for f in reports(demo_site) if f.parent == home]
        )
        years = History({stated.year: stated for stated in beside})
        spent = {y: one.document["公开数"].get("收支", {}).get("本年支出合计") for y, one in years.years.items()}
        spent = {year: line["决算"] for year, line in spent.items() if isinstance(line, dict) and "决算" in line}
        around = Around.of(frame, home.name)
        for year, value in spent.items():
            page = ParsedPage("", (home / str(year) / "index.html").read_bytes()).article
            true, shown = len(prove(page, years.years[year], years, around).open), f"{float(value):,.2f}"
            for other in (float(of) for before, of in spent.items() if before < year - 1 and of != value):
                changed = page.replace(f"<b>{shown}</b>", f"<b>{other:,.2f}</b>").replace(
                    f"{shown} 万元", f"{other:,.2f} 万元"
                )
                is_told = len(prove(changed, years.years[year], years, around).open) > true
                told += is_told
                missed += [] if is_told else [(home.name, year, other)]
    assert told > 100
    assert not missed, missed
