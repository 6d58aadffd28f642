"""A story and a chat in a browser: from a disk, without scripts, by keyboard alone; one light screen at a time."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.weight import PHONE, measure_visit

STORY, CHAT = "children/stories/mean-word.html", "children/chats/at-night.html"
KB = 1000


def press_link(page: Page, text: str) -> None:
    """Reach the link by the Tab key, from where the reader is, and press Enter."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent.trim()") == text:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the Tab key does not reach “{text}”")


def shown(page: Page) -> list[str]:
    """The ids of the screens that can be seen; "" for the cover."""
    return page.evaluate(
        "() => [...document.querySelectorAll('.c-screen')].filter(one => one.checkVisibility()).map(one => one.id)"
    )


@pytest.mark.parametrize(
    ("path", "ways"),
    [
        (STORY, [("Start", "kitchen"), ("Next", "ding"), ("Next", "hurts"), ("He turns the tablet over", "over"),
                 ("Next", "grandma"), ("Back", "over"), ("Next", "grandma"), ("“Somebody was mean to me.”", "says"),
                 ("Next", "end"), ("Read it again", "kitchen"), ("Back", "")]),
        (CHAT, [("Start", "awake"), ("Next", "secret"), ("I promise and keep quiet", "promise"),
                ("I stay in the chat and get help", "stay"), ("Next", "ask"), ("Next", "wake"), ("Next", "end")]),
    ],
)  # fmt: skip
def test_a_walk_by_keyboard_from_a_disk_without_scripts(
    path: str, ways: list[tuple[str, str]], browser: Browser, places: dict[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(places["file"] + path)
    assert shown(page) == [""]
    for text, screen in ways:
        press_link(page, text)
        page.wait_for_function("id => location.hash === '#' + (id || 'content')", arg=screen)
        assert shown(page) == [screen]
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    context.close()


@pytest.mark.parametrize("path", [STORY, CHAT, f"{STORY}#ding", f"ar/{STORY}#end", f"cnr-Cyrl/{CHAT}#end"])
def test_a_screen_is_light(path: str, browser: Browser, places: dict[str, str]) -> None:
    visit = measure_visit(browser, places["root"] + path)
    assert visit.total <= 30 * KB
    assert visit.failed == ()
