"""The day that everything is worked out for."""

from __future__ import annotations

import datetime

from campaign.files.problems import Problem, ProblemsFound


def parse_today(value: str | None) -> datetime.date:
    """The day the site is built for; raises ProblemsFound when it is no date."""
    if not value:
        return datetime.date.today()
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise ProblemsFound(
            [
                Problem(
                    rule="settings",
                    file="mkdocs.yml",
                    field="campaign.today",
                    found=f"“{value}”",
                    expected="a date such as 2026-11-23",
                    fix="write year-month-day",
                )
            ]
        ) from None
