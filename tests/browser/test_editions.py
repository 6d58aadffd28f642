"""A printed sheet asks whether it is still right: the page answers at once, in the sheet's language."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site_maker import build_site, make_site
from tests.unit.test_editions import FILES, SITE, release


@pytest.fixture(scope="module")
def page_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The permalink of a guide of which two editions were printed, a number and a step apart."""
    config = make_site(tmp_path_factory.mktemp("printed"), FILES, site_url=SITE)
    release(config, "2026-11-10")
    contacts, guide = config.parent / "docs/_data/helplines.yml", config.parent / "docs/sl/guide.md"
    text = contacts.read_text("utf-8").replace("116 111", "116 123").replace("phone: '116111'", "phone: '116123'")
    contacts.write_text(text, "utf-8")
    guide.write_text(guide.read_text("utf-8").replace("Vse shranite.", "Povejte odrasli osebi."), "utf-8")
    release(config, "2026-11-20")
    build_site(config, config.parent / "site")
    return (config.parent / "site/go/guide/index.html").as_uri()


def opened(browser: Browser, url: str, **options: bool) -> Page:
    page = browser.new_context(locale="en-GB", **options).new_page()
    page.goto(url)
    return page


def test_the_newest_sheet_is_right(browser: Browser, page_address: str) -> None:
    page = opened(browser, f"{page_address}?e=2&w=p#sl")
    expect(page.locator("[data-edition]:visible")).to_have_count(1)
    expect(page.locator("[data-edition]:visible")).to_contain_text("Vaš list še velja.")
    section = page.locator("[data-edition-in]:visible")
    expect(section).to_have_count(1)
    section.get_by_role("link", name="Odpri stran").click()
    page.wait_for_url("**/sl/guide.html")


@pytest.mark.parametrize("number", ["1", "01"])
def test_an_older_sheet_is_told_what_has_changed(browser: Browser, page_address: str, number: str) -> None:
    page = opened(browser, f"{page_address}?e={number}#sl")
    section = page.locator("[data-edition]:visible")
    expect(section).to_have_count(1)
    expect(section).to_contain_text("TOM: številka je zdaj 116\u00a0123 in ne več 116\u00a0111.")
    expect(section).to_contain_text("Korak 2 je zdaj drugačen.")


@pytest.mark.parametrize("number", ["9", "0", "", "x", "%C", "<b>"])
def test_an_edition_that_was_never_printed(browser: Browser, page_address: str, number: str) -> None:
    page = opened(browser, f"{page_address}?e={number}")
    section = page.locator("[data-edition]:visible")
    expect(section).to_have_count(1)
    expect(section).to_contain_text("We know no such edition of this sheet.")


def test_an_address_without_an_edition_opens_the_page_as_ever(browser: Browser, page_address: str) -> None:
    page = opened(browser, f"{page_address}?w=m#sl")
    page.wait_for_url("**/sl/guide.html")


def test_without_a_script_every_edition_is_listed(browser: Browser, page_address: str) -> None:
    page = opened(browser, f"{page_address}?e=1#sl", java_script_enabled=False)
    expect(page.locator("main")).to_contain_text("številka je zdaj 116\u00a0123 in ne več 116\u00a0111.")
    expect(page.locator("main")).to_contain_text("Vaš list še velja.")
