"""The links of the pages that were built."""

from __future__ import annotations

import os
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from campaign.files.problems import Problem
from campaign.languages.cyrillic import mixed_words

_LINKED = re.compile(r'<(?:a|link|script|img|source)\b[^>]*?\s(?:href|src|srcset)="([^"]*)"')


_ID = re.compile(r'id="([^"]+)"')
"""An id, or the end of a longer attribute: what stands before it says. Python finds fixed letters ten times as fast."""


def built_ids(site: Path, page: str) -> frozenset[str]:
    """The ids in a built page: what links may name after #."""
    return _ids_in(_read(site, page))


def _read(site: Path, page: str) -> str:
    # Without the translation of line ends that `read_text` takes its time for.
    with open(f"{site}/{page}", "rb") as file:  # noqa: PTH123 (a thousand times)
        return file.read().decode()


def _ids_in(html: str) -> frozenset[str]:
    return frozenset([match[1] for match in _ID.finditer(html) if html[match.start() - 1].isspace()])


class BuiltLinks:
    """Looks whether every link, script, picture and anchor of built pages leads to something that is there."""

    def __init__(self, site: Path):
        self.site = site
        self._good: set[tuple[str, str]] = set()
        """Links that lead somewhere, with the folder of their page: the pages of a folder share most of theirs."""
        self._there: dict[str, bool] = {}
        self._ids: dict[str, frozenset[str]] = {}

    def check(self, page: str) -> list[Problem]:
        """The links of one page, by its path below the site, that lead nowhere."""
        problems = []
        folder = posixpath.dirname(page)
        html = _read(self.site, page)
        self._ids.setdefault(page, _ids_in(html))
        for link in dict.fromkeys(_LINKED.findall(html)):
            if (folder, link) in self._good:
                continue
            parts = urlsplit(link.replace("&amp;", "&"))
            if parts.scheme or parts.netloc or link.startswith("/"):
                continue
            target = posixpath.join(folder, unquote(parts.path)) if parts.path else page
            target = posixpath.normpath(target)
            # A file that is no page has no anchors to look for.
            if not self._is_there(target) or (
                parts.fragment and target.endswith(".html") and unquote(parts.fragment) not in self.ids_of(target)
            ):
                found = f"a link to “{link}” that leads nowhere"
                fix = "correct the page or the template that makes the link"
                problems.append(Problem("built-link", f"{self.site.name}/{page}", found, "a file of the site", fix))
            elif parts.path:
                self._good.add((folder, link))
        return problems

    def _is_there(self, target: str) -> bool:
        if target not in self._there:
            self._there[target] = os.path.isfile(f"{self.site}/{target}")  # noqa: PTH113 (a thousand times)
        return self._there[target]

    def ids_of(self, target: str) -> frozenset[str]:
        """The ids in a page."""
        if target not in self._ids:
            self._ids[target] = built_ids(self.site, target)
        return self._ids[target]


READABLE = (".html", ".txt", ".xml")
"""Files whose text is looked at once more as it is read."""
_INLINE_TAG = re.compile("</?(?:a|abbr|b|bdi|cite|code|em|i|kbd|mark|q|small|span|strong|sub|sup)(?:\\s[^>]*)?>")
"""What may stand within a word."""


def check_alphabets(site: Path, path: str) -> list[Problem]:
    """The words of one built file that mix alphabets, wherever their pieces come from."""
    fix = (
        "find it in the page, the facts or the interface words that it is made from; an ending after a name in Latin "
        "letters is written after a hyphen"
    )
    words = dict.fromkeys(mixed_words(_INLINE_TAG.sub("", _read(site, path))))
    found, expected = "a word that mixes alphabets: {}", "one alphabet in a word"
    return [Problem("mixed-scripts", f"{site.name}/{path}", found.format(word), expected, fix) for word in words]
