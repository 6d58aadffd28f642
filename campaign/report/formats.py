"""Lines of logs in other forms than Apache's: what GoAccess has a name for (https://goaccess.io/man, --log-format).

W3C's extended form (IIS, Amazon CloudFront: `#Fields:` names the columns, https://www.w3.org/TR/WD-logfile.html),
Google Cloud Storage (a table whose first line names them), Amazon's load balancers and S3, and Squid's own. Of a
line the same is picked out: day, method, target, status, program.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

Line = tuple[bytes, bytes, bytes, bytes, bytes]
"""Day (30/Nov/2026), method, target, status, program as it names itself; b"" where the log does not say."""
Read = Callable[[bytes], "Line | None"]

HEAD = re.compile(rb'^(?:#Fields:[ \t]|"time_micros",)[^\n]{1,4000}', re.MULTILINE)
"""A line that names the columns of those below it."""
_W3C = {b"date": 0, b"cs-method": 1, b"cs-uri-stem": 2, b"cs-uri-query": 5, b"sc-status": 3, b"cs(User-Agent)": 4}
"""Which column is which part of a line; 5: what stands behind the target's question mark."""
_STORAGE = {"time_micros": 0, "cs_method": 1, "cs_uri": 2, "sc_status": 3, "cs_user_agent": 4}
# Every repetition has an end, as in logs.py.
_REQUEST = rb'"([A-Z]{3,10}) ([^ "\n]{1,4000})[^"\n]{0,20}"'
_BALANCER = re.compile(
    rb"^(?:[a-z0-9]{2,6} )?(\d{4}-\d\d-\d\d)T[^ \n]{1,40}(?: [^ \n]{1,300}){6} (\d{3})(?: [^ \n]{1,40}){3} "
    + _REQUEST + rb' "([^"\n]{0,2000})"'
)  # fmt: skip
_BUCKET = re.compile(
    rb"^[^\n\[]{1,600}\[(\d\d/[A-Z][a-z][a-z]/\d{4}):[^\]\n]{0,30}\] [^\n\"]{1,2000} " + _REQUEST
    + rb' (\d{3}) [^"\n]{1,200} "[^"\n]{0,8000}" "([^"\n]{0,2000})"'
)  # fmt: skip
_SQUID = re.compile(
    rb"^(\d{9,10})\.\d{1,6} {1,10}\d{1,12} [^ \n]{1,100} [A-Z_]{3,40}/(\d{3}) \d{1,20} ([A-Z]{3,10}) ([^ \n]{1,4000}) "
)


def read_line(line: bytes) -> Line | None:
    """A line that needs no head; None for one in no form that is known."""
    if match := _BUCKET.match(line):
        day, method, target, status, program = match.groups()
        return day, method, target, status, program
    if match := _BALANCER.match(line):
        day, status, method, target, program = match.groups()
        return _day(day.decode()), method, target, status, program
    if match := _SQUID.match(line):
        moment, status, method, target = match.groups()
        return _day_of_seconds(int(moment)), method, target, status, b""
    return None


def reader_of(head: bytes) -> Read | None:
    """What reads the lines below a head; None where it lacks a column that is needed."""
    return _storage_reader(head) if head.startswith(b'"') else _w3c_reader(head)


def _w3c_reader(head: bytes) -> Read | None:
    names = head.split()[1:]
    places = {_W3C[name]: place for place, name in enumerate(names) if name in _W3C}
    if not {0, 1, 2, 3} <= {*places}:
        return None
    # Between the columns of IIS stands a space, between those of CloudFront a tab.
    day, method, stem, status = (places[one] for one in range(4))
    program, query, number = places.get(4), places.get(5), len(names)

    def read(line: bytes) -> Line | None:
        cells = line.split(b"\t") if b"\t" in line else line.split()
        if len(cells) != number:
            return None
        rest = b"" if query is None or cells[query] == b"-" else b"?" + cells[query]
        # IIS writes + for a space, CloudFront %20, or %2520 in older logs.
        name = b"" if program is None else unquote_to_bytes(unquote_to_bytes(cells[program].replace(b"+", b" ")))
        return _day(cells[day].decode(errors="replace")), cells[method], cells[stem] + rest, cells[status], name

    return read


def _storage_reader(head: bytes) -> Read | None:
    names = next(csv.reader([head.decode(errors="replace")]))
    places = {_STORAGE[name]: place for place, name in enumerate(names) if name in _STORAGE}
    if len(places) != len(_STORAGE):
        return None

    def read(line: bytes) -> Line | None:
        cells = next(csv.reader([line.decode(errors="replace")]), [])
        if len(cells) != len(names) or not cells[places[0]].isdigit():
            return None
        moment, *others = (cells[places[one]] for one in range(len(_STORAGE)))
        method, target, status, program = (one.encode() for one in others)
        return _day_of_seconds(int(moment[:17]) // 1_000_000), method, b"/" + target.lstrip(b"/"), status, program

    return read


def _day(text: str) -> bytes:
    """2026-11-30 as Apache writes it; b"" for what is no day."""
    try:
        return f"{datetime.date.fromisoformat(text):%d/%b/%Y}".encode()
    except ValueError:
        return b""


def _day_of_seconds(moment: int) -> bytes:
    """Seconds since 1970, in UTC as these logs are."""
    try:
        return f"{datetime.datetime.fromtimestamp(moment, datetime.UTC):%d/%b/%Y}".encode()
    except (OverflowError, ValueError, OSError):
        return b""
