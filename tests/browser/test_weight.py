"""The budget: what a phone on a poor line has to fetch from the project's own campaign."""

from __future__ import annotations

import re
from pathlib import Path

import material
import pytest
from playwright.sync_api import Browser

from campaign.assets import theme_stylesheet
from campaign.stylesheets import SAME_LOOK
from tests.browser.weight import compressed_size, measure_visit

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
    assert second.requests == 1


def test_every_guide_can_be_read_after_16_kb(site: Path) -> None:
    """A browser is asked for one guide only; here stands what every other one needs: its HTML and stylesheets."""
    guides = [*site.glob("families/*.html"), *site.glob("*/families/*.html")]
    assert len(guides) > 100
    for path in guides:
        sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', path.read_text("utf-8"))
        assert sheets
        needed = sum(map(compressed_size, (path, *((path.parent / one).resolve() for one in sheets))))
        allowed_above = 10 * KB if path.is_relative_to(site / "cnr-Cyrl") or path.is_relative_to(site / "ar") else 0
        assert needed <= 16 * KB + allowed_above, path


def test_every_page_of_every_kind_is_light(site: Path) -> None:
    """What is needed to read any page at all, the longest ones with all contacts and all figures included."""
    (stylesheet,) = (site / "assets").glob("campaign.*.css")
    heaviest = max(site.rglob("*.html"), key=compressed_size)
    assert compressed_size(stylesheet) <= 9 * KB
    assert compressed_size(heaviest) <= 12 * KB, heaviest


def test_scripts_come_after_the_text(site: Path) -> None:
    for path in site.rglob("*.html"):
        for tag in re.findall(r"<script[^>]*>", path.read_text("utf-8")):
            assert " defer" in tag, (path, tag)


def test_the_search_index_is_small(site: Path) -> None:
    """60 KB for a language of 100 pages, in proportion to the pages that there are."""
    for path in site.rglob("search-index.js"):
        pages = path.read_text("utf-8").count('.html",')
        assert compressed_size(path) <= 60 * KB * max(pages, 25) / 100, (path, pages)


def test_no_rule_that_a_page_needs_was_removed(site: Path) -> None:
    """Every class on any page for which the theme has rules still has as many: written in the same words, minified."""
    (stylesheet,) = (site / "assets").glob("campaign.*.css")
    sent, theme = stylesheet.read_text("utf-8"), theme_stylesheet(Path(material.__file__).parent)
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
