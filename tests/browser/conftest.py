"""The real campaign, built once, opened in a real browser from three places: a host's root, a folder of it, a disk."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from campaign.command import main
from tests.browser.chromium import find_chromium
from tests.site_maker import PROJECT

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
SUB_PATH = "somebody/else"


class _Handler(SimpleHTTPRequestHandler):
    """A dumb file server that knows one 404 page, as many hosts do."""

    root_404: Path

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != 404:
            return super().send_error(code, message, explain)
        body = self.root_404.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own campaign, built as `make site` builds it."""
    folder = tmp_path_factory.mktemp("built") / "site"
    result = CliRunner().invoke(main, ["build", "-f", str(PROJECT / "mkdocs.yml"), "-o", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="session")
def places(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Where the same folder is opened from: name → address with a slash at its end."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(site, elsewhere / SUB_PATH)
    servers = []
    for folder in (site, elsewhere):
        handler = type("Handler", (_Handler,), {"root_404": site / "404.html"})
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
    yield {
        "root": f"http://127.0.0.1:{servers[0].server_port}/",
        "sub-path": f"http://127.0.0.1:{servers[1].server_port}/{SUB_PATH}/",
        "file": site.as_uri() + "/",
    }
    for server in servers:
        server.shutdown()


@pytest.fixture(params=["root", "sub-path", "file"])
def place(request: pytest.FixtureRequest, places: dict[str, str]) -> str:
    """Each of the three places in turn."""
    return places[request.param]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
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
        self.page.on("requestfailed", lambda request: self.failed.append(request.url))
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
