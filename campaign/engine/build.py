"""A whole site: what has changed is rendered, in several processes; what has not is taken over from the last site."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from campaign.engine.artefact_files import build_artefacts
from campaign.engine.kept.bytecode import keep_bytecode, load_templates
from campaign.engine.kept.cache import Cache, digest
from campaign.engine.kept.inputs import generator_digest
from campaign.engine.kept.keys import PageKeys
from campaign.engine.kept.made import keep_assets, keep_bodies, keep_codes
from campaign.engine.kept.reader import KeptReader
from campaign.engine.laps import Laps
from campaign.engine.part import owner_of
from campaign.engine.processes import FEW, map_in_processes, shared_by
from campaign.engine.stage import Stage
from campaign.languages.language import Language
from campaign.languages.word_forms import word_families
from campaign.model.campaign import Campaign
from campaign.model.made_pages import STATUS, made_pages
from campaign.model.project import Project
from campaign.model.recordings import kept_back
from campaign.pages.page import SourcePage
from campaign.site.artefacts import render_artefacts, render_listings
from campaign.site.pages import PageTask, site_pages
from campaign.site.render import BodyId, Renderer
from campaign.site.search import pack_search_page, render_search_index, telling_words, unpack_search_page
from campaign.site.static import static_files
from campaign.views.views import Views


class Work(NamedTuple):
    """What a build needs to know beside the campaign."""

    project: Project
    reader: KeptReader
    cache: Cache
    processes: int
    laps: Laps
    only: frozenset[str] = frozenset()
    """Codes of the languages to build; empty for all of them."""

    def owns(self, path: str) -> bool:
        """Whether a file belongs to what is built."""
        return not self.only or owner_of(path, self.project.settings).code in self.only

    def languages(self, campaign: Campaign) -> list[Language]:
        """The languages to build."""
        return [one for one in campaign.settings.languages if not self.only or one.code in self.only]


def build_site(campaign: Campaign, work: Work, stage: Stage) -> dict[str, str]:
    """Fill the stage with the whole site; returns the keys under which what search knows of each page is kept."""
    places = work.project.places
    assets = keep_assets(places, work.reader, work.cache)
    views = Views(campaign, look_digest=work.reader.inputs.digest_of(*places.look.folders))
    renderer = Renderer(campaign, views, assets)
    keep_bytecode(views.templates, work.cache)
    keys = PageKeys(campaign, work.reader, repr(assets.all()))
    searches = _build_pages(campaign, work, stage, renderer, keys)
    _build_templates(work, stage, renderer, keys)
    work.laps.end("pages")
    work.laps.begin("Search")
    _build_searches(work, stage, renderer, searches)
    work.laps.end("search")

    def is_done(folder: str, language: Language, pages: Iterable[SourcePage]) -> bool:
        """What schools take shows what its pages do."""
        # Asked of each folder and not of each of its files, which are many.
        of_pages = [keys.page(language, page.path) for page in pages]
        key = digest("folder", *of_pages) if all(of_pages) else ""
        return not work.owns(folder) or stage.take_over_folder(folder, key)

    artefacts = (one for one in render_artefacts(views, assets, keys, is_done) if work.owns(one.path))
    build_artefacts(artefacts, work.cache, stage, work.processes, work.laps)
    work.laps.end("sheets, codes, feeds, data")
    hidden = kept_back(campaign)
    for path, file in static_files(places.docs_dir, places.look):
        if not work.owns(path) or path in hidden:
            continue
        if not stage.take_over(path, work.reader.inputs.digests.get(str(file), "")):
            stage.write(path, work.reader.inputs.read(file))
    work.laps.end("assets")
    if not work.only:
        # They describe the whole site: where only a part is built, they are made when the parts are joined.
        _build_listings(stage, views, keys.shared)
        work.laps.end("sheets, codes, feeds, data")
    return {task.address: key for task, key in searches.items()}


AT_ONCE = 200
"""Paths whose pages are rendered before what they have given is kept: so the memory need not hold a whole site."""


class Rendered(NamedTuple):
    """The pages of one path, as they were rendered."""

    searches: list[tuple[PageTask, bytes]]
    """What search knows of each, if anything."""
    bodies: dict[BodyId, str]
    """The bodies that were rendered for them."""
    searching: float
    """Seconds that went to search."""


def _build_pages(
    campaign: Campaign, work: Work, stage: Stage, renderer: Renderer, keys: PageKeys
) -> dict[PageTask, str]:
    """Take over or render every page; returns the search keys."""
    searches: dict[PageTask, str] = {}
    # Path by path: languages that show the same text render it once, in one process.
    groups: dict[str, list[PageTask]] = {}
    for task in site_pages(campaign, work.languages(campaign)):
        if stage.take_over(task.address, keys.page(task.language, task.path)):
            if key := stage.last.searches.get(task.address):
                searches[task] = key
        else:
            groups.setdefault(task.path, []).append(task)
    if sum(map(len, groups.values())) > FEW:
        load_templates(renderer.templates, work.processes)
    work.laps.end("pages")
    work.laps.begin("QR codes of pages")
    keep_codes(renderer.views, work.cache, groups, work.processes)
    work.laps.end("QR codes of pages")
    render, waiting = partial(_render_group, renderer, stage), list(groups.values())
    for start in range(0, len(waiting), AT_ONCE):
        batch = waiting[start : start + AT_ONCE]
        count = work.laps.counter("Pages", len(waiting), start)
        tasks = chain.from_iterable(batch)
        body_keys = keep_bodies(renderer, work.reader, work.cache, tasks)
        for one in map_in_processes(render, batch, work.processes, count=count):
            for body_id, body in one.bodies.items():
                work.cache.put(body_keys[body_id], body.encode())
            for task, search in one.searches:
                searches[task] = digest("search", search)
                work.cache.put(searches[task], search)
            work.laps.give("search", one.searching / shared_by(len(batch), work.processes))
    return searches


def _build_templates(work: Work, stage: Stage, renderer: Renderer, keys: PageKeys) -> None:
    """The pages without Markdown."""
    new: list[tuple[str, Language]] = []
    for language in work.languages(renderer.campaign):
        for name in made_pages(renderer.campaign):
            more = (repr(renderer.views.status),) if name == STATUS else ()
            if not stage.take_over(language.prefix + name, keys.template(language, name, *more)):
                new.append((name, language))
    map_in_processes(partial(_write_template, renderer, stage), new, work.processes, few=12)


def _write_template(renderer: Renderer, stage: Stage, one: tuple[str, Language]) -> None:
    page = renderer.template(*one)
    stage.write(page.address, page.html.encode())


def _render_group(renderer: Renderer, stage: Stage, group: Sequence[PageTask]) -> Rendered:
    """Render and write the pages of one path in several languages."""
    own = {renderer.body_id(renderer.shown(task.language, task.path)[0], task.language) for task in group}
    kept = own & renderer.bodies.keys()
    for task in group:
        stage.write(task.address, renderer.page(task.language, task.path).html.encode())
    started = time.monotonic()
    found = [(task, renderer.search_page(task.language, task.path)) for task in group]
    searches = [(task, pack_search_page(search)) for task, search in found if search]
    searching = time.monotonic() - started
    # Nobody else shows these texts: they need not stay in the memory.
    bodies = {one: renderer.bodies.pop(one) for one in own & renderer.bodies.keys()}
    new = {one: body for one, body in bodies.items() if one not in kept}
    return Rendered(searches, new, searching)


def _build_searches(work: Work, stage: Stage, renderer: Renderer, searches: dict[PageTask, str]) -> None:
    new: list[_SearchIndex] = []
    for language in work.languages(renderer.campaign):
        own = sorted((key, task.path) for task, key in searches.items() if task.language == language)
        path = language.prefix + "search-index.js"
        pages = list(map(pack_search_page, renderer.made_search_pages(language)))
        key = digest("index", generator_digest(), language.forms, *pages, *(key for key, _ in own))
        if not stage.take_over(path, key):
            known = work.cache.get_many(key for key, _ in own)
            for key, page_path in own:
                if kept := known.get(key):
                    pages.append(kept)
                elif page := renderer.search_page(language, page_path):
                    pages.append(pack_search_page(page))
            families = digest("families", path)
            new.append(_SearchIndex(path, pages, language.forms, families, work.cache.get(families) or b""))
    made = map_in_processes(partial(_write_search, stage), new, work.processes, few=3)
    for one, families_made in zip(new, made, strict=True):
        work.cache.put(one.families_key, families_made)


class _SearchIndex(NamedTuple):
    """What the search index of a language is made of: its pages, packed, the dictionary of its words' forms, and what
    was last found in that, which begins with what it was found for."""

    path: str
    pages: list[bytes]
    dictionary: str
    families_key: str
    last_families: bytes


def _write_search(stage: Stage, index: _SearchIndex) -> bytes:
    """Write an index; returns its families, to be kept."""
    # Unpacked here, in a process of its own: the words of all pages, one by one, would fill the memory.
    pages = [*map(unpack_search_page, index.pages)]
    words = telling_words(pages)
    key = digest("families", generator_digest(), index.dictionary, *sorted(words))
    found_for, _, families = index.last_families.decode().partition("\n")
    if found_for != key:
        families = word_families(words, index.dictionary)
    stage.write(index.path, render_search_index(pages, families).encode())
    return f"{key}\n{families}".encode()


def _build_listings(stage: Stage, views: Views, front: str) -> None:
    """The files that describe all others."""
    for artefact in list(render_listings(views, stage.sizes(), stage.read, front)):
        key = digest("artefact", generator_digest(), artefact.key) if artefact.key else ""
        if not stage.take_over(artefact.path, key):
            stage.write(artefact.path, artefact.render())
