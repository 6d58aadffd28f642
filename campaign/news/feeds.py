"""The news of one language as feeds: Atom (RFC 4287) and JSON Feed 1.1. Only updates that exist in that language.

Same content, same bytes: every date comes from the content, never from the clock.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass

from feedgen.feed import FeedGenerator

from campaign.languages.language import Language
from campaign.model.addresses import absolute_url
from campaign.model.permalinks import permalink
from campaign.model.updates import is_expired, own_updates
from campaign.news.news import NewsFiles
from campaign.news.update_text import render_update_html
from campaign.pages.addresses import page_address
from campaign.pages.page import SourcePage
from campaign.views.views import Views

MAX_ENTRIES = 20
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
GENERATOR = "Campaign"


@dataclass(frozen=True)
class FeedEntry:
    """One update in a feed; `id` is its permalink in this language, which never changes."""

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime.datetime
    updated: datetime.datetime
    picture: str | None


@dataclass(frozen=True)
class Feed:
    """The news of a language, as both kinds of feed carry it."""

    id: str
    language: Language
    title: str
    summary: str
    rights: str
    url: str
    atom_url: str
    json_url: str
    updated: datetime.datetime
    entries: tuple[FeedEntry, ...]


def build_feed(views: Views, language: Language, files: NewsFiles) -> Feed:
    """The newest updates of a language that are not in the archive; the site's own address must be known."""
    campaign, words = views.campaign, views.wording.words_of(language)
    base = campaign.settings.site_url
    overview = campaign.page(language, campaign.paths_by_id[campaign.vocabulary.ids.updates])
    assert overview is not None
    pages = [page for page in own_updates(campaign, language) if not is_expired(campaign, page)]
    entries = tuple(_entry(views, page, language) for page in pages[:MAX_ENTRIES])
    return Feed(
        id=_permanent_id(views, overview, language),
        language=language,
        title=language.plain(language.in_script(f"{words['site_title']}{words['colon']} {overview.meta.title}")),
        summary=language.plain(
            f"{views.wording.draft_note(language)} {language.in_script(overview.meta.description)}".strip()
        ),
        rights=language.plain(language.in_script(words["footer_licence"])),
        url=absolute_url(base, page_address(language, overview.url)),
        atom_url=f"{base}{files.atom}",
        json_url=f"{base}{files.json}",
        # Without an entry: the day somebody last looked at the page of updates.
        updated=max((one.updated for one in entries), default=_midnight(overview.meta.reviewed_on)),
        entries=entries,
    )


def _entry(views: Views, page: SourcePage, language: Language) -> FeedEntry:
    meta = page.meta
    assert meta.published_on is not None
    base = views.campaign.settings.site_url
    return FeedEntry(
        id=_permanent_id(views, page, language),
        url=absolute_url(base, page_address(language, page.url)),
        title=language.plain(language.in_script(meta.title)),
        summary=language.plain(language.in_script(meta.description)),
        html=render_update_html(views, page, language),
        published=_midnight(meta.published_on),
        updated=_midnight(meta.updated_on or meta.published_on),
        picture=absolute_url(base, meta.picture) if meta.picture else None,
    )


def _permanent_id(views: Views, page: SourcePage, language: Language) -> str:
    """`…/go/<id>/#<language>`: whatever becomes of files and folders, readers see an entry once."""
    return f"{views.campaign.settings.site_url}{permalink(page.meta.id)}#{language.code}"


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def render_atom(feed: Feed) -> bytes:
    """The feed as Atom; `xml:lang` says its language, which all its texts share."""
    out = FeedGenerator()
    out.id(feed.id)
    out.language(feed.language.code)
    out.title(feed.title)
    out.subtitle(feed.summary)
    out.updated(feed.updated)
    out.author(name=feed.title.split(":")[0])
    out.rights(feed.rights)
    out.generator(GENERATOR)
    out.link(href=feed.atom_url, rel="self", type="application/atom+xml")
    out.link(href=feed.url, rel="alternate", type="text/html", hreflang=feed.language.code)
    out.link(href=LICENCE, rel="license")
    for one in feed.entries:
        entry = out.add_entry(order="append")
        entry.id(one.id)
        entry.title(one.title)
        entry.summary(one.summary)
        entry.content(one.html, type="html")
        entry.published(one.published)
        entry.updated(one.updated)
        entry.link(href=one.url, rel="alternate", type="text/html", hreflang=feed.language.code)
    return bytes(out.atom_str(pretty=True))


def render_json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    items = []
    for one in feed.entries:
        item = {
            "id": one.id,
            "url": one.url,
            "title": one.title,
            "summary": one.summary,
            "content_html": one.html,
            "image": one.picture,
            "date_published": one.published.isoformat(),
            "date_modified": one.updated.isoformat(),
            "language": feed.language.code,
        }
        items.append({key: value for key, value in item.items() if value is not None})
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.summary,
        "home_page_url": feed.url,
        "feed_url": feed.json_url,
        "language": feed.language.code,
        "authors": [{"name": feed.title.split(":")[0]}],
        "items": items,
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
