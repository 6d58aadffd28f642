"""Updates: which are current, in the archive or still to come; their banners, their events, and their checks."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from campaign.files.problems import Problem
from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage

FOLDER = "updates"
UPDATE_KEYS = (
    "updated_on", "expires_on", "picture", "picture_alt", "banner", "banner_from", "banner_until", "event",
    "event_on", "event_place",
)  # fmt: skip
"""Keys that only an update has; `published_on` is checked with the other dates."""


class Event(NamedTuple):
    """What happens on a day: `id` names the campaign's own date that it is, if it is one."""

    day: datetime.date
    id: str | None = None
    place: str | None = None


class DueDate(NamedTuple):
    """A day on which the site changes by itself, so that it has to be built again. `what` says why, `id` of what."""

    day: datetime.date
    what: str
    id: str


def is_expired(campaign: Campaign, page: SourcePage) -> bool:
    """Whether an update belongs to the archive today."""
    return page.meta.expires_on is not None and page.meta.expires_on <= campaign.today


def is_scheduled(campaign: Campaign, page: SourcePage) -> bool:
    """Whether an update is still to come; only a preview shows it."""
    return page.meta.published_on is not None and page.meta.published_on > campaign.today


def own_updates(campaign: Campaign, language: Language) -> list[SourcePage]:
    """The published updates that really exist in a language, newest first; never one in another language."""
    return [page for path in campaign.updates if (page := campaign.page(language, path))]


def event_of(campaign: Campaign, page: SourcePage) -> Event | None:
    """The event an update is about: that of its own day, or the campaign's date next after its publication."""
    meta = page.meta
    if meta.event and meta.event in campaign.calendar and meta.published_on:
        return Event(campaign.calendar[meta.event].next_day(meta.published_on), meta.event, meta.event_place)
    return Event(meta.event_on, None, meta.event_place) if meta.event_on else None


def banners(campaign: Campaign, language: Language) -> list[SourcePage]:
    """The updates whose banner stands on every page of a language today; a preview shows those to come too.

    Only those that exist in this language: urgent news in a language that readers do not know helps nobody.
    """
    today = campaign.today
    return [
        page
        for path in campaign.bannered[language.folder]
        if (page := campaign.page(language, path))
        and page.meta.banner_from
        and page.meta.banner_until
        and page.meta.banner_until >= today
        and (page.meta.banner_from <= today or campaign.settings.is_preview)
    ]


def due_dates(campaign: Campaign) -> list[DueDate]:
    """The days after today on which the built site is no longer right: updates to publish or to put into the archive,

    banners to show or to take down, contacts whose check is too old from that day on. Earliest first.
    """
    source = campaign.settings.source.code
    one_day = datetime.timedelta(days=1)
    found = []
    for (folder, _), page in campaign.pages.items():
        meta = page.meta
        if folder != source or meta.kind != "update":
            continue
        days = (
            ("publish", meta.published_on),
            ("archive", meta.expires_on),
            ("banner begins", meta.banner_from),
            ("banner ends", meta.banner_until + one_day if meta.banner_until else None),
        )
        found += [DueDate(day, what, meta.id) for what, day in days if day]
    found += [
        DueDate(one.due_on() + one_day, "contact check too old", one.id)
        for one in campaign.helplines.values()
        if one.is_publishable
    ]
    return sorted((one for one in found if one.day > campaign.today), key=lambda one: (one.day, one.what, one.id))


def render_next_due(campaign: Campaign) -> list[str]:
    """The next day on which the site has to be built again, in a sentence, and why; nothing when there is none."""
    due = due_dates(campaign)
    if not due:
        return []
    next_day = due[0].day
    reasons = [f"{one.what}: {one.id}" for one in due if one.day == next_day]
    more = f" and {len(reasons) - 3} more" if len(reasons) > 3 else ""
    return [f"Next due on {next_day} ({'; '.join(reasons[:3])}{more}): build again on that day."]


# ---- checks --------------------------------------------------------------------------------------------------------


