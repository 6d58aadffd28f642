"""A small part of `make audit`: a page of every kind, in three languages, as every kind of reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.audit.walks import Walker, walk_page
from tests.browser.test_everywhere import prefix

# Left to right, in a script that is made at build time, and right to left.
LANGUAGES = ("en", "cnr-Cyrl", "ar")
KINDS = {
    "home": "index.html",
    "contacts": "get-help/index.html",
    "guide": "families/sextortion.html",
    "for little children": "children/little/my-rights.html",
    "lesson": "teachers/lessons/kind-words.html",
    "charts": "facts/index.html",
    "statement": "about/accessibility.html",
    "search": "search.html",
    "status": "status.html",
    "not found": "404.html",
}
ONCE = ("go/index.html", "go/sextortion/index.html")


@pytest.fixture(scope="module")
def walker(browser: Browser, places: dict[str, str], site: Path) -> Iterator[Walker]:
    walker = Walker(browser, places, site)
    yield walker
    walker.close()


def pages() -> Iterator[object]:
    for kind, path in KINDS.items():
        for code in LANGUAGES:
            yield pytest.param(prefix(code) + path, id=f"{kind}, {code}")
    yield from ONCE


@pytest.mark.parametrize("name", list(pages()))
def test_nothing_is_found(name: str, walker: Walker) -> None:
    assert [str(one) for one in walk_page(walker, name)] == []


def test_a_kit_too(site: Path, walker: Walker) -> None:
    kit = sorted(site.glob("kits/*/*/index.html"))[0].relative_to(site).as_posix()
    assert [str(one) for one in walk_page(walker, kit)] == []
