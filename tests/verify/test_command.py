"""The command says what it found and what it cannot prove."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.verify.serving import run, served

from gongkai.open_data.sums import CHAIN, SUMS
from gongkai.verify.chain import chain_bytes, extended, parse_chain
from gongkai.verify.signature import sign


def test_the_command_says_what_it_found_and_what_it_cannot_prove(site: Path, tmp_path: Path) -> None:
    code, words = run(site)
    assert code == 0
    assert "与发布时一样：核对了 5 个文件、1 份报告的数据；发布 1 次，最后一次 2026-01-01T00:00:00Z，提交 1111" in words
    assert "连清单一起换掉的" in words
    assert run(site, "--chain", site / CHAIN)[0] == 0
    (site / "x\n\x1b[2J.html").write_text("x", encoding="utf-8")
    code, words = run(site)
    assert code == 1
    assert "有 1 处与发布时不一样" in words
    assert "\x1b" not in words
    with served(site) as address:
        assert "多出的文件看不到" in run(address)[1]


PROVES_NO_MORE = "只说明文件与网站自己的清单一致"


def test_a_chain_that_was_kept_earlier_proves_no_more_than_it_holds(site: Path, tmp_path: Path) -> None:
    (first,) = parse_chain((site / CHAIN).read_bytes())
    longer = extended((first,), first.commit, "2026-02-01T00:00:00Z", first.manifest, first.sums)
    (tmp_path / "old.json").write_bytes((site / CHAIN).read_bytes())
    code, words = run(site, "--chain", tmp_path / "old.json")
    assert code == 0
    assert PROVES_NO_MORE not in words
    assert "只证明到" not in words
    (site / CHAIN).write_bytes(chain_bytes(longer))
    code, words = run(site, "--chain", tmp_path / "old.json")
    assert code == 0
    assert "存下的发布链只证明到第 1 次发布，网站上有 2 次" in words
    assert PROVES_NO_MORE in words
    assert PROVES_NO_MORE in run(site)[1]
    other = extended((), first.commit, "2026-01-09T00:00:00Z", first.manifest, first.sums)
    (tmp_path / "old.json").write_bytes(chain_bytes(other))
    code, words = run(site, "--chain", tmp_path / "old.json")
    assert code == 1
    assert "历史被改写过" in words
    assert "只证明到" not in words
    assert PROVES_NO_MORE in words


def test_a_signature_that_no_key_was_given_for_is_said_to_be_unchecked(site: Path, tmp_path: Path) -> None:
    assert "签名" not in run(site)[1].replace("签名的公钥", "")
    (site / f"{SUMS}.sig").write_text("junk", encoding="utf-8")
    code, words = run(site)
    assert code == 1
    assert "改过  SHA256SUMS.sig：不是 SSH 签名" in words
    assert "有签名，没有核对：没有给公钥（--key）" in words
    (site / f"{SUMS}.sig").unlink()
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")], check=True)
    (site / f"{SUMS}.sig").write_bytes(sign((site / SUMS).read_bytes(), tmp_path / "key"))
    code, words = run(site)
    assert code == 0
    assert "有签名，没有核对：没有给公钥（--key）" in words
    with served(site) as address:
        assert "有签名，没有核对" in run(address)[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "找不到 nowhere。怎么改"),
        (["{site}", "--chain", "nowhere"], "找不到 nowhere。怎么改"),
        (["{site}", "--chain", "{site}/units"], "里没有 chain.json。怎么改"),
        (["{site}", "--chain", "{site}/status.json"], "不是本程序写的发布链。怎么改"),
        (["{site}", "--key", "nowhere"], "找不到 nowhere。怎么改"),
        (["http://127.0.0.1:9/a.zip"], "取不到 http://127.0.0.1:9/a.zip"),
    ],
)
def test_what_cannot_be_verified_is_said_with_its_cure(site: Path, arguments: list[str], words: str) -> None:
    code, found = run(*(argument.format(site=site) for argument in arguments))
    assert code == 2
    assert words in found


def test_without_ssh_keygen_it_is_said(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "allowed").write_text("fabu ssh-ed25519 AAAA\n", encoding="utf-8")
    for name in (CHAIN, SUMS):
        (site / f"{name}.sig").write_text("x", encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    code, words = run(site, "--key", tmp_path / "allowed")
    assert code == 2
    assert "没有 ssh-keygen。怎么改：运行 apt-get install openssh-client" in words


def test_a_signature_is_not_taken_for_a_proof_that_nothing_newer_was_published(site: Path, tmp_path: Path) -> None:
    """An older site put back is signed as rightly as it ever was."""
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")], check=True)
    (tmp_path / "allowed").write_text(f"fabu {(tmp_path / 'key.pub').read_text()}", encoding="utf-8")
    for name in (CHAIN, SUMS):
        (site / f"{name}.sig").write_bytes(sign((site / name).read_bytes(), tmp_path / "key"))
    code, words = run(site, "--key", tmp_path / "allowed")
    assert code == 0
    assert "退回旧版的网站，签名也对" in words
    code, words = run(site, "--key", tmp_path / "allowed", "--chain", site / CHAIN)
    assert code == 0
    assert "签名也对" not in words
