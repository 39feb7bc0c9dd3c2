"""Where a preview cannot be served, `make serve` says why, and the address that it offers is right."""

from __future__ import annotations

import re
import socket

import pytest
from tests.conftest import ROOT

from gongkai.cli.address import fault_of_address


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("8000", "写法不对"),
        ("127.0.0.1", "写法不对"),
        ("127.0.0.1:0", "写法不对"),
        ("127.0.0.1:99999", "写法不对"),
        ("127.0.0.1：8000", "写法不对"),
        ("no-such-host.invalid:8000", "找不到地址"),
        ("192.0.2.1:8000", "不是这台电脑的"),
    ],
)
def test_a_bad_address_is_told_with_a_right_one(address: str, words: str) -> None:
    fault = fault_of_address(address)
    assert words in fault
    assert re.search(r"ADDR=127\.0\.0\.1:\d+", fault)


def test_a_busy_port_is_told_and_a_free_one_is_not() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        assert "已经有程序在用" in fault_of_address(address)
    assert fault_of_address(address) == ""


def test_make_serve_asks_before_it_starts() -> None:
    assert "gongkai.cli.address '$(ADDR)'" in (ROOT / "Makefile").read_text(encoding="utf-8")
