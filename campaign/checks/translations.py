"""Translations have a source, share its keys, and say what they were made from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from campaign.checks.recall import Recall, find_anew
from campaign.files.problems import Problem
from campaign.files.record import keys_marked
from campaign.model.campaign import Campaign
from campaign.pages.page import SHARED, PageMeta, SourcePage
from campaign.pages.translated import Translation
from campaign.translation.structure import check_structure

SHOWN_CHANGES = 5
"""Of a translation that is out of date, so many of the source's changes are named; translators' catalogues have all."""


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
        for key in keys_marked(PageMeta, SHARED):
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
