"""Links to pages of the site, as they are shown in a language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.addresses import page_address, relative_url
from campaign.pages.page import SourcePage, url_of_page
from campaign.views.contexts import Link


class Links:
    """What links lead to: the pages that there are today, in the reader's language or else in the source's."""

    def __init__(self, campaign: Campaign):
        self.campaign = campaign

    def link(self, path: str, language: Language, address: str) -> Link | None:
        """A link to the page at `path` from the page at `address`; None when there is no such page today."""
        found = self._targets[language.code].get(path)
        if found is None:
            return None
        target, shown, lang = found
        return Link(
            title=shown.meta.short_title or shown.meta.title,
            url=relative_url(target, address),
            lang=lang,
            description=shown.meta.description,
            is_here=target == address,
            page=shown,
        )

    def is_in(self, language: Language, path: str) -> bool:
        """Whether readers of a language find this page there, in their own language."""
        found = self._targets[language.code].get(path)
        return found is not None and found[2] is None

    def to_id(self, page_id: str, language: Language, address: str) -> Link | None:
        """A link to the page with this id."""
        path = self.campaign.paths_by_id.get(page_id)
        return self.link(path, language, address) if path else None

    def all(self, paths: Iterable[str], language: Language, address: str) -> tuple[Link, ...]:
        """Links to all these pages that there are, those that were withdrawn left out."""
        there = (path for path in paths if not self.campaign.is_taken_back(path))
        return tuple(link for path in there if (link := self.link(path, language, address)))

    @staticmethod
    def source_address(path: str, address: str) -> str:
        """The address of a source page from the page at `address`."""
        return relative_url(url_of_page(path), address)

    @cached_property
    def _targets(self) -> dict[str, dict[str, tuple[str, SourcePage, str | None]]]:
        """What links lead to, by language and path: address, page, and its language where that is another one."""
        source = self.campaign.settings.source
        targets: dict[str, dict[str, tuple[str, SourcePage, str | None]]] = {}
        for language in self.campaign.settings.languages:
            found = targets.setdefault(language.code, {})
            for path in {path for folder, path in self.campaign.pages if folder in (source.code, language.folder)}:
                page = self.campaign.page(language, path)
                shown = page or self.campaign.page(source, path)
                if shown is not None and self.campaign.is_published(shown):
                    found[path] = (page_address(language, shown.url), shown, None if page else source.code)
        return targets
