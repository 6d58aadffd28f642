"""What stands at an address of the site: which page, sheet or permalink, in which language.

The addresses that hosts serve a page at: families/games.html, families/games and, of an index, its folder.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from campaign.kits.files import PDF, all_books, all_kits
from campaign.model.campaign import Campaign
from campaign.model.permalinks import FOLDER, WAYS, permalink_ids, resolve
from campaign.pages.addresses import page_address

Kind = Literal["guide", "page", "help", "sheet", "way"]
LONGEST = 200
"""Characters of an address that is not there: what is longer, no paper and no link of ours has."""
_NOT_OURS = re.compile(r"/[.]|/wp-|/cgi-bin|\.(?!(?:html?|pdf|ics|xml|json|csv|txt|svg|png|jpe?g|webp|zip)$)\w*$", re.I)
"""What programs knock for that look for weak places in other people's software: of no use to know."""


class Thing(NamedTuple):
    """What was opened: a guide, another page, a page that says who can help, a sheet, a permalink by one of its ways.

    `id` is the page's; `language` its code, "" where the address does not say. `name` is the file of a sheet, the code
    of a way ("" for an address without one).
    """

    kind: Kind
    id: str
    language: str = ""
    name: str = ""


def address_finder(campaign: Campaign) -> Callable[[str], Thing | None]:
    """A function from what was asked for (the target of a request) to what stands there; None for files that belong to
    pages, such as styles."""
    things = dict(_things(campaign))
    base = unquote(urlsplit(campaign.settings.site_url).path) or "/"

    def find(target: str) -> Thing | None:
        path, _, query = target.partition("?")
        if "://" in path:  # as a proxy is asked
            path = urlsplit(path).path
        path = unquote(path)
        thing = things.get(_plain(path.removeprefix(base))) if path.startswith(base) else None
        return thing._replace(name=_way(query)) if thing and thing.kind != "sheet" else thing

    return find


def dead_address(target: str) -> str:
    """An address that was asked for and is not there; "" for what no reader asks for. What stands after its `?` is
    never kept: people type there what is theirs."""
    path = unquote(target.partition("?")[0])
    if len(path) > LONGEST or not path.isprintable() or not path.startswith("/") or _NOT_OURS.search(path):
        return ""
    return path


def _way(query: str) -> str:
    code = parse_qs(query, max_num_fields=20).get("w", [""])[-1] if query.count("&") < 20 else ""
    return code if code in WAYS else ""


def _plain(path: str) -> str:
    """One form of an address for all that lead to the same file."""
    path = path.removesuffix("index.html").removesuffix(".html")
    return path.rstrip("/")


def _things(campaign: Campaign) -> Iterator[tuple[str, Thing]]:
    settings = campaign.settings
    help_path = campaign.paths_by_id.get(campaign.vocabulary.ids.get_help, "")
    help_folder = posixpath.dirname(help_path)
    for (code, path), page in campaign.pages.items():
        if code != settings.source.code:
            continue
        is_help = path == help_path or (help_folder and path.startswith(f"{help_folder}/"))
        kind: Kind = "help" if is_help else "guide" if campaign.kind(page).kit is not None else "page"
        for language in settings.languages:
            yield _plain(page_address(language, page.url)), Thing(kind, page.meta.id, language.code)
    for page_id in permalink_ids(campaign):
        yield f"{FOLDER}/{page_id}", Thing("way", resolve(campaign, page_id) or page_id)
    for kit in all_kits(campaign):
        for file in kit.files:
            if file.media_type == PDF:
                yield kit.folder + file.name, Thing("sheet", kit.page.meta.id, kit.language.code, file.name)
    for book in all_books(campaign):
        yield book.path, Thing("sheet", book.first.meta.id, book.language.code, posixpath.basename(book.path))
