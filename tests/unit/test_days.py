"""Which day it is, and what a release says of the day."""

import datetime

import pytest

from campaign.files.days import parse_today
from campaign.files.problems import ProblemsFound
from campaign.plugin.project import read_campaign
from tests.site_maker import make_site

JUST_AFTER_MIDNIGHT = datetime.datetime(2026, 11, 29, 23, 2, tzinfo=datetime.UTC)


@pytest.mark.parametrize(("timezone", "day"), [("Europe/Podgorica", 30), ("UTC", 29), ("America/Lima", 29)])
def test_the_campaigns_own_midnight_begins_a_day(timezone: str, day: int) -> None:
    assert parse_today(None, timezone, JUST_AFTER_MIDNIGHT) == datetime.date(2026, 11, day)
    assert parse_today("2026-11-29T23:02:00Z", timezone) == datetime.date(2026, 11, day)


def test_a_day_is_a_day_everywhere() -> None:
    assert parse_today("2026-11-29", "Pacific/Kiritimati") == datetime.date(2026, 11, 29)


@pytest.mark.parametrize("wrong", ["yesterday", "2026-11-31", "2026-11-29T23:02:00", "29.11.2026"])
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
