"""The web editor in a real browser, over a tiny campaign: from the first word to the page, feed and calendar."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import feedparser
import pytest
from click.testing import CliRunner
from icalendar import Calendar
from PIL import Image
from playwright.sync_api import Browser, expect

from campaign.command import main
from campaign.files.photos import MAX_SIDE
from tests.browser.editing import HELP, SLOW, Editing, make_campaign, open_editor, photo_with_place
from tests.site_maker import PROJECT, SETTINGS, make_site, page_text
from tests.sound_maker import tone


@pytest.fixture
def editing(browser: Browser, tmp_path: Path) -> Iterator[Editing]:
    with open_editor(browser, make_campaign(tmp_path / "clone"), tmp_path / "built") as editing:
        yield editing


UPDATE_EN = """---
title: "The \\"new\\" number 🙂"
description: "A number has changed. Here is what is new, and what stays as it was."
id: update-the-new-number
kind: update
audience: [families, teachers]
reviewed_on: 2026-11-23
published_on: 2026-11-23
picture: assets/pictures/photo-of-a-poster.webp
picture_alt: "A poster with a telephone."
event_on: 2027-02-09
---

Call the line as before. {{ helpline: si-child }} is open.

## What is new {#new}

Only the display changed.
"""
UPDATE_SL = """---
title: "Nova številka"
description: "Številka se je spremenila. Tu je, kaj je novo in kaj ostaja enako."
id: update-the-new-number
kind: update
audience: [families, teachers]
reviewed_on: 2026-11-23
published_on: 2026-11-23
picture: assets/pictures/photo-of-a-poster.webp
picture_alt: "Plakat s telefonom."
event_on: 2027-02-09
translated_by: Ana Novak
---

Pokličite kot prej. {{ helpline: si-child }} je na voljo.

## Kaj je novo {#new}

