"""The list of all checks of a loaded campaign: each with what it reads. Nothing is built, nothing is changed.

Who keeps answers between builds or shares the work among processes goes through the same list: `engine/kept/problems`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import partial
from typing import Literal, NamedTuple

from campaign.checks.addresses import check_addresses
from campaign.checks.advice import check_advice
from campaign.checks.blocks import check_blocks
from campaign.checks.colours import check_colours, check_sign
from campaign.checks.dates import check_dates
from campaign.checks.drawings import check_drawings
from campaign.checks.due import check_due
from campaign.checks.easy import check_easy
from campaign.checks.facts import check_facts
from campaign.checks.help import check_help
from campaign.checks.links import check_links
from campaign.checks.markup import (
    check_attributes,
    check_fences,
    check_headings,
    check_lists,
    check_tables,
    check_transliterated,
)
from campaign.checks.navigation import check_navigation
from campaign.checks.permalinks import check_editions, check_permalinks
from campaign.checks.pictures import check_pictures
from campaign.checks.questions import check_questions
from campaign.checks.readability import check_reading
from campaign.checks.recordings import check_recordings
from campaign.checks.references import check_references
from campaign.checks.release import check_release
from campaign.checks.rendered import RenderedPage, check_boxes, check_characters, check_rendered, render_page
from campaign.checks.rules import check_rules
from campaign.checks.school_year import check_school_year
from campaign.checks.screens import check_screens
from campaign.checks.searches import check_searches
from campaign.checks.stylesheets import check_stylesheets
from campaign.checks.texts import check_texts
from campaign.checks.translations import check_states, check_translations, pairs
from campaign.checks.updates import check_updates
from campaign.checks.withdrawn import check_withdrawn
from campaign.checks.words import check_word_locks
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage
from campaign.translation.structure import check_outdated, check_structure

Part = Literal[
    "settings", "today", "release", "overrides", "data", "locks", "word locks", "photos",
    "places", "front matter", "texts", "linked headings", "other data", "named contacts",
]  # fmt: skip
"""Something that checks read. "data": `docs/_data` without its locks; "other data": that without contacts; "named
contacts": of each contact for whom it is, its number, and whether it may be shown; "places": which files there are
under `docs/`, and when each page is published; "texts": every page with all it says; "linked headings": of the pages
that the check's own pages link to."""


class Subject(NamedTuple):
    """What is checked; for a release what is past its date is an error."""

    campaign: Campaign
    documents: Mapping[str, YamlDocument]
    """The data documents by file name: they know the line of every value."""
    is_release: bool = False
    answered_for: frozenset[str] | None = None
    """The files whose dates a person answers for with this release; None: all, none: nobody does, as at night."""

    def is_released(self, files: Set[str]) -> bool:
        """Whether somebody is about to answer for the dates of one of these files."""
        return self.is_release and bool(files if self.answered_for is None else files & self.answered_for)

    def answers_for(self, page: SourcePage) -> bool:
        """Whether somebody who can mend a page is looking at it: not in a preview, nor at night."""
        is_known = not self.is_release or self.is_released({page.file})
        return is_known and not self.campaign.settings.is_preview


class Check(NamedTuple):
    """A check and everything it reads: as long as none of that changes, it finds the same. A test sees to it."""

    name: str
    reads: Set[Part]
    find: Callable[[Subject], Iterable[Problem]]
    pages: tuple[SourcePage, ...] = ()
    """The pages that it reads; problems are of the last."""


_PICTURES: Set[Part] = {"settings", "data", "places", "front matter", "overrides"}


def check_campaign(
    campaign: Campaign,
    documents: Mapping[str, YamlDocument],
    *,
    is_release: bool = False,
    answered_for: frozenset[str] | None = None,
) -> list[Problem]:
    """Every problem of the campaign, found anew."""
    subject = Subject(campaign, documents, is_release, answered_for)
    return [problem for check in list_checks(campaign) for problem in check.find(subject)]


EDITIONS_READ: Set[Part] = {"settings", "today", "release", "data", "locks", "places", "texts", "front matter"}


def list_checks(campaign: Campaign) -> Iterator[Check]:
    """All checks that there are of this campaign."""
    yield Check(
        "release", {"settings", "release"}, lambda it: check_release(it.campaign.settings) if it.is_release else ()
    )
    yield Check("navigation", {"settings", "data", "places", "front matter"}, lambda it: check_navigation(it.campaign))
    yield Check(
        "addresses", {"settings", "today", "data", "places", "front matter"}, lambda it: check_addresses(it.campaign)
    )
    yield Check(
        "permalinks", {"settings", "today", "release", "data", "places", "front matter"},
        lambda it: check_permalinks(it.campaign, is_release=it.is_release),
    )  # fmt: skip
    yield Check("editions", EDITIONS_READ, lambda it: check_editions(it.campaign) if it.is_release else ())
    yield Check(
        "translations", {"settings", "data", "places", "front matter"}, lambda it: check_translations(it.campaign)
    )
    yield Check(
        "states", {"settings", "today", "release", "data", "locks", "places", "texts"},
        lambda it: check_states(it.campaign, is_release=it.is_release),
    )  # fmt: skip
    yield Check("updates", {"settings", "data", "photos", "front matter"}, lambda it: check_updates(it.campaign))
    yield from _checks_of_assets()
    yield Check(
        "interface words", {"settings", "release", "data", "word locks"},
        lambda it: check_word_locks(it.campaign, it.documents, is_release=it.is_release),
    )  # fmt: skip
    yield Check(
        "due", {"settings", "today", "release", "data", "texts"},
        lambda it: check_due(it.campaign, it.documents, it.is_released),
    )  # fmt: skip
    yield Check("rules", {"settings", "data"}, lambda it: check_rules(it.campaign))
    yield Check("facts", {"settings", "today", "data"}, lambda it: check_facts(it.campaign, it.documents))
    yield from _checks_of_ways()
    yield Check("texts", {"settings", "data"}, lambda it: check_texts(it.campaign, it.documents))
    yield Check("withdrawn", {"settings", "data", "places", "front matter"}, lambda it: check_withdrawn(it.campaign))
    yield from _checks_of_pages(campaign)


