"""The files that are made once, from the whole campaign: open data, permalinks, status, sitemap.

A part of the generator that makes such files yields them here; nothing else has to know.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from campaign.addresses import render_sitemap
from campaign.assets import SiteAssets
from campaign.go_pages import render_go_pages
from campaign.kits.files import kit_files
from campaign.opendata import render_helplines_csv, render_helplines_json, render_statistics_json
from campaign.status import render_badge, render_status_json
from campaign.views import Views

NO_SITE_URL = (
    "site_url is not set in mkdocs.yml: without it there is no sitemap.xml, and no link and no QR code on the sheets "
    "for schools"
)


@dataclass(frozen=True)
class Artefact:
    """A file of the site: its path below the site's root, and its bytes or how to make them.

    Cheap ones give their bytes: `Artefact(path, content)`. A costly one (a PDF, a picture) gives `make`, which is
    called only when it is needed, and a `key` that changes whenever its bytes would: everything they depend on,
    through `artefact_key`. While the key and the generator stay the same the file of an earlier build is taken.
    """

    path: str
    content: bytes = b""
    make: Callable[[], bytes] | None = None
    key: str = ""

    def render(self) -> bytes:
        """The file's bytes."""
        return self.make() if self.make else self.content


def artefact_key(*inputs: object) -> str:
    """A key made from everything an artefact's bytes depend on: texts, bytes, dates, frozen records.

    Each is told apart by its `repr`, so it must have one that says all of it (no sets: their order changes).
    """
    return hashlib.sha256("\0".join(repr(one) for one in inputs).encode()).hexdigest()


def render_artefacts(views: Views, assets: SiteAssets) -> Iterator[Artefact]:
    """Every file that belongs to no single page."""
    for path, text in _texts(views, assets):
        yield Artefact(path, text.encode())
    for kit in kit_files(views):
        yield Artefact(kit.path, make=kit.make, key=artefact_key(*kit.inputs))


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
