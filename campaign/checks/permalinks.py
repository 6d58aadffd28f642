"""What was released stays where it was."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.model.permalinks import LEDGER, released_ids, resolve


def check_permalinks(campaign: Campaign, *, is_release: bool = False) -> Iterator[Problem]:
    """No released id has gone; every redirect leads to a page; for a release every id is in the ledger."""
    pages = campaign.paths_by_id
    if any(campaign.is_broken(path) for path in campaign.settings.navigation):
        # A page that cannot be read is reported by itself; its id has not gone.
        return
    for page_id, entry in campaign.permalinks.items():
        if page_id in pages and entry.redirect_to:
            yield _problem(
                page_id,
                found=f"“{page_id}” is a page's id and also leads to “{entry.redirect_to}”",
                expected="one of the two",
                fix="remove `redirect_to`, or give the page another id",
            )
        elif page_id not in pages and entry.redirect_to is None:
            close = get_close_matches(page_id, [one for one in pages if one not in campaign.permalinks], n=1)
            page = "the page"
            if close:
                source = campaign.pages[campaign.settings.source.code, pages[close[0]]]
                page = f"{source.file}, now “{close[0]}”,"
            yield _problem(
                page_id,
                found=f"“{page_id}” was released on {entry.released_on} and no page has this id any more",
                expected="printed addresses and QR codes work for ever",
                fix=f"give {page} its id back, or add `redirect_to: {close[0] if close else 'another-id'}` "
                f"below `{page_id}:`",
            )
        elif entry.redirect_to and resolve(campaign, page_id) is None:
            yield _problem(
                page_id,
                found=f"“{page_id}” leads to “{entry.redirect_to}”, which leads to no page",
                expected="`redirect_to` names a page's id",
                fix="correct it",
            )
    if is_release:
        new = [page_id for page_id in released_ids(campaign) if page_id not in campaign.permalinks]
        if new:
            yield _problem(
                "",
                found=f"not in the ledger yet: {', '.join(new)}",
                expected="every id that is released, so that it works for ever",
                fix="run: campaign permalinks --release",
            )


def _problem(page_id: str, *, found: str, expected: str, fix: str) -> Problem:
    return Problem(rule="permalink", file=LEDGER, field=page_id or None, found=found, expected=expected, fix=fix)
