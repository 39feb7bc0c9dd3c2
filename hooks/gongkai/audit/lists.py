"""The lists that a site gives of itself – its checksums, its status – against what stands there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..model.disclosure import State
from ..open_data.copies import ENDING
from ..open_data.manifest import STATUS
from ..open_data.sitemap import ROBOTS, robots_txt
from ..open_data.sums import SUMS, UNLISTED, SumsError, parse_sums
from ..pages.data import MANIFEST
from .fault import Fault, Group
from .seen import Seen
from .site_files import content_of, digest, listed_in


def faults_of_sums(site: Path, files: Mapping[str, int]) -> Iterator[Fault]:
    """Files that a list leaves out or has besides, and checksums that are not those of the files."""
    listed = listed_in(site, MANIFEST)
    try:
        sums = parse_sums((site / SUMS).read_bytes())
    except (OSError, SumsError) as error:
        yield Fault(Group.DATA, SUMS, "读不出来", str(error)[:100])
        return
    copies = {path for path in files if path.endswith(ENDING) and path.removesuffix(ENDING) in files}
    own = files.keys() - UNLISTED - copies
    for name, paths, there in ((MANIFEST, listed.keys(), own - {MANIFEST}), (SUMS, sums.keys(), own)):
        yield from (Fault(Group.DATA, name, f"没有列出 {path}") for path in sorted(there - paths))
        yield from (Fault(Group.DATA, name, f"列出的 {path} 不在") for path in sorted(paths - there))
    for path in sorted(own & sums.keys()):
        if path in listed and listed[path].sha256 != sums[path]:
            yield Fault(Group.DATA, SUMS, f"{path} 的校验值与 {MANIFEST} 的不同")
        elif digest(content_of(site, path)) != sums[path]:
            yield Fault(Group.DATA, path, f"与 {MANIFEST}、{SUMS} 里的校验值不同")


def faults_of_status(site: Path, seen: Iterable[Seen]) -> Iterator[Fault]:
    """How many reports status.json says that there are in each state, against those of the data."""
    counts = Counter(report.state.value for report in seen if report.state is not State.DRAFT)
    try:
        said = json.loads((site / STATUS).read_bytes())["报告"]
        for state in sorted({*said, *counts}):
            if said.get(state, 0) != counts[state]:
                yield Fault(
                    Group.DATA, STATUS, f"{state}的报告写的是 {said.get(state, 0)} 份", f"应为 {counts[state]} 份"
                )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        yield Fault(Group.DATA, STATUS, "读不出来")


def faults_of_robots(site: Path, url: str) -> Iterator[Fault]:
    """What robots.txt tells search engines."""
    path = site / ROBOTS
    if path.is_file() and path.read_bytes() != robots_txt(url):
        yield Fault(Group.DATA, ROBOTS, "与设置写成的不同")
