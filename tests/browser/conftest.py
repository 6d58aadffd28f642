"""The real campaign, built once, opened in a real browser from three places: a host's root, a folder of it, a disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.audit.places import open_places
from tests.audit.walks import FLAGS
from tests.browser.chromium import find_chromium
from tests.conftest import Shared
from tests.site_maker import ORIGINAL, build_site


@pytest.fixture(scope="session")
def site(shared: Shared) -> Path:
    """The project's own campaign, built as `make site` builds it."""
    return shared("built", lambda folder: build_site(ORIGINAL / "mkdocs.yml", folder / "site")) / "site"


@pytest.fixture(scope="session")
def places(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Where the same folder is opened from: name → address with a slash at its end."""
    with open_places(site, tmp_path_factory.mktemp("elsewhere")) as places:
        yield places


@pytest.fixture(params=["root", "sub-path", "file"])
def place(request: pytest.FixtureRequest, places: dict[str, str]) -> str:
    """Each of the three places in turn."""
    return places[request.param]


_running: list[Playwright] = []


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One driver for all tests, those in other folders too: a process can have only one."""
    if _running:
        yield _running[0]
        return
    with sync_playwright() as driver:
        _running.append(driver)
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    chromium = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
    yield chromium
    chromium.close()


class Visitor:
    """A tab that remembers every request and every message of the console."""

    def __init__(self, context: BrowserContext):
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.failed: list[str] = []
        self.messages: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        # What the browser itself gave up because the reader went on to the next page has not failed.
        self.page.on(
            "requestfailed",
            lambda request: None if request.failure == "net::ERR_ABORTED" else self.failed.append(request.url),
        )
        self.page.on("response", lambda response: self.failed.append(response.url) if response.status >= 400 else None)
        self.page.on("console", lambda message: self.messages.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))

    def assert_quiet(self, place: str) -> None:
        """Nothing went to another host, nothing failed, nothing was complained about."""
        host = place if place.startswith("http") else "file://"
        assert [url for url in self.requests if not url.startswith((host, "data:"))] == []
        assert self.failed == []
        assert self.messages == []


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Visitor]:
    context = browser.new_context()
    yield Visitor(context)
    context.close()


@pytest.fixture
def visitor_without_script(browser: Browser) -> Iterator[Visitor]:
    context = browser.new_context(java_script_enabled=False)
    yield Visitor(context)
    context.close()
