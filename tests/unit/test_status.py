"""How far the translations are: the same figures in the terminal, as JSON, on the page and on the badge."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from campaign.command import main
from campaign.model.status import measure_status, render_badge
from campaign.plugin.project import read_campaign
from tests.site_maker import DEFAULT_FILES, PROJECT, SETTINGS, make_site

CHANGED = {"docs/en/report.md": DEFAULT_FILES["docs/en/report.md"].replace("Report it.", "Report it now.")}


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.output


def test_figures_and_next_tasks(tmp_path: Path) -> None:
    config_file = make_site(tmp_path, CHANGED)
    data = json.loads(run("status", "-f", str(config_file), "--json"))
    (slovene,) = data["languages"]
    assert (slovene["pages"], slovene["present"], slovene["machine"], slovene["outdated"], slovene["missing"]) == (
        3, 2, 1, 1, 1,
    )  # fmt: skip
    assert slovene["percent"] == 33
    assert [(task["path"], task["state"], task["words"]) for task in data["next"]] == [
        ("report.md", "outdated", 3),
        ("guide.md", "missing", 17),
    ]


def test_the_terminal_says_what_is_next(tmp_path: Path) -> None:
    output = run("status", "-f", str(make_site(tmp_path, CHANGED)), "--pages")
    assert "sl: bring up to date report.md (3 words, essential)" in output
    assert "33%" in output


def test_accepting_makes_it_up_to_date_again(tmp_path: Path) -> None:
    config_file = make_site(tmp_path, CHANGED)
    page = str(tmp_path / "docs/sl/report.md")
    lock = (tmp_path / "docs/_data/locks/sl.yml").read_text()
    run("translation", "-f", str(config_file), "--today", "2026-12-01", "accept", "--unchanged", "--minor", page)
    assert "accepted_on: 2026-12-01" not in (tmp_path / "docs/_data/locks/sl.yml").read_text()
    (tmp_path / "docs/_data/locks/sl.yml").write_text(lock)
    run("translation", "-f", str(config_file), "--today", "2026-12-01", "accept", "--unchanged", page)
    text = (tmp_path / "docs/_data/locks/sl.yml").read_text()
    assert text.count("accepted_on: 2026-12-01") == 1
    assert text.count("accepted_on: 2026-11-23") == 1
    assert "nothing stops them" in run("check", "-f", str(config_file), "--today", "2026-12-01", "--release")


def test_a_path_that_is_no_translation(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["translation", "-f", str(make_site(tmp_path)), "accept", "docs/sl/nothing.md"])
    assert result.exit_code == 1
    assert "this is no translation" in result.output


def test_an_outdated_essential_page_stops_a_release(tmp_path: Path) -> None:
    config_file = str(make_site(tmp_path, CHANGED))
    assert CliRunner().invoke(main, ["check", "-f", config_file]).exit_code == 0
    result = CliRunner().invoke(main, ["check", "-f", config_file, "--release"])
    assert result.exit_code == 1
    assert "line 12 “Report it now.”" in result.output


def test_badges_are_valid_and_tell_the_figure(tmp_path: Path) -> None:
    campaign, _, _ = read_campaign(make_site(tmp_path), None)
    badge = render_badge(measure_status(campaign).languages[0])
    assert ET.fromstring(badge).get("aria-label") == "Slovenščina: 66%"


def test_a_language_is_offered_when_it_exists_out_of_date_or_not(tmp_path: Path) -> None:
    settings = SETTINGS.format(overrides=PROJECT / "campaign/look", site_url="https://example.org/")
    settings = settings.replace("country: SI", "country: SI\n      outdated: { essential: withdraw }")
    changed = DEFAULT_FILES["docs/en/report.md"].replace("Report it.", "Report it at once.")
    config_file = make_site(tmp_path, {"mkdocs.yml": settings, "docs/en/report.md": changed})
    campaign, _, _ = read_campaign(config_file, None)
    slovene = campaign.settings.language("sl")
    assert campaign.is_withdrawn(slovene, "report.md")
    assert slovene in campaign.offered
    (tmp_path / "docs/sl/index.md").unlink()
    campaign, _, _ = read_campaign(config_file, None)
    assert [one.code for one in campaign.offered] == ["en"]


REVIEWED = DEFAULT_FILES["docs/sl/report.md"].replace("machine", "Ana Novak\nreviewed_by: Bor Kos")


def lock_of(project: Path) -> dict[str, dict]:
    return yaml.safe_load((project / "docs/_data/locks/sl.yml").read_text("utf-8"))


def test_a_review_is_of_the_text_that_was_recorded_with_it(tmp_path: Path) -> None:
    config_file = make_site(tmp_path, {"docs/sl/report.md": REVIEWED})
    accept = ("translation", "-f", str(config_file), "accept", str(tmp_path / "docs/sl/report.md"))
    run(*accept)
    recorded = lock_of(tmp_path)["report"]["text"]
    (tmp_path / "docs/sl/report.md").write_text(REVIEWED.replace("Prijavite.", "Ne prijavite."), "utf-8")
    run(*accept)
    assert lock_of(tmp_path)["report"]["text"] == recorded
    data = json.loads(run("status", "-f", str(config_file), "--json"))
    assert (data["languages"][0]["reviewed"], data["languages"][0]["translated"]) == (0, 1)
    run(*accept, "--reviewed")
    assert lock_of(tmp_path)["report"]["text"] != recorded
    assert json.loads(run("status", "-f", str(config_file), "--json"))["languages"][0]["reviewed"] == 1


@pytest.mark.parametrize("removed", [r"  (text|own_blocks): .*\n", r"  own_blocks: .*\n"])
def test_a_lock_of_before_it_held_the_texts_is_read_and_completed(removed: str, tmp_path: Path) -> None:
    config_file = make_site(tmp_path, {**CHANGED, "docs/sl/index.md": DEFAULT_FILES["docs/sl/index.md"]})
    lock = tmp_path / "docs/_data/locks/sl.yml"
    whole = lock.read_text("utf-8")
    lock.write_text(re.sub(removed, "", whole), "utf-8")
    check = ("check", "-f", str(config_file))
    assert "campaign translation accept --texts" in run(*check)
    run("translation", "-f", str(config_file), "accept", "--texts")
    assert "--texts" not in run(*check)
    # That of the outdated page waits until it is brought up to date.
    assert "own_blocks" not in lock_of(tmp_path)["report"]
    assert lock_of(tmp_path)["home"] == yaml.safe_load(whole)["home"]


def test_a_translation_that_nobody_has_touched_is_not_taken_for_up_to_date(tmp_path: Path) -> None:
    config_file = make_site(tmp_path, CHANGED)
    before = (tmp_path / "docs/_data/locks/sl.yml").read_text("utf-8")
    accept = ["translation", "-f", str(config_file), "accept", "--all"]
    refused = CliRunner().invoke(main, accept)
    assert refused.exit_code == 1
    assert "“Report it now.”" in refused.output
    assert "accept --unchanged docs/sl/report.md" in refused.output
    assert (tmp_path / "docs/_data/locks/sl.yml").read_text("utf-8") == before
    assert "docs/sl/report.md: line 12 “Report it now.”" in run(*accept, "--unchanged")


def test_a_block_that_nobody_has_touched_is_not_taken_for_up_to_date(tmp_path: Path) -> None:
    here, there = tmp_path / "docs/sl/report.md", tmp_path / "docs/en/report.md"
    config_file = make_site(tmp_path)
    for path, text in ((there, "Do not pay.\n\nReport it."), (here, "Ne plačajte.\n\nPrijavite.")):
        old = path.read_text("utf-8")
        path.write_text(old.replace(text.rpartition("\n")[2], text), "utf-8")
    accept = ["translation", "-f", str(config_file), "accept", str(here)]
    run(*accept, "--minor")
    there.write_text(
        there.read_text("utf-8").replace("Do not pay.", "Pay at once.").replace("Report it.", "Report it now."), "utf-8"
    )
    here.write_text(here.read_text("utf-8").replace("Prijavite.", "Prijavite takoj."), "utf-8")
    before = (tmp_path / "docs/_data/locks/sl.yml").read_text("utf-8")
    refused = CliRunner().invoke(main, accept)
    assert refused.exit_code == 1
    assert "line 13: “Ne plačajte.” is as it was, and its source now says “Pay at once.”" in refused.output
    assert "Prijavite" not in refused.output
    assert (tmp_path / "docs/_data/locks/sl.yml").read_text("utf-8") == before
    run(*accept, "--unchanged")
    there.write_text(there.read_text("utf-8").replace("Pay at once.", "Do not pay at all."), "utf-8")
    here.write_text(here.read_text("utf-8").replace("Ne plačajte.", "Sploh ne plačajte."), "utf-8")
    run(*accept)


def test_a_translation_that_was_changed_is(tmp_path: Path) -> None:
    changed = DEFAULT_FILES["docs/sl/report.md"].replace("Prijavite.", "Prijavite takoj.")
    config_file = make_site(tmp_path, {**CHANGED, "docs/sl/report.md": changed})
    assert "“Report it now.”" in run("translation", "-f", str(config_file), "accept", "--all")
