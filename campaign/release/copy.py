"""One language's pages as a copy of their own: what is in it, and where its links lead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Sequence
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

from campaign.files.recordings import FOLDER as RECORDINGS
from campaign.kits.choice import TITLES
from campaign.languages.language import Language
from campaign.pages.addresses import relative_url

SHARED_FOLDERS = ("assets", "data", "go")
"""What belongs to every language."""
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_LINK = re.compile(r'(\s(?:href|src)=")([^"]*)(")')


def owner_of(path: str, languages: Sequence[Language]) -> str | None:
    """The code of the language, of these, that a file of the site belongs to; None when it is shared by all.

    "sl/report.html" → "sl"; "report.html" → the source's; "kits/games/ar/qr.svg" → "ar"; "assets/…" → None.
    """
    parts = path.split("/")
    if path.startswith(f"{RECORDINGS}/") and len(parts) > 3:
        # One language's text, in whichever script.
        return parts[2]
    codes = {one.code for one in languages if not one.is_source}
    if parts[0] in codes and len(parts) > 1:
        return parts[0]
    if parts[0] == "kits" and len(parts) > 3:
        return parts[2]
    if (parts[0] in SHARED_FOLDERS and len(parts) > 1) or path == TITLES:
        return None
    return next(one.code for one in languages if one.is_source)


def is_offline(path: str) -> bool:
    """Whether a file is of use in a copy on a disk: not what only a host needs, not the web editor."""
    is_for_hosts = posixpath.basename(path) in ("404.html", "sitemap.xml", "robots.txt") or path.startswith((".", "_"))
    return not is_for_hosts and not path.startswith("edit/")


def render_copied_page(
    html: str, address: str, language: Language, inside: Collection[str], elsewhere: Callable[[str], str]
) -> str:
    """The page at `address` for a copy that holds the files `inside`, all of one language.

    What is marked as another language's (`data-language`) is left out. A link to a file outside the copy leads to
    `elsewhere(target)`, where `target` is that file's path; `<link>`s that only name other versions are left out.
    """
    parser = _Copier(address, language.code, inside, elsewhere)
    parser.feed(html)
    parser.close()
    return "".join(parser.out)


class _Copier(HTMLParser):
    """Writes out what it reads, byte for byte, but for links and what is left out."""

    def __init__(self, address: str, code: str, inside: Collection[str], elsewhere: Callable[[str], str]):
        super().__init__(convert_charrefs=False)
        self.address, self.code, self.inside, self.elsewhere = address, code, inside, elsewhere
        self.out: list[str] = []
        self.left_out: list[str] = []
        """The open elements inside something that is left out."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw = self.get_starttag_text() or ""
        is_open = tag not in _VOID and not raw.endswith("/>")
        values = dict(attrs)
        if self.left_out or values.get("data-language") not in (None, self.code):
            if is_open:
                self.left_out.append(tag)
            return
        if (
            tag == "link"
            and values.get("rel") in ("alternate", "canonical")
            and self._outside(values.get("href") or "")
        ):
            return
        self.out.append(_LINK.sub(self._link, raw))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if self.left_out:
            if tag in self.left_out:
                # Elements whose end tag was left away end with the one around them.
                while self.left_out.pop() != tag:
                    pass
            return
        self.out.append(f"</{tag}>")

    def _write(self, text: str) -> None:
        if not self.left_out:
            self.out.append(text)

    def handle_data(self, data: str) -> None:
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._write(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._write(f"<!{decl}>")

    def _outside(self, link: str) -> str | None:
        """The path of the file that a link leads to when that is not in the copy."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc or not parts.path:
            return None
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self.address), unquote(parts.path)))
        return None if target in self.inside else target

    def _link(self, match: re.Match[str]) -> str:
        link = unescape(match[2])
        target = self._outside(link)
        if target is None:
            return match[0]
        new = self.elsewhere(target)
        parts = urlsplit(new)
        if not parts.scheme:
            new = relative_url(new, self.address)
        return f"{match[1]}{escape(new)}{match[3]}"
