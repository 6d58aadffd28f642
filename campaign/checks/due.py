"""What is past its day, or soon will be: checks of contacts and addresses, reviews of pages, evidence grown old.

These are the rules that a site breaks by itself, while nobody changes anything.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from campaign.checks.dates import review_due
from campaign.checks.facts import fact_problem
from campaign.facts.outward_links import LIMIT
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem, Severity
from campaign.model.campaign import Campaign
from campaign.model.shown import pages_by_fact

STEPS = (7, 30, 60)
"""Days ahead at which staff are told."""
MAX_NAMED = 12
CONTACT_YEARS, FIGURE_YEARS = 5, 10
"""How many years the newest evidence of a contact and of a figure may be old."""

IsReleased = Callable[[set[str]], bool]
"""Whether a person is about to answer for one of these files."""


class _Due(NamedTuple):
    """Something that falls due. `name` is what staff know it by; `problem` makes a problem of it from what was found,
    what was expected and how to mend it."""

    day: datetime.date
    name: str
    problem: Callable[[str, str, str, str], Problem]


def check_due(campaign: Campaign, documents: Mapping[str, YamlDocument], is_released: IsReleased) -> Iterator[Problem]:
    """Overdue checks: an error where readers of a released page see them; and what falls due in the coming weeks."""
    contacts, links = documents.get("helplines.yml"), documents.get("links.yml")
    if contacts:
        yield from _check_contacts(campaign, contacts, is_released)
    if links:
        yield from _check_links(campaign, links, is_released)
    reviews = [
        _Due(day, page.file, lambda rule, *words, page=page: page.problem(rule, *words, field="reviewed_on"))
        for page in campaign.pages.values()
        if not campaign.is_taken_back(page.path)
        if (day := review_due(page, campaign.kind(page))) and day >= campaign.today
    ]
    yield from _soon(reviews, campaign.today, "reviews", "read them against what is known now: campaign edit")
    if statistics := documents.get("statistics.yml"):
        old = {one.id: one.evidence_year() for one in campaign.statistics.values() if one.is_publishable}
        yield from _check_age(old, campaign.today.year - FIGURE_YEARS, "statistics", statistics)


def _check_contacts(campaign: Campaign, document: YamlDocument, is_released: IsReleased) -> Iterator[Problem]:
    today, soon, old = campaign.today, [], {}
    used = pages_by_fact(campaign)
    for one in campaign.helplines.values():
        if not one.is_publishable:
            continue
        say = fact_problem(document, one)
        pages = used.get(("helpline", one.id), set())
        if one.is_overdue(today):
            shown = pages if one in campaign.contacts else set()
            found = f"{one.id} was last checked on {one.checked_on}{_shown_by(shown)}"
            expected = f"a check that is not older than {(one.holds_until() - one.checked_on).days} days"
            fix = f"check it against its source, then: campaign helplines checked {one.id} --how called"
            yield say("overdue", found, expected, fix)._replace(severity=_severity(is_released(shown)))
        # What is spread over the weeks is told in its week: else there would always be something to say.
        elif one.due_on() <= today + datetime.timedelta(days=STEPS[0 if one.due_on() < one.holds_until() else -1]):
            soon.append(_Due(one.due_on(), one.id, say))
        if one.evidence_year() < today.year - CONTACT_YEARS:
            if one.country == campaign.settings.country and is_released(pages):
                found = f"{one.id}: its newest evidence is of {one.evidence_year()}"
                expected = f"evidence that is not older than {CONTACT_YEARS} years"
                fix = f"find a newer page (campaign helplines change {one.id}), or call it: campaign helplines checked"
                yield say("evidence-age", found, expected, fix)
            else:
                old[one.id] = one.evidence_year()
    fix = "campaign helplines --due lists them; campaign helplines plan spreads what falls due at once"
    yield from _soon(soon, today, "checks of contacts", fix)
    yield from _check_age(old, today.year - CONTACT_YEARS, "contacts", document)


def _check_links(campaign: Campaign, document: YamlDocument, is_released: IsReleased) -> Iterator[Problem]:
    today, soon = campaign.today, []
    fix = "open the address, then write today’s date and `checked_how: opened`"
    used = pages_by_fact(campaign) if any(one.checked_on + LIMIT < today for one in campaign.links.values()) else {}
    for one in campaign.links.values():
        say = fact_problem(document, one)
        if one.checked_on + LIMIT < today:
            shown = used.get(("link", one.id), set())
            found = f"{one.id} was last checked on {one.checked_on}{_shown_by(shown)}"
            overdue = say("overdue", found, f"a check that is not older than {LIMIT.days} days", fix)
            yield overdue._replace(severity=_severity(is_released(shown)))
        else:
            soon.append(_Due(one.checked_on + LIMIT, one.id, say))
    yield from _soon(soon, today, "checks of addresses", fix)


def _severity(is_error: bool) -> Severity:
    return "error" if is_error else "warning"


def _shown_by(pages: set[str]) -> str:
    return f", and {len(pages)} pages show it" if len(pages) > 1 else f", and {min(pages)} shows it" if pages else ""


def _soon(found: Sequence[_Due], today: datetime.date, what: str, fix: str) -> Iterator[Problem]:
    """One warning for each step ahead: eighty at once would hide everything else. A planned day may have passed."""
    since = datetime.date.min
    for step in STEPS:
        until = today + datetime.timedelta(days=step)
        if due := sorted((one for one in found if since <= one.day <= until), key=lambda one: one[:2]):
            text = f"{len(due)} {what} fall due within {step} days, from {due[0].day} on: {_named(due)}"
            expected = "checked before that day"
            yield due[0].problem("due-soon", text, expected, fix)._replace(severity="warning")
        since = until + datetime.timedelta(days=1)


def _named(due: Sequence[_Due]) -> str:
    more = f" and {len(due) - MAX_NAMED} more" if len(due) > MAX_NAMED else ""
    return ", ".join(one.name for one in due[:MAX_NAMED]) + more


def _check_age(years: Mapping[str, int], first: int, what: str, document: YamlDocument) -> Iterator[Problem]:
    if old := sorted((year, fact_id) for fact_id, year in years.items() if year < first):
        named = ", ".join(f"{fact_id} ({year})" for year, fact_id in old)
        found, expected = f"the newest evidence of {len(old)} {what} is old: {named}", f"evidence of {first} or later"
        fix = "look for a newer page that says the same; a contact can be called instead"
        yield document.problem("evidence-age", found, expected, fix, (0,))._replace(severity="warning")
