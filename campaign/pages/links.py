"""The links of a text written anew, where a page has to fit another campaign."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import NamedTuple

from campaign.pages.lines import LINK

_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


class PageLink(NamedTuple):
    """A link, or a picture, of a page."""

    text: str
    """All of it, as it stands."""
    words: str
    file: str
    """What it names before “#”; "" for a place on the page itself."""
    anchor: str
    path: str | None
    """Where that file stands below its language's folder; None for an address."""
    is_picture: bool


def rewrite_links(text: str, path: str, write: Callable[[PageLink], str]) -> str:
    """A text of the page at `path` with what `write` makes of each link; pictures in a link come first."""

    def written(match: re.Match[str]) -> str:
        words = rewrite_links(match["text"], path, write)
        whole = match[0].replace(match["text"], words, 1)
        file, _, anchor = (match["pointed"] or match["target"] or "").partition("#")
        return write(PageLink(whole, words, file, anchor, resolve_target(path, file), match["sign"] == "!"))

    return LINK.sub(written, text)


def resolve_target(path: str, target: str) -> str | None:
    """Where a link of the page at `path` leads, as a path below its language's folder; None for an address."""
    file = target.partition("#")[0]
    if _ADDRESS.match(file):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
