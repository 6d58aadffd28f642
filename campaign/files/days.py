"""The day that everything is worked out for."""

from __future__ import annotations

import datetime
import re
from zoneinfo import ZoneInfo

from campaign.files.problems import ProblemsFound

DAYS = "2026-12-20 or 20.12.2026"
"""How a day may be written, for messages."""
_DAY_FIRST = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})\.?")


def read_day(text: str) -> datetime.date:
    """A day as people write it: year-month-day, or the day first with dots. Raises ValueError for what is neither;
    20/12/2026 is, because 3/4 is April for some and March for others.

    >>> read_day("20. 12. 2026.") == read_day("2026-12-20")
    True
    """
    if match := _DAY_FIRST.fullmatch(text.strip()):
        return datetime.date(int(match[3]), int(match[2]), int(match[1]))
    return datetime.date.fromisoformat(text.strip())


def parse_today(value: str | None, timezone: str, now: datetime.datetime | None = None) -> datetime.date:
    """The day the site is built for: the one given, that of a given moment, or today, in the campaign's time zone.

    `value`: year-month-day, or a moment with its offset such as 2026-11-23T23:02:00Z. `timezone`: an IANA name. `now`:
    the moment, aware; by default the present one. Raises ProblemsFound when `value` is neither.
    """
    zone = ZoneInfo(timezone)
    if not value:
        return (now or datetime.datetime.now(datetime.UTC)).astimezone(zone).date()
    try:
        return read_day(value)
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
