"""A JSON file of a site, read without trust: nothing that this program never writes is taken for something else."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, NoReturn


class JsonError(ValueError):
    """What is no JSON, or not as this program writes it; the message says why."""


def read_json(content: bytes) -> Any:
    """The value of a file; numbers are whole ones.

    Raises:
        JsonError: it is no JSON, a key stands twice, a number or a text is one that is never written.
    """
    try:
        text = content.decode()
        value = json.loads(text, object_pairs_hook=_once, parse_float=_refuse, parse_constant=_refuse)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except JsonError:
        raise
    except UnicodeEncodeError:
        raise JsonError("有一段文字不是文字（\\ud800 之类的半个字符）") from None
    except (ValueError, RecursionError):
        raise JsonError("不是 JSON") from None
    return value


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise JsonError(f"“{twice[:40]}”写了两次")
    return found


def _refuse(number: str) -> NoReturn:
    raise JsonError(f"{number[:40]} 不是整数")
