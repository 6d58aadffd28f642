"""A page's body: from Markdown to clean HTML, with an inert word in place of every reference.

Depends on nothing but the page's own text, the words for its boxes and tables, and whether the page stands in the
site's root: so one body serves every language that shows this text, and it can be kept between builds.
"""

from __future__ import annotations

import hashlib
import pickle
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit
from xml.etree import ElementTree

import markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from campaign.languages.words import Words
from campaign.pages import html as content
from campaign.pages.addresses import relative_url
from campaign.pages.markdown_speed import needed_extensions, quicken
from campaign.pages.page import SourcePage, url_of_page
from campaign.pages.references import Reference, hide_references
from campaign.pages.sanitise import sanitise_html


@dataclass(frozen=True)
class MarkdownSettings:
    """`markdown_extensions` of mkdocs.yml: the names, and the options of each."""

    extensions: Sequence[str] = ()
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """Changes when any of it does."""
        return hashlib.sha256(pickle.dumps((tuple(self.extensions), self.options))).hexdigest()


def body_words(words: Words) -> dict[str, str]:
    """The interface words that a body is rendered with."""
    return {"table": words["table"], **{f"box_{kind}": words[f"box_{kind}"] for kind in content.ADMONITIONS}}


class BodyRenderer:
    """Renders bodies. A Markdown converter is made when the first body is asked for that needs its extensions."""

    def __init__(self, settings: MarkdownSettings):
        self.settings = settings
        self._converters: dict[tuple[str, ...], markdown.Markdown] = {}
        self._links = _Links()

    def render(self, page: SourcePage, words: Words, *, in_root: bool) -> str:
        """The page's HTML. `words` are those of the text's language; `in_root`: shown at the site's root, as the
        source language is, and not in a language's folder.
        """
        with self._links.followed_from(page, in_root):
            html, _ = self.read(page.body, words)
        return content.wrap_tables(content.wrap_parts(html), words["table"])

    def read(self, text: str, words: Words) -> tuple[str, list[Reference]]:
        """A text's clean HTML with an inert word in place of each reference, and the references; links as written."""
        html, references = self.convert(text, words)
        return sanitise_html(content.move_alignment_to_classes(html)), references

    def convert(self, text: str, words: Words) -> tuple[str, list[Reference]]:
        """The same before it is cleaned: what the checks look at."""
        titles = {kind: words[f"box_{kind}"] for kind in content.ADMONITIONS}
        text, references = hide_references(content.title_admonitions(text, titles))
        html = self._converter(needed_extensions(self.settings.extensions, text)).reset().convert(text)
        return html, references

    def _converter(self, extensions: tuple[str, ...]) -> markdown.Markdown:
        if extensions not in self._converters:
            options = self.settings.options
            converter = markdown.Markdown(
                extensions=[_load_extension(name, options.get(name, {})) for name in extensions],
                extension_configs=dict(options),
            )
            # HTML is no part of what contributors write: it is shown as the text that it is, and checks refuse it.
            converter.preprocessors.deregister("html_block")
            converter.inlinePatterns.deregister("html")
            # After all others, as MkDocs does with its own.
            converter.treeprocessors.register(self._links, "campaign-links", 0)
            quicken(converter)
            self._converters[extensions] = converter
        return self._converters[extensions]


def _load_extension(name: str, options: Mapping[str, Any]) -> Extension | str:
    """An extension that is a module, as most are; another one by its name.

    Python-Markdown looks for each name among all packages that are installed, which takes half as long as a page.
    """
    for module in (f"markdown.extensions.{name}", name):
        with suppress(ImportError, AttributeError):
            return import_module(module).makeExtension(**options)
    return name


class _Links(Treeprocessor):  # type: ignore[misc]
    """Links to Markdown files become links to pages; links to files under assets/ lead there from the page."""

    def __init__(self) -> None:
        super().__init__()
        self._page: SourcePage | None = None
        self._in_root = False

    @contextmanager
    def followed_from(self, page: SourcePage, in_root: bool) -> Iterator[None]:
        """Meanwhile links lead on from this page; else they are left as they are written."""
        self._page, self._in_root = page, in_root
        try:
            yield
        finally:
            self._page = None

    def run(self, root: ElementTree.Element) -> None:
        if self._page is None:
            return
        for element in root.iter():
            key = {"a": "href", "img": "src"}.get(element.tag)
            if key:
                element.set(key, self._address(self._page, element.get(key) or ""))

    def _address(self, page: SourcePage, link: str) -> str:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return link
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), unquote(parts.path)))
        if target.endswith(".md"):
            target = url_of_page(target)
        elif self._in_root:
            # In the site's root the pages have one folder fewer above them than under docs/.
            target = posixpath.normpath(posixpath.join(page.language, target))
        return urlunsplit(("", "", relative_url(target, page.url), parts.query, parts.fragment))
