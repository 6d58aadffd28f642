"""A page's dates: none in the future that should not be, none too old, an update's in order."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from campaign.facts.vocabulary import PageKind
from campaign.files.problems import Problem
from campaign.pages.page import SourcePage


def check_dates(
    page: SourcePage, kind: PageKind, today: datetime.date, *, is_release: bool = False
) -> Iterator[Problem]:
    """Problems with `reviewed_on`, `published_on` and `expires_on`; an overdue review is an error for a release."""
    meta = page.meta
    if meta.reviewed_on > today:
        yield _problem(
            page,
            "reviewed_on",
            f"{meta.reviewed_on} is in the future",
            f"today ({today}) or earlier",
            "write the day on which a person read the page",
            "future-date",
        )
    if kind.review_days and meta.reviewed_on + datetime.timedelta(days=kind.review_days) < today:
        yield _problem(
            page,
            "reviewed_on",
            f"the page was last reviewed on {meta.reviewed_on}",
            f"a review that is not older than {kind.review_days} days",
            "read the page against what is known now, then write today's date",
            "review-overdue",
            "error" if is_release else "warning",
        )
    if kind.news and meta.published_on is None:
        yield _problem(
            page,
            "published_on",
            "an update without a date",
            "a line `published_on: 2026-11-23`",
            "write the day on which it is to be published; a day in the future schedules it",
            "update-date",
        )
    if not kind.news and (meta.published_on or meta.expires_on):
        yield _problem(
            page,
            "published_on",
            "a page that is no update with a date of publication",
            "`published_on` and `expires_on` only on updates",
            "remove the line, or write `kind: update`",
            "update-date",
        )
    if meta.published_on and meta.expires_on and meta.expires_on <= meta.published_on:
        yield _problem(
            page,
            "expires_on",
            f"it expires on {meta.expires_on}, published on {meta.published_on}",
            "a day after its publication",
            "correct one of the two dates",
            "update-date",
        )


def _problem(
    page: SourcePage, field: str, found: str, expected: str, fix: str, rule: str, severity: str = "error"
) -> Problem:
    return Problem(
        rule=rule,
        file=page.file,
        field=field,
        found=found,
        expected=expected,
        fix=fix,
        severity="warning" if severity == "warning" else "error",
    )
