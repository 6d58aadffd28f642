"""The values that templates get: what surrounds a page, and what it shows of itself.

What a page has dozens of is a named tuple, which is made in a third of the time of a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from campaign.facts.statistics import Statistic
from campaign.facts.vocabulary import PageKind
from campaign.languages.language import Language
from campaign.model.addresses import Alternate
from campaign.model.recordings import Recording
from campaign.pages.page import SourcePage
from campaign.pages.translated import Translation
from campaign.views.outline import OutlineEntry, PassOn
from campaign.views.screens import Screens


class Link(NamedTuple):
    """A link to a page of the site, as shown: `lang` is set when the title is not in the page's language."""

    title: str
    url: str
    lang: str | None = None
    description: str = ""
    is_here: bool = False
    page: SourcePage | None = None


class LanguageLink(NamedTuple):
    """An entry of the language list."""

    code: str
    name: str
    direction: str
    url: str
    is_here: bool


@dataclass(frozen=True)
class SiteContext:
    """What every page shows around its text."""

    home: str
    search: str
    get_help: Link
    section: str
    """The folder that the page is in, of the navigation's first level; "" for none."""
    help_index: str
    """Where “What happened?” begins; the page of contacts in a campaign that does not ask."""
    quick_exit: Link | None
    menu: tuple[Link, ...]
    about: tuple[Link, ...]
    languages: tuple[LanguageLink, ...]
    exit_url: str
    search_index: str
    status_page: str
    address: str
    all_pages: tuple[Link, ...]
    parts: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    """What was rendered `once`; the contexts of a folder's pages share it."""

    def once(self, name: str, render: Callable[[], str]) -> str:
        """A part that is the same on all pages of a folder, rendered for the first of them. `render`: a macro."""
        if name not in self.parts:
            self.parts[name] = render()
        return self.parts[name]


class TakenSheet(NamedTuple):
    """A sheet of paper as it is offered: the key of the word for it, its address, that of a small picture of it."""

    word: str
    url: str
    picture: str


class Take(NamedTuple):
    """What there is of a page on paper, in the language of its text."""

    sheets: tuple[TakenSheet, ...]
    languages: tuple[LanguageLink, ...]


class Listen(NamedTuple):
    """A page's recording as it is offered: its language, its address, its length and size, rounded up."""

    recording: Recording
    language: Language
    url: str
    minutes: int
    megabytes: int


class PageContext(NamedTuple):
    """What a page shows of itself."""

    source: SourcePage
    kind: PageKind
    title: str
    description: str
    text_language: Language
    is_fallback: bool
    is_withdrawn: bool
    """A translation that is out of date and, by the policy, not shown; nor is the source in its place."""
    notice_ids: tuple[str, ...] | None
    """Of a page that was withdrawn, whose text is a notice: the ids of its headings, which links to it may name."""
    original: Link | None
    canonical: str
    alternates: tuple[Alternate, ...]
    minutes: int
    outline: tuple[OutlineEntry, ...]
    pass_on: PassOn
    other_reading: Link | None
    """The same in easy language, or, of a page in easy language, the page that it says."""
    section: Link | None
    read_on: tuple[tuple[str, Link], ...]
    """Links to other pages, each with the key of the word that says why."""
    translation: Translation
    picture: str | None
    """The name of the drawing at its head."""
    facts: tuple[tuple[str, Statistic], ...]
    has_contacts: bool
    urgent: tuple[Link, ...]
    take: Take | None
    """What is offered on paper at its top; None where that stands at its end, or nowhere."""
    screens: Screens | None
    """Of a story or a chat."""
    listen: Listen | None
