"""A page's dates: none in the future that should not be, none too old, an update's in order."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from campaign.facts.vocabulary import PageKind
from campaign.files.problems import Problem, Severity
from campaign.pages.page import SourcePage


def check_dates(
    page: SourcePage, kind: PageKind, today: datetime.date, *, is_release: bool = False
) -> Iterator[Problem]:
    """Problems with `reviewed_on`, `published_on` and `expires_on`; an overdue review is an error for a release."""
    meta = page.meta
    if meta.reviewed_on > today:
        found, expected = f"{meta.reviewed_on} is in the future", f"today ({today}) or earlier"
        fix = "write the day on which a person read the page"
        yield page.problem("future-date", found, expected, fix, field="reviewed_on")
    if (due := review_due(page, kind)) and due < today:
        found = f"the page was last reviewed on {meta.reviewed_on}"
        expected = f"a review that is not older than {kind.review_days} days"
        fix = "read the page against what is known now, then write today's date"
        severity: Severity = "error" if is_release else "warning"
        yield page.problem("review-overdue", found, expected, fix, field="reviewed_on", severity=severity)
    yield from _check_consent(page, kind, today)
    if kind.news and meta.published_on is None:
        fix = "write the day on which it is to be published; a day in the future schedules it"
        yield _wrong_date(page, "published_on", "an update without a date", "a line `published_on: 2026-11-23`", fix)
    if not kind.news and (meta.published_on or meta.expires_on):
        found = "a page that is no update with a date of publication"
        expected, fix = "`published_on` and `expires_on` only on updates", "remove the line, or write `kind: update`"
        yield _wrong_date(page, "published_on", found, expected, fix)
    if meta.published_on and meta.expires_on and meta.expires_on <= meta.published_on:
        found = f"it expires on {meta.expires_on}, published on {meta.published_on}"
        yield _wrong_date(page, "expires_on", found, "a day after its publication", "correct one of the two dates")


def _check_consent(page: SourcePage, kind: PageKind, today: datetime.date) -> Iterator[Problem]:
    """What children made stands here from the day on which all of them said yes, and not before."""
    day = page.meta.consent_on
    if kind.consent and (day is None or day > today):
        found = f"their yes is of {day}, which is not yet" if day else "nothing says that the children said yes"
        expected = "the day on which everybody who made it had said yes"
        fix = (
            "give each the consent slip, then write: consent_on: 2026-11-23; who takes a yes back: campaign withdraw ID"
        )
        yield page.problem("consent", found, expected, fix, field="consent_on")


def review_due(page: SourcePage, kind: PageKind) -> datetime.date | None:
    """The last day on which the page's review holds; None where it holds for ever."""
    return page.meta.reviewed_on + datetime.timedelta(days=kind.review_days) if kind.review_days else None


def _wrong_date(page: SourcePage, field: str, found: str, expected: str, fix: str) -> Problem:
    return page.problem("update-date", found, expected, fix, field=field)
