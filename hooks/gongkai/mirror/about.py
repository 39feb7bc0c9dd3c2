"""What a published site says about itself: its name, its address, and which commit it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from ..build.faults import FaultError

STATUS: Final = "status.json"


@dataclass(frozen=True, slots=True)
class About:
    """What a mirror is of; what is not known is "" or None.

    Attributes:
        name, address: the site's.
        commit: what was published, as the repository names it.
        caveat: what is to be said of the commit.
        moment: when that was committed.
    """

    name: str = ""
    address: str = ""
    commit: str = ""
    caveat: str = ""
    moment: datetime | None = None

    @property
    def day(self) -> str:
        """The day of the commit (UTC)."""
        return self.moment.date().isoformat() if self.moment else ""


def read_about(site: Path) -> About:
    """What a site says about itself.

    Raises:
        FaultError: there is no word of it.
    """
    cure = "怎么改：写发布到的那个文件夹；还没有发布过的，先发布（gongkai publish）"
    try:
        said = json.loads((site / STATUS).read_bytes())
        return _about(said)
    except (FileNotFoundError, NotADirectoryError):
        raise FaultError(f"{site} 里没有 {STATUS}，不是发布的网站。{cure}") from None
    except (ValueError, TypeError, AttributeError):
        raise FaultError(f"{site / STATUS} 写得不对，不是发布的网站。{cure}") from None


def _about(said: Mapping[str, Any]) -> About:
    name, address, commit, caveat, moment = (str(said.get(key) or "") for key in _KEYS)
    return About(name, address, commit, caveat, datetime.fromisoformat(moment) if moment else None)


_KEYS: Final = ("网站", "网址", "提交", "提交说明", "时间")
