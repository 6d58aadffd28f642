"""What was released stays where it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from campaign.facts.edition_record import EDITIONS
from campaign.facts.ledger import LEDGER
from campaign.files.problems import Problem
from campaign.model.campaign import Campaign
from campaign.model.editions import new_editions
from campaign.model.permalinks import released_ids, resolve


def check_permalinks(campaign: Campaign, *, is_release: bool = False) -> Iterator[Problem]:
    """No released id has gone; every redirect leads to a page; for a release every id is in the ledger."""
    pages = campaign.paths_by_id
    if any(campaign.is_broken(path) for path in campaign.settings.navigation):
        # A page that cannot be read is reported by itself; its id has not gone.
        return
    for page_id, entry in campaign.permalinks.items():
        if page_id in pages and entry.redirect_to:
            found = f"“{page_id}” is a page's id and also leads to “{entry.redirect_to}”"
            fix = "remove `redirect_to`, or give the page another id"
            yield _wrong(campaign, page_id, found, "one of the two", fix)
        elif page_id not in pages and entry.redirect_to is None and resolve(campaign, page_id) is None:
            close = get_close_matches(page_id, [one for one in pages if one not in campaign.permalinks], n=1)
            page, another = "the page", "another-id"
            if close:
                source = campaign.pages[campaign.settings.source.code, pages[close[0]]]
                page, another = f"{source.file}, now “{close[0]}”,", close[0]
            found = f"“{page_id}” was released on {entry.released_on} and no page has this id any more"
            fix = (
                f"give {page} its id back, or add `redirect_to: {another}` below `{page_id}:`. A page that is to go "
                "from the site is not deleted: put it back (git checkout), then: campaign withdraw"
            )
            yield _wrong(campaign, page_id, found, "printed addresses and QR codes work for ever", fix)
        elif entry.redirect_to and resolve(campaign, page_id) is None:
            found = f"“{page_id}” leads to “{entry.redirect_to}”, which leads to no page"
            yield _wrong(campaign, page_id, found, "`redirect_to` names a page's id", "correct it")
    yield from _check_moves(campaign)
    if is_release:
        new = [page_id for page_id in released_ids(campaign) if page_id not in campaign.permalinks]
        if new:
            found = f"not in the ledger yet: {', '.join(new)}"
            expected = "every id that is released, so that it works for ever"
            yield _wrong(campaign, None, found, expected, "run: campaign permalinks --release")


def check_editions(campaign: Campaign) -> Iterator[Problem]:
    """For a release every edition of what is printed is in its ledger, and those are numbered without a gap."""
    for page_id, entry in campaign.editions.items():
        for language, editions in entry.editions.items():
            if [one.edition for one in editions] != [*range(1, len(editions) + 1)]:
                found = (
                    f"the editions of “{page_id}” in {language} are {', '.join(str(one.edition) for one in editions)}"
                )
                expected, fix = "1, 2, 3 …, in their order", "put the lines back: git log -p -- " + EDITIONS
                yield _edition(campaign, found, expected, fix, page_id)
    if not campaign.editions:
        # Nothing has been printed yet of which anybody could ask.
        return
    if new := [f"{page_id} ({language.code})" for page_id, language, _ in new_editions(campaign)]:
        found = f"what is printed has changed, and is not in the ledger: {', '.join(new[:8])}"
        found += f" and {len(new) - 8} more" if len(new) > 8 else ""
        expected = "every edition that is released, so that a sheet can be asked whether it is still right"
        yield _edition(campaign, found, expected, "run: campaign permalinks --release", None)


def _edition(campaign: Campaign, found: str, expected: str, fix: str, field: str | None) -> Problem:
    return Problem("permalink", campaign.settings.data_name(EDITIONS), found, expected, fix, field=field)


def _check_moves(campaign: Campaign) -> Iterator[Problem]:
    """No id has been given to another page, and none leads to another part of the site without a reason."""
    here = {path: page_id for page_id, path in campaign.paths_by_id.items()}
    released = {entry.path: page_id for page_id, entry in campaign.permalinks.items() if entry.path}
    for page_id, entry in campaign.permalinks.items():
        path = campaign.paths_by_id.get(page_id)
        owner = released.get(path, page_id) if path else page_id
        if path and entry.path and path != entry.path and (entry.path in here or owner != page_id):
            found = f"“{page_id}” was released as the id of {entry.path}, and is now that of {path}"
            fix = f"give each page its id back; the id of {path} is “{owner}”, that of {entry.path} “{page_id}”"
            yield _wrong(campaign, page_id, found, "an id stays with its page: it is printed on paper", fix)
        target = campaign.paths_by_id.get(resolve(campaign, page_id) or "")
        if path is None and target and entry.path and not entry.because and not _is_near(entry.path, target):
            found = f"“{page_id}” was {entry.path}, and leads to {target}, in another part of the site"
            fix = 'lead it to a page that says the same, or say why: `because: "…"`'
            yield _wrong(campaign, page_id, found, "a page of the same folder, or a reason", fix)


def _is_near(path: str, target: str) -> bool:
    return path.partition("/")[0] == target.partition("/")[0] or "/" not in path


def check_history(campaign: Campaign, once: Mapping[str, str | None]) -> Iterator[Problem]:
    """Nothing was taken out of the ledger. `once`: every id that ever stood in it, with the path that it had."""
    for page_id, path in once.items():
        entry = campaign.permalinks.get(page_id)
        if entry is None:
            found = f"“{page_id}” was in the ledger once, and is not any more"
            fix = f"put its line back: git log -p -- {campaign.settings.data_name(LEDGER)}"
            yield _wrong(campaign, page_id, found, "nothing is removed: it is printed on paper", fix)
        elif path and not entry.path:
            found, fix = f"“{page_id}” was {path}, and its line no longer says so", f"put `path: {path}` back"
            yield _wrong(campaign, page_id, found, "the path that it was released with", fix)


def _wrong(campaign: Campaign, page_id: str | None, found: str, expected: str, fix: str) -> Problem:
    return Problem("permalink", campaign.settings.data_name(LEDGER), found, expected, fix, field=page_id)
