"""What a host has to know: headers, types, caching, compression, and the “not found” page of each language.

All of it comes from `policy` and from the campaign's languages, so that the hosts cannot disagree with the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from jinja2 import Environment, FileSystemLoader

from campaign.files.swap import MANIFEST
from campaign.model.permalinks import FOLDER
from campaign.model.settings import Settings
from campaign.site.go_pages import FIRST
from campaign.views import policy

TEMPLATES = Path(__file__).parent / "templates"
IN_SITE = (".htaccess", "_headers", "_redirects")
"""Written into the site: hosts that know them find them there, all others take no notice."""
FOR_SERVERS = ("Caddyfile", "nginx.conf")
"""For whoever runs a server; they stand in the project's folder `hosting/`."""

TYPES: Mapping[str, tuple[str, ...]] = {
    "text/html": ("html",),
    "text/css": ("css",),
    "text/javascript": ("js", "mjs"),
    "text/plain": ("txt",),
    "text/csv": ("csv",),
    "text/calendar": ("ics",),
    "application/json": ("json",),
    "application/xml": ("xml",),
    "application/yaml": ("yml",),
    "application/pdf": ("pdf",),
    "application/zip": ("zip",),
    "application/wasm": ("wasm",),
    "image/svg+xml": ("svg",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/webp": ("webp",),
    "font/ttf": ("ttf",),
    "font/woff2": ("woff2",),
}
"""Media types (IANA) of what a site holds, and the endings of their files."""
NAMED_TYPES: Mapping[str, str] = {"feed.xml": "application/atom+xml", "feed.json": "application/feed+json"}
"""Files whose type their ending does not tell."""
TEXTS = tuple(type_ for type_ in TYPES if type_.startswith("text/"))
"""Types that are sent with their character set."""
COMPRESSED = (
    *TEXTS, "application/json", "application/feed+json", "application/xml", "application/atom+xml", "application/yaml",
    "application/wasm", "image/svg+xml", "font/ttf",
)  # fmt: skip
"""Types that become much smaller on the way."""


IDENTIFYING_HEADERS = (
    "Cookie", "Authorization", "Referer", "X-Forwarded-For", "X-Real-Ip", "Forwarded", "Cf-Connecting-Ip",
    "True-Client-Ip", "Via", "Accept-Language",
)  # fmt: skip
"""What a request says of whoever made it, beside the program's name: no log that is counted from needs it."""

FILES_ONLY = ("assets/*", "data/*")
"""Folders of the site that hold no page."""


class SiteFiles(NamedTuple):
    """What `_headers` has to name of a built site, by its files' addresses ("families/index.html")."""

    names: Sequence[str]

    @property
    def addresses(self) -> list[str]:
        """Everything below the site's root but files and the editor, which have headers of their own."""
        tops = sorted({name.partition("/")[0] + ("/*" if "/" in name else "") for name in self.names})
        return ["/", *(f"/{top}" for top in tops if top not in (*FILES_ONLY, "edit/*") and top[0] not in "._")]

    @property
    def opened_alone(self) -> list[str]:
        """What may be opened alone among pages: sheets and drawings, by their names, in folders of any name."""
        endings = tuple(f".{one}" for one in policy.FILE_SUFFIXES)
        found = set()
        for name in self.names:
            top, *rest = name.split("/")
            if name.endswith(endings) and f"{top}/*" not in FILES_ONLY:
                found.add("/".join(["", top, *(f":part{place}" for place in range(len(rest) - 1)), *rest[-1:]]))
        return sorted(found)

    @property
    def hashed(self) -> list[str]:
        """Files with a hash of their content in their name."""
        return [f"/{name}" for name in sorted(self.names) if re.search(policy.HASHED_ASSET, f"/{name}")]

    @property
    def typed(self) -> dict[str, str]:
        """Files whose type these hosts do not know by their ending."""
        types = {**NAMED_TYPES, "calendar.ics": "text/calendar; charset=utf-8"}
        return {f"/{one}": types[name] for one in sorted(self.names) if (name := PurePosixPath(one).name) in types}


def render_site_files(
    settings: Settings, names: Sequence[str], editor_hosts: tuple[str, ...] | None = None
) -> Iterator[tuple[str, str]]:
    """The files that hosts look for in the site itself: name and text.

    `names` are the site's files ("families/index.html"); `editor_hosts` as for `render_server_files`.
    """
    files = SiteFiles(names)
    own = {
        "addresses": files.addresses,
        "opened_alone": files.opened_alone,
        "hashed_addresses": files.hashed,
        "typed_addresses": files.typed,
    }
    yield from ((name, _render(name, _values(settings, editor_hosts) | own)) for name in IN_SITE)


def render_server_files(settings: Settings, editor_hosts: tuple[str, ...] | None = None) -> Iterator[tuple[str, str]]:
    """The configuration of servers: name and text.

    `editor_hosts`: what the web editor in `edit/` may talk to; None where the site has no editor.
    """
    yield from ((name, _render(name, _values(settings, editor_hosts))) for name in FOR_SERVERS)


VARYING = ("Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy")
"""Headers that differ for open data or for the editor."""


def _render(name: str, values: Mapping[str, Any]) -> str:
    environment = Environment(loader=FileSystemLoader(TEMPLATES), keep_trailing_newline=True, autoescape=False)
    return environment.get_template(name).render(values)


def _values(settings: Settings, editor_hosts: tuple[str, ...] | None) -> dict[str, Any]:
    return {
        # The site may stand in a folder of its host. Servers compare paths after decoding them.
        "base": unquote(urlsplit(settings.site_url).path) or "/",
        "prefixes": [language.prefix for language in settings.languages if language.prefix],
        "tongues": _tongues(settings),
        # What is there in every language: the list of permalinks, and the stylesheet that puts a language first.
        "in_tongues": (f"{FOLDER}/", f"{FOLDER}/{FIRST}"),
        "in_tongues_pattern": rf"{FOLDER}/(?:{re.escape(FIRST)})?",
        "headers": policy.HEADERS,
        "hidden": (*IN_SITE, MANIFEST),
        "varying": VARYING,
        "plain_headers": {name: value for name, value in policy.HEADERS.items() if name not in VARYING},
        "https_headers": policy.HTTPS_HEADERS,
        "data_headers": policy.DATA_HEADERS,
        "file_policy": policy.file_policy(),
        "file_suffixes": policy.FILE_SUFFIXES,
        "editor_headers": policy.editor_headers(editor_hosts) if editor_hosts is not None else None,
        "page_caching": policy.PAGE_CACHING,
        "asset_caching": policy.ASSET_CACHING,
        "hashed_asset": policy.HASHED_ASSET,
        "types": TYPES,
        "named_types": NAMED_TYPES,
        "identifying_headers": IDENTIFYING_HEADERS,
        "charset_types": TEXTS,
        "compressed_types": COMPRESSED,
    }


def _tongues(settings: Settings) -> list[tuple[str, str]]:
    """Language tags in lower case, each with the folder of the language that its readers get, the most exact first: a
    reader of "sr-latn" is one of "sr" too. The source's lead to no folder: it is what is there without a rule."""
    found = {tag.lower(): one.prefix for one in reversed(settings.languages) for tag in (*one.readers, one.code)}
    return sorted(found.items(), key=lambda one: (-len(one[0]), one[0]))
