"""A server for the person at this computer and for nobody else: what the editor's and the live site's have in common.

It is bound to 127.0.0.1. Other programs of this computer can reach that too, and so can every site that the person has
open in the browser; so what comes is a stranger's until it is known better:

- other users' connections are closed, where the system says whose they are (Linux);
- the Host, the Origin and what browsers say of the asking page (Fetch Metadata, W3C) must be the server's own;
- the bytes, the time and the number of connections that somebody unknown may have are few;
- every answer, of an unknown address or a broken request too, is closed to other origins and to frames.
"""

from __future__ import annotations

import io
import os
import re
import socket
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

MAX_HEAD = 32_768
"""Bytes of a request's line and headers."""
MAX_CONNECTIONS = 64
"""At once; a browser opens six, and one for each tab that waits for changes."""
PATIENCE = 60.0
"""Seconds that a request may take to arrive, and that a connection may lie idle."""
HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Sent with every answer."""
DRAWING_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox"
"""For a drawing, or other XML, that is opened alone: it may show itself, and run and load nothing."""


class Refused(Exception):
    """A request that cannot be met; `status` is HTTP's, the message is for a person."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status = status


class Reply(NamedTuple):
    """What a browser gets. `headers` are added to HEADERS, or replace them."""

    content: bytes
    media_type: str = "text/plain"
    status: int = 200
    headers: Mapping[str, str] = {}


class LocalServer(ThreadingHTTPServer):
    """Serves on 127.0.0.1. Raises OSError when the port is taken."""

    daemon_threads = True

    def __init__(self, port: int, handler: type[LocalHandler]):
        super().__init__(("127.0.0.1", port), handler)
        self.origin = f"http://127.0.0.1:{self.server_port}"
        self._free = threading.BoundedSemaphore(MAX_CONNECTIONS)

    def is_own(self, host: str) -> bool:
        """Whether a request's Host names this server."""
        return host == urlsplit(self.origin).netloc

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Whether to listen to a connection at all."""
        return not _is_of_another_user(client_address[1], self.server_port)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread of its own, while there are not too many."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()


class LocalHandler(ABC, BaseHTTPRequestHandler):
    """Answers one connection; `get` and `post` say with what."""

    server: LocalServer
    server_version = "campaign"
    sys_version = ""
    protocol_version = "HTTP/1.1"

    @abstractmethod
    def get(self, path: str, url: SplitResult) -> Reply | None:
        """The answer to GET, None where it was given already; `path` is decoded. Raises Refused."""

    def post(self, path: str) -> Reply:
        """The answer to POST; raises Refused. Whoever reads the body has looked before who sends it."""
        raise Refused(405, "Nothing can be sent here.")

    def refusal(self, refused: Refused) -> Reply:
        """How a refusal is said."""
        return Reply(str(refused).encode(), "text/plain", refused.status)

    def read_body(self, most: int) -> bytes:
        """The body, of at most so many bytes; raises Refused."""
        if "Transfer-Encoding" in self.headers:
            raise Refused(411, "Say how long the request is.")
        length = self.headers.get("Content-Length") or "0"
        if not (length.isascii() and length.isdigit()):
            raise Refused(400, "The request arrived broken.")
        # Compared as text first: a number of a thousand digits is none to reckon with.
        if len(length) > len(str(most)) or int(length) > most:
            raise Refused(413, "That is too much at once. Save one picture after the other.")
        if self.headers.get("Expect"):
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        self._inlet.allow(int(length))
        raw = self.rfile.read(int(length))
        if len(raw) < int(length):
            raise Refused(400, "The request arrived broken.")
        self._is_read = True
        return raw

    def send_head(self, reply: Reply, length: int | None) -> None:
        """The answer without its content; `length` in bytes, None where it is not known."""
        own = {"Content-Security-Policy": DRAWING_POLICY} if "xml" in reply.media_type else {}
        is_text = reply.media_type.startswith("text/")
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.media_type + ("; charset=utf-8" if is_text else ""))
        for name, value in {**HEADERS, **own, **reply.headers}.items():
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    # ---- what the library calls --------------------------------------------------------------------------------

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self._inlet = _Inlet(self.connection)
        self.rfile = io.BufferedReader(self._inlet)

    def handle_one_request(self) -> None:
        self._inlet.allow(MAX_HEAD)
        self._is_read = False
        try:
            super().handle_one_request()
        except ConnectionError:
            # The tab was closed.
            self.close_connection = True

    def handle_expect_100(self) -> bool:
        # Said when the body is wanted, not before it is known who asks.
        return True

    def do_GET(self) -> None:
        self._answer()

    do_HEAD = do_POST = do_GET

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the library says of a request that it cannot read."""
        self.close_connection = True
        self._send(Reply((message or HTTPStatus(code).phrase).encode(), "text/plain", code))

    def log_message(self, *_: object) -> None:
        """Nothing: the terminal is for the person."""

    # ---- one request -------------------------------------------------------------------------------------------

    def _answer(self) -> None:
        reply: Reply | None
        try:
            self._refuse_strangers()
            url, path = _split_address(self.path)
            reply = self.post(path) if self.command == "POST" else self.get(path, url)
        except Refused as refused:
            reply = self.refusal(refused)
        if not self._is_read and (
            "Transfer-Encoding" in self.headers or self.headers.get("Content-Length", "0") != "0"
        ):
            # What follows is no request but what was not read of this one.
            self.close_connection = True
        if reply is not None:
            self._send(reply)

    def _send(self, reply: Reply) -> None:
        # The time that was left for reading says nothing of writing.
        self.connection.settimeout(PATIENCE)
        # To a request without a version, or with a broken one, the library would answer without headers.
        self.request_version = "HTTP/1.1"
        # Nothing here has a mark by which a browser could tell that it still is the file it knows (If-Range).
        if reply.status == 200 and self.command == "GET" and "If-Range" not in self.headers:
            reply = _part_of(reply, self.headers.get("Range", ""))
        self.send_head(reply, len(reply.content))
        if self.command != "HEAD":
            self.wfile.write(reply.content)

    def _refuse_strangers(self) -> None:
        host = self.headers.get("Host", "")
        if not self.server.is_own(host):
            # Another site's name that leads to this computer (DNS rebinding).
            raise Refused(421, "This server is for the person at this computer.")
        if self.headers.get("Origin") not in (None, f"http://{host}"):
            raise Refused(403, "Another site may not use this server.")
        of_page = self.headers.get("Sec-Fetch-Site") in (None, "same-origin", "none")
        is_link = self.headers.get("Sec-Fetch-Mode") == "navigate" and self.headers.get("Sec-Fetch-Dest") == "document"
        if not of_page and not (is_link and self.command != "POST"):
            raise Refused(403, "Another site may not use this server.")


