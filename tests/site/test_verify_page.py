"""The page that tells a journalist how to check: every command on it is run, on a true file and on an altered one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Final

import pytest
from tests.conftest import ROOT
from tests.html_text import read_page

from gongkai.open_data.sums import SUMS, parse_sums
from gongkai.verify.chain import chain_bytes, extended
from gongkai.verify.signature import sign

PAGE: Final = ROOT / "docs/about/verify.md"
UNIT, YEAR = "yanshi-weijian", "2023"
REPORT: Final = f"units/{UNIT}/{YEAR}"
BLOCKS: Final[tuple[str, ...]] = tuple(
    block.replace("单位标识", UNIT).replace("年度/", f"{YEAR}/")
    for block in re.findall(r"(?ms)^```sh\n(.*?)^```", PAGE.read_text(encoding="utf-8"))
)
#: What a reader of Windows types instead; there is no PowerShell here to try it.
POWERSHELL: Final = {
    "(Get-FileHash report.csv).Hash.ToLower()",
    "Select-String units/单位标识/年度/report.csv SHA256SUMS",
}


def block(words: str) -> str:
    """The one block of commands with these words."""
    (found,) = (block for block in BLOCKS if words in block)
    return found


def run(folder: Path, words: str) -> str:
    """What the block with these words says in a folder."""
    done = subprocess.run(["sh", "-c", block(words)], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    return sha256(path.read_bytes()).hexdigest()


def alter(path: Path) -> None:
    """Change one digit, so that nobody sees it from the size."""
    content = path.read_text(encoding="utf-8")
    at = next(found.start() for found in re.finditer(r"(?<=\d)\d", content[200:])) + 200
    path.write_text(f"{content[:at]}{(int(content[at]) + 1) % 10}{content[at + 1 :]}", encoding="utf-8")


@pytest.fixture(scope="module")
def published(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with the record of two publications, signed; the first was of a site with another report.csv."""
    site = tmp_path_factory.mktemp("verify") / "site"
    shutil.copytree(demo_site, site)
    (site / "SHA256SUMS.old").write_bytes((site / SUMS).read_bytes())
    path = f"  {REPORT}/report.csv\n"
    text = (site / SUMS).read_text(encoding="utf-8")
    (site / "SHA256SUMS.old").write_text(re.sub(f"[0-9a-f]{{64}}{path}", f"{'0' * 64}{path}", text), encoding="utf-8")
    manifest = digest(site / "data/manifest.json")
    first = extended((), "a" * 40, "2026-01-31T08:00:00Z", manifest, digest(site / "SHA256SUMS.old"))
    both = extended(first, "b" * 40, "2026-02-28T08:00:00Z", manifest, digest(site / SUMS))
    (site / "chain.json.old").write_bytes(chain_bytes(first))
    (site / "chain.json").write_bytes(chain_bytes(both))
    key = site.parent / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    (site / "SHA256SUMS.sig").write_bytes(sign((site / SUMS).read_bytes(), key))
    (site / "allowed_signers").write_text(
        f'fabu namespaces="gongkai" {key.with_suffix(".pub").read_text()}', encoding="utf-8"
    )
    return site


@pytest.fixture
def saved(published: Path, tmp_path: Path) -> Path:
    """What a reader has saved."""
    folder = tmp_path / "saved"
    shutil.copytree(published / REPORT, folder)
    for name in (SUMS, "SHA256SUMS.old", "SHA256SUMS.sig", "chain.json", "chain.json.old", "allowed_signers"):
        shutil.copy(published / name, folder)
    return folder


#: The blocks that the tests below run, by words of theirs.
TRIED: Final = (
    "sha256sum report.csv", "shasum -a 256", "grep units/", "python3 -c", "sha256sum SHA256SUMS\n",
    "diff SHA256SUMS.old", "diff old.txt", "tail -n 1\n", "sed -n", "ssh-keygen", "--check --quiet",
)  # fmt: skip  # words, read in a row


