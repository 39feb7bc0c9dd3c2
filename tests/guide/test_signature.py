"""The commands of the guide sign and verify as they stand, with a key of their own."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Final

from tests.guide.examples import examples

SIGNING: Final = tuple(
    example.text for example in examples() if "ssh-keygen" in example.text or "ssh-ed25519" in example.text
)


def run(command: str, folder: Path) -> None:
    """Run a line of the guide in a shell."""
    done = subprocess.run(["sh", "-ec", command], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stderr}"


def test_a_signature_is_made_and_verified_as_the_guide_says(tmp_path: Path) -> None:
    make, line, verify = SIGNING
    key = tmp_path / "gongkai"
    command = make.partition("#")[0].strip()
    assert command.startswith("ssh-keygen ")
    assert command.endswith("~/.ssh/gongkai")
    run(f"{command.replace('~/.ssh/gongkai', str(key))} -q -N ''", tmp_path)
    public = key.with_suffix(".pub").read_text(encoding="utf-8").split()[1]
    (tmp_path / "allowed_signers").write_text(line.replace("AAAA…", public), encoding="utf-8")
    (tmp_path / "SHA256SUMS").write_text("0  index.html\n", encoding="utf-8")
    run(f"ssh-keygen -Y sign -q -n gongkai -f {key} SHA256SUMS", tmp_path)
    run(verify, tmp_path)
    (tmp_path / "SHA256SUMS").write_text("1  index.html\n", encoding="utf-8")
    done = subprocess.run(["sh", "-ec", verify], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode != 0
