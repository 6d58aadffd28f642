"""References in pages: every one has a known kind and leads to a fact that may be published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache, partial

from campaign.files.problems import Problem, Severity
from campaign.languages.formats import is_locale
from campaign.model.campaign import Campaign
from campaign.model.shown import number_to_call
from campaign.pages.lines import headings
from campaign.pages.page import SourcePage
from campaign.pages.references import CALL_GROUPS, HELPLINE_GROUPS, KINDS, LANGUAGE_KIND, Reference, find_references


def check_references(campaign: Campaign, page: SourcePage) -> Iterator[Problem]:
    """Every reference has a known kind and points to a fact that may be published."""
    targets = lru_cache(partial(_known_targets, campaign))
    in_headings = {one.number for one in headings(page.lines)}
    for reference in find_references(page.body, page.body_line):
        kind, found = reference.kind, reference.text
        known = targets(kind)
        if LANGUAGE_KIND.fullmatch(kind) and kind not in KINDS:
            if not is_locale(kind):
                yield _wrong(page, reference, found, "the code of a language, such as en")
        elif kind not in KINDS:
            yield _wrong(page, reference, found, f"one of {', '.join(KINDS)}", kind, KINDS)
        elif kind == "quote":
            continue
        elif kind == "todo":
            expected = "a finished text; only a preview shows unfinished pages"
            missing, fix = f"still to be written: {reference.target}", f"write it, and remove {found}"
            severity: Severity = "warning" if campaign.settings.is_preview else "error"
            yield page.problem("unfinished", missing, expected, fix, line=reference.line, severity=severity)
        elif reference.target not in known:
            expected = f"a {kind} that exists and may be published"
            yield _wrong(page, reference, found, expected, reference.target, known)
        elif kind == "call" and (nobody := _without_number(campaign, page, reference.target)):
            expected = "a contact with a number for these readers"
            yield _wrong(page, reference, f"{found}: nobody to call in “{nobody}”", expected)
        elif kind in ("helplines", "chart", "picture", "audit", "school-year") and not reference.is_block:
            yield _wrong(page, reference, f"{found} inside a line", "a line of its own")
        if reference.line in in_headings:
            yield _wrong(page, reference, f"{found} in a heading", "headings without references")


def _known_targets(campaign: Campaign, kind: str) -> list[str]:
    match kind:
        case "helpline":
            return [
                one.id for one in campaign.helplines.values() if one.is_publishable or one.id in campaign.withdrawals
            ]
        case "helplines":
            return list(HELPLINE_GROUPS)
        case "call":
            return list(CALL_GROUPS)
        case "statistic":
            shown = [one for one in campaign.statistics.values() if one.is_publishable]
            return [target for one in shown for target in (*(f"{one.id}.{key}" for key in one.figures), one.id)]
        case "link":
            return list(campaign.links)
        case "chart":
            return [one.id for one in campaign.statistics.values() if one.is_publishable]
        case "picture":
            return list(campaign.pictures)
        case "audit":
            return [""]
        case "school-year":
            return [""] if campaign.school_year else []
        case _:
            return []


def _without_number(campaign: Campaign, page: SourcePage, group: str) -> str:
    """The language of the page's readers who have nobody to call; "" when all have."""
    languages = (one for one in campaign.settings.languages if one.folder == page.language)
    return next((one.name for one in languages if number_to_call(campaign, group, one) is None), "")


def _wrong(
    page: SourcePage, reference: Reference, found: str, expected: str, target: str = "", known: Sequence[str] = ()
) -> Problem:
    """A problem of a reference; where its `target` is nearly one of those `known`, that is how to mend it."""
    close = get_close_matches(target, known, n=1) if target else []
    fix = f"did you mean “{close[0]}”?" if close else "see WRITING.md, “References”"
    return page.problem("reference", found, expected, fix, line=reference.line)
