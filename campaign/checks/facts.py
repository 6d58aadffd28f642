"""The facts' rules: evidence, dates, ids; each contact, figure and outward link."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Protocol

from campaign.facts.evidence import phone_numbers, says_phone, says_value
from campaign.facts.helplines import PSEUDO_COUNTRIES, Helpline, contacts_of_group
from campaign.facts.source import FactSource
from campaign.facts.statistics import Statistic
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign


def check_facts(campaign: Campaign, documents: Mapping[str, YamlDocument]) -> Iterator[Problem]:
    """Every contact, figure and outward link; what is past its day is another matter (`due.py`)."""
    nothing, today = YamlDocument([]), campaign.today
    contacts = documents.get("helplines.yml", nothing)
    # What comes with the generator has been looked at, and a campaign could not mend it.
    own = [campaign.helplines[one] for one in dict.fromkeys(_ids(contacts)) if one and one in campaign.helplines]
    yield from check_helplines(own, contacts, today)
    yield from _check_each(campaign.links.values(), documents.get("links.yml", nothing), today)
    yield from check_statistics(campaign.statistics.values(), documents.get("statistics.yml", nothing), today)
    yield from _check_source_language(campaign, documents)
    yield from check_emergency(campaign)


def _check_source_language(campaign: Campaign, documents: Mapping[str, YamlDocument]) -> Iterator[Problem]:
    """The campaign's own facts say what they say in its source language: the others are translated from it."""
    source = campaign.settings.source
    kinds = (
        ("helplines.yml", campaign.helplines, ("name",)),
        ("statistics.yml", campaign.statistics, ("statement", "population")),
    )
    for file, facts, fields in kinds:
        document = documents.get(file, YamlDocument([]))
        for one in (facts[code] for code in _ids(document) if code and code in facts):
            for field in fields:
                if source.code not in getattr(one, field):
                    found, expected = f"{one.id}: no {field} in {source.name}", f"`{field}: {{ {source.code}: … }}`"
                    yield _problem(document, one, field, "fact-language", found, expected, "add it")


def check_emergency(campaign: Campaign) -> Iterator[Problem]:
    """Each country that readers are from has an emergency number."""
    settings, helplines = campaign.settings, list(campaign.helplines.values())
    if not helplines and settings.data("helplines.yml").is_file():
        # A file that cannot be read is reported by itself.
        return
    needed = {code: settings.data_name(f"ui/{one.folder}.yml") for one in settings.languages for code in one.countries}
    for code, file in {**needed, settings.country: settings.config_file}.items():
        if contacts_of_group(helplines, "emergency", (code,)).countries[0][1].has_gap:
            found, expected = f"{code} has no emergency number", "one for each country of the campaign"
            fix = f"add it with its evidence: campaign new helpline (country {code}, kind emergency)"
            yield Problem("emergency-number", file, found, expected, fix)


def check_helplines(helplines: Collection[Helpline], document: YamlDocument, today: datetime.date) -> Iterator[Problem]:
    """An id twice, dates in the future, numbers that cannot be or that their source does not say."""
    yield from _check_each(helplines, document, today)
    for one in helplines:
        yield from _check_names(document, one)
        if one.phone is not None:
            yield from _check_number(document, one, one.phone)
        for index, source in enumerate(one.also_seen):
            yield from _check_source(document, one, source, f"also_seen.{index}")


def check_statistics(
    statistics: Collection[Statistic], document: YamlDocument, today: datetime.date
) -> Iterator[Problem]:
    """An id twice, dates in the future, figures that nothing tells apart or that their source does not say."""
    yield from _check_each(statistics, document, today)
    for one in statistics:
        for key, figure in one.figures.items():
            if len(one.figures) > 1 and not figure.label:
                found = f"{one.id}: nothing says what “{key}” counts"
                expected = "a `label`, because the statistic has several figures and charts name them"
                yield _problem(document, one, f"figures.{key}.label", "statistic-text", found, expected, "add it")
            if not figure.derived and not says_value(one.source.quote, figure.value, figure.unit):
                found = f"{one.id}.{key}: {figure.value} ({figure.unit})"
                expected = "a value that stands in the quote of its source"
                fix = "correct it, quote the words that say it, or say how it follows from them: `derived: …`"
                yield _problem(document, one, f"figures.{key}.value", "figure-evidence", found, expected, fix)


