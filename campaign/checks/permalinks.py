"""What was released stays where it was."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from campaign.facts.ledger import LEDGER
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.model.permalinks import released_ids, resolve


def check_permalinks(campaign: Campaign, *, is_release: bool = False) -> Iterator[Problem]:
    """No released id has gone; every redirect leads to a page; for a release every id is in the ledger."""
    pages, file = campaign.paths_by_id, campaign.settings.data_name(LEDGER)

    def wrong(page_id: str | None, found: str, expected: str, fix: str) -> Problem:
        return Problem("permalink", file, found, expected, fix, field=page_id)

    if any(campaign.is_broken(path) for path in campaign.settings.navigation):
        # A page that cannot be read is reported by itself; its id has not gone.
        return
    for page_id, entry in campaign.permalinks.items():
        if page_id in pages and entry.redirect_to:
            found = f"“{page_id}” is a page's id and also leads to “{entry.redirect_to}”"
            yield wrong(page_id, found, "one of the two", "remove `redirect_to`, or give the page another id")
        elif page_id not in pages and entry.redirect_to is None:
            close = get_close_matches(page_id, [one for one in pages if one not in campaign.permalinks], n=1)
            page, another = "the page", "another-id"
            if close:
                source = campaign.pages[campaign.settings.source.code, pages[close[0]]]
                page, another = f"{source.file}, now “{close[0]}”,", close[0]
            found = f"“{page_id}” was released on {entry.released_on} and no page has this id any more"
            fix = f"give {page} its id back, or add `redirect_to: {another}` below `{page_id}:`"
            yield wrong(page_id, found, "printed addresses and QR codes work for ever", fix)
        elif entry.redirect_to and resolve(campaign, page_id) is None:
            found = f"“{page_id}” leads to “{entry.redirect_to}”, which leads to no page"
            yield wrong(page_id, found, "`redirect_to` names a page's id", "correct it")
    if is_release:
        new = [page_id for page_id in released_ids(campaign) if page_id not in campaign.permalinks]
        if new:
            found = f"not in the ledger yet: {', '.join(new)}"
            expected = "every id that is released, so that it works for ever"
            yield wrong(None, found, expected, "run: campaign permalinks --release")
