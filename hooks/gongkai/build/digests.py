"""SHA-256 of files, computed again only for those that look changed."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..load.inventory import digest_of
from .output import whole_file

#: Where they are kept, below the project root.
DIGESTS: Final = ".cache/digests"
#: A file changed so shortly before it was read could be changed again without looking so.
_SETTLED: Final = 2_000_000_000


class Digests:
    """The digests of files, kept in one file; one that cannot be read or written is as good as none."""

    def __init__(self, kept: Path | None = None) -> None:
        self._kept, self._known, self._found = kept, dict[str, list[object]](), dict[str, list[object]]()
        with suppress(OSError, ValueError):
            known = json.loads(kept.read_bytes()) if kept else {}
            self._known = known if isinstance(known, dict) else {}

    def digest_of(self, path: Path) -> str:
        """SHA-256 of a file's bytes, hexadecimal; of what it is instead where it is no plain file that can be read."""
        name = str(path)
        try:
            status = os.lstat(name)
        except OSError:
            return digest_of(path)
        state = [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_mode]
        known = self._known.get(name)
        if isinstance(known, list) and known[:-1] == state:
            self._found[name] = known
            return str(known[-1])
        digest = digest_of(path)
        if time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > _SETTLED:
            self._found[name] = [*state, digest]
        return digest

    def keep(self) -> None:
        """Write down what was found."""
        if self._kept and self._found != self._known:
            with suppress(OSError):
                self._kept.parent.mkdir(parents=True, exist_ok=True)
                with whole_file(self._kept, f".{os.getpid()}") as file:
                    file.write(json.dumps(self._found).encode())
