"""Dates that come round every year, such as Safer Internet Day: `docs/_data/calendar.yml`."""

from __future__ import annotations

import datetime
from calendar import monthrange
from typing import Annotated, Literal

from campaign.facts.source import CheckedHow, FactSource
from campaign.files.record import SHOWN, Key, Record

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class CampaignDate(Record):
    """One entry of `docs/_data/calendar.yml`: the weekday that falls on one of some days of a month, every year."""

    id: Annotated[str, Key("Stable id: updates refer to it as `event`.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: Annotated[dict[str, str], Key("What it is called, by language code.", SHOWN, min_length=1)]
    note: Annotated[dict[str, str], Key("What readers have to know about it, by language code.", SHOWN)]
    month: Annotated[int, Key("The month, 1 to 12.", ge=1, le=12)]
    weekday: Annotated[Weekday, Key("The day of the week, such as `tuesday`.")]
    from_day: Annotated[int, Key("The earliest day of the month it can be.", ge=1, le=31)]
    until_day: Annotated[int, Key("The latest day of the month it can be: six days later.", ge=1, le=31)]
    source: Annotated[FactSource, Key("Where the rule, or days it was worked out from, was read.")]
    checked_on: Annotated[datetime.date, Key("When the rule was last compared with its sources.")]
    checked_how: Annotated[CheckedHow, Key("How it was checked.")]

    def __post_init__(self) -> None:
        if self.until_day - self.from_day != 6:
            raise ValueError("`from_day` to `until_day` are seven days, such as 5 and 11: then there is one such day")
        if self.until_day > monthrange(2027, self.month)[1]:
            raise ValueError("days that the month has in every year")

    def day_in(self, year: int) -> datetime.date:
        """The day in a year: ("tuesday", 5–11 February) → 9 February 2027."""
        first = datetime.date(year, self.month, self.from_day)
        return first + datetime.timedelta(days=(WEEKDAYS.index(self.weekday) - first.weekday()) % 7)

    def next_day(self, after: datetime.date) -> datetime.date:
        """The first such day on or after `after`."""
        this_year = self.day_in(after.year)
        return this_year if this_year >= after else self.day_in(after.year + 1)
