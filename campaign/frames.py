"""What surrounds every page: the site's name, menu, languages, help, way out. Worked out once for a folder's pages."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING

from campaign.addresses import page_address, relative_url
from campaign.contexts import LanguageLink, Link, SiteContext
from campaign.languages import Language

if TYPE_CHECKING:
    from campaign.views import Views


class Frames:
    """The surroundings of a campaign's pages."""

    def __init__(self, views: Views):
        self.views, self.campaign = views, views.campaign
        self._frames: dict[tuple[str, str], SiteContext] = {}
        self._links: dict[str, tuple[Link, ...]] = {}

    def around(self, language: Language, address: str, *, with_all_pages: bool) -> SiteContext:
        """What surrounds the page at `address`."""
        page_url = address.removeprefix(language.prefix)
        every = [*self.campaign.settings.navigation, *self.campaign.updates] if with_all_pages else []
        return replace(
            self._frame(language, address),
            languages=tuple(
                LanguageLink(
                    code=one.code,
                    name=one.name,
                    direction=one.direction,
                    url=relative_url(page_address(one, page_url), address),
                    is_here=one == language,
                )
                for one in self.campaign.offered
            ),
            address=address,
            all_pages=self.views.links(every, language, address),
        )

    def _frame(self, language: Language, address: str) -> SiteContext:
        """The same for all pages of a folder, but for those the frame links to: it says where the reader is."""
        is_linked = any(link.url == address for link in self.links(language))
        key = (language.code, address if is_linked else posixpath.dirname(address))
        if key not in self._frames:
            self._frames[key] = self._make(language, address)
        return self._frames[key]

    def links(self, language: Language) -> tuple[Link, ...]:
        """The pages that the frame links to, from the site's root."""
        if language.code not in self._links:
            frame = self._make(language, "")
            links = (frame.get_help, frame.quick_exit, *frame.menu, *frame.about)
            self._links[language.code] = tuple(link for link in links if link)
        return self._links[language.code]

    def _make(self, language: Language, address: str) -> SiteContext:
        views, navigation = self.views, self.campaign.settings.navigation
        hubs = [one for one in navigation if one.count("/") == 1 and one.endswith("/index.md")]
        menu = [one for one in hubs if one.split("/")[0] not in ("get-help", "about")]
        get_help = views.link_to_id("get-help", language, address)
        return SiteContext(
            home=relative_url(language.prefix + "index.html", address),
            search=relative_url(language.prefix + "search.html", address),
            get_help=get_help or Link(views.words_of(language)["get_help"], "#"),
            quick_exit=views.link_to_id("quick-exit", language, address),
            menu=views.links(menu, language, address),
            about=views.links((one for one in navigation if one.startswith("about/")), language, address),
            languages=(),
            exit_url=language.exit_url,
            status_page=relative_url(language.prefix + "status.html", address),
            address=address,
            search_index=relative_url(language.prefix + "search-index.js", address),
            all_pages=(),
        )
