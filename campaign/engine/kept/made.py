"""Bodies, QR codes and assets: made once, kept."""

from __future__ import annotations

import pickle
from collections.abc import Iterable

from campaign.engine.kept.cache import Cache, digest
from campaign.engine.kept.inputs import generator_digest
from campaign.engine.kept.reader import KeptReader
from campaign.engine.processes import map_in_processes
from campaign.model.permalinks import permalink
from campaign.model.places import Places
from campaign.pages.body import body_words
from campaign.site.pages import PageTask
from campaign.site.render import BodyId, Renderer
from campaign.views.assets import SiteAssets, build_site_assets
from campaign.views.outline import render_inline_code
from campaign.views.views import Views


def keep_codes(views: Views, cache: Cache, paths: Iterable[str], processes: int) -> None:
    """Give the pages at these paths their QR codes, kept or new."""
    campaign = views.campaign
    base, source = campaign.settings.site_url, campaign.settings.source.code
    ids = [campaign.pages[source, path].meta.id for path in paths] if base else []
    keys = {digest("code", generator_digest(), base + permalink(one)): base + permalink(one) for one in ids}
    kept = cache.get_many(keys)
    new = [(key, address) for key, address in keys.items() if key not in kept]
    codes = map_in_processes(render_inline_code, [address for _, address in new], processes)
    for (key, address), code in zip(new, codes, strict=True):
        cache.put(key, code.encode())
        views.codes[address] = code
    views.codes |= {keys[key]: code.decode() for key, code in kept.items()}


def keep_bodies(renderer: Renderer, reader: KeptReader, cache: Cache, tasks: Iterable[PageTask]) -> dict[BodyId, str]:
    """Give the renderer every body that is kept of these pages; returns the key of each, kept or not."""
    keys: dict[BodyId, str] = {}
    for task in tasks:
        page, language = renderer.shown(task.language, task.path)
        body_id = renderer.body_id(page, task.language)
        if body_id in keys:
            continue
        known = reader.known.get(page.file)
        words = body_words(renderer.views.wording.words_of(language))
        keys[body_id] = digest(
            "body", generator_digest(), renderer.campaign.settings.markdown.digest, repr(body_id), page.path,
            known.digest if known else page.body, repr(sorted(words.items())),
        )  # fmt: skip
        if body_id not in renderer.bodies and (body := cache.get(keys[body_id])) is not None:
            renderer.bodies[body_id] = body.decode()
    return keys


def keep_assets(places: Places, reader: KeptReader, cache: Cache) -> SiteAssets:
    """The stylesheet and scripts of the look as it is."""
    inputs = reader.inputs
    look = inputs.digest_of(*places.look.folders), repr(places.look.colours)
    key = digest("assets", generator_digest(), *look, inputs.digest_of(places.theme))
    kept = cache.get(key)
    if kept is not None:
        assets: SiteAssets = pickle.loads(kept)
        return assets
    assets = build_site_assets(places.theme, places.look)
    cache.put(key, pickle.dumps(assets))
    return assets
