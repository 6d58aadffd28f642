"""Runs checks that see only what they declare to read: a check that looks at anything else fails here.

Such a check would be given stale answers: a build keeps what a check has found as long as what it declares is the same.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from campaign.checks.check import Check, Subject, list_checks
from campaign.facts.helplines import Helpline
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem, sorted_problems
from campaign.model.campaign import Campaign
from campaign.pages.headings import heading_ids, linked_pages
from campaign.pages.page import SourcePage

FIELDS = {
    "settings": "settings", "today": "today", "words": "data", "helplines": "data", "gaps": "data",
    "statistics": "data", "terms": "data", "searches": "data", "help": "data", "links": "data",
    "pictures": "data", "calendar": "data", "permalinks": "data",
    "vocabulary": "data", "audit": "data", "locks": "locks",
    "photos": "photos", "sounds": "photos", "drawings": "photos",
    "advice": "data",
    "editions": "data", "accessibility": "data", "school_year": "data",
    "word_locks": "word locks", "withdrawals": "data", "taken_back": "data",
}  # fmt: skip
"""By which declaration a check sees each part of the campaign; `pages` are a matter of their own."""


class UndeclaredError(AssertionError):
    """A check read what it does not declare."""


class Undeclared:
    """Stands where a check declares to read nothing. `shown`: the attributes that it may look at all the same."""

    def __init__(self, what: str, **shown: object):
        vars(self).update(shown, _what=what)

    def _refuse(self, *_: object) -> Any:
        raise UndeclaredError(f"reads {vars(self)['_what']}, and does not declare it")

    __getattr__ = __iter__ = __len__ = __contains__ = __getitem__ = __bool__ = __str__ = __format__ = _refuse
    __eq__ = __lt__ = __gt__ = __le__ = __ge__ = __add__ = __sub__ = __truediv__ = _refuse
    __hash__ = None


def check_declared(
    campaign: Campaign, documents: Mapping[str, YamlDocument], is_release: bool = False
) -> list[Problem]:
    """What `check_campaign` finds, each check seeing only what it declares."""
    subject = Subject(campaign, documents, is_release)
    problems: list[Problem] = []
    for check in list_checks(campaign):
        with opening_only(campaign, check):
            found = list(check.find(narrow(subject, check)))
        assert sorted_problems(found) == sorted_problems(check.find(subject)), check.name
        problems += found
    return problems


def narrow(subject: Subject, check: Check) -> Subject:
    """The subject with nothing in it but what the check declares."""
    campaign = subject.campaign
    seen = check.reads | ({"data"} if "other data" in check.reads else set())
    unseen: dict[str, Any] = {field: Undeclared(field) for field, part in FIELDS.items() if part not in seen}
    if "data" not in check.reads:
        named = {key: _named(one) for key, one in campaign.helplines.items()}
        unseen["helplines"] = named if "named contacts" in check.reads else Undeclared("helplines")
    pages = {key: page for key, page in _pages(campaign, check) if page is not None}
    return Subject(
        replace(campaign, pages=pages, **unseen),
        subject.documents if "data" in check.reads else Undeclared("documents"),
        subject.is_release if "release" in check.reads else Undeclared("is_release"),
        subject.answered_for,
    )


NAMED = {"id", "country", "kind", "audience", "phone", "publish", "confidence", "url", "checked_on", "check_by"}
"""What "named contacts" declares, and what says whether a contact may be shown."""


def _named(one: Helpline) -> Helpline:
    unseen = {key: Undeclared(f"{key} of contacts") for key in vars(one) if key not in NAMED}
    return Helpline(**{**vars(one), **unseen})


def _pages(campaign: Campaign, check: Check) -> Iterator[tuple[tuple[str, str], SourcePage | None]]:
    linked = {path for page in check.pages for path in linked_pages(page)} if "linked headings" in check.reads else ()
    for key, page in campaign.pages.items():
        if "texts" in check.reads or page in check.pages:
            yield key, page
        elif check.reads & {"places", "front matter"}:
            day = page.meta.published_on
            meta = page.meta if "front matter" in check.reads else Undeclared(f"{page.file}: meta", published_on=day)
            body = "\n".join(f"## Heading {{#{one}}}" for one in heading_ids(page))
            yield key, replace(page, meta=meta, body=body if page.path in linked else Undeclared(f"{page.file}: body"))
        else:
            yield key, None


_closed: list[Path] = []
"""While a check runs: the folders in which it may open nothing."""


@contextmanager
def opening_only(campaign: Campaign, check: Check) -> Iterator[None]:
    """Within, no file of the campaign can be opened but those that the check declares."""
    look = campaign.settings.look.folders
    _closed.extend([campaign.settings.docs_dir, *([] if "overrides" in check.reads else look)])
    try:
        yield
    finally:
        _closed.clear()


def _look_at(event: str, arguments: tuple[Any, ...]) -> None:
    path = arguments[0] if event == "open" and _closed else None
    if isinstance(path, str) and any(Path(path).is_relative_to(folder) for folder in _closed):
        raise UndeclaredError(f"opens {path}, and does not declare it")


sys.addaudithook(_look_at)
