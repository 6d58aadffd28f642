"""The facts' rules: evidence, dates, ids; each contact, figure and outward link."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

from campaign.facts.helplines import PSEUDO_COUNTRIES, Helpline
from campaign.facts.outward_links import LIMIT, OutwardLink
from campaign.facts.statistics import Statistic
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign


def check_facts(
    campaign: Campaign, documents: Mapping[str, YamlDocument], *, is_release: bool = False
) -> Iterator[Problem]:
    """Every contact, figure and outward link."""
    nothing, today = YamlDocument([]), campaign.today
    contacts, links = documents.get("helplines.yml", nothing), documents.get("links.yml", nothing)
    yield from check_helplines(campaign.helplines.values(), contacts, today, is_release=is_release)
    yield from check_outward_links(campaign.links.values(), links, today, is_release=is_release)
    yield from check_statistics(campaign.statistics.values(), documents.get("statistics.yml", nothing), today)


def check_helplines(
    helplines: Collection[Helpline], document: YamlDocument, today: datetime.date, *, is_release: bool = False
) -> Iterator[Problem]:
    """An id twice, dates in the future, numbers that cannot be or that their source does not say, overdue checks."""
    due = {one.id: one.due_on() for one in helplines if one.is_publishable}
    fix = "check it against its source, then: campaign helplines checked {id} --how called"
    yield from _check_each(helplines, document, today, due, fix, is_release=is_release)
    for one in helplines:
        if "en" not in one.name:
            found = f"{one.id} has no English name"
            yield _problem(document, one, "name", "helpline-name", found, "a name `en`", "add it")
        if one.phone is not None:
            yield from _check_number(document, one, one.phone)


def check_outward_links(
    links: Collection[OutwardLink], document: YamlDocument, today: datetime.date, *, is_release: bool = False
) -> Iterator[Problem]:
    """An id twice, dates in the future, addresses that nobody has looked at for too long."""
    due = {one.id: one.checked_on + LIMIT for one in links}
    fix = "open the address, then write today's date and `checked_how: opened`"
    return _check_each(links, document, today, due, fix, is_release=is_release)


def check_statistics(
    statistics: Collection[Statistic], document: YamlDocument, today: datetime.date
) -> Iterator[Problem]:
    """An id twice, dates in the future, texts without English, figures that nothing tells apart."""

    def wrong(one: Statistic, field: str, found: str, expected: str) -> Problem:
        return _problem(document, one, field, "statistic-text", found, expected, "add it")

    yield from _check_each(statistics, document, today, {}, "")
    for one in statistics:
        for key, figure in one.figures.items():
            if len(one.figures) > 1 and "en" not in figure.label:
                found = f"{one.id}: nothing says what “{key}” counts"
                expected = "`label: {en: …}`, because the statistic has several figures and charts name them"
                yield wrong(one, f"figures.{key}.label", found, expected)
        for field in ("statement", "population"):
            if "en" not in getattr(one, field):
                yield wrong(one, field, f"{one.id}: no English {field}", f"`{field}: {{en: …}}`")


class _Fact(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def checked_on(self) -> datetime.date: ...


def _check_each(
    facts: Collection[_Fact],
    document: YamlDocument,
    today: datetime.date,
    due: Mapping[str, datetime.date],
    check_anew: str,
    *,
    is_release: bool = False,
) -> Iterator[Problem]:
    """What may be wrong with every fact. `due`: by id, the day after which its check no longer holds; `check_anew`: how
    to check the one with an {id}."""
    known = {one.id for one in facts}
    seen: set[str | None] = set()
    for index, fact_id in enumerate(_ids(document)):
        if fact_id in seen & known:
            found, fix = f"“{fact_id}” is there twice", "remove or rename one of the two"
            yield document.problem("duplicate-id", found, "each id once", fix, (index, "id"), field="id")
        seen.add(fact_id)
    for one in facts:
        if one.checked_on > today:
            found, expected = f"{one.id}: {one.checked_on} is in the future", f"today ({today}) or earlier"
            yield _problem(document, one, "checked_on", "future-date", found, expected, "write the day of the check")
        elif one.id in due and due[one.id] < today:
            found = f"{one.id} was last checked on {one.checked_on}"
            expected = f"a check that is not older than {(due[one.id] - one.checked_on).days} days"
            overdue = _problem(document, one, "checked_on", "overdue", found, expected, check_anew.format(id=one.id))
            yield overdue._replace(severity="error" if is_release else "warning")


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


def _check_number(document: YamlDocument, one: Helpline, phone: str) -> Iterator[Problem]:
    again = "read the source again, digit by digit"
    if re.sub(r"\D", "", one.display or "") != phone:
        found, expected = f"{one.id}: {one.display!r} against {phone}", "the same digits in `phone` and `display`"
        yield _problem(document, one, "display", "phone", found, expected, again)
    evidence = [re.sub(r"\D", "", source.quote) for source in (one.source, *one.also_seen)]
    if any(phone in digits for digits in evidence):
        return
    found, expected = f"{one.id}: {phone}", "a number that stands in the quote of its source"
    fix = "quote the source's words that name the number, or correct the number"
    yield _problem(document, one, "phone", "phone-evidence", found, expected, fix)
    if not _is_possible(phone, one.country):
        found = f"{one.id}: {phone} is no number in {one.country}"
        yield _problem(document, one, "phone", "phone", found, "a number that can be dialled there", again)


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
