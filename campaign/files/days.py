"""The day that everything is worked out for."""

from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

from campaign.files.problems import ProblemsFound


def parse_today(value: str | None, timezone: str, now: datetime.datetime | None = None) -> datetime.date:
    """The day the site is built for: the one given, that of a given moment, or today, in the campaign's time zone.

    `value`: year-month-day, or a moment with its offset such as 2026-11-23T23:02:00Z. `timezone`: an IANA name. `now`:
    the moment, aware; by default the present one. Raises ProblemsFound when `value` is neither.
    """
    zone = ZoneInfo(timezone)
    if not value:
        return (now or datetime.datetime.now(datetime.UTC)).astimezone(zone).date()
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        pass
    try:
        moment = datetime.datetime.fromisoformat(value)
        if moment.tzinfo:
            return moment.astimezone(zone).date()
    except ValueError:
        pass
    expected = "a date such as 2026-11-23"
    fix = "write year-month-day"
    raise ProblemsFound.of("settings", "mkdocs.yml", f"“{value}”", expected, fix, field="campaign.today")
