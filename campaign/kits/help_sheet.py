"""“What happened?” on one sheet: who asks, what may have happened, what to do first, whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from campaign.facts.help import HelpReader
from campaign.kits.contacts import contacts_block
from campaign.kits.edition import Edition
from campaign.kits.sheet import SMALLEST, Sheet
from campaign.kits.sheets import colophon, page_data
from campaign.model.shown import numbers_to_call
from campaign.pages.page import SourcePage

GROUPS = ("emergency", "children", "families")
SIZES = (14.0, 13.5, 13.0, 12.5, 12.0, 11.5, 11.0, 10.5, SMALLEST)


def help_sheet(page: SourcePage, edition: Edition) -> Sheet:
    """The whole tree on a sheet of A3; `page` says who can help, and its code leads to all of it."""
    title = edition.word("help_title")
    data = {
        **page_data(page, edition, title, "help"),
        "name": f"{title} – {edition.word('site_title')}",
        "title": title,
        "label": edition.word("site_title"),
        "description": edition.word("help_about"),
        "drawing": "",
        "readers": [_branch(edition, one) for one in _together(edition.views.campaign.help)],
        "help": contacts_block(edition, "emergency"),
        "colophon": colophon(page, edition, GROUPS),
    }
    return Sheet("help.typ", data, [{"size": one} for one in SIZES], page.file, "“What happened?”")


def _together(readers: Sequence[HelpReader]) -> list[list[HelpReader]]:
    """Readers of one audience share a branch: most of what may have happened to them is the same."""
    found: dict[str, list[HelpReader]] = {}
    for one in readers:
        if not one.kind:
            found.setdefault(one.audience or one.id, []).append(one)
    return list(found.values())


def _branch(edition: Edition, readers: Sequence[HelpReader]) -> dict[str, Any]:
    numbers = numbers_to_call(edition.views.campaign, readers[0].call, edition.language)
    name = edition.views.wording.country
    countries = {code for _, codes in numbers for code in codes}
    ends = {end.what: end for reader in readers for end in reader.ends}
    return {
        "who": " · ".join(edition.word(f"help_who_{one.id}") for one in readers),
        "numbers": [
            {
                "display": one.display or "",
                "dial": f"tel:{one.phone}",
                "where": edition.words.listed(name(code, edition.language) for code in codes)
                if len(countries) > 1
                else "",
            }
            for one, codes in numbers
        ],
        "ends": [
            {"what": edition.word(f"help_what_{end.what}"), "first": edition.word(f"help_step_{end.steps[0]}")}
            for end in ends.values()
        ],
    }
