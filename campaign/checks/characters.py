"""Characters that change what readers see without being seen, and words that mix alphabets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

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


_SCRIPT_NAMES = ("LATIN", "CYRILLIC", "GREEK")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# Every letter whose name begins with CYRILLIC or GREEK: a text without one can mix nothing, and most have none.
_OTHER_THAN_LATIN = re.compile(
    "[\u0370-\u052f\u1c80-\u1c8f\u1d26-\u1d2b\u1d66-\u1d6a\u1f00-\u1fff\u2de0-\u2dff\ua640-\ua69f\uab65"
    "\U00010140-\U0001018e]"
)


def find_mixed(text: str) -> Iterator[tuple[int, str]]:
    """(place, what it is) of each word that mixes alphabets: a Cyrillic “а” inside a Latin word looks right, and no
    search and no voice finds it."""
    for match in _LETTERS.finditer(text) if _OTHER_THAN_LATIN.search(text) else ():
        scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in match[0]} & set(_SCRIPT_NAMES)
        if len(scripts) > 1:
            mixed = " and ".join(sorted(script.title() for script in scripts))
            yield match.start(), f"a word that mixes {mixed}: {match[0]}"
