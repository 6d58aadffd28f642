"""What a campaign's site lets others take over: `data/pool.json`, and beside it each page as Markdown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from campaign.facts.pool import FACTS_FILE, FOLDER, FORMAT, MANIFEST
from campaign.files.schema import plain_data
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage
from campaign.views.artefact import Artefact, KnownPages, artefact_key

LICENCE = "CC BY 4.0"


def shared_pages(campaign: Campaign) -> dict[str, list[SourcePage]]:
    """The guides, lessons, activities and chapters that readers see, by id, each in the languages it is written in; no
    translation that is out of date."""
    found: dict[str, list[SourcePage]] = {}
    for folder in campaign.settings.folders:
        for (language, path), page in campaign.pages.items():
            kind = campaign.kind(page)
            state = campaign.translations.get((language, path))
            is_current = state is None or state.state not in ("outdated", "missing")
            if language == folder and kind.plural and not kind.news and is_current and campaign.is_published(page):
                found.setdefault(page.meta.id, []).append(page)
    source = campaign.settings.source.code
    return {one: pages for one, pages in found.items() if pages[0].language == source}


def render_shared(campaign: Campaign, known: KnownPages | None = None) -> Iterator[Artefact]:
    """The manifest, the facts and the texts; what has not changed since an earlier build is taken from there."""
    pages = shared_pages(campaign)
    language_of = {one.code: one for one in campaign.settings.languages}
    keys = []
    for page in (one for several in pages.values() for one in several):
        key = known.page(language_of[page.language], page.path) if known else ""
        keys.append(key)
        file = campaign.settings.docs_dir / page.language / page.path
        yield Artefact(f"{FOLDER}/{page.language}/{page.path}", make=partial(Path.read_bytes, file), key=key)
    # Facts have a file of their own: they are read anew less often than texts.
    key = artefact_key(FACTS_FILE, known.shared) if known else ""
    yield Artefact(FACTS_FILE, make=partial(_render_facts, campaign), key=key)
    key = artefact_key(MANIFEST, keys) if known and all(keys) else ""
    yield Artefact(MANIFEST, make=partial(_render_manifest, campaign, pages), key=key)


def _render_manifest(campaign: Campaign, pages: Mapping[str, list[SourcePage]]) -> bytes:
    settings = campaign.settings
    return _json(
        {
            "format": FORMAT,
            "title": settings.site_name,
            "site": settings.site_url,
            "licence": LICENCE,
            "source": settings.source.code,
            "pages": {one: _describe(campaign, several) for one, several in sorted(pages.items())},
        }
    )


def _describe(campaign: Campaign, pages: list[SourcePage]) -> dict[str, object]:
    docs, original = campaign.settings.docs_dir, pages[0]
    sums = {one.language: hashlib.sha256((docs / one.language / one.path).read_bytes()).hexdigest() for one in pages}
    return {"path": original.path, "title": original.meta.title, "kind": original.meta.kind, "languages": sums}


def _render_facts(campaign: Campaign) -> bytes:
    """The figures and addresses that pages may name, without what is for staff."""
    statistics = {one.id: one for one in campaign.statistics.values() if one.is_publishable}
    return _json(
        {
            "links.yml": {one: plain_data(campaign.links[one]) for one in sorted(campaign.links)},
            "statistics.yml": {one: plain_data(statistics[one], leave_out=("note",)) for one in sorted(statistics)},
        }
    )


def _json(data: Mapping[str, object]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
