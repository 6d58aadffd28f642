"""Nothing runs over, overlaps or is cut: on the narrowest phone, with text twice as large, in every language.

And what readers ask of their device is heeded: forced colours, more contrast, less motion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

PAGES = (
    "index", "families/index", "families/sextortion", "families/cyberbullying", "children/somebody-threatens-you",
    "children/little/my-rights", "teachers/handbook/first-24-hours", "teachers/lessons/bystander-power",
    "teachers/activities/family-evening", "get-help/index", "updates/index", "facts/index", "about/index", "status",
    "search", "404",
)  # fmt: skip
LANGUAGES = ("en", "cnr", "cnr-Cyrl", "sl", "sq", "fr", "ar")

# What is wrong with the layout, as short texts. Tables scroll in boxes of their own; links in a sentence may touch.
FAULTS = """() => {
  const faults = [];
  const width = document.documentElement.clientWidth;
  const HIDDEN = ".visually-hidden, .c-skip, svg, .c-table, .c-languages__label";
  const words = (one) => one.textContent.trim().slice(0, 40);
  const name = (one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class") || ""} “${words(one)}”`;
  const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(HIDDEN);
  const cuts = (value) => value === "hidden" || value === "clip";
  const whole = document.documentElement.scrollWidth;
  if (whole > width) faults.push(`the page is ${whole} wide`);
  for (const one of document.body.querySelectorAll("*")) {
    if (!shown(one)) continue;
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    if (!box.width || !box.height || style.clipPath !== "none") continue;
    if (box.right > width + 1 || box.left < -1) faults.push(`outside: ${name(one)}`);
    if (cuts(style.overflowX) && one.scrollWidth > one.clientWidth + 1) faults.push(`cut: ${name(one)}`);
    if (cuts(style.overflowY) && one.scrollHeight > one.clientHeight + 1) faults.push(`cut: ${name(one)}`);
  }
  const controls = [...document.querySelectorAll("a, button, summary, input, select, textarea")].filter(
    (one) => shown(one) && !one.closest(".c-exit, p, li p") && getComputedStyle(one).clipPath === "none",
  );
  const boxes = controls.map((one) => one.getBoundingClientRect());
  for (let i = 0; i < controls.length; i += 1) {
    for (let j = i + 1; j < controls.length; j += 1) {
      if (controls[i].contains(controls[j]) || controls[j].contains(controls[i])) continue;
      const across = Math.min(boxes[i].right, boxes[j].right) - Math.max(boxes[i].left, boxes[j].left);
      const down = Math.min(boxes[i].bottom, boxes[j].bottom) - Math.max(boxes[i].top, boxes[j].top);
      if (across > 1 && down > 1) faults.push(`overlap: ${name(controls[i])} and ${name(controls[j])}`);
    }
  }
  return faults.slice(0, 5);
}"""


def address(code: str, page: str) -> str:
    return f"{'' if code == 'en' else code + '/'}{page}.html"


@pytest.fixture(scope="module")
def narrow(browser: Browser) -> Iterator[Page]:
    """The narrowest phone, and a desktop window at 400 %."""
    context = browser.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def enlarged(browser: Browser) -> Iterator[Page]:
    """A window in which the reader has set the text to twice its size (WCAG 1.4.4)."""
    context = browser.new_context(viewport={"width": 768, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def desktop(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1024, "height": 768})
    yield context.new_page()
    context.close()


def faults(page: Page, root: str, code: str, *, text: int = 100) -> dict[str, list[str]]:
    found = {}
    for path in PAGES:
        page.goto(root + address(code, path))
        if text != 100:
            page.add_style_tag(content=f"html {{ font-size: {text}% !important }}")
        if problems := page.evaluate(FAULTS):
            found[path] = problems
    return found


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_narrowest_phone(code: str, narrow: Page, places: dict[str, str]) -> None:
    assert faults(narrow, places["root"], code) == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_text_twice_as_large(code: str, enlarged: Page, places: dict[str, str]) -> None:
    assert faults(enlarged, places["root"], code, text=200) == {}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_small_desktop(code: str, desktop: Page, places: dict[str, str]) -> None:
    assert faults(desktop, places["root"], code) == {}


BORDERS = """(selectors) => selectors.filter((selector) => {
  const one = document.querySelector(selector);
  const style = one && getComputedStyle(one);
  const sides = ["Top", "Right", "Bottom", "Left"];
  const seen = (side) => parseFloat(style[`border${side}Width`]) >= 1 && style[`border${side}Style`] !== "none";
  return !one || !sides.some(seen);
})"""


@pytest.mark.parametrize(
    ("path", "selectors"),
    [
        ("index.html", [".c-doors a", ".c-cards__card", ".button--help"]),
        ("families/sextortion.html", [".part--do-now", ".part--help", ".c-contact", ".c-page-head"]),
        ("teachers/lessons/bystander-power.html", [".c-glance", ".c-page-head", ".c-pass-on .button"]),
    ],
)
def test_boxes_have_an_edge_in_forced_colours(
    path: str, selectors: list[str], browser: Browser, places: dict[str, str]
) -> None:
    """Grounds are taken away there: what is a box must be seen by its border."""
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(places["root"] + path)
    assert page.evaluate(BORDERS, selectors) == []
    context.close()


def test_more_contrast(browser: Browser, places: dict[str, str]) -> None:
    context = browser.new_context(contrast="more")
    page = context.new_page()
    page.goto(places["root"] + "families/sextortion.html")
    quiet = page.locator(".c-sources__contacts").first.evaluate("one => getComputedStyle(one).color")
    assert quiet == page.locator("body").evaluate("one => getComputedStyle(one).color")
    context.close()


def test_less_motion(browser: Browser, places: dict[str, str]) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    for path in ("index.html", "families/sextortion.html", "search.html"):
        page.goto(places["root"] + path)
        moving = page.evaluate(
            "[...document.querySelectorAll('*')].filter((one) => { const style = getComputedStyle(one);"
            " return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none'; }).length"
        )
        assert moving == 0 and page.evaluate("document.getAnimations().length") == 0
    context.close()


def test_many_figures_stand_by_year_below_their_tables_and_are_led_to(site: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto((site / "facts/index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollHeight") < 14_000
    page.locator("a[href$='#sources']").first.click()
    sources = page.locator(".c-sources details")
    sources.locator("summary").click()
    years = sources.locator("h3").all_inner_texts()
    assert years == sorted(years, reverse=True) and len(years) > 5
    shown = sources.locator("li")
    assert shown.count() == len({one.get_attribute("id") for one in shown.all()}) > 40
    assert all(re.search(r"\d", one) for one in shown.locator("p").all_inner_texts())
    page.close()
