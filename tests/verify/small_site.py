"""A published site of four files, for what does not need a whole one."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from gongkai.model.checksum import as_read, checksum_of_file
from gongkai.model.disclosure import State
from gongkai.open_data.manifest import STATUS, ListedFile, ListedReport, manifest_parts, status_json
from gongkai.open_data.sums import CHAIN, SUMS, sums_bytes
from gongkai.pages.data import MANIFEST, Publication
from gongkai.verify.chain import chain_bytes, extended

REPORT = '{"单位":{"标识":"jia"},"年度":2020,"公开数":{"决算":971.210}}\n'
COMMIT = "1" * 40


def small_site(root: Path) -> Path:
    """Write it below ``root``."""
    reports = [
        ListedReport("jia", 2020, "data/2020/jia.yml", State.PUBLISHED, checksum_of_file(as_read(REPORT)), False)
    ]
    publication = Publication(name="站", url="", timestamp=0)
    files = {
        "index.html": b"<p>971.21</p>" * 20_000,
        "units/jia/2020/report.json": REPORT.encode(),
        "units/jia/2020/附件/a b#1?.pdf": b"%PDF-",
        STATUS: status_json(reports, publication, COMMIT),
    }
    listed = [ListedFile(path, len(content), sha256(content).hexdigest()) for path, content in files.items()]
    files[MANIFEST] = b"".join(manifest_parts(reports, listed, publication, COMMIT))
    files[SUMS] = sums_bytes({path: sha256(content).hexdigest() for path, content in files.items()})
    digests = (sha256(files[name]).hexdigest() for name in (MANIFEST, SUMS))
    files[CHAIN] = chain_bytes(extended((), COMMIT, "2026-01-01T00:00:00Z", *digests))
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root
