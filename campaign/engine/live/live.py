"""The site while somebody writes it: nothing is built; each page is rendered when it is asked for.

After a change only the changed files are read again. Pages, problems and bodies are known by their content, so what
has not changed costs next to nothing, and what depends on it is new by itself.
"""

from __future__ import annotations

import datetime
import mimetypes
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from campaign.engine.kept.bytecode import keep_bytecode
from campaign.engine.kept.cache import Cache, digest
from campaign.engine.kept.inputs import Inputs, read_inputs
from campaign.engine.kept.keys import PageKeys
from campaign.engine.kept.made import keep_assets, keep_bodies
from campaign.engine.kept.problems import find_problems
from campaign.engine.kept.reader import KeptReader
from campaign.files.allowed import DATA_FOLDER
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem, ProblemsFound, has_errors, sorted_problems
from campaign.languages.word_forms import word_families
from campaign.model.campaign import Campaign
from campaign.model.load import load_campaign
from campaign.model.made_pages import made_pages
from campaign.model.places import Places
from campaign.model.project import Project
from campaign.pages.page import SourcePage
from campaign.site.artefacts import render_artefacts, render_listings
from campaign.site.pages import PageTask, site_pages
from campaign.site.render import Renderer
from campaign.site.search import SearchPage, pack_search_page, render_search_index, telling_words, unpack_search_page
from campaign.site.static import static_files
from campaign.views.artefact import Artefact
from campaign.views.policy import FETCHING, page_policy
from campaign.views.views import Views


class LiveReader(KeptReader):
    """Keeps what it has read in memory too. A page that cannot be read now is shown as it was when it last could."""

    last: LiveReader | None = None
    """The reader before this one."""

    def __init__(self, inputs: Inputs, cache: Cache, docs_dir: Path):
        super().__init__(inputs, cache, docs_dir)
        self.pages: dict[str, SourcePage] = {}
        self.documents: dict[str, YamlDocument] = {}

    def _is_known(self, path: str) -> bool:
        # What is as it was is in the memory: nobody need ask the cache for a thousand pages.
        return self.last is not None and self.last.inputs.digests.get(path) == self.inputs.digests[path]

    def page(self, path: str, language: str, relative: str, file: str) -> tuple[SourcePage | None, list[Problem]]:
        last, digest = self.last, self.inputs.digests.get(path)
        if last is not None and file in last.known and last.known[file].digest == digest:
            page, problems, self.known[file] = last.pages[file], list[Problem](), last.known[file]
        else:
            read, problems = super().page(path, language, relative, file)
            found = read or (last.pages.get(file) if last is not None else None)
            if found is None:
                return None, problems
            page = found
        self.pages[file] = page
        return page, problems

    def yaml(self, path: Path, file: str) -> YamlDocument:
        key = f"{path}\0{self.inputs.digests.get(str(path))}"
        known = self.last.documents.get(key) if self.last is not None else None
        self.documents[key] = known or super().yaml(path, file)
        return self.documents[key]


@dataclass(frozen=True)
class Answer:
    """A file of the site as a browser gets it. `source`: the file that its text is in."""

    content: bytes
    media_type: str
    source: str | None = None


class Edition:
    """The site as the files were at one moment."""

    def __init__(self, project: Project, reader: KeptReader, campaign: Campaign, cache: Cache):
        self.project, self.reader, self.campaign, self.cache = project, reader, campaign, cache
        places = project.places
        self.assets = keep_assets(places, reader, cache)
        views = Views(campaign, look_digest=reader.inputs.digest_of(*places.look.folders))
        self.renderer = Renderer(campaign, views, self.assets)
        # A page that waits for changes asks its own site for them.
        self.renderer.policy = page_policy(FETCHING)
        keep_bytecode(self.renderer.templates, cache)
        self._lock = threading.RLock()
        self._shown: dict[str, Answer] = {}
        """The pages that somebody has asked for: few, because an edition lives until a file is saved."""

    def answer(self, path: str) -> Answer | None:
        """The file at a path below the site's root; None when there is none. Raises ProblemsFound."""
        path = path + "index.html" if not path or path.endswith("/") else path
        with self._lock:
            if task := self._pages.get(path):
                if path not in self._shown:
                    page, _ = self.renderer.shown(task.language, task.path)
                    keep_bodies(self.renderer, self.reader, self.cache, [task])
                    html = self.renderer.page(task.language, task.path).html.encode()
                    self._shown[path] = Answer(html, "text/html", page.file)
                return self._shown[path]
            content = self._other(path)
        if content is None and (listing := self._listings.get(path)):
            # It may ask how large every file of the site is, one by one: others are answered in between.
            content = listing.render()
        return None if content is None else Answer(content, _media_type(path))

    def not_found(self, path: str) -> Answer:
        """The page for an address without a file, in the language of that address."""
        settings = self.campaign.settings
        folder = path.split("/")[0]
        language = next((one for one in settings.languages if one.code == folder), settings.source)
        with self._lock:
            return Answer(self.renderer.template("404.html", language).html.encode(), "text/html")

    def _other(self, path: str) -> bytes | None:
        for language in self.campaign.settings.languages:
            name = path.removeprefix(language.prefix)
            if path.startswith(language.prefix) and name in self._made:
                return self.renderer.template(name, language).html.encode()
            if path == language.prefix + "search-index.js":
                tasks = [one for one in self._pages.values() if one.language == language]
                pages = [*self._search_pages(tasks), *self.renderer.made_search_pages(language)]
                return render_search_index(pages, word_families(telling_words(pages), language.forms)).encode()
        for asset in self.assets.all():
            if path == asset.url:
                return asset.content.encode()
        if file := self._static.get(path):
            return file.read_bytes()
        artefact = self._artefacts.get(path)
        return artefact.render() if artefact else None

    def _search_pages(self, tasks: Iterable[PageTask]) -> list[SearchPage]:
        found = []
        for task in tasks:
            page_key = self._keys.page(task.language, task.path)
            key = digest("live search", page_key)
            kept = self.cache.get(key) if page_key else None
            if kept is None:
                page = self.renderer.search_page(task.language, task.path)
                kept = pack_search_page(page) if page else b""
                if page_key:
                    self.cache.put(key, kept)
            if kept:
                found.append(unpack_search_page(kept))
        return found

    @cached_property
    def _keys(self) -> PageKeys:
        return PageKeys(self.campaign, self.reader, repr(self.assets.all()))

    @cached_property
    def _made(self) -> tuple[str, ...]:
        return made_pages(self.campaign)

    @cached_property
    def _pages(self) -> Mapping[str, PageTask]:
        return {task.address: task for task in site_pages(self.campaign)}

    @cached_property
    def _static(self) -> Mapping[str, Path]:
        return dict(static_files(self.project.places.docs_dir, self.project.places.look))

    @cached_property
    def _artefacts(self) -> Mapping[str, Artefact]:
        return {one.path: one for one in render_artefacts(self.renderer.views, self.assets)}

    @cached_property
    def _listings(self) -> Mapping[str, Artefact]:
        prefixes = [language.prefix for language in self.campaign.settings.languages]
        own = [prefix + name for prefix in prefixes for name in (*self._made, "search-index.js")]
        names = [*self._pages, *self._static, *own, *self._artefacts]
        return {one.path: one for one in render_listings(self.renderer.views, _Sizes(names, self._size), self._read)}

    def _size(self, path: str) -> int:
        # Only artefacts are listed with their sizes.
        artefact = self._artefacts.get(path)
        if artefact is None:
            return 0
        with self._lock:
            return len(artefact.render())

    def _read(self, path: str) -> bytes:
        """The bytes of an artefact, or of a listing that is made before it."""
        artefact = self._artefacts.get(path)
        if artefact is None:
            return self._listings[path].render()
        with self._lock:
            return artefact.render()


