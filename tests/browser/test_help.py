"""Help is near on every page: a number on the first screen where somebody is in need, two taps from anywhere else."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from playwright.sync_api import Browser, Page

TOLD = frozenset({"go", "kits", "edit", "assets", "data"})
"""Folders whose pages belong to no language of the site."""
PHONE, SIDEWAYS, SMALL = (360, 740), (740, 360), (320, 480)
FIRST_SCREEN = """() => {
  const bar = document.querySelector(".c-exit").getBoundingClientRect().top;
  const line = (one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1)[0].bottom;
  };
  const seen = (one) => one && one.checkVisibility() && one.getBoundingClientRect().top >= 0 && line(one) <= bar + 1;
  const bottom = (one) => (one ? line(one) : -1);
  return {
    number: [...document.querySelectorAll("main a[href^='tel:']")].some(seen),
    title: seen(document.querySelector("h1")),
    step: !document.querySelector(".part--do-now > ol > li") || seen(document.querySelector(".part--do-now > ol > li")),
    bar,
    at: bottom(document.querySelector(".part--do-now > ol > li")),
  };
}"""


class Links(HTMLParser):
    """The links of a page, and whether it has a number to dial: what is there without any script."""

    def __init__(self) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.has_number = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        href = dict(attrs).get("href") or ""
        if tag == "a" and href.startswith("tel:"):
            self.has_number = True
        elif tag == "a" and ":" not in href:
            self.links.add(urldefrag(unquote(href))[0])


def pages_of(site: Path) -> Iterator[tuple[str, Links]]:
    """Every page of every language, with its links."""
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if name.split("/")[0] not in TOLD:
            found = Links()
            found.feed(path.read_text("utf-8"))
            yield name, found


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Links]:
    return dict(pages_of(site))


def test_a_number_is_two_taps_away_at_most(pages: dict[str, Links]) -> None:
    """One tap opens the page that has the number, the second one dials it."""

    def targets(name: str) -> Iterator[Links]:
        for link in pages[name].links:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), link))
            if target in pages:
                yield pages[target]

    assert len(pages) > 1000
    far = [
        name for name, page in pages.items() if not page.has_number and not any(one.has_number for one in targets(name))
    ]
    assert far == []


def test_every_way_is_two_taps_from_any_page(pages: dict[str, Links], site: Path) -> None:
    """From the bar of any page to a list, and from the list to an end; each end leads to a page that there is."""
    ends = {name for name in pages if re.search(r"(?:^|/)help/[a-z]+/", name)}
    assert len(ends) > 300
    for name in pages:
        text = (site / name).read_text("utf-8")
        bar = re.search(r'class="c-exit__help[^"]*" href="([^"]+)"', text)
        assert bar, name
        if not bar[1].startswith("tel:") and "//" not in bar[1] and not bar[1].startswith("/"):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), bar[1]))
            lists = {posixpath.normpath(posixpath.join(posixpath.dirname(target), one)) for one in pages[target].links}
            assert lists & ends, f"{name}: the bar leads to {target}, and from there to no end"
    for name in ends:
        button = re.search(
            r'<ul class="actions">\s*<li><a class="button" href="([^"]+)"', (site / name).read_text("utf-8")
        )
        assert button, name
        assert posixpath.normpath(posixpath.join(posixpath.dirname(name), button[1])) in pages, name


def test_the_number_is_in_the_first_screen_of_every_urgent_page(site: Path, browser: Browser) -> None:
    urgent = [path for path in sorted(site.rglob("*.html")) if 'class="c-call"' in path.read_text("utf-8")]
    assert len(urgent) > 500
    with browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, java_script_enabled=True) as context:
        page = context.new_page()
        found = {path: look(page, path) for path in urgent}
    assert [str(path.relative_to(site)) for path, one in found.items() if not (one["number"] and one["title"])] == []


@pytest.mark.parametrize("size", [SIDEWAYS, SMALL], ids=["sideways", "small"])
@pytest.mark.parametrize("code", ["", "cnr/", "cnr-Cyrl/", "sl/", "sq/", "fr/", "ar/"])
def test_title_and_first_step_on_the_smallest_screens(
    code: str, size: tuple[int, int], site: Path, browser: Browser
) -> None:
    names = ("families/sextortion", "children/somebody-threatens-you", "families/grooming", "help/child/threatened")
    with browser.new_context(viewport={"width": size[0], "height": size[1]}) as context:
        page = context.new_page()
        for name in names:
            found = look(page, site / f"{code}{name}.html")
            assert found["title"], (name, found)
            assert found["step"], (name, found)
            assert found["number"], (name, found)


@pytest.mark.parametrize("code", ["cnr/", "cnr-Cyrl/", "sl/", "sq/", "fr/", "ar/"])
def test_the_note_on_translation_pushes_no_step_away(code: str, site: Path, browser: Browser) -> None:
    """It stands below the text; above it is one word that leads there."""
    with browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}) as context:
        page = context.new_page()
        page.goto((site / code / "children/somebody-threatens-you.html").as_uri())
        assert page.locator("#translation").bounding_box()["y"] > page.locator("#do-now").bounding_box()["y"]  # type: ignore[index]
        assert page.locator(".c-page-head a[href='#translation']").is_visible()


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1440])
def test_a_number_stands_on_one_line(width: int, site: Path, browser: Browser) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        for name in (
            "get-help/index",
            "families/sextortion",
            "sl/families/sextortion",
            "ar/get-help/gb",
            "get-help/int",
            "sl/help/teenager/mean",
            "cnr-Cyrl/get-help/uy",
        ):
            page.goto((site / f"{name}.html").as_uri())
            broken = page.evaluate(
                """() => [...document.querySelectorAll("a[href^='tel:']")].filter((one) => {
                  const range = document.createRange();
                  range.selectNodeContents([...one.querySelectorAll("[dir=ltr], bdi"), one][0]);
                  const boxes = [...range.getClientRects()].filter((box) => box.width > 1);
                  return new Set(boxes.map((box) => Math.round(box.top))).size > 1;
                }).map((one) => one.textContent)"""
            )
            assert broken == [], name


def test_steps_tick_and_forget(site: Path, browser: Browser) -> None:
    address = (site / "families/sextortion.html").as_uri()
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        first = page.locator(".part--do-now input").first
        first.check()
        assert first.is_checked()
        page.reload()
        assert not first.is_checked()


def look(page: Page, path: Path) -> dict[str, bool]:
    page.goto(path.as_uri())
    found: dict[str, bool] = page.evaluate(FIRST_SCREEN)
    return found
