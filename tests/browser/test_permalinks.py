"""Permalinks in a browser: the reader's language, kinship and script, a choice in the address, and no JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def address(places: dict[str, str]) -> str:
    return places["root"]


def opened(browser: Browser, url: str, languages: list[str], script: bool = True) -> tuple[str, str]:
    """(address, HTML) after the page has settled, for a browser set to these languages."""
    context = browser.new_context(locale=languages[0], java_script_enabled=script)
    tags = str(languages)
    context.add_init_script(f"Object.defineProperty(navigator, 'languages', {{ get: () => {tags} }})")
    page = context.new_page()
    page.goto(url)
    if script:
        page.wait_for_load_state("networkidle")
    result = page.url, page.content()
    context.close()
    return result


@pytest.mark.parametrize(
    ("languages", "path"),
    [
        (["sl-SI", "en"], "sl/families/sextortion.html"),
        (["hr-HR", "en"], "cnr/families/sextortion.html"),
        (["bs"], "cnr/families/sextortion.html"),
        (["sr-RS"], "cnr-Cyrl/families/sextortion.html"),
        (["sr-Latn-RS"], "cnr/families/sextortion.html"),
        (["sr-ME"], "cnr/families/sextortion.html"),
        (["cnr-Cyrl-ME"], "cnr-Cyrl/families/sextortion.html"),
        (["ar-AE"], "ar/families/sextortion.html"),
        (["de-DE", "fr-FR", "en"], "fr/families/sextortion.html"),
        (["en-GB", "sl"], "families/sextortion.html"),
    ],
)
def test_the_readers_language(browser: Browser, address: str, languages: list[str], path: str) -> None:
    assert opened(browser, f"{address}go/sextortion/", languages)[0] == address + path


def test_a_choice_in_the_address_wins(browser: Browser, address: str) -> None:
    assert opened(browser, f"{address}go/sextortion/#sq", ["sl-SI"])[0] == f"{address}sq/families/sextortion.html"


def test_a_reader_of_no_offered_language_chooses(browser: Browser, address: str) -> None:
    url, html = opened(browser, f"{address}go/sextortion/", ["ja-JP"])
    assert url == f"{address}go/sextortion/"
    assert "Shqip" in html


def test_without_javascript_every_language_is_a_plain_link(browser: Browser, address: str) -> None:
    url, html = opened(browser, f"{address}go/sextortion/", ["sl-SI"], script=False)
    assert url == f"{address}go/sextortion/"
    for path in ("families/sextortion.html", "cnr/families", "cnr-Cyrl/families", "sl/families", "ar/families"):
        assert f'href="../../{path}' in html


def test_a_list_of_some_guides_begins_with_the_readers_language(browser: Browser, site: Path) -> None:
    context = browser.new_context(locale="sl-SI")
    page = context.new_page()
    page.goto((site / "go/index.html").as_uri() + "#sextortion,child-somebody-threatens-you")
    assert page.locator("section:visible h2").first.inner_text() == "Slovenščina"
    assert page.locator("section").first.locator("li:visible").count() == 2
    page.locator("section").first.locator("li:visible a").first.click()
    assert "/sl/families/sextortion.html" in page.url
    context.close()
