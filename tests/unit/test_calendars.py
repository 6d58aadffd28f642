"""Calendar files: right by RFC 5545, read back by a parser that did not write them, the same bytes every time."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
import vobject

from campaign.facts.calendar_dates import CampaignDate
from campaign.model.load import load_campaign
from campaign.model.pool import POOL
from campaign.news.calendars import render_calendar
from campaign.plugin.project import read_config
from campaign.plugin.settings import settings_from
from tests.news_maker import NEWS, SITE_URL, make_news_site, news_text, read_views

CALENDAR = (POOL / "calendar.yml").read_text("utf-8")


def calendar_of(config_file: Path, code: str, today: str = "2026-11-23") -> bytes:
    views = read_views(config_file, today)
    return render_calendar(views, views.campaign.settings.language(code))


def parse(raw: bytes) -> list[dict[str, tuple[str, dict[str, str]]]]:
    """The events of an iCalendar file, by a reader of RFC 5545, 3.1 (unfolding, parameters, escapes) of our own."""
    text = raw.decode("utf-8")
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", ""), "lines end with CRLF and nothing else"
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")), "lines are folded at 75 octets"
    events: list[dict[str, tuple[str, dict[str, str]]]] = []
    for line in text.replace("\r\n ", "").splitlines():
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and line != "END:VEVENT":
            match = re.fullmatch(r"([A-Z-]+)((?:;[A-Z-]+=[^:;]+)*):(.*)", line)
            assert match, line
            parameters = dict(one.split("=") for one in match[2].split(";")[1:])
            value = re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], match[3])
            events[-1][match[1]] = (value, parameters)
    return events


@pytest.fixture(scope="module")
def config_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    event = {"event_on": "2026-12-03", "event_place": '"Dom, mladih; Bar"'}
    files = {
        "docs/_data/calendar.yml": CALENDAR,
        NEWS.format("en"): news_text("An evening", **event),
        NEWS.format("cnr"): news_text("Veče za škole", translated_by="machine", **event),
    }
    return make_news_site(tmp_path_factory.mktemp("calendar"), files)


def test_a_number_in_a_text_from_right_to_left_is_isolated(tmp_path: Path) -> None:
    event = {"event_on": "2026-12-03", "event_place": '"القاعة 080 888 888"'}
    files = {
        NEWS.format("en"): news_text("An evening", **event),
        NEWS.format("ar"): news_text("لقاء على الرقم 116 111", translated_by="machine", **event),
    }
    config_file = make_news_site(tmp_path, files)
    (event_of,) = parse(calendar_of(config_file, "ar"))
    assert event_of["SUMMARY"][0] == "لقاء على الرقم \u2066116 111\u2069"
    assert event_of["LOCATION"][0] == "القاعة \u2066080 888 888\u2069"
    assert "080 888 888" in parse(calendar_of(config_file, "en"))[0]["LOCATION"][0]
    assert "\u2066" not in calendar_of(config_file, "en").decode()


def test_safer_internet_day_falls_on_the_days_that_public_pages_name(config_file: Path) -> None:
    # shared facts: ten days read in public pages.
    known = (
        "2012-02-07 2017-02-07 2018-02-06 2019-02-05 2020-02-11 2021-02-09 2023-02-07 2024-02-06 2025-02-11 2026-02-10"
    )
    day: CampaignDate = read_views(config_file).campaign.calendar["safer-internet-day"]
    for one in map(datetime.date.fromisoformat, known.split()):
        assert day.day_in(one.year) == one
    assert day.next_day(datetime.date(2026, 11, 25)) == datetime.date(2027, 2, 9)
    assert day.next_day(datetime.date(2027, 2, 9)) == datetime.date(2027, 2, 9)
    assert day.next_day(datetime.date(2027, 2, 10)) == datetime.date(2028, 2, 8)


@pytest.mark.parametrize("code", ["en", "cnr", "cnr-Cyrl", "sl", "ar"])
def test_another_librarys_parser_reads_the_same(config_file: Path, code: str) -> None:
    raw = calendar_of(config_file, code)
    read = vobject.readOne(raw.decode())
    read.validate(raiseException=True)
    theirs = [(one.summary.value, one.dtstart.value, one.dtend.value) for one in read.vevent_list]
    ours = [
        (one["SUMMARY"][0], *(datetime.datetime.strptime(one[key][0], "%Y%m%d").date() for key in ("DTSTART", "DTEND")))
        for one in parse(raw)
    ]
    assert theirs == ours


@pytest.mark.parametrize("code", ["en", "cnr", "cnr-Cyrl", "sl", "ar"])
def test_every_event_has_what_calendar_programs_need(config_file: Path, code: str) -> None:
    raw = calendar_of(config_file, code)
    head = raw.decode().split("BEGIN:VEVENT")[0]
    assert "VERSION:2.0\r\n" in head and "PRODID:" in head and "METHOD:PUBLISH\r\n" in head
    events = parse(raw)
    assert len({event["UID"][0] for event in events}) == len(events) >= 3
    for event in events:
        assert re.fullmatch(r"\d{8}T000000Z", event["DTSTAMP"][0])
        start, start_parameters = event["DTSTART"]
        end, end_parameters = event["DTEND"]
        assert start_parameters == end_parameters == {"VALUE": "DATE"}
        days = datetime.datetime.strptime(end, "%Y%m%d") - datetime.datetime.strptime(start, "%Y%m%d")
        assert days == datetime.timedelta(days=1)
        assert event["SUMMARY"][1] == {"LANGUAGE": code} == event["DESCRIPTION"][1]


def test_an_updates_event_is_only_in_its_languages(config_file: Path) -> None:
    names = {
        code: [event["SUMMARY"][0] for event in parse(calendar_of(config_file, code))] for code in ("cnr-Cyrl", "sl")
    }
    assert "Вече за школе" in names["cnr-Cyrl"]
    assert names["sl"] == ["Dan varne rabe interneta"] * 3


def test_the_place_and_the_address_arrive_whole(config_file: Path) -> None:
    event = next(one for one in parse(calendar_of(config_file, "cnr")) if one["SUMMARY"][0] == "Veče za škole")
    assert event["LOCATION"][0] == "Dom, mladih; Bar"
    assert event["URL"][0] == SITE_URL + "cnr/updates/2026-11-20-number.html"
    assert SITE_URL + "go/update-number/#cnr" in event["DESCRIPTION"][0]


def test_an_update_about_a_date_of_every_year_is_the_same_event(tmp_path: Path) -> None:
    plain = make_news_site(tmp_path / "plain", {"docs/_data/calendar.yml": CALENDAR})
    about = make_news_site(
        tmp_path / "about",
        {"docs/_data/calendar.yml": CALENDAR, NEWS.format("en"): news_text("Soon", event="safer-internet-day")},
    )
    before, after = (parse(calendar_of(one, "en")) for one in (plain, about))
    assert [one["UID"] for one in before] == [one["UID"] for one in after]
    assert "by the rule of past years" in after[0]["DESCRIPTION"][0]
    assert after[0]["URL"][0].startswith(SITE_URL)


def test_same_content_same_bytes_and_uids_that_stay(config_file: Path) -> None:
    assert calendar_of(config_file, "en") == calendar_of(config_file, "en", "2026-12-01")
    later = {one["UID"][0] for one in parse(calendar_of(config_file, "en", "2027-03-01"))}
    assert later & {one["UID"][0] for one in parse(calendar_of(config_file, "en"))}


def test_a_rule_that_is_no_week_is_refused(tmp_path: Path) -> None:
    broken = CALENDAR.replace("until_day: 11", "until_day: 12").replace("month: 2", "month: 13")
    config = read_config(make_news_site(tmp_path, {"docs/_data/calendar.yml": broken}))
    settings = settings_from(config, config.plugins["campaign"].config)
    _, _, problems = load_campaign(settings, datetime.date(2026, 11, 23))
    assert {one.file for one in problems} == {"docs/_data/calendar.yml"}
