"""Which pages stand together: a section is a folder with a hub page (index.md), and the pages nearest to it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence


class Sections:
    """The sections of a site. `navigation`: paths in their order; `more`: pages that stand in it no more than their
    folder does, such as updates."""

    def __init__(self, navigation: Sequence[str], more: Iterable[str] = ()):
        listed = frozenset(navigation)
        self._hubs = {path: _nearest_hub(path, listed) for path in {*navigation, *more}}
        self._pages: dict[str, list[str]] = {}
        for path in navigation:
            for hub in {self._hubs[path], path if _is_hub(path) else None}:
                if hub:
                    self._pages.setdefault(hub, []).append(path)

    def hub(self, path: str) -> str | None:
        """The hub of the nearest folder above a page that has one; None at the top, and for pages that are not known.

        >>> Sections(["index.md", "families/index.md", "families/games.md"]).hub("families/games.md")
        'families/index.md'
        """
        return self._hubs.get(path)

    def siblings(self, path: str) -> list[str]:
        """The pages of the section that a page belongs to, a hub to its own, in the navigation's order.

        >>> Sections(["index.md", "families/index.md", "families/games.md"]).siblings("families/index.md")
        ['families/index.md', 'families/games.md']
        """
        hub = path if _is_hub(path) else self._hubs.get(path)
        return self._pages.get(hub, []) if hub else []


def _is_hub(path: str) -> bool:
    return path.endswith("/index.md")


def _nearest_hub(path: str, listed: frozenset[str]) -> str | None:
    folder = posixpath.dirname(path)
    while folder:
        hub = f"{folder}/index.md"
        if hub != path and hub in listed:
            return hub
        folder = posixpath.dirname(folder)
    return None
