"""Every fault that is planted in a published site is named; on a true one nothing is, with and without an address."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.conftest import DEMO, SEED, build, project_copy
from tests.verify.planting import MANIFEST, REPORT, Planter

from gongkai.open_data.sums import CHAIN, SUMS
from gongkai.verify.chain import chain_bytes, extended, faults_of, parse_chain, rewritten
from gongkai.verify.places import open_source, read_chain
from gongkai.verify.verify import verify

FAULTS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("faults.yml").read_text(encoding="utf-8"))
#: The publications before the one that stands there, as a site has them that was published so often.
BEFORE = extended(
    extended((), "1" * 40, "2026-01-01T00:00:00Z", "2" * 64, "3" * 64), None, "2026-02-01T00:00:00Z", "4" * 64, "5" * 64
)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The keys of two people, of whom one may sign."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("mine", "other"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    (folder / "allowed").write_text(f"fabu@example.invalid {(folder / 'mine.pub').read_text()}", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def published(demo_site: Path, tmp_path_factory: pytest.TempPathFactory, keys: Path) -> Path:
    """The demo, published three times and signed."""
    site = tmp_path_factory.mktemp("published") / "site"
    shutil.copytree(demo_site, site)
    record(site)
    Planter(site, keys).sign({"key": "mine"})
    return site


def record(site: Path) -> None:
    """The third publication is this one."""
    digests = (sha256((site / name).read_bytes()).hexdigest() for name in (MANIFEST, SUMS))
    (site / CHAIN).write_bytes(chain_bytes(extended(BEFORE, None, "2026-03-01T00:00:00Z", *digests)))


def copied(site: Path, target: Path) -> Path:
    """A copy on links; what is changed in it is written anew."""
    subprocess.run(["cp", "-al", str(site), str(target)], check=True)
    return target


def test_there_are_enough_faults_and_no_two_alike() -> None:
    assert len({repr(fault) for fault in FAULTS}) == len(FAULTS) >= 60


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault["do"])[:70])
def test_a_planted_fault_is_named(published: Path, keys: Path, tmp_path: Path, fault: dict[str, Any]) -> None:
    planter = Planter(copied(published, tmp_path / "site"), keys)
    for step in fault["do"]:
        ((operation, argument),) = step.items()
        planter.plant(operation, argument)
    kept = parse_chain((published / CHAIN).read_bytes()) if "kept" in fault else None
    found = verify(open_source(str(planter.root)), kept=kept, allowed=keys / "allowed" if "key" in fault else None)
    names = {REPORT: "R", min((published / "search/text").glob("*/index/*")).relative_to(published).as_posix(): "S"}
    said = {f"{one.kind} {shortened(one.path, names)}" for one in found.differences}
    assert set(fault["said"]) <= said
    assert "any" in fault or set(fault["said"]) == said


def shortened(path: str, names: dict[str, str]) -> str:
    for long, short in names.items():
        if path == long or path.startswith(f"{long}/"):
            return path.replace(long, short, 1)
    return path


def test_the_true_site_is_as_it_was_published(published: Path, keys: Path) -> None:
    kept = parse_chain((published / CHAIN).read_bytes())
    for old in (kept, kept[:2], kept[:1]):
        found = verify(open_source(str(published)), kept=old, allowed=keys / "allowed")
        assert found.differences == []
    assert (found.files > 600, found.reports, len(found.chain)) == (True, 98, 3)


@pytest.mark.parametrize("project", [SEED, pytest.param(DEMO, marks=pytest.mark.trial)])
def test_the_true_site_with_an_address_is_as_it_was_published(tmp_path: Path, project: Path) -> None:
    root = project_copy(tmp_path / "project", project)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("site_url: null", "site_url: https://site.invalid/a/"), "utf-8")
    done = build(root / "mkdocs.yml", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert verify(open_source(str(tmp_path / "site")), is_published=False).differences == []
    record(tmp_path / "site")
    found = verify(open_source(str(tmp_path / "site")))
    assert found.differences == []
    assert "https://site.invalid/a/units/" in (tmp_path / "site/sitemap.xml").read_text(encoding="utf-8")


def test_a_chain_that_goes_on_is_no_rewritten_history() -> None:
    chain = extended(BEFORE, None, "2026-03-01T00:00:00Z", "6" * 64, "7" * 64)
    assert [*faults_of(chain), *rewritten(BEFORE, chain), *rewritten(chain, chain)] == []
    other = (chain[0], replace(chain[1], moment="2026-02-02T00:00:00Z"), chain[2])
    assert next(rewritten(chain, other)).startswith("第 2 次发布")
    assert "改过" in next(faults_of(other))
    assert next(rewritten(chain, BEFORE)).startswith("存下的发布链有 3 次发布，网站上只有 2 次")


def test_a_chain_is_read_back_from_wherever_it_was_kept(published: Path, tmp_path: Path) -> None:
    expected = parse_chain((published / CHAIN).read_bytes())
    kept = shutil.copy(published / CHAIN, tmp_path / "kept.json")
    packed = shutil.make_archive(str(tmp_path / "site"), "zip", published.parent, "site")
    for place in (published, kept, packed):
        assert read_chain(str(place)) == expected
    assert read_chain(str(tmp_path)) is None
