"""What the campaign's `mkdocs.yml` says, as plain data that knows nothing of MkDocs."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Unpack
from urllib.parse import quote, urlsplit, urlunsplit

from campaign.files.allowed import DATA_FOLDER
from campaign.files.look import Look
from campaign.files.problems import Problem, Where
from campaign.languages.language import Language
from campaign.pages.body import MarkdownSettings


def canonical_url(url: str) -> str:
    """The site's address in the one form that every program reads alike, with a slash at its end; "" stays "".

    Host in Punycode (IDNA 2008), path percent-encoded in UTF-8 (RFC 3987, 3.1): a code or a feed that holds letters
    beyond ASCII is read as something else by many phones. Raises ValueError for what is no host's name.

    >>> canonical_url("https://школа.срб/дружина")
    'https://xn--80atdl2c.xn--90a3ac/%D0%B4%D1%80%D1%83%D0%B6%D0%B8%D0%BD%D0%B0/'
    """
    if not url:
        return ""
    parts = urlsplit(url)
    host = parts.netloc
    if not host.isascii():
        # Imported when needed: few addresses need it, and its tables are large.
        import idna

        name, colon, port = host.partition(":")
        host = idna.encode(name, uts46=True).decode() + colon + port
    path = quote(unicodedata.normalize("NFC", parts.path), safe="/%:@!$&'()*+,;=~")
    return urlunsplit((parts.scheme, host, path if path.endswith("/") else path + "/", "", ""))


Policy = Literal["keep", "source", "withdraw"]
"""An outdated translation: kept with a notice, replaced by the source, or withdrawn."""


@dataclass(frozen=True)
class Settings:
    """The campaign's settings; made from `mkdocs.yml` by the plugin, or by hand in a test."""

    project_dir: Path
    docs_dir: Path
    look: Look
    """The templates and what belongs to them: the campaign's own over the generator's."""
    config_file: str
    """The name of the settings file, for messages."""
    site_name: str
    site_url: str
    """Absolute address of the built site with a slash at its end, or "" when it is not known."""
    country: str
    """ISO 3166-1 alpha-2 code of the campaign's own country."""
    languages: tuple[Language, ...]
    navigation: tuple[str, ...]
    """Paths of the pages in the navigation, relative to a language's folder, in order."""
    further_countries: tuple[str, ...] = ()
    """Countries beside its own whose contacts the campaign shows, and which word files may name."""
    uses_pool: bool = True
    """Whether contacts, terms and dates that come with the generator are the campaign's too."""
    pools: tuple[str, ...] = ()
    """The sites of other campaigns whose pages may be taken over."""
    prepared: tuple[str, ...] = ()
    """Codes of languages with `build: false`: translators work on them, readers do not see them yet."""
    exit_urls: tuple[str, ...] = ()
    """Where “Leave this page” may lead."""
    pdf_files: tuple[str, ...] = ()
    """The PDF files that may lie among the assets, relative to docs/."""
    outdated: Mapping[str, Policy] = field(default_factory=dict)
    """What readers get of an outdated translation, by page id; "default" and "essential" for all others."""
    editor: Mapping[str, Any] = field(default_factory=dict)
    """The repository that the web editor of a published site writes to; empty for none."""
    is_preview: bool = False
    """A build for those who write: every page is marked as a draft, and what is scheduled is shown."""
    fixed_today: str = ""
    """The day that mkdocs.yml itself says is today, not the environment it asks."""
    markdown: MarkdownSettings = field(default_factory=MarkdownSettings)
    """How Markdown is read."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Where a page or a language is named in the settings file: "guide.md" → 41, "sl" → 30."""

    @cached_property
    def source(self) -> Language:
        """The language that all others are translated from."""
        return next(language for language in self.languages if language.is_source)

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that the campaign is for, its own first."""
        return tuple(dict.fromkeys((self.country, *self.further_countries)))

    @property
    def folders(self) -> tuple[str, ...]:
        """The language folders there must be under `docs/`, the source first."""
        written = [language for language in self.languages if language.transliterated_from is None]
        return tuple(language.code for language in sorted(written, key=lambda one: not one.is_source))

    def problem(self, rule: str, found: str, expected: str, fix: str, **where: Unpack[Where]) -> Problem:
        """A problem of the settings file."""
        return Problem(rule, self.config_file, found, expected, fix, **where)

    def language(self, code: str) -> Language:
        """The language with this code; raises KeyError when the site has none."""
        for language in self.languages:
            if language.code == code:
                return language
        raise KeyError(code)

    def data(self, name: str) -> Path:
        """A data file, such as "ui/sl.yml"."""
        return self.docs_dir / DATA_FOLDER / name

    def data_name(self, name: str) -> str:
        """A data file as shown in messages: "docs/_data/ui/sl.yml"."""
        return self.relative(self.data(name))

    def docs_name(self, path: str) -> str:
        """A page or a file beside them as shown in messages: "docs/sl/report.md"."""
        return self.relative(self.docs_dir / path)

    def relative(self, path: Path) -> str:
        """A path as shown in messages: relative to the project, with forward slashes."""
        return shown_path(path, self.project_dir)


def shown_path(path: Path, project_dir: Path) -> str:
    """A path as shown in messages: relative to the project where it is in it, with forward slashes."""
    return (path.relative_to(project_dir) if path.is_relative_to(project_dir) else path).as_posix()
