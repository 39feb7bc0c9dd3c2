"""What a published site says about itself: its name, its address, and which commit it is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Final

from ..build.faults import FaultError
from ..model.disclosure import PAGE_FILE

STATUS: Final = "status.json"
_NAME: Final = re.compile(r'<meta name="SiteName" content="([^"]*)"')
_ADDRESS: Final = re.compile(r'<link rel="canonical" href="([^"]*)"')


@dataclass(frozen=True, slots=True)
class About:
    """What a mirror is of.

    Attributes:
        name: the site's.
        address: where it is published; "" where it has no address.
        commit: what was published, as the repository names it; "" where it is not known.
        timestamp: seconds since 1970 of that commit, if known.
    """

    name: str
    address: str = ""
    commit: str = ""
    timestamp: int | None = None

    @property
    def day(self) -> str:
        """The day of the commit (UTC); "" where it is not known."""
        return "" if self.timestamp is None else datetime.fromtimestamp(self.timestamp, UTC).date().isoformat()


def read_about(site: Path) -> About:
    """What a site says about itself, as far as it can be read.

    Raises:
        FaultError: it has no home page.
    """
    try:
        head = (site / PAGE_FILE).read_text(encoding="utf-8", errors="replace").partition("</head>")[0]
    except (FileNotFoundError, NotADirectoryError):
        raise FaultError(f"{site} 里没有 {PAGE_FILE}，不是发布的网站。怎么改：写发布到的那个文件夹") from None
    name, address = _NAME.search(head), _ADDRESS.search(head)
    commit, timestamp = _read_commit(site)
    return About(unescape(name[1]) if name else "", unescape(address[1]) if address else "", commit, timestamp)


def _read_commit(site: Path) -> tuple[str, int | None]:
    """The commit that is published, and its time; what is not known is "" and None."""
    try:
        said = json.loads((site / STATUS).read_bytes())
        return str(said["提交"] or ""), said.get("提交时间戳")
    except (OSError, ValueError, KeyError, TypeError):
        return "", None
