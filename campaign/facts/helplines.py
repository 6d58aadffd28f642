"""Contacts: helplines, hotlines, emergency numbers, services that take pictures down. Each with its source and date.

Facts: every entry's `source` holds the address and the words of the page its number was read from.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Literal, NamedTuple

from campaign.facts.evidence import newest_year
from campaign.facts.source import CheckedHow, FactSource
from campaign.files.record import SHOWN, WEB_ADDRESS, Key, Record
from campaign.languages.formats import format_clock, weekdays
from campaign.languages.language import Language
from campaign.languages.words import Words

Kind = Literal[
    "child-helpline", "parent-helpline", "missing-children", "hotline", "emergency", "safer-internet-centre",
    "removal-service",
]  # fmt: skip
Day = Literal["mo", "tu", "we", "th", "fr", "sa", "su"]
DAYS: tuple[Day, ...] = ("mo", "tu", "we", "th", "fr", "sa", "su")
PSEUDO_COUNTRIES = ("EU", "INT")
CHECK_DAYS = "check_days.yml"

LIMITS = {"emergency": datetime.timedelta(days=365)}
"""How long a check of a contact of this kind holds; for every other kind `DEFAULT_LIMIT`."""
DEFAULT_LIMIT = datetime.timedelta(days=180)
HOURS_YEARS = 3
"""How many years the evidence of opening hours may be old."""
EU_COUNTRIES = frozenset({
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU", "MT",
    "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
})  # fmt: skip
"""Where the EU's emergency number is valid too, unless an entry of the country, published or not, says otherwise."""


