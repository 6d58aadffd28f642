"""Walking through an open page with the Tab key, as somebody does who has no mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from tests.audit.findings import Finding

_SCRIPT = Path(__file__).with_name("keyboard.js").read_text("utf-8")

_IS_ON_SKIP_LINK = (
    "document.activeElement.matches('.c-skip') && document.activeElement.getBoundingClientRect().top >= 0"
)
_TAKES_FOCUS = """
() => {
  const out = document.querySelector("[data-exit]");
  out.focus();
  return document.activeElement === out;
}
"""
_IS_INSIDE = (
    "menu => menu.open && menu.contains(document.activeElement) && document.activeElement.matches('a') "
    "? 'open' : menu.open ? 'no focus' : 'closed'"
)


def check_keyboard(page: Page, name: str, view: str) -> Iterator[Finding]:
    """Everything is reached once, in the page's order, can be seen, and shows that it has the focus.

    Leaves the page with the focus somewhere and its menus closed.
    """
    page.evaluate(_SCRIPT)
    page.evaluate("auditKeyboard.start()")
    # Held down, as a keyboard repeats: half the messages to the browser, the same way through the page.
    for _ in range(page.evaluate("auditKeyboard.count()") + 1):
        page.keyboard.down("Tab")
    page.keyboard.up("Tab")
    for where, what in page.evaluate("auditKeyboard.report()"):
        yield Finding("keyboard", name, view, where, what)


def check_keyboard_controls(page: Page, name: str, view: str) -> Iterator[Finding]:
    """The skip link leads to the text; each menu opens with Enter, lets the focus in, and closes again.

    To be called after `check_keyboard`.
    """
    page.evaluate("auditKeyboard.start()")
    page.keyboard.press("Tab")
    if not page.evaluate(_IS_ON_SKIP_LINK):
        yield Finding("keyboard", name, view, ".c-skip", "is not the first thing that the Tab key shows")
    page.keyboard.press("Enter")
    if not page.evaluate("document.activeElement.matches('main')"):
        yield Finding("keyboard", name, view, ".c-skip", "does not lead to the text")
    page.keyboard.press("Tab")
    if not page.evaluate("!document.activeElement.closest('.c-header')"):
        yield Finding("keyboard", name, view, "main", "after the skip link the Tab key goes back to the menu")
    for menu in page.query_selector_all("header details"):
        summary = menu.query_selector("summary")
        if summary is None or not summary.is_visible():
            continue
        summary.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        if menu.evaluate(_IS_INSIDE) != "open":
            yield Finding(
                "keyboard", name, view, summary.inner_text(), "the menu does not open with Enter, or lets no focus in"
            )
        summary.focus()
        page.keyboard.press("Enter")
        if menu.evaluate(_IS_INSIDE) != "closed":
            yield Finding("keyboard", name, view, summary.inner_text(), "the menu does not close with Enter")
    if not page.evaluate(_TAKES_FOCUS):
        yield Finding("keyboard", name, view, "[data-exit]", "the way out does not take the focus")