class _Sizes(Mapping[str, int]):
    """The sizes of files; each is found out when it is asked for, because that takes making the file."""

    def __init__(self, names: Iterable[str], size: Callable[[str], int]):
        self._names, self._size = dict.fromkeys(names), cache(size)

    def __getitem__(self, name: str) -> int:
        if name not in self._names:
            raise KeyError(name)
        return self._size(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names


class LiveSite:
    """Follows the files. `edition` is the site as it was when the campaign could last be loaded."""

    def __init__(
        self,
        read_project: Callable[[], Project],
        day: Callable[[Places], datetime.date],
        cache: Cache,
        *,
        is_preview: bool,
    ):
        self.read_project, self.day, self.cache, self.is_preview = read_project, day, cache, is_preview
        self.edition: Edition | None = None
        self.problems: tuple[Problem, ...] = ()
        """What is wrong now, errors and warnings."""
        self._project: Project | None = None
        self._inputs: Inputs | None = None
        self._reader: LiveReader | None = None
        self._documents: Mapping[str, YamlDocument] = {}
        self._load_problems: list[Problem] = []

    @property
    def places(self) -> Places | None:
        """Where everything is; None while the settings cannot be read."""
        return self._project.places if self._project else None

    def load(self, changed: Collection[Path] = (), processes: int = 1) -> bool:
        """Read what has changed and show the site as it is now; whether that worked. `problems` says what did not."""
        try:
            project = self._current_project(changed)
            places = project.places
            self._inputs = read_inputs(places.config_file, places.inputs, self._inputs or _NOTHING, changed)
            reader = LiveReader(self._inputs, self.cache, places.docs_dir)
            reader.last = self._reader
            reader.prepare(processes)
            campaign, self._documents, self._load_problems = load_campaign(project.settings, self.day(places), reader)
            if self.edition is None and has_errors(self._load_problems):
                raise ProblemsFound(self._load_problems)
            self.edition, self._reader = Edition(project, reader, campaign, self.cache), reader
            # Not a chain of all readers that there were.
            reader.last = None
        except ProblemsFound as found:
            self.problems = tuple(found.problems)
            return False
        return True

    def check(self, processes: int = 1) -> bool:
        """Check the site that is shown; whether other problems were found than before."""
        before = self.problems
        if self.edition is not None:
            campaign, reader = self.edition.campaign, self.edition.reader
            problems = find_problems(campaign, self._documents, reader, processes)
            self.problems = tuple(sorted_problems([*self._load_problems, *problems]))
        return self.problems != before

    def _current_project(self, changed: Collection[Path]) -> Project:
        """The settings. They hold facts of the word files too."""
        project = self._project
        words = project.places.docs_dir / DATA_FOLDER / "ui" if project else None
        if (
            project is None
            or project.places.config_file in changed
            or any(words is not None and path.is_relative_to(words) for path in changed)
        ):
            project = self.read_project()
            if self.is_preview:
                project = project._replace(settings=replace(project.settings, is_preview=True))
            self._project = project
        return project


_NOTHING = Inputs("", {}, {})


def _media_type(path: str) -> str:
    return mimetypes.guess_type(path)[0] or "application/octet-stream"
