"""The files that are made once, from the whole campaign: open data, permalinks, status, sitemap.

A part of the generator that makes such files yields them here; nothing else has to know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from campaign.addresses import render_sitemap
from campaign.assets import SiteAssets
from campaign.go_pages import render_go_pages
from campaign.kits.guides import GUIDES, SCHEMA, collect_guides, render_guides_json, render_guides_schema
from campaign.kits.kits import render_kits
from campaign.opendata import render_helplines_csv, render_helplines_json, render_statistics_json
from campaign.status import render_badge, render_status_json
from campaign.views import Views


@dataclass(frozen=True)
class Artefact:
    """A file of the site: its path below the site's root and its bytes."""

    path: str
    content: bytes


def render_artefacts(views: Views, assets: SiteAssets) -> Iterator[Artefact]:
    """Every file that belongs to no single page."""
    for path, text in _texts(views, assets):
        yield Artefact(path, text.encode())
    sizes = {}
    for path, content in render_kits(views, assets.stylesheet.url, assets.script.url):
        sizes[path] = len(content)
        yield Artefact(path, content)
    yield Artefact(GUIDES, render_guides_json(collect_guides(views.campaign, sizes)).encode())
    yield Artefact(SCHEMA, render_guides_schema().encode())


def _texts(views: Views, assets: SiteAssets) -> Iterator[tuple[str, str]]:
    campaign = views.campaign
    for asset in assets.all():
        yield asset.url, asset.content
    yield "data/helplines.json", render_helplines_json(campaign)
    yield "data/helplines.csv", render_helplines_csv(campaign)
    yield "data/statistics.json", render_statistics_json(campaign)
    yield "data/status.json", render_status_json(views.status)
    for one in views.status.languages:
        yield f"data/status/{one.code}.svg", render_badge(one)
    yield from render_go_pages(views, assets.stylesheet.url, assets.go_script.url)
    if sitemap := render_sitemap(campaign):
        yield "sitemap.xml", sitemap
