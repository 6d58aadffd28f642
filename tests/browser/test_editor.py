"""The web editor in a real browser: over a tiny campaign from the first word to the built page, and over the real one."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

from campaign.command import main
from campaign.command.edit import start_editor
from campaign.editor.server import EditorServer
from tests.site_maker import make_site

SLOW = 60_000
"""Milliseconds that a busy machine may take."""


@dataclass
class Editing:
    """A campaign, the editor over it, and a tab in which the editor is open."""

    folder: Path
    server: EditorServer
    page: Page
    requests: list[str]

    def write(self, title: str, description: str, text: str) -> None:
        """Fill in what every language has of its own."""
        self.page.get_by_role("textbox", name="Title", exact=True).fill(title)
        self.page.get_by_role("textbox", name="Description", exact=True).fill(description)
        self.page.get_by_role("textbox", name="Text", exact=True).click()
        self.page.keyboard.type(text)

    def save(self) -> None:
        """Press Save until it has saved: the form takes a moment to notice the last letters."""
        for _ in range(6):
            with suppress(TimeoutError), self.page.expect_response("**/contents", timeout=SLOW / 6) as response:
                self.page.get_by_role("button", name="Save", exact=True).click()
            if response.is_done():
                assert response.value.ok, response.value.text()
                return
        raise AssertionError(self.page.locator("body").aria_snapshot())

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("complementary", name="What was saved")


@pytest.fixture
def editing(browser: Browser, tmp_path: Path) -> Iterator[Editing]:
    folder = tmp_path / "clone"
    config = make_site(folder)
    server = start_editor(config, None, 0, tmp_path / "built")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(viewport={"width": 1400, "height": 1200}, locale="en")
    page = context.new_page()
    requests: list[str] = []
    page.on("requestfinished", lambda request: requests.append(request.url))
    page.goto(server.address)
    page.get_by_role("button", name="Create New Entry").first.wait_for(timeout=SLOW)
    yield Editing(folder, server, page, requests)
    context.close()
    server.shutdown()
    server.server_close()


UPDATE_EN = """---
title: "The \\"new\\" number 🙂"
description: "A number has changed. Here is what is new, and what stays as it was."
id: update-new-number
kind: update
audience: [families, teachers]
reviewed_on: 2026-11-23
published_on: 2026-11-23
---

Call the line as before. {{ helpline: si-child }} is open.

## What is new {#new}

Only the display has changed.
"""
UPDATE_SL = """---
title: "Nova številka"
description: "Številka se je spremenila. Tu je, kaj je novo in kaj ostaja enako."
id: update-new-number
kind: update
audience: [families, teachers]
reviewed_on: 2026-11-23
published_on: 2026-11-23
translated_by: Ana Novak
---

Pokličite kot prej. {{ helpline: si-child }} je na voljo.

## Kaj je novo {#new}

