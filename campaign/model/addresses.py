"""Addresses inside the site: relative links that work at a root, under a sub-path and from a USB stick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.addresses import absolute_url, page_address, relative_url
from campaign.pages.page import url_of_page


class Alternate(NamedTuple):
    """A language version of a page for `<link rel="alternate">` and the sitemap."""

    hreflang: str
    href: str


def alternates_of(campaign: Campaign, path: str, page_url: str) -> list[Alternate]:
    """The real versions of a page, the source also as x-default; a fallback is no version.

    Absolute when the site's address is known, else relative to `page_url` (below the root).
    """
    return alternates_in(campaign, campaign.languages_of(path), url_of_page(path), page_url)


def alternates_in(campaign: Campaign, languages: Sequence[Language], url: str, page_url: str) -> list[Alternate]:
    """The versions of what is at `url` below the root of each of these languages, as `alternates_of` gives them."""
    if not languages:
        return []

    def href(language: Language) -> str:
        address = page_address(language, url)
        base = campaign.settings.site_url
        return absolute_url(base, address) if base else relative_url(address, page_url)

    found = [Alternate(language.code, href(language)) for language in languages]
    if languages[0].is_source:
        found.append(Alternate("x-default", href(languages[0])))
    return found
