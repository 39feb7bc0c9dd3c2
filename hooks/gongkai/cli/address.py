"""``python -m gongkai.cli.address 127.0.0.1:8000``: whether a preview can be served there; one sentence where not."""

from __future__ import annotations

import errno
import re
import socket
import sys
from typing import Final

_ADDRESS: Final = re.compile(r"(?P<host>[\w.-]+|\[[0-9a-fA-F:]+\]):(?P<port>\d{1,5})")
_LAST_PORT: Final = 65535
_EXAMPLE: Final = "make serve ADDR=127.0.0.1:{port}"


def fault_of_address(words: str) -> str:
    """Why nothing can be served at an address, with the cure; "" where it can."""
    found = _ADDRESS.fullmatch(words)
    if found is None or not 0 < int(found["port"]) <= _LAST_PORT:
        return f"地址“{words}”的写法不对。怎么改：写成 地址:端口，端口是 1 到 65535，例如 {_EXAMPLE.format(port=8001)}"
    host, port = found["host"].strip("[]"), int(found["port"])
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            trial.bind(place)
    except socket.gaierror:
        return f"找不到地址“{host}”。怎么改：只在本机看，写 {_EXAMPLE.format(port=port)}"
    except OSError as error:
        return _refusal(error, host, port)
    return ""


def _refusal(error: OSError, host: str, port: int) -> str:
    other = _EXAMPLE.format(port=port + 1 if port < _LAST_PORT else 8000)
    if error.errno == errno.EADDRINUSE:
        return f"端口 {port} 已经有程序在用，多半是另一个预览还开着。怎么改：关掉那一个，或者换一个端口：{other}"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"没有权限用端口 {port}（1024 以下的要管理员）。怎么改：换一个：{_EXAMPLE.format(port=8000)}"
    return f"不能用地址“{host}”，它不是这台电脑的。怎么改：只在本机看，写 {_EXAMPLE.format(port=port)}"


if __name__ == "__main__":
    fault = fault_of_address(sys.argv[1] if len(sys.argv) > 1 else "")
    if fault:
        sys.stderr.write(f"{fault}\n")
    sys.exit(1 if fault else 0)
