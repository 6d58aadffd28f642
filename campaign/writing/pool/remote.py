"""Another campaign's published site as a pool: fetched with limits, and believed in nothing."""

from __future__ import annotations

import hashlib
import http.client
import json
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from campaign import __version__
from campaign.facts.pool import FACTS_FILE, FOLDER, MANIFEST, Pool, read_facts, read_manifest
from campaign.files.problems import ProblemsFound
from campaign.pages.page import MAX_BYTES

MAX_MANIFEST = 4_000_000
"""Bytes; that of a hundred pages in six languages has 150,000."""
TIMEOUT = 20.0
"""Seconds that a server may be silent."""
MOST_SECONDS = 120.0
"""For one file in all, however slowly it comes."""
LOCAL = ("127.0.0.1", "::1", "localhost")
Fetch = Callable[[str, int], bytes]
"""The bytes at an address, at most so many; raises ProblemsFound."""


class _SafeRedirects(HTTPRedirectHandler):
    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        """Follows where `check_address` allows, and from elsewhere never to this machine."""
        check_address(newurl)
        if urlsplit(newurl).hostname in LOCAL and urlsplit(req.full_url).hostname not in LOCAL:
            raise _gone(req.full_url, "it leads to this very machine")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def check_address(address: str) -> None:
    """Raises ProblemsFound for what is no address of a site: `https://`, or this machine."""
    parts = urlsplit(address)
    if (
        not parts.hostname
        or parts.username
        or (parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL))
    ):
        expected, fix = "the address of a site, https://…", "look at the address of the campaign's home page"
        raise ProblemsFound.of("pool", address[:200], "no address that a pool can be read from", expected, fix)


def fetch(address: str, most: int) -> bytes:
    """What a server gives for an address, at most `most` bytes; raises ProblemsFound when it gives nothing usable."""
    check_address(address)
    request = Request(address, headers={"User-Agent": f"campaign/{__version__} (pool)", "Accept-Encoding": "identity"})
    try:
        with build_opener(_SafeRedirects).open(request, timeout=TIMEOUT) as answer:
            content = b"".join(_pieces(answer, most + 1))
    except HTTPError as error:
        raise _gone(address, f"the server says {error.code} {error.reason}") from None
    except (URLError, http.client.HTTPException, OSError, ValueError) as error:
        raise _gone(address, f"the server does not answer: {getattr(error, 'reason', error)}") from None
    if len(content) > most:
        found, fix = f"more than {most:,} bytes", "tell the campaign whose site it is"
        raise ProblemsFound.of("pool", address, found, f"at most {most:,} bytes", fix)
    return content


def _pieces(answer: http.client.HTTPResponse, most: int) -> Iterator[bytes]:
    """The body, until it ends, is too long, or takes too long: each byte of a slow answer begins a time-out anew."""
    end = time.monotonic() + MOST_SECONDS
    while most > 0 and (piece := answer.read1(min(most, 65_536))):
        most -= len(piece)
        yield piece
        if time.monotonic() > end:
            raise TimeoutError(f"no whole answer within {MOST_SECONDS:g} seconds")


def _gone(address: str, found: str) -> ProblemsFound:
    fix = "try again later; if the site has moved, correct `pools` in mkdocs.yml; what was taken over stays as it is"
    return ProblemsFound.of("pool", address, found, "a campaign's site that publishes a pool", fix)


def remote_pool(address: str, get: Fetch = fetch) -> Pool:
    """The pool of a site by its address; raises ProblemsFound when there is none, or it cannot be used."""
    root = address if address.endswith("/") else f"{address}/"
    manifest = read_manifest(*_read_json(root, MANIFEST, get))
    facts = read_facts(*_read_json(root, FACTS_FILE, get))
    sums = {(code, one.path): total for one in manifest.pages.values() for code, total in one.languages.items()}

    def read(language: str, path: str) -> bytes:
        place = urljoin(root, quote(f"{FOLDER}/{language}/{path}"))
        content = get(place, MAX_BYTES)
        if hashlib.sha256(content).hexdigest() != sums[language, path]:
            found, expected = "another text than the manifest says", "a file with the checksum of the manifest"
            raise ProblemsFound.of("pool", place, found, expected, "try again later: the site may be changing now")
        return content

    return Pool(address, manifest, facts, read)


def _read_json(root: str, path: str, get: Fetch) -> tuple[Any, str]:
    where = urljoin(root, path)
    try:
        return json.loads(get(where, MAX_MANIFEST)), where
    except (ValueError, RecursionError):
        found, expected = "no pool that can be read", "JSON, as `campaign build` writes it"
        raise ProblemsFound.of("pool", where, found, expected, "tell the campaign whose site it is") from None
