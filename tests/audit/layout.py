"""Where text and targets lie in the window, at several widths and sizes of text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from tests.audit.findings import Finding

WIDTHS = (320, 360, 1280)
"""In CSS pixels: 320 is WCAG 1.4.10 (1280 at 400 %), 360 a common phone."""
HEIGHT = 740

_SCRIPT = Path(__file__).with_name("layout.js").read_text("utf-8")
_LARGER = "document.documentElement.style.fontSize = '200%'"
_AS_BEFORE = "document.documentElement.style.fontSize = ''; document.adoptedStyleSheets = []"
# WCAG 1.4.12. As a sheet made by script, which the site's policy allows; a style element it would not.
_SPACED = """
(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
})();
"""


def check_layout(page: Page, name: str, view: str) -> Iterator[Finding]:
    """Nothing sticks out, is cut off, or lies over something else, on the page as it is now."""
    for where, what in page.evaluate(_SCRIPT):
        yield Finding("layout", name, view, where, what)


def check_layouts(page: Page, name: str) -> Iterator[Finding]:
    """At every width, with text twice as large, and with the spacing that WCAG 1.4.12 lets readers set."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        yield from check_layout(page, name, f"{width} px")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.evaluate(_LARGER)
        yield from check_layout(page, name, f"{width} px, text at 200 %")
        page.evaluate(_AS_BEFORE)
        page.evaluate(_SPACED)
        yield from check_layout(page, name, f"{width} px, text spaced")
        page.evaluate(_AS_BEFORE)
