"""A plan for a school year: what to teach, to pass on and to print, month by month (`docs/_data/school_year.yml`)."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import field
from typing import Annotated

from campaign.files.record import Key, Record

FILE = "school_year.yml"
PARTS = ("teach", "share", "print")


class SchoolMonth(Record):
    """One month of the plan; each names pages by their ids."""

    teach: Annotated[tuple[str, ...], Key("Lessons and activities for the class, by id.")] = ()
    share: Annotated[tuple[str, ...], Key("Pages to pass on to families, by id.")] = ()
    print: Annotated[tuple[str, ...], Key("Pages whose sheets to print, by id.")] = ()


class SchoolYear(Record):
    """The plan. It begins with the month that a campaign says, in each country with its own; dates of every year
    (`calendar.yml`) stand in their months by themselves."""

    first_month: Annotated[int, Key("The month in which the plan begins, 1 to 12.", ge=1, le=12)]
    first_months: Annotated[
        dict[str, Annotated[int, Key("A month.", ge=1, le=12)]],
        Key("The same where a country has another, by its code. Readers of a language get that of their country."),
    ] = field(default_factory=dict)
    months: Annotated[tuple[SchoolMonth, ...], Key("The months in their order.", min_length=1, max_length=12)]

    def first_of(self, countries: Sequence[str]) -> int:
        """The month in which the plan begins for readers in these countries, their own last."""
        return next(
            (self.first_months[one] for one in reversed(countries) if one in self.first_months), self.first_month
        )

    def days(self, first: int, today: datetime.date) -> list[datetime.date]:
        """The first day of each month of the plan, in the school year that is, or comes next."""
        for year in (today.year - 1, today.year, today.year + 1):
            places = range(first - 1, first - 1 + len(self.months))
            days = [datetime.date(year + place // 12, place % 12 + 1, 1) for place in places]
            if month_after(days[-1]) > today:
                break
        return days


def month_after(day: datetime.date) -> datetime.date:
    """The first day of the month after a day's."""
    return (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
