"""Addresses inside the site: relative links that work at a root, under a sub-path and from a USB stick."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from campaign.languages.language import Language


def relative_url(target: str, page_url: str) -> str:
    """The link from the page at `page_url` to `target`, both below the site's root; percent-encoded.

    >>> relative_url("sl/report.html", "sl/families/games.html")
    '../report.html'
    """
    return _relative(target, page_url.rpartition("/")[0])


@lru_cache(maxsize=10_000)
def _relative(target: str, folder: str) -> str:
    # By hand: os.path.relpath asks for the current folder each time, and a page has a hundred links. The same ones as
    # the other pages of its folder.
    here = folder.split("/") if folder else []
    there = [one for one in target.split("/") if one not in ("", ".")]
    common = 0
    while common < len(here) and common < len(there) and here[common] == there[common]:
        common += 1
    return _quote("/".join([".."] * (len(here) - common) + there[common:])) or "."


def page_address(language: Language, url: str) -> str:
    """Below the site's root: ("sl", "report.html") → "sl/report.html"."""
    return language.prefix + url


_LINK = re.compile(r'(<(?:a|link|script|img|source)\b[^>]*?\s(?:href|src|srcset)=")(?![a-z]+:|/|#)([^"]*)"')


def absolute_links(html: str, directory: str, site_url: str) -> str:
    """The HTML of a page in `directory` with links from the host's root: a 404 page is shown at any address.

    Where the site's own address is unknown it is taken to be the root of its host, as MkDocs does.
    """
    root = urlsplit(site_url).path or "/"

    def absolute(match: re.Match[str]) -> str:
        return f'{match[1]}{root}{posixpath.normpath(posixpath.join(directory, match[2]))}"'

    return _LINK.sub(absolute, html)


def _quote(path: str) -> str:
    """Of a path, what no address has: spaces, letters beyond ASCII (RFC 3986, 2.1)."""
    return path if path.isascii() and " " not in path else quote(path, safe="/#?=&%:@!$'()*+,;~")


def absolute_url(site_url: str, path: str) -> str:
    """The whole address of a file at `path` below the site's root."""
    return site_url + _quote(path)
