"""sitemap.xml."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from campaign.model.addresses import Alternate, alternates_in, alternates_of
from campaign.model.campaign import Campaign
from campaign.model.made_pages import country_pages, help_places
from campaign.pages.addresses import absolute_url, page_address


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
        if campaign.is_taken_back(path) or not campaign.is_published(campaign.pages[source.code, path]):
            continue
        alternates = _alternates(alternates_of(campaign, path, ""))
        for language in campaign.languages_of(path):
            page = campaign.page(language, path)
            assert page is not None
            loc = escape(absolute_url(base, page_address(language, page.url)), quote=False)
            lines.append(f"<url><loc>{loc}</loc><lastmod>{page.meta.reviewed_on}</lastmod>{alternates}</url>")
    for url in (*help_places(campaign), *country_pages(campaign)):
        versions = alternates_in(campaign, campaign.offered, url, "")
        alternates = _alternates(versions)
        # What the source's is once more as x-default is listed once.
        lines += [
            f"<url><loc>{escape(one, quote=False)}</loc>{alternates}</url>" for one in {one.href: 0 for one in versions}
        ]
    return "\n".join([*lines, "</urlset>", ""])


def _alternates(versions: Iterable[Alternate]) -> str:
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{one.hreflang}" href="{escape(one.href, quote=False)}"/>'
        for one in versions
    )
