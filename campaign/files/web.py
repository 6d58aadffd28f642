"""Reading a page of the web by a program: politely, within limits, and never anything inside one's own network.

Sources: RFC 9309 (robots.txt), RFC 6890 (addresses that are not the public internet's), RFC 9110 (redirects).
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "CampaignVerify/1 (+reads the source of a helpline once a night)"
MOST_BYTES = 2_000_000
"""So much of a page is read: a page that says a number says it before."""
MOST_SECONDS = 20.0
"""For a page in all, however slowly it comes."""
MOST_REDIRECTS = 5
PAUSE = 1.0
"""Seconds between two requests to the same host."""
_REDIRECTS = {301, 302, 303, 307, 308}
_TEXTS = ("text/", "application/xhtml", "application/xml", "application/json")


class Answer(NamedTuple):
    """What a page said: its `status` (0: none), its bytes and where they were in the end, or the `problem` in words."""

    status: int
    url: str
    content: bytes = b""
    problem: str = ""


class Visitor:
    """Reads pages of one host after the other; asks robots.txt once a host.

    `inner`: hosts ("127.0.0.1:8000") that may be visited though they are not on the public internet, for tests.
    """

    def __init__(
        self, inner: Collection[str] = (), sleep: Callable[[float], object] = time.sleep, seconds: float = MOST_SECONDS
    ):
        self._inner, self._sleep, self._seconds = inner, sleep, seconds
        self._robots: dict[str, RobotFileParser | None] = {}
        self._visited: set[str] = set()

    def read(self, url: str) -> Answer:
        """A page; whatever happens, an answer."""
        for _ in range(MOST_REDIRECTS + 1):
            parts = urlsplit(url)
            if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
                return Answer(0, url, problem="it leads to no address of the web")
            if not self._allows(url):
                return Answer(0, url, problem="robots.txt asks programs not to read it")
            answer, target = self._ask(url)
            if target is None:
                return answer
            url = urljoin(url, target)
        return Answer(0, url, problem=f"it leads on more than {MOST_REDIRECTS} times")

    def _allows(self, url: str) -> bool:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            answer, target = self._ask(f"{host}/robots.txt")
            rules: RobotFileParser | None = RobotFileParser()
            assert rules is not None
            if answer.status == 200 and target is None:
                rules.parse(answer.content.decode(errors="replace").splitlines())
            elif answer.status >= 500:
                rules = None  # A server that cannot say so is not visited (RFC 9309, 2.3.1.4).
            else:
                rules.allow_all = True  # type: ignore[attr-defined]
            self._robots[host] = rules
        found = self._robots[host]
        return found is not None and found.can_fetch(AGENT, url)

    def _ask(self, url: str) -> tuple[Answer, str | None]:
        """The answer to one request, and where it leads on."""
        parts = urlsplit(url)
        if parts.netloc in self._visited:
            self._sleep(PAUSE)
        self._visited.add(parts.netloc)
        end = time.monotonic() + self._seconds
        try:
            with self._connect(url, end) as connection:
                path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                connection.request("GET", path, headers={"User-Agent": AGENT, "Accept": "text/html, text/plain"})
                response = connection.getresponse()
                if response.status in _REDIRECTS and (target := response.getheader("Location")):
                    return Answer(response.status, url), target
                kind = (response.getheader("Content-Type") or "text/html").lower()
                if response.status == 200 and not kind.startswith(_TEXTS):
                    return Answer(response.status, url, problem=f"it is no text ({kind.partition(';')[0]})"), None
                return Answer(response.status, url, b"".join(_pieces(response, connection, end))), None
        except _InnerError as error:
            return Answer(0, url, problem=str(error)), None
        except TimeoutError:
            return Answer(0, url, problem=f"no whole answer within {self._seconds:g} seconds"), None
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(0, url, problem=f"no answer ({type(error).__name__})"), None

    @contextmanager
    def _connect(self, url: str, end: float) -> Iterator[http.client.HTTPConnection]:
        """A connection to the very address that was looked at: a name may mean another one a moment later. At the end
        of its time it is cut, whatever it waits for: each byte of a slow answer would begin the time anew."""
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = [str(one[4][0]) for one in found]
        if parts.netloc not in self._inner and not all(ipaddress.ip_address(one).is_global for one in addresses):
            raise _InnerError("it leads to an address that is not on the public internet")
        left = max(0.1, end - time.monotonic())
        with closing(socket.create_connection((addresses[0], port), timeout=left)) as raw, raw.dup() as same:
            clock = threading.Timer(max(0.0, end - time.monotonic()), same.shutdown, (socket.SHUT_RDWR,))
            clock.daemon = True
            clock.start()
            connection = http.client.HTTPConnection(host, port, timeout=left)
            secure = parts.scheme == "https"
            try:
                connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host) if secure else raw
                yield connection
            except (OSError, http.client.HTTPException):
                if time.monotonic() >= end:
                    raise TimeoutError from None
                raise
            finally:
                clock.cancel()
                connection.close()


class _InnerError(Exception):
    """An address that nobody outside may have read."""


def _pieces(response: http.client.HTTPResponse, connection: http.client.HTTPConnection, end: float) -> Iterator[bytes]:
    """The body, until it ends, is too long, or takes too long."""
    left = MOST_BYTES
    while left > 0:
        seconds = end - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        if connection.sock:
            connection.sock.settimeout(seconds)
        piece = response.read1(min(left, 65_536))
        if not piece:
            if time.monotonic() >= end:
                raise TimeoutError  # It was cut.
            return
        left -= len(piece)
        yield piece
