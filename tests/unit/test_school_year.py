"""The plan for a school year: its months, its page and calendar, and the updates that remind of it."""

from __future__ import annotations

import datetime
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner

from campaign.command import main
from campaign.facts.school_year import SchoolMonth, SchoolYear
from campaign.news.calendars import render_school_year
from campaign.plugin.project import read_campaign
from campaign.views.views import Views
from tests.site_maker import make_site, page_text

PLAN = """first_month: 12
first_months: { AR: 3 }
months:
  - { teach: [report], share: [home], print: [report] }
  - { teach: [only-english], share: [report] }
"""
FILES = {
    "docs/_data/school_year.yml": PLAN,
    "docs/en/only-english.md": page_text("Only English", "only-english"),
    "docs/en/plan.md": page_text("The plan", "plan", "{{ school-year }}"),
}


def year(first: int, months: int = 10, **countries: int) -> SchoolYear:
    return SchoolYear(first_month=first, first_months=countries, months=(SchoolMonth(teach=("x",)),) * months)


@pytest.mark.parametrize(
    ("first", "today", "begins", "ends"),
    [
        (9, "2026-11-30", "2026-09-01", "2027-06-01"),
        (9, "2027-06-30", "2026-09-01", "2027-06-01"),
        (9, "2027-07-01", "2027-09-01", "2028-06-01"),
        (2, "2026-11-30", "2026-02-01", "2026-11-01"),
        (2, "2026-12-01", "2027-02-01", "2027-11-01"),
        (1, "2026-01-31", "2026-01-01", "2026-10-01"),
    ],
)
def test_the_year_is_the_one_that_is_or_comes_next(first: int, today: str, begins: str, ends: str) -> None:
    days = year(first).days(first, datetime.date.fromisoformat(today))
    assert (str(days[0]), str(days[-1]), len(days)) == (begins, ends, 10)


def test_readers_have_the_first_month_of_their_own_country() -> None:
    assert year(9, AR=3).first_of(["ME", "AR"]) == 3
    assert year(9, AR=3).first_of(["ME"]) == 9


@pytest.fixture
def config(tmp_path: Path) -> Path:
    config = make_site(tmp_path / "campaign", FILES)
    text = config.read_text("utf-8")
    config.write_text(text.replace("guide.md]", "guide.md, only-english.md, plan.md]"), "utf-8")
    return config


def test_the_calendar_has_a_reminder_a_month_in_the_reader_s_own_words(config: Path) -> None:
    campaign, _, problems = read_campaign(config, "2026-11-23")
    assert [one for one in problems if one.severity == "error"] == []
    views = Views(campaign)
    events = {
        one.code: icalendar.Calendar.from_ical(render_school_year(views, one)).walk("VEVENT")
        for one in campaign.settings.languages
    }
    assert [str(one["SUMMARY"]).partition(": ")[2] for one in events["en"]] == ["Report", "Only English"]
    assert [one["DTSTART"].dt.month for one in events["en"]] == [12, 1]
    # What is in English waits for its translation; the rest of the month is there.
    text = "".join(str(one["SUMMARY"]) + str(one["DESCRIPTION"]) for one in events["sl"])
    assert len(events["sl"]) == 2 and "Only English" not in text


def run(config: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, [*arguments, "-f", str(config), "--today", "2026-11-23"])
    assert result.exit_code == 0, result.output
    return result.output


def test_reminders_are_updates_for_the_first_of_each_month_and_are_never_overwritten(config: Path) -> None:
    run(config, "new", "reminders")
    page = config.parent / "docs/en/updates/2026-12-01-school-year.md"
    text = page.read_text("utf-8")
    assert "published_on: 2026-12-01" in text and "expires_on: 2027-01-01" in text
    assert "[Report](../report.md)" in text and "{#print}" in text
    assert (config.parent / "docs/sl/updates/2026-12-01-school-year.md").is_file()
    assert not (config.parent / "docs/sl/updates/2027-01-01-school-year.md").exists(), "its page is in English only"
    page.write_text(text.replace("[Report]", "[My own words]"), "utf-8")
    assert "0 pages" in run(config, "new", "reminders")
    assert "[My own words" in page.read_text("utf-8")
    output = run(config, "check")
    assert "nothing stops them" in output, output


def test_a_page_that_is_not_there_is_named_with_its_place(config: Path) -> None:
    file = config.parent / "docs/_data/school_year.yml"
    file.write_text(PLAN.replace("teach: [report]", "teach: [repotr]"), "utf-8")
    result = CliRunner().invoke(main, ["check", "-f", str(config), "--today", "2026-11-23"])
    assert result.exit_code == 1
    assert "no page has the id “repotr”" in result.output and "did you mean “report”?" in result.output
