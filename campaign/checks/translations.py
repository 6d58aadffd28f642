"""Translations have a source, share its keys, and say what they were made from."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from campaign.files.problems import Problem, Severity
from campaign.files.record import keys_marked
from campaign.model.campaign import Campaign
from campaign.pages.page import SHARED, PageMeta, SourcePage
from campaign.pages.translated import LockEntry, Translation

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
                found = f"the id “{page.meta.id}” is also that of {other.file}"
                fix = "change the id of the newer page"
                yield page.problem("duplicate-id", found, "an id of its own for each page", fix, field="id")
            continue
        original = campaign.pages.get((source, path))
        if original is not None:
            yield from _check_meta(page, original)
        elif not campaign.is_broken(path):
            yield page.problem(
                "translation-without-source",
                f"there is no {source}/{path} that this page could be a translation of",
                "a translation has the path of its source page",
                "correct the file's name or folder, or write the source page first",
            )


def _check_meta(page: SourcePage, original: SourcePage) -> Iterator[Problem]:
    for key in keys_marked(PageMeta, SHARED):
        here, there = getattr(page.meta, key), getattr(original.meta, key)
        if here != there:
            found, expected = f"{key}: {_shown(here)}", f"as in {original.file}: {_shown(there)}"
            yield page.problem("translation-differs", found, expected, f"copy `{key}` from {original.file}", field=key)
    if page.meta.translated_by is None:
        found = "nothing says who translated the page"
        fix = "add a line `translated_by: machine` or the translator's name"
        yield page.problem("translated-by", found, "a name, or `machine`", fix, field="translated_by")


def pairs(campaign: Campaign, *, outdated: bool) -> Iterator[tuple[SourcePage, SourcePage]]:
    """Each source page with each of its translations: those that are out of date, or all others. A source that is not
    finished says nothing yet that a translation could be held against."""
    for (folder, path), translation in campaign.translations.items():
        if translation.state != "missing" and (translation.state == "outdated") == outdated:
            source = campaign.pages[campaign.settings.source.code, path]
            if "{{ todo:" not in source.body:
                yield source, campaign.pages[folder, path]


def check_states(campaign: Campaign, *, is_release: bool = False) -> Iterator[Problem]:
    """Translations whose source has changed, or of which nothing says what they were made from."""
    settings = campaign.settings
    for page_id in settings.outdated:
        if page_id not in (*campaign.paths_by_id, "default", "essential"):
            found, expected = f"there is no page with the id “{page_id}”", "the id of a page, `essential` or `default`"
            fix, field = "correct the id, or remove the line", f"campaign.outdated.{page_id}"
            yield settings.problem("policy", found, expected, fix, field=field)
    for (folder, path), translation in campaign.translations.items():
        page = campaign.pages.get((folder, path))
        if page is not None and translation.state == "unlocked":
            found = "nothing records what this page was translated from"
            expected = f"an entry “{page.meta.id}” in {settings.data_name(f'locks/{folder}.yml')}"
            fix = f"compare it with its source, then: campaign translation accept {page.file}"
            yield page.problem("unlocked", found, expected, fix, severity="error" if is_release else "warning")
        elif page is not None and translation.state == "outdated":
            found = f"the source has changed since {_day(translation)}: {changes_in_words(translation)}"
            expected = "a translation of the source as it is now" + " (this page is essential)" * page.meta.essential
            fix = f"bring it up to date, then: campaign translation accept {page.file}"
            severity: Severity = "error" if is_release and page.meta.essential else "warning"
            yield page.problem("outdated", found, expected, fix, severity=severity)
        if page is not None and page.meta.reviewed_by and not translation.reviewed_by:
            found = f"the text has changed since “{page.meta.reviewed_by}” reviewed it"
            expected = "a review of the text as it is now; until then readers see that nobody has reviewed it"
            fix = f"let it be read again, then: campaign translation accept --reviewed {page.file}; or remove the line"
            yield page.problem("review", found, expected, fix, field="reviewed_by", severity="warning")
    yield from _check_changed_updates(campaign)
    yield from _check_locks(campaign)


def _check_changed_updates(campaign: Campaign) -> Iterator[Problem]:
    """Updates that say something else than when they were translated: feeds tell it only with a day."""
    changed: dict[str, datetime.date] = {}
    for (_, path), translation in campaign.translations.items():
        if translation.state == "outdated" and translation.entry:
            changed[path] = max(translation.entry.accepted_on, changed.get(path, translation.entry.accepted_on))
    for path, day in changed.items():
        page = campaign.pages[campaign.settings.source.code, path]
        since = page.meta.updated_on or page.meta.published_on
        if campaign.kind(page).news and campaign.is_published(page) and (since is None or since <= day):
            found, expected = f"its words have changed since {day}", "`updated_on`, the day of the change"
            fix = "add the line, so that feeds and readers are told; a slip of the pen needs none: accept --minor"
            yield page.problem("update-changed", found, expected, fix, field="updated_on", severity="warning")


def _check_locks(campaign: Campaign) -> Iterator[Problem]:
    # A page that is broken is reported by itself; its entries are not to blame.
    if any(campaign.is_broken(path) for path in campaign.settings.navigation):
        return
    for folder, entries in campaign.locks.items():
        if old := sum(lacks_text(campaign, folder, *one) for one in entries.items()):
            file = campaign.settings.data_name(f"locks/{folder}.yml")
            found = f"{old} entries without `text` or `own_blocks`"
            expected = "the hashes of each translation's own text, so that a review is of that text"
            yield Problem("lock", file, found, expected, "campaign translation accept --texts", severity="warning")
        for page_id in entries:
            path_of_id = campaign.paths_by_id.get(page_id)
            if path_of_id is None or (folder, path_of_id) not in campaign.pages:
                file, found = (
                    campaign.settings.data_name(f"locks/{folder}.yml"),
                    f"an entry for “{page_id}”, and no such translation",
                )
                fix = "campaign translation accept --all writes the file anew"
                expected = "entries of pages that are there"
                yield Problem("lock", file, found, expected, fix, field=page_id, severity="warning")


def lacks_text(campaign: Campaign, folder: str, page_id: str, entry: LockEntry) -> bool:
    """Whether an entry of before texts had hashes can be completed: of an outdated one it waits for the translator."""
    translation = campaign.translations.get((folder, campaign.paths_by_id.get(page_id, "")))
    is_whole = entry.text and entry.own_blocks
    return not is_whole and translation is not None and translation.state not in ("missing", "outdated")


def _day(translation: Translation) -> str:
    return str(translation.entry.accepted_on) if translation.entry else "?"


def changes_in_words(translation: Translation) -> str:
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
