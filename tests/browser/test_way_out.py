"""The way out: at once, also on a slow line; Back does not return; for everybody, on every kind of page."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import Visitor
from tests.browser.test_everywhere import LANGUAGES, prefix

OUT = "https://en.wikipedia.org/"
PAGES = ["index.html", "families/sextortion.html", "get-help/child.html", "search.html", "404.html", "go/index.html"]


class _Slow(BaseHTTPRequestHandler):
    """A harmless page on a line so poor that it takes seconds to begin."""

    def do_GET(self) -> None:
        time.sleep(3)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(b"<title>Weather</title>Rain.")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def slow_page() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/weather"
    server.shutdown()


@pytest.fixture
def tab(visitor: Visitor) -> Page:
    """A tab in which the page to go to answers without a network."""
    answer = "<title>Weather</title>Rain."
    visitor.page.route("https://**", lambda route: route.fulfill(body=answer, content_type="text/html"))
    return visitor.page


@pytest.mark.parametrize("path", PAGES)
def test_blank_at_once_while_the_next_page_still_loads(
    path: str, slow_page: str, places: dict[str, str], visitor: Visitor
) -> None:
    page = visitor.page
    page.goto(places["root"] + path)
    page.evaluate("address => document.querySelector('[data-exit]').href = address", slow_page)
    seen = page.evaluate(
        """() => {
          const before = performance.now();
          document.querySelector("[data-exit]").click();
          const status = document.querySelector("[role=status]");
          return {
            milliseconds: performance.now() - before,
            title: document.title,
            icon: document.querySelector("link[rel=icon]").href,
            elements: [...document.body.children].map((one) => one.getAttribute("role")),
            said: status.textContent,
            isHeard: status.checkVisibility({ visibilityProperty: true }) && !status.closest("[aria-hidden]"),
          };
        }"""
    )
    # All this has happened before the click's own handler returned: 100 ms would be many times as long.
    assert seen["milliseconds"] < 100
    assert seen["title"] == "localhost"
    assert seen["icon"] == "data:,"
    assert seen["elements"] == ["status"]
    assert seen["said"] == "Leaving this page."
    assert seen["isHeard"]
    page.wait_for_url(slow_page)
    assert page.title() == "Weather"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("path", ["families/sextortion.html", "404.html", "search.html"])
def test_a_plain_link_in_every_language(
    code: str, path: str, places: dict[str, str], visitor_without_script: Visitor
) -> None:
    page = visitor_without_script.page
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(places["root"] + prefix(code) + path)
    link = page.locator("[data-exit]")
    assert link.get_attribute("href").startswith("https://")
    assert "noreferrer" in link.get_attribute("rel")
    box = link.bounding_box()
    assert box["height"] >= 44 and box["width"] >= 44
    assert box["y"] + box["height"] <= 640, "in reach without scrolling"
    said = page.locator("[data-exit-status]")
    for number in (1, 2, 3):
        assert said.get_attribute(f"data-say-{number}")


def test_the_destination_is_a_setting_of_each_language(places: dict[str, str], visitor_without_script: Visitor) -> None:
    page, found = visitor_without_script.page, {}
    for code in LANGUAGES:
        page.goto(places["root"] + prefix(code) + "index.html")
        found[code] = page.locator("[data-exit]").get_attribute("href")
    assert found["en"] == OUT
    assert found["sl"] != found["en"] != found["ar"]


def test_back_does_not_return_to_the_page(places: dict[str, str], tab: Page) -> None:
    tab.goto(places["root"] + "index.html")
    tab.goto(places["root"] + "families/sextortion.html")
    tab.locator("[data-exit]").click()
    tab.wait_for_url(OUT)
    tab.go_back()
    assert tab.url == places["root"] + "index.html"
    tab.go_forward()
    assert tab.url == OUT


def test_a_reader_of_one_page_leaves_nothing_behind_in_the_tab(places: dict[str, str], tab: Page) -> None:
    tab.goto("https://before.example/")
    tab.goto(places["root"] + "families/sextortion.html")
    tab.locator("[data-exit]").click()
    tab.wait_for_url(OUT)
    tab.go_back()
    assert tab.url == "https://before.example/"


def keys(page: Page, *presses: str) -> None:
    for one in presses:
        page.keyboard.press(one)


def test_three_times_shift(places: dict[str, str], tab: Page) -> None:
    tab.goto(places["root"] + "report.html")
    keys(tab, "Shift", "Shift")
    assert "1 more time" in tab.locator("[data-exit-status]").text_content()
    # Counted when the key is let go, so that holding it does nothing.
    tab.keyboard.down("Shift")
    tab.wait_for_timeout(50)
    assert tab.url.endswith("report.html")
    tab.keyboard.up("Shift")
    tab.wait_for_url(OUT)


def test_shift_with_a_letter_does_not_count(places: dict[str, str], tab: Page) -> None:
    tab.goto(places["root"] + "search.html")
    keys(tab, "Shift", "Shift", "Shift+A", "Shift", "Shift+Tab", "Shift", "Shift")
    assert tab.url.endswith("search.html")


def hold(page: Page, modifier: str, key: str) -> None:
    """Hold a key down, press another one, let go: as keyboards are switched."""
    page.keyboard.down(modifier)
    page.keyboard.press(key)
    page.keyboard.up(modifier)


def click(page: Page) -> None:
    page.mouse.click(300, 5)


def shift_and(page: Page, do: Callable[[Page], None]) -> None:
    page.keyboard.down("Shift")
    do(page)
    page.keyboard.up("Shift")


def then(page: Page, do: Callable[[Page], None]) -> None:
    keys(page, "Shift")
    do(page)


NOT_LEAVING: dict[str, Callable[[Page], None]] = {
    "Alt+Shift": lambda page: hold(page, "Alt", "Shift"),
    "Shift+Alt": lambda page: hold(page, "Shift", "Alt"),
    "Control+Shift": lambda page: hold(page, "Control", "Shift"),
    "Shift+Control": lambda page: hold(page, "Shift", "Control"),
    "Meta+Shift": lambda page: hold(page, "Meta", "Shift"),
    "AltGraph+Shift": lambda page: hold(page, "AltGraph", "Shift"),
    "Shift+click": lambda page: shift_and(page, click),
    "Shift+wheel": lambda page: shift_and(page, lambda one: one.mouse.wheel(0, 40)),
    "Shift, a": lambda page: keys(page, "Shift", "a"),
    "a, Shift": lambda page: keys(page, "a", "Shift"),
    "Shift, Escape": lambda page: keys(page, "Shift", "Escape"),
    "Shift, click": lambda page: then(page, click),
    "Shift, wheel": lambda page: then(page, lambda one: one.mouse.wheel(0, 40)),
    "Shift, another window": lambda page: then(page, lambda one: one.evaluate("dispatchEvent(new Event('blur'))")),
}


@pytest.mark.parametrize("gesture", NOT_LEAVING)
def test_what_is_done_with_shift_for_another_reason_does_not_count(
    gesture: str, places: dict[str, str], tab: Page
) -> None:
    tab.goto(places["root"] + "report.html")
    tab.mouse.move(300, 5)
    for _ in range(4):
        NOT_LEAVING[gesture](tab)
    tab.wait_for_timeout(100)
    assert tab.url.endswith("report.html")
    assert tab.locator("[data-exit-status]").text_content() in ("", "Shift, press 2 more times to leave this page.")
    # And then it works as always.
    click(tab)
    keys(tab, "Shift", "Shift", "Shift")
    tab.wait_for_url(OUT)


def test_a_shift_of_which_only_the_end_is_seen_does_not_count(places: dict[str, str], tab: Page) -> None:
    # Where the system keeps the beginning of a combination to itself.
    tab.goto(places["root"] + "report.html")
    for _ in range(3):
        tab.evaluate("dispatchEvent(new KeyboardEvent('keyup', { key: 'Shift' }))")
    tab.wait_for_timeout(100)
    assert tab.url.endswith("report.html")


@pytest.mark.parametrize("order", [["ShiftLeft"] * 3, ["ShiftRight"] * 3, ["ShiftLeft", "ShiftRight", "ShiftLeft"]])
def test_either_shift(order: list[str], places: dict[str, str], tab: Page) -> None:
    tab.goto(places["root"] + "report.html")
    keys(tab, *order)
    tab.wait_for_url(OUT)


def test_three_presses_count_only_within_five_seconds(places: dict[str, str], tab: Page) -> None:
    tab.clock.install()
    tab.goto(places["root"] + "report.html")
    keys(tab, "Shift", "Shift")
    tab.clock.run_for(5100)
    keys(tab, "Shift")
    assert tab.url.endswith("report.html")
    keys(tab, "Shift", "Shift")
    tab.wait_for_url(OUT)


@pytest.fixture
def reader_of_another_language(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="ja-JP")
    yield context
    context.close()


def test_also_from_a_permalink(places: dict[str, str], reader_of_another_language: BrowserContext) -> None:
    page = reader_of_another_language.new_page()
    page.route("https://**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    page.goto(places["root"] + "go/sextortion/index.html")
    keys(page, "Shift", "Shift", "Shift")
    page.wait_for_url(OUT)
