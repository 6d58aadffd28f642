"""Gettext catalogues as files: what our headers and comments mean, reading one, and what an import comes to."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib

from campaign.files.problems import ProblemsFound
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
_LINE = re.compile(r'\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s+)?"([^"\\]|\\.)*"\s*)?')
"""A line of a catalogue, as msgfmt takes it."""


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


def read_catalog(path: Path, *, partial: bool = False) -> polib.POFile:
    """A catalogue from a file; raises ProblemsFound when it is none, is damaged, was cut off, or has a text twice."""
    try:
        for number, written in enumerate(path.read_text("utf-8-sig").split("\n"), 1):
            if not _LINE.fullmatch(written):
                raise ValueError(f"line {number} is no line of a catalogue; perhaps the file was cut off there")
        catalog = polib.pofile(str(path), wrapwidth=0, check_for_duplicates=True)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        line = re.search(r"line (\d+)", str(error))
        found = f"this is no gettext catalogue: {error}"
        expected = "a .po file in UTF-8, as `campaign translation export` writes it"
        fix = "export it again, or let `msgfmt -c` say what is wrong with it"
        raise ProblemsFound.of(
            "catalogue", path.as_posix(), found, expected, fix, line=int(line[1]) if line else None
        ) from None
    for header in (LANGUAGE_HEADER, PAGE_HEADER):
        if header not in catalog.metadata:
            expected = "a catalogue that `campaign translation export` has written"
            fix = "export it again and copy the translations over, or add the line to the header"
            raise ProblemsFound.of("catalogue", path.as_posix(), f"the header {header} is missing", expected, fix)
    count = catalog.metadata.get(COUNT_HEADER, "")
    if count.isdecimal() and len(catalog) < int(count) and not partial:
        found, expected = (
            f"{len(catalog)} of the {count} texts that were exported",
            "all of them: it may have been cut off",
        )
        fix = "ask for the whole file; if it is only a part on purpose: --partial"
        raise ProblemsFound.of("catalogue", path.as_posix(), found, expected, fix)
    for entry in catalog:
        # As every other text that is read: some programs store a letter and its mark as two characters.
        entry.msgstr = unicodedata.normalize("NFC", entry.msgstr)
    return catalog
