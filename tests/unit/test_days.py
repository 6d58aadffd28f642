"""Which day it is, and what a release says of the day."""

import datetime

import pytest
from click.testing import CliRunner

from campaign.command import main
from campaign.files.days import parse_today
from campaign.files.problems import ProblemsFound
from campaign.plugin.project import read_campaign
from tests.site_maker import DEFAULT_FILES, build_site, make_site, page_text

JUST_AFTER_MIDNIGHT = datetime.datetime(2026, 11, 29, 23, 2, tzinfo=datetime.UTC)


@pytest.mark.parametrize(("timezone", "day"), [("Europe/Podgorica", 30), ("UTC", 29), ("America/Lima", 29)])
def test_the_campaigns_own_midnight_begins_a_day(timezone: str, day: int) -> None:
    assert parse_today(None, timezone, JUST_AFTER_MIDNIGHT) == datetime.date(2026, 11, day)
    assert parse_today("2026-11-29T23:02:00Z", timezone) == datetime.date(2026, 11, day)


def test_a_day_is_a_day_everywhere() -> None:
    assert parse_today("2026-11-29", "Pacific/Kiritimati") == datetime.date(2026, 11, 29)


@pytest.mark.parametrize("wrong", ["yesterday", "2026-11-31", "2026-11-29T23:02:00", "29/11/2026"])
def test_what_is_no_day_is_said(wrong: str) -> None:
    with pytest.raises(ProblemsFound, match="year-month-day"):
        parse_today(wrong, "UTC")


@pytest.mark.parametrize(
    ("line", "fixed"),
    [
        ('today: "2026-11-23"', '"2026-11-23"'),
        ("today: 2026-11-23  # for a talk", "2026-11-23"),
        ('today: !ENV [TINY_TODAY, "2026-11-23"]', '!ENV [TINY_TODAY, "2026-11-23"]'),
        ("today: !ENV [TINY_TODAY, null]", ""),
        ("today: !ENV TINY_TODAY", ""),
        ("today: null", ""),
        ("# today: 2026-11-23", ""),
    ],
)
def test_a_fixed_day_is_told_from_one_that_is_asked_for(tmp_path, line: str, fixed: str) -> None:
    config_file = make_site(tmp_path)
    text = config_file.read_text("utf-8").replace("today: !ENV [TINY_TODAY, null]", line)
    config_file.write_text(text, "utf-8")
    campaign, _, _ = read_campaign(config_file, None)
    assert campaign.settings.fixed_today == fixed


def test_the_environment_may_name_a_moment(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TINY_TODAY", "2026-11-29T23:02:00Z")
    campaign, _, _ = read_campaign(make_site(tmp_path), None)
    assert (campaign.today, campaign.settings.country) == (datetime.date(2026, 11, 30), "SI")


@pytest.fixture(scope="module")
def spread(tmp_path_factory: pytest.TempPathFactory):
    """A tiny campaign with the dates of a real one: all checked on one day, a contact shown in three ways."""
    body = "## Do this {#do-now}\n\nNow {{ call: children }}, or {{ helpline: si-child }}.\n\n{{ helplines: children }}"
    folder = tmp_path_factory.mktemp("campaign")
    contacts = DEFAULT_FILES["docs/_data/helplines.yml"].replace("2026-11-01", "2026-11-23")
    news = page_text("Urgent", "update-urgent", "News.", "update", published_on="2026-11-20")
    files = {"docs/en/guide.md": page_text("Guide", "guide", body, "guide"), "docs/_data/helplines.yml": contacts}
    ledger = DEFAULT_FILES["docs/_data/permalinks.yml"] + "update-urgent: { released_on: 2026-11-20 }\n"
    files |= {"docs/en/updates/2026-11-20-urgent.md": news, "docs/_data/permalinks.yml": ledger}
    return make_site(folder, files)


@pytest.mark.parametrize(
    ("day", "is_overdue"), [("2027-05-22", False), ("2027-05-23", True), ("2027-06-01", True), ("2028-02-29", True)]
)
def test_the_site_goes_out_on_every_day_and_says_what_is_overdue(spread, tmp_path, day: str, is_overdue: bool) -> None:
    build_site(spread, tmp_path / "site", "--today", day, "--release", "--unattended")
    page = (tmp_path / "site" / "guide.html").read_text("utf-8")
    assert page.count("This contact has not been checked since 23 November 2026.") == 3 * is_overdue
    assert page.count('href="tel:116111"') == 3
    assert page.count("We check each of these contacts") == 1
    assert (tmp_path / "site" / "updates" / "2026-11-20-urgent.html").is_file()
    checked = CliRunner().invoke(main, ["check", "-f", str(spread), "--today", day, "--release"])
    assert ("campaign helplines checked si-child" in checked.output) is is_overdue


@pytest.mark.parametrize(("day", "step"), [("2027-03-24", 60), ("2027-04-25", 30), ("2027-05-16", 7)])
@pytest.mark.parametrize("output", ["text", "json", "github"])
def test_staff_are_told_ahead(spread, day: str, step: int, output: str) -> None:
    result = CliRunner().invoke(main, ["check", "-f", str(spread), "--today", day, "--format", output])
    assert result.exit_code == 0
    assert f"1 checks of contacts fall due within {step} days, from 2027-05-22 on: si-child" in result.output
    said = CliRunner().invoke(main, ["due", "-f", str(spread), "--today", day]).output
    assert f"within {step} days" in said


def test_nothing_is_said_when_nothing_is_due(spread) -> None:
    assert CliRunner().invoke(main, ["due", "-f", str(spread), "--today", "2026-12-01"]).output == ""