_PART = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def _part_of(reply: Reply, wanted: str) -> Reply:
    """The bytes of a file that a player asks for to go on elsewhere in a recording (RFC 9110, section 14); all of it
    where no one part is asked for."""
    size, found = len(reply.content), _PART.fullmatch(wanted.strip())
    first, last = found.groups() if found else ("", "")
    if not (first or last) or (first and last and int(first) > int(last)):
        return reply._replace(headers={**reply.headers, "Accept-Ranges": "bytes"})
    # "-500" are the last 500.
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last) + 1, size) if first and last else size
    if start >= end:
        return Reply(b"", reply.media_type, 416, {"Content-Range": f"bytes */{size}"})
    said = {"Accept-Ranges": "bytes", "Content-Range": f"bytes {start}-{end - 1}/{size}"}
    return reply._replace(content=reply.content[start:end], status=206, headers={**reply.headers, **said})


def _split_address(address: str) -> tuple[SplitResult, str]:
    """A request's address, and its path decoded; raises Refused for what is none."""
    try:
        url = urlsplit(address)
        path = unquote(url.path, errors="strict")
    except ValueError:
        raise Refused(400, "The address is broken.") from None
    if not path.startswith("/") or not path.isprintable():
        raise Refused(400, "The address is broken.")
    return url, path


class _Inlet(io.RawIOBase):
    """What a connection sends, as far as it may: so many bytes, until then. TimeoutError ends it."""

    def __init__(self, connection: socket.socket):
        self._connection = connection
        self.allow(0)

    def allow(self, count: int) -> None:
        """Let so many bytes come, in PATIENCE seconds from now."""
        self._left, self._until = count, time.monotonic() + PATIENCE

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        seconds = self._until - time.monotonic()
        if seconds <= 0 or self._left <= 0:
            raise TimeoutError
        self._connection.settimeout(seconds)
        count = self._connection.recv_into(memoryview(buffer)[: self._left])
        self._left -= count
        return count


def _is_of_another_user(port: int, own_port: int) -> bool:
    """Whether a connection from a port of this computer is known to be somebody else's.

    Linux lists the sockets with the number of their user (proc(5), /proc/net/tcp); elsewhere nothing is known. The
    administrator may do anything anyhow, and forwards connections for others.
    """
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with suppress(OSError, ValueError):
            for line in Path(table).read_text("ascii").splitlines()[1:]:
                _, local, remote, _, _, _, _, user, *_ = line.split()
                if local.endswith(f":{port:04X}") and remote.endswith(f":{own_port:04X}"):
                    return int(user) not in (0, os.getuid())
    return False