def _checks_of_assets() -> Iterator[Check]:
    """The look, what pages show and let hear."""
    yield Check("stylesheets", {"settings", "overrides"}, lambda it: check_stylesheets(it.campaign.settings.look))
    yield Check("colours", {"settings", "overrides"}, lambda it: check_colours(it.campaign.settings))
    yield Check("sign", {"settings", "overrides", "photos"}, lambda it: check_sign(it.campaign.settings))
    yield Check("drawings", {"settings", "data", "photos", "overrides"}, lambda it: check_drawings(it.campaign))
    yield Check("pictures", _PICTURES, lambda it: check_pictures(it.campaign, it.documents))
    yield Check(
        "recordings", {"settings", "today", "release", "data", "photos", "places", "front matter", "texts"},
        lambda it: check_recordings(it.campaign, it.answers_for),
    )  # fmt: skip


def _checks_of_ways() -> Iterator[Check]:
    """What leads to pages: what people type, and what may have happened."""
    yield Check(
        "searches", {"settings", "data", "places", "front matter"},
        lambda it: check_searches(it.campaign, it.documents),
    )  # fmt: skip
    yield Check(
        "school year", {"settings", "data", "places", "front matter"}, lambda it: check_school_year(it.campaign)
    )
    yield Check(
        "help",
        {"settings", "today", "data", "places", "front matter"},
        lambda it: check_help(it.campaign, it.documents),
    )


def _checks_of_pages(campaign: Campaign) -> Iterator[Check]:
    yield Check("advice", {"settings", "data", "places", "texts"}, lambda it: check_advice(it.campaign, it.documents))
    yield Check(
        "easy language", {"settings", "data", "release", "locks", "places", "texts"},
        lambda it: check_easy(it.campaign, is_release=it.is_release),
    )  # fmt: skip
    yield Check(
        "questions", {"settings", "data", "places", "texts", "front matter"}, lambda it: check_questions(it.campaign)
    )
    for pair in pairs(campaign, outdated=False):
        yield Check("structure", set(), partial(_check_structure, pair), pair)
    for pair in pairs(campaign, outdated=True):
        yield Check("structure of what is outdated", {"locks"}, partial(_check_outdated, pair), pair)
    for page in campaign.pages.values():
        # A notice has nothing to mend, and what it stands for is no longer read.
        if not campaign.is_taken_back(page.path):
            yield Check("page", _PAGE, partial(_check_page, page), (page,))


def check_page(campaign: Campaign, page: SourcePage, *, is_release: bool = False) -> Iterator[Problem]:
    """The checks that need one page, the facts, and of other pages no more than where they are and their headings."""
    yield from check_dates(page, campaign.kind(page), campaign.today, is_release=is_release)
    yield from check_reading(page, campaign.vocabulary.reading)
    yield from check_screens(page, campaign.kind(page))
    rendered = render_page(campaign, page)
    found = list(_check_markdown(campaign, page, rendered))
    yield from found
    if not found and rendered:
        yield from check_blocks(page, rendered, campaign.words[page.language])


def _check_markdown(campaign: Campaign, page: SourcePage, rendered: RenderedPage | None) -> Iterator[Problem]:
    """The checks of a page's text, as it is written and as it is rendered."""
    yield from check_references(campaign, page)
    yield from check_characters(page)
    for check in (check_fences, check_tables, check_attributes, check_headings, check_lists):
        yield from check(page)
    if page.language in {one.transliterated_from for one in campaign.settings.languages}:
        yield from check_transliterated(page)
    if rendered:
        yield from check_rendered(campaign, page, rendered)
        yield from check_boxes(page, rendered)
        yield from check_links(campaign, page, rendered)


_PAGE: Set[Part] = {"settings", "other data", "named contacts", "today", "release", "places", "linked headings"}


def _check_structure(pair: tuple[SourcePage, SourcePage], it: Subject) -> Iterable[Problem]:
    source, page = (it.campaign.pages[one.language, one.path] for one in pair)
    return check_structure(source, page)


def _check_outdated(pair: tuple[SourcePage, SourcePage], it: Subject) -> Iterable[Problem]:
    source, page = (it.campaign.pages[one.language, one.path] for one in pair)
    entry = it.campaign.locks[page.language].get(source.meta.id)
    return check_outdated(source, page, entry) if entry else ()


def _check_page(page: SourcePage, it: Subject) -> Iterable[Problem]:
    is_release = it.is_released({page.file})
    return check_page(it.campaign, it.campaign.pages[page.language, page.path], is_release=is_release)