class OpeningTime(Record):
    """When a line is open on some days, in the country's local time, 24-hour clock."""

    days: Annotated[tuple[Day, ...], Key("Days of the week: mo, tu, we, th, fr, sa, su.", min_length=1)]
    opens: Annotated[str, Key("24-hour clock, e.g. `09:00`.", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    closes: Annotated[str, Key("24-hour clock, e.g. `20:00`.", pattern=r"^([01]\d|2[0-4]):[0-5]\d$")]


class Hours(Record):
    """Opening hours: always, or a list of days and times. Left out where sources disagree or say nothing."""

    always: Annotated[bool, Key("Day and night, every day of the year.")] = False
    times: Annotated[tuple[OpeningTime, ...], Key("When not always: days, `opens` and `closes`.")] = ()
    year: Annotated[
        int | None, Key("The year of the page that says so, where the contact's newest evidence does not.", ge=1990)
    ] = None


class Helpline(Record):
    """One contact of `docs/_data/helplines.yml`."""

    id: Annotated[str, Key("Stable id: pages refer to it.", pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    country: Annotated[str, Key("ISO 3166-1 alpha-2, or EU, INT.", pattern=r"^([A-Z]{2}|INT)$")]
    kind: Annotated[Kind, Key("What kind of contact it is.")]
    name: Annotated[
        dict[str, str],
        Key("The name by language code; the source's always, the country's own where known.", SHOWN, min_length=1),
    ]
    phone: Annotated[str | None, Key("Digits as dialled inside the country.", pattern=r"^\d+$")] = None
    display: Annotated[str | None, Key("The number as people write it.", SHOWN)] = None
    url: Annotated[str | None, Key("Site or report form.", pattern=WEB_ADDRESS)] = None
    email: Annotated[str | None, Key("E-mail address.")] = None
    hours: Annotated[Hours | None, Key("Opening hours; left out when not known.")] = None
    cost: Annotated[Literal["free"] | None, Key("`free`, or left out when not known.")] = None
    anonymous: Annotated[bool, Key("A caller need not say who they are.")] = False
    chat: Annotated[bool, Key("There is a chat on the site.")] = False
    audience: Annotated[tuple[Literal["children", "families", "everyone"], ...], Key("For whom.")] = ("everyone",)
    ages: Annotated[
        str | None,
        Key("For which ages, where a source says so: `5-25`, `0-18`, `18+`.", pattern=r"^\d{1,2}(-\d{1,2}|\+)$"),
    ] = None
    operator: Annotated[str | None, Key("Who runs it.", SHOWN)] = None
    inhope: Annotated[bool, Key("A member of the INHOPE network of hotlines.")] = False
    source: Annotated[FactSource, Key("Where the contact was read.")]
    also_seen: Annotated[tuple[FactSource, ...], Key("Further pages that say the same.")] = ()
    checked_on: Annotated[datetime.date, Key("When it was last checked against its source.")]
    checked_how: Annotated[
        CheckedHow, Key("How: `source read`, `opened` (the site), `called` (the number), `source read by program`.")
    ]
    checked_by: Annotated[str | None, Key("Who checked it, where not this campaign; of the pool's it is known.")] = None
    confidence: Annotated[Literal["high", "medium", "low"], Key("How sure we are; `low` is never published.")]
    publish: Annotated[bool, Key("`false` keeps an entry as a record that is never shown.")] = True
    why_not: Annotated[str | None, Key("Why it is not published.")] = None
    note: Annotated[str | None, Key("For staff: conflicts between sources, older numbers.")] = None
    check_by: Annotated[
        datetime.date | None,
        Key("By which day it is to be checked next, before its check is too old; see `check_days.yml`."),
    ] = None

    @property
    def is_publishable(self) -> bool:
        """Whether readers may see it as a contact."""
        return self.publish and self.confidence != "low" and bool(self.phone or self.url)

    def holds_until(self) -> datetime.date:
        """The last day on which the check holds: after it readers are told."""
        return self.checked_on + LIMITS.get(self.kind, DEFAULT_LIMIT)

    def due_on(self) -> datetime.date:
        """The day by which it is to be checked: the planned one, else the last on which the check holds."""
        return min(self.check_by or self.holds_until(), self.holds_until())

    def is_overdue(self, today: datetime.date) -> bool:
        """Whether the check no longer holds."""
        return self.holds_until() < today

    def evidence_year(self) -> int:
        """The year of the newest evidence: of a source, or of a call. A page without a date speaks for the day it was
        read."""
        dated = newest_year([self.source, *self.also_seen]) or self.checked_on.year
        return max(dated, self.checked_on.year) if self.checked_how == "called" else dated

    def hours_on(self, today: datetime.date) -> Hours | None:
        """Opening hours that readers may see: none that rest on evidence of more than three years ago."""
        if self.hours is None:
            return None
        is_called = self.checked_how == "called"
        year = self.evidence_year() if is_called or self.hours.year is None else self.hours.year
        return self.hours if today.year - year <= HOURS_YEARS else None


class PlannedCheck(Record):
    """By which day a contact is to be checked next. It holds as long as the last check is the one that it follows."""

    by: Annotated[datetime.date, Key("The day by which it is to be checked.")]
    after: Annotated[datetime.date, Key("The day of the check before, `checked_on`: a newer one takes this day away.")]


def with_check_days(contacts: Mapping[str, Helpline], days: Mapping[str, PlannedCheck]) -> Mapping[str, Helpline]:
    """The contacts with the days that were planned for them; one of its own comes first."""
    return {
        id_: replace(one, check_by=day.by) if (day := planned_day(one, days)) and not one.check_by else one
        for id_, one in contacts.items()
    }


def planned_day(one: Helpline, days: Mapping[str, PlannedCheck]) -> PlannedCheck | None:
    """The planned day of a contact; None where it has none, or has been checked since."""
    day = days.get(one.id)
    return day if day and day.after == one.checked_on else None


class Gap(Record):
    """Something that was looked for and not found: shown as “we know of none”, never as a contact."""

    id: str
    country: str
    kind: Kind
    note: str
    source: FactSource | None = None


class Contacts(NamedTuple):
    """The contacts of one group in one country, best first; `has_gap` when the kind that matters most is missing."""

    helplines: tuple[Helpline, ...]
    has_gap: bool


GROUPS: Mapping[str, tuple[Kind, ...]] = {
    "children": ("child-helpline", "emergency"),
    "families": ("parent-helpline", "child-helpline", "emergency"),
    "report": ("hotline", "emergency"),
    "removal": ("removal-service",),
    "emergency": ("emergency",),
    "schools": ("child-helpline", "parent-helpline", "safer-internet-centre", "hotline", "emergency"),
    "all": ("emergency", "child-helpline", "parent-helpline", "missing-children", "hotline", "safer-internet-centre",
            "removal-service"),
}  # fmt: skip
_NEEDED: Mapping[str, Kind] = {
    "children": "child-helpline", "families": "child-helpline", "report": "hotline", "removal": "removal-service",
    "emergency": "emergency",
}  # fmt: skip
"""The kind whose absence the page has to say."""


def contacts_for(helplines: Sequence[Helpline], group: str, countries: Sequence[str]) -> Contacts:
    """The publishable contacts of a group in these countries; pictures are taken down by services for everywhere."""
    kinds = GROUPS[group]
    wanted = [*countries, *PSEUDO_COUNTRIES] if group == "removal" else list(countries)
    found = [one for one in helplines if one.is_publishable and one.country in wanted and one.kind in kinds]
    if "emergency" in kinds and any(_inherits(helplines, code) for code in countries) and "EU" not in wanted:
        wanted.append("EU")
        found += [one for one in helplines if one.is_publishable and one.country == "EU" and one.kind == "emergency"]
    if group == "children":
        found = [one for one in found if "families" not in one.audience or len(one.audience) > 1]
    found.sort(key=lambda one: (kinds.index(one.kind), wanted.index(one.country)))
    needed = _NEEDED.get(group)
    return Contacts(tuple(found), needed is not None and not any(one.kind == needed for one in found))


def _inherits(helplines: Sequence[Helpline], country: str) -> bool:
    """Whether the EU's emergency number stands in for a country's own."""
    return country in EU_COUNTRIES and not any(one.country == country and one.kind == "emergency" for one in helplines)


class GroupContacts(NamedTuple):
    """The contacts that a group means: those of each country by its code, and those that serve everywhere."""

    countries: tuple[tuple[str, Contacts], ...]
    everywhere: Contacts


def contacts_of_group(helplines: Sequence[Helpline], group: str, countries: Sequence[str]) -> GroupContacts:
    """What a group means for readers of these countries."""
    if group == "removal":
        # These services work everywhere; a country's own one stands among them.
        return GroupContacts((), contacts_for(helplines, group, countries))
    found = tuple((code, contacts_for(helplines, group, (code,))) for code in countries)
    return GroupContacts(found, contacts_for(helplines, group, ("INT", "EU") if group == "all" else ()))


def render_hours(hours: Hours, language: Language, words: Words) -> str:
    """Opening hours in words: "Monday–Friday 16:00–20:00"."""
    if hours.always:
        return words["hours_always"]
    names = weekdays(language.babel)
    parts = []
    for one in hours.times:
        numbers = sorted(DAYS.index(day) for day in one.days)
        days = _day_ranges(numbers, names, words)
        parts.append(f"{days} {_clock(one.opens, language)}–{_clock(one.closes, language)}")
    return f"{words['semicolon']} ".join(parts)


def _day_ranges(numbers: list[int], names: Sequence[str], words: Words) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    named = (names[run[0]] if len(run) == 1 else f"{names[run[0]]}–{names[run[-1]]}" for run in runs)
    return words.listed(named)


def _clock(text: str, language: Language) -> str:
    if text.startswith("24"):
        return text
    hour, minute = map(int, text.split(":"))
    return format_clock(hour, minute, language.babel)
