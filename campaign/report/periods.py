"""The weeks, months or school years that a report counts by."""

from __future__ import annotations

import datetime
from typing import NamedTuple

LENGTHS = ("week", "month", "school-year")
_YEARS = 10
"""A log of more years ago is none: its clock was wrong."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Periods(NamedTuple):
    """How time is divided. `first_month` is that of a school year; `today` the last day that can have been;
    what is before `first` or after `last` is not counted."""

    length: str
    today: datetime.date
    first_month: int = 9
    first: datetime.date | None = None
    last: datetime.date | None = None

    def is_wanted(self, day: datetime.date) -> bool:
        """Whether what was opened on a day is counted."""
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)

    def day(self, text: str) -> datetime.date | None:
        """A day as logs write it, "30/Nov/2026"; None for one that was not yet, or that no log can be of."""
        try:
            number, month, year = text.split("/")
            found = datetime.date(int(year), _MONTHS.index(month) + 1, int(number))
        except ValueError:
            return None
        return found if self.is_possible(found) else None

    def is_possible(self, day: datetime.date) -> bool:
        """Whether something can have been written on a day: it has been, and not too long ago."""
        # A host may be a day ahead of the campaign.
        return self.today.year - _YEARS <= day.year and day <= self.today + datetime.timedelta(days=1)

    def start_of(self, found: datetime.date) -> datetime.date:
        """The first day of the period that a day is in: 30 November 2026 → 1 November 2026."""
        if self.length == "week":
            return found - datetime.timedelta(days=found.weekday())
        if self.length == "month":
            return found.replace(day=1)
        return datetime.date(found.year - (found.month < self.first_month), self.first_month, 1)

    def name(self, start: datetime.date) -> str:
        """A period in signs that are the same in every language (ISO 8601; a school year: "2026/27")."""
        if self.length == "week":
            year, week, _ = start.isocalendar()
            return f"{year}-W{week:02}"
        if self.length == "month":
            return f"{start:%Y-%m}"
        return f"{start.year}/{(start.year + 1) % 100:02}"
