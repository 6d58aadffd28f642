"""What each translated interface word was made from, and whether the source's word has changed since.

`docs/_data/locks/words/<language>.yml` keeps, for each key, the hash of the source's word when its translation was last
brought up to date. `campaign translation accept` and `import` write it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from campaign.languages.words import Words
from campaign.pages.blocks import normalise


def word_hash(text: str) -> str:
    """Twelve hexadecimal digits that change when the words do; white space does not count."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()[:12]


def accept_words(source: Words, translated: Words) -> dict[str, str]:
    """The lock that says: every translated word says what the source's says now."""
    return {key: word_hash(text) for key, text in source.texts.items() if translated.texts.get(key)}


def changed_words(source: Words, lock: Mapping[str, str]) -> tuple[str, ...]:
    """Keys whose source word is another one than the translation was made from."""
    return tuple(key for key, text in source.texts.items() if key in lock and lock[key] != word_hash(text))


def unlocked_words(source: Words, translated: Words, lock: Mapping[str, str]) -> tuple[str, ...]:
    """Keys that are translated while nothing records from what."""
    return tuple(key for key in source.texts if translated.texts.get(key) and key not in lock)


def render_word_lock(lock: Mapping[str, str]) -> str:
    """The lock file's text, by key, so that changes merge well."""
    lines = ["# The source's words that the translations were made from; written by `campaign translation accept`."]
    # Quoted: a hash such as 123456789012 or 1234567e8901 would be read as a number.
    return "\n".join([*lines, *(f'{key}: "{lock[key]}"' for key in sorted(lock))]) + "\n"
