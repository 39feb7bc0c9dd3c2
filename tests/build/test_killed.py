"""A build that is killed at any moment leaves what was published as it was, and nobody sees a page missing."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from tests.build.publishing import Trial, run_kills
from tests.conftest import DEMO, SEED

log = logging.getLogger(__name__)


def left_beside(site: Path) -> set[str]:
    """What stands beside a published site."""
    return {path.name for path in site.parent.iterdir()} - {site.name}


@pytest.mark.build
@pytest.mark.parametrize("times", [3, pytest.param(40, marks=pytest.mark.trial)])
def test_a_plain_folder_is_whole_whenever_its_build_is_killed(tmp_path: Path, times: int) -> None:
    trial = Trial.of(tmp_path, SEED, "--plain")
    log.info(run_kills(trial, times, seed=times))
    assert left_beside(trial.site) == set()


@pytest.mark.build
@pytest.mark.parametrize(
    ("source", "times"),
    [
        (SEED, 3),
        pytest.param(SEED, 40, marks=pytest.mark.trial),
        pytest.param(DEMO, 40, marks=pytest.mark.trial),
    ],
    ids=["seed", "seed-often", "demo"],
)
def test_a_link_leads_to_a_whole_site_whenever_its_build_is_killed(tmp_path: Path, source: Path, times: int) -> None:
    trial = Trial.of(tmp_path, source)
    log.info(run_kills(trial, times, seed=times))
    assert left_beside(trial.site) == {f"{trial.site.name}.releases"}
    assert not [path.name for path in (tmp_path / "www/site.releases").iterdir() if path.name.startswith(".")]
    assert len([*(tmp_path / "www/site.releases").iterdir()]) <= 5
