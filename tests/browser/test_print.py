"""Paper: the text and everything in it, nothing to tap, and the page's address with its QR code at the end."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
import zxingcpp
from playwright.sync_api import Browser

from tests.site_maker import build_site, make_site, page_text

GUIDE = page_text(
    "Guide",
    "guide",
    "Text before.\n\n## Do this {#do-now}\n\n1. Stay calm.\n2. Call {{ helpline: si-child }}.\n\n## Why {#why}\n\n"
    '??? note "Folded"\n\n    What stands inside.\n\n## Words {#talk}\n\nSay it.\n\n'
    "## Who helps {#help}\n\n{{ helplines: children }}",
    "guide",
)


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny campaign that knows its own address."""
    folder = tmp_path_factory.mktemp("print")
    config = make_site(folder, {"docs/en/guide.md": GUIDE}, site_url="https://example.org/safe/")
    build_site(config, folder / "site")
    return folder / "site"


def print_page(browser: Browser, url: str, *, script: bool = True, dark: bool = False) -> pdfium.PdfDocument:
    context = browser.new_context(java_script_enabled=script, color_scheme="dark" if dark else "light")
    page = context.new_page()
    page.goto(url)
    data = page.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "15mm"))
    context.close()
    return pdfium.PdfDocument(data)


def text_of(document: pdfium.PdfDocument) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.mark.parametrize("script", [True, False])
def test_everything_is_on_paper(script: bool, browser: Browser, small_site: Path) -> None:
    text = text_of(print_page(browser, (small_site / "guide.html").as_uri(), script=script))
    for words in ("Guide", "Stay calm.", "What stands inside.", "116 111", "https://example.org/safe/go/guide/"):
        assert words in text
    for words in ("Menu", "Search", "Leave this page", "Print this page", "In this section", "On this page"):
        assert words not in text


def test_the_code_on_paper_opens_the_page(browser: Browser, small_site: Path) -> None:
    document = print_page(browser, (small_site / "sl/report.html").as_uri())
    found = zxingcpp.read_barcodes(document[len(document) - 1].render(scale=3).to_pil().convert("RGB"))
    assert [code.text for code in found] == ["https://example.org/safe/go/report/"]


def test_without_an_address_there_is_no_code(browser: Browser, site: Path) -> None:
    document = print_page(browser, (site / "report.html").as_uri())
    assert "This page on the web" not in text_of(document)


@pytest.mark.parametrize(
    "path", ["families/sextortion.html", "get-help/index.html", "teachers/lessons/kind-words.html"]
)
def test_little_ink(path: str, browser: Browser, site: Path) -> None:
    """White paper and dark letters, for a reader whose device is set to dark, too."""
    document = print_page(browser, (site / path).as_uri(), dark=True)
    picture = document[0].render(scale=1).to_pil().convert("L").histogram()
    assert sum(picture[200:]) > 0.85 * sum(picture)


def test_addresses_of_links_and_whole_contacts(browser: Browser, site: Path) -> None:
    text = text_of(print_page(browser, (site / "get-help/index.html").as_uri()))
    assert "080 888 888" in text and "sos.roditelji.me" in text
    facts = text_of(print_page(browser, (site / "facts/index.html").as_uri()))
    assert "(https://" in facts


def ask_on_paper(browser: Browser, url: str, question: str) -> list[str]:
    """What a script finds on a page that is as wide as a sheet of A4 and shown as on paper."""
    context = browser.new_context(viewport={"width": 680, "height": 960})
    page = context.new_page()
    page.goto(url)
    page.emulate_media(media="print")
    found: list[str] = page.evaluate(question)
    context.close()
    return found


@pytest.mark.parametrize("path", ["index", "families/index", "facts/index", "updates/index", "status", "search"])
def test_no_navigation_on_paper(path: str, browser: Browser, site: Path) -> None:
    question = (
        "[...document.querySelectorAll('nav, .c-header__tools, .c-exit, .c-footer, button')]"
        ".filter((one) => one.checkVisibility()).map((one) => one.className)"
    )
    assert ask_on_paper(browser, (site / f"{path}.html").as_uri(), question) == []


@pytest.mark.parametrize("path", ["status", "cnr-Cyrl/status", "ar/status", "teachers/lessons/bystander-power"])
def test_no_column_of_a_table_is_cut_off(path: str, browser: Browser, site: Path) -> None:
    """A sheet does not scroll; and a word in a narrow column stays whole."""
    question = (
        "[...document.querySelectorAll('.c-table, .c-table *')].filter((one) => one.scrollWidth > one.clientWidth + 1"
        " && getComputedStyle(one).display !== 'inline').map((one) => one.textContent)"
    )
    assert ask_on_paper(browser, (site / f"{path}.html").as_uri(), question) == []


def test_the_page_for_schools_lists_all_kits_on_paper(browser: Browser, site: Path) -> None:
    """Nothing can be chosen on paper; what is folded on the screen is open."""
    text = text_of(print_page(browser, (site / "teachers/schools.html").as_uri()))
    assert "Choose guides" not in text
    assert "Sextortion: what to do tonight" in text and text.count("Slovenščina") > 40
