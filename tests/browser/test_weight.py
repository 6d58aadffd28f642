"""The budget: what a phone on a poor line has to fetch from the project's own campaign."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from campaign.files.look import Look
from campaign.plugin.theme import stylesheet_folder
from campaign.views.assets import theme_stylesheet
from campaign.views.stylesheets import BROWSERS, SAME_LOOK, own_stylesheets, process_stylesheet
from tests.browser.weight import PHONE, compressed_size, is_at_most, measure_visit
from tests.site_maker import PROJECT

KB = 1000
GUIDE = "families/sextortion.html"


@pytest.mark.parametrize("prefix", ["", "sl/", "cnr-Cyrl/", "ar/"])
def test_a_first_visit_to_a_guide(prefix: str, browser: Browser, places: dict[str, str]) -> None:
    allowed_above = 10 * KB if prefix in ("cnr-Cyrl/", "ar/") else 0
    visit = measure_visit(browser, places["root"] + prefix + GUIDE)
    assert visit.to_read <= 16 * KB + allowed_above
    assert visit.total <= 40 * KB + allowed_above
    assert visit.requests <= 6
    assert visit.failed == ()
    assert visit.layout_shift == 0
    assert not any("search" in address for address in visit.addresses)


def test_a_second_page(browser: Browser, places: dict[str, str]) -> None:
    first = measure_visit(browser, places["root"] + GUIDE)
    second = measure_visit(browser, places["root"] + "families/grooming.html", first.addresses)
    assert second.total <= 10 * KB
    # The page, and the picture at its head, which may come later.
    assert second.requests == 2


def test_every_guide_can_be_read_after_16_kb(site: Path) -> None:
    """A browser is asked for one guide only; here stands what every other one needs: its HTML and stylesheets."""
    guides = [*site.glob("families/*.html"), *site.glob("*/families/*.html")]
    assert len(guides) > 100
    for path in guides:
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', path.read_text("utf-8"))
        assert sheets
        needed = sum(compressed_size((path.parent / one).resolve()) for one in sheets)
        allowed_above = 10 * KB if path.is_relative_to(site / "cnr-Cyrl") or path.is_relative_to(site / "ar") else 0
        assert is_at_most(path, 16 * KB + allowed_above - needed), path


def test_every_page_of_every_kind_is_light(site: Path) -> None:
    """What is needed to read any page at all, the longest ones with all contacts and all figures included."""
    (stylesheet,) = (site / "assets").glob("campaign.*.css")
    assert compressed_size(stylesheet) <= 9 * KB
    assert [path for path in site.rglob("*.html") if not is_at_most(path, 12 * KB)] == []


def test_scripts_come_after_the_text(site: Path) -> None:
    for path in site.rglob("*.html"):
        for tag in re.findall(r"<script[^>]*>", path.read_text("utf-8")):
            # What programs read is data, which no browser runs.
            assert " defer" in tag or "application/ld+json" in tag, (path, tag)


def test_the_search_index_is_small(site: Path) -> None:
    """60 KB for a language of 100 pages, in proportion to the pages that there are."""
    for path in site.rglob("search-index.js"):
        pages = path.read_text("utf-8").count('.html",')
        assert compressed_size(path) <= 60 * KB * max(pages, 25) / 100, (path, pages)


def test_no_rule_that_a_page_needs_was_removed(site: Path) -> None:
    """Every class on any page for which the theme has rules still has as many: written in the same words, minified."""
    (stylesheet,) = (site / "assets").glob("campaign.*.css")
    sent, theme = stylesheet.read_text("utf-8"), theme_stylesheet(stylesheet_folder())
    strings = re.compile(r'"(?:[^"\\]|\\.)*"|' + r"'(?:[^'\\]|\\.)*'")
    of_theme = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", strings.sub("", theme)))
    of_sent = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", strings.sub("", sent)))
    on_pages = {
        name
        for path in site.rglob("*.html")
        for value in re.findall(r'class="([^"]*)"', path.read_text("utf-8"))
        for name in value.split()
    }
    assert {"md-typeset", "admonition", "warning", "headerlink"} & on_pages
    assert (on_pages & of_theme) - SAME_LOOK <= of_sent


_ADD_BOXES = """(kinds) => {
  const text = document.querySelector(".page__text");
  for (const kind of kinds) {
    text.insertAdjacentHTML("beforeend", `
      <div class="admonition ${kind}"><p class="admonition-title">A</p><p>B</p></div>
      <details class="${kind}" open><summary>A</summary><p>B</p></details>
      <details class="${kind}"><summary>A</summary><p>B</p></details>`);
  }
}"""
_LOOKS = """() => [...document.querySelectorAll("*")].flatMap((one) => ["", "::before", "::after"].map((pseudo) => {
  const style = getComputedStyle(one, pseudo);
  const isSeen = style.display !== "none" && (!pseudo || style.content !== "none");
  const names = isSeen ? [...style].filter((name) => !name.startsWith("--")) : [];
  return [one.tagName + "." + one.className + pseudo, names.map((name) => `${name}: ${style.getPropertyValue(name)}`)];
}))"""


@pytest.mark.parametrize("name", ["families/talking.html", "ar/families/sextortion.html", "ar/families/games.html"])
def test_nothing_that_was_removed_would_be_seen(name: str, browser: Browser, places: dict[str, str]) -> None:
    """The whole theme under our rules gives every element the same look as what is sent, boxes of every kind too."""
    own = "".join(path.read_text("utf-8") for path in own_stylesheets(Look(PROJECT / "overrides")))
    whole = process_stylesheet(theme_stylesheet(stylesheet_folder()) + own, browsers_list=BROWSERS)
    looks = []
    for is_whole in (True, False):
        page = browser.new_page(viewport=PHONE, reduced_motion="reduce")
        if is_whole:
            page.route("**/campaign.*.css", lambda route: route.fulfill(content_type="text/css", body=whole))
        page.goto(places["root"] + name, wait_until="networkidle")
        page.evaluate(_ADD_BOXES, sorted(SAME_LOOK))
        looks.append(page.evaluate(_LOOKS))
        page.close()
    with_all, as_sent = looks
    assert len(with_all) == len(as_sent) > 1000
    other = [(one, set(before) ^ set(now)) for (one, before), (_, now) in zip(with_all, as_sent, strict=True)]
    assert [(one, values) for one, values in other if values] == []
