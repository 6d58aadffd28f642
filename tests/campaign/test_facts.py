"""What this campaign publishes is ready to be published, and says what it has to."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

from campaign.command import main
from campaign.facts.helplines import contacts_for
from campaign.model.campaign import Campaign
from campaign.plugin.project import read_campaign
from tests.site_maker import CAMPAIGN_DAY, PROJECT


@pytest.fixture(scope="module", name="campaign")
def _campaign() -> Campaign:
    return read_campaign(PROJECT / "mkdocs.yml", CAMPAIGN_DAY)[0]


def test_a_release_is_possible() -> None:
    """Dates alone stop no release that nobody attends; what has been printed and what is new is in its ledger."""
    options = ["--release", "--unattended", "--today", CAMPAIGN_DAY, "-f", str(PROJECT / "mkdocs.yml")]
    result = CliRunner().invoke(main, ["check", *options])
    assert result.exit_code == 0, result.output


def test_nothing_that_is_no_service_is_published(campaign: Campaign) -> None:
    hidden = {one.id for one in campaign.helplines.values() if not one.is_publishable}
    assert {"eu-116111", "int-weprotect", "bo-child-violence-line", "int-europol-advice"} <= hidden


def test_a_family_in_montenegro_gets_the_parents_line_first(campaign: Campaign) -> None:
    contacts = contacts_for(list(campaign.helplines.values()), "families", ("ME",))
    assert [one.id for one in contacts.helplines] == ["me-parent-helpline", "me-child-helpline", "me-emergency"]


def test_a_country_without_a_hotline_says_so(campaign: Campaign) -> None:
    contacts = contacts_for(list(campaign.helplines.values()), "report", ("ME",))
    assert contacts.has_gap
    assert [one.id for one in contacts.helplines] == ["me-emergency"]


INCIDENTS = {
    "live-video",
    "little-live-video",
    "little-mean-words",
    "little-pictures-and-secrets",
    "child-how-to-report",
}
"""Guides for when something has happened to which “What happened?” does not lead."""


def test_only_where_something_has_happened_the_page_says_what_to_do_now(campaign: Campaign) -> None:
    """A craft page and a quiz are no emergencies: what their box is called fits the kind of page."""
    heading = re.compile(r"^## (.+) \{#do-now\}$", re.MULTILINE)
    for language in campaign.settings.folders:
        guides = [one for (folder, _), one in campaign.pages.items() if folder == language and one.meta.kind == "guide"]
        called = {one.meta.id: found[1] for one in guides if (found := heading.search(one.body))}
        alarming = {words for id_, words in called.items() if id_ in campaign.urgent}
        assert len(called) > 25 and 1 <= len(alarming) <= 3
        wrong = {id_ for id_, words in called.items() if (words in alarming) != (id_ in campaign.urgent | INCIDENTS)}
        assert wrong == set(), language
