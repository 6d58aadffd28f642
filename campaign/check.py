"""All checks of a loaded campaign. Nothing is built, nothing is changed; everything found is reported at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial

from campaign.dates import check_dates
from campaign.documents import YamlDocument
from campaign.helplines import check_helplines
from campaign.links import check_links, check_outward_links
from campaign.markup import (
    check_characters,
    check_fences,
    check_markup,
    check_numbers,
    check_scripts,
    check_tables,
    prose_lines,
)
from campaign.model import Campaign
from campaign.pages import SourcePage
from campaign.permalinks import check_permalinks
from campaign.problems import Problem
from campaign.readability import check_reading
from campaign.reference_checks import check_references
from campaign.statistics import check_statistics
from campaign.structure import check_structure
from campaign.stylesheets import check_stylesheets
from campaign.terms import check_terms
from campaign.translation import Translation
from campaign.updates import check_updates
from campaign.word_locks import check_word_locks

SHARED_KEYS = (
    "id", "kind", "audience", "ages", "topics", "minutes", "essential", "published_on", "updated_on", "expires_on",
    "picture", "banner_from", "banner_until", "event", "event_on",
)  # fmt: skip
"""What a translation has in common with its source."""

SHOWN_CHANGES = 5
"""Of a translation that is out of date, so many of the source's changes are named; translators' catalogues have all."""

Recall = Callable[[str, tuple[SourcePage, ...], Callable[[], Iterable[Problem]]], list[Problem]]
"""(name of a check, the pages it looks at, the check) → its problems: found, or kept since an earlier build."""


def find_anew(_name: str, _pages: tuple[SourcePage, ...], check: Callable[[], Iterable[Problem]]) -> list[Problem]:
    """Keeps nothing."""
    return list(check())


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


def check_facts(
    campaign: Campaign, documents: Mapping[str, YamlDocument], *, is_release: bool = False
) -> Iterator[Problem]:
    """The checks that need the data files, the settings and the day, and no page."""
    helpline_document = documents.get("helplines.yml", YamlDocument([]))
    links_document = documents.get("links.yml", YamlDocument([]))
    statistics_document = documents.get("statistics.yml", YamlDocument([]))
    yield from check_pictures(campaign)
    yield from check_word_locks(campaign, is_release=is_release)
    yield from check_helplines(
        list(campaign.helplines.values()),
        campaign.today,
        "docs/_data/helplines.yml",
        is_release=is_release,
        lines=helpline_document.lines,
    )
    yield from check_outward_links(
        list(campaign.links.values()),
        campaign.today,
        "docs/_data/links.yml",
        is_release=is_release,
        lines=links_document.lines,
    )
    yield from check_statistics(
        list(campaign.statistics.values()),
        campaign.today,
        "docs/_data/statistics.yml",
        lines=statistics_document.lines,
    )


def check_page(campaign: Campaign, page: SourcePage, *, is_release: bool = False) -> Iterator[Problem]:
    """The checks that need one page, the facts, and of other pages no more than where they are and their headings."""
    yield from check_references(campaign, page)
    yield from check_fences(page)
    yield from check_tables(page)
    yield from check_markup(page)
    yield from check_characters(page)
    yield from check_scripts(page)
    yield from check_numbers(page)
    yield from check_links(campaign, page)
    yield from check_dates(page, campaign.today, is_release=is_release)
    lines = list(prose_lines(page))
    own_words = [(1, page.meta.title), (1, page.meta.description)]
    yield from check_terms([*own_words, *lines], page.language, campaign.terms, page.file)
    yield from check_reading((line for _, line in lines), page.language, page.file)


def check_navigation(campaign: Campaign) -> Iterator[Problem]:
    """Every entry of the navigation is a page, and every page of the source language is in the navigation."""
    settings = campaign.settings
    source_pages = {path: page for (folder, path), page in campaign.pages.items() if folder == settings.source.code}
    for path in settings.navigation:
        if path not in source_pages and not campaign.is_broken(path):
            close = get_close_matches(path, source_pages, n=1)
            yield Problem(
                rule="navigation",
                file=settings.config_file,
                line=settings.lines.get(path),
                field="nav",
                found=f"the navigation names “{path}”, and there is no such page",
                expected=f"a file docs/{settings.source.code}/{path}",
                fix=f"did you mean “{close[0]}”?" if close else "remove the entry, or write the page",
            )
    seen = set()
    for path in settings.navigation:
        if path in seen:
            yield Problem(
                rule="navigation",
                file=settings.config_file,
                line=settings.lines.get(path),
                field="nav",
                found=f"“{path}” stands in the navigation twice",
                expected="each page once",
                fix="remove one of the two lines",
            )
        seen.add(path)
    for path, page in source_pages.items():
        if path not in seen and page.meta.kind != "update":
            yield Problem(
                rule="navigation",
                file=page.file,
                found="the page is not in the navigation",
                expected=f"a line `- {path}` under `nav:` in {settings.config_file}",
                fix="add the line where readers should find the page",
            )


def check_pictures(campaign: Campaign) -> Iterator[Problem]:
    """Every drawing that pages may show says what it shows in every language of the site."""
    for picture in campaign.pictures.values():
        missing = [code for code in campaign.settings.folders if code not in picture.alt]
        if missing:
            yield Problem(
                rule="pictures",
                file="docs/_data/pictures.yml",
                field=f"{picture.id}.alt",
                found=f"no text in {', '.join(missing)}",
                expected="what the drawing shows, in every language",
                fix="add a line for each language under `alt:`",
            )


def check_translations(campaign: Campaign) -> Iterator[Problem]:
    """Ids are unique; a translation has a source page and shares its id, kind and audience."""
    source = campaign.settings.source.code
    first: dict[str, SourcePage] = {}
    for (folder, path), page in campaign.pages.items():
        if folder == source:
            other = first.setdefault(page.meta.id, page)
            if other is not page:
                yield Problem(
                    rule="duplicate-id",
                    file=page.file,
                    field="id",
                    found=f"the id “{page.meta.id}” is also that of {other.file}",
                    expected="an id of its own for each page",
                    fix="change the id of the newer page",
                )
            continue
        original = campaign.pages.get((source, path))
        if original is None and campaign.is_broken(path):
            continue
        if original is None:
            yield Problem(
                rule="translation-without-source",
                file=page.file,
                found=f"there is no docs/{source}/{path} that this page could be a translation of",
                expected="a translation has the path of its source page",
                fix="correct the file's name or folder, or write the source page first",
            )
            continue
        for key in SHARED_KEYS:
            here, there = getattr(page.meta, key), getattr(original.meta, key)
            if here != there:
                yield Problem(
                    rule="translation-differs",
                    file=page.file,
                    field=key,
                    found=f"{key}: {_shown(here)}",
                    expected=f"as in {original.file}: {_shown(there)}",
                    fix=f"copy `{key}` from {original.file}",
                )
        if page.meta.translated_by is None:
            yield Problem(
                rule="translated-by",
                file=page.file,
                field="translated_by",
                found="nothing says who translated the page",
                expected="a name, or `machine`",
                fix="add a line `translated_by: machine` or the translator's name",
            )


def check_states(campaign: Campaign, *, is_release: bool = False, recall: Recall = find_anew) -> Iterator[Problem]:
    """Translations whose source has changed, or of which nothing says what they were made from."""
    known_ids = set(campaign.paths_by_id)
    for page_id in campaign.settings.outdated:
        if page_id not in (*known_ids, "default", "essential"):
            yield Problem(
                rule="policy",
                file=campaign.settings.config_file,
                field=f"campaign.outdated.{page_id}",
                found=f"there is no page with the id “{page_id}”",
                expected="the id of a page, `essential` or `default`",
                fix="correct the id, or remove the line",
            )
    for (folder, path), translation in campaign.translations.items():
        page = campaign.pages.get((folder, path))
        if page is None:
            continue
        if translation.state in ("machine", "translated", "reviewed"):
            source = campaign.pages[campaign.settings.source.code, path]
            yield from recall("structure", (source, page), partial(check_structure, source, page))
        if translation.state == "unlocked":
            yield Problem(
                rule="unlocked",
                file=page.file,
                severity="error" if is_release else "warning",
                found="nothing records what this page was translated from",
                expected=f"an entry “{page.meta.id}” in docs/_data/locks/{folder}.yml",
                fix=f"compare it with its source, then: campaign translation accept {page.file}",
            )
        elif translation.state == "outdated":
            essential = page.meta.essential
            yield Problem(
                rule="outdated",
                file=page.file,
                severity="error" if is_release and essential else "warning",
                found=f"the source has changed since {_day(translation)}: {_changes(translation)}",
                expected="a translation of the source as it is now"
                + (" (this page is essential)" if essential else ""),
                fix=f"bring it up to date, then: campaign translation accept {page.file}",
            )
    # A page that is broken is reported by itself; its entries are not to blame.
    if any(campaign.is_broken(path) for path in campaign.settings.navigation):
        return
    for folder, entries in campaign.locks.items():
        for page_id in entries:
            path_of_id = campaign.paths_by_id.get(page_id)
            if path_of_id is None or (folder, path_of_id) not in campaign.pages:
                yield Problem(
                    rule="lock",
                    file=f"docs/_data/locks/{folder}.yml",
                    field=page_id,
                    severity="warning",
                    found=f"an entry for “{page_id}”, and no such translation",
                    expected="entries of pages that are there",
                    fix="campaign translation accept --all writes the file anew",
                )


def _day(translation: Translation) -> str:
    return str(translation.entry.accepted_on) if translation.entry else "?"


def _changes(translation: Translation) -> str:
    """The changed blocks in words: line 12 “Stay calm …”; line 14 …; 3 more; 1 removed."""
    changed = translation.staleness.changed
    parts = [
        f"line {block.line} “{block.words[:40]}{'…' if len(block.words) > 40 else ''}”"
        for block in changed[:SHOWN_CHANGES]
    ]
    if len(changed) > SHOWN_CHANGES:
        parts.append(f"{len(changed) - SHOWN_CHANGES} more")
    if translation.staleness.removed:
        parts.append(f"{translation.staleness.removed} removed")
    return "; ".join(parts)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
