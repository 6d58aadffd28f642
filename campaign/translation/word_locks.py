"""What each translated word of the interface, and each translated text of a fact, was made from, and whether that has
changed since.

`docs/_data/locks/words/<language>.yml` keeps, for each key, the hash of the source's text when its translation was last
brought up to date: "about" for an interface word, "helplines.me-child-helpline.name" for a text of a fact.
`campaign translation accept` and `import` write it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from campaign.files.documents import YamlDocument
from campaign.files.record import SHOWN, Record, keys_marked
from campaign.model.campaign import Campaign
from campaign.pages.blocks import normalise

FACTS = ("helplines.yml", "statistics.yml", "links.yml", "pictures.yml", "calendar.yml")
"""The data files with texts in several languages."""


def word_hash(text: str) -> str:
    """Twelve hexadecimal digits that change when the words do; white space does not count."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()[:12]


def fact_texts(campaign: Campaign, name: str, document: YamlDocument) -> dict[str, dict[str, str]]:
    """The texts of a data file by language code, then key; not those that come from the generator's pool."""
    kind = name.removesuffix(".yml")
    records: Mapping[str, Record] = getattr(campaign, kind)
    found: dict[str, dict[str, str]] = {}
    for entry in document.data or []:
        fact = entry.get("id") if isinstance(entry, dict) else None
        # What is no text is reported by the schema.
        for language, key, text in _texts(records.get(fact), f"{kind}.{fact}") if isinstance(fact, str) else ():
            found.setdefault(language, {})[key] = text
    return found


def known_texts(campaign: Campaign) -> dict[str, dict[str, str]]:
    """The texts of all facts, those of the generator's pool too, by language code, then key."""
    found: dict[str, dict[str, str]] = {}
    for kind in (name.removesuffix(".yml") for name in FACTS):
        records: Mapping[str, Record] = getattr(campaign, kind)
        for fact, record in records.items():
            for language, key, text in _texts(record, f"{kind}.{fact}"):
                found.setdefault(language, {})[key] = text
    return found


def _texts(value: Any, key: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, Record):
        for name in keys_marked(type(value), SHOWN):
            yield from _texts(getattr(value, name), f"{key}.{name}")
    elif isinstance(value, Mapping):
        for name, one in value.items():
            if isinstance(one, str):
                yield name, key, one
            else:
                yield from _texts(one, f"{key}.{name}")


def accept_words(source: Mapping[str, str], translated: Mapping[str, str]) -> dict[str, str]:
    """The lock that says: every translated text says what the source's says now."""
    return {key: word_hash(text) for key, text in source.items() if translated.get(key)}


def changed_words(source: Mapping[str, str], lock: Mapping[str, str]) -> tuple[str, ...]:
    """Keys whose source text is another one than the translation was made from."""
    return tuple(key for key, text in source.items() if key in lock and lock[key] != word_hash(text))


def unlocked_words(
    source: Mapping[str, str], translated: Mapping[str, str], lock: Mapping[str, str]
) -> tuple[str, ...]:
    """Keys that are translated while nothing records from what."""
    return tuple(key for key in source if translated.get(key) and key not in lock)


def render_word_lock(lock: Mapping[str, str]) -> str:
    """The lock file's text, by key, so that changes merge well."""
    lines = ["# The source's words that the translations were made from; written by `campaign translation accept`."]
    # Quoted: a hash such as 123456789012 or 1234567e8901 would be read as a number.
    return "\n".join([*lines, *(f'{key}: "{lock[key]}"' for key in sorted(lock))]) + "\n"
