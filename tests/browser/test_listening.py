"""A recording plays in the browser's own player, from wherever the page is opened, and only once somebody wants it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from campaign.plugin.project import read_campaign
from campaign.writing.recording import Made, with_recording
from tests.audit.places import open_places
from tests.browser.conftest import Visitor
from tests.conftest import Shared
from tests.site_maker import build_site, make_site
from tests.sound_maker import silence


@pytest.fixture(scope="session")
def heard(shared: Shared) -> Path:
    """A tiny campaign whose guide is read aloud."""

    def fill(folder: Path) -> None:
        config_file = make_site(folder)
        campaign, _, _ = read_campaign(config_file, None)
        page, made = campaign.pages["en", "guide.md"], Made(silence(3), None, ())
        for path, content in with_recording(campaign, page, made, "Ana Novak", campaign.today, "CC BY 4.0").items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        build_site(config_file, folder / "site")

    return shared("heard", fill) / "site"


@pytest.mark.parametrize("place", ["root", "sub-path", "file"])
@pytest.mark.parametrize("page", ["guide.html", "kits/guide/en/index.html"])
def test_it_is_loaded_and_plays_when_it_is_pressed(
    heard: Path, browser: Browser, place: str, page: str, tmp_path: Path
) -> None:
    with open_places(heard, tmp_path) as places:
        context = browser.new_context(viewport={"width": 320, "height": 640})
        visitor = Visitor(context)
        visitor.page.goto(places[place] + page)
        assert not [one for one in visitor.requests if one.endswith(".mp3")]
        player = visitor.page.locator("audio")
        box = player.bounding_box()
        assert box and box["height"] >= 44 and box["x"] >= 0 and box["x"] + box["width"] <= 320
        assert visitor.page.get_by_text("Read by Ana Novak").is_visible()
        # As far from its top as the button to play is drawn.
        player.click(position={"x": 22, "y": box["height"] / 2})
        player.evaluate("one => new Promise(ok => { one.ontimeupdate = () => one.currentTime > 0.2 && ok(); })")
        assert player.evaluate("one => Math.round(one.duration)") == 3
        assert visitor.messages == []
        context.close()