def test_every_command_of_the_page_is_tried() -> None:
    assert {block(words) for words in TRIED if words != "tail -n 1\n"} | {last_sums()} == {*BLOCKS}
    assert len(BLOCKS) == len(TRIED)
    typed = re.findall(r"```powershell\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert {line.strip() for block in typed for line in block.splitlines() if line.strip()} == POWERSHELL


def test_every_command_stands_on_the_page_as_it_is_typed(demo_site: Path) -> None:
    page = (demo_site / "about/verify/index.html").read_text(encoding="utf-8")
    shown = [unescape(re.sub("<[^>]*>", "", block)) for block in re.findall(r"(?s)<pre\b.*?</pre>", page)]
    typed = [block for block in shown if block not in {f"{line}\n" for line in POWERSHELL}]
    assert [block.replace("单位标识", UNIT).replace("年度/", f"{YEAR}/") for block in typed] == [*BLOCKS]


def last_sums() -> str:
    """The block that looks for the list in the chain."""
    (found,) = (block for block in BLOCKS if block.startswith('grep -o \'"SHA256SUMS"'))
    return found


@pytest.mark.parametrize("words", ["sha256sum report.csv", "shasum -a 256"])
def test_a_file_is_compared_with_its_line(saved: Path, words: str) -> None:
    listed = run(saved, "grep units/")
    assert listed.count("\n") == 1
    assert run(saved, words).split()[0] == listed.split()[0] == digest(saved / "report.csv")
    alter(saved / "report.csv")
    assert run(saved, words).split()[0] != listed.split()[0]


def test_the_checksum_of_the_data_is_made_again_from_the_file(saved: Path, published: Path) -> None:
    made = run(saved, "python3 -c").strip()
    page = re.sub(r"<[^>]*>", "", (saved / "index.html").read_text(encoding="utf-8"))
    assert f"数据校验值（怎样核对）：{made}" in page
    listed = json.loads((published / "data/manifest.json").read_text(encoding="utf-8"))["报告"]
    assert made in [one["数据SHA-256"] for one in listed if (one["单位"], one["年度"]) == (UNIT, int(YEAR))]
    report = (saved / "report.json").read_text(encoding="utf-8")
    figure = re.search(r'"公开数":.*?"决算":([0-9.]+)', report)
    assert figure
    (saved / "report.json").write_text(f"{report[: figure.end(1)]}0{report[figure.end(1) :]}", encoding="utf-8")
    assert re.fullmatch("[0-9a-f]{64}", changed := run(saved, "python3 -c").strip())
    assert changed != made


def test_two_dates_are_compared(saved: Path) -> None:
    assert run(saved, "sha256sum SHA256SUMS\n").split()[0] == digest(saved / SUMS)
    lines = run(saved, "diff SHA256SUMS.old").splitlines()
    assert [line[:2] for line in lines if line[0] in "<>"] == ["< ", "> "]
    assert all(line.endswith(f"  {REPORT}/report.csv") for line in lines if line[0] in "<>")
    shutil.copy(saved / SUMS, saved / "SHA256SUMS.old")
    assert run(saved, "diff SHA256SUMS.old") == ""


def test_a_history_that_goes_on_and_one_that_was_rewritten(saved: Path) -> None:
    assert [line[0] for line in run(saved, "diff old.txt").splitlines()] == ["1", ">"]
    done = subprocess.run(["sh", "-c", last_sums()], cwd=saved, capture_output=True, text=True, check=True)
    assert done.stdout == f'"SHA256SUMS":"{digest(saved / SUMS)}"\n'
    made = run(saved, "sed -n").split()[0]
    assert json.loads((saved / "chain.json").read_text(encoding="utf-8"))["发布"][-1]["校验值"] == made
    chain = (saved / "chain.json").read_text(encoding="utf-8")
    (saved / "chain.json").write_text(chain.replace("2026-01-31", "2026-01-30"), encoding="utf-8")
    assert "<" in [line[0] for line in run(saved, "diff old.txt").splitlines()]
    (saved / "chain.json").write_text(chain.replace("2026-02-28", "2026-02-27"), encoding="utf-8")
    assert run(saved, "sed -n").split()[0] != made


def test_a_signature_is_good_only_for_what_was_signed(saved: Path) -> None:
    assert 'Good "gongkai" signature for fabu' in run(saved, "ssh-keygen")
    alter(saved / SUMS)
    assert "Good" not in run(saved, "ssh-keygen")


def test_the_whole_site_in_one_command(published: Path) -> None:
    assert run(published, "--check --quiet") == ""
    page = published / REPORT / "index.html"
    before = page.read_bytes()
    alter(page)
    assert f"{REPORT}/index.html: FAILED" in run(published, "--check --quiet")
    page.write_bytes(before)


def test_every_report_shows_the_checksum_of_its_own_data(published: Path, site: Path) -> None:
    """All reports of seed and demo; those whose figures are not shown have none."""
    for folder in (published, site):
        listed = json.loads((folder / "data/manifest.json").read_text(encoding="utf-8"))["报告"]
        assert len(listed) >= 1
        for report in listed:
            page = folder / f"units/{report['单位']}/{report['年度']}/index.html"
            text = re.sub(r"<[^>]*>", "", page.read_text(encoding="utf-8"))
            shown = re.findall("数据校验值（怎样核对）：([0-9a-f]{64})", text)
            assert shown == ([report["数据SHA-256"]] if report["状态"] == "已公开" else [])
            assert "../../../about/verify/" in read_page(page).links or not shown


def test_every_corrected_report_keeps_its_versions_at_an_address(published: Path) -> None:
    checksums = parse_sums((published / SUMS).read_bytes())
    corrected = {path for path in checksums if path.endswith("/history.json")}
    assert len(corrected) >= 2
    for path in (path for path in checksums if re.fullmatch(r"units/[^/]+/\d{4}/report.json", path)):
        report = json.loads((published / path).read_text(encoding="utf-8"))
        history = f"{path.removesuffix('report.json')}history.json"
        entries = report["公开数"].get("更正", [])
        assert (history in corrected) is bool(entries)
        if entries:
            kept = json.loads((published / history).read_text(encoding="utf-8"))
            assert [(one["日期"], one["内容"]) for one in kept["更正"]] == [(e["日期"], e["内容"]) for e in entries]
            assert kept["更正"][-1]["更正后数据SHA-256"] == kept["数据SHA-256"]
            assert "history.json" in read_page(published / history.replace("history.json", "index.html")).links
