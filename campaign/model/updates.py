"""Updates: which are current, in the archive or still to come; their banners and their events."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage


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


def withdrawn_updates(campaign: Campaign, language: Language) -> list[tuple[SourcePage, datetime.date]]:
    """The updates of a language that were out and were withdrawn, as they are written, each with the day of that."""
    found = []
    for (folder, path), page in campaign.taken_back.items():
        day = campaign.withdrawals[page.meta.id].withdrawn_on
        # A page in another folder's place is only there for its address.
        is_own = folder == language.folder == page.language and campaign.page(language, path) is not None
        was_out = page.meta.published_on is not None and page.meta.published_on <= min(day, campaign.today)
        if is_own and was_out and campaign.kind(page).news and not is_expired(campaign, page):
            found.append((page, day))
    return found


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
        if folder != source or not campaign.kind(page).news:
            continue
        days = (
            ("publish", meta.published_on),
            ("archive", meta.expires_on),
            ("banner begins", meta.banner_from),
            ("banner ends", meta.banner_until + one_day if meta.banner_until else None),
        )
        found += [DueDate(day, what, meta.id) for what, day in days if day]
    found += [
        DueDate(one.holds_until() + one_day, "contact check too old", one.id)
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
