"""What is printed in one language: its words, dates, names and addresses, in its own script."""

from __future__ import annotations

import datetime
import posixpath
import re
from typing import Any, NamedTuple
from urllib.parse import unquote, urldefrag, urlsplit

from campaign.languages.language import Language
from campaign.languages.words import Words
from campaign.model.permalinks import permalink
from campaign.pages.page import SourcePage
from campaign.views.views import Views

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Edition(NamedTuple):
    """One language's printed matter."""

    views: Views
    language: Language

    @property
    def words(self) -> Words:
        """The interface words as they are written, before another script is made of them."""
        return self.views.wording.words_of(self.language)

    def say(self, text: str) -> str:
        """A text of this language in its script."""
        return self.language.in_script(text)

    def word(self, key: str, **values: Any) -> str:
        """An interface word with its placeholders filled in, in the language's script."""
        # The values (a title, a date, an address) are in their script already.
        parts = _PLACEHOLDER.split(self.words[key])
        return "".join(str(values[one]) if index % 2 else self.say(one) for index, one in enumerate(parts))

    @property
    def draft(self) -> str:
        """What everything of a preview says of itself; "" when it is published."""
        return self.views.wording.draft_note(self.language)

    def date(self, day: datetime.date) -> str:
        """A day as people write it."""
        return self.views.wording.date(day, self.language)

    def short_address(self, page_id: str, *, edition: int = 0, way: str = "") -> str:
        """The permalink that stands on paper, e.g. "https://example.org/go/games/#sl"; "" without `site_url`."""
        base = self.views.campaign.settings.site_url
        return base + permalink(page_id, self.language, edition=edition, way=way) if base else ""

    def link_from(self, page: SourcePage, target: str) -> str | None:
        """The absolute address that a link in a page's text leads to: a permalink for a page, so that paper and saved

        files outlive a move. None where there is none (no `site_url`, or an anchor on the sheet itself).
        """
        if urlsplit(target).scheme in ("http", "https", "mailto", "tel"):
            return target
        path = self.linked_path(page, target)
        linked = self.views.campaign.page(self.views.campaign.settings.source, path) if path else None
        return self.short_address(linked.meta.id) or None if linked else None

    @staticmethod
    def linked_path(page: SourcePage, target: str) -> str:
        """The path of the page that a link leads to: "../report.md#how" from "families/x.md" → "report.md"."""
        file, _ = urldefrag(target)
        return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), file)) if file else ""


def visible_address(address: str) -> str:
    """An address as it is printed for typing: without "https://", without the language, which the page finds, and the
    edition, and in the letters that people read, where a browser makes the same address of them again.

    >>> visible_address("https://xn--80atdl2c.xn--90a3ac/%D0%B4%D1%80%D1%83%D0%B6%D0%B8%D0%BD%D0%B0/go/games/#sr")
    'школа.срб/дружина/go/games/'
    """
    shown = address.partition("#")[0].partition("?")[0].removeprefix("https://").removeprefix("http://")
    host, slash, path = shown.partition("/")
    if "xn--" in host:
        # Imported when needed: few addresses need it, and its tables are large.
        import idna

        name, colon, port = host.partition(":")
        host = idna.decode(name) + colon + port
    letters = unquote(path)
    # What has a meaning in an address, or cannot be read, stays encoded.
    is_plain = letters.isprintable() and " " not in letters and not set("%?#\\") & set(letters)
    return host + slash + (letters if is_plain and letters.count("/") == path.count("/") else path)
