"""The campaign: every page, word and fact, loaded and checked, and never changed afterwards."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from campaign.facts.accessibility import Accessibility
from campaign.facts.advice import Advice
from campaign.facts.audit_result import AuditResult
from campaign.facts.calendar_dates import CampaignDate
from campaign.facts.edition_record import PageEditions
from campaign.facts.help import HelpReader
from campaign.facts.helplines import Gap, Helpline
from campaign.facts.ledger import LedgerEntry
from campaign.facts.outward_links import OutwardLink
from campaign.facts.pictures import Picture
from campaign.facts.school_year import SchoolYear
from campaign.facts.searches import Searches
from campaign.facts.statistics import Statistic
from campaign.facts.terms import Term
from campaign.facts.vocabulary import PageKind, Vocabulary
from campaign.facts.withdrawal import Withdrawal
from campaign.files.photos import Photo
from campaign.files.recordings import Sound
from campaign.files.svg import DrawnText
from campaign.languages.language import Language
from campaign.languages.words import Words
from campaign.model.settings import Policy, Settings
from campaign.pages.page import SourcePage
from campaign.pages.translated import LockEntry, Translation, state_of


@dataclass(frozen=True)
class Campaign:
    """Everything the site is made from. `pages` is keyed by (language folder, path)."""

    settings: Settings
    today: datetime.date
    pages: Mapping[tuple[str, str], SourcePage]
    words: Mapping[str, Words]
    vocabulary: Vocabulary
    helplines: Mapping[str, Helpline]
    gaps: tuple[Gap, ...]
    statistics: Mapping[str, Statistic]
    terms: tuple[Term, ...]
    advice: tuple[Advice, ...]
    """The rules that pages follow when they tell people what to do."""
    searches: tuple[Searches, ...]
    """What people type, and the page that answers."""
    help: tuple[HelpReader, ...]
    """Who asks for help, what may have happened, and what to do then."""
    links: Mapping[str, OutwardLink]
    pictures: Mapping[str, Picture]
    calendar: Mapping[str, CampaignDate]
    """The dates that come round every year, by id."""
    photos: Mapping[str, Photo]
    """The pictures under docs/assets/, by path: "assets/pictures/poster.webp"."""
    sounds: Mapping[str, Sound]
    """The recordings under docs/assets/audio/, by path: "assets/audio/sl/sextortion.mp3"."""
    drawings: Mapping[str, tuple[DrawnText, ...]]
    """What each drawing under docs/assets/ and in the campaign's own look says, by file."""
    permalinks: Mapping[str, LedgerEntry]
    """Every id that was ever released."""
    locks: Mapping[str, Mapping[str, LockEntry]]
    """By language folder, then page id: what a translation, or in the source a page in easy language, was made from."""
    word_locks: Mapping[str, Mapping[str, str]]
    """By language folder, then key: the hash of the source's word that the translation was made from."""
    audit: AuditResult | None
    """What the last audit of the whole site found."""
    accessibility: Accessibility = field(default_factory=Accessibility)
    """Who answers for the site's accessibility, and what does not work."""
    school_year: SchoolYear | None = None
    """What schools teach, pass on and print, month by month."""
    withdrawals: Mapping[str, Withdrawal] = field(default_factory=dict)
    """What was taken back, by the id of a page or contact."""
    editions: Mapping[str, PageEditions] = field(default_factory=dict)
    """Every edition of what is printed that was ever released, by page id."""
    taken_back: Mapping[tuple[str, str], SourcePage] = field(default_factory=dict)
    """The withdrawn pages as they are written, keyed as `pages`, where a notice stands in their place."""

    def kind(self, page: SourcePage) -> PageKind:
        """What makes the page's kind."""
        return self.vocabulary.kinds[page.meta.kind]

    def page(self, language: Language, path: str) -> SourcePage | None:
        """The page as shown in this language (or made from another script of it); None where readers get the source.

        An outdated translation is not shown where the policy is to show the source or to withdraw it.
        """
        page = self.pages.get((language.folder, path))
        return page if page is None or self.is_shown(page) else None

    def is_shown(self, page: SourcePage) -> bool:
        """Whether readers get this text: not an outdated translation where the policy is against it."""
        translation = self.translations.get((page.language, page.path))
        return translation is None or translation.state != "outdated" or self.policy(page.path) == "keep"

    def is_withdrawn(self, language: Language, path: str) -> bool:
        """Whether readers of this language get a short notice instead of the page: its translation is out of date."""
        return self.translation(language, path).state == "outdated" and self.policy(path) == "withdraw"

    def is_taken_back(self, path: str) -> bool:
        """Whether a notice stands in the place of a page: at its address, and in no list, search, feed or kit."""
        return (self.settings.source.code, path) in self.taken_back

    def contact(self, helpline_id: str) -> Helpline:
        """The contact that readers get for an id: of a withdrawn one that which stands instead, where there is one."""
        entry = self.withdrawals.get(helpline_id)
        found = self.helplines.get(entry.instead or "") if entry else None
        return found if found and found.is_publishable else self.helplines[helpline_id]

    @cached_property
    def contacts(self) -> tuple[Helpline, ...]:
        """Every contact but those that are overdue and of a kind that is withdrawn then."""
        withdrawn = {kind for kind, what in self.vocabulary.overdue.items() if what == "withdraw"}
        return tuple(
            one
            for one in self.helplines.values()
            if one.id not in self.withdrawals and (one.kind not in withdrawn or not one.is_overdue(self.today))
        )

    @cached_property
    def translations(self) -> Mapping[tuple[str, str], Translation]:
        """The state of every source page in every language folder but the source's, by (folder, path)."""
        source = self.settings.source.code
        found = {}
        for (folder, path), original in self.pages.items():
            if folder == source:
                for target in self.settings.folders:
                    if target != source:
                        entry = self.locks.get(target, {}).get(original.meta.id)
                        state = state_of(original, self.pages.get((target, path)), entry)
                        # A notice is in the words of its language.
                        found[target, path] = Translation("original") if self.is_taken_back(path) else state
        return found

    def translation(self, language: Language, path: str) -> Translation:
        """The state of a page in a language; a transliterated one has that of the language it is made from."""
        return self.translations.get((language.folder, path), Translation("original"))

    def policy(self, path: str) -> Policy:
        """What readers get of an outdated translation of this page: that of its id, of essentials, or of all."""
        page = self.pages[self.settings.source.code, path]
        policies = self.settings.outdated
        own = policies.get(page.meta.id)
        if own is None and page.meta.essential:
            own = policies.get("essential")
        return own or policies.get("default", "keep")

    def is_broken(self, path: str) -> bool:
        """Whether the source page is there but could not be read: it is reported by itself, once."""
        source = self.settings.source.code
        return (source, path) not in self.pages and (self.settings.docs_dir / source / path).is_file()

    def languages_of(self, path: str) -> tuple[Language, ...]:
        """The languages this page really exists in, in the order of the settings."""
        if path not in self._languages_by_path:
            offered = {one.code for one in self.offered}
            found = (one for one in self.settings.languages if one.code in offered and self.page(one, path))
            self._languages_by_path[path] = tuple(found)
        return self._languages_by_path[path]

    @cached_property
    def _languages_by_path(self) -> dict[str, tuple[Language, ...]]:
        """What `languages_of` has answered: it is asked for each page in each language."""
        return {}

    @cached_property
    def essentials(self) -> tuple[str, ...]:
        """Paths of the pages that readers need most."""
        source = self.settings.source.code
        return tuple(path for (folder, path), page in self.pages.items() if folder == source and page.meta.essential)

    @cached_property
    def urgent(self) -> frozenset[str]:
        """The ids of the pages that somebody in need reads: those that “What happened?” leads to, or that people ask
        for in a cry for help."""
        ends = {page for reader in self.help for end in reader.ends for page in end.pages}
        return frozenset(ends | {one.page for one in self.searches if one.urgent})

    @cached_property
    def offered(self) -> tuple[Language, ...]:
        """The languages that have a home page and say who can help, out of date or not: only these stand in the
        language list."""
        paths = tuple(filter(None, ("index.md", self.paths_by_id.get(self.vocabulary.ids.get_help))))
        return tuple(
            one
            for one in self.settings.languages
            if one.is_source or all((one.folder, path) in self.pages for path in paths)
        )

    def is_published(self, page: SourcePage) -> bool:
        """Whether the page is out today: an update dated in the future is not, except in a preview."""
        day = page.meta.published_on
        return day is None or day <= self.today or self.settings.is_preview

    @cached_property
    def held_back(self) -> frozenset[str]:
        """The pictures that only pages to come show, or withdrawn ones: nobody is to find them."""
        hidden: set[str] = set()
        out: set[str] = set()
        for page in (*self.pages.values(), *self.taken_back.values()):
            shown = {path for path in self.photos if path == page.meta.picture or path in page.body}
            is_out = self.is_published(page) and page not in self.taken_back.values()
            (out if is_out else hidden).update(shown)
        return frozenset(hidden - out)

    @cached_property
    def updates(self) -> tuple[str, ...]:
        """Paths of the published updates of the source language, newest first."""
        source = self.settings.source.code
        found = [
            (page.meta.published_on or datetime.date.min, path)
            for (folder, path), page in self.pages.items()
            if folder == source and self.kind(page).news and self.is_published(page)
        ]
        return tuple(path for _, path in sorted(found, reverse=True))

    @cached_property
    def bannered(self) -> Mapping[str, tuple[str, ...]]:
        """Paths of the published updates that have a banner, newest first, by language folder."""
        return {
            folder: tuple(
                path
                for path in self.updates
                if (page := self.pages.get((folder, path))) is not None and page.meta.banner
            )
            for folder in self.settings.folders
        }

    @cached_property
    def easy_pages(self) -> Mapping[str, str]:
        """The path of the page in easy language by the id of the page that it says."""
        source = self.settings.source.code
        easy = (
            (page.meta.easy_of, path) for (folder, path), page in self.pages.items()
            if folder == source and page.meta.easy_of
        )  # fmt: skip
        return {page_id: path for page_id, path in easy if page_id}

    def made_from(self, folder: str, path: str) -> tuple[SourcePage | None, Translation]:
        """What a translation was made from, and how it stands to it; or, of a source page in easy language, the page
        that it says in other words. None where there is no such page."""
        source = self.settings.source.code
        if folder != source:
            return self.pages.get((source, path)), self.translations[folder, path]
        page = self.pages[folder, path]
        standard = self.pages.get((source, self.paths_by_id.get(page.meta.easy_of or "", "")))
        return standard, state_of(standard, page, self.locks.get(source, {}).get(page.meta.id))

    @cached_property
    def paths_by_id(self) -> Mapping[str, str]:
        """The path of every page of the source language by its id."""
        source = self.settings.source.code
        return {page.meta.id: path for (folder, path), page in self.pages.items() if folder == source}
