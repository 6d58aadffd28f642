"""Stories and chats: the ways through them, and every one of the campaign walked by its links alone."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser

import pytest

from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage
from campaign.pages.screens import Screen, backwards, reached_from, ways_of
from campaign.plugin.project import read_campaign
from campaign.views.screens import screens_of
from campaign.views.views import Views
from tests.site_maker import CAMPAIGN_DAY, PROJECT

SCREENS = [
    Screen("a", 1, ()),
    Screen("b", 5, ("d", "end-2")),
    Screen("c", 9, ()),
    Screen("d", 12, ("a",)),
    Screen("end-2", 15, ()),
    Screen("f", 18, ()),
]


def test_a_screen_leads_to_its_choices_else_on_and_an_end_leads_nowhere() -> None:
    ways = ways_of(SCREENS)
    assert ways == {"a": ("b",), "b": ("d", "end-2"), "c": ("d",), "d": ("a",), "end-2": (), "f": ()}
    assert reached_from("a", ways) == {"a", "b", "d", "end-2"}
    assert backwards(ways)["d"] == ("b", "c")


@cache
def _campaign() -> Campaign:
    campaign, _, _ = read_campaign(PROJECT / "mkdocs.yml", CAMPAIGN_DAY)
    return campaign


def _told() -> list[SourcePage]:
    campaign = _campaign()
    return [page for page in campaign.pages.values() if campaign.kind(page).screens]


class _Anchors(HTMLParser):
    """For each section with an id the anchors that its links lead to, and those on the cover."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._at = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "section":
            self._at = values.get("id") or "content"
            self.found[self._at] = []
        elif tag == "a" and (values.get("href") or "").startswith("#"):
            self.found[self._at].append((values["href"] or "")[1:])


@cache
def _views() -> Views:
    return Views(_campaign())


@pytest.mark.parametrize("page", _told(), ids=lambda page: f"{page.language} {page.path}")
def test_every_story_and_chat_is_walked_by_its_links_alone(page: SourcePage) -> None:
    """No script, no disk, no browser: from the cover every screen is reached, from each the cover, and an end."""
    views, language = _views(), _campaign().settings.language(page.language)
    words = views.wording.words_of(language)
    html = views.bodies.render(page, words, in_root=True)
    screens = screens_of(page, html)
    template = views.templates.get_template("components/screens/screens.html")
    shown = views.page_context(page, language, language, language.prefix + page.url, html)
    site = views.frames.around(language, language.prefix + page.url)
    values = {**views.values(language), "p": shown, "meta": page.meta, "site": site, "printed": ()}
    ways = _Anchors(template.render(values)).found
    ids = [one.id for one in screens.screens]
    assert [*ways] == ["content", *ids]
    assert reached_from("content", ways) == set(ways)
    for one in screens.screens:
        reached = reached_from(one.id, ways)
        assert "content" in reached, "no way back to the cover"
        assert any(other.is_end for other in screens.screens if other.id in reached)
        assert re.search(r"[^\W\d]", one.heading)
