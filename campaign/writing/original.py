"""The campaign that comes with the generator: its guides, words and data are what a new campaign begins with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from campaign.facts.vocabulary import FILE as VOCABULARY
from campaign.facts.vocabulary import Vocabulary, read_vocabulary
from campaign.files.allowed import DATA_FOLDER
from campaign.files.problems import stop_at_errors
from campaign.files.yamlfile import load_yaml
from campaign.model.pool import original_folder
from campaign.pages.page import SourcePage, load_page

_IN_NAVIGATION = re.compile(r"^ *- ([\w./-]+\.md)$", re.MULTILINE)
_ENTRY = re.compile(r"^- ", re.MULTILINE)
_ID = re.compile(r"\b(?:id|page): *([\w-]+)")


class Language(NamedTuple):
    """A language of the original as its settings name it."""

    code: str
    name: str
    is_source: bool


class Original:
    """The original as it lies on disk. Its files are the generator's own, so they are believed."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder or original_folder()
        self.docs = self.folder / "docs"
        self._settings = (self.folder / "mkdocs.yml").read_text("utf-8")
        self._words: dict[str, dict[str, Any]] = {}
        self._pages: dict[tuple[str, str], SourcePage | None] = {}

    @cached_property
    def navigation(self) -> list[str]:
        """The paths of its pages, in order."""
        return _IN_NAVIGATION.findall(self._settings)

    @cached_property
    def languages(self) -> list[Language]:
        """Those that have a folder, the source first."""
        found = re.findall(r"\{ locale: ([\w-]+), name: ([^,]+), (default: true, )?build: true \}", self._settings)
        languages = [Language(code, name, bool(default)) for code, name, default in found]
        return sorted(
            (one for one in languages if self.words_file(one.code).is_file()), key=lambda one: not one.is_source
        )

    @property
    def source(self) -> str:
        """The language its pages were written in."""
        return self.languages[0].code

    @cached_property
    def countries(self) -> frozenset[str]:
        """Its own country, and those that its word files name: what its pages may say of one of them holds there."""
        found = set(re.findall(r"^ *country: *([A-Z]{2})$", self._settings, re.MULTILINE))
        for one in self.languages:
            found |= {*self.words(one.code).get("language", {}).get("countries", ())}
        return frozenset(found)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Its vocabulary."""
        vocabulary, problems = read_vocabulary(load_yaml(self.data(VOCABULARY), VOCABULARY))
        stop_at_errors(problems)
        assert vocabulary is not None
        return vocabulary

    def transliteration(self, code: str) -> Mapping[str, Any] | None:
        """How it makes a language from another one's text; None for a language of which it does not."""
        found = re.search(rf"^ *{re.escape(code)}: (\{{ source: .*\}})$", self._settings, re.MULTILINE)
        return dict(yaml.safe_load(found[1])) if found else None

    def name_of(self, code: str) -> str | None:
        """What the settings call a language."""
        found = re.search(rf"\{{ locale: {re.escape(code)}, name: ([^,]+),", self._settings)
        return found[1] if found else None

    def data(self, name: str) -> Path:
        """A data file."""
        return self.docs / DATA_FOLDER / name

    def words_file(self, code: str) -> Path:
        """The file of a language's interface words."""
        return self.data(f"ui/{code}.yml")

    def words(self, code: str) -> dict[str, Any]:
        """What a word file holds; nothing where there is none."""
        if code not in self._words:
            path = self.words_file(code)
            self._words[code] = dict(yaml.safe_load(path.read_text("utf-8"))) if path.is_file() else {}
        return self._words[code]

    def page(self, code: str, path: str) -> SourcePage | None:
        """A page, as far as there is one."""
        if (code, path) not in self._pages:
            file = self.docs / code / path
            self._pages[code, path] = load_page(file, code, path, f"docs/{code}/{path}")[0] if file.is_file() else None
        return self._pages[code, path]

    @cached_property
    def paths_by_id(self) -> dict[str, str]:
        """Where the page with an id is."""
        pages = ((path, self.page(self.source, path)) for path in self.navigation)
        return {page.meta.id: path for path, page in pages if page}

    def entries(self, name: str) -> dict[str, str]:
        """The entries of a list in a data file as they are written, by their ids."""
        text = self.data(name).read_text("utf-8")
        starts = [match.start() for match in _ENTRY.finditer(text)]
        pieces = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
        return {match[1]: piece for piece in pieces if (match := _ID.search(piece))}