Spremenil se je samo zapis.
"""


def test_an_update_in_two_languages_from_the_form_to_the_page(editing: Editing) -> None:
    page = editing.page
    page.clock.set_fixed_time("2026-11-23T10:00:00")
    page.get_by_role("button", name="Create New Entry").first.click()
    editing.write(
        'The "new" number 🙂',
        "A number has changed. Here is what is new, and what stays as it was.",
        "Call the line as before. {{ helpline: si-child }} is open.\n## What is new {#new}\nOnly the display has changed.",
    )
    page.get_by_role("textbox", name="Id", exact=True).fill("update-new-number")
    page.get_by_role("checkbox", name="For families").click()
    page.get_by_role("checkbox", name="For teachers").click()
    page.get_by_role("radio", name="Slovenian").first.click()
    page.get_by_role("button", name="Enable").click()
    editing.write(
        "Nova številka",
        "Številka se je spremenila. Tu je, kaj je novo in kaj ostaja enako.",
        "Pokličite kot prej. {{ helpline: si-child }} je na voljo.\n## Kaj je novo {#new}\nSpremenil se je samo zapis.",
    )
    page.get_by_role("textbox", name="Translated by", exact=True).fill("Ana Novak")
    editing.save()

    updates = {path.parent.parent.name: path for path in (editing.folder / "docs").rglob("updates/*.md")}
    assert {path.name for path in updates.values()} == {"2026-11-23-the-new-number.md"}
    assert updates["en"].read_text("utf-8") == UPDATE_EN
    assert updates["sl"].read_text("utf-8") == UPDATE_SL

    # The panel says that nothing is wrong, and what to do about the translation; then the check has nothing to say.
    expect(editing.panel).to_contain_text("Nothing stops it from being published.", timeout=SLOW)
    editing.panel.get_by_role("button", name="The translations say the same").click()
    expect(editing.panel.get_by_role("button", name="The translations say the same")).to_have_count(0, timeout=SLOW)
    check = CliRunner().invoke(main, ["check", "-f", str(editing.folder / "mkdocs.yml")])
    assert check.exit_code == 0, check.output
    assert "new-number" not in check.output

    editing.panel.get_by_role("button", name="Show it on the site").click()
    with page.expect_popup() as popup:
        editing.panel.get_by_role("link", name="Nova številka").click(timeout=3 * SLOW)
    expect(popup.value.get_by_role("heading", level=1)).to_have_text("Nova številka")
    expect(popup.value.get_by_role("link", name="116 111")).to_have_attribute("href", "tel:116111")
    assert {url.split("/")[2] for url in editing.requests if url.startswith("http")} == {editing.server.origin[7:]}


def test_a_new_number_of_a_helpline_changes_two_lines(editing: Editing) -> None:
    page, file = editing.page, editing.folder / "docs/_data/helplines.yml"
    before = file.read_text("utf-8")
    page.goto(f"{editing.server.origin}/edit/#/collections/facts/entries/helplines")
    page.get_by_role("button", name="Expand").last.click(timeout=SLOW)
    page.get_by_role("textbox", name="Display", exact=True).fill("116 1 11")
    page.get_by_role("textbox", name="Operator", exact=True).fill("A: somebody")
    editing.save()
    after = file.read_text("utf-8")
    assert after == before.replace("display: 116 111", "display: 116 1 11") + '  operator: "A: somebody"\n'


def test_an_interface_word_changes_one_line_in_its_language(editing: Editing) -> None:
    page, file = editing.page, editing.folder / "docs/_data/ui/sl.yml"
    before = {path.name: path.read_text("utf-8") for path in file.parent.iterdir()}
    page.goto(f"{editing.server.origin}/edit/#/collections/words/entries/words")
    slovene = page.get_by_role("group", name=re.compile("Edit .*Slovenian"))
    slovene.get_by_role("textbox", name="Menu", exact=True).fill("Kazalo", timeout=SLOW)
    editing.save()
    after = {path.name: path.read_text("utf-8") for path in file.parent.iterdir()}
    assert after == {**before, "sl.yml": before["sl.yml"].replace('menu: "Meni"', 'menu: "Kazalo"')}


def test_nothing_is_overwritten_that_somebody_else_has_changed(editing: Editing) -> None:
    page, file = editing.page, editing.folder / "docs/en/guide.md"
    page.goto(f"{editing.server.origin}/edit/#/collections/guide/entries/guide")
    page.get_by_role("textbox", name="Title", exact=True).fill("My title", timeout=SLOW)
    file.write_text(file.read_text("utf-8").replace("Stay calm.", "Stay very calm."), "utf-8")
    page.wait_for_timeout(500)
    page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("alertdialog", name="Entry Changed by Someone Else")
    dialog.get_by_role("button", name="Cancel").click(timeout=SLOW)
    assert "Stay very calm." in file.read_text("utf-8")
    assert "My title" not in file.read_text("utf-8")
    expect(page.get_by_role("textbox", name="Title", exact=True)).to_have_value("My title")
