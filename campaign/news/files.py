"""Every file made from the updates: feeds, calendars, messages, and when the site is due to be built again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.model.updates import due_dates, own_updates, withdrawn_updates
from campaign.news.news import NewsFiles, message_address, news_files
from campaign.pages.page import SourcePage
from campaign.views.artefact import Artefact, KnownPages, artefact_key
from campaign.views.school_year import calendar_address
from campaign.views.views import Views

if TYPE_CHECKING:
    from campaign.news.feeds import Feed

ROBOTS = "User-agent: *\nDisallow: /\n"
"""What a preview says to search engines; a published site has nothing to forbid."""


def render_news_files(views: Views, known: KnownPages | None = None) -> Iterator[Artefact]:
    """Each of them. Those of a language are made anew when one of its updates, or what stands in it, has changed; each
    time, where the pages are not `known`."""
    campaign = views.campaign
    for language in campaign.settings.languages if campaign.school_year else ():
        key = artefact_key(known.shared, "school year", language.code) if known else ""
        yield Artefact(calendar_address(language), make=partial(_school_year, views, language), key=key)
    for language in campaign.settings.languages:
        key = _key(campaign, language, known)
        if campaign.settings.site_url:
            for page in own_updates(campaign, language):
                yield Artefact(message_address(language, page), make=partial(_message, views, page, language), key=key)
        files = news_files(views, language)
        if files is None:
            continue
        yield Artefact(files.calendar, make=partial(_calendar, views, language), key=key)
        if files.atom and files.json:
            feed = _Feed(views, language, files)
            yield Artefact(files.atom, make=feed.atom, key=key)
            yield Artefact(files.json, make=feed.json, key=key)
    yield Artefact("data/schedule.json", render_schedule(campaign).encode())
    if campaign.settings.is_preview:
        yield Artefact("robots.txt", ROBOTS.encode())


def _key(campaign: Campaign, language: Language, known: KnownPages | None) -> str:
    """Stands for a language's page of updates, its updates, and what they show; "" where that is not known."""
    overview = campaign.paths_by_id.get(campaign.vocabulary.ids.updates)
    gone = [(page.meta, day) for page, day in withdrawn_updates(campaign, language)]
    paths = [*([overview] if overview else []), *(page.path for page in own_updates(campaign, language))]
    keys = [known.page(language, path) for path in paths] if known else []
    return artefact_key(known.shared, language.code, gone, *keys) if known and all(keys) else ""


# Imported when needed: the libraries for feeds and calendars take longer to start than a build that changes one page.


def _calendar(views: Views, language: Language) -> bytes:
    from campaign.news.calendars import render_calendar

    return render_calendar(views, language)


def _school_year(views: Views, language: Language) -> bytes:
    from campaign.news.calendars import render_school_year

    return render_school_year(views, language)


def _message(views: Views, page: SourcePage, language: Language) -> bytes:
    from campaign.news.messages import render_message

    return render_message(views, page, language).encode()


class _Feed:
    """Both forms of a language's feed, put together once."""

    def __init__(self, views: Views, language: Language, files: NewsFiles):
        self.views, self.language, self.files = views, language, files

    @cached_property
    def feed(self) -> Feed:
        from campaign.news.feeds import build_feed

        return build_feed(self.views, self.language, self.files)

    def atom(self) -> bytes:
        from campaign.news.feeds import render_atom

        return render_atom(self.feed)

    def json(self) -> bytes:
        from campaign.news.feeds import render_json_feed

        return render_json_feed(self.feed)


def render_schedule(campaign: Campaign) -> str:
    """When the site changes by itself, for whatever builds it on time. What comes is not told before its day."""
    due = due_dates(campaign)
    data = {
        "built_for": campaign.today.isoformat(),
        "next": due[0].day.isoformat() if due else None,
        "due": [
            {"day": day.isoformat(), "what": what} for day, what in dict.fromkeys((one.day, one.what) for one in due)
        ],
    }
    return json.dumps(data, indent=1) + "\n"
