"""When each contact is to be checked: spread over the weeks, so that no day has them all."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping

from campaign.facts.helplines import Helpline

SATURDAY = 5


def plan_checks(helplines: Iterable[Helpline], today: datetime.date, country: str) -> dict[str, datetime.date]:
    """The working day by which each contact without a day to come is to be checked: within the time that its check
    holds, spread evenly, those of `country` first. An overdue contact has none: it is to be checked now."""
    waiting = [
        one
        for one in helplines
        if one.is_publishable and one.holds_until() > today and not (one.check_by and one.due_on() >= today)
    ]
    waiting.sort(key=lambda one: (one.holds_until(), one.country != country, one.country, one.id))
    planned = {}
    for number, one in enumerate(waiting, 1):
        ahead = max(1, (one.holds_until() - today).days * number // len(waiting))
        planned[one.id] = _working_day(today + datetime.timedelta(days=ahead), today)
    return planned


def _working_day(day: datetime.date, today: datetime.date) -> datetime.date:
    """The day itself or, at a weekend, the Friday before it, if that is still to come."""
    friday = day - datetime.timedelta(days=max(0, day.weekday() - SATURDAY + 1))
    return friday if friday > today else day


def render_check_days(helplines: Iterable[Helpline], planned: Mapping[str, datetime.date], today: datetime.date) -> str:
    """`check_days.yml` with these days and those that still hold, the next first."""
    days = {one.id: (planned.get(one.id) or one.check_by, one.checked_on) for one in helplines}
    lines = [
        "# By which day each contact is to be checked next, so that not all fall due at once (campaign helplines plan",
        "# --yes). A check takes its day away. What was checked when stands with the contact.",
    ]
    coming = [(by, id_, after) for id_, (by, after) in days.items() if by and (id_ in planned or by >= today)]
    return "\n".join([*lines, *(f"{id_}: {{ by: {by}, after: {after} }}" for by, id_, after in sorted(coming))]) + "\n"
