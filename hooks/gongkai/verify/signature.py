"""Detached signatures with OpenSSH: ``chain.json.sig`` and ``SHA256SUMS.sig``, made and looked at by ``ssh-keygen``."""

from __future__ import annotations

import base64
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Final

#: What a signature is for; one for another purpose is not valid here.
NAMESPACE: Final = "gongkai"
_MISSING: Final = "没有 ssh-keygen。怎么改：运行 apt-get install openssh-client"
#: A signature as a text; what it begins with unpacked (the version is 1), and of how many parts it is made then: key,
#: purpose, nothing, hash and the signature proper. See PROTOCOL.sshsig of OpenSSH.
_ARMOUR: Final = re.compile(rb"-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?")
_BEGIN: Final = b"SSHSIG\0\0\0\1"
_PARTS: Final = 5
#: Seconds.
_PATIENCE: Final = 60


class SignatureError(Exception):
    """No signature could be made or looked at; the message is for the person at work."""


def sign(content: bytes, key: Path) -> bytes:
    """The signature of ``content``.

    Args:
        content: what is signed.
        key: a private key, or the public one of a key that ssh-agent holds.

    Raises:
        SignatureError: ssh-keygen or the key is missing, or the key cannot be used.
    """
    if not key.is_file():
        cure = (
            "把 signing_key 改成钥匙所在的路径，没有钥匙就运行 ssh-keygen -t ed25519 -f 路径；不签名就删掉 signing_key"
        )
        raise SignatureError(f"找不到签名的钥匙 {key}。怎么改：{cure}")
    done = _run(["sign", "-n", NAMESPACE, "-f", str(key)], content)
    if done.returncode or not done.stdout.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        words = " ".join(done.stderr.decode("utf-8", "replace").split())
        cure = "钥匙有密码的，先运行 ssh-add 把它交给 ssh-agent，signing_key 写它的 .pub；再看钥匙归谁、别人能不能读"
        raise SignatureError(f"不能用 {key} 签名（{words}）。怎么改：{cure}")
    return done.stdout


def is_signature(content: bytes) -> bool:
    """Whether it has the form of a signature for this purpose; whose it is, only a key tells."""
    if not (match := _ARMOUR.fullmatch(content)):
        return False
    try:
        packed = base64.b64decode(match[1].replace(b"\n", b""), validate=True)
    except ValueError:
        return False
    if not packed.startswith(_BEGIN):
        return False
    parts, place = list[bytes](), len(_BEGIN)
    while place < len(packed):
        start = place + 4
        place = start + int.from_bytes(packed[place:start], "big")
        parts.append(packed[start:place])
    return place == len(packed) and len(parts) == _PARTS and parts[1] == NAMESPACE.encode()


def fault_of(content: bytes, signature: bytes, allowed: Path) -> str:
    """What is wrong with the signature of ``content``; "" where one of the ``allowed`` signers made it.

    Args:
        content: what was signed.
        signature: what stands beside it.
        allowed: a file of those whose signature counts, as ssh-keygen(1) describes under ALLOWED SIGNERS.

    Raises:
        SignatureError: ssh-keygen is missing.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "sig")
        path.write_bytes(signature)
        found = _run(["find-principals", "-s", str(path), "-f", str(allowed)], b"")
        names = found.stdout.decode("utf-8", "replace").split("\n")
        if found.returncode or not names[0]:
            return "不是允许的人签的，或者不是签名"
        command = ["verify", "-n", NAMESPACE, "-s", str(path), "-f", str(allowed), "-I", names[0]]
        return "" if _run(command, content).returncode == 0 else "与内容不符：内容在签名以后被改过，或者是别处的签名"


def _run(arguments: list[str], content: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run it without a terminal, so that it never waits for somebody to type."""
    command = ["ssh-keygen", "-Y", *arguments]
    try:
        return subprocess.run(
            command, input=content, capture_output=True, check=False, start_new_session=True, timeout=_PATIENCE
        )
    except FileNotFoundError:
        raise SignatureError(_MISSING) from None
    except subprocess.TimeoutExpired:
        raise SignatureError("ssh-keygen 一直没有做完。怎么改：再运行一次；钥匙在硬件里的，先插好、解锁") from None
