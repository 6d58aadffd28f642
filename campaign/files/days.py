"""The day that everything is worked out for."""

from __future__ import annotations

import datetime

from campaign.files.problems import ProblemsFound


def parse_today(value: str | None) -> datetime.date:
    """The day the site is built for; raises ProblemsFound when it is no date."""
    if not value:
        return datetime.date.today()
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        expected = "a date such as 2026-11-23"
        fix = "write year-month-day"
        raise ProblemsFound.of("settings", "mkdocs.yml", f"“{value}”", expected, fix, field="campaign.today") from None
