"""Names for files and addresses from a title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import cyrtranslit

MAX_SLUG = 50
_SPECIAL = str.maketrans(
    {"đ": "d", "Đ": "d", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "’": "", "'": ""}
)


def make_slug(title: str) -> str:
    """A name for files and ids from a title: "Đaci i škola 🎉" → "daci-i-skola"; "" where no letter can be written so.

    Cyrillic is put into Latin letters; other scripts have no one way that everybody would recognise.
    """
    folded = _fold(title)
    words = re.findall(r"[a-z0-9]+", folded)
    slug = "-".join(words)
    if len(slug) > MAX_SLUG:
        slug = slug[: MAX_SLUG + 1].rpartition("-")[0] or slug[:MAX_SLUG]
    return slug if re.search(r"[a-z]", slug) else ""


def slug_letters() -> Mapping[str, str]:
    """What each letter becomes that is not only one with a mark, for the editor's page: "đ" → "d", "љ" → "lj"."""
    letters = [*(chr(one) for one in _SPECIAL), *map(chr, range(0x400, 0x460))]
    return {letter: _fold(letter) for letter in letters}


def _fold(text: str) -> str:
    latin = cyrtranslit.to_latin(text, "me").translate(_SPECIAL)
    return unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode().lower()
