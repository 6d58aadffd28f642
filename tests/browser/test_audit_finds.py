"""The audit's checks find what they are for: each on a page with one fault, and nothing on the page without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.audit.appearance import check_appearances
from tests.audit.findings import Finding
from tests.audit.keyboard import check_keyboard
from tests.audit.layout import check_layouts
from tests.audit.paper import check_paper

PAGE = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>A page</title>
<style>
  body {{ margin: 8px; color: #222; background: #fff; }}
  a {{ display: inline-block; min-height: 44px; min-width: 44px; }}
  :focus-visible {{ outline: 3px solid #005a9c; outline-offset: 2px; }}
  .c-exit {{ position: fixed; bottom: 0; }}
  @media print {{ .c-exit {{ display: none; }} }}
  {style}
</style>
<body><div class="c-exit" role="region" aria-label="Leave"><a href="https://example.org/" data-exit>Leave</a></div>
<main><h1>A page</h1><div class="page__text"><p>Some words.</p><p><a href="#a" id="a">A link</a></p>{body}</div>
<p>The end.</p><p><br><br><br></p></main></body></html>"""

Check = Callable[[Page, str, str], Iterator[Finding]]


def _layouts(page: Page, name: str, _view: str) -> Iterator[Finding]:
    yield from check_layouts(page, name)


FAULTS: dict[str, tuple[Check, str, str, str]] = {
    "contrast": (check_appearances, "p { color: #bbb; }", "", "color-contrast"),
    "contrast in the dark": (
        check_appearances, "@media (prefers-color-scheme: dark) { p { color: #bbb; } }", "", "color-contrast",
    ),
    "contrast in a box that is lifted out": (
        check_appearances, "h1 + div { position: relative; z-index: 1; background: #777; } p { color: #888; }", "",
        "color-contrast",
    ),
    "a picture without words": (check_appearances, "", "<img src='data:,' width=30 height=30>", "image-alt"),
    "only in the dark": (
        check_appearances,
        "h4 { display: none; } @media (prefers-color-scheme: dark) { h4 { display: block; } }",
        "<h4>Deep</h4>", "heading-order",
    ),
    "a sign lost in forced colours": (
        check_appearances,
        "a::after { content: ''; display: inline-block; width: 9px; height: 9px; background: currentColor;"
        " mask: linear-gradient(#000, #000); } @media (forced-colors: active) { a::after { background: Canvas; } }",
        "", "colour of the ground",
    ),
    "motion that does not stop": (check_appearances, "p { transition: color 1s; }", "", "moves although"),
    "a small thing to tap": (
        _layouts, "b a { display: inline-block; min-height: 0; font-size: 12px; }",
        "<p><b><a href='#b'>Next</a></b></p>", "24 × 24 are needed",
    ),
    "too wide": (_layouts, "h1 { width: 700px; }", "", "px wide in a window of 320 px"),
    "words over words": (_layouts, ".page__text { height: 20px; }", "", "lies over"),
    "no focus to be seen": (check_keyboard, "a:focus-visible { outline: none; }", "", "looks the same"),
    "focus on what is hidden": (check_keyboard, "#a { opacity: 0; }", "", "cannot be seen"),
    "out of order": (check_keyboard, "", "<p><a href='#c' tabindex='5'>Five</a></p>", "tabindex above 0"),
    "folded away on paper": (check_paper, "", "<details><summary>More</summary><p>Words.</p></details>", "folded away"),
}  # fmt: skip


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str, page: Page) -> None:
    check, style, body, said = FAULTS[fault]
    page.set_content(PAGE.format(style=style, body=body))
    assert [str(one) for one in check(page, "page", "view") if said in one.what]


@pytest.mark.parametrize("check", {check for check, *_ in FAULTS.values()})
def test_nothing_is_found_where_nothing_is_wrong(check: Check, page: Page) -> None:
    page.set_content(PAGE.format(style="", body=""))
    assert [str(one) for one in check(page, "page", "view")] == []
