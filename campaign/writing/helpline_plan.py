"""When each contact is to be checked: spread over the weeks, so that no day has them all."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping

from campaign.facts.helplines import Helpline
from campaign.files.yamlfile import parse_yaml
from campaign.writing.helpline_log import set_contact

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


def write_plan(text: str, file: str, planned: Mapping[str, datetime.date]) -> str:
    """The text of `helplines.yml` with these days, every other byte as it was; raises ProblemsFound for a contact that
    cannot be changed by itself."""
    # Contact by contact: the whole file, read anew for each, would take minutes.
    parts = re.split(r"(?m)^(?=- )", text)
    for number, part in enumerate(parts):
        document = parse_yaml(part, file)
        entry = document.data[0] if isinstance(document.data, list) and document.data else {}
        if day := planned.get(entry.get("id", "")):
            parts[number] = set_contact(part, document, (0,), {"check_by": day})
    return "".join(parts)
