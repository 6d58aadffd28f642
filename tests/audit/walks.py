"""All that is done with one page: opened as different readers would, from different places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urldefrag

from playwright.sync_api import Browser, BrowserContext, Page

from campaign.kits.files import CARD
from tests.audit.appearance import check_appearances
from tests.audit.findings import Finding
from tests.audit.keyboard import check_keyboard, check_keyboard_controls
from tests.audit.layout import HEIGHT, check_layouts
from tests.audit.paper import check_contacts_on_paper, check_paper
from tests.audit.recorder import REFUSE_STORAGE, Recorder, check_stored

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": HEIGHT}
# A language that the site does not offer: a permalink's page then stays, instead of going on to the reader's language.
LOCALE = "ja-JP"


@dataclass
class Tab:
    """An open tab and what it recorded."""

    page: Page
    recorder: Recorder


@dataclass
class Walker:
    """One browser with a tab for every kind of reader, kept open from page to page."""

    browser: Browser
    places: Mapping[str, str]
    site: Path
    _tabs: dict[str, Tab] = field(default_factory=dict)

    def tab(self, kind: str) -> Tab:
        """`reader` has everything, `plain` no JavaScript, `refusing` no storage."""
        if kind not in self._tabs:
            context: BrowserContext = self.browser.new_context(locale=LOCALE, java_script_enabled=kind != "plain")
            if kind == "refusing":
                context.add_init_script(REFUSE_STORAGE)
            page = context.new_page()
            self._tabs[kind] = Tab(page, Recorder(page))
        return self._tabs[kind]

    def open(self, kind: str, place: str, name: str) -> Tab:
        """A page of the site, opened anew in the tab of this kind of reader."""
        tab = self.tab(kind)
        tab.recorder.clear()
        tab.page.set_viewport_size(DESKTOP)
        tab.page.goto(self.places[place] + name, wait_until="load")
        return tab

    def close(self) -> None:
        """Close every tab."""
        for tab in self._tabs.values():
            tab.page.context.close()


def walk_page(walker: Walker, name: str) -> Iterator[Finding]:
    """Everything that is checked on one page of the site, by its path."""
    yield from walk_here(walker, name)
    yield from walk_from_elsewhere(walker, name)


def walk_here(walker: Walker, name: str) -> Iterator[Finding]:
    """At the root of a host: with JavaScript, without it, on screens and on paper."""
    tab = walker.open("reader", "root", name)
    if name.endswith(f"/{CARD.name}"):
        yield from look_at_card(tab, name, walker.places["root"])
        return
    words = tab.page.evaluate(_WORDS)
    yield from look_as_reader(tab, name, walker.places["root"])
    yield from check_layouts(tab.page, name)
    yield from check_paper(tab.page, name, "with JavaScript")
    tab = walker.open("plain", "root", name)
    yield from look_without_script(tab, name, words)
    yield from check_paper(tab.page, name, "without JavaScript")
    yield from check_contacts_on_paper(tab.page, name, "without JavaScript")


def look_as_reader(tab: Tab, name: str, place: str) -> Iterator[Finding]:
    """With JavaScript: recorder; on a wide screen and a phone the appearances and the keyboard."""
    page = tab.page
    yield from tab.recorder.find_noise("policy", name, "desktop")
    yield from tab.recorder.find_outsiders("third-party", name, "desktop", place)
    for view, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size(size)
        yield from check_appearances(page, name, view)
        yield from check_keyboard(page, name, view)
        if page.query_selector(".c-header"):
            yield from check_keyboard_controls(page, name, view)
    yield from check_stored(page, name, "phone")


def look_at_card(tab: Tab, name: str, place: str) -> Iterator[Finding]:
    """A kit's card is a piece for somebody else's page and stands alone without any look: it has no way out to test."""
    yield from tab.recorder.find_noise("policy", name, "desktop")
    yield from tab.recorder.find_outsiders("third-party", name, "desktop", place)
    for view, size in (("desktop", DESKTOP), ("phone", PHONE)):
        tab.page.set_viewport_size(size)
        yield from check_appearances(tab.page, name, view)
    yield from check_stored(tab.page, name, "phone")


# The page's own words. What is to be pressed may be there only where pressing does something.
_WORDS = """
() => [...document.querySelectorAll("main h1, .page__lead, .page__text :is(h2, h3, p, li, dt, dd, td, th, summary)")]
  .filter((one) => one.checkVisibility()).map((one) => one.innerText.trim()).filter(Boolean)
