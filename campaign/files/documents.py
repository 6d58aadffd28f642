"""The text of a file, and what a YAML file says with the line of every value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, Unpack

from campaign.files.problems import Problem, ProblemsFound, Where

MAX_BYTES = 2_000_000
"""Of a YAML file."""
Path_ = tuple[str | int, ...]


class YamlDocument(NamedTuple):
    """A parsed document: `data` as plain Python values, `lines` from a path such as (3, "phone") to a line."""

    data: Any
    lines: Mapping[Path_, int] = MappingProxyType({})
    file: str = ""
    """Its name, for messages."""

    def line_of(self, path: Path_) -> int | None:
        """The line of a value, or of the nearest thing that contains it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)

    def problem(self, rule: str, found: str, expected: str, fix: str, at: Path_, **where: Unpack[Where]) -> Problem:
        """A problem of this document, with the line of the value `at` a path or of what contains it."""
        return Problem(rule, self.file, found, expected, fix, **where)._replace(line=self.line_of(at))


_CONFLICT = re.compile(rb"^(?:<{7}|>{7})(?:[ \t][^\r\n]*)?\r?$", re.MULTILINE)


def find_conflict(raw: bytes) -> tuple[int, str] | None:
    """(line, mark) where git left two versions of a text because it could not merge them."""
    match = _CONFLICT.search(raw) if b"<<<<<<<" in raw or b">>>>>>>" in raw else None
    return (raw.count(b"\n", 0, match.start()) + 1, match[0].decode(errors="replace").strip()) if match else None


def conflict_problem(file: str, line: int, mark: str) -> Problem:
    """What `find_conflict` has found in a file."""
    found, expected = f"a mark of git's: {mark}", "one text: here two versions stand, one above and one below ======="
    fix = "keep what is right of the two, and remove the lines <<<<<<<, ======= and >>>>>>>"
    return Problem("conflict", file, found, expected, fix, line=line)


def decode_text(raw: bytes, file: str) -> str:
    """UTF-8 text of a file, BOM removed, in NFC; raises ProblemsFound with the line of the first bad byte.

    NFC: one letter is one character, however it was typed, so that a letter with its mark beside it is found, compared
    and transliterated like any other.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _wrong_encoding(file, 1, "the file is UTF-16")
    if found := find_conflict(raw):
        raise ProblemsFound([conflict_problem(file, *found)])
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _wrong_encoding(file, line, f"byte 0x{raw[error.start]:02x} is not UTF-8") from None


def _wrong_encoding(file: str, line: int, found: str) -> ProblemsFound:
    fix = "open the file in your editor, choose “Save with encoding” and take UTF-8"
    return ProblemsFound.of("encoding", file, found, "text saved as UTF-8", fix, line=line)
