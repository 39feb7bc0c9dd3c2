"""What was found of a site that was verified."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from .chain import Entry


class Difference(NamedTuple):
    """What is not as it was published.

    Attributes:
        kind: 改过, 缺少, 多出, 读不了, 不符, 发布链 or 签名.
        path: the file.
        words: more about it.
    """

    kind: str
    path: str
    words: str = ""

    def __str__(self) -> str:
        return f"{self.kind}  {self.path}{f'：{self.words}' if self.words else ''}"


@dataclass
class Verified:
    """What was found of a site.

    Attributes:
        differences: all that is wrong.
        files, reports: how many were compared.
        chain: its publications; () where there is none.
        has_unchecked_signature: whether there is a signature, and no key to look at it with.
        is_listable: whether files that belong to no list could be seen.
    """

    differences: list[Difference] = field(default_factory=list)
    files: int = 0
    reports: int = 0
    chain: tuple[Entry, ...] = ()
    has_unchecked_signature: bool = False
    is_listable: bool = True

    def add(self, kind: str, path: str, words: str = "") -> None:
        """One thing that is wrong."""
        self.differences.append(Difference(kind, path, words))
