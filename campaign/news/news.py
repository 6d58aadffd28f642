"""What pages show of the campaign's updates: the banner, the latest, the archive, and where to follow them."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from campaign.languages.language import Language
from campaign.model.updates import Event, banners, event_of, is_expired, is_scheduled
from campaign.pages.addresses import page_address, relative_url
from campaign.pages.page import SourcePage
from campaign.views.contexts import Link
from campaign.views.views import Views

LATEST = 3
"""How many updates stand on the home page."""


class Banner(NamedTuple):
    """Urgent news as shown on every page: a sentence and the page behind it."""

    text: str
    link: Link
    page: SourcePage
    is_planned: bool


class ShownPicture(NamedTuple):
    """An update's picture: its address and its size in pixels."""

    url: str
    width: int
    height: int


class NewsFiles(NamedTuple):
    """The addresses of a language's feeds and calendar below the site's root; feeds need the site's own address."""

    calendar: str
    atom: str | None
    json: str | None


def news_files(views: Views, language: Language) -> NewsFiles | None:
    """The files that exist for a language; None where it has no page of updates of its own."""
    campaign = views.campaign
    path = campaign.paths_by_id.get(campaign.vocabulary.ids.updates)
    if path is None or campaign.page(language, path) is None:
        return None
    folder = page_address(language, path).removesuffix("index.md").removesuffix(".md")
    has_feeds = bool(campaign.settings.site_url)
    return NewsFiles(
        folder + "calendar.ics", folder + "feed.xml" if has_feeds else None, folder + "feed.json" if has_feeds else None
    )


def message_address(language: Language, page: SourcePage) -> str:
    """Where the text of an update for e-mail and messengers is, below the site's root."""
    return page_address(language, page.path.removesuffix(".md") + ".txt")


class News:
    """The updates as the page at `address` shows them in a language; each part is worked out only if asked for."""

    def __init__(self, views: Views, language: Language, address: str):
        self.views, self.language, self.address = views, language, address
        self.campaign = views.campaign

    @cached_property
    def banners(self) -> tuple[Banner, ...]:
        """The urgent news of today, newest first."""
        found = []
        for page in banners(self.campaign, self.language):
            link = self.views.links.link(page.path, self.language, self.address)
            start = page.meta.banner_from
            if link and page.meta.banner and start:
                found.append(Banner(page.meta.banner, link, page, start > self.campaign.today))
        return tuple(found)

    @cached_property
    def current(self) -> tuple[Link, ...]:
        """All updates that are not in the archive, newest first; what is not translated yet is shown in the source."""
        return tuple(one for one in self._all if one.page and not is_expired(self.campaign, one.page))

    @property
    def latest(self) -> tuple[Link, ...]:
        """The newest of them, for the home page."""
        return self.current[:LATEST]

    @cached_property
    def archive(self) -> tuple[Link, ...]:
        """The updates whose time is over, newest first."""
        return tuple(one for one in self._all if one.page and is_expired(self.campaign, one.page))

    @cached_property
    def _all(self) -> tuple[Link, ...]:
        return self.views.links.all(self.campaign.updates, self.language, self.address)

    @property
    def all_updates(self) -> Link | None:
        """The page that lists them all."""
        return self.views.links.to_id(self.campaign.vocabulary.ids.updates, self.language, self.address)

    @cached_property
    def files(self) -> NewsFiles | None:
        """Links to the feeds and the calendar of the language."""
        files = news_files(self.views, self.language)
        if files is None:
            return None
        return NewsFiles(
            relative_url(files.calendar, self.address),
            relative_url(files.atom, self.address) if files.atom else None,
            relative_url(files.json, self.address) if files.json else None,
        )

    # ---- one update ----------------------------------------------------------------------------------------------

    def is_expired(self, page: SourcePage) -> bool:
        """Whether it is in the archive."""
        return is_expired(self.campaign, page)

    def is_scheduled(self, page: SourcePage) -> bool:
        """Whether it is still to come; only in a preview."""
        return is_scheduled(self.campaign, page)

    def event(self, page: SourcePage) -> Event | None:
        """The event it is about."""
        return event_of(self.campaign, page)

    def picture(self, page: SourcePage) -> ShownPicture | None:
        """Its picture."""
        photo = self.campaign.photos.get(page.meta.picture or "")
        if photo is None or page.meta.picture is None:
            return None
        return ShownPicture(relative_url(page.meta.picture, self.address), photo.width, photo.height)

    def message(self, page: SourcePage, text_language: Language) -> str | None:
        """The link to its text for e-mail and messengers; None where there is none (it needs the site's address), for
        a page that is no news, and for an update in the archive, which nobody should pass on as news.
        """
        files = news_files(self.views, text_language) if self.campaign.kind(page).news else None
        if files is None or files.atom is None or is_expired(self.campaign, page):
            return None
        return relative_url(message_address(text_language, page), self.address)
