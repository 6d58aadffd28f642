"""Every check declares what it reads, and reads no more: otherwise builds would keep answers that are stale."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import get_args

import pytest

from campaign.checks import check as list_of_checks
from campaign.checks.check import Check, Part, Subject, list_checks
from campaign.engine.kept.cache import Cache
from campaign.engine.kept.inputs import read_inputs
from campaign.engine.kept.problems import KeptProblems
from campaign.engine.kept.reader import KeptReader
from campaign.files.look import GENERAL
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.model.load import load_campaign
from campaign.pages.page import SourcePage
from campaign.plugin.project import read_campaign, read_project
from tests.declared import FIELDS, UndeclaredError, check_declared, narrow
from tests.site_maker import CAMPAIGN_DAY, ORIGINAL, SETTINGS, TODAY, make_site


@pytest.mark.parametrize("is_release", [False, True])
def test_the_checks_of_the_project_read_what_they_declare(is_release: bool) -> None:
    campaign, documents, _ = read_campaign(ORIGINAL / "mkdocs.yml", CAMPAIGN_DAY)
    # Each page is narrowed for each check of a page, so only some of them; tests/cases have all kinds of mistakes.
    some = {key: page for key, page in campaign.pages.items() if key[1].startswith("families/")}
    check_declared(replace(campaign, pages=some), documents, is_release)


def test_every_part_of_a_campaign_can_be_declared() -> None:
    assert {one.name for one in fields(Campaign)} == {*FIELDS, "pages"}
    assert set(FIELDS.values()) < set(get_args(Part))


def other_page(campaign: Campaign, page: SourcePage) -> SourcePage:
    return next(one for one in campaign.pages.values() if one is not page)


BAD_CHECKS: dict[str, Callable[[Campaign, SourcePage], object]] = {
    "a part of the campaign": lambda campaign, _: len(campaign.photos),
    "what is worked out of such a part": lambda campaign, _: campaign.translations,
    "another page's title": lambda campaign, page: other_page(campaign, page).meta.title,
    "another page's text": lambda campaign, page: "x" in other_page(campaign, page).body,
    "a file": lambda campaign, page: (campaign.settings.project_dir / page.file).read_text("utf-8"),
}


@pytest.mark.parametrize("read", BAD_CHECKS.values(), ids=BAD_CHECKS)
def test_a_check_of_pages_that_reads_more_fails(
    read: Callable[[Campaign, SourcePage], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign, documents, _ = read_campaign(make_site(tmp_path), None)

    def bad(campaign: Campaign, page: SourcePage) -> Iterable[Problem]:
        read(campaign, page)
        return ()

    check_declared(campaign, documents)
    monkeypatch.setattr(list_of_checks, "check_references", bad)
    with pytest.raises(UndeclaredError):
        check_declared(campaign, documents)


def test_what_a_page_does_not_link_to_has_no_headings_for_it(tmp_path: Path) -> None:
    campaign, documents, _ = read_campaign(make_site(tmp_path), None)
    home = campaign.pages["en", "index.md"]
    of_home = next(one for one in list_checks(campaign) if one.pages == (home,))
    seen = narrow(Subject(campaign, documents), of_home).campaign
    assert "{#how}" in seen.pages["en", "report.md"].body
    assert "Report it" not in seen.pages["en", "report.md"].body
    with pytest.raises(UndeclaredError):
        str(seen.pages["en", "guide.md"].body)


@pytest.mark.parametrize(
    "find",
    [
        lambda it: it.is_release and (),
        lambda it: it.campaign.today > datetime.date.min and (),
        lambda it: it.documents[""],
    ],
    ids=["release", "today", "documents"],
)
def test_a_check_of_the_campaign_that_reads_more_fails(
    find: Callable[[Subject], Iterable[Problem]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign, documents, _ = read_campaign(make_site(tmp_path), None)
    monkeypatch.setattr("tests.declared.list_checks", lambda _: [Check("bad", {"settings"}, find)])
    with pytest.raises(UndeclaredError):
        check_declared(campaign, documents)


NEW_PAGE = "---\ntitle: New\ndescription: A page that was not there before.\nid: new\nreviewed_on: 2026-11-01\n---\n"
CHANGES: dict[str, tuple[str, str, set[Part]]] = {
    "nothing": ("docs/en/guide.md", "", set()),
    "the settings": ("mkdocs.yml", "# Looked at.\n", {"settings"}),
    "a stylesheet": ("overrides/own.css", "p {}", {"overrides"}),
    "a contact": ("docs/_data/helplines.yml", "# Looked at.\n", {"data"}),
    "the lock of a language": ("docs/_data/locks/sl.yml", "# Looked at.\n", {"locks"}),
    "the lock of its words": ("docs/_data/locks/words/sl.yml", "# Looked at.\n", {"word locks"}),
    "a picture": ("docs/assets/new.svg", "<svg/>", {"photos", "places"}),
    "a page's text": ("docs/en/guide.md", "More.\n", {"texts"}),
    "a heading that is linked to": ("docs/en/report.md", "\n## Why {#why}\n", {"texts", "linked headings"}),
    "a heading that is not linked to": ("docs/en/guide.md", "\n## Why {#why}\n", {"texts"}),
    "a new page": ("docs/en/new.md", NEW_PAGE, {"texts", "front matter", "places"}),
}
"""What is done to a file: (its name, what is written at its end, the parts of the campaign that change with it)."""


@pytest.mark.parametrize(("file", "text", "parts"), CHANGES.values(), ids=CHANGES)
def test_what_is_known_of_a_check_holds_until_what_it_declares_changes(
    file: str, text: str, parts: set[Part], tmp_path: Path
) -> None:
    (tmp_path / "overrides").mkdir()
    config_file = make_site(tmp_path, {"mkdocs.yml": SETTINGS.format(overrides="overrides", site_url="")})
    before = keys_by_part(config_file)
    (tmp_path / file).parent.mkdir(exist_ok=True)
    with (tmp_path / file).open("a", encoding="utf-8") as changed:
        changed.write(text)
    after = keys_by_part(config_file)
    assert {part for part in before if after[part] != before[part]} == parts


def test_another_day_a_release_and_a_preview_ask_anew(tmp_path: Path) -> None:
    config_file = make_site(tmp_path)
    before = keys_by_part(config_file)
    for part, changed in {
        "today": keys_by_part(config_file, TODAY + datetime.timedelta(days=1)),
        "release": keys_by_part(config_file, is_release=True),
        "settings": keys_by_part(config_file, is_preview=True),
    }.items():
        assert {one for one in before if changed[one] != before[one]} == {part}


def keys_by_part(
    config_file: Path, day: datetime.date = TODAY, *, is_release: bool = False, is_preview: bool = False
) -> dict[Part, str]:
    """The key of a check of the home page that reads one part."""
    project = config_file.parent
    inputs = read_inputs(config_file, (project / "docs", project / "overrides", GENERAL))
    reader = KeptReader(inputs, Cache(None), project / "docs")
    settings = replace(read_project(config_file).settings, is_preview=is_preview)
    campaign, documents, _ = load_campaign(settings, day, reader)
    kept = KeptProblems(Subject(campaign, documents, is_release), reader)
    home = campaign.pages["en", "index.md"]
    return {part: kept.key(Check("a check", {part}, lambda _: (), (home,))) for part in get_args(Part)}
