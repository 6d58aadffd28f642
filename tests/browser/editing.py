"""The web editor over a tiny campaign, as the tests of it use it; and a Git host beside it."""

from __future__ import annotations

import os
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from playwright.sync_api import Browser, Locator, Page, expect

from campaign.command.edit import start_editor
from campaign.editor.server import EditorServer
from tests.site_maker import DEFAULT_FILES, PROJECT, SETTINGS, make_site, page_text

SLOW = 60_000
"""Milliseconds that a busy machine may take."""


@dataclass
class Editing:
    """A campaign, the editor over it, and a tab in which the editor is open."""

    folder: Path
    server: EditorServer
    page: Page
    requests: list[str]

    def fill(self, field: str, text: str) -> None:
        """Fill in a field."""
        self.reach(field).get_by_role("textbox").fill(text)

    def reach(self, field: str) -> Locator:
        """A field; those far below the others are made when one scrolls down."""
        group = self.page.get_by_role("group", name=re.compile(f"“.?{field}.?” Field"))
        self.page.mouse.move(400, 400)
        while not group.count():
            self.page.mouse.wheel(0, 500)
            self.page.wait_for_timeout(100)
        return group

    def write(self, title: str, description: str, text: str) -> None:
        """Fill in what every language has of its own."""
        self.fill("Title", title)
        self.fill("Description", description)
        self.page.get_by_role("textbox", name="Text", exact=True).click()
        self.page.keyboard.type(text)

    def save(self) -> None:
        """Press Save until it has saved: the form takes a moment to notice the last letters."""
        save = self.page.get_by_role("button", name="Save", exact=True)
        with self.page.expect_response("**/contents", timeout=3 * SLOW) as response:
            for _ in range(20):
                if save.count() and save.is_enabled():
                    save.click()
                self.page.wait_for_timeout(1000)
                if not save.count():
                    break
        assert response.value.ok, response.value.text()

    def shown(self, path: str) -> bytes:
        """A file of the site as the editor shows it."""
        answer = self.page.context.request.get(f"{self.server.preview.origin}/{path}")
        assert answer.ok, answer.status
        return answer.body()

    @property
    def panel(self) -> Locator:
        return self.page.get_by_role("complementary", name="What was saved")


HELP = """# Who asks, and what happened.
- id: child
  audience: children
  call: children
  ends:
    - { what: threatened, steps: [send-nothing, keep-chat, tell-today], say: threatened, pages: [report] }
    - { what: mean, steps: [no-answer-now, screenshot, tell-and-block], say: mean, pages: [report] }

# Somebody else.
- id: parent
  call: emergency
  ends:
    - { what: p-scam, steps: [p-bank, p-passwords, p-warn], say: p-scam, pages: [report] }
"""


def make_campaign(folder: Path) -> Path:
    """A tiny campaign with a page of updates; returns its mkdocs.yml."""
    settings = SETTINGS.format(overrides=PROJECT / "campaign/look", site_url="https://example.org/")
    return make_site(
        folder,
        {
            "mkdocs.yml": settings.replace("guide.md]", "guide.md, updates/index.md]"),
            # As in every campaign, an empty line stands between two contacts.
            "docs/_data/helplines.yml": DEFAULT_FILES["docs/_data/helplines.yml"].replace("\n- ", "\n\n- "),
            "docs/_data/help.yml": HELP,
            "docs/en/updates/index.md": page_text("Updates", "updates"),
            "docs/sl/updates/index.md": page_text("Novice", "updates", translated_by="machine"),
        },
    )


@contextmanager
def open_editor(browser: Browser, config: Path, built: Path) -> Iterator[Editing]:
    """The editor over a campaign, in a tab of its own."""
    server = start_editor(config, None, 0, built)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context(viewport={"width": 1400, "height": 1200}, locale="en")
    page = context.new_page()
    requests: list[str] = []
    page.on("requestfinished", lambda request: requests.append(request.url))
    page.goto(server.address)
    page.get_by_role("button", name="Create New Entry").first.wait_for(timeout=SLOW)
    yield Editing(config.parent, server, page, requests)
    context.close()
    server.shutdown()
    server.server_close()


def photo_with_place(path: Path) -> Path:
    """A photo as a telephone makes it: large, and with a note of where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (42.0, 26.0, 0.0)
    Image.linear_gradient("L").resize((3000, 2000)).convert("RGB").save(path, exif=exif)
    return path


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer on which git has never been used."""
    for name in [one for one in os.environ if one.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def commit(folder: Path, message: str) -> None:
    """Commit and send everything in a folder, as somebody else."""
    git(folder, "add", ".")
    git(folder, "-c", "user.name=Boris", "-c", "user.email=boris@example.org", "commit", "--quiet", "-m", message)
    git(folder, "push", "--quiet", "origin", "HEAD:main")


def press_publish(editing: Editing) -> Locator:
    """Open the dialog, and wait until it has looked at what has changed."""
    editing.panel.get_by_role("button", name="Publish …").click(timeout=SLOW)
    dialog = editing.page.get_by_role("dialog", name="Publish")
    expect(dialog.locator("pre[role=status]")).not_to_have_text("Looking at what has changed …", timeout=SLOW)
    return dialog


def confirm(dialog: Locator, button: str = "Publish this") -> Locator:
    """Say yes; what is said then."""
    dialog.get_by_role("button", name=button).click()
    said = dialog.locator("pre[role=status]")
    expect(said).not_to_have_text("Publishing … This takes a moment.", timeout=SLOW)
    return said