def check_updates(campaign: Campaign) -> Iterator[Problem]:
    """Problems that only updates can have; dates of publication are checked with those of all pages."""
    titles: dict[tuple[str, str], SourcePage] = {}
    for (folder, path), page in campaign.pages.items():
        if page.meta.kind != "update":
            yield from _check_no_update(page)
            continue
        if not path.startswith(FOLDER + "/"):
            yield _problem(
                page, "update-place", "kind", f"an update outside of docs/{folder}/{FOLDER}/",
                f"updates in docs/{folder}/{FOLDER}/", "move the file there",
            )  # fmt: skip
        other = titles.setdefault((folder, page.meta.title.casefold()), page)
        if other is not page:
            yield _problem(
                page, "update-name", "title", f"“{page.meta.title}” is also the title of {other.file}",
                "titles that tell two updates apart", "say in the title what is different, such as the month",
            )  # fmt: skip
        yield from _check_picture(campaign, page)
        yield from _check_banner(campaign, page)
        yield from _check_event(campaign, page)
        meta = page.meta
        if meta.updated_on and meta.published_on and meta.updated_on < meta.published_on:
            yield _problem(
                page, "update-date", "updated_on",
                f"it was changed on {meta.updated_on}, before it was published on {meta.published_on}",
                "a day after its publication", "correct one of the two dates",
            )  # fmt: skip


def _check_no_update(page: SourcePage) -> Iterator[Problem]:
    for key in UPDATE_KEYS:
        # `expires_on` is reported with `published_on`.
        if key != "expires_on" and getattr(page.meta, key) is not None:
            yield _problem(
                page, "update-key", key, f"`{key}` on a page that is no update", f"`{key}` only on updates",
                "remove the line, or write `kind: update`",
            )  # fmt: skip


def _check_picture(campaign: Campaign, page: SourcePage) -> Iterator[Problem]:
    meta = page.meta
    if meta.picture and meta.picture not in campaign.photos:
        known = ", ".join(sorted(campaign.photos)[:5]) or "no picture yet"
        yield _problem(
            page, "update-picture", "picture", f"there is no picture docs/{meta.picture}",
            f"a picture (.jpg, .png, .webp) under docs/assets/; there: {known}",
            "campaign picture add FILE makes a photo small and puts it there",
        )  # fmt: skip
    if meta.picture and meta.picture_alt is None:
        yield _problem(
            page, "update-picture", "picture_alt", "a picture without words for those who cannot see it",
            "a line `picture_alt: …`", "say in a few words what the picture shows",
        )  # fmt: skip


def _check_banner(campaign: Campaign, page: SourcePage) -> Iterator[Problem]:
    meta = page.meta
    source = campaign.pages.get((campaign.settings.source.code, page.path), page)
    start, end = meta.banner_from, meta.banner_until
    if not meta.banner and source.meta.banner:
        yield _problem(
            page, "update-banner", "banner", "the banner has no text in this language",
            f"a translation of “{source.meta.banner}”", "add a line `banner: …`",
        )  # fmt: skip
    elif (meta.banner or start or end) and not (meta.banner and start and end):
        missing = [key for key in ("banner", "banner_from", "banner_until") if getattr(meta, key) is None]
        yield _problem(
            page, "update-banner", missing[0], f"a banner without {' and '.join(f'`{key}`' for key in missing)}",
            "`banner` (a sentence), `banner_from` and `banner_until` (its first and last day)",
            "add what is missing: a banner without an end is soon overlooked",
        )  # fmt: skip
    elif start and end and end < start:
        yield _problem(
            page, "update-banner", "banner_until", f"the banner ends on {end}, before it begins on {start}",
            "a last day that is not before the first", "correct one of the two dates",
        )  # fmt: skip
    elif start and meta.published_on and start < meta.published_on:
        yield _problem(
            page, "update-banner", "banner_from",
            f"the banner begins on {start}, before the update is published on {meta.published_on}",
            "a first day on which its update can be read", "correct one of the two dates",
        )  # fmt: skip


def _check_event(campaign: Campaign, page: SourcePage) -> Iterator[Problem]:
    meta = page.meta
    if meta.event and meta.event not in campaign.calendar:
        yield _problem(
            page, "update-event", "event", f"there is no date “{meta.event}”",
            f"the id of an entry of docs/_data/calendar.yml: {', '.join(campaign.calendar) or 'none yet'}",
            "correct it, or write the day as `event_on: 2027-02-09`",
        )  # fmt: skip
    if meta.event and meta.event_on:
        yield _problem(
            page, "update-event", "event_on", "both `event` and `event_on`", "one of the two",
            "remove `event_on`: the day of `event` is worked out",
        )  # fmt: skip
    if meta.event_place and not (meta.event or meta.event_on):
        yield _problem(
            page, "update-event", "event_place", "a place without a day", "`event_on` beside `event_place`",
            "add the day, or remove the place",
        )  # fmt: skip


def _problem(page: SourcePage, rule: str, field: str, found: str, expected: str, fix: str) -> Problem:
    return Problem(rule=rule, file=page.file, field=field, found=found, expected=expected, fix=fix)
