"""Permalinks in a browser: the reader's language, kinship and script, a choice in the address, and no JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

SQ_FIRST = '[data-language="sq"] { order: -1; }\n'


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


@pytest.mark.parametrize("broken", ["%", "%C", "sq%C4"])
def test_an_address_that_was_cut_off_still_opens(browser: Browser, address: str, broken: str) -> None:
    url, _ = opened(browser, f"{address}go/sextortion/#{broken}", ["sl-SI"])
    assert url == f"{address}sl/families/sextortion.html"
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}go/#sextortion,{broken}")
    shown = page.locator("[data-go-list] [data-id]:visible")
    assert shown.count() > 1 and {shown.nth(at).get_attribute("data-id") for at in range(shown.count())} == {
        "sextortion"
    }
    page.goto(f"{address}go/#{broken}")
    page.reload()
    assert page.locator("[data-go-list] [data-id]:visible").count() > 20
    assert errors == []
    page.close()


def test_a_reader_of_no_offered_language_chooses(browser: Browser, address: str) -> None:
    url, html = opened(browser, f"{address}go/sextortion/", ["ja-JP"])
    assert url == f"{address}go/sextortion/"
    assert "Shqip" in html


def test_without_javascript_every_language_is_a_plain_link(browser: Browser, address: str) -> None:
    url, html = opened(browser, f"{address}go/sextortion/", ["sl-SI"], script=False)
    assert url == f"{address}go/sextortion/"
    for path in ("families/sextortion.html", "cnr/families", "cnr-Cyrl/families", "sl/families", "ar/families"):
        assert f'href="../../{path}' in html


def test_without_javascript_the_language_of_the_address_stands_first(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    # What a server hands out to a reader of Albanian: see tests/servers.
    page.route("**/go/first.css", lambda route: route.fulfill(body=SQ_FIRST, content_type="text/css"))

    def top(path: str) -> str:
        page.goto(address + path)
        places = page.locator(".c-go__languages li").evaluate_all("all => all.map((one) => one.offsetTop)")
        names = page.locator(".c-go__languages li").evaluate_all("all => all.map((one) => one.dataset.language)")
        return str(names[places.index(min(places))])

    assert [top(path) for path in ("go/sextortion/", "go/sextortion/#sl", "go/sextortion/?e=1#ar")] == [
        "sq",
        "sl",
        "ar",
    ]
    page.unroute("**/go/first.css")
    assert top("go/sextortion/") == "en"
    context.close()


def test_a_choice_of_several_languages_opens_the_readers_own_among_them(browser: Browser, address: str) -> None:
    url = f"{address}go/sextortion/#sq,ar"
    assert opened(browser, url, ["ar-AE", "sl"])[0] == f"{address}ar/families/sextortion.html"
    assert opened(browser, url, ["en-GB", "sq-XK"])[0] == f"{address}sq/families/sextortion.html"


def order(browser: Browser, url: str, languages: list[str]) -> list[str]:
    """The language codes on a permalink's page or list, in the order in which such a browser shows them."""
    context = browser.new_context(locale=languages[0])
    context.add_init_script(f"Object.defineProperty(navigator, 'languages', {{ get: () => {languages} }})")
    page = context.new_page()
    page.goto(url)
    found: list[str] = page.locator(":is(main section, .c-go__languages li):visible").evaluate_all(
        "found => found.map((one) => one.dataset.language)"
    )
    context.close()
    return found


@pytest.mark.parametrize(
    ("choice", "languages", "first"),
    [
        # What the school chose; of that first what the reader speaks.
        ("games,sextortion,sq,ar", ["ar-AE"], ["ar", "sq"]),
        ("games,sextortion,sq,ar", ["sq-AL"], ["sq", "ar"]),
        # The reader's own language before those of others, then that of the country around.
        ("games,sextortion,sq,ar", ["sl-SI"], ["sl", "sq", "ar"]),
        ("games,sextortion,sq", ["de-SI"], ["sq", "sl"]),
        ("games,sextortion", ["hr-HR", "fr"], ["cnr", "fr"]),
        ("games,sextortion", ["sr-RS"], ["cnr-Cyrl"]),
        ("games,sextortion", ["sr-Latn-RS"], ["cnr"]),
        ("games,sextortion", ["de-ME", "en"], ["en", "cnr", "cnr-Cyrl"]),
        ("games,sextortion", ["ja-JP"], ["en", "cnr"]),
        # In no language, and with an id that nobody knows.
        ("nothing-like-this", ["sl-SI"], ["sl"]),
    ],
)
def test_the_order_of_a_list(
    browser: Browser, address: str, choice: str, languages: list[str], first: list[str]
) -> None:
    assert order(browser, f"{address}go/#{choice}", languages)[: len(first)] == first


def test_a_page_in_none_of_the_readers_languages_lists_the_chosen_ones_first(browser: Browser, address: str) -> None:
    assert order(browser, f"{address}go/sextortion/#sq,ar", ["de-SI"])[:3] == ["sq", "ar", "sl"]


def test_a_language_chosen_on_the_list_stands_in_the_address(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="sl-SI")
    page = context.new_page()
    page.goto(f"{address}go/#sextortion,lesson-kind-words")
    page.locator('.c-go__choose a[hreflang="fr"]').click()
    assert page.url == f"{address}sl/go/#sextortion,lesson-kind-words,fr"
    assert page.locator("main section:visible").first.get_attribute("lang") == "fr"
    assert page.locator('.c-go__choose [aria-current="true"]').inner_text() == "Français"
    # This lesson is not in French yet: of what was chosen, there is only what is there, and what is missing is named.
    assert page.locator("main section:visible").first.locator("li[data-id]:visible").count() == 1
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    page.reload()
    assert page.locator("main section:visible").first.get_attribute("lang") == "fr"
    context.close()


def test_without_javascript_the_list_leads_to_a_language(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}go/")
    page.locator('.c-go__choose a[hreflang="sl"]').click()
    assert page.url == f"{address}go/#sl"
    assert page.locator("main section:visible").count() == 7
    context.close()


def test_a_list_of_some_guides_begins_with_the_readers_language(browser: Browser, site: Path) -> None:
    context = browser.new_context(locale="sl-SI")
    page = context.new_page()
    page.goto((site / "go/index.html").as_uri() + "#sextortion,child-somebody-threatens-you")
    assert page.locator("main section:visible h2").first.inner_text() == "Slovenščina"
    assert page.locator("main section").first.locator("li:visible").count() == 2
    page.locator("main section").first.locator("li:visible a").first.click()
    assert "/sl/families/sextortion.html" in page.url
    context.close()


def test_the_list_is_in_the_readers_words_and_says_what_is_missing(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(f"{address}go/#sextortion,lesson-kind-words,sq,ar")
    page.wait_for_url(f"{address}fr/go/#sextortion,lesson-kind-words,sq,ar")
    assert page.locator("html").get_attribute("lang") == "fr"
    first = page.locator("main section:visible").first
    assert first.get_attribute("lang") == "fr"
    assert first.locator(".c-go__missing").is_visible()
    missing = first.locator("[data-elsewhere] a")
    assert missing.count() == 1
    assert missing.get_attribute("lang") == "en"
    assert page.locator("main section:visible").nth(1).get_attribute("lang") == "sq"
    assert page.locator("main section:visible").nth(1).locator(".c-go__missing").is_hidden()
    context.close()
