"""The whole way in the editor, as README tells it: from the button “New” to the file at a Git host that is reached
over HTTP, in three languages, with a picture; then corrected, scheduled, reviewed, settled, withdrawn.

`make screenshots` runs it to make README's pictures of the editor.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from campaign.command import main
from tests.browser.editing import (
    SLOW,
    Editing,
    commit,
    confirm,
    git,
    make_campaign,
    nobody,
    open_editor,
    photo_with_place,
    press_publish,
)  # fmt: skip
from tests.browser.screenshots import FOLDER, write_small
from tests.git_host import serve_git
from tests.site_maker import ORIGINAL, page_text

pytestmark = pytest.mark.usefixtures("nobody")
__all__ = ["nobody"]
NAME = "2026-11-23-a-new-number.md"
TEXTS = {
    "en": ("A new number", "A number has changed. Here is what is new, and what stays as it was.", "Call as before."),
    "cnr": ("Novi broj", "Broj se promijenio. Evo šta je novo i šta ostaje kako je bilo.", "Zovite kao i do sada."),
    "sl": (
        "Nova številka",
        "Številka se je spremenila. Tu je, kaj je novo in kaj ostaja enako.",
        "Pokličite kot prej.",
    ),
}


def picture(page: Page, name: str) -> None:
    """One of README's pictures, if they are to be made anew."""
    if "RENEW_SCREENSHOTS" in os.environ:
        page.wait_for_timeout(500)
        write_small(Image.open(BytesIO(page.screenshot())).convert("RGB"), FOLDER / f"editor-{name}.webp")


@pytest.fixture
def editing(browser: Browser, tmp_path: Path) -> Iterator[Editing]:
    """The editor over a clone of what a Git host has: a campaign in English, Montenegrin and Slovene."""
    hosts, first = tmp_path / "hosts", tmp_path / "first"
    hosts.mkdir()
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(hosts / "campaign.git"))
    git(hosts / "campaign.git", "config", "http.receivepack", "true")
    git(tmp_path, "clone", "--quiet", str(hosts / "campaign.git"), str(first))
    config = make_campaign(first)
    settings = config.read_text("utf-8")
    slovene = "        - { locale: sl, name: Slovenščina }\n"
    assert slovene in settings
    config.write_text(settings.replace(slovene, slovene + "        - { locale: cnr, name: Crnogorski }\n"), "utf-8")
    words = first / "docs/_data/ui/cnr.yml"
    words.write_bytes((ORIGINAL / "docs/_data/ui/cnr.yml").read_bytes())
    (first / "docs/cnr/updates").mkdir(parents=True)
    (first / "docs/cnr/updates/index.md").write_text(page_text("Novosti", "updates", translated_by="machine"), "utf-8")
    result = CliRunner().invoke(main, ["translation", "-f", str(config), "accept", "--all"])
    assert result.exit_code == 0, result.output
    commit(first, "Begin")
    with serve_git(hosts) as address:
        folder = tmp_path / "clone"
        git(tmp_path, "clone", "--quiet", f"{address}/campaign.git", str(folder))
        with open_editor(browser, folder / "mkdocs.yml", tmp_path / "notes") as editing:
            editing.page.set_viewport_size({"width": 1280, "height": 860})
            yield editing


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """The repository at the Git host."""
    return tmp_path / "hosts/campaign.git"


def close(dialog: Locator) -> None:
    dialog.get_by_role("button", name="Close").click()


def write_update(editing: Editing, photo: Path) -> None:
    page = editing.page
    page.get_by_role("button", name="Create New Entry").first.click(timeout=SLOW)
    editing.write(*TEXTS["en"])
    picture(page, "new")
    page.get_by_role("checkbox", name="For families").click()
    editing.reach("Picture").get_by_role("button", name="Browse").click()
    page.locator("input[type=file]").last.set_input_files(photo)
    page.get_by_role("dialog").get_by_role("button", name="Insert").click(timeout=SLOW)
    page.get_by_role("button", name="Remove Image").wait_for(timeout=SLOW)
    editing.fill("Picture alt", "A poster with a telephone.")
    for code, name, alt in (("cnr", "Crnogorski", "Plakat s telefonom."), ("sl", "Slovenian", "Plakat s telefonom.")):
        page.get_by_role("radio", name=name).first.click()
        page.get_by_role("button", name="Enable").click()
        editing.write(*TEXTS[code])
        editing.fill("Picture alt", alt)
        editing.fill("Translated by", "Ana Novak")
    editing.save()


