"""A story and a chat in a browser: from a disk, without scripts, by keyboard alone; one light screen at a time."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.weight import PHONE, measure_visit
from tests.site_maker import ORIGINAL

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


def pages_of(kind: str) -> list[str]:
    """The pages of all stories, or of all chats, below a language's root."""
    folder = ORIGINAL / "docs/en/children" / kind
    names = sorted(one.stem for one in folder.glob("*.md") if one.stem != "index")
    return [f"children/{kind}/{one}.html" for one in names]


Ways = dict[str, dict[str, int]]
"""From each screen ("" for the cover) where its links lead, and how many presses of the Tab key away each is."""


def ways_of(page: Page) -> Ways:
    return page.evaluate(
        """() => {
          const screens = [...document.querySelectorAll('.c-screen')];
          const leads = (link) => link.getAttribute('href').replace('#content', '#');
          const ways = (one) => [...one.querySelectorAll('a[href]')].map((link, index) => [leads(link), index + 1])
            .filter(([to]) => screens.some((screen) => `#${screen.id}` === to)).map(([to, nth]) => [to.slice(1), nth]);
          return Object.fromEntries(screens.map((one) => [one.id, Object.fromEntries(ways(one).reverse())]));
        }"""
    )


def next_step(ways: Ways, here: str, seen: set[str]) -> str:
    """The first step on a shortest way to a screen that was not seen yet."""
    found, reached = [(one, one) for one in ways[here]], {here}
    for screen, first in found:
        if screen not in seen:
            return first
        if screen not in reached:
            reached.add(screen)
            found += [(one, first) for one in ways[screen]]
    raise AssertionError(f"no way from #{here} to {ways.keys() - seen}")


@pytest.mark.parametrize("language", ["", "ar/", "cnr-Cyrl/"])
@pytest.mark.parametrize("path", [*pages_of("stories"), *pages_of("chats")])
def test_every_screen_is_reached_by_keyboard_from_a_disk_without_scripts(
    path: str, language: str, browser: Browser, places: dict[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(places["file"] + language + path)
    ways = ways_of(page)
    assert len(ways) >= 7
    here, seen = "", {""}
    page.locator(".c-screen--cover .c-screen__next").focus()
    while seen != ways.keys():
        to = next_step(ways, here, seen)
        for _ in range(ways[here][to] if here else 0):
            page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.getAttribute('href')") == f"#{to}", f"#{here}"
        page.keyboard.press("Enter")
        page.wait_for_function("to => location.hash === to", arg=f"#{to}")
        assert shown(page) == [to]
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), to
        here = to
        seen.add(to)
    context.close()


def test_next_points_where_reading_goes(browser: Browser, places: dict[str, str]) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    for language, side in (("", 1), ("ar/", -1)):
        page.goto(f"{places['file']}{language}{STORY}#ding")
        following, back = (page.locator(f"#ding .c-screen__{one}").bounding_box() for one in ("next", "back"))
        assert following and back and (following["x"] - back["x"]) * side > 0
    context.close()


@pytest.mark.parametrize("path", [STORY, CHAT, f"{STORY}#ding", f"ar/{STORY}#end", f"cnr-Cyrl/{CHAT}#end"])
def test_a_screen_is_light(path: str, browser: Browser, places: dict[str, str]) -> None:
    visit = measure_visit(browser, places["root"] + path)
    assert visit.total <= 30 * KB
    assert visit.failed == ()
