"""What people type leads to the page that answers: the real index of each language, searched by the real script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from playwright.sync_api import Browser, Page

CASES = Path(__file__).parent / "search"
_SEARCH = """(queries) => queries.map((query) => {
  const input = document.querySelector("#search-box");
  input.value = query;
  input.dispatchEvent(new Event("input"));
  const numbers = [...document.querySelectorAll("[data-search-help] a[href^='tel:']")];
  return {
    pages: [...document.querySelectorAll("[data-search-results] a")].map((one) => one.getAttribute("href")),
    says_number: numbers.some((one) => one.checkVisibility()),
  };
})"""


class Case(NamedTuple):
    """What somebody types in a language, and the pages of which one should be the first answer."""

    language: str
    query: str
    first: tuple[str, ...]
    is_urgent: bool


def read_cases() -> Iterator[Case]:
    """Every query of tests/campaign/search."""
    for path in sorted(CASES.glob("*.yml")):
        for one in yaml.safe_load(path.read_text("utf-8")):
            for query in one["queries"]:
                yield Case(one["language"], str(query), tuple(one["first"]), one.get("urgent", False))


ALL = list(read_cases())


@pytest.fixture(scope="module")
def answers(site: Path, browser: Browser) -> dict[Case, dict[str, Any]]:
    """What is found for each query, in pages opened from a disk."""
    found: dict[Case, dict[str, Any]] = {}
    page = browser.new_page()
    for language in {one.language: None for one in ALL}:
        open_search(page, site, language)
        own = [one for one in ALL if one.language == language]
        found |= zip(own, page.evaluate(_SEARCH, [one.query for one in own]), strict=True)
    page.close()
    return found


def open_search(page: Page, site: Path, language: str) -> None:
    """The search page of a language."""
    page.goto((site / ("" if language == "en" else language) / "search.html").as_uri())


def place_of(case: Case, answer: dict[str, Any]) -> int | None:
    """At which place the first of the expected pages stands; 0: the first."""
    pages = [link.partition("#")[0].removesuffix(".html") for link in answer["pages"]]
    return min((pages.index(one) for one in case.first if one in pages), default=None)


def test_there_are_enough_questions() -> None:
    assert len(ALL) >= 150
    assert {one.language for one in ALL} == {"en", "cnr", "cnr-Cyrl", "sl", "sq", "fr", "ar"}


def test_the_page_that_answers_comes_first(answers: dict[Case, dict[str, Any]]) -> None:
    places = {case: place_of(case, answer) for case, answer in answers.items()}
    later = {case: (place, answers[case]["pages"][:3]) for case, place in places.items() if place != 0}
    assert {case: found for case, found in later.items() if found[0] is None or found[0] > 2} == {}
    assert len(later) <= 0.05 * len(places), later


def test_a_cry_for_help_gets_a_number_first(answers: dict[Case, dict[str, Any]]) -> None:
    cries = {case: answer for case, answer in answers.items() if case.is_urgent}
    assert len(cries) >= 30
    assert [case for case, answer in cries.items() if not answer["says_number"]] == []
    assert [case for case, answer in cries.items() if place_of(case, answer) != 0] == []


@pytest.mark.parametrize("language", ["en", "cnr", "cnr-Cyrl", "sl", "sq", "fr", "ar"])
def test_nothing_found_still_has_a_number(language: str, site: Path, browser: Browser) -> None:
    page = browser.new_page()
    open_search(page, site, language)
    nothing, games = page.evaluate(_SEARCH, ["qqxxqq", "roblox"])
    assert nothing == {"pages": [], "says_number": True}
    page.fill("#search-box", "qqxxqq")
    happened = page.locator("[data-search-help] a.button--help")
    assert happened.is_visible() and happened.get_attribute("href") == "help/index.html"
    assert not games["says_number"] or not games["pages"]
    page.close()


def test_a_result_says_for_whom_it_is_and_what_about(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    open_search(page, site, "en")
    page.fill("#search-box", "roblox")
    first = page.locator("[data-search-results] li").first
    assert first.locator(".c-search__audience").inner_text() == "For families"
    assert first.locator(".c-search__about").inner_text().endswith(".")
    page.close()
