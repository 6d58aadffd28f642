"""The editor's button “Publish …”, to its end: over a clone with a Git host beside it, with what goes wrong too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

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
    press_publish,
)  # fmt: skip
from tests.site_maker import page_text

GUIDE = "docs/en/guide.md"
THEIRS = "docs/en/updates/2026-11-20-theirs.md"


pytestmark = pytest.mark.usefixtures("nobody")
__all__ = ["nobody"]


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """The Git host, with the campaign."""
    remote, first = tmp_path / "host.git", tmp_path / "first"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    git(tmp_path, "clone", "--quiet", str(remote), str(first))
    accept = ["translation", "-f", str(make_campaign(first)), "accept", str(first / "docs/sl")]
    result = CliRunner().invoke(main, accept)
    assert result.exit_code == 0, result.output
    commit(first, "Begin")
    return remote


@pytest.fixture
def editing(browser: Browser, host: Path, tmp_path: Path) -> Iterator[Editing]:
    """The editor over Ana's clone, with a new title of the guide saved."""
    folder = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(host), str(folder))
    with open_editor(browser, folder / "mkdocs.yml", tmp_path / "built") as editing:
        editing.page.goto(f"{editing.server.origin}/edit/#/collections/guide/entries/guide")
        editing.fill("Title", "A calmer guide")
        editing.save()
        yield editing


def introduce(editing: Editing) -> None:
    """Git knows Ana already."""
    git(editing.folder, "config", "user.name", "Ana")
    git(editing.folder, "config", "user.email", "ana@example.org")


def test_what_was_saved_is_sent_in_the_name_of_the_person(editing: Editing, host: Path) -> None:
    dialog = press_publish(editing)
    expect(dialog.get_by_label("A calmer guide: changed in English")).to_be_checked()
    expect(dialog).to_contain_text("Goes to ")
    expect(dialog).to_contain_text("branch “main”")
    assert git(host, "log", "--format=%s", "main").splitlines() == ["Begin"]
    dialog.get_by_label("Your name").fill("Ana Novak")
    dialog.get_by_label("Your e-mail address").fill("ana@example.org")
    expect(confirm(dialog)).to_contain_text("Sent to ")
    assert git(host, "log", "-1", "--format=%s|%an|%ae", "main").strip() == "A calmer guide|Ana Novak|ana@example.org"
    assert "A calmer guide" in git(host, "show", f"main:{GUIDE}")
    assert git(editing.folder, "status", "--porcelain") == ""
    dialog.get_by_role("button", name="Close").click()
    expect(editing.panel).to_contain_text("Whatever you save is checked here.", timeout=SLOW)
    expect(editing.panel.get_by_role("button", name="Publish …")).to_have_count(0)


def test_what_others_have_published_meanwhile_is_joined(editing: Editing, host: Path, tmp_path: Path) -> None:
    introduce(editing)
    update = page_text("Theirs", "update-theirs", "Text.", "update", published_on="2026-11-20")
    (tmp_path / "first" / THEIRS).write_text(update, "utf-8")
    commit(tmp_path / "first", "Theirs")
    dialog = press_publish(editing)
    expect(dialog.get_by_label("Your name")).to_have_count(0)
    expect(confirm(dialog)).to_contain_text("Sent to ")
    assert git(host, "log", "--format=%s", "main").splitlines() == ["A calmer guide", "Theirs", "Begin"]
    assert (editing.folder / THEIRS).is_file()


def test_a_passage_that_others_have_changed_too_is_settled_here(editing: Editing, host: Path, tmp_path: Path) -> None:
    introduce(editing)
    guide = tmp_path / "first" / GUIDE
    guide.write_text(guide.read_text("utf-8").replace('title: "Guide"', 'title: "Their guide"'), "utf-8")
    commit(tmp_path / "first", "Theirs")
    dialog = press_publish(editing)
    expect(confirm(dialog)).to_contain_text("Somebody else has changed the same passage; your text is as you left it")
    clash = dialog.get_by_role("group", name="A calmer guide")
    expect(clash).to_contain_text("Their guide")
    assert "A calmer guide" in (editing.folder / GUIDE).read_text("utf-8")
    assert 'title: "Their guide"' in git(host, "show", f"main:{GUIDE}")
    expect(clash.get_by_label("Keep both")).to_have_count(0)
    clash.get_by_label("Keep mine").check()
    expect(confirm(dialog, "Keep what I chose, and publish")).to_contain_text("Sent to ")
    assert 'title: "A calmer guide"' in git(host, "show", f"main:{GUIDE}")
    assert git(editing.folder, "status", "--porcelain") == ""


def test_without_a_line_the_text_waits_for_the_next_time(editing: Editing, host: Path, tmp_path: Path) -> None:
    introduce(editing)
    host.rename(tmp_path / "elsewhere.git")
    dialog = press_publish(editing)
    said = confirm(dialog)
    expect(said).to_contain_text("the Git host did not answer")
    expect(said).to_contain_text("nothing is lost: your text is in its files")
    dialog.get_by_role("button", name="Close").click()
    (tmp_path / "elsewhere.git").rename(host)
    # Also in a tab that knows of no save.
    editing.page.reload()
    dialog = press_publish(editing)
    expect(dialog.get_by_label("A calmer guide: changed in English")).to_be_checked()
    expect(confirm(dialog)).to_contain_text("Sent to ")
    assert git(host, "log", "-1", "--format=%s", "main").strip() == "A calmer guide"


def test_without_a_git_host_there_is_nothing_to_press(editing: Editing) -> None:
    git(editing.folder, "remote", "remove", "origin")
    dialog = press_publish(editing)
    expect(dialog.locator("pre[role=status]")).to_contain_text("nothing says where this campaign is published from")
    expect(dialog.get_by_role("button", name="Publish this")).to_be_disabled()
