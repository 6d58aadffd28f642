"""News in a real browser: the banner, an update about a day, what a preview adds, on a phone and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from campaign.command import main
from campaign.model.pool import POOL
from tests.news_maker import NEWS, make_news_site, news_text

PHONE = {"width": 360, "height": 740}
ABOUT = {"banner_from": "2026-11-20", "banner_until": "2026-11-30", "event": "safer-internet-day"}
BANNERS = {
    "en": ("The helpline has a new number", "Important news", "Please use the new number."),
    "cnr": ("Linija ima novi broj", "Važna vijest", "Pozovite novi broj."),
    "ar": ("رقم جديد لخط المساعدة", "خبر مهم", "استخدم الرقم الجديد من فضلك."),
}


@pytest.fixture(scope="module", params=["published", "preview"])
def news_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """("published" or "preview", the tiny campaign's site with urgent news in three languages)."""
    folder = tmp_path_factory.mktemp("news")
    files: dict[str, str | bytes | None] = {"docs/_data/calendar.yml": (POOL / "calendar.yml").read_text("utf-8")}
    for code, (title, _, banner) in BANNERS.items():
        extra = {} if code == "en" else {"translated_by": "machine"}
        files[NEWS.format(code)] = news_text(title, banner=f'"{banner}"', **ABOUT, **extra)
    config_file = make_news_site(folder, files)
    arguments = ["build", "-f", str(config_file), "-o", str(folder / "site")]
    result = CliRunner().invoke(main, arguments + (["--preview"] if request.param == "preview" else []))
    assert result.exit_code == 0, result.output
    return request.param, folder / "site"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    # The page's own policy would keep the accessibility checker out; other tests hold the policy.
    context = browser.new_context(viewport=PHONE, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("code", BANNERS)
def test_urgent_news_is_a_landmark_on_every_page_of_its_languages(
    news_site: tuple[str, Path], page: Page, code: str
) -> None:
    _, site = news_site
    title, label, text = BANNERS[code]
    prefix = "" if code == "en" else f"{code}/"
    for name in ("index.html", "search.html", "report.html"):
        page.goto((site / prefix / name).as_uri())
        banner = page.get_by_role("region", name=label, exact=True)
        expect(banner).to_contain_text(text)
    banner.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_no_banner_in_a_language_without_the_news(news_site: tuple[str, Path], page: Page) -> None:
    page.goto((news_site[1] / "sl" / "index.html").as_uri())
    expect(page.locator(".c-banner")).to_have_count(0)


@pytest.mark.parametrize("path", ["updates/2026-11-20-number.html", "ar/updates/index.html", "cnr-Cyrl/index.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_news_can_be_read_by_everybody(news_site: tuple[str, Path], page: Page, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto((news_site[1] / path).as_uri())
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    small = page.evaluate(
        "() => [...document.querySelectorAll('.c-banner a, .c-follow a, .c-news a, .c-news-foot a')]"
        ".filter(one => one.getClientRects()[0].height < 40).map(one => one.textContent)"
    )
    assert small == []


def test_an_update_about_a_day_names_it_in_words_and_offers_the_calendar(
    news_site: tuple[str, Path], page: Page
) -> None:
    page.goto((news_site[1] / "cnr-Cyrl/updates/2026-11-20-number.html").as_uri())
    box = page.locator(".c-news-head__event")
    expect(box.locator("time")).to_have_text("уторак, 9. фебруар 2027.")
    expect(box).to_contain_text("по правилу из ранијих година")
    with page.expect_download() as download:
        box.get_by_role("link").click()
    assert Path(download.value.path()).read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_a_draft_says_so_on_screen_and_on_paper(news_site: tuple[str, Path], page: Page) -> None:
    kind, site = news_site
    for name in ("index.html", "404.html", "go/guide/index.html", "updates/2026-11-20-number.html"):
        for media in ("screen", "print"):
            page.emulate_media(media=media)  # type: ignore[arg-type]
            page.goto((site / name).as_uri())
            draft = page.locator(".c-draft")
            if kind == "preview":
                expect(draft).to_be_visible()
                expect(draft).to_contain_text("Draft, not published")
            else:
                expect(draft).to_have_count(0)


def test_the_text_to_pass_on_is_read_in_its_own_letters(news_site: tuple[str, Path], page: Page) -> None:
    page.goto((news_site[1] / "cnr-Cyrl/updates/2026-11-20-number.html").as_uri())
    page.locator('.c-pass-on a[type="text/plain"]').click()
    expect(page.locator("pre")).to_contain_text("Линија има нови број")
    expect(page.locator("pre")).to_contain_text("https://example.org/safe/go/update-number/#cnr-Cyrl")
