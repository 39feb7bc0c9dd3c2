"""What was published in the demo, and its downloads as a careful reader reads them."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from tests.open_data.stock import archive, files

PUBLISHED = {key: entry for key, entry in archive().entries.items() if entry.published}


def read(path: str) -> Any:
    """A JSON download as a careful reader reads it."""
    return json.loads(files()[path], parse_float=Decimal)
