"""A copy of one language, unpacked and opened from a disk: every link leads to something."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from campaign.plugin.project import read_campaign
from campaign.release.bundle import plan_bundles, render_bundle, write_bundle
from campaign.views.views import Views
from tests.browser.conftest import Visitor
from tests.site_maker import ORIGINAL, dead_links

CODE = "ar"
"""Written from right to left, and with many pages that are shown in the source language."""


@pytest.fixture(scope="module")
def copy(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The campaign's copy in a language, unpacked."""
    campaign, _, _ = read_campaign(ORIGINAL / "mkdocs.yml", None)
    views = Views(campaign)
    (bundle,) = [one for one in plan_bundles(views, site) if one.language and one.language.code == CODE]
    folder = tmp_path_factory.mktemp("copy")
    write_bundle(folder / "copy.zip", render_bundle(views, site, bundle), bundle.name, campaign.today, lambda: None)
    with zipfile.ZipFile(folder / "copy.zip") as archive:
        archive.extractall(folder)
    return folder / bundle.name


def test_a_double_click_opens_it(copy: Path, visitor: Visitor) -> None:
    page = visitor.page
    page.goto((copy / "START-HERE.html").as_uri())
    page.wait_for_url((copy / CODE / "index.html").as_uri())
    assert page.locator("html").get_attribute("lang") == CODE
    # Only its own language is offered.
    assert page.locator(".c-languages li").count() == 1
    visitor.assert_quiet(copy.as_uri())


def test_every_link_that_a_reader_can_follow_leads_to_a_page(copy: Path, visitor: Visitor) -> None:
    root = copy.as_uri() + "/"
    page = visitor.page
    to_visit, seen = [f"{root}{CODE}/index.html"], set()
    while to_visit:
        address = to_visit.pop()
        seen.add(address)
        page.goto(address)
        links: list[str] = page.locator("a[href]").evaluate_all("found => found.map((one) => one.href.split('#')[0])")
        for link in links:
            if link.startswith(root) and link.endswith(".html") and link not in seen and link not in to_visit:
                to_visit.append(link)
    assert len(seen) > 80
    assert any("/teachers/schools.html" in one for one in seen) and any("/kits/sextortion/" in one for one in seen)
    visitor.assert_quiet(copy.as_uri())
    assert dead_links(copy) == []


def test_what_is_not_in_it_is_said(copy: Path, visitor: Visitor) -> None:
    page = visitor.page
    page.goto((copy / CODE / "families/sextortion.html").as_uri())
    page.locator(".c-notice a").first.click()
    assert page.url == (copy / "not-in-this-copy.html").as_uri()
    page.locator("main a").click()
    assert page.url == (copy / CODE / "index.html").as_uri()


def test_permalinks_and_search_work(copy: Path, visitor: Visitor) -> None:
    page = visitor.page
    page.goto((copy / "go/sextortion/index.html").as_uri())
    page.locator("main a:not(.button)").click()
    assert page.url == (copy / CODE / "families/sextortion.html").as_uri()
    page.goto((copy / CODE / "search.html").as_uri())
    page.locator("#search-box").fill("الابتزاز")
    assert page.locator("[data-search-results] li").count() > 0
