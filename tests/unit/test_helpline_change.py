"""`campaign helplines change`: a new number, its evidence and the log, and not another byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from campaign.command import main
from campaign.command.asking import Asker
from campaign.writing.helpline_log import changes_between
from tests.site_maker import make_site, page_text

FILE = """# The contacts.

- id: si-child  # the first
  country: SI
  kind: child-helpline
  name:
    en: TOM 116 111
    sl: "TOM (116\\u00a0111), telefon"
  # as printed on the poster
  phone: '116111'
  display: 116 111  # with a space
  audience:
  - children
  cost: free
  source:
    # the operator's own page
    url: https://example.org/tom
    publisher: example.org
    quote: 'Call 116 111,
      at any time.'
    date: '2023'
  also_seen:
  - url: https://example.net/old
    quote: TOM is at 116-111
  # checked by Ana
  checked_on: 2026-11-01
  checked_how: source read
  confidence: high

# The last one.
- id: si-other
  country: SI
  kind: hotline
  name: {en: Other}
  url: https://example.org/other
  source: {url: "https://example.org/o", quote: Report here.}
  checked_on: 2026-11-01
  checked_how: source read
  confidence: high

- id: si-112
  country: SI
  kind: emergency
  name: {en: Emergency}
  phone: '112'
  display: '112'
  source: {url: "https://example.org/112", quote: Dial 112.}
  checked_on: 2026-11-01
  checked_how: source read
  confidence: high

- id: me-112
  country: ME
  kind: emergency
  name: {en: Emergency}
  phone: '112'
  display: '112'
  source: {url: "https://example.org/112", quote: Dial 112.}
  checked_on: 2026-11-01
  checked_how: source read
  confidence: high
"""
CHANGED = """# The contacts.

- id: si-child  # the first
  country: SI
  kind: child-helpline
  name:
    en: TOM 080 12 34
    sl: TOM (080 12 34), telefon
  # as printed on the poster
  phone: 0801234
  display: 080 12 34  # with a space
  audience:
  - children
  cost: free
  source:
    # the operator's own page
    url: https://example.org/new
    publisher: example.org
    quote: 'TOM: 080 12 34'
  # checked by Ana
  checked_on: 2026-11-23
  checked_how: source read
  confidence: high

# The last one.
"""
NEW = ("--phone", "080 12 34", "--source", "https://example.org/new", "--quote", "TOM:\n 080 12 34")


@pytest.fixture
def campaign_folder(tmp_path: Path) -> Path:
    guide = page_text("Guide", "guide", "## Do {#do-now}\n\nCall {{ helpline: si-child }}.", "guide")
    make_site(tmp_path, {"docs/_data/helplines.yml": FILE, "docs/en/guide.md": guide})
    return tmp_path


def change(folder: Path, *arguments: str, answers: str | None = None) -> Result:
    command = ["helplines", "-f", str(folder / "mkdocs.yml"), "change", *arguments]
    return CliRunner().invoke(main, command, input=answers, catch_exceptions=False)


def data(folder: Path) -> str:
    return (folder / "docs/_data/helplines.yml").read_text("utf-8")


def log(folder: Path) -> str:
    return CliRunner().invoke(main, ["helplines", "-f", str(folder / "mkdocs.yml"), "log"]).output


def test_a_new_number_changes_what_says_it_and_no_other_byte(campaign_folder: Path) -> None:
    result = change(campaign_folder, "si-child", *NEW)
    assert result.exit_code == 0, result.output
    assert data(campaign_folder) == CHANGED + FILE.split("# The last one.\n")[1]
    assert "Pages that show it: 1.\n  guide.md (en)" in result.output
    assert "from the source of before: a call is free" in result.output
    assert "campaign publish" in result.output
    assert "changed: 116 111 → 080 12 34; https://example.org/tom → https://example.org/new" in log(campaign_folder)
    check = CliRunner().invoke(main, ["check", "-f", str(campaign_folder / "mkdocs.yml")])
    assert check.exit_code == 0, check.output


def test_every_value_is_asked_for(campaign_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Asker, "has_terminal", staticmethod(lambda: True))
    answers = "080 12 34\n\nhere\nhttps://example.org/new\nTOM: 080 12 34\ny\n"
    result = change(campaign_folder, "si-child", answers=answers)
    assert result.exit_code == 0, result.output
    assert "an address that begins with https://" in result.output
    assert data(campaign_folder).startswith(CHANGED)


def test_after_a_mistake_only_what_is_wrong_is_asked_again(
    campaign_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Asker, "has_terminal", staticmethod(lambda: True))
    answers = "080 12 34\n\nhttps://example.org/new\nTOM: 080 12 35\n080 12 34\nTOM: 080 12 34\ny\n"
    result = change(campaign_folder, "si-child", answers=answers)
    assert result.exit_code == 0, result.output
    assert "a number that stands in the quote of its source" in result.output
    assert result.output.count("Address of the page") == 1
    assert data(campaign_folder).startswith(CHANGED)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("si-chld", "--phone", "1"), "did you mean “si-child”?"),
        ((), "ID is missing"),
        (("si-child", "--phone", "080 12 34"), "--quote is missing"),
        (
            ("si-child", "--phone", "080 12 34", "--quote", "Call us."),
            "a number that stands in the quote of its source",
        ),
        (("si-child", *NEW[:2], "--source", "example.org", "--quote", "080 12 34"), "begins with https://"),
        (("si-child", "--phone", "none", "--url", "none", "--quote", "Closed."), "neither a number nor a site"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(campaign_folder: Path, arguments: tuple, said: str) -> None:
    result = change(campaign_folder, *arguments)
    assert result.exit_code != 0
    assert said in result.output
    assert data(campaign_folder) == FILE
    assert not (campaign_folder / "docs/_data/helpline_log.yml").exists()


def test_a_contact_without_a_number_gets_its_site_changed(campaign_folder: Path) -> None:
    arguments = ("--url", "https://example.org/report", "--quote", "The form has moved.", "--note", "redirects")
    result = change(campaign_folder, "si-child", "--phone", "none", *arguments)
    assert result.exit_code == 0, result.output
    assert "116" not in data(campaign_folder).split("# The last")[0]
    assert "en: TOM\n" in data(campaign_folder)
    assert "url: https://example.org/report" in data(campaign_folder)
    assert "redirects" in log(campaign_folder)


def test_what_a_form_changes_is_noted_too() -> None:
    moved = FILE.replace("https://example.org/tom", "https://example.org/tom-2")
    assert [one.changed for one in changes_between(FILE, moved)] == [
        "https://example.org/tom → https://example.org/tom-2"
    ]
    checked = FILE.replace("checked_how: source read", "checked_how: called", 1)
    assert [(one.id, one.checked_how, one.changed) for one in changes_between(FILE, checked)] == [
        ("si-child", "called", None)
    ]
    assert changes_between(FILE, FILE.replace("  cost: free\n", "")) == []
    assert changes_between(FILE, FILE.replace("kind: hotline", "kind: nothing")) == []


def test_the_same_number_is_no_change(campaign_folder: Path) -> None:
    result = change(campaign_folder, "si-child", "--phone", "116 111")
    assert result.exit_code == 0
    assert "Nothing would change" in result.output
    assert data(campaign_folder) == FILE
