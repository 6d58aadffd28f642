"""An update's dates, picture, banner and event."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.files.problems import Problem
from campaign.files.record import keys_marked
from campaign.model.campaign import Campaign
from campaign.pages.page import NEWS, PageMeta, SourcePage


def check_updates(campaign: Campaign) -> Iterator[Problem]:
    """Problems that only updates can have; dates of publication are checked with those of all pages."""
    titles: dict[tuple[str, str], SourcePage] = {}
    for (folder, path), page in campaign.pages.items():
        kind = campaign.kind(page)
        if not kind.news:
            yield from _check_no_update(page)
            continue
        place = campaign.settings.docs_name(f"{folder}/{kind.folder}")
        if kind.folder and not path.startswith(kind.folder + "/"):
            yield _problem(
                page, "update-place", "kind", f"an update outside of {place}/", f"updates in {place}/",
                "move the file there",
            )  # fmt: skip
        other = titles.setdefault((folder, page.meta.title.casefold()), page)
        if other is not page:
            yield _problem(
                page, "update-name", "title", f"“{page.meta.title}” is also the title of {other.file}",
                "titles that tell two updates apart", "say in the title what is different, such as the month",
            )  # fmt: skip
        yield from _check_picture(campaign, page)
        yield from _check_banner(campaign, page)
        yield from _check_event(campaign, page)
        meta = page.meta
        if meta.updated_on and meta.published_on and meta.updated_on < meta.published_on:
            yield _problem(
                page, "update-date", "updated_on",
                f"it was changed on {meta.updated_on}, before it was published on {meta.published_on}",
                "a day after its publication", "correct one of the two dates",
            )  # fmt: skip


def _check_no_update(page: SourcePage) -> Iterator[Problem]:
    for key in keys_marked(PageMeta, NEWS):
        # These are checked with the dates of all pages.
        if key not in ("published_on", "expires_on") and getattr(page.meta, key) is not None:
            yield _problem(
                page, "update-key", key, f"`{key}` on a page that is no update", f"`{key}` only on updates",
                "remove the line, or write `kind: update`",
            )  # fmt: skip


def _check_picture(campaign: Campaign, page: SourcePage) -> Iterator[Problem]:
    meta = page.meta
    if meta.picture and meta.picture not in campaign.photos:
        known = ", ".join(sorted(campaign.photos)[:5]) or "no picture yet"
        yield _problem(
            page, "update-picture", "picture", f"there is no picture {campaign.settings.docs_name(meta.picture)}",
            f"a picture (.jpg, .png, .webp) under assets/; there: {known}",
            "campaign picture add FILE makes a photo small and puts it there",
        )  # fmt: skip
    if meta.picture and meta.picture_alt is None:
        yield _problem(
            page, "update-picture", "picture_alt", "a picture without words for those who cannot see it",
            "a line `picture_alt: …`", "say in a few words what the picture shows",
        )  # fmt: skip


def _check_banner(campaign: Campaign, page: SourcePage) -> Iterator[Problem]:
    meta = page.meta
    source = campaign.pages.get((campaign.settings.source.code, page.path), page)
    start, end = meta.banner_from, meta.banner_until
    if not meta.banner and source.meta.banner:
        yield _problem(
            page, "update-banner", "banner", "the banner has no text in this language",
            f"a translation of “{source.meta.banner}”", "add a line `banner: …`",
        )  # fmt: skip
    elif (meta.banner or start or end) and not (meta.banner and start and end):
        missing = [key for key in ("banner", "banner_from", "banner_until") if getattr(meta, key) is None]
        yield _problem(
            page, "update-banner", missing[0], f"a banner without {' and '.join(f'`{key}`' for key in missing)}",
            "`banner` (a sentence), `banner_from` and `banner_until` (its first and last day)",
            "add what is missing: a banner without an end is soon overlooked",
        )  # fmt: skip
    elif start and end and end < start:
        yield _problem(
            page, "update-banner", "banner_until", f"the banner ends on {end}, before it begins on {start}",
            "a last day that is not before the first", "correct one of the two dates",
        )  # fmt: skip
    elif end and meta.expires_on and end >= meta.expires_on:
        yield _problem(
            page, "update-banner", "banner_until", f"it ends on {end}, and its update expires on {meta.expires_on}",
            "a last day on which its update is still current", "correct one of the two dates",
        )  # fmt: skip
    elif start and meta.published_on and start < meta.published_on:
        yield _problem(
            page, "update-banner", "banner_from",
            f"the banner begins on {start}, before the update is published on {meta.published_on}",
            "a first day on which its update can be read", "correct one of the two dates",
        )  # fmt: skip


def _check_event(campaign: Campaign, page: SourcePage) -> Iterator[Problem]:
    meta = page.meta
    if meta.event and meta.event not in campaign.calendar:
        yield _problem(
            page, "update-event", "event", f"there is no date “{meta.event}”",
            f"the id of an entry of calendar.yml: {', '.join(campaign.calendar) or 'none yet'}",
            "correct it, or write the day as `event_on: 2027-02-09`",
        )  # fmt: skip
    if meta.event and meta.event_on:
        yield _problem(
            page, "update-event", "event_on", "both `event` and `event_on`", "one of the two",
            "remove `event_on`: the day of `event` is worked out",
        )  # fmt: skip
    if meta.event_place and not (meta.event or meta.event_on):
        yield _problem(
            page, "update-event", "event_place", "a place without a day", "`event_on` beside `event_place`",
            "add the day, or remove the place",
        )  # fmt: skip


def _problem(page: SourcePage, rule: str, field: str, found: str, expected: str, fix: str) -> Problem:
    return page.problem(rule, found, expected, fix, field=field)
