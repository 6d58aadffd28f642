"""Addresses that never die: `go/<id>/` opens a page in the reader's language, whatever becomes of files and folders.

The ledger `docs/_data/permalinks.yml` names every id that was ever released, and so may be printed somewhere. Such an
id is a page's, or leads to another one (`redirect_to`), for ever.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import NamedTuple

from campaign.languages.language import Language
from campaign.model.campaign import Campaign
from campaign.pages.addresses import page_address, relative_url
from campaign.pages.page import SourcePage

FOLDER = "go"
WAYS: Mapping[str, str] = {
    "p": "poster", "l": "letter", "h": "handout", "s": "plan", "b": "handbook", "q": "code", "c": "card",
    "m": "message", "f": "feed", "o": "comic",
    "t": "certificate", "k": "cards", "a": "form", "n": "flow", "w": "wallet", "x": "help", "u": "questionnaire",
}  # fmt: skip
"""Where a permalink was met, by the letter that says so in it, `go/games/?w=p`: the kind of thing, never who has it."""
_CODES = {name: code for code, name in WAYS.items()}


class GoLink(NamedTuple):
    """One language version of a page, as a permalink's page lists it. `readers` are the language tags, in lower case,
    whose readers it is opened for. `ids` are the page's own and those that lead to it. On the list of all permalinks a
    page that is not `is_listed` appears only where its id is asked for."""

    ids: tuple[str, ...]
    language: Language
    title: str
    url: str
    readers: tuple[str, ...]
    is_listed: bool


def has_kit(campaign: Campaign, page: SourcePage) -> bool:
    """Whether schools take something of this page away: it stands on the list of all permalinks."""
    return campaign.kind(page).kit is not None or bool(page.meta.sheets)


def permalink(page_id: str, language: Language | None = None, *, edition: int = 0, way: str = "") -> str:
    """The address of a permalink below the site's root: "go/sextortion/"; in a chosen language "go/sextortion/#sl".

    `edition` is that of the sheet it stands on, `way` a name of `WAYS`: "go/sextortion/?e=7&w=p#sl".
    """
    query = "&".join([*([f"e={edition}"] if edition else []), *([f"w={_CODES[way]}"] if way else [])])
    return f"{FOLDER}/{page_id}/" + (f"?{query}" if query else "") + (f"#{language.code}" if language else "")


def released_ids(campaign: Campaign) -> list[str]:
    """The ids of all published pages, in alphabetical order."""
    source = campaign.settings.source.code
    return sorted(
        page_id for page_id, path in campaign.paths_by_id.items() if campaign.is_published(campaign.pages[source, path])
    )


def resolve(campaign: Campaign, page_id: str) -> str | None:
    """The id of the page that a permalink opens, redirects followed; None when it leads nowhere or in a circle."""
    seen = set()
    while page_id not in campaign.paths_by_id:
        entry, withdrawal = campaign.permalinks.get(page_id), campaign.withdrawals.get(page_id)
        target = (entry and entry.redirect_to) or (withdrawal and withdrawal.instead)
        if entry is None or not target or page_id in seen:
            return None
        seen.add(page_id)
        page_id = target
    return page_id


def permalink_ids(campaign: Campaign) -> list[str]:
    """Every id that is served: of published pages, and of the ledger's redirects to them."""
    current = released_ids(campaign)
    known = set(current)
    moved = [one for one in campaign.permalinks if one not in known and resolve(campaign, one) in known]
    return sorted([*current, *moved])


def go_links(campaign: Campaign, page_id: str, address: str, *, is_short: bool = False) -> list[GoLink]:
    """The language versions of the page with this id, as links from `address`; never a fallback. `is_short`: named as
    in menus, because a list of all has to be light."""
    path = campaign.paths_by_id[page_id]
    ids = (page_id, *(one for one in campaign.permalinks if one != page_id and resolve(campaign, one) == page_id))
    found = []
    for language in campaign.languages_of(path):
        page = campaign.page(language, path)
        assert isinstance(page, SourcePage)
        title = language.in_script((page.meta.short_title if is_short else None) or page.meta.title)
        found.append(
            GoLink(
                ids, language, title, relative_url(page_address(language, page.url), address),
                tuple(one.lower() for one in (language.code, *language.readers)), has_kit(campaign, page),
            )
        )  # fmt: skip
    return found


def listed_links(campaign: Campaign, address: str) -> Mapping[Language, list[GoLink]]:
    """Every page that schools choose from, by language, in the order of the navigation.

    And, not listed, every page that an id of the ledger leads to: a printed list of ids may name it.
    """
    source = campaign.settings.source.code
    targets = {resolve(campaign, one) for one in campaign.permalinks if one not in campaign.paths_by_id}
    by_language: dict[Language, list[GoLink]] = {}
    for path in campaign.settings.navigation:
        page = campaign.pages.get((source, path))
        if page and campaign.is_published(page) and (has_kit(campaign, page) or page.meta.id in targets):
            for link in go_links(campaign, page.meta.id, address, is_short=True):
                by_language.setdefault(link.language, []).append(link)
    return {one: by_language[one] for one in campaign.settings.languages if one in by_language}


def new_ids(campaign: Campaign) -> list[str]:
    """The ids that are not in the ledger yet, in alphabetical order: of published pages, and of updates that wait for

    their day, because the build of that day has nobody who could record them.
    """
    return sorted(one for one in campaign.paths_by_id if one not in campaign.permalinks)


def render_ledger(campaign: Campaign, today: datetime.date) -> str:
    """The ledger with every id that is released now or on its day; nothing is ever removed."""
    # Imported when needed: builds write no ledger.
    from campaign.files.yamlfile import quote

    lines = [
        "# Every id that was ever released, and so may stand on paper. Nothing is removed from this list: an id",
        "# whose page is gone leads to another one, `redirect_to: other-id`. `campaign permalinks --release` adds ids.",
    ]
    source = campaign.settings.source.code
    for page_id in sorted({*campaign.permalinks, *new_ids(campaign)}):
        entry = campaign.permalinks.get(page_id)
        path = campaign.paths_by_id.get(page_id) or (entry.path if entry else None)
        more = f", path: {path}" if path else ""
        more += f", redirect_to: {entry.redirect_to}" if entry and entry.redirect_to else ""
        more += f", because: {quote(entry.because)}" if entry and entry.because else ""
        if entry is None:
            published_on = campaign.pages[source, campaign.paths_by_id[page_id]].meta.published_on
            released_on = max(today, published_on or today)
        else:
            released_on = entry.released_on
        lines.append(f"{page_id}: {{ released_on: {released_on}{more} }}")
    return "\n".join(lines) + "\n"
