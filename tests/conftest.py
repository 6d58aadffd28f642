"""What every test has: a cache of its own, and none of the person's who runs them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from campaign.engine.kept.private import ENVIRONMENT


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv(ENVIRONMENT, str(tmp_path_factory.mktemp("cache")))
        # Builds for a release keep nothing where a machine makes them: tests are to find the same everywhere.
        patched.delenv("CI", raising=False)
        yield
