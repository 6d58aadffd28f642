"""Which pages a site has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.addresses import page_address
from campaign.pages.page import url_of_page


class PageTask(NamedTuple):
    """One page to be built."""

    language: Language
    path: str

    @property
    def address(self) -> str:
        """Below the site's root."""
        return page_address(self.language, url_of_page(self.path))


def site_pages(campaign: Campaign, languages: Sequence[Language] | None = None) -> list[PageTask]:
    """Every page of the site, or of some languages: what is published in the source language is there in each."""
    source = campaign.settings.source.code
    paths = [
        path for (folder, path), page in campaign.pages.items() if folder == source and campaign.is_published(page)
    ]
    return [PageTask(language, path) for path in paths for language in languages or campaign.settings.languages]