Spremenil se je samo zapis.
"""


def test_an_update_in_two_languages_from_the_form_to_the_page(editing: Editing, tmp_path: Path) -> None:
    page = editing.page
    page.clock.set_fixed_time("2026-11-23T10:00:00")
    page.get_by_role("button", name="Create New Entry").first.click()
    editing.write(
        'The "new" number 🙂',
        "A number has changed. Here is what is new, and what stays as it was.",
        "Call the line as before. {{ helpline: si-child }} is open.\n## What is new {#new}\nOnly the display changed.",
    )
    page.get_by_role("checkbox", name="For families").click()
    page.get_by_role("checkbox", name="For teachers").click()
    page.get_by_role("button", name="Browse").click()
    page.locator("input[type=file]").last.set_input_files(photo_with_place(tmp_path / "Photo of a poster.jpg"))
    page.get_by_role("dialog").get_by_role("button", name="Insert").click(timeout=SLOW)
    page.get_by_role("button", name="Remove Image").wait_for(timeout=SLOW)
    editing.fill("Picture alt", "A poster with a telephone.")
    editing.fill("Event on", "2027-02-09")
    page.get_by_role("radio", name="Slovenian").first.click()
    page.get_by_role("button", name="Enable").click()
    editing.write(
        "Nova številka",
        "Številka se je spremenila. Tu je, kaj je novo in kaj ostaja enako.",
        "Pokličite kot prej. {{ helpline: si-child }} je na voljo.\n## Kaj je novo {#new}\nSpremenil se je samo zapis.",
    )
    editing.fill("Picture alt", "Plakat s telefonom.")
    editing.fill("Translated by", "Ana Novak")
    editing.save()

    updates = {path.parent.parent.name: path for path in (editing.folder / "docs").rglob("updates/2*.md")}
    assert {path.name for path in updates.values()} == {"2026-11-23-the-new-number.md"}
    assert updates["en"].read_text("utf-8") == UPDATE_EN
    assert updates["sl"].read_text("utf-8") == UPDATE_SL

    with Image.open(editing.folder / "docs/assets/pictures/photo-of-a-poster.webp") as picture:
        assert max(picture.size) <= MAX_SIDE
        assert not picture.getexif()

    # The panel says that nothing is wrong, and what to do about the translation; then the check has nothing to say.
    expect(editing.panel).to_contain_text("There is nothing to mend in it.", timeout=SLOW)
    editing.panel.get_by_role("button", name="The translations say the same").click()
    expect(editing.panel.get_by_role("button", name="The translations say the same")).to_have_count(0, timeout=SLOW)
    check = CliRunner().invoke(main, ["check", "-f", str(editing.folder / "mkdocs.yml")])
    assert check.exit_code == 0, check.output
    assert "new-number" not in check.output

    with page.expect_popup() as shown:
        editing.panel.get_by_role("button", name="Show it on the site").click()
    expect(shown.value).to_have_title(re.compile("number|številka"), timeout=SLOW)
    with page.expect_popup() as popup:
        editing.panel.get_by_role("link", name="Nova številka").click(timeout=3 * SLOW)
    expect(popup.value.get_by_role("heading", level=1)).to_have_text("Nova številka")
    expect(popup.value.get_by_role("link", name="116 111")).to_have_attribute("href", "tel:116111")
    entry = feedparser.parse(editing.shown("sl/updates/feed.xml")).entries[0]
    assert entry.title == "Nova številka"
    calendar = Calendar.from_ical(editing.shown("sl/updates/calendar.ics"))
    assert "Nova številka" in [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    assert {url.split("/")[2] for url in editing.requests if url.startswith("http")} == {editing.server.origin[7:]}


def test_a_second_update_with_the_same_name_takes_nothing_from_the_first(editing: Editing) -> None:
    page = editing.page
    page.clock.set_fixed_time("2026-11-23T10:00:00")
    first = editing.folder / "docs/en/updates/2026-11-23-the-site-is-open.md"
    text = page_text("The site is open", "update-open", "The first text.", "update", published_on="2026-11-23")
    first.write_text(text, "utf-8")
    page.reload()
    page.get_by_role("button", name="Create New Entry").first.click(timeout=SLOW)
    editing.write("The site is open", "The site of the campaign is open today. Have a look.", "The second text.")
    editing.fill("Id", "update-open")
    page.get_by_role("checkbox", name="For families").click()
    editing.save()
    assert first.read_text("utf-8") == text
    others = [one for one in first.parent.glob("2026-*.md") if one != first]
    assert ["The second text." in one.read_text("utf-8") for one in others] == [True]
    # Two pages with one id cannot both be published: the panel names it, in the file that is to be changed.
    expect(editing.panel).to_contain_text("update-open", timeout=SLOW)
    expect(editing.panel).to_contain_text(others[0].name, timeout=SLOW)


def test_what_stops_a_page_from_being_saved_is_brought_into_view(editing: Editing) -> None:
    page = editing.page
    page.get_by_role("button", name="Create New Entry").first.click(timeout=SLOW)
    editing.fill("Title", "Đaci i Љиљана 🎉")
    expect(page.get_by_role("textbox", name="Id", exact=True)).to_have_value("update-daci-i-ljiljana")
    editing.fill("Id", "update-my-own")
    editing.fill("Title", "Another title")
    expect(page.get_by_role("textbox", name="Id", exact=True)).to_have_value("update-my-own")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("textbox", name="Description", exact=True)).to_be_focused(timeout=SLOW)
    expect(page.locator("button.ref", has_text="Description")).to_contain_text("This field is required")


def test_a_new_number_of_a_helpline_changes_two_lines(editing: Editing) -> None:
    page, file = editing.page, editing.folder / "docs/_data/helplines.yml"
    before = file.read_text("utf-8")
    page.goto(f"{editing.server.origin}/edit/#/collections/facts/entries/helplines")
    page.get_by_role("button", name="Expand", exact=True).first.click(timeout=SLOW)
    page.get_by_role("textbox", name="Display", exact=True).fill("116 1 11")
    page.get_by_role("textbox", name="Operator", exact=True).fill("A: somebody")
    editing.save()
    after = file.read_text("utf-8")
    first, others = before.split("\n\n- ", 1)
    first = first.replace("display: 116 111", "display: 116 1 11") + '\n  operator: "A: somebody"'
    assert after == f"{first}\n\n- {others}"
    log = (file.parent / "helpline_log.yml").read_text("utf-8")
    assert 'changed: "116 111 → 116 1 11"' in log


def test_what_happened_is_chosen_in_the_words_of_readers_and_changes_one_line(editing: Editing) -> None:
    page, file = editing.page, editing.folder / "docs/_data/help.yml"
    page.goto(f"{editing.server.origin}/edit/#/collections/facts/entries/help")
    page.get_by_role("button", name="Expand", exact=True).first.click(timeout=SLOW)
    ends = page.get_by_role("group", name=re.compile("What may have happened"))
    expect(ends).to_contain_text("Somebody threatens me or wants a photo", timeout=SLOW)
    ends.get_by_role("button", name="Expand", exact=True).last.click()
    say = page.get_by_role("combobox", name="A sentence to say")
    expect(say).to_contain_text("They are mean to me online")
    say.click()
    page.get_by_role("option", name=re.compile("^Somebody is threatening me online")).click()
    ends.get_by_role("radio", name="The emergency number").click()
    editing.save()
    before, after = "say: mean, pages: [report] }", "say: threatened, pages: [report], call: emergency }"
    assert file.read_text("utf-8") == HELP.replace(before, after)
    expect(editing.panel).to_contain_text("There is nothing to mend in it.", timeout=SLOW)


def test_an_interface_word_changes_one_line_in_its_language(editing: Editing) -> None:
    page, file = editing.page, editing.folder / "docs/_data/ui/sl.yml"
    before = {path.name: path.read_text("utf-8") for path in file.parent.iterdir()}
    page.goto(f"{editing.server.origin}/edit/#/collections/words/entries/words")
    slovene = page.get_by_role("group", name=re.compile("Edit .*Slovenian"))
    slovene.get_by_role("textbox", name="Menu", exact=True).fill("Kazalo", timeout=SLOW)
    editing.save()
    after = {path.name: path.read_text("utf-8") for path in file.parent.iterdir()}
    assert after == {**before, "sl.yml": before["sl.yml"].replace('menu: "Meni"', 'menu: "Kazalo"')}


def test_a_recording_is_put_onto_its_page_or_refused_with_the_reason(editing: Editing, tmp_path: Path) -> None:
    page = editing.page
    page.goto(f"{editing.server.origin}/edit/#/collections/guide/entries/guide")
    editing.panel.get_by_role("button", name="Recordings …").click()
    dialog = page.get_by_role("dialog", name="Recordings")
    # The page that is open is chosen.
    expect(dialog.get_by_label("Which page is read aloud?")).to_have_value("docs/en/guide.md", timeout=SLOW)
    said = dialog.get_by_role("status")
    dialog.get_by_label("Who speaks").fill("Ana Novak")
    for name, sound, found in (("talk.wav", tone(90), "takes 90 seconds"), ("guide.wav", tone(3), "It is on its page")):
        (tmp_path / name).write_bytes(sound)
        dialog.get_by_label("The recording").set_input_files(tmp_path / name)
        dialog.get_by_role("button", name="Put it onto the page").click()
        expect(said).to_contain_text(found, timeout=SLOW)
    expect(dialog.get_by_role("listitem")).to_have_text(
        "Guide (English), read by Ana Novak, 0:03. It says the page as it is."
    )
    assert (editing.folder / "docs/assets/audio/en/guide.mp3").is_file()
    dialog.get_by_role("button", name="Close").click()
    expect(editing.panel).to_contain_text("There is nothing to mend in it.", timeout=SLOW)
    editing.panel.get_by_role("button", name="Show it on the site").click()
    expect(editing.panel.get_by_role("link", name="Guide (English)")).to_be_visible(timeout=SLOW)
    assert b"<audio" in editing.shown("guide.html")


def test_nothing_is_overwritten_that_somebody_else_has_changed(editing: Editing) -> None:
    page, file = editing.page, editing.folder / "docs/en/guide.md"
    page.goto(f"{editing.server.origin}/edit/#/collections/guide/entries/guide")
    editing.fill("Title", "My title")
    file.write_text(file.read_text("utf-8").replace("Stay calm.", "Stay very calm."), "utf-8")
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("alertdialog", name="Entry Changed by Someone Else")
    dialog.get_by_role("button", name="Cancel").click(timeout=SLOW)
    assert "Stay very calm." in file.read_text("utf-8")
    assert "My title" not in file.read_text("utf-8")
    expect(page.get_by_role("textbox", name="Title", exact=True)).to_have_value("My title")


def test_the_editor_of_a_published_site_asks_its_repository_only(browser: Browser, tmp_path: Path) -> None:
    settings = SETTINGS.format(overrides=PROJECT / "campaign/look", site_url="https://example.org/")
    settings = settings.replace("country: SI", "country: SI\n      editor: { name: github, repo: somebody/campaign }")
    config = make_site(tmp_path / "clone", {"mkdocs.yml": settings})
    result = CliRunner().invoke(main, ["build", "--with-editor", "-f", str(config), "-o", str(tmp_path / "site")])
    assert result.exit_code == 0, result.output
    types = {".mjs": "text/javascript", ".wasm": "application/wasm"}
    handler = type("Handler", (SimpleHTTPRequestHandler,), {
        "extensions_map": {**SimpleHTTPRequestHandler.extensions_map, **types}, "log_message": lambda *_: None,
    })  # fmt: skip
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(tmp_path / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(locale="en")
    page = context.new_page()
    arrived: list[str] = []
    page.on("requestfinished", lambda request: arrived.append(request.url))
    page.goto(f"http://127.0.0.1:{server.server_port}/edit/")
    page.get_by_role("button", name="Sign In Using Access Token").wait_for(timeout=SLOW)
    hosts = {url.split("/")[2] for url in arrived if url.startswith("http")}
    assert hosts == {f"127.0.0.1:{server.server_port}"}
    context.close()
    server.shutdown()
