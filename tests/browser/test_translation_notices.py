"""What readers are told about a translation, in their own language: who made it, from which day, and what is old."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.browser.conftest import Visitor
from tests.site_maker import CAMPAIGN_DAY, ORIGINAL, PROJECT, build_site

CHANGED = "Stay with your child all night."
NOTICES = {
    "cnr": ("Ovaj tekst je prevela mašina.", "23. novembar 2026.", "Original se otad promijenio."),
    "cnr-Cyrl": ("Овај текст је превела машина.", "23. новембар 2026.", "Оригинал се отад промијенио."),
    "sl": ("To besedilo je prevedel stroj.", "23. november 2026", "Izvirnik se je od takrat spremenil."),
    "sq": ("Ky tekst është përkthyer automatikisht.", "23 nëntor 2026", "Origjinali ka ndryshuar që atëherë."),
    "fr": ("Ce texte a été traduit automatiquement.", "23 novembre 2026", "L’original a changé depuis."),
    "ar": ("تُرجم هذا النص آليًا.", "نوفمبر", "تغيّر النص الأصلي منذ ذلك الحين."),
}


@pytest.fixture(scope="module")
def changed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's campaign with a sentence of an English guide changed, and the report page reviewed in Slovene."""
    folder = tmp_path_factory.mktemp("changed")
    for name in ("docs", "overrides"):
        shutil.copytree(PROJECT / name, folder / name)
    settings = (ORIGINAL / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace(
        "      country: ME\n",
        "      country: ME\n      outdated: { child-somebody-threatens-you: source, quick-exit: withdraw }\n",
    )
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    guide = folder / "docs/en/families/sextortion.md"
    guide.write_text(guide.read_text("utf-8").replace("**Stay with your child.**", f"**{CHANGED}**"), "utf-8")
    child = folder / "docs/en/children/somebody-threatens-you.md"
    child.write_text(child.read_text("utf-8").replace("Take a slow breath.", "Take two slow breaths."), "utf-8")
    leaving = folder / "docs/en/about/quick-exit.md"
    leaving.write_text(leaving.read_text("utf-8").replace("harmless page", "harmless other page"), "utf-8")
    for lock in (folder / "docs/_data/locks").glob("*.yml"):
        text = re.sub(r"(?m)(^(?:sextortion|report):\n  accepted_on: ).*$", r"\g<1>2026-11-23", lock.read_text("utf-8"))
        lock.write_text(text, "utf-8")
    report = folder / "docs/sl/report.md"
    text = report.read_text("utf-8")
    text = re.sub(r"(?m)^reviewed_on: .*$", "reviewed_on: 2026-11-23", text)
    report.write_text(text.replace("translated_by: machine", "translated_by: Ana Novak\nreviewed_by: Bor Kos"), "utf-8")
    build_site(folder / "mkdocs.yml", folder / "site", "--today", CAMPAIGN_DAY)
    return folder / "site"


@pytest.mark.parametrize("code", NOTICES)
def test_outdated(code: str, changed_site: Path, visitor: Visitor) -> None:
    page = visitor.page
    page.goto((changed_site / code / "families/sextortion.html").as_uri())
    notice = page.locator(".c-notice")
    text = notice.inner_text()
    for words in NOTICES[code]:
        assert words in text
    notice.locator("summary").click()
    part = notice.locator("li")
    assert CHANGED in part.inner_text()
    assert notice.locator("ul").get_attribute("lang") == "en"
    assert page.locator('meta[name="translation"]').get_attribute("content").startswith("state=outdated; by=machine")
    assert page.locator("html").get_attribute("dir") == ("rtl" if code == "ar" else "ltr")
    notice.locator("a").click()
    assert page.url.endswith("site/families/sextortion.html")


def test_reviewed_by_a_person(changed_site: Path, visitor: Visitor) -> None:
    visitor.page.goto((changed_site / "sl/report.html").as_uri())
    text = visitor.page.locator(".c-notice").inner_text()
    assert "Prevod: Ana Novak." in text
    assert "Bor Kos, 23. november 2026" in text


def test_a_policy_shows_the_source_instead(changed_site: Path, visitor: Visitor) -> None:
    visitor.page.goto((changed_site / "ar/children/somebody-threatens-you.html").as_uri())
    assert "لم تُترجم" in visitor.page.locator(".c-notice").inner_text()
    assert "Take two slow breaths." in visitor.page.locator(".page div[lang=en]").inner_text()


def test_a_policy_withdraws_the_text(changed_site: Path, visitor: Visitor) -> None:
    visitor.page.goto((changed_site / "sl/about/quick-exit.html").as_uri())
    assert "Prevod te strani je zastarel" in visitor.page.locator(".c-notice").inner_text()
    assert visitor.page.locator(".page__text").count() == 0
    visitor.page.locator(".c-notice a").click()
    assert "harmless other page" in visitor.page.locator(".page__text").inner_text()


def test_the_source_itself_has_no_notice(changed_site: Path, visitor: Visitor) -> None:
    visitor.page.goto((changed_site / "families/sextortion.html").as_uri())
    assert visitor.page.locator(".c-notice").count() == 0
