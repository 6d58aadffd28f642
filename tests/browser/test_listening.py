"""A recording plays in the browser's own player, from wherever the page is opened, and only once somebody wants it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from campaign.command.serve import start_server
from campaign.engine.kept.cache import Cache
from campaign.engine.live.live import LiveSite
from campaign.files.replace import replace_files
from campaign.plugin.project import read_campaign, read_project
from campaign.writing.recording import Made, with_recording
from tests.audit.places import open_places
from tests.audit.walks import Walker, walk_page
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
        replace_files(with_recording(campaign, page, made, "Ana Novak", campaign.today, "CC BY 4.0"))
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


def test_the_audit_finds_nothing_on_a_page_with_a_recording(heard: Path, browser: Browser, tmp_path: Path) -> None:
    with open_places(heard, tmp_path) as places:
        walker = Walker(browser, places, heard)
        for page in ("guide.html", "kits/guide/en/index.html"):
            # So small a campaign has no section that its menu could lead to.
            assert [str(one) for one in walk_page(walker, page) if one.where != "Menu"] == []
        walker.close()


def test_one_goes_on_elsewhere_in_it_while_the_site_is_written(tmp_path: Path, browser: Browser) -> None:
    config_file = make_site(tmp_path)
    campaign, _, _ = read_campaign(config_file, None)
    made = Made(silence(5), None, ())
    guide = campaign.pages["en", "guide.md"]
    replace_files(with_recording(campaign, guide, made, "Ana Novak", campaign.today, "CC BY 4.0"))
    site = LiveSite(lambda: read_project(config_file), lambda places: places.day(None), Cache(None), is_preview=False)
    server = start_server(0, site)
    assert site.load()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    page.goto(f"{server.address}guide.html")
    player = page.locator("audio")
    player.evaluate("one => new Promise(ok => { one.onloadedmetadata = ok; one.preload = 'auto'; one.load(); })")
    # A browser that gets no part of a file starts from its beginning instead.
    player.evaluate("one => new Promise(ok => { one.onseeked = ok; one.currentTime = 4; })")
    assert player.evaluate("one => one.currentTime") == pytest.approx(4, abs=0.1)
    page.close()
    server.shutdown()
    server.server_close()
