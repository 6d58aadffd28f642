"""Every file made from the updates: feeds, calendars, messages, and when the site is due to be built again."""

from __future__ import annotations

import json
from collections.abc import Iterator

from campaign.calendars import render_calendar
from campaign.feeds import build_feed, render_atom, render_json_feed
from campaign.messages import render_message
from campaign.model import Campaign
from campaign.news import message_address, news_files
from campaign.updates import due_dates, own_updates
from campaign.views import Views

ROBOTS = "User-agent: *\nDisallow: /\n"
"""What a preview says to search engines; a published site has nothing to forbid."""


def render_news_files(views: Views) -> Iterator[tuple[str, bytes]]:
    """(path below the site's root, bytes) of each."""
    campaign = views.campaign
    for language in campaign.settings.languages:
        if campaign.settings.site_url:
            for page in own_updates(campaign, language):
                yield message_address(language, page), render_message(views, page, language).encode()
        files = news_files(views, language)
        if files is None:
            continue
        yield files.calendar, render_calendar(views, language)
        if files.atom and files.json:
            feed = build_feed(views, language, files)
            yield files.atom, render_atom(feed)
            yield files.json, render_json_feed(feed)
    yield "data/schedule.json", render_schedule(campaign).encode()
    if campaign.settings.is_preview:
        yield "robots.txt", ROBOTS.encode()


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
