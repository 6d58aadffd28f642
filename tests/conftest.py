"""What every test has: a cache of its own, and none of the person's who runs them."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from campaign.engine.kept.private import ENVIRONMENT


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(ENVIRONMENT, str(tmp_path_factory.mktemp("cache")))
        # Builds for a release keep nothing where a machine makes them: tests are to find the same everywhere.
        patched.delenv("CI", raising=False)
        yield


Shared = Callable[[str, Callable[[Path], object]], Path]
"""(name, what fills a folder) → the folder, filled."""


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """Folders that are filled once for all the processes that run tests: who asks second waits for the first."""
    own = tmp_path_factory.getbasetemp()
    root = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def filled(name: str, fill: Callable[[Path], object]) -> Path:
        folder = root / name
        with (root / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                aside = tmp_path_factory.mktemp(name)
                fill(aside)
                aside.rename(folder)
        return folder

    return filled
