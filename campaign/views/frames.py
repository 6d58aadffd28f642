"""What surrounds every page: the site's name, menu, languages, help, way out. Worked out once for a folder's pages."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from functools import cached_property

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.addresses import page_address, relative_url
from campaign.pages.page import url_of_page
from campaign.views.contexts import LanguageLink, Link, SiteContext
from campaign.views.help import help_index
from campaign.views.links import Links
from campaign.views.wording import Wording


class Frames:
    """The surroundings of a campaign's pages."""

    def __init__(self, campaign: Campaign, links: Links, wording: Wording):
        self.campaign, self.links, self.wording = campaign, links, wording
        self._frames: dict[tuple[str, str], SiteContext] = {}
        self._linked_from_root: dict[str, tuple[Link, ...]] = {}

    def around(self, language: Language, address: str, *, with_all_pages: bool = False) -> SiteContext:
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
            all_pages=self.links.all(every, language, address),
        )

    def _frame(self, language: Language, address: str) -> SiteContext:
        """The same for all pages of a folder, but for those the frame links to: it says where the reader is."""
        is_linked = address.removeprefix(language.prefix) in self._linked
        key = (language.code, address if is_linked else posixpath.dirname(address))
        if key not in self._frames:
            self._frames[key] = self._make(language, address)
        return self._frames[key]

    def own_links(self, language: Language) -> tuple[Link, ...]:
        """Links from the site's root to the pages that every page of a language links to."""
        if language.code not in self._linked_from_root:
            frame = self._make(language, "")
            links = (frame.get_help, frame.quick_exit, *frame.menu, *frame.about)
            self._linked_from_root[language.code] = tuple(link for link in links if link)
        return self._linked_from_root[language.code]

    @cached_property
    def _menu(self) -> list[str]:
        """The paths of the pages in the menu: the first page of each section."""
        hubs = [one for one in self.campaign.settings.navigation if one.count("/") == 1 and one.endswith("/index.md")]
        return [one for one in hubs if self._place(one) == "menu"]

    @cached_property
    def _about(self) -> list[str]:
        return [one for one in self.campaign.settings.navigation if self._place(one) == "foot"]

    def _place(self, path: str) -> str | None:
        section = self.campaign.vocabulary.section_of(path)
        return section.place if section else None

    @cached_property
    def _linked(self) -> frozenset[str]:
        """The addresses, below a language's root, of the pages that the frame may link to."""
        by_id, ids = self.campaign.paths_by_id, self.campaign.vocabulary.ids
        paths = (*self._menu, *self._about, *(by_id[one] for one in (ids.get_help, ids.quick_exit) if one in by_id))
        return frozenset(map(url_of_page, paths))

    def _make(self, language: Language, address: str) -> SiteContext:
        ids = self.campaign.vocabulary.ids
        get_help = self.links.to_id(ids.get_help, language, address)
        return SiteContext(
            home=relative_url(language.prefix + "index.html", address),
            search=relative_url(language.prefix + "search.html", address),
            get_help=get_help or Link(self.wording.words_of(language)["get_help"], "#"),
            section=address.removeprefix(language.prefix).partition("/")[0]
            if "/" in address.removeprefix(language.prefix)
            else "",
            help_index=help_index(language, address) if self.campaign.help else get_help.url if get_help else "#",
            quick_exit=self.links.to_id(ids.quick_exit, language, address),
            menu=self.links.all(self._menu, language, address),
            about=self.links.all(self._about, language, address),
            languages=(),
            exit_url=language.exit_url,
            status_page=relative_url(language.prefix + "status.html", address),
            address=address,
            search_index=relative_url(language.prefix + "search-index.js", address),
            all_pages=(),
        )
