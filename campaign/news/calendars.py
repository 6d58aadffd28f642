"""The campaign's dates of one language as an iCalendar file (RFC 5545) that calendar programs subscribe to."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from icalendar import Calendar, vDDDTypes, vDuration, vText
from icalendar import Event as CalendarEvent

from campaign.languages.language import Language
from campaign.model.permalinks import permalink
from campaign.model.updates import event_of, own_updates, withdrawn_updates
from campaign.pages.addresses import absolute_url, page_address
from campaign.pages.page import SourcePage
from campaign.views.contexts import Link
from campaign.views.school_year import PARTS, school_year
from campaign.views.views import Views

YEARS = 3
"""How many times a date that comes round every year stands in the calendar."""
_NAMESPACE = uuid.UUID("5b0c7f5e-6a39-5c5d-8d2e-2f6d9c1f0a11")
"""For UIDs made from ids: the same event has the same UID in every build, on every host and in every language."""


@dataclass(frozen=True)
class CalendarEntry:
    """An event that lasts a day. `uid` says which it is; `changed_on` is when its text was last looked at. One that
    `is_cancelled` is withdrawn: calendars that have it already strike it out."""

    uid: str
    day: datetime.date
    name: str
    note: str
    place: str | None
    page: SourcePage | None
    changed_on: datetime.date
    is_cancelled: bool = False


def list_entries(views: Views, language: Language) -> list[CalendarEntry]:
    """The campaign's own dates of the coming years, and the events of the updates in this language; by day."""
    campaign = views.campaign
    found: dict[str, CalendarEntry] = {}
    for one in campaign.calendar.values():
        name, name_lang = views.facts.localised(one.name, language)
        note, note_lang = views.facts.localised(one.note, language)
        if name_lang or note_lang:
            # A name in another language would be wrong in this calendar: the date waits for its translation.
            continue
        day = one.next_day(campaign.today)
        for _ in range(YEARS):
            uid = f"{one.id}-{day.year}"
            found[uid] = CalendarEntry(uid, day, name, note, None, None, one.checked_on)
            day = one.next_day(day + datetime.timedelta(days=1))
    for page in own_updates(campaign, language):
        event = event_of(campaign, page)
        if event is None:
            continue
        meta = page.meta
        uid = f"{event.id}-{event.day.year}" if event.id else meta.id
        known = found.get(uid)
        changed = meta.updated_on or meta.published_on or campaign.today
        text = f"{meta.description}\n\n{known.note}" if known else meta.description
        found[uid] = CalendarEntry(
            uid, event.day, known.name if known else meta.title, text, event.place, page, changed
        )
    for page, withdrawn_on in withdrawn_updates(campaign, language):
        event, notice = event_of(campaign, page), campaign.page(language, page.path)
        # A date of the campaign's own takes place all the same.
        if event and notice and not event.id:
            name, note = notice.meta.title, notice.meta.description
            uid = page.meta.id
            found[uid] = CalendarEntry(uid, event.day, name, note, None, notice, withdrawn_on, is_cancelled=True)
    return sorted(found.values(), key=lambda one: (one.day, one.uid))


def render_calendar(views: Views, language: Language) -> bytes:
    """The file, UTF-8, with CRLF and folded lines; same content, same bytes."""
    return _render(views, language, list_entries(views, language))


def render_school_year(views: Views, language: Language) -> bytes:
    """The plan for the school year: on the first day of each month what to teach, to pass on and to print."""
    campaign, words = views.campaign, views.wording.words_of(language)
    entries = []
    for month in school_year(campaign, views.links, language, ""):
        # As in the campaign's own dates: what is in another language waits for its translation.
        parts = [(words[f"year_{part}"], [one for one in getattr(month, part) if not one.lang]) for part in PARTS]
        note = "\n".join(f"{head}{words['colon']} {words.listed(_titles(found))}" for head, found in parts if found)
        first = next((found for _, found in parts if found), None)
        if first is None:
            continue
        name = f"{words['site_title']}{words['colon']} {words.listed(_titles(first))}"
        entries.append(
            CalendarEntry(f"school-year-{month.day}", month.day, name, note, None, first[0].page, campaign.today)
        )
    return _render(views, language, entries)


def _titles(links: Sequence[Link]) -> list[str]:
    return [one.title for one in links]


def _render(views: Views, language: Language, entries: Sequence[CalendarEntry]) -> bytes:
    campaign = views.campaign
    calendar = Calendar()
    calendar.add("prodid", f"-//{campaign.settings.site_name}//Campaign//{language.code}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    title = language.in_script(views.wording.words_of(language)["site_title"])
    calendar.add("name", _text(title, language))
    calendar.add("x-wr-calname", language.plain(title))
    if draft := views.wording.draft_note(language):
        calendar.add("description", _text(draft, language))
        calendar.add("x-wr-caldesc", vText(language.plain(draft)))
    calendar.add("refresh-interval", vDuration(datetime.timedelta(days=1), params={"VALUE": "DURATION"}))
    calendar.add("x-published-ttl", "P1D")
    for one in entries:
        calendar.add_component(_render_entry(views, one, language))
    return bytes(calendar.to_ical())


def _render_entry(views: Views, one: CalendarEntry, language: Language) -> CalendarEvent:
    base = views.campaign.settings.site_url
    event = CalendarEvent()
    event.add("uid", str(uuid.uuid5(_NAMESPACE, f"{views.campaign.settings.site_name}/{one.uid}")))
    event.add("dtstamp", datetime.datetime.combine(one.changed_on, datetime.time(), datetime.UTC))
    event.add("dtstart", vDDDTypes(one.day))
    event.add("dtend", vDDDTypes(one.day + datetime.timedelta(days=1)))
    event.add("summary", _text(language.in_script(one.name), language))
    note = language.in_script(one.note)
    if one.page and base:
        note += f"\n\n{base}{permalink(one.page.meta.id)}#{language.code}"
        event.add("url", absolute_url(base, page_address(language, one.page.url)))
    event.add("description", _text(note, language))
    if one.is_cancelled:
        event.add("status", "CANCELLED")
        event.add("sequence", 1)
    if one.place:
        event.add("location", _text(language.in_script(one.place), language))
    # The day stays free for appointments: it is a date to know of, not one to attend.
    event.add("transp", "TRANSPARENT")
    return event


def _text(text: str, language: Language) -> vText:
    return vText(language.plain(text), params={"LANGUAGE": language.code})
