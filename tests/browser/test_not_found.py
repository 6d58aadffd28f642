"""A page that is not found: in each language, at any depth, in a folder of a host, with the numbers to call."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page

from campaign.command import main
from tests.audit.places import serve
from tests.browser.conftest import Visitor
from tests.browser.test_everywhere import LANGUAGES, prefix
from tests.site_maker import make_site


def assert_links_work(page: Page, host: str) -> None:
    links = page.evaluate("[...document.querySelectorAll('[href], [src]')].map((one) => one.href || one.src)")
    own = {link.split("#")[0] for link in links if link.startswith(host)}
    assert len(own) > 5
    # The link past the menu stays on the page itself, which is not there.
    for link in own - {page.url}:
        assert page.request.get(link).status == 200, link


@pytest.mark.parametrize("code", LANGUAGES)
def test_stands_alone_in_each_language(
    code: str, places: dict[str, str], visitor: Visitor, visitor_without_script: Visitor
) -> None:
    for page in (visitor.page, visitor_without_script.page):
        # At its own address, as hosts show it that know one for each language.
        page.goto(places["root"] + prefix(code) + "404.html")
        assert page.locator("html").get_attribute("lang") == code
        assert page.locator("main a[href^='tel:']").count() >= 2
        assert page.locator("main a.button--help").is_visible()
        assert page.locator("[data-exit]").is_visible()
    assert_links_work(visitor_without_script.page, places["root"])


def test_works_at_any_depth_of_a_folder_that_is_named_in_the_settings(
    tmp_path: Path, visitor_without_script: Visitor
) -> None:
    site = tmp_path / "host" / "somebody" / "else"
    config_file = make_site(tmp_path / "campaign", site_url="https://example.org/somebody/else/")
    result = CliRunner().invoke(main, ["build", "-f", str(config_file), "-o", str(site)])
    assert result.exit_code == 0, result.output
    page = visitor_without_script.page
    for language, not_found in (("en", "404.html"), ("sl", "sl/404.html")):
        with serve(tmp_path / "host", site / not_found) as host:
            page.goto(f"{host}somebody/else/a/b/c/nothing.html")
            assert page.locator("html").get_attribute("lang") == language
            assert page.evaluate("document.styleSheets.length") > 0
            assert_links_work(page, host)


def test_in_a_folder_that_nobody_named_it_has_no_look_but_helps(
    places: dict[str, str], visitor_without_script: Visitor
) -> None:
    """No page can know how deep it is shown: the links lead to the host's root. The numbers and the way out work."""
    page = visitor_without_script.page
    page.goto(places["sub-path"] + "a/b/nothing.html")
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--c-ink')") == ""
    assert page.locator("main a[href^='tel:']").first.is_visible()
    assert (page.locator("[data-exit]").get_attribute("href") or "").startswith("https://")
    # Its address begins at the host's root: there is none here, and in its place there is nothing to be seen.
    assert page.locator(".c-picture img").get_attribute("alt") == ""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
