"""A family's walk through this campaign's site, in each of its languages: home, help, a number that dials, and away."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.plugin.project import read_campaign
from tests.browser.conftest import Visitor
from tests.site_maker import PROJECT

CAMPAIGN: Campaign = read_campaign(PROJECT / "mkdocs.yml", None)[0]


@pytest.mark.parametrize("language", CAMPAIGN.offered, ids=lambda one: one.code)
def test_from_the_first_page_to_a_number(language: Language, places: dict[str, str], visitor: Visitor) -> None:
    page = visitor.page
    page.goto(places["root"] + language.prefix)
    assert page.locator("html").get_attribute("lang") == language.code
    expect(page.locator("h1")).to_have_count(1)
    page.locator(".c-exit__help").click()
    expect(page.locator("h1")).to_have_count(1)
    page.goto(places["root"] + language.prefix + "get-help/index.html")
    numbers = page.locator("main a[href^='tel:']").evaluate_all("all => all.map(one => one.href.slice(4))")
    own = {one.phone for one in CAMPAIGN.contacts if one.country in (CAMPAIGN.settings.country, "EU") and one.phone}
    assert numbers[0] in own, "the campaign's own country comes first"
    visitor.assert_quiet(places["root"])


@pytest.mark.parametrize("language", CAMPAIGN.offered, ids=lambda one: one.code)
def test_every_page_says_how_to_leave_and_leads_to_help(
    language: Language, places: dict[str, str], visitor_without_script: Visitor
) -> None:
    page = visitor_without_script.page
    for path in CAMPAIGN.settings.navigation[:12]:
        if CAMPAIGN.page(language, path):
            page.goto(places["root"] + language.prefix + path.removesuffix(".md") + ".html")
            assert page.locator("[data-exit]").get_attribute("href") == language.exit_url
            expect(page.locator(".c-exit__help, .c-exit a[href^='tel:']").first).to_be_visible()
