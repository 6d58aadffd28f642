"""Pages in easy language: each says one other page, and is looked at again when that one changes."""

from __future__ import annotations

from collections.abc import Iterator

from campaign.checks.translations import changes_in_words
from campaign.files.problems import Problem, Severity
from campaign.model.campaign import Campaign
from campaign.pages.page import SourcePage

KIND = "easy"


def check_easy(campaign: Campaign, *, is_release: bool = False) -> Iterator[Problem]:
    """Every page in easy language names a page, alone, and was made from what that page says now."""
    source = campaign.settings.source.code
    first: dict[str, SourcePage] = {}
    for (folder, _), page in campaign.pages.items():
        if folder != source or (page.meta.easy_of is None and page.meta.kind != KIND):
            continue
        problem = _check_meta(campaign, page, first)
        if problem:
            yield problem
        elif campaign.is_taken_back(campaign.paths_by_id[page.meta.easy_of or ""]):
            # Never more than a warning: what was taken back in a hurry has to go out.
            found = f"“{page.meta.easy_of}” was withdrawn"
            fix = f"if this has to go too: campaign withdraw {page.meta.id}"
            if not campaign.is_taken_back(page.path):
                yield page.problem("easy", found, "a page that still stands", fix, field="easy_of", severity="warning")
        elif not campaign.is_taken_back(page.path):
            yield from _check_state(campaign, page, is_release)


def _check_meta(campaign: Campaign, page: SourcePage, first: dict[str, SourcePage]) -> Problem | None:
    wanted, kind = page.meta.easy_of, page.meta.kind
    if wanted is None or kind != KIND:
        found = f"kind: {kind}, " + ("and no `easy_of`" if wanted is None else f"easy_of: {wanted}")
        fix = "add the line that is missing, or take the other one away"
        return page.problem("easy", found, f"`kind: {KIND}` and `easy_of`, the id of a page", fix, field="easy_of")
    path = campaign.paths_by_id.get(wanted)
    if path is None or campaign.pages[page.language, path].meta.easy_of:
        found = f"“{wanted}” is no page" if path is None else f"{path} is itself in easy language"
        return page.problem("easy", found, "the id of a page in ordinary words", "correct the id", field="easy_of")
    other = first.setdefault(wanted, page)
    if other is page:
        return None
    found = f"{other.file} says “{wanted}” in easy language already"
    return page.problem("easy", found, "one easy page for a page", "join the two", field="easy_of")


def _check_state(campaign: Campaign, page: SourcePage, is_release: bool) -> Iterator[Problem]:
    _, state = campaign.made_from(page.language, page.path)
    fix = f"compare the two, then: campaign translation accept {page.file}"
    severity: Severity = "error" if is_release else "warning"
    if state.state == "unlocked":
        found = f"nothing records what “{page.meta.easy_of}” said when this was written"
        expected = f"an entry “{page.meta.id}” in {campaign.settings.data_name(f'locks/{page.language}.yml')}"
        yield page.problem("unlocked", found, expected, fix, severity=severity)
    elif state.state == "outdated":
        found = f"“{page.meta.easy_of}” has changed since: {changes_in_words(state)}"
        yield page.problem("outdated", found, "the same advice in easy language", fix, severity=severity)
