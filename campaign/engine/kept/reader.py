"""What is known of files that have not changed: pages and data as they were read, and the problems found in them."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from campaign.engine.kept.cache import Cache, digest
from campaign.engine.kept.inputs import PACKAGE, Inputs, generator_digest
from campaign.engine.processes import map_in_processes
from campaign.files.documents import MAX_BYTES as MAX_YAML_BYTES
from campaign.files.documents import YamlDocument, decode_text
from campaign.files.photos import Photo
from campaign.files.problems import Problem, ProblemsFound
from campaign.files.recordings import Sound
from campaign.languages.formats import answers
from campaign.model.load import FoundT, Reader
from campaign.pages.blocks import Outline, keep_outline, page_outline
from campaign.pages.headings import heading_ids, linked_pages
from campaign.pages.page import (
    MAX_BYTES,
    PageMeta,
    SourcePage,
    parse_page_bytes,
    read_front_matter,
    split_front_matter,
)
from campaign.translation.structure import keep_shape, page_shape


class Known(NamedTuple):
    """What is known of a page's text without reading it again."""

    digest: str
    anchors: str
    """Changes with the ids of its headings."""
    links: tuple[str, ...]
    """The paths of the pages it links to."""
    meta: str
    """Changes with what its front matter means."""


class _KeptPage(NamedTuple):
    """A page's text as it is kept."""

    front_key: str
    """The key of its front matter alone."""
    meta: PageMeta
    meta_digest: str
    start: int
    """Where in the file the body begins, in bytes: a body that reading has changed (NFC) is not kept."""
    line: int
    """The line that it begins on."""
    outline: bytes
    """Pickled again, because few are asked for."""
    shape: str
    anchors: str
    links: tuple[str, ...]


