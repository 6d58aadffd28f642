"""Catalogues: what our headers and comments mean, and what an import comes to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import polib

from campaign.pages.blocks import unwrap
from campaign.pages.translated import LockEntry

INTERFACE = "interface"
"""The name of the catalogue of interface words; a page's catalogue is named by its path."""
PAGE_HEADER = "X-Campaign-Page"
"""The header that says which page a catalogue is for: its id, or "interface"."""
LANGUAGE_HEADER = "X-Campaign-Language"
"""The header that says which language's folder it is for."""
COUNT_HEADER = "X-Campaign-Texts"
"""The header that says how many texts it had when it was exported: a catalogue with fewer was cut off."""
_EXPORTED = "exported "
_ROBOTS = re.compile(
    r"full name\b.*|automatically generated.*|anonymous( user)?|unknown|none|n/?a|(hosted )?weblate\b.*|.*\bbot\b.*|"
    r"(google|microsoft|bing|yandex)\b.*|deepl\b.*|chatgpt.*|.*machine translat.*|translate toolkit.*|.*\badmin",
    re.IGNORECASE,
)
"""What programs write for a name where nobody has given one."""


def text_mark(text: str) -> str:
    """Twelve hexadecimal digits that tell one text from another."""
    return hashlib.sha256(unwrap(text).encode()).hexdigest()[:12]


def is_robot(name: str) -> bool:
    """Whether a translator's name is none of a person."""
    return _ROBOTS.fullmatch(name.strip()) is not None


def export_comment(translation: str) -> str:
    """The comment that keeps the mark of a translation as it is exported."""
    return _EXPORTED + text_mark(translation)


def exported_mark(entry: polib.POEntry) -> str | None:
    """The mark of the translation when the entry was exported; None where a program has dropped the comment."""
    for line in entry.comment.splitlines():
        if line.startswith(_EXPORTED):
            return line.removeprefix(_EXPORTED).strip()
    return None


@dataclass(frozen=True)
class Conflict:
    """A text that both the translator and somebody in the file have changed since the export; not `has_mark`: nobody
    can say, because a program has dropped what the export noted."""

    key: str
    in_file: str
    in_catalog: str
    has_mark: bool = True


@dataclass(frozen=True)
class Imported:
    """What a catalogue does to one file. `text` is the file's new text; None when it stays as it is."""

    name: str
    file: str
    text: str | None
    applied: int
    pending: tuple[str, ...]
    """Keys of the texts that still have to be translated or confirmed."""
    conflicts: tuple[Conflict, ...]
    lock_entry: LockEntry | None = None
    """What to record in the language's lock; None to leave it as it is."""
    word_lock: Mapping[str, str] = field(default_factory=dict)
    """What to record in the lock of interface words, by key."""


@dataclass(frozen=True)
class ImportOptions:
    """`translator` and `reviewer` are names to put into the pages' front matter; `overwrite` settles conflicts in
    favour of the catalogue; `partial` takes catalogues that have only some of the texts that were exported."""

    translator: str | None = None
    reviewer: str | None = None
    overwrite: bool = False
    partial: bool = False
