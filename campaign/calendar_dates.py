"""Dates that come round every year, such as Safer Internet Day: `docs/_data/calendar.yml`."""

from __future__ import annotations

import datetime
from calendar import monthrange
from typing import Literal

from pydantic import Field, model_validator

from campaign.helplines import CheckedHow, FactSource
from campaign.schema import Record

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class CampaignDate(Record):
    """One entry of `docs/_data/calendar.yml`: the weekday that falls on one of some days of a month, every year."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", description="Stable id: updates refer to it as `event`.")
    name: dict[str, str] = Field(min_length=1, description="What it is called, by language code.")
    note: dict[str, str] = Field(description="What readers have to know about it, by language code.")
    month: int = Field(ge=1, le=12, description="The month, 1 to 12.")
    weekday: Weekday = Field(description="The day of the week, such as `tuesday`.")
    from_day: int = Field(ge=1, le=31, description="The earliest day of the month it can be.")
    until_day: int = Field(ge=1, le=31, description="The latest day of the month it can be: six days later.")
    source: FactSource = Field(description="Where the rule, or days it was worked out from, was read.")
    checked_on: datetime.date = Field(description="When the rule was last compared with its sources.")
    checked_how: CheckedHow = Field(description="How it was checked.")

    @model_validator(mode="after")
    def _one_week(self) -> CampaignDate:
        if self.until_day - self.from_day != 6:
            raise ValueError("`from_day` to `until_day` are seven days, such as 5 and 11: then there is one such day")
        if self.until_day > monthrange(2027, self.month)[1]:
            raise ValueError("days that the month has in every year")
        return self

    def day_in(self, year: int) -> datetime.date:
        """The day in a year: ("tuesday", 5–11 February) → 9 February 2027."""
        first = datetime.date(year, self.month, self.from_day)
        return first + datetime.timedelta(days=(WEEKDAYS.index(self.weekday) - first.weekday()) % 7)

    def next_day(self, after: datetime.date) -> datetime.date:
        """The first such day on or after `after`."""
        this_year = self.day_in(after.year)
        return this_year if this_year >= after else self.day_in(after.year + 1)
