"""This campaign's own site, built once, and a browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import browser, places, playwright, visitor, visitor_without_script
from tests.conftest import Shared
from tests.site_maker import ORIGINAL, PROJECT, build_site

__all__ = ["browser", "places", "playwright", "visitor", "visitor_without_script"]


@pytest.fixture(scope="session")
def site(shared: Shared) -> Path:
    """The site of the campaign in `docs/`; where that is the one that comes with the generator, of both tests one."""
    name = "built" if ORIGINAL == PROJECT else "own"
    return shared(name, lambda folder: build_site(PROJECT / "mkdocs.yml", folder / "site")) / "site"
