"""What is written last: the checksums of every file, those of the host and of the search among them.

Nothing is hashed twice. What was built here has its checksum from when it was written; what the host writes is read
once, and with ``--dirty`` only where it does not stand as it was.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from ..model.archive import Archive
from ..model.disclosure import PAGE_FILE
from ..open_data.manifest import STATUS, ListedFile, ListedReport, manifest_parts, status_json
from ..open_data.sums import SUMS, UNLISTED, sums_bytes
from ..pages.data import MANIFEST, Publication
from ..search.bundle import BUNDLES
from .output import OutputFile
from .output_manifest import OF_HOST, OutputManifest
from .page_list import NOT_FOUND
from .summary import ReportSummary

#: The fingerprint of what the search wrote: its folders are named after what they are made from.
_SEARCH: Final = "search"


def list_reports(archive: Archive, reports: Iterable[ReportSummary]) -> Iterator[ListedReport]:
    """The reports that readers know of, of an archive for readers."""
    for report in reports:
        entry = archive.find_entry(report.unit_id, report.year)
        if entry and report.unit_id in archive.units and report.year in archive.years:
            who = (report.unit_id, report.year, report.file)
            yield ListedReport(*who, entry.state, report.checksum, not report.figures)


def _is_page(path: str) -> bool:
    return path.rpartition("/")[2] in {PAGE_FILE, NOT_FOUND}


class HostFiles:
    """The files that the host and the search write, which are not known until they stand.

    Attributes:
        fingerprints: path of a file that the host writes → the checksum of what is copied there, or that of pages.
    """

    def __init__(self, manifest: OutputManifest, by_hand: Iterable[tuple[str, str]]) -> None:
        self._manifest = manifest
        self.fingerprints = {NOT_FOUND: OF_HOST}
        of_pages = manifest.of_host or OF_HOST
        for path, file in by_hand:
            self.fingerprints[path] = of_pages if _is_page(path) else manifest.digests.digest_of(Path(file))

    def forget_altered(self) -> None:
        """Remove what would be left as it is and is not of this build; before anything is written."""
        output = self._manifest.output
        for path, fingerprint in self.fingerprints.items():
            if not (fingerprint.startswith(OF_HOST) or self._manifest.is_known(path, fingerprint)):
                output.remove(path)
        if not all(output.stands(path, file) for path, file in self._manifest.known_below(f"{BUNDLES}/")):
            shutil.rmtree(output.root / BUNDLES, ignore_errors=True)

    def add(self) -> None:
        """Add what stands now to the manifest."""
        found = {path: _SEARCH for path in self._searched()}
        for path, fingerprint in {**self.fingerprints, **found}.items():
            if self._manifest.find_file(path, fingerprint) is None:
                file = self._manifest.output.again(path, self._manifest.known_before(path))
                self._manifest.add_file(path, fingerprint, file)

    def _searched(self) -> Iterator[str]:
        root = self._manifest.output.root
        for home, _, names in os.walk(root / BUNDLES):
            yield from (os.path.relpath(os.path.join(home, name), root).replace(os.sep, "/") for name in names)


def write_checksums(
    manifest: OutputManifest, reports: Sequence[ListedReport], publication: Publication, commit: str
) -> None:
    """Write status.json, manifest.json and SHA256SUMS, in this order; each lists those before it."""
    _write(manifest, STATUS, status_json(reports, publication, commit))
    files = sorted(ListedFile(path, file.size, file.sha256) for path, file in _listed(manifest) if path != MANIFEST)
    _write(manifest, MANIFEST, b"".join(manifest_parts(reports, files, publication, commit)))
    _write(manifest, SUMS, sums_bytes({path: file.sha256 for path, file in _listed(manifest)}))


def _listed(manifest: OutputManifest) -> Iterator[tuple[str, OutputFile]]:
    return ((path, file) for path, file in manifest.every_file if path not in UNLISTED)


def _write(manifest: OutputManifest, path: str, content: bytes) -> None:
    """Write a file that does not stand as it would be written."""
    fingerprint = sha256(content).hexdigest()
    if manifest.find_file(path, fingerprint) is None:
        manifest.add_file(path, fingerprint, manifest.output.write(path, content))