def test_from_the_first_word_to_the_git_host_and_back(editing: Editing, host: Path, tmp_path: Path) -> None:
    page, panel = editing.page, editing.panel
    page.clock.set_fixed_time("2026-11-23T10:00:00")
    write_update(editing, photo_with_place(tmp_path / "Poster.jpg"))
    same = panel.get_by_role("button", name="The translations say the same")
    same.click(timeout=SLOW)
    expect(same).to_have_count(0, timeout=SLOW)
    expect(panel).to_contain_text("There is nothing to mend in it.", timeout=SLOW)
    picture(page, "saved")
    with page.expect_popup() as shown:
        panel.get_by_role("button", name="Show it on the site").click()
    expect(shown.value.get_by_role("heading", level=1)).to_be_visible(timeout=SLOW)
    shown.value.close()

    # Published: the files are at the Git host, and the photo is small and has lost its place.
    dialog = press_publish(editing)
    expect(dialog.get_by_label("A new number: new in Crnogorski, English, Slovenščina")).to_be_checked()
    dialog.get_by_label("Your name").fill("Ana Novak")
    dialog.get_by_label("Your e-mail address").fill("ana@example.org")
    picture(page, "publish")
    expect(confirm(dialog)).to_contain_text("Sent to 127.0.0.1")
    close(dialog)
    for code, (title, _, text) in TEXTS.items():
        file = git(host, "show", f"main:docs/{code}/updates/{NAME}")
        assert f'title: "{title}"' in file and text in file and "id: update-a-new-number" in file
    assert "docs/assets/pictures/poster.webp" in git(host, "ls-tree", "-r", "--name-only", "main")
    assert git(host, "log", "-1", "--format=%an|%ae", "main").strip() == "Ana Novak|ana@example.org"

    # Corrected and scheduled, and first of all looked at by somebody else: readers see nothing of that.
    page.goto(f"{editing.server.origin}/edit/#/collections/update-updates/entries/{NAME.removesuffix('.md')}")
    english = page.get_by_role("radio", name="English").first
    english.click(timeout=SLOW)
    expect(english).to_be_checked()
    title = editing.reach("Title").get_by_role("textbox").first
    expect(title).to_have_value("A new number", timeout=SLOW)
    title.fill("The new number works")
    editing.fill("Published on", "2026-12-24")
    editing.save()
    dialog = press_publish(editing)
    before = git(host, "rev-parse", "main")
    dialog.get_by_role("button", name="Send for review").click()
    expect(dialog.locator("pre[role=status]")).to_contain_text("Sent for review.", timeout=SLOW)
    close(dialog)
    assert git(host, "rev-parse", "main") == before
    assert "The new number works" in git(host, "show", f"review/update-a-new-number:docs/en/updates/{NAME}")
    panel.get_by_role("button", name="Reviews …").click()
    reviews = page.get_by_role("dialog", name="Reviews")
    reviews.get_by_label("How far it is").select_option("Ready", timeout=SLOW)
    expect(reviews.locator("p[role=status]")).to_contain_text("is ready now", timeout=SLOW)
    picture(page, "reviews")
    close(reviews)
    assert "ready/update-a-new-number" in git(host, "branch", "--list")

    # A colleague has changed the same title meanwhile: both texts are shown, and one is chosen.
    first = tmp_path / "first"
    git(first, "pull", "--quiet", "origin", "main")
    theirs = first / "docs/en/updates" / NAME
    theirs.write_text(theirs.read_text("utf-8").replace('"A new number"', '"Their number"'), "utf-8")
    commit(first, "Theirs")
    dialog = press_publish(editing)
    expect(confirm(dialog)).to_contain_text("Somebody else has changed the same passage")
    clash = dialog.get_by_role("group", name="The new number works")
    expect(clash).to_contain_text("Their number")
    clash.get_by_label("Keep mine").check()
    picture(page, "settle")
    said = confirm(dialog, "Keep what I chose, and publish")
    expect(said).to_contain_text("“The new number works” waits until 2026-12-24", timeout=SLOW)
    close(dialog)
    assert 'title: "The new number works"' in git(host, "show", f"main:docs/en/updates/{NAME}")
    assert git(host, "branch", "--list", "--format=%(refname:short)").split() == ["main"], "it waits no longer"

    # Withdrawn: the file stays, and says so.
    panel.get_by_role("button", name="Withdraw …").click()
    dialog = page.get_by_role("dialog", name="Withdraw")
    dialog.get_by_label("What is to be withdrawn?").select_option("The new number works", timeout=SLOW)
    dialog.get_by_role("button", name="Withdraw it").click()
    expect(dialog.locator("p[role=status]")).to_contain_text("It is withdrawn.", timeout=SLOW)
    picture(page, "withdraw")
    close(dialog)
    expect(confirm(press_publish(editing))).to_contain_text("Sent to ")
    assert "update-a-new-number" in git(host, "show", "main:docs/_data/withdrawn.yml")
    assert git(editing.folder, "status", "--porcelain") == ""