"""


# Each is opened by a click, which a browser without JavaScript answers by itself, and closed again.
_FOLDED = """
() => {
  const stuck = [];
  for (const menu of document.querySelectorAll("details")) {
    const summary = menu.querySelector("summary");
    if (!summary.checkVisibility()) continue;
    const wasOpen = menu.open;
    if (!wasOpen) summary.click();
    const inside = menu.querySelector(":scope > :not(summary)");
    if (!menu.open || !inside || !inside.checkVisibility()) stuck.push(summary.innerText);
    if (!wasOpen) summary.click();
  }
  return stuck;
}
"""


_IS_PLAIN_WAY_OUT = """
() => {
  const out = document.querySelector("a[data-exit]");
  return Boolean(out) && out.protocol === "https:" && out.relList.contains("noreferrer");
}
"""
_HAS_HELP = "() => [...document.querySelectorAll('a.button--help')].some((one) => one.checkVisibility())"


def look_without_script(tab: Tab, name: str, words: Sequence[str]) -> Iterator[Finding]:
    """Without JavaScript: the same `words`, menus that open, the way out and the way to help as links."""
    page = tab.page
    yield from tab.recorder.find_noise("no-script", name, "desktop")
    plain = page.evaluate(_WORDS)
    for line in words:
        if line not in plain:
            yield Finding("no-script", name, "desktop", line[:60], "is there only with JavaScript")
    page.set_viewport_size(PHONE)
    for where in page.evaluate(_FOLDED):
        yield Finding("no-script", name, "phone", where, "does not open")
    if not page.evaluate(_IS_PLAIN_WAY_OUT):
        yield Finding("no-script", name, "phone", "[data-exit]", "is no plain link with rel=noreferrer")
    if not page.evaluate(_HAS_HELP):
        yield Finding("no-script", name, "phone", "a.button--help", "help is not in reach")


_LINKS = """
() => [...document.querySelectorAll("a[href], link[href], script[src], img[src]")].map((one) => one.href || one.src)
"""
# A sheet that could not be loaded is one of document.styleSheets too; a colour of tokens.css is there only with it.
_IS_DRESSED = "() => getComputedStyle(document.documentElement).getPropertyValue('--c-ink') !== ''"


def walk_from_elsewhere(walker: Walker, name: str) -> Iterator[Finding]:
    """From a disk, and from a folder of another site by a reader whose browser refuses every kind of storage.

    Styled, quiet, and no link leads out of the folder or nowhere.
    """
    if name.endswith("404.html"):
        # Hosts send it for addresses of any depth, so its links begin at the host's root or with the site's address.
        return
    for place, kind in (("file", "reader"), ("sub-path", "refusing")):
        tab = walker.open(kind, place, name)
        base = walker.places[place]
        yield from tab.recorder.find_noise("no-storage" if kind == "refusing" else place, name, "desktop")
        yield from tab.recorder.find_outsiders(place, name, "desktop", base)
        if not (tab.page.evaluate(_IS_DRESSED) or name.endswith(f"/{CARD.name}")):
            yield Finding(place, name, "desktop", "link[rel=stylesheet]", "the stylesheet is not there")
        for link in dict.fromkeys(tab.page.evaluate(_LINKS)):
            address = urldefrag(link).url
            if address.startswith(base):
                if not (walker.site / unquote(address.removeprefix(base))).is_file():
                    yield Finding(place, name, "desktop", link, "leads to no file")
            elif address.startswith(("http://127.0.0.1", "file:")):
                yield Finding(place, name, "desktop", link, "leads out of the folder")
