"""What the browser's worker calls: methods of the desk by name, JSON and bytes in, JSON out."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any, Final

from .desk import Desk
from .opened import RefusedError
from .reference import SITE_FILE

_ROOT: Final = Path("/desk")
_DESK: Final = Desk(_ROOT)


def begin(site: bytes) -> None:
    """Take what of the site shows on every page."""
    _ROOT.mkdir(parents=True, exist_ok=True)
    (_ROOT / SITE_FILE).write_bytes(site)


def call(name: str, arguments: str, content: bytes | None = None) -> str:
    """The answer of a method of the desk, as JSON: ``answer``, or ``refused`` with the sentence why.

    What fails leaves the report in hand as it was: the page shows none of it either.

    Args:
        name: of the method.
        arguments: a JSON list.
        content: of a file, which then is the last argument.
    """
    given = [*json.loads(arguments), *(() if content is None else (content,))]
    before = dict(vars(_DESK))
    try:
        said = {"answer": getattr(_DESK, name)(*given)}
    except RefusedError as error:
        said = {"refused": str(error)}
    except Exception:
        vars(_DESK).update(before)
        raise
    return json.dumps(said, ensure_ascii=False, default=_bytes)


def _bytes(value: Any) -> dict[str, str]:
    """Bytes in an answer."""
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    raise TypeError(type(value).__name__)