_IP_ADDRESS = re.compile(r"(?:https?://)?(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\])(?:[:/?#].*)?", re.I)


class _Fact(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def checked_on(self) -> datetime.date: ...


def _check_each(facts: Collection[_Fact], document: YamlDocument, today: datetime.date) -> Iterator[Problem]:
    """What may be wrong with every fact."""
    known = {one.id for one in facts}
    seen: set[str | None] = set()
    for index, fact_id in enumerate(_ids(document)):
        if fact_id in seen & known:
            found, fix = f"“{fact_id}” is there twice", "remove or rename one of the two"
            yield document.problem("duplicate-id", found, "each id once", fix, (index, "id"), field="id")
        seen.add(fact_id)
    for one in facts:
        if isinstance(source := getattr(one, "source", None), FactSource):
            yield from _check_source(document, one, source, "source")
        if one.checked_on > today:
            found, expected = f"{one.id}: {one.checked_on} is in the future", f"today ({today}) or earlier"
            yield _problem(document, one, "checked_on", "future-date", found, expected, "write the day of the check")


def _ids(document: YamlDocument) -> list[str | None]:
    """The id of each entry of the file, None where there is none: anything may stand there."""
    ids = [one.get("id") if isinstance(one, dict) else None for one in document.data or []]
    return [one if isinstance(one, str) else None for one in ids]


def _problem(document: YamlDocument, one: _Fact, field: str, rule: str, found: str, expected: str, fix: str) -> Problem:
    """A problem with one field of a fact."""
    ids = _ids(document)
    # Of two with the same id the last counts.
    index = len(ids) - 1 - ids[::-1].index(one.id) if one.id in ids else -1
    return document.problem(rule, found, expected, fix, (index, *field.split(".")), field=field)


def fact_problem(document: YamlDocument, one: _Fact) -> Callable[[str, str, str, str], Problem]:
    """What makes problems of the day on which a fact was checked."""
    return partial(_problem, document, one, "checked_on")


def _check_number(document: YamlDocument, one: Helpline, phone: str) -> Iterator[Problem]:
    again = "read the source again, digit by digit"
    if re.sub(r"\D", "", one.display or "") != phone:
        found, expected = f"{one.id}: {one.display!r} against {phone}", "the same digits in `phone` and `display`"
        yield _problem(document, one, "display", "phone", found, expected, again)
    quotes = [source.quote for source in (one.source, *one.also_seen)]
    if says_phone(quotes, phone) or says_phone(quotes, phone, _country_code(one.country)):
        return
    found, expected = f"{one.id}: {phone}", "a number that stands in the quote of its source"
    fix = "quote the source's words that name the number, or correct the number"
    yield _problem(document, one, "phone", "phone-evidence", found, expected, fix)
    if not _is_possible(phone, one.country):
        found = f"{one.id}: {phone} is no number in {one.country}"
        yield _problem(document, one, "phone", "phone", found, "a number that can be dialled there", again)


def _check_names(document: YamlDocument, one: Helpline) -> Iterator[Problem]:
    """Readers dial what they read: no other number stands in a name."""
    for code, name in one.name.items():
        if others := [number for number in phone_numbers(name) if number != one.phone]:
            found, expected = f"{one.id}: {', '.join(others)} in its name “{name}”", "no number but its own"
            fix = "give the other number an entry of its own, with its evidence"
            yield _problem(document, one, f"name.{code}", "phone", found, expected, fix)


def _check_source(document: YamlDocument, one: _Fact, source: FactSource, field: str) -> Iterator[Problem]:
    """Who says so is somebody with a name."""
    for key in ("url", "publisher"):
        if _IP_ADDRESS.fullmatch(getattr(source, key)):
            found = f"{one.id}: {getattr(source, key)} has no name"
            fix = "read it where its publisher publishes it, and write that address"
            yield _problem(document, one, f"{field}.{key}", "publisher", found, "a publisher, no numbered machine", fix)


def _country_code(country: str) -> int:
    import phonenumbers

    return phonenumbers.country_code_for_region(country)


def _is_possible(phone: str, country: str) -> bool:
    """Whether libphonenumber's metadata knows such a number there, short codes included."""
    if country in PSEUDO_COUNTRIES:
        return True
    # Imported when needed: it takes longer than all other checks of the contacts.
    import phonenumbers

    try:
        number = phonenumbers.parse(phone, country)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number) or phonenumbers.is_possible_short_number_for_region(number, country)
