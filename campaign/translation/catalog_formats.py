"""Catalogues as files: gettext (PO) and XLIFF 2, written and read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import polib

from campaign.files.problems import ProblemsFound
from campaign.translation.catalog_files import COUNT_HEADER, LANGUAGE_HEADER, PAGE_HEADER
from campaign.translation.xliff import read_xliff, render_xliff

_LINE = re.compile(r'\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s+)?"([^"\\]|\\.)*"\s*)?')
"""A line of a catalogue, as msgfmt takes it."""
FORMATS: Mapping[str, str] = {"po": ".po", "xliff": ".xlf"}
"""What a catalogue is written in, and the end of its file's name."""
_SUFFIXES = (*FORMATS.values(), ".xliff")


def find_catalogs(path: Path) -> list[Path]:
    """The catalogues in a folder; a file is one, whatever its name."""
    if not path.is_dir():
        return [path]
    return sorted(one for one in path.rglob("*") if one.suffix in _SUFFIXES)


def render_catalog(catalog: polib.POFile, path: Path, source: str) -> str:
    """A catalogue's text in the format that its file's name says; `source` is the code of the source language."""
    return f"{catalog}\n" if path.suffix == FORMATS["po"] else render_xliff(catalog, source)


def _read_po(path: Path) -> polib.POFile:
    for number, written in enumerate(path.read_text("utf-8-sig").split("\n"), 1):
        if not _LINE.fullmatch(written):
            raise ValueError(f"line {number} is no line of a catalogue; perhaps the file was cut off there")
    return polib.pofile(str(path), wrapwidth=0, check_for_duplicates=True)


def read_catalog(path: Path, *, partial: bool = False) -> polib.POFile:
    """A catalogue from a file; raises ProblemsFound when it is none, is damaged, was cut off, or has a text twice."""
    is_xliff = path.suffix in _SUFFIXES[1:]
    try:
        catalog = read_xliff(path.read_bytes()) if is_xliff else _read_po(path)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        line = re.search(r"line (\d+)", str(error))
        found = f"this is no {'XLIFF' if is_xliff else 'gettext'} catalogue: {error}"
        expected = "a .po or .xlf file in UTF-8, as `campaign translation export` writes it"
        fix = "export it again, or let `msgfmt -c` (for .po) say what is wrong with it"
        raise ProblemsFound.of(
            "catalogue", path.as_posix(), found, expected, fix, line=int(line[1]) if line else None
        ) from None
    for header in (LANGUAGE_HEADER, PAGE_HEADER):
        if not catalog.metadata.get(header):
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
