"""All checks of a loaded campaign. Nothing is built, nothing is changed; everything found is reported at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from campaign.checks.dates import check_dates
from campaign.checks.facts import check_facts
from campaign.checks.markup import check_characters, check_markup, check_numbers, check_scripts, prose_lines
from campaign.checks.navigation import check_navigation
from campaign.checks.permalinks import check_permalinks
from campaign.checks.readability import check_reading
from campaign.checks.recall import Recall, find_anew
from campaign.checks.references import check_references
from campaign.checks.stylesheets import check_stylesheets
from campaign.checks.terms import check_terms
from campaign.checks.translations import check_states, check_translations
from campaign.checks.updates import check_updates
from campaign.facts.outward_links import check_links
from campaign.files.documents import YamlDocument
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage


def check_campaign(
    campaign: Campaign,
    documents: Mapping[str, YamlDocument],
    *,
    is_release: bool = False,
    recall: Recall = find_anew,
) -> list[Problem]:
    """Every problem of the campaign; `is_release` makes expired facts errors."""
    problems = [
        *check_navigation(campaign),
        *check_permalinks(campaign, is_release=is_release),
        *check_translations(campaign),
        *check_states(campaign, is_release=is_release, recall=recall),
        *check_updates(campaign),
        *recall("look", (), lambda: check_stylesheets(campaign.settings.project_dir / "overrides")),
        *recall("facts", (), lambda: check_facts(campaign, documents, is_release=is_release)),
    ]
    for page in campaign.pages.values():
        problems += recall("page", (page,), partial(check_page, campaign, page, is_release=is_release))
    return problems


def check_page(campaign: Campaign, page: SourcePage, *, is_release: bool = False) -> Iterator[Problem]:
    """The checks that need one page, the facts, and of other pages no more than where they are and their headings."""
    yield from check_references(campaign, page)
    yield from check_markup(page)
    yield from check_characters(page)
    yield from check_scripts(page)
    yield from check_numbers(page)
    yield from check_links(campaign, page)
    yield from check_dates(page, campaign.kind(page), campaign.today, is_release=is_release)
    lines = list(prose_lines(page))
    own_words = [(1, page.meta.title), (1, page.meta.description)]
    yield from check_terms([*own_words, *lines], page.language, campaign.terms, page.file)
    yield from check_reading((line for _, line in lines), campaign.vocabulary.reading.target(page.language), page.file)