class KeptReader(Reader):
    """Reads from the inputs, and parses only what it has not parsed before."""

    def __init__(self, inputs: Inputs, cache: Cache, docs_dir: Path):
        self.inputs, self.cache, self.root = inputs, cache, f"{docs_dir}{os.sep}"
        self.known: dict[str, Known] = {}
        """By the page's file name."""
        self._keys: dict[str, str] = {}
        """The keys of the pages that `prepare` has asked for, by path."""
        self._parsed: dict[str, bytes] = {}
        """What `prepare` has found of pages, by key, until each is read."""
        self._fronts: dict[str, bytes] = {}
        """What is known of front matters whose pages have changed, by key."""

    def prepare(self, processes: int) -> None:
        """Parse every page that is new, in several processes."""
        pages = [path for path in self.inputs.texts if path.endswith(".md") and path.startswith(self.root)]
        keys = self._keys = {path: self._key(path) for path in pages if not self._is_known(path)}
        self._parsed = self.cache.get_many(keys.values())
        new = [path for path, key in keys.items() if key not in self._parsed]
        self._fronts = self.cache.get_many(_front_keys(self.inputs.texts[path] for path in new))
        # The first one here: what reading loads, which is much, the other processes begin with.
        values = [*map(self._parse, new[:1]), *map_in_processes(self._parse, new[1:], processes)]
        for path, value in zip(new, values, strict=True):
            if value is not None:
                self._keep(keys[path], value)

    def _is_known(self, path: str) -> bool:
        """Whether a page will not be asked for."""
        return False

    def page(self, path: str, language: str, relative: str, file: str) -> tuple[SourcePage | None, list[Problem]]:
        raw = self.inputs.texts.get(path)
        if raw is None or len(raw) > MAX_BYTES:
            return super().page(path, language, relative, file)
        key = self._keys.get(path) or self._key(path)
        value = self._parsed.pop(key, None) or self.cache.get(key)
        if value is None:
            value = self._parse(path)
            if value is None:
                return parse_page_bytes(raw, language, relative, file)
            self._keep(key, value)
        kept: _KeptPage = pickle.loads(value)
        page = SourcePage(language, relative, file, kept.meta, raw[kept.start :].decode(), kept.line)
        keep_outline(page, partial(_read_outline, kept.outline))
        keep_shape(page, kept.shape)
        self.known[file] = Known(self.inputs.digests[path], kept.anchors, kept.links, kept.meta_digest)
        return page, []

    def _keep(self, key: str, value: bytes) -> None:
        self.cache.put(key, value)
        page: _KeptPage = pickle.loads(value)
        if page.front_key not in self._fronts:
            self.cache.put(page.front_key, pickle.dumps((page.meta, page.meta_digest)))

    def understood(self, path: Path, file: str, understand: Callable[[YamlDocument], FoundT], name: str) -> FoundT:
        key = digest("understood", generator_digest(), name, file, self.inputs.digests.get(str(path), ""))
        kept = self.cache.get(key)
        if kept is not None:
            known: FoundT = pickle.loads(kept)
            return known
        found = super().understood(path, file, understand, name)
        if str(path) in self.inputs.texts or path.is_relative_to(PACKAGE):
            self.cache.put(key, pickle.dumps(found))
        return found

    def yaml(self, path: Path, file: str) -> YamlDocument:
        raw = self.inputs.texts.get(str(path))
        if raw is None or len(raw) > MAX_YAML_BYTES:
            return super().yaml(path, file)
        key = digest("yaml", generator_digest(), self.inputs.digests[str(path)])
        kept = self.cache.get(key)
        if kept is not None:
            data, lines = pickle.loads(kept)
            return YamlDocument(data, lines, file)
        # Imported when needed: most builds have only files that are known.
        from campaign.files.yamlfile import parse_yaml

        document = parse_yaml(decode_text(raw, file), file)
        self.cache.put(key, pickle.dumps((document.data, document.lines)))
        return document

    def photo(self, path: Path, file: str) -> tuple[Photo | None, list[Problem]]:
        return self._asset("photo", super().photo, path, file)

    def sound(self, path: Path, file: str) -> tuple[Sound | None, list[Problem]]:
        return self._asset("sound", super().sound, path, file)

    def _asset(self, kind: str, read: Callable[[Path, str], FoundT], path: Path, file: str) -> FoundT:
        """What there is to know of a picture or a recording: to look into one takes long."""
        key = digest(kind, generator_digest(), file, self.inputs.digests.get(str(path), ""))
        kept = self.cache.get(key)
        if kept is not None:
            known: FoundT = pickle.loads(kept)
            return known
        found = read(path, file)
        self.cache.put(key, pickle.dumps(found))
        return found

    def _key(self, path: str) -> str:
        return digest("page", generator_digest(), path.removeprefix(self.root), self.inputs.digests[path])

    def _parse(self, path: str) -> bytes | None:
        """All that the text says, pickled; None when there is a problem with it."""
        language, _, relative = path.removeprefix(self.root).replace(os.sep, "/").partition("/")
        raw = self.inputs.texts[path]
        if len(raw) > MAX_BYTES:
            return None
        front_key = known_digest = ""

        def read(front_matter: str, file: str) -> tuple[PageMeta | None, list[Problem]]:
            nonlocal front_key, known_digest
            front_key = _front_key(front_matter)
            known = self._fronts.get(front_key)
            if known is None:
                return read_front_matter(front_matter, file)
            # Most edits are below the front matter: nobody need read its YAML again.
            meta, known_digest = pickle.loads(known)
            return meta, []

        page, problems = parse_page_bytes(raw, language, relative, relative, read)
        if page is None or problems or not raw.endswith(page.body.encode()):
            return None
        kept = _KeptPage(
            front_key=front_key,
            meta=page.meta,
            meta_digest=known_digest or meta_digest(page),
            start=len(raw) - len(page.body.encode()),
            line=page.body_line,
            outline=pickle.dumps(tuple(page_outline(page))),
            shape=page_shape(page),
            anchors=repr(heading_ids(page)),
            links=tuple(linked_pages(page)),
        )
        return pickle.dumps(kept)


def _read_outline(kept: bytes) -> Outline:
    return Outline(*pickle.loads(kept))


def _front_key(front_matter: str) -> str:
    """The key under which is kept what a page's front matter says."""
    return digest("front", generator_digest(), front_matter)


def _front_keys(pages: Iterable[bytes]) -> Iterator[str]:
    """The keys of the front matters that can be found."""
    for raw in pages:
        with suppress(ProblemsFound):
            yield _front_key(split_front_matter(decode_text(raw, ""), "")[0])


def meta_digest(page: SourcePage) -> str:
    """Changes with what a page's front matter means."""
    return digest(repr(page.meta))


MAX_ANSWERS = 10_000
"""Above so many they are not worth keeping: to read them would take as long as Babel."""


@contextmanager
def kept_answers(cache: Cache) -> Iterator[None]:
    """What Babel was asked in earlier builds is known within, and what this process asks it within is known to later
    ones: of a clean build, whose pages other processes make, that is little; of the first edit after it, all."""
    key = digest("answers", generator_digest())
    kept: dict[Any, Any] = pickle.loads(cache.get(key) or pickle.dumps({}))
    answers.update(kept)
    yield
    if len(kept) < len(answers) <= MAX_ANSWERS:
        cache.put(key, pickle.dumps(answers))
