"""Characters that change what readers see without being seen, and words that mix alphabets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from campaign.languages.cyrillic import mixed_words

# Overrides and isolates of the writing direction, zero-width ones, tags, soft hyphens, and ends of lines and pages
# that only some programs know; and what no feed and no calendar may hold (XML 1.0, section 2.2).
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e007f]|[\x00-\x08\x0b-\x1f\x7f-\x9f]"
)
_JOINER = re.compile("[\u200c\u200d]")
_SUSPECT = re.compile(f"{_HIDDEN.pattern}|{_JOINER.pattern}")


def find_hidden(text: str) -> Iterator[tuple[int, str]]:
    """(place, what it is) of each character in a text that nobody sees."""
    for match in _SUSPECT.finditer(text):
        sign = match[0]
        if not (_JOINER.fullmatch(sign) and _joins(text[: match.start()], text[match.end() :], sign)):
            name = unicodedata.name(sign, "a control character").lower()
            yield match.start(), f"a hidden character: {name} (U+{ord(sign):04X})"


def _joins(before: str, after: str, sign: str) -> bool:
    """Whether a joiner does its work: between letters of Arabic script, after the sign that binds letters of Indic
    scripts, or between the pictures of one emoji."""
    if not before or not after:
        return False
    if unicodedata.combining(before[-1]) == 9:
        return True
    if unicodedata.bidirectional(before[-1]) == unicodedata.bidirectional(after[0]) == "AL":
        return True
    is_picture = unicodedata.category(before[-1]) in ("So", "Sk") or before[-1] == "\ufe0f"
    return sign == "\u200d" and is_picture and unicodedata.category(after[0]) == "So"


def find_mixed(text: str) -> Iterator[tuple[int, str]]:
    """(place, what it is) of each word that mixes alphabets: a Cyrillic “а” inside a Latin word looks right, and no
    search and no voice finds it."""
    for word in dict.fromkeys(mixed_words(text)):
        scripts = {unicodedata.name(letter, "").split(" ")[0].title() for letter in word if letter.isalpha()}
        yield text.index(word), f"a word that mixes {' and '.join(sorted(scripts))}: {word}"
