"""LibreOffice, for trials: what it makes of a document; ``make office`` installs it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def convert(document: Path, kind: str, folder: Path) -> Path:
    """The document in another format, in a folder ``out`` below ``folder``.

    Args:
        document: any file that LibreOffice opens.
        kind: the ending of what is to be made, with a filter behind a colon where one is needed.
        folder: where its settings go as well: two of it do not share any.
    """
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "缺少 libreoffice：请先运行 make office"
    made = folder / "out" / f"{document.stem}.{kind.partition(':')[0]}"
    made.parent.mkdir(exist_ok=True)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(made.parent), str(document)]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False)
    assert made.exists(), done.stderr.decode(errors="replace")
    return made


def to_pdf(document: Path, folder: Path) -> Path:
    """The document printed."""
    return convert(document, "pdf", folder)
