"""References in pages: every one has a known kind and leads to a fact that may be published."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from campaign.files.problems import Problem
from campaign.languages.formats import is_locale
from campaign.model.campaign import Campaign
from campaign.pages.lines import headings
from campaign.pages.page import SourcePage
from campaign.pages.references import HELPLINE_GROUPS, KINDS, LANGUAGE_KIND, Reference, find_references


def check_references(campaign: Campaign, page: SourcePage) -> Iterator[Problem]:
    """Every reference has a known kind and points to a fact that may be published."""
    in_headings = {one.number for one in headings(page.lines)}
    for reference in find_references(page.body, page.body_line):
        found = f"{reference.text}"
        known = _known_targets(campaign, reference)
        if LANGUAGE_KIND.fullmatch(reference.kind) and reference.kind not in KINDS:
            if not is_locale(reference.kind):
                yield _reference_problem(page, reference, found, "the code of a language, such as en", "", ())
        elif reference.kind not in KINDS:
            yield _reference_problem(page, reference, found, f"one of {', '.join(KINDS)}", reference.kind, KINDS)
        elif reference.kind == "quote":
            continue
        elif reference.kind == "todo":
            yield page.problem(
                "unfinished", f"still to be written: {reference.target}",
                "a finished text; only a preview shows unfinished pages", f"write it, and remove {reference.text}",
                line=reference.line, severity="warning" if campaign.settings.is_preview else "error",
            )  # fmt: skip
        elif reference.target not in known:
            yield _reference_problem(
                page, reference, found, f"a {reference.kind} that exists and may be published", reference.target, known
            )
        elif reference.kind in ("helplines", "chart", "picture", "audit") and not reference.is_block:
            yield _reference_problem(page, reference, f"{found} inside a line", "a line of its own", "", ())
        if reference.line in in_headings:
            yield _reference_problem(page, reference, f"{found} in a heading", "headings without references", "", ())


def _known_targets(campaign: Campaign, reference: Reference) -> list[str]:
    match reference.kind:
        case "helpline":
            return [one.id for one in campaign.helplines.values() if one.is_publishable]
        case "helplines":
            return list(HELPLINE_GROUPS)
        case "statistic":
            return [f"{one.id}.{key}" for one in campaign.statistics.values() for key in one.figures]
        case "link":
            return list(campaign.links)
        case "chart":
            return list(campaign.statistics)
        case "picture":
            return list(campaign.pictures)
        case "audit":
            return [""]
        case _:
            return []


def _reference_problem(
    page: SourcePage, reference: Reference, found: str, expected: str, target: str, known: object
) -> Problem:
    close = get_close_matches(target, list(known), n=1) if target else []  # type: ignore[call-overload]
    fix = f"did you mean “{close[0]}”?" if close else "see WRITING.md, “References”"
    return page.problem("reference", found, expected, fix, line=reference.line)
