"""Addresses inside the site: relative links that work at a root, under a sub-path and from a USB stick."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.page import url_of_page


def relative_url(target: str, page_url: str) -> str:
    """The link from the page at `page_url` to `target`, both below the site's root.

    >>> relative_url("sl/report.html", "sl/families/games.html")
    '../report.html'
    """
    return _relative(target, page_url.rpartition("/")[0])


@lru_cache(maxsize=10_000)
def _relative(target: str, folder: str) -> str:
    # By hand: os.path.relpath asks for the current folder each time, and a page has a hundred links. The same ones as
    # the other pages of its folder.
    here = folder.split("/") if folder else []
    there = [one for one in target.split("/") if one not in ("", ".")]
    common = 0
    while common < len(here) and common < len(there) and here[common] == there[common]:
        common += 1
    return "/".join([".."] * (len(here) - common) + there[common:]) or "."


def page_address(language: Language, url: str) -> str:
    """Below the site's root: ("sl", "report.html") → "sl/report.html"."""
    return language.prefix + url


_LINK = re.compile(r'(<(?:a|link|script|img)\b[^>]*?\s(?:href|src)=")(?![a-z]+:|/|#)([^"]*)"')


def absolute_links(html: str, directory: str, site_url: str) -> str:
    """The HTML of a page in `directory` with links from the host's root: a 404 page is shown at any address.

    Where the site's own address is unknown it is taken to be the root of its host, as MkDocs does.
    """
    root = urlsplit(site_url).path or "/"

    def absolute(match: re.Match[str]) -> str:
        return f'{match[1]}{root}{posixpath.normpath(posixpath.join(directory, match[2]))}"'

    return _LINK.sub(absolute, html)


class Alternate(NamedTuple):
    """A language version of a page for `<link rel="alternate">` and the sitemap."""

    hreflang: str
    href: str


def alternates_of(campaign: Campaign, path: str, page_url: str) -> list[Alternate]:
    """The real versions of a page, the source also as x-default; a fallback is no version.

    Absolute when the site's address is known, else relative to `page_url` (below the root).
    """
    url = url_of_page(path)
    languages = campaign.languages_of(path)
    if not languages:
        return []

    def href(language: Language) -> str:
        address = page_address(language, url)
        base = campaign.settings.site_url
        return base + address if base else relative_url(address, page_url)

    found = [Alternate(language.code, href(language)) for language in languages]
    if languages[0].is_source:
        found.append(Alternate("x-default", href(languages[0])))
    return found


def has_sitemap(campaign: Campaign) -> bool:
    """Whether there is a sitemap.xml: every address in it has to be absolute, and nobody should find a preview."""
    return bool(campaign.settings.site_url) and not campaign.settings.is_preview


def render_sitemap(campaign: Campaign) -> str:
    """sitemap.xml (sitemaps.org 0.9, alternates as Google documents them); "" for a campaign that has none."""
    base = campaign.settings.site_url
    if not has_sitemap(campaign):
        return ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    source = campaign.settings.source
    paths = sorted(path for folder, path in campaign.pages if folder == source.code)
    for path in paths:
        if not campaign.is_published(campaign.pages[source.code, path]):
            continue
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang="{one.hreflang}" href="{escape(one.href, quote=False)}"/>'
            for one in alternates_of(campaign, path, "")
        )
        for language in campaign.languages_of(path):
            page = campaign.page(language, path)
            assert page is not None
            loc = escape(base + page_address(language, page.url), quote=False)
            lines.append(f"<url><loc>{loc}</loc><lastmod>{page.meta.reviewed_on}</lastmod>{alternates}</url>")
    return "\n".join([*lines, "</urlset>", ""])
