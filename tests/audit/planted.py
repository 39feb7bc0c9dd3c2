"""A fault planted in a built site, and what the audit says of the site then."""

from __future__ import annotations

import gzip
import os
import shutil
from pathlib import Path
from typing import Any

from gongkai.audit.audit import Audit, audit_folder
from gongkai.settings import examine_settings
from gongkai.settings.model import Settings


def linked(site: Path, folder: Path) -> Path:
    """A copy of a site whose files are links to the same ones; what is planted takes the place of a link."""
    shutil.copytree(site, folder, copy_function=os.link)
    return folder


def plant(site: Path, fault: dict[str, Any]) -> None:
    """Plant a fault, which must change something."""
    path = site / fault["file"]
    before = path.read_bytes() if path.exists() else None
    path.unlink(missing_ok=True)
    if "delete" in fault:
        assert before is not None, f"{path} is not there"
        return
    content = changed(before or b"", fault, site)
    assert content != before, f"{fault['name']} changes nothing"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def changed(before: bytes, fault: dict[str, Any], site: Path) -> bytes:
    """The bytes of a file with a fault."""
    if "add" in fault:
        return str(fault["add"]).encode()
    if "copy" in fault:
        return Path(site, str(fault["copy"])).read_bytes()
    if "pack" in fault:
        return gzip.compress(Path(site, str(fault["pack"])).read_bytes()) + gzip.compress(fault["behind"].encode())
    if "cut" in fault:
        return before[: int(fault["cut"])]
    found = str(fault["find"]).encode()
    assert found in before, f"{fault['name']}: {fault['find']} is not there"
    return before.replace(found, str(fault["put"]).encode(), 1) + b"\n" * int(fault.get("pad", 0))


def look(site: Path, root: Path, *, fresh: bool = False, whole: bool = False, **said: Any) -> Audit:
    """What the audit finds in a site."""
    settings: Settings = examine_settings(root).model_copy(update={"workers": 1, **said})
    return audit_folder(site, settings, fresh=fresh, whole=whole)
