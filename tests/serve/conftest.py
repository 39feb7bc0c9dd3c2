"""A site in two releases, published as the guide says, and the server that it describes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.build.publishing import Trial
from tests.conftest import SEED
from tests.serve.server import Folder, Server, serve


@pytest.fixture(scope="session")
def published() -> Iterator[Trial]:
    """The seed, published twice with compressed copies; the second release is what readers see.

    Whoever published it lets nobody read the files that he makes: the server's own user reads them all the same.
    """
    with Folder() as folder:
        before = os.umask(0o077)
        try:
            trial = Trial.of(folder, SEED, "--compress")
        finally:
            os.umask(before)
        trial.site.parent.chmod(0o755)
        yield trial


@pytest.fixture(scope="session")
def root(published: Trial) -> Path:
    """The folder of the release that readers see."""
    return published.site.resolve()


@pytest.fixture(scope="session")
def server(published: Trial) -> Iterator[Server]:
    """nginx, which looks at the link that publishing swaps."""
    with serve(published.site) as running:
        yield running
