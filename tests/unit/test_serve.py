"""`campaign serve`: a saved file is shown, with what is wrong in it, and mended by the next."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from campaign.checks import check as list_of_checks
from campaign.checks.check import check_page
from campaign.command import main
from campaign.command.serve import start_server
from campaign.engine.kept.cache import Cache
from campaign.engine.live.live import LiveSite
from campaign.engine.live.server import LiveServer
from campaign.files.local_server import HEADERS
from campaign.files.problems import Problem
from campaign.kits.files import GUIDES
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage
from campaign.plugin.project import read_project
from campaign.views.artefact import Artefact
from tests.site_maker import make_site, page_text

GUIDE = "docs/en/guide.md"


@pytest.fixture
def live(tmp_path: Path) -> Iterator[tuple[Path, LiveSite, LiveServer]]:
    config_file = make_site(tmp_path)
    site = LiveSite(lambda: read_project(config_file), lambda places: places.day(None), Cache(None), is_preview=False)
    server = start_server(0, site)
    assert site.load()
    site.check()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield tmp_path, site, server
    server.shutdown()
    server.server_close()


def get(server: LiveServer, path: str) -> str:
    with urllib.request.urlopen(server.address + path, timeout=60) as answer:
        return str(answer.read().decode())


def save(folder: Path, site: LiveSite, name: str, text: str | None) -> None:
    path = folder / name
    if text is None:
        path.unlink()
    else:
        path.write_text(text, "utf-8")
    site.load({path})
    site.check()


def test_pages_are_those_of_a_build(live: tuple[Path, LiveSite, LiveServer]) -> None:
    folder, site, _ = live
    result = CliRunner().invoke(
        main, ["build", "-f", str(folder / "mkdocs.yml"), "-o", str(folder / "site"), "--no-cache"]
    )
    assert result.exit_code == 0, result.output
    assert site.edition is not None
    for path in (folder / "site").rglob("*"):
        name = path.relative_to(folder / "site").as_posix()
        if path.is_file() and name != ".campaign-manifest":
            answer = site.edition.answer(name)
            assert answer is not None, name
            built, shown = path.read_bytes(), answer.content
            assert shown.replace(b"; connect-src 'self'", b"") == built.replace(b"; connect-src 'self'", b""), name


def test_a_saved_sentence_is_shown(live: tuple[Path, LiveSite, LiveServer]) -> None:
    folder, site, server = live
    text = (folder / GUIDE).read_text("utf-8")
    save(folder, site, GUIDE, text.replace("Stay calm.", "Breathe out."))
    assert "Breathe out." in get(server, "guide.html")
    # Readers of Slovene get the source where there is no translation.
    assert "Breathe out." in get(server, "sl/guide.html")


def test_only_a_saved_page_is_checked_again(
    live: tuple[Path, LiveSite, LiveServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, site, _ = live
    checked: list[str] = []

    def note(campaign: Campaign, page: SourcePage, *, is_release: bool) -> list[Problem]:
        checked.append(page.file)
        return list(check_page(campaign, page, is_release=is_release))

    monkeypatch.setattr(list_of_checks, "check_page", note)
    text = (folder / GUIDE).read_text("utf-8")
    for words in ("Breathe out.", "Breathe in."):
        checked.clear()
        save(folder, site, GUIDE, text.replace("Stay calm.", words))
        assert checked == [GUIDE]


def test_a_broken_page_is_shown_as_it_was_with_what_is_wrong(live: tuple[Path, LiveSite, LiveServer]) -> None:
    folder, site, server = live
    text = (folder / GUIDE).read_text("utf-8")
    save(folder, site, GUIDE, text.replace("id: guide", "idd: guide"))
    for page in ("guide.html", "report.html"):
        html = get(server, page)
        assert "docs/en/guide.md, line 4" in html
        assert "did you mean “id”?" in html
    assert "Stay calm." in get(server, "guide.html")
    save(folder, site, GUIDE, text)
    assert "serve-notice" not in get(server, "guide.html").replace("serve.css", "")


def test_a_new_and_a_removed_page(live: tuple[Path, LiveSite, LiveServer]) -> None:
    folder, site, server = live
    name = "docs/en/updates/2026-11-20-news.md"
    (folder / name).parent.mkdir()
    save(folder, site, name, page_text("News", "update-news", "Text.", "update", published_on="2026-11-20"))
    assert "News" in get(server, "updates/2026-11-20-news.html")
    save(folder, site, name, None)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(server, "updates/2026-11-20-news.html")


def test_a_campaign_that_is_broken_from_the_start_is_shown_once_it_is_mended(tmp_path: Path) -> None:
    config_file = make_site(tmp_path, {GUIDE: "no front matter"})
    site = LiveSite(lambda: read_project(config_file), lambda places: places.day(None), Cache(None), is_preview=False)
    assert not site.load()
    assert site.edition is None
    assert any(one.file == GUIDE for one in site.problems)
    (tmp_path / GUIDE).write_text(page_text("Guide", "guide", "Text."), "utf-8")
    assert site.load({tmp_path / GUIDE})


def test_open_tabs_are_told(live: tuple[Path, LiveSite, LiveServer]) -> None:
    _, _, server = live
    known = server.wait_for_change("")
    server.tell_change()
    assert server.wait_for_change(known) != known
    with urllib.request.urlopen(server.address + "_serve/changes", timeout=60) as line:
        assert line.readline().startswith(b"data: ")
    html = get(server, "guide.html")
    assert "unsafe-inline" not in html
    assert '<script defer src="/_serve/serve.js"></script>' in html
    assert "EventSource" in get(server, "_serve/serve.js")


def test_only_this_computer_is_answered(live: tuple[Path, LiveSite, LiveServer]) -> None:
    _, _, server = live
    request = urllib.request.Request(server.address, headers={"Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError, match="421"):
        urllib.request.urlopen(request, timeout=60)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(server, "_serve/../mkdocs.yml")


def test_an_unknown_address_makes_no_file(
    live: tuple[Path, LiveSite, LiveServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, _, server = live
    monkeypatch.setattr(Artefact, "render", lambda one: pytest.fail(f"{one.path} was made"))
    for path in ("nothing.html", "sl/nothing/", "kits/guide/en/nothing.pdf", "favicon.ico", "_serve/nothing.js"):
        with pytest.raises(urllib.error.HTTPError, match="404") as found:
            get(server, path)
        assert found.value.headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_pages_are_shown_while_the_list_of_all_files_is_being_made(
    live: tuple[Path, LiveSite, LiveServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, site, server = live
    begun, may_end = threading.Event(), threading.Event()

    def size(_: str) -> int:
        begun.set()
        assert may_end.wait(60)
        return 1

    monkeypatch.setattr(site.edition, "_size", size)
    listing = threading.Thread(target=get, args=(server, GUIDES))
    listing.start()
    assert begun.wait(60)
    assert "Stay calm." in get(server, "guide.html")
    may_end.set()
    listing.join()


def test_other_origins_read_nothing_of_a_draft(live: tuple[Path, LiveSite, LiveServer]) -> None:
    _, _, server = live
    for path in ("guide.html", "search-index.js", "data/helplines.json", "_serve/changes"):
        for site, mode in (("cross-site", "no-cors"), ("same-site", "cors"), ("cross-site", "cors")):
            headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode, "Sec-Fetch-Dest": "empty"}
            with pytest.raises(urllib.error.HTTPError, match="403"):
                urllib.request.urlopen(urllib.request.Request(server.address + path, headers=headers), timeout=60)
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(
                urllib.request.Request(server.address + path, headers={"Origin": "https://evil.example"}), timeout=60
            )
    with urllib.request.urlopen(server.address + "search-index.js", timeout=60) as answer:
        assert HEADERS.items() <= dict(answer.headers).items()


def test_a_port_in_use_is_a_problem_in_words(live: tuple[Path, LiveSite, LiveServer]) -> None:
    folder, _, server = live
    result = CliRunner().invoke(main, ["serve", "-f", str(folder / "mkdocs.yml"), "--port", str(server.server_port)])
    assert result.exit_code == 1
    assert f"port {server.server_port} cannot be used" in result.output
    assert "--port 8001" in result.output
    assert "Traceback" not in result.output
