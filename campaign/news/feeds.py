"""The news of one language as feeds: Atom (RFC 4287) and JSON Feed 1.1. Only updates that exist in that language.

Same content, same bytes: every date comes from the content, never from the clock.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from lxml import etree

from campaign.languages.language import Language
from campaign.model.permalinks import permalink
from campaign.model.recordings import MEDIA_TYPE, Recording, recording_of
from campaign.model.updates import is_expired, own_updates, withdrawn_updates
from campaign.news.news import NewsFiles
from campaign.news.update_text import render_update_html
from campaign.pages.addresses import absolute_url, page_address
from campaign.pages.page import SourcePage
from campaign.views.views import Views

WAY = "?w=f"
"""What the link of an entry says of the way in: the same for everybody (`WAYS` of the permalinks)."""
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
    recording: Recording | None = None
    """What can be listened to, its path below the site's root made an address."""
    is_withdrawn: bool = False
    """Its text is a short notice: programs that have the update already are to show that in its place."""


@dataclass(frozen=True)
class Feed:
    """The news of a language, as both kinds of feed carry it."""

    id: str
    language: Language
    title: str
    author: str
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
    gone = [_withdrawn_entry(views, *one, language) for one in withdrawn_updates(campaign, language)]
    found = sorted([*(_entry(views, page, language) for page in pages[:MAX_ENTRIES]), *gone], key=_newest_first)
    entries = tuple(found[:MAX_ENTRIES])
    return Feed(
        id=_permanent_id(views, overview, language),
        language=language,
        title=language.plain(language.in_script(f"{words['site_title']}{words['colon']} {overview.meta.title}")),
        author=language.plain(language.in_script(words["site_title"])),
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
    base, recording = views.campaign.settings.site_url, recording_of(views.campaign, page)
    return FeedEntry(
        id=_permanent_id(views, page, language),
        url=absolute_url(base, page_address(language, page.url)) + WAY,
        title=language.plain(language.in_script(meta.title)),
        summary=language.plain(language.in_script(meta.description)),
        html=render_update_html(views, page, language),
        published=_midnight(meta.published_on),
        updated=_midnight(meta.updated_on or meta.published_on),
        picture=absolute_url(base, meta.picture) if meta.picture else None,
        recording=recording._replace(path=absolute_url(base, recording.path)) if recording else None,
    )


def _withdrawn_entry(views: Views, page: SourcePage, day: datetime.date, language: Language) -> FeedEntry:
    """The notice in the place of an update, under the id that programs know it by."""
    notice = views.campaign.page(language, page.path)
    assert notice is not None
    shown = _entry(views, replace(notice, meta=replace(notice.meta, published_on=page.meta.published_on)), language)
    return replace(shown, updated=_midnight(day), is_withdrawn=True)


def _newest_first(entry: FeedEntry) -> float:
    return -entry.published.timestamp()


def _permanent_id(views: Views, page: SourcePage, language: Language) -> str:
    """`…/go/<id>/#<language>`: whatever becomes of files and folders, readers see an entry once."""
    return f"{views.campaign.settings.site_url}{permalink(page.meta.id)}#{language.code}"


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


_ATOM = "http://www.w3.org/2005/Atom"
_TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
"""Of RFC 6721: entries that were taken out of a feed."""


def render_atom(feed: Feed) -> bytes:
    """The feed as Atom; `xml:lang` says its language, which all its texts share."""
    names: dict[str | None, str] = {None: _ATOM}
    if any(one.is_withdrawn for one in feed.entries):
        names["at"] = _TOMBSTONES
    out = etree.Element(f"{{{_ATOM}}}feed", nsmap=names)  # type: ignore[arg-type]
    out.set("{http://www.w3.org/XML/1998/namespace}lang", feed.language.code)
    _add(out, "id", feed.id)
    _add(out, "title", feed.title)
    _add(out, "updated", feed.updated.isoformat())
    _add(_add(out, "author"), "name", feed.author)
    _add(out, "link", href=feed.atom_url, rel="self", type="application/atom+xml")
    _add(out, "link", href=feed.url, rel="alternate", type="text/html", hreflang=feed.language.code)
    _add(out, "link", href=LICENCE, rel="license")
    _add(out, "generator", GENERATOR)
    _add(out, "rights", feed.rights)
    _add(out, "subtitle", feed.summary)
    for one in feed.entries:
        if one.is_withdrawn:
            # Later than the entry below, which is for the many programs that know no tombstones.
            when = (one.updated + datetime.timedelta(seconds=1)).isoformat()
            gone = etree.SubElement(out, f"{{{_TOMBSTONES}}}deleted-entry", {"ref": one.id, "when": when})
            etree.SubElement(gone, f"{{{_TOMBSTONES}}}comment").text = one.title
        entry = _add(out, "entry")
        _add(entry, "id", one.id)
        _add(entry, "title", one.title)
        _add(entry, "updated", one.updated.isoformat())
        _add(entry, "content", one.html, type="html")
        _add(entry, "link", href=one.url, rel="alternate", type="text/html", hreflang=feed.language.code)
        if one.picture:
            _add(entry, "link", href=one.picture, rel="enclosure", type=_picture_type(one.picture))
        if one.recording:
            size = str(one.recording.sound.size)
            _add(entry, "link", href=one.recording.path, rel="enclosure", type=MEDIA_TYPE, length=size)
        _add(entry, "summary", one.summary)
        _add(entry, "published", one.published.isoformat())
    return bytes(etree.tostring(out, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text
    return element


def _picture_type(address: str) -> str:
    suffix = PurePosixPath(address).suffix.lower().removeprefix(".")
    return f"image/{'jpeg' if suffix == 'jpg' else suffix}"


def _attachment(recording: Recording) -> dict[str, str | int]:
    return {
        "url": recording.path,
        "mime_type": MEDIA_TYPE,
        "size_in_bytes": recording.sound.size,
        "duration_in_seconds": round(recording.sound.seconds),
    }


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
            "attachments": [_attachment(one.recording)] if one.recording else None,
        }
        items.append({key: value for key, value in item.items() if value is not None})
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.summary,
        "home_page_url": feed.url,
        "feed_url": feed.json_url,
        "language": feed.language.code,
        "authors": [{"name": feed.author}],
        "items": items,
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
