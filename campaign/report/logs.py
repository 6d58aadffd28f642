"""A host's access logs, read as a stream: of each line the day, what was asked for, the answer, and the program's name.

Formats: the Common and the Combined Log Format with or without a host before them (Apache, nginx, and all that write
like them: https://httpd.apache.org/docs/2.4/logs.html), Caddy's JSON
(https://caddyserver.com/docs/caddyfile/directives/log), and those in `formats.py`; also mixed, also packed (gzip,
bzip2, xz). The address of whoever asked, the page that they came from, names of users and cookies are not even picked
out.
"""

from __future__ import annotations

import bz2
import datetime
import gzip
import json
import lzma
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any, NamedTuple
from zoneinfo import ZoneInfo

from campaign.report.formats import HEAD, Line, Read, read_line, reader_of

BLOCK = 1 << 20
"""Bytes that are read at once: so much of a log is in the memory, whatever its size."""
STDIN = Path("-")
"""Stands for what another program hands over."""

# Every repetition has an end: a hostile line costs no more than a long one. A quotation mark inside is \" (Apache) or
# \x22 (nginx).
_LINE = re.compile(
    rb"^[^\n\[{][^\n\[]{0,600}\[(\d\d/[A-Z][a-z][a-z]/\d{4}):[^\]\n]{0,30}\] "
    rb'"([A-Z]{3,10}) ([^ "\n]{1,4000})[^"\n]{0,20}" (\d{3}) [^ \n]{1,20}'
    rb'(?: "(?:[^"\\\n]|\\.){0,8000}" "((?:[^"\\\n]|\\.){0,2000})")?[^\n]{0,8000}$',
    re.MULTILINE,
)
_FORM = re.compile(rb"[^\n\[]{1,600}\[\d\d/[A-Z][a-z][a-z]/\d{4}:")
_OPENERS: dict[bytes, Callable[[IO[bytes]], IO[bytes]]] = {
    b"\x1f\x8b": lambda file: gzip.GzipFile(fileobj=file),  # type: ignore[dict-item, return-value]
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ": lzma.LZMAFile,
}
"""How a file begins, and what unpacks it (RFC 1952, https://tukaani.org/xz/xz-file-format.txt)."""


class Share(NamedTuple):
    """What one process reads of a log: of all its blocks, from `number` on, each `of`-th."""

    path: Path
    number: int = 0
    of: int = 1


class Block(NamedTuple):
    """The lines of a block; `unread` of them are in no format that is known, the first of these is line `first_unread`
    of its file. `is_cut`: the file ends before it is whole."""

    lines: list[Line]
    unread: int = 0
    first_unread: int | None = None
    is_cut: bool = False


def read_blocks(share: Share, zone: str) -> Iterator[Block]:
    """The lines of a share, block by block. `zone`: where a moment without one is a day (Caddy's; an IANA name).

    Raises OSError for a file that cannot be read.
    """
    with closing(_opened(share.path)) as stream:
        pieces = _whole_lines(stream, share)
        while True:
            try:
                piece = next(pieces, None)
            except (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, OSError) as error:
                if isinstance(error, OSError) and not isinstance(error, gzip.BadGzipFile) and error.errno is not None:
                    raise
                yield Block([], is_cut=True)
                return
            if piece is None:
                return
            yield _read(*piece, ZoneInfo(zone))


def _opened(path: Path) -> IO[bytes]:
    if path == STDIN:
        return sys.stdin.buffer
    file = path.open("rb", buffering=0)
    start = file.read(6)
    file.seek(0)
    return next((open_(file) for magic, open_ in _OPENERS.items() if start.startswith(magic)), file)


def _whole_lines(stream: IO[bytes], share: Share) -> Iterator[tuple[bytes, int, Read | None]]:
    """The blocks of a share, cut at the ends of lines, each with the number of its first line, and what reads lines
    below the last head: a line belongs to the block that it begins in."""
    # Every process reads the whole stream, because what is packed can be read in no other way; that is the small part.
    before, block, number, line, read = b"\n", _block(stream), 0, 1, None
    while block:
        following = b"" if len(block) < BLOCK else _block(stream)
        if number % share.of == share.number:
            is_whole = before == b"\n"
            start = 0 if is_whole else block.find(b"\n") + 1
            if start or is_whole:
                end = 0 if block.endswith(b"\n") else following.find(b"\n") + 1
                yield block[start:] + following[:end], line + (not is_whole), read
        line += block.count(b"\n")
        if heads := HEAD.findall(block) if number == 0 or b"#Fields:" in block else ():
            read = reader_of(heads[-1].rstrip())
        before, block, number = block[-1:], following, number + 1


def _block(stream: IO[bytes]) -> bytes:
    """As many bytes as a block has, fewer only at the end."""
    parts, wanted = [], BLOCK
    while wanted and (part := stream.read(wanted)):
        parts.append(part)
        wanted -= len(part)
    return b"".join(parts)


def _read(piece: bytes, first: int, read: Read | None, zone: ZoneInfo) -> Block:
    lines: list[Line] = _LINE.findall(piece)
    if len(lines) == piece.count(b"\n") + (not piece.endswith(b"\n")):
        return Block(lines)
    unread, first_unread = 0, None
    for number, line in enumerate(piece.split(b"\n"), first):
        found: Line | None = None
        if line[:1] == b"{":
            found, is_known = _json_line(line, zone)
        elif HEAD.match(line):
            read, is_known = reader_of(line.rstrip()), True
        else:
            # Whoever knocks with something else than a request leaves a line of the right form all the same.
            is_known = not line.strip() or line[:1] == b"#" or bool(_FORM.match(line))
            found = (read and not is_known and read(line.rstrip(b"\r"))) or read_line(line)
            is_known = is_known or bool(found)
        if found:
            lines.append(found)
        if not is_known:
            unread += 1
            first_unread = first_unread or number
    return Block(lines, unread, first_unread)


def _json_line(line: bytes, zone: ZoneInfo) -> tuple[Line | None, bool]:
    """A line of Caddy's, if it is a request, and whether it is one of its lines at all."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None, False
    try:
        request = entry["request"]
        day = _day_of(entry["ts"], zone)
        program = next(iter(request.get("headers", {}).get("User-Agent", ())), "-")
        fields = (day.strftime("%d/%b/%Y"), request["method"], request["uri"], str(entry["status"]), program)
        return tuple(one.encode(errors="replace") for one in fields), True  # type: ignore[return-value]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError):
        return None, isinstance(entry, dict) and "level" in entry


def _day_of(moment: Any, zone: ZoneInfo) -> datetime.date:
    """Seconds since 1970, or a moment in ISO 8601, as Caddy writes it."""
    if isinstance(moment, str):
        return datetime.datetime.fromisoformat(moment.replace("/", "-")).date()
    return datetime.datetime.fromtimestamp(float(moment), zone).date()
