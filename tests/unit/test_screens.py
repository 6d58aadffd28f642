"""Stories and chats: the ways through them, and every one of the campaign walked by its links alone."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from campaign.checks.screens import check_screens
from campaign.command import main
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage
from campaign.pages.screens import Screen, backwards, reached_from, read_screens, ways_of
from campaign.plugin.project import read_campaign
from campaign.plugin.theme import stylesheet_folder
from campaign.site.render import Renderer
from campaign.views.assets import build_site_assets
from campaign.views.screens import screens_of
from campaign.views.views import Views
from tests.site_maker import CAMPAIGN_DAY, ORIGINAL, make_site

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
    campaign, _, _ = read_campaign(ORIGINAL / "mkdocs.yml", CAMPAIGN_DAY)
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


def test_a_story_is_begun_with_screens_that_hold_together(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    begun = ["new", "chat", "The ball", "--description", "A ball is lost in a game.", "--yes", "-f", str(config_file)]
    assert CliRunner().invoke(main, begun).exit_code == 0
    campaign, _, _ = read_campaign(config_file, None)
    page = campaign.pages["en", "children/chats/the-ball.md"]
    assert list(check_screens(page, campaign.kind(page))) == []
    assert [one.id for one in read_screens(page)] == ["first", "second", "end"]


@pytest.mark.parametrize(
    ("path", "count", "picture"),
    [
        ("children/index.md", 21, "../assets/scenes/story-live.svg"),
        ("families/index.md", 20, "../assets/scenes/sextortion.svg"),
        ("teachers/lessons/index.md", 7, "../../assets/scenes/"),
    ],
)
def test_on_a_hub_every_page_that_is_linked_to_has_its_picture(path: str, count: int, picture: str) -> None:
    html = _render("en", path)
    tiles = re.findall(r'<li class="c-tile">(<picture.*?</picture>)?<a href="([^"]+)"[^>]*>[^<]*</a> <span>(.)', html)
    assert len(tiles) >= count and all(one for one, _, _ in tiles)
    # What stood between the link and the words is for a line, and no tile begins with it.
    assert all(first.isalnum() for _, _, first in tiles)
    assert f'src="{picture}' in html


def test_on_pages_for_teenagers_each_sentence_to_say_is_a_text_to_copy() -> None:
    html = _render("cnr-Cyrl", "children/blackmail-for-money.md")
    assert "for-teens" in html
    sentences = re.findall(r"<textarea[^>]*>([^<]*)", html)
    assert len(sentences) == 3 and not any(re.search("[a-zA-Z„“]", one) for one in sentences)
    assert "for-teens" not in _render("cnr-Cyrl", "children/little/mean-words.md")


def _render(code: str, path: str) -> str:
    views = _views()
    assets = build_site_assets(stylesheet_folder(), _campaign().settings.look)
    return Renderer(_campaign(), views, assets).page(_campaign().settings.language(code), path).html
