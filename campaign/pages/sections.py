"""Which pages stand together: a section is a folder with a hub page (index.md), and the pages nearest to it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Sequence


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

    def is_hub(self, path: str) -> bool:
        """Whether a page is the first of a section."""
        return _is_hub(path)

    def neighbours(self, path: str, is_there: Callable[[str], bool]) -> tuple[str | None, str | None]:
        """The pages before and after one in its section, of those that are there; a hub is neither.

        >>> Sections(["a/index.md", "a/one.md", "a/two.md", "a/three.md"]).neighbours("a/three.md", "a/two.md".__ne__)
        ('a/one.md', None)
        """
        pages = [one for one in self.siblings(path) if one == path or (is_there(one) and not _is_hub(one))]
        if path not in pages:
            return None, None
        place = pages.index(path)
        return (pages[place - 1] if place else None), (pages[place + 1] if place + 1 < len(pages) else None)


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
