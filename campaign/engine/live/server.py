"""The live site over http, for the person at this computer: pages as they are now, and a line that tells of changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from campaign.engine.live.live import Answer, LiveSite
from campaign.engine.live.notice import FOLDER, add_notice, render_error_page
from campaign.files.problems import ProblemsFound

HEARTBEAT = 10.0
"""Seconds after which the line says that it is still there, so that a closed tab is noticed."""
_OWN = Path(__file__).parent / "serve"
_TYPES = {".css": "text/css", ".js": "text/javascript"}


class LiveServer(ThreadingHTTPServer):
    """Serves `site` on 127.0.0.1. Raises OSError when the port is taken."""

    daemon_threads = True

    def __init__(self, port: int, site: LiveSite):
        super().__init__(("127.0.0.1", port), _Handler)
        self.site = site
        self._changed = threading.Condition()
        # A tab that was open while the server ended sees another number than before, and loads the page anew.
        self._started, self._version = time.time_ns(), 0

    @property
    def address(self) -> str:
        """The address to open."""
        return f"http://127.0.0.1:{self.server_port}/"

    def tell_change(self) -> None:
        """Let every open page load anew."""
        with self._changed:
            self._version += 1
            self._changed.notify_all()

    def wait_for_change(self, known: str) -> str:
        """The name of the present version, at once when it is not `known`, else after a change or HEARTBEAT."""
        with self._changed:
            if self._name == known:
                self._changed.wait(HEARTBEAT)
            return self._name

    @property
    def _name(self) -> str:
        return f"{self._started}.{self._version}"

    def respond(self, path: str) -> tuple[int, Answer]:
        """(status, file) for a path below the site's root."""
        if path.startswith(FOLDER):
            own = _OWN / path.removeprefix(FOLDER)
            if own.parent == _OWN and own.is_file():
                return 200, Answer(own.read_bytes(), _TYPES[own.suffix])
        edition, problems = self.site.edition, self.site.problems
        if edition is None:
            return 500, Answer(render_error_page(problems).encode(), "text/html")
        try:
            answer, status = edition.answer(path), 200
            if answer is None:
                answer, status = edition.not_found(path), 404
        except ProblemsFound as found:
            return 500, Answer(render_error_page(found.problems).encode(), "text/html")
        if answer.media_type == "text/html":
            answer = Answer(add_notice(answer.content.decode(), problems, answer.source).encode(), "text/html")
        return status, answer


class _Handler(BaseHTTPRequestHandler):
    server: LiveServer
    server_version = "campaign"
    sys_version = ""
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.headers.get("Host") != urlsplit(self.server.address).netloc and not self._is_local():
            # Another site's name that leads to this computer.
            self._send(421, Answer(b"This server is for the person at this computer.", "text/plain"))
            return
        path = unquote(urlsplit(self.path).path).lstrip("/")
        try:
            if path == f"{FOLDER}changes":
                self._send_changes()
            else:
                self._send(*self.server.respond(path))
        except (BrokenPipeError, ConnectionResetError):
            # The tab was closed.
            self.close_connection = True

    do_HEAD = do_GET

    def _is_local(self) -> bool:
        return (self.headers.get("Host") or "").partition(":")[0] in ("127.0.0.1", "localhost")

    def _send(self, status: int, answer: Answer) -> None:
        is_text = answer.media_type.startswith("text/")
        headers: Mapping[str, str] = {
            "Content-Type": answer.media_type + ("; charset=utf-8" if is_text else ""),
            "Content-Length": str(len(answer.content)),
            "Cache-Control": "no-store",
        }
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.content)

    def _send_changes(self) -> None:
        """Server-sent events (HTML standard, section 9.2): the name of each version."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.close_connection = True
        known = ""
        while True:
            name = self.server.wait_for_change(known)
            self.wfile.write(f"data: {name}\n\n".encode() if name != known else b": still here\n\n")
            self.wfile.flush()
            known = name

    def log_message(self, *_: object) -> None:
        # The terminal is for what is to be mended.
        pass
